"""The position and the narratives of one assessment, for another that goes on from it."""

from collections.abc import Container, Iterator, Mapping

from sqlalchemy import select

from app.assessment.answer import CONTENT
from app.assessment.answered import HOLDS_SOMETHING
from app.assessment.criteria import place_of, ticked_at
from app.assessment.saving import AGREEMENT
from app.assessment.tables import Assessment, Position
from app.database import db
from app.maturity.changes import Changes, differs
from app.maturity.definitions import Characteristic
from app.results.tables import NarrativeEdit


def copied_positions(
    former: Assessment, copy: Assessment, changes: Changes, whole: Container[str]
) -> Iterator[Position]:
    """All but those of `whole` wait to be confirmed."""
    before, after = changes.before.by_code, changes.after.by_code
    query = select(Position).where(Position.assessment_id == former.id, HOLDS_SOMETHING)
    for position in db.session.scalars(query):
        code = position.code
        if code in after:
            values = {name: getattr(position, name) for name in (*CONTENT, *AGREEMENT, "saved_by_id", "saved_at")}
            values["criteria"] = carry_ticks(position.criteria, before[code], after[code])
            yield Position(assessment_id=copy.id, code=code, is_confirmed=code in whole, form_id="", **values)


def carry_ticks(ticked: str, before: Characteristic, after: Characteristic) -> str:
    """A tick goes where its text stands now, and is lost where that is gone."""
    places = ticked.split()
    texts = [(level, text) for level in sorted(before.levels) for text in ticked_at(before, level, places)]
    found = {place for level, text in texts if (place := _find_text(text, after, level))}
    return " ".join(place_of(*place) for place in sorted(found))


def _find_text(text: str, characteristic: Characteristic, level: int) -> tuple[int, int] | None:
    """Its level and its place there, first of all in the level where it stood before."""
    for number in sorted(characteristic.levels, key=lambda number: (number != level, number)):
        for place, criterion in enumerate(characteristic.levels[number].criteria, start=1):
            if not differs(text, criterion):
                return number, place
    return None


def copy_narratives(former: Assessment, copy: Assessment, slugs: Mapping[str, str]) -> None:
    """Without the digest of any figures, so that each counts as older than they are."""
    edits = select(NarrativeEdit).where(NarrativeEdit.assessment_id == former.id, NarrativeEdit.theme.in_(slugs))
    for edit in db.session.scalars(edits):
        same = NarrativeEdit(assessment_id=copy.id, theme=slugs[edit.theme], text=edit.text, saved_at=edit.saved_at)
        same.figures_digest = ""
        db.session.add(same)
