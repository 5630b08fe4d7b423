"""What a person is told beside the form as soon as an answer is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.assessment.criteria import Remarks, remarks_on
from app.assessment.dates import add_months
from app.assessment.saving import Saved
from app.assessment.tables import Assessment
from app.maturity.definitions import Characteristic, Level, Model, Theme
from app.resources.fit import Fit, resources_for, wants_more
from app.results.figures import Kind, Profile, is_rated, profile_of_theme
from app.results.words import gap_in_words
from app.words import count_in_words, date_in_words

SOON_MONTHS = 18
"""Two levels or more within this time draw a gentle warning (design.md, rule 3)."""


@dataclass(frozen=True, slots=True)
class Feedback:
    gap: str
    next_level: Level | None
    """Whose descriptor says what the next step asks for; none where the council holds or is at the top."""
    next_descriptor: str
    warnings: tuple[str, ...]
    remarks: Remarks
    """On what is ticked."""
    profile: Profile
    """Of the theme so far."""
    fit: Fit | None = None
    """What is worth reading for the next step."""


def feedback_on(
    assessment: Assessment, theme: Theme, characteristic: Characteristic, positions: Mapping[str, Saved]
) -> Feedback:
    model, position = assessment.model, positions.get(characteristic.code)
    profile = profile_of_theme(theme, positions)
    if position is None or not is_rated(position) or position.current is None:
        return Feedback(_words_without_level(position), None, "", (), Remarks(), profile)
    level = _next_level(model, position)
    return Feedback(
        gap=_gap(position.current, position.target, assessment.target_date, model),
        next_level=level,
        next_descriptor=characteristic.levels[level.number].descriptor if level else "",
        warnings=tuple(_warnings(assessment, position, position.current)),
        remarks=remarks_on(model, characteristic, position.current, position.criteria.split()),
        profile=profile,
        fit=resources_for(model, characteristic.code, position.current, position.target),
    )


def _words_without_level(position: Saved | None) -> str:
    if position is None or position.kind is None:
        return "Nothing chosen yet. Read the descriptions from the top, and stop at the last one that is true."
    if not position.is_confirmed:
        return "This answer was carried over and counts once it is confirmed: change what is not true now, and save it."
    if position.kind is Kind.UNKNOWN:
        return "Don’t know is an answer: it is counted, takes no target and is left out of the figures."
    return "Not applicable is an answer: it is counted, takes no target and is left out of the figures."


def _gap(current: int, target: int | None, target_date: date, model: Model) -> str:
    if target is None:
        return f"{model.level_name(current)} now. Choose where you want to be by {date_in_words(target_date)}."
    return gap_in_words(current, target, target_date, model) + "."


def _next_level(model: Model, position: Saved) -> Level | None:
    current = position.current or 0
    return model.levels[current] if wants_more(current, position.target, model.top_level) else None


def _warnings(assessment: Assessment, position: Saved, current: int) -> list[str]:
    """The warning rules of design.md, section 2. They advise, and stop nothing."""
    warnings = []
    target = position.target
    is_soon = assessment.target_date <= add_months(assessment.as_at, SOON_MONTHS)
    if target is not None and target - current >= 2 and is_soon:
        levels = count_in_words(target - current, "level")
        warnings.append(f"{levels} in {SOON_MONTHS} months or less is a lot. Is there time and money for each step?")
    if target is not None and target < current and not position.reason:
        warnings.append("A target below where you are now needs a reason.")
    return warnings
