"""All that a page or document shows of one assessment, read once."""

from dataclasses import dataclass

from sqlalchemy import select

from app.assessment.tables import Assessment, Position
from app.database import db
from app.maturity.definitions import Model
from app.results.figures import Figures, figures_of


@dataclass(frozen=True, slots=True)
class Result:
    assessment: Assessment
    model: Model
    positions: dict[str, Position]
    """By code; a characteristic that nobody has touched has none."""
    figures: Figures


def result_of(assessment: Assessment) -> Result:
    rows = db.session.scalars(select(Position).where(Position.assessment_id == assessment.id))
    positions = {position.code: position for position in rows}
    return Result(assessment, assessment.model, positions, figures_of(assessment.model, positions))
