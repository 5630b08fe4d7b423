"""The figures of the groups: made once, stored, and read from there by every page and document ever after."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Table, bindparam, func, select

from app.assessment.tables import Assessment, Stage, stage_on
from app.audit.record import record
from app.database import db, writing
from app.maturity.definitions import Model
from app.participation.tables import Group, Part, Participant, Response
from app.position.suppression import Published, publish_together
from app.position.tables import Comparison
from app.results.figures import Kind, Median, Profile


@dataclass(frozen=True, slots=True)
class Spread:
    """How the answers of some people lie, as far as it is shown."""

    profile: Profile

    @property
    def n(self) -> int:
        """How many gave a level."""
        return self.profile.rated

    @property
    def unknown(self) -> int:
        return self.profile.unknown

    @property
    def not_applicable(self) -> int:
        return self.profile.not_applicable

    @property
    def median(self) -> Median | None:
        return self.profile.median

    @property
    def lowest(self) -> int | None:
        return self.profile.lowest

    @property
    def highest(self) -> int | None:
        return self.profile.highest


@dataclass(frozen=True, slots=True)
class Question:
    """The target, or the strength of evidence; nothing where it is not shown."""

    all: Spread | None
    groups: dict[Group, Spread]


@dataclass(frozen=True, slots=True)
class CharacteristicComparison:
    code: str
    all: Spread | None
    """Of everybody; none where nothing is shown."""
    groups: dict[Group, Spread]
    """Those that are shown, in their fixed order."""
    target: Question
    evidence: Question


@dataclass(frozen=True, slots=True)
class ComparisonFigures:
    characteristics: dict[str, CharacteristicComparison]
    """By code: every characteristic of the model."""
    groups: tuple[Group, ...]
    """Those of which anybody answered anything, in their fixed order."""
    answered: int
    """People."""
    smallest_group: int
    is_named: bool

    def __hash__(self) -> int:
        return hash((self.groups, self.answered, tuple(self.characteristics)))

    @property
    def is_enough(self) -> bool:
        return self.is_named or self.answered >= self.smallest_group


Counts = Mapping[str, Mapping[Group, Profile]]
"""By code and group, in the groups’ fixed order."""

_content = TypeAdapter(ComparisonFigures)


def to_json(figures: ComparisonFigures) -> str:
    return _content.dump_json(figures).decode()


# Asked for with every page, and never changed: the same object lets what was drawn of it be found again.
@lru_cache(64)
def from_json(content: str) -> ComparisonFigures:
    return _content.validate_json(content)


_stored = select(Comparison.content).where(Comparison.assessment_id == bindparam("id"))


def find_comparison(assessment: Assessment) -> ComparisonFigures | None:
    """None before the window has closed. The first to ask has it made, which must not be inside `writing`."""
    if not assessment.is_separate or assessment.stage.number < Stage.CLOSED.number:
        return None
    content = db.session.scalar(_stored, {"id": assessment.id}) or _make(assessment)
    return from_json(content) if content else None


def is_compared(assessment: Assessment) -> bool:
    return db.session.scalar(_stored, {"id": assessment.id}) is not None


def _make(assessment: Assessment) -> str | None:
    """Reckon and store it; another request may have done so meanwhile, or somebody reopened the window."""
    model = assessment.model
    with writing():
        stored = db.session.scalar(_stored, {"id": assessment.id})
        if stored or not _is_closed(assessment.id):
            return stored
        content = to_json(figures_of(assessment, model))
        db.session.add(Comparison(assessment_id=assessment.id, content=content))
        record("comparison.made", assessment)
    return content


def _is_closed(assessment_id: int) -> bool:
    columns = (Assessment.stage_set, Assessment.opens_on, Assessment.closes_on)
    found = db.session.execute(select(*columns).where(Assessment.id == assessment_id)).first()
    return found is not None and stage_on(*found).number >= Stage.CLOSED.number


def figures_of(assessment: Assessment, model: Model) -> ComparisonFigures:
    """From the responses as they are now, already suppressed."""
    levels, strengths = model.top_level + 1, len(model.evidence)
    current = _counts(assessment.id, _response.c.current, levels)
    target = _counts(assessment.id, _response.c.target, levels)
    evidence = _counts(assessment.id, _response.c.evidence, strengths)
    smallest = None if assessment.is_named else assessment.smallest_group
    return ComparisonFigures(
        characteristics={
            one.code: _compare(one.code, (current[one.code], target[one.code], evidence[one.code]), smallest)
            for one in model.characteristics
        },
        groups=tuple(group for group in Group if any(group in groups for groups in current.values())),
        answered=db.session.scalars(_people, {"id": assessment.id}).one(),
        smallest_group=assessment.smallest_group,
        is_named=assessment.is_named,
    )


def _compare(
    code: str, questions: tuple[Mapping[Group, Profile], ...], smallest: int | None
) -> CharacteristicComparison:
    current, target, evidence = map(_question, publish_together(questions, smallest))
    return CharacteristicComparison(code, current.all, current.groups, target, evidence)


def _question(shown: Published[Group]) -> Question:
    groups = {group: Spread(profile) for group, profile in shown.groups.items()}
    return Question(Spread(shown.all) if shown.all else None, groups)


_response, _participant = cast(Table, Response.__table__), cast(Table, Participant.__table__)
_answers = (
    _response.join(_participant, _participant.c.id == _response.c.participant_id),
    (_participant.c.assessment_id == bindparam("id"))
    & _participant.c.withdrawn_at.is_(None)
    & _participant.c.group.is_not(None)
    & (_participant.c.role == Part.PARTICIPANT)
    & _response.c.is_confirmed
    & _response.c.kind.is_not(None),
)
_people = select(func.count(_participant.c.id.distinct())).select_from(_answers[0]).where(_answers[1])


def _counts(assessment_id: int, question: ColumnElement[Any], values: int) -> Counts:
    """How many gave each value; who gave a level and no value of this question is unanswered."""
    key = (_participant.c.group, _response.c.code, _response.c.kind, question)
    query = select(*key, func.count()).select_from(_answers[0]).where(_answers[1]).group_by(*key)
    found: dict[str, dict[Group, dict[object, int]]] = defaultdict(lambda: defaultdict(dict))
    for group, code, kind, value, count in db.session.execute(query, {"id": assessment_id}):
        found[code][group][value if kind is Kind.LEVEL else kind] = count
    profiles = {
        code: {group: _profile(groups[group], values) for group in Group if group in groups}
        for code, groups in found.items()
    }
    return defaultdict(dict, profiles)


def _profile(counts: Mapping[object, int], values: int) -> Profile:
    return Profile(
        counts=tuple(counts.get(value, 0) for value in range(values)),
        unknown=counts.get(Kind.UNKNOWN, 0),
        not_applicable=counts.get(Kind.NOT_APPLICABLE, 0),
        unanswered=counts.get(None, 0),
    )
