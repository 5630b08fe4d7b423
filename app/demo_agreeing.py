"""How the position of the demonstration’s second assessment is half agreed."""

from app.assessment.saving import Origin, agreement_sheet
from app.assessment.tables import Assessment
from app.audit.record import record
from app.audit.tables import Event
from app.database import db
from app.position.adopting import adopt, new_batch
from app.position.disagreement import lower_middle
from app.position.listing import Listing, Row
from app.position.tables import PositionReview, Verdict
from app.results.figures import Kind

RATIONALES = (
    "Members see the decisions and officers the work behind them. The evidence supports the lower level for now.",
    "Two services are a level further. It is not yet so across the council, so the position is the lower middle.",
    "The audit report of last autumn settled it: the process is in place and its results are not measured yet.",
)
MINORITY = "Some hold that the new arrangements already meet the next level."
QUERY = "The audit report speaks of one service alone. Does the level hold for the others?"


def agree_half(listing: Listing, reviewer_id: int) -> None:
    """The easy ones at once, then the widest spreads with their reasons; one of these is queried."""
    assessment = listing.assessment
    adopted = adopt(listing, new_batch(), assessment.lead_id)
    if adopted:
        record("position.adopted", assessment, ", ".join(adopted))
    wide = [row for row in listing.rows if row.is_shown and row.code not in adopted]
    for number, row in enumerate(wide[: max(0, len(listing.rows) // 2 - len(adopted))]):
        _agree(assessment, row, number)
    if wide:
        _query(assessment, wide[0].code, reviewer_id)


def _agree(assessment: Assessment, row: Row, number: int) -> None:
    compared = row.compared
    current = (lower_middle(compared.all) if compared else None) or 0
    target = (lower_middle(compared.target.all) if compared else None) or current + 1
    content = {
        "kind": Kind.LEVEL,
        "current": current,
        "target": min(max(1, current, target), assessment.model.top_level),
        "evidence": (lower_middle(compared.evidence.all) if compared else None) or 1,
        "rationale": RATIONALES[number % len(RATIONALES)],
        "minority_view": MINORITY if number == 1 else "",
        "is_priority": number < 2,
    } | dict.fromkeys(("reason", "note", "criteria", "restricted_note"), "")
    agreement_sheet(assessment).save(row.code, content, Origin(f"{number:016}", 0, 0, assessment.lead_id))
    record("position.agreed", assessment, row.code)


def _query(assessment: Assessment, code: str, reviewer_id: int) -> None:
    said = {"verdict": Verdict.QUERY, "text": QUERY, "reviewer_id": reviewer_id}
    db.session.add(PositionReview(assessment_id=assessment.id, code=code, **said))
    db.session.add(
        Event(
            what="review.said",
            subject=code,
            user_id=reviewer_id,
            assessment_id=assessment.id,
            assessment_title=assessment.title,
        )
    )
