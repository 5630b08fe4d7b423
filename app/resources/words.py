"""What kinds, access, effort and the state of a link are called."""

from app.resources.tables import Access, Effort, Kind, LinkState, Status

KINDS = {
    Kind.CASE_STUDY: "Case study",
    Kind.GUIDANCE: "Guidance",
    Kind.TOOL: "Tool",
    Kind.TEMPLATE: "Template",
    Kind.TRAINING: "Training",
    Kind.PEER_SUPPORT: "Peer support",
    Kind.RESEARCH: "Research",
    Kind.DATA: "Data",
}
ACCESS = {
    Access.OPEN: "Open to anybody",
    Access.REGISTRATION: "Free, with registration",
    Access.MEMBERS: "For members or paid",
}
EFFORT = {
    Effort.READ: "Under an hour to read",
    Effort.SESSION: "Half a day with colleagues",
    Effort.PROJECT: "Weeks of work",
}
STATUSES = {
    Status.CURRENT: "Current",
    Status.ARCHIVED: "Older, still of use",
    Status.WITHDRAWN: "Withdrawn",
}
LINK_STATES = {
    LinkState.UNCHECKED: "Not checked yet",
    LinkState.WORKS: "Worked",
    LinkState.MOVED: "Had moved",
    LinkState.BROKEN: "Did not work",
    LinkState.UNSURE: "Could not be checked",
}
