"""One’s own answers in full: on a page, as CSV, as JSON, with the text that came after the window had closed."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from app.accounts.tables import User
from app.assessment.criteria import ticked_at
from app.assessment.saving import Saved, response_sheet
from app.assessment.tables import Assessment
from app.database import db
from app.maturity.definitions import Characteristic, Model, Theme
from app.participation.late import late_notes
from app.participation.on_paper import entered_codes
from app.participation.tables import Participant
from app.results.words import NOT_A_LEVEL
from app.spreadsheets import as_csv


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """As its person reads it; empty where nothing was answered."""

    theme: str
    code: str
    characteristic: str
    now: str
    target: str
    reason: str
    evidence: str
    note: str
    is_note_shared: bool
    is_priority: bool
    ticked: tuple[str, ...]
    is_entered_by_lead: bool
    """Typed in from paper, and not saved by the person since."""
    late_note: str
    """What reached us after the window had closed. Nobody else sees it."""
    saved_at: str

    @property
    def is_empty(self) -> bool:
        parts = (self.now, self.target, self.evidence, self.note, self.reason, self.ticked, self.is_priority)
        return not any(parts)


COLUMNS = {
    "theme": "Theme",
    "code": "Code",
    "characteristic": "Characteristic",
    "now": "Now",
    "target": "Target",
    "reason": "Reason for the lower target",
    "evidence": "Strength of evidence",
    "note": "Evidence note",
    "is_note_shared": "Note shared",
    "is_priority": "Candidate priority",
    "ticked": "Ticked",
    "is_entered_by_lead": "Typed in by the lead",
    "late_note": "Came after closing",
    "saved_at": "Saved",
}


def own_answers(assessment: Assessment, participant_id: int, themes: list[Theme]) -> list[OwnAnswer]:
    """To every characteristic that the person is asked, and to any other they have answered before."""
    saved, late = response_sheet(participant_id).read(), late_notes(participant_id)
    entered = entered_codes(participant_id)
    asked = {theme.slug for theme in themes}
    return [
        _read(assessment.model, theme, characteristic, saved.get(characteristic.code), late, entered)
        for theme in assessment.model.themes
        for characteristic in theme.characteristics
        if theme.slug in asked or characteristic.code in saved
    ]


def _read(
    model: Model,
    theme: Theme,
    characteristic: Characteristic,
    saved: Saved | None,
    late: Mapping[str, str],
    entered: Collection[str],
) -> OwnAnswer:
    ticked = saved.criteria.split() if saved else []
    return OwnAnswer(
        theme=theme.title,
        code=characteristic.code,
        characteristic=characteristic.title,
        now=_now(model, saved),
        target=model.level_name(saved.target) if saved and saved.target is not None else "",
        reason=saved.reason if saved else "",
        evidence=model.evidence[saved.evidence].name if saved and saved.evidence is not None else "",
        note=saved.note if saved else "",
        is_note_shared=bool(saved and saved.is_note_shared),
        is_priority=bool(saved and saved.is_priority),
        ticked=tuple(one for level in model.levels for one in ticked_at(characteristic, level.number, tuple(ticked))),
        is_entered_by_lead=characteristic.code in entered,
        late_note=late.get(characteristic.code, ""),
        saved_at=saved.saved_at.isoformat(timespec="seconds") if saved else "",
    )


def _now(model: Model, saved: Saved | None) -> str:
    if saved is None or saved.kind is None:
        return ""
    return model.level_name(saved.current) if saved.current is not None else NOT_A_LEVEL[saved.kind]


def answers_csv(answers: list[OwnAnswer]) -> str:
    return as_csv([COLUMNS.values(), *([_cell(getattr(answer, name)) for name in COLUMNS] for answer in answers)])


def _cell(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value if isinstance(value, str) else "; ".join(value)


def answers_json(assessment: Assessment, participant: Participant, answers: list[OwnAnswer]) -> str:
    """With all that is held about the person beside their answers, but the hashes of link and code."""
    account = db.session.get(User, participant.user_id) if participant.user_id else None
    held = {
        "assessment": assessment.title,
        "model": f"{assessment.model.title}, version {assessment.model.version}",
        "name": account.name if account else participant.name,
        "email": account.email if account else participant.email,
        "group": participant.group,
        "directorate": participant.directorate,
        "read who sees what": _moment(participant.told_at),
        "finished": _moment(participant.finished_at),
        "answers": [asdict(answer) for answer in answers],
    }
    return json.dumps(held, ensure_ascii=False, indent=2)


def _moment(value: object) -> str | None:
    return value.isoformat(timespec="seconds") if value else None  # type: ignore[attr-defined]
