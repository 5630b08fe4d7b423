"""What is worth reading for a gap: up to three resources that help with its next step, and why they are shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Executable, bindparam, case, func, or_, select, tuple_

from app.accounts.council import council
from app.accounts.tables import CouncilType
from app.database import db
from app.maturity.definitions import Model
from app.resources.paths import resource_address, search_address
from app.resources.steps import step_in_words
from app.resources.tables import Kind, LinkState, Resource, ResourceNote, ResourceStep, Status
from app.resources.words import KINDS

MOST = 3
MOST_BY_KIND = 4
FIRST_KINDS = (Kind.GUIDANCE, Kind.CASE_STUDY, Kind.TOOL, Kind.TEMPLATE)
KIND_ORDER = {kind: place for place, kind in enumerate(dict.fromkeys([*FIRST_KINDS, *Kind]))}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource, and one step that it helps with."""

    slug: str
    title: str
    publisher: str
    url: str
    kind: Kind
    year: int | None
    status: Status
    link_state: LinkState
    council_types: str
    code: str
    from_level: int
    to_level: int
    helped: int
    """How many people here it helped, less those whom it did not."""

    @property
    def address(self) -> str:
        return resource_address(self.slug)

    @property
    def kind_in_words(self) -> str:
        return KINDS[self.kind]

    @property
    def is_archived(self) -> bool:
        return self.status is Status.ARCHIVED

    @property
    def is_broken(self) -> bool:
        return self.link_state is LinkState.BROKEN


@dataclass(frozen=True, slots=True)
class Fit:
    resources: tuple[Candidate, ...]
    step: str
    """“from Developing to Mature”"""
    more_address: str
    """Of the search for the characteristic."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The best of each kind on one characteristic, whatever the step."""

    resources: tuple[Candidate, ...]
    total: int
    more_address: str


def wants_more(current: int | None, target: int | None, top_level: int) -> bool:
    """Whether there is a next step; one who holds, or is at the top, has none."""
    return current is not None and current < top_level and (target is None or target > current)


def first_step(candidates: Iterable[Candidate], current: int) -> int:
    """The level to start from: below the first level it is what leads there or, where nothing does, what comes next."""
    return current if current or any(_covers(one, 0) for one in candidates) else 1


def best_for(candidates: Iterable[Candidate], level: int, council_type: CouncilType | None) -> tuple[Candidate, ...]:
    """The best first, and not all of one kind where there are others."""
    left = _each_once(one for one in candidates if _covers(one, level))
    chosen: list[Candidate] = []
    while left and len(chosen) < MOST:
        kinds = [one.kind for one in chosen]
        is_last = len(chosen) == MOST - 1
        others = [one for one in left if one.kind not in kinds and not one.is_broken]
        pool = others if is_last and len(set(kinds)) == 1 and others else left
        best = min(pool, key=lambda one: (_quality(one), kinds.count(one.kind), _taste(one, council_type)))
        chosen.append(best)
        left.remove(best)
    return tuple(chosen)


def _each_once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """By the narrowest of its steps, where several cover the same one."""
    widest_first = sorted(candidates, key=lambda one: (one.to_level - one.from_level, one.from_level), reverse=True)
    return list({one.slug: one for one in widest_first}.values())


def _covers(one: Candidate, level: int) -> bool:
    return one.from_level <= level < one.to_level


def _quality(one: Candidate) -> tuple[bool, bool, bool, int]:
    """By what a person would rather be shown: made for this step, in date, to be opened, known to help."""
    return one.to_level - one.from_level > 1, one.is_archived, one.is_broken, -one.helped


def _taste(one: Candidate, council_type: CouncilType | None) -> tuple[int, int, str]:
    types = one.council_types.split()
    is_for_us = 1 if not types else 0 if council_type in types else 2
    return is_for_us, -(one.year or 0), one.slug


def best_of_kinds(candidates: Iterable[Candidate], council_type: CouncilType | None) -> tuple[Candidate, ...]:
    """The best of each kind, then the second best, in the order of the kinds."""
    ordered = sorted(candidates, key=lambda one: (KIND_ORDER[one.kind], _quality(one)[1:], _taste(one, council_type)))
    by_kind = [list(found) for _kind, found in groupby(ordered, key=lambda one: one.kind)]
    chosen = [(place, found[place]) for found in by_kind for place in range(len(found))]
    chosen = sorted(chosen, key=lambda each: each[0])[:MOST_BY_KIND]
    return tuple(sorted((one for _place, one in chosen), key=ordered.index))


def resources_for(model: Model, code: str, current: int | None, target: int | None) -> Fit | None:
    """For one characteristic; none where no next step is wanted."""
    if current is None or not wants_more(current, target, model.top_level):
        return None
    return resources_for_each(model, {code: current})[code]


def resources_for_each(model: Model, current: Mapping[str, int]) -> dict[str, Fit]:
    """By the code of characteristics whose next step is wanted from these levels: in one query for all."""
    if not current:
        return {}
    # Below the first level, what helps from the first is looked at as well.
    starts = [(code, start) for code, level in current.items() for start in {level, max(level, 1)}]
    found = _find(_at_levels, model_id=model.id, codes=[*current], starts=starts)
    return {code: _fit(model, code, found.get(code, ()), level) for code, level in current.items()}


def _fit(model: Model, code: str, candidates: Sequence[Candidate], current: int) -> Fit:
    level = first_step(candidates, current) if candidates else current
    chosen = best_for(candidates, level, _council_type())
    return Fit(chosen, step_in_words(model, level, level + 1), search_address(model.id, code))


def shelves_of(model: Model, codes: Sequence[str]) -> dict[str, Shelf]:
    """By the codes that anything helps with: in one query."""
    found = _find(_query, model_id=model.id, codes=codes)
    shelves = {}
    for code, candidates in found.items():
        each_once = {one.slug: one for one in candidates}.values()
        chosen = best_of_kinds(each_once, _council_type())
        shelves[code] = Shelf(chosen, len(each_once), search_address(model.id, code))
    return shelves


_helped = (
    select(func.coalesce(func.sum(case((ResourceNote.helped, 1), else_=-1)), 0))
    .where(ResourceNote.resource_id == Resource.id)
    .scalar_subquery()
)
_query = (
    select(
        Resource.slug,
        Resource.title,
        Resource.publisher,
        Resource.url,
        Resource.kind,
        Resource.year,
        Resource.status,
        Resource.link_state,
        Resource.council_types,
        ResourceStep.code,
        ResourceStep.from_level,
        ResourceStep.to_level,
        _helped.label("helped"),
    )
    .join(Resource, Resource.id == ResourceStep.resource_id)
    .where(
        ResourceStep.model_id == bindparam("model_id"),
        ResourceStep.code.in_(bindparam("codes", expanding=True)),
        Resource.status != Status.WITHDRAWN,
    )
)
_at_levels = _query.where(
    or_(
        tuple_(ResourceStep.code, ResourceStep.from_level).in_(bindparam("starts", expanding=True)),
        ResourceStep.to_level > ResourceStep.from_level + 1,
    )
)


def _find(query: Executable, **parameters: object) -> dict[str, list[Candidate]]:
    """By code. The queries are made once, since one is asked at every save."""
    found: dict[str, list[Candidate]] = {}
    rows: Iterable[Iterable[Any]] = db.session.execute(query, parameters)
    for one in (Candidate(*row) for row in rows):
        found.setdefault(one.code, []).append(one)
    return found


def _council_type() -> CouncilType | None:
    kept = council()
    return kept.type if kept else None
