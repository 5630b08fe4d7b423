"""The answers of a workbook, stored all together or not at all."""

from collections.abc import Collection

from flask import g

from app.assessment.saving import AGREEMENT, Origin, Saved
from app.documents.workbook_compare import Change, Comparison
from app.documents.workbook_target import Target


class OvertakenError(Exception):
    """Somebody has changed what the preview showed."""


class UntickedError(Exception):
    """Every answer had to be ticked, and none was."""


def store(target: Target, comparison: Comparison, digest: str, ticked: Collection[str], token: str) -> int:
    """Inside `writing`: how many answers. Raises OvertakenError and UntickedError, with nothing stored."""
    if comparison.faults or comparison.digest != digest:
        raise OvertakenError
    sheet, form_id, chosen = target.sheet, token[:16], comparison.chosen(ticked)
    if not chosen:
        raise UntickedError
    before = target.shown
    for change in chosen:
        columns = _columns(target, change, before.get(change.code))
        sheet.save(change.code, columns, Origin(form_id, 0, change.seen, g.user.id))
    saved = sheet.read()
    if any(saved[change.code].form_id != form_id for change in chosen):
        raise OvertakenError
    return len(chosen)


def _columns(target: Target, change: Change, before: Saved | None) -> dict[str, object]:
    if target.is_agreement:
        return change.content
    own = {name: value for name, value in change.content.items() if name not in AGREEMENT}
    if target.person is None:
        return own
    # It was this note that was to be shared, and not what stands in its place now.
    is_note_shared = before is not None and before.is_note_shared and before.note == own["note"]
    return own | {"is_entered_by_lead": True, "is_note_shared": is_note_shared}
