"""The text on a theme as it is shown: made from the answers, or the lead’s own in its place."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import cast

from sqlalchemy import bindparam, select

from app.assessment.tables import Assessment
from app.database import db, utc_now
from app.maturity.definitions import Model, Theme
from app.position.snapshot import Signed
from app.results.figures import ThemeFigures
from app.results.narrative import theme_narrative
from app.results.result import Result
from app.results.tables import NarrativeEdit


@dataclass(frozen=True, slots=True)
class Narrative:
    figures: ThemeFigures
    digest: str
    """Of today’s figures."""
    made: tuple[str, ...]
    """The paragraphs that today’s answers make."""
    edit: NarrativeEdit | None

    @property
    def made_text(self) -> str:
        return "\n\n".join(self.made)

    @property
    def text(self) -> str:
        return self.made_text if self.edit is None else self.edit.text

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return self.made if self.edit is None else tuple(re.split(r"\n\s*\n", self.edit.text))

    @property
    def written_on(self) -> date | None:
        return None if self.edit is None else self.edit.saved_at.astimezone().date()

    @property
    def is_older(self) -> bool:
        """Written for figures that have changed since."""
        return self.edit is not None and self.edit.figures_digest != self.digest


def narratives_of(result: Result) -> tuple[Narrative, ...]:
    """In the model’s order; of a signed-off result the texts that were signed."""
    if result.signed is not None:
        return tuple(_signed_narrative(result, theme) for theme in result.model.themes)
    edits = edits_of(result.assessment)
    return tuple(_narrative(result, theme, edits.get(theme.slug)) for theme in result.model.themes)


def narrative_on(result: Result, theme: Theme) -> Narrative:
    if result.signed is not None:
        return _signed_narrative(result, theme)
    return _narrative(result, theme, edits_of(result.assessment).get(theme.slug))


def _signed_narrative(result: Result, theme: Theme) -> Narrative:
    """The text is not made again: another version of Bearings may word it otherwise."""
    signed = cast(Signed, result.signed).snapshot.narratives[theme.slug]
    figures = next(figures for figures in result.figures.themes if figures.slug == theme.slug)
    digest = figures_digest(result.model, figures, result.assessment.target_date)
    paragraphs = tuple(signed["text"].split("\n\n"))
    if not signed["is_own"]:
        return Narrative(figures, digest, paragraphs, None)
    edit = NarrativeEdit(text=signed["text"], saved_at=datetime.fromisoformat(signed["saved_at"]))
    edit.figures_digest = "" if signed["is_older"] else digest
    return Narrative(figures, digest, paragraphs, edit)


def _narrative(result: Result, theme: Theme, edit: NarrativeEdit | None) -> Narrative:
    model, target_date = result.model, result.assessment.target_date
    figures = next(figures for figures in result.figures.themes if figures.slug == theme.slug)
    made = theme_narrative(model, theme, figures, result.positions, target_date)
    return Narrative(figures, figures_digest(model, figures, target_date), made, edit)


@lru_cache(256)
def figures_digest(model: Model, figures: ThemeFigures, target_date: date) -> str:
    """Another one means that what a text on this theme speaks of has changed."""
    rows = [[row.code, row.kind, row.current, row.target, row.evidence, row.is_priority] for row in figures.rows]
    return sha256(json.dumps([model.id, model.version, str(target_date), rows]).encode()).hexdigest()


def version_of(edit: NarrativeEdit | None) -> str:
    """Tells one of the lead’s texts from another, and all from the made one."""
    return sha256(edit.text.encode() if edit else b"").hexdigest()


# Built once: it is asked with every page of results.
_edits = select(NarrativeEdit).where(NarrativeEdit.assessment_id == bindparam("assessment_id"))


def edits_of(assessment: Assessment) -> dict[str, NarrativeEdit]:
    found = db.session.scalars(_edits, {"assessment_id": assessment.id})
    return {edit.theme: edit for edit in found}


def replace_edit(assessment: Assessment, theme: str, text: str | None, figures: str, seen: str) -> bool:
    """Keep the lead’s text, or with None the made one again, in a writing transaction.

    Nothing is kept, and the answer is False, when another text than the one seen stands by now.
    """
    stored = edits_of(assessment).get(theme)
    if stored is not None and (stored.text, stored.figures_digest) == (text, figures):
        return True  # the same form was sent twice
    if version_of(stored) != seen:
        return False
    if text is None:
        if stored is not None:
            db.session.delete(stored)
    elif stored is None:
        db.session.add(NarrativeEdit(assessment_id=assessment.id, theme=theme, text=text, figures_digest=figures))
    else:
        stored.text, stored.figures_digest, stored.saved_at = text, figures, utc_now()
    return True
