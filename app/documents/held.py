"""What is written and answered on one characteristic: what of it counts, and how it is held."""

from collections.abc import Mapping

from app.assessment.saving import AGREEMENT, Saved
from app.documents.paper import Held
from app.results.figures import CharacteristicFigures

TEXTS = ("note", "reason", *AGREEMENT)


def texts_of(saved: Saved | None, *, is_public: bool, is_restricted: bool) -> dict[str, str]:
    """What was written; in public only what the council says as one."""
    hidden = {"note", "restricted_note"} if is_public else set() if is_restricted else {"restricted_note"}
    return {name: getattr(saved, name) if saved and name not in hidden else "" for name in TEXTS}


def counting_of(texts: Mapping[str, str], saved: Saved | None, figures: CharacteristicFigures) -> dict[str, str]:
    """Nothing of what waits to be confirmed, which the figures count as no answer."""
    if saved and not saved.is_confirmed:
        return dict.fromkeys(TEXTS, "")
    return {**texts, "reason": texts["reason"] if (figures.gap or 0) < 0 else ""}


def held_of(
    saved: Saved | None,
    figures: CharacteristicFigures,
    texts: Mapping[str, str],
    counting: Mapping[str, str],
    *,
    is_public: bool,
) -> Held:
    whole = None if is_public else saved
    answer = whole or figures
    return Held(
        kind=answer.kind,
        current=answer.current,
        target=answer.target,
        evidence=answer.evidence,
        is_candidate=answer.is_priority,
        is_confirmed=whole.is_confirmed if whole else True,
        criteria=tuple(saved.criteria.split()) if saved and (whole or saved.is_confirmed) else (),
        **(texts if whole else counting),
    )
