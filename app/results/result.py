"""All that a page or document shows of one assessment, read once."""

from dataclasses import dataclass

from app.assessment.saving import Saved, positions_of
from app.assessment.tables import Assessment
from app.maturity.definitions import Model
from app.resources.fit import Fit, resources_for_each
from app.results.figures import Figures, figures_of


@dataclass(frozen=True, slots=True)
class Result:
    assessment: Assessment
    model: Model
    positions: dict[str, Saved]
    """By code; a characteristic that nobody has touched has none."""
    figures: Figures


def result_of(assessment: Assessment) -> Result:
    positions = positions_of(assessment)
    return Result(assessment, assessment.model, positions, figures_of(assessment.model, positions))


def reading_for(result: Result) -> dict[str, Fit]:
    """What is worth reading, by the code of every characteristic with a gap."""
    current = {row.code: row.current for row in result.figures.rows if row.current is not None and (row.gap or 0) > 0}
    return resources_for_each(result.model, current)
