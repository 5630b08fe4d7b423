"""What comments can be filtered by."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.editorial.tables import Comment
from app.maturity.tables import ModelVersion
from app.maturity.versions import model_of, models_in_force


@dataclass(frozen=True, slots=True)
class Known:
    models: dict[str, str]
    """Titles by id."""
    characteristics: dict[str, str]
    """Code and title by the id of the model and the code, with a slash between: two models may have the same code."""


def known() -> Known:
    """All that the models in force have, and whatever else has comments."""
    models = models_in_force()
    found = {f"{model.id}/{c.code}": f"{c.code} {c.title}" for model in models for c in model.characteristics}
    commented = select(ModelVersion, Comment.code).join(Comment.model_version).order_by(ModelVersion.id.desc())
    for version, code in db.session.execute(commented.distinct()):
        gone = model_of(version).by_code.get(code)
        found.setdefault(f"{version.model_id}/{code}", f"{code} {gone.title if gone else ''} (no longer in the model)")
    return Known({model.id: model.title for model in models}, found)
