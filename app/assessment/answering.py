"""One answer: where it stands in its theme, and whether it is complete."""

from dataclasses import dataclass

from flask import abort, url_for

from app.assessment.saving import Saved
from app.assessment.tables import Assessment
from app.maturity.definitions import Characteristic, Model, Theme
from app.results.figures import UNANSWERED, Kind, is_answered


@dataclass(frozen=True, slots=True)
class Place:
    """A characteristic in its theme."""

    theme: Theme
    characteristic: Characteristic
    number: int
    """Counted from 1."""

    @property
    def previous(self) -> Characteristic | None:
        return self.theme.characteristics[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> Characteristic | None:
        last = len(self.theme.characteristics)
        return self.theme.characteristics[self.number] if self.number < last else None


def get_theme(model: Model, slug: str) -> Theme:
    return model.find_theme(slug) or abort(404)


def get_place(theme: Theme, code: str) -> Place:
    places = (Place(theme, found, number) for number, found in enumerate(theme.characteristics, 1))
    return next((place for place in places if place.characteristic.code.lower() == code), None) or abort(404)


def missing_parts(position: Saved | None) -> dict[str, str]:
    """What a complete answer still needs: a sentence by field name."""
    if position is None or position.kind is None:
        return {"current": "Select where you are now. If you cannot tell, select “Don’t know”"}
    if not position.is_confirmed:
        return {"current": "Check the answer that was carried over, and save it"}
    if position.kind is not Kind.LEVEL or position.current is None:
        return {}
    missing = {}
    if position.target is None:
        missing["target"] = "Select where you want to be. The same level as now means “hold”"
    elif position.target < position.current and not position.reason:
        missing["reason"] = "Enter why the target is below where you are now"
    if position.evidence is None:
        missing["evidence"] = "Select how strong the evidence is"
    return missing


def first_incomplete(theme: Theme, positions: dict[str, Saved]) -> Characteristic | None:
    """Where to go on in a theme: the first unanswered characteristic, else the first whose answer is unfinished."""
    unanswered = (c for c in theme.characteristics if not is_answered(positions.get(c.code, UNANSWERED)))
    unfinished = (c for c in theme.characteristics if missing_parts(positions.get(c.code)))
    return next(unanswered, None) or next(unfinished, None)


def address_after(assessment: Assessment, place: Place) -> str:
    """The next characteristic, or the theme's summary after the last."""
    if place.next is None:
        return url_for("themes.theme", assessment_id=assessment.id, theme=place.theme.slug)
    code = place.next.code.lower()
    return url_for("themes.characteristic", assessment_id=assessment.id, theme=place.theme.slug, code=code)
