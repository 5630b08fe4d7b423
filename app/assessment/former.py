"""The words that a carried-over answer was given on."""

from collections.abc import Mapping

from app.assessment.answering import Place
from app.assessment.moving import wording_before
from app.assessment.saving import Saved
from app.assessment.tables import Assessment
from app.maturity.changes import former_words


def former_words_of(
    assessment: Assessment, place: Place, answers: Mapping[str, Saved]
) -> tuple[str | None, dict[int, str]] | None:
    """Where an answer waits to be confirmed: the words it was given on, as far as they were others."""
    saved = answers.get(place.characteristic.code)
    if saved is None or saved.is_confirmed:
        return None
    before = wording_before(assessment, saved.code)
    return former_words(before, place.characteristic) if before else (None, {})
