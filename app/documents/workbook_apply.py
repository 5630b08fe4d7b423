"""The answers of a workbook, stored all together or not at all."""

from collections.abc import Collection

from flask import g

from app.assessment.saving import AGREEMENT, Origin
from app.documents.workbook_compare import Change, Comparison
from app.documents.workbook_target import Target


class OvertakenError(Exception):
    """Somebody has changed what the preview showed."""


def store(target: Target, comparison: Comparison, digest: str, ticked: Collection[str], token: str) -> int:
    """Inside `writing`: how many answers. Raises OvertakenError, with nothing stored."""
    if comparison.faults or comparison.digest != digest:
        raise OvertakenError
    sheet, form_id, chosen = target.sheet, token[:16], comparison.chosen(ticked)
    for change in chosen:
        sheet.save(change.code, _columns(target, change), Origin(form_id, 0, change.seen, g.user.id))
    saved = sheet.read()
    if any(saved[change.code].form_id != form_id for change in chosen):
        raise OvertakenError
    return len(chosen)


def _columns(target: Target, change: Change) -> dict[str, object]:
    if target.person:
        own = {name: value for name, value in change.content.items() if name not in AGREEMENT}
        return own | {"is_entered_by_lead": True, "is_note_shared": False}
    if target.is_agreement:
        return change.content
    return {name: value for name, value in change.content.items() if name not in AGREEMENT}
