"""Who may see and do what in an assessment, in one table. `/roles` shows it, and a test tries every page with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.assessment.tables import Stage, Way


class Who(StrEnum):
    """One person may be several of these. The administrator is none of them by that role."""

    LEAD = "lead"
    SPONSOR = "sponsor"
    REVIEWER = "reviewer"
    PARTICIPANT = "participant"
    INVITED = "invited"
    """A participant who came by a private link, and has no account."""
    VIEWER = "viewer"


class May(StrEnum):
    SEE = "see"
    FILL_IN = "fill-in"
    RESPOND = "respond"
    SEE_OWN = "see-own"
    MANAGE_PEOPLE = "manage-people"
    SEE_PROGRESS = "see-progress"
    SEE_COMPARISON = "see-comparison"
    AGREE = "agree"
    REVIEW = "review"
    SEE_POSITION = "see-position"
    SEE_RESTRICTED = "see-restricted"
    WRITE_UP = "write-up"
    SIGN_OFF = "sign-off"
    CHANGE = "change"
    SEE_PLAN = "see-plan"
    PLAN = "plan"
    TELL = "tell"
    ENTER = "enter"
    KEEP = "keep"


Stages = frozenset[Stage]
ALWAYS: Stages = frozenset(Stage)
IN_PREPARATION = frozenset({Stage.PREPARING})
OPEN = frozenset({Stage.OPEN})
CLOSED = frozenset({Stage.CLOSED})
AGREED = frozenset({Stage.AGREED})
FROM_CLOSED = frozenset({Stage.CLOSED, Stage.AGREED, Stage.SIGNED_OFF})
FROM_AGREED = frozenset({Stage.AGREED, Stage.SIGNED_OFF})
BEFORE_SIGNED_OFF = ALWAYS - {Stage.SIGNED_OFF}


@dataclass(frozen=True, slots=True)
class Rule:
    """What it is, in words, and at which stages who may do it, for each way of doing an assessment."""

    words: str
    together: Mapping[Who, Stages]
    separately: Mapping[Who, Stages]
    is_change: bool = False
    """Not in an archived assessment."""

    def stages(self, way: Way) -> Mapping[Who, Stages]:
        return self.together if way is Way.TOGETHER else self.separately


def _each(stages: Stages, *whos: Who) -> dict[Who, Stages]:
    return dict.fromkeys(whos, stages)


_NOBODY: dict[Who, Stages] = {}
_LEAD = _each(ALWAYS, Who.LEAD)
_EVERYBODY = _each(ALWAYS, *Who)
_AT_ONE_SCREEN = _each(ALWAYS, Who.LEAD, Who.SPONSOR, Who.REVIEWER, Who.PARTICIPANT, Who.VIEWER)
_AGREE = _each(ALWAYS, Who.LEAD, Who.SPONSOR, Who.REVIEWER)
_THOSE_WHO_AGREE = _each(FROM_CLOSED, Who.LEAD, Who.SPONSOR, Who.REVIEWER)
_ONCE_AGREED = _THOSE_WHO_AGREE | _each(FROM_AGREED, Who.PARTICIPANT, Who.VIEWER)

_SEE_THE_PLAN = _each(FROM_AGREED, Who.LEAD, Who.SPONSOR, Who.REVIEWER, Who.PARTICIPANT, Who.VIEWER)

RULES: Mapping[May, Rule] = {
    May.SEE: Rule("See its title, its dates and its stage", _EVERYBODY, _EVERYBODY),
    May.FILL_IN: Rule(
        "Answer for the council at one screen", _each(OPEN, Who.LEAD, Who.PARTICIPANT), _NOBODY, is_change=True
    ),
    May.RESPOND: Rule("Answer in private", _NOBODY, _each(OPEN, Who.PARTICIPANT, Who.INVITED), is_change=True),
    May.SEE_OWN: Rule(
        "See, download and withdraw their own answers", _NOBODY, _each(ALWAYS, Who.PARTICIPANT, Who.INVITED)
    ),
    May.MANAGE_PEOPLE: Rule("Add people and make private links", _LEAD, _LEAD, is_change=True),
    May.SEE_PROGRESS: Rule("See who has answered, and never what", _NOBODY, _each(ALWAYS, Who.LEAD, Who.SPONSOR)),
    May.SEE_COMPARISON: Rule("See where the groups differ", _NOBODY, _ONCE_AGREED),
    May.AGREE: Rule("Agree the position", _NOBODY, _each(CLOSED, Who.LEAD), is_change=True),
    May.REVIEW: Rule(
        "Agree with a position, query it or propose a change", _NOBODY, _each(CLOSED, Who.REVIEWER), is_change=True
    ),
    May.SEE_POSITION: Rule("See the position, the results and the documents", _AT_ONE_SCREEN, _ONCE_AGREED),
    May.SEE_RESTRICTED: Rule("Read the restricted notes, on the page and in full documents", _AGREE, _AGREE),
    May.WRITE_UP: Rule(
        "Write the narrative in their own words",
        _each(BEFORE_SIGNED_OFF, Who.LEAD),
        _each(CLOSED | AGREED, Who.LEAD),
        is_change=True,
    ),
    May.SIGN_OFF: Rule("Sign it off", _each(AGREED, Who.SPONSOR), _each(AGREED, Who.SPONSOR), is_change=True),
    May.CHANGE: Rule("Change its details and move its stage", _LEAD, _LEAD, is_change=True),
    May.SEE_PLAN: Rule("See the priorities and the plan", _SEE_THE_PLAN, _SEE_THE_PLAN),
    May.PLAN: Rule(
        "Choose priorities, keep the plan and its reviews",
        _each(FROM_AGREED, Who.LEAD),
        _each(FROM_AGREED, Who.LEAD),
        is_change=True,
    ),
    May.TELL: Rule(
        "Report progress on the actions that name them as lead officer",
        _SEE_THE_PLAN,
        _SEE_THE_PLAN,
        is_change=True,
    ),
    May.ENTER: Rule(
        "Enter answers that were given on paper or in a workbook",
        _each(OPEN, Who.LEAD),
        _each(OPEN | CLOSED, Who.LEAD),
        is_change=True,
    ),
    May.KEEP: Rule("Archive, restore, reassess or delete it, and erase a person in it", _LEAD, _LEAD),
}


def is_allowed(may: May, who: frozenset[Who], way: Way, stage: Stage) -> bool:
    stages = RULES[may].stages(way)
    return any(stage in stages.get(one, ()) for one in who)


def when_allowed(may: May, who: frozenset[Who], way: Way) -> Stages:
    """The stages at which these may do it; none where it is never theirs."""
    stages = RULES[may].stages(way)
    return frozenset[Stage]().union(*(stages.get(one, frozenset[Stage]()) for one in who))
