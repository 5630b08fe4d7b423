"""The characteristics by disagreement, each with what is shown of its answers and with its position."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort

from app.assessment.answering import missing_parts
from app.assessment.saving import Saved
from app.assessment.tables import Assessment, Stage
from app.maturity.definitions import Characteristic, Theme
from app.position.comparing import CharacteristicComparison, ComparisonFigures, find_comparison
from app.position.disagreement import by_disagreement
from app.position.filters import Filters
from app.position.reviewing import count_open
from app.results.figures import UNANSWERED, is_answered
from app.results.result import result_of


@dataclass(frozen=True, slots=True)
class Row:
    theme: Theme
    characteristic: Characteristic
    compared: CharacteristicComparison | None
    position: Saved | None
    queries: int
    """That the lead has not settled yet."""
    is_shown: bool
    """Whether its spread is."""

    @property
    def code(self) -> str:
        return self.characteristic.code

    @property
    def is_agreed(self) -> bool:
        return is_answered(self.position or UNANSWERED)

    @property
    def missing(self) -> list[str]:
        """What an agreed position still needs: one that was adopted may be without its target."""
        return [*missing_parts(self.position)] if self.is_agreed else []


@dataclass(frozen=True, slots=True)
class Listing:
    """All of an assessment, in order."""

    assessment: Assessment
    comparison: ComparisonFigures | None
    rows: tuple[Row, ...]
    positions: Mapping[str, Saved]

    def shown(self, filters: Filters) -> list[Row]:
        rows = [row for row in self.rows if filters.theme in ("", row.theme.slug)]
        return [row for row in rows if not (filters.is_to_agree and row.is_agreed)]

    def get_row(self, code: str) -> Row:
        return next((row for row in self.rows if row.code.lower() == code), None) or abort(404)

    def next_to_agree(self, after: str, filters: Filters) -> Row | None:
        """The next in the list, and from its end the first again."""
        rows = [row for row in self.rows if filters.theme in ("", row.theme.slug)]
        codes = [row.code for row in rows]
        place = codes.index(after) + 1 if after in codes else 0
        return next((row for row in rows[place:] + rows[:place] if not row.is_agreed and row.code != after), None)


def _positions(assessment: Assessment) -> dict[str, Saved]:
    """Of a signed-off one as they were signed; while a correction is prepared, as they stand."""
    return result_of(assessment, is_draft=assessment.stage is not Stage.SIGNED_OFF).positions


def listing_of(assessment: Assessment) -> Listing:
    """Outside a writing transaction: the comparison may have to be made first."""
    comparison = find_comparison(assessment)
    positions = _positions(assessment)
    compared = comparison.characteristics if comparison else {}
    queries = count_open(assessment)
    themes = {one.code: theme for theme in assessment.model.themes for one in theme.characteristics}
    shown, hidden = by_disagreement(assessment.model, compared)
    rows = tuple(
        Row(
            themes[one.code],
            one,
            compared.get(one.code),
            positions.get(one.code),
            queries[one.code],
            is_shown=place < len(shown),
        )
        for place, one in enumerate(shown + hidden)
    )
    return Listing(assessment, comparison, rows, positions)
