"""Write the record. What is done is a word of a closed list, so that no answer can get into it by accident."""

from flask import g

from app.assessment.tables import Assessment
from app.audit.tables import Event
from app.database import db
from app.participation.tables import Participant

DEEDS = {
    "assessment.started": "Started the assessment",
    "assessment.changed": "Changed its details",
    "assessment.archived": "Archived it",
    "assessment.restored": "Restored it",
    "assessment.deleted": "Deleted it with its answers",
    "assessment.moved": "Moved it to another version of the model",
    "assessment.reassessed": "Began a reassessment",
    "assessment.imported": "Imported it from a file",
    "lead.changed": "Handed the lead to",
    "stage.moved": "Moved it to the stage",
    "window.set": "Set the dates of the response window",
    "people.added": "Added",
    "people.changed": "Changed the details of",
    "people.removed": "Removed a participant",
    "people.erased": "Erased a participant and their answers",
    "link.made": "Made a private link for",
    "link.renewed": "Renewed the private link of",
    "link.withdrawn": "Withdrew the private link of",
    "link.opened": "Opened the private link",
    "link.refused": "Gave a wrong return code for the private link of",
    "responses.begun": "Read who will see what, and began",
    "responses.finished": "Said that they have finished",
    "responses.withdrawn": "Withdrew with all answers",
    "responses.downloaded": "Downloaded their own answers",
    "responses.entered": "Typed in answers given on paper for",
    "responses.all-entered": "Said that all is typed in of the paper of",
    "responses.not-all-entered": "Took back that all is typed in of the paper of",
    "workbook.read": "Read answers out of a workbook for",
    "responses.ended": "Answers were dealt with as was promised:",
    "comparison.made": "First showed how the groups compare",
    "position.read": "Read the position out of a workbook:",
    "position.agreed": "Agreed the position on",
    "position.adopted": "Adopted the median at once for",
    "position.adoption-undone": "Took back the medians adopted for",
    "review.said": "Reviewed the position on",
    "review.settled": "Settled a review of",
    "signed-off": "Signed off version",
    "correction.begun": "Began a correction of version",
    "focus.chosen": "Chose the focus on",
    "action.added": "Added an action for",
    "action.changed": "Changed an action for",
    "action.updated": "Told of the progress of an action for",
    "action.deleted": "Deleted an action for",
    "reviews.planned": "Planned the reviews",
    "reviews.moved": "Changed the day of a review, now due on",
    "reviews.removed": "Removed the review due on",
    "reviews.held": "Held the review of the plan due on",
    "reviews.changed": "Put right what was said at the review of the plan due on",
    "notice.changed": "Changed the notice on",
    "settings.changed": "Changed the settings",
    "responses.resumed": "Took back that they have finished",
    "person.exported": "Wrote out, on request, what is held about",
    "account.exported": "Wrote out, on request, what is held about an account:",
    "account.erased": "Erased an account on request:",
}
# What a participant does is nobody's to follow but the lead's, who sees how far each has come.
OF_PARTICIPANTS = frozenset(
    {
        "link.opened",
        "link.refused",
        "responses.begun",
        "responses.finished",
        "responses.resumed",
        "responses.withdrawn",
        "responses.downloaded",
    }
)


def record(
    what: str, assessment: Assessment | None = None, subject: str = "", about: Participant | None = None
) -> None:
    """Inside a writing transaction: that the person of this request did it. `what` is a key of DEEDS.

    Outside a request it is the system that did it.
    """
    user, participant = g.get("user"), g.get("participant")
    event = Event(
        what=what if what in DEEDS else _unknown(what),
        user_id=user.id if user else None,
        participant_id=participant.id if participant and not user else None,
        assessment_id=assessment.id if assessment else None,
        assessment_title=assessment.title if assessment else "",
        subject=subject[:200],
        about_id=about.id if about else None,
    )
    db.session.add(event)


def _unknown(what: str) -> str:
    raise KeyError(f"{what} is no key of DEEDS")
