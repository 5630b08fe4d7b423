"""What is worth reading for a gap: up to three resources that help with its next step, and why they are shown."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from app.accounts.council import council
from app.accounts.tables import CouncilType
from app.database import db
from app.maturity.definitions import Model
from app.resources.paths import resource_address, search_address
from app.resources.steps import step_in_words
from app.resources.tables import Kind, LinkState, Status
from app.resources.words import KINDS

MOST = 3
MOST_BY_KIND = 4
FIRST_KINDS = (Kind.GUIDANCE, Kind.CASE_STUDY, Kind.TOOL, Kind.TEMPLATE)
KIND_ORDER: dict[str, int] = {kind: place for place, kind in enumerate(dict.fromkeys([*FIRST_KINDS, *Kind]))}


class Candidate(NamedTuple):
    """A resource, and one step that it helps with, as a row of `_find`."""

    slug: str
    title: str
    publisher: str
    url: str
    kind: str
    year: int | None
    status: str
    link_state: str
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
        return KINDS[Kind(self.kind)]

    @property
    def is_archived(self) -> bool:
        return self.status == Status.ARCHIVED

    @property
    def is_broken(self) -> bool:
        return self.link_state == LinkState.BROKEN


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
    found = _find(_NEXT_STEP, model, current)
    return {code: _fit(model, code, found.get(code, ()), level) for code, level in current.items()}


def _fit(model: Model, code: str, candidates: Sequence[Candidate], current: int) -> Fit:
    level = first_step(candidates, current) if candidates else current
    chosen = best_for(candidates, level, _council_type())
    return Fit(chosen, step_in_words(model, level, level + 1), search_address(model.id, code))


def shelves_of(model: Model, codes: Sequence[str]) -> dict[str, Shelf]:
    """By the codes that anything helps with: in one query."""
    found = _find(_ANY_STEP, model, dict.fromkeys(codes))
    shelves = {}
    for code, candidates in found.items():
        each_once = {one.slug: one for one in candidates}.values()
        chosen = best_of_kinds(each_once, _council_type())
        shelves[code] = Shelf(chosen, len(each_once), search_address(model.id, code))
    return shelves


# Plain SQL, since one is asked at every save: SQLAlchemy takes three times as long as SQLite to find the same. Nothing
# of it is kept in memory, because to ask whether the hub has changed meanwhile would take longer than to look again.
_ANY_STEP = """
SELECT r.slug, r.title, r.publisher, r.url, r.kind, r.year, r.status, r.link_state, r.council_types,
    s.code, s.from_level, s.to_level,
    (SELECT coalesce(sum(CASE WHEN helped THEN 1 ELSE -1 END), 0) FROM resource_note WHERE resource_id = r.id)
FROM json_each(?) AS wanted
CROSS JOIN resource_step AS s ON s.model_id = ? AND s.code = wanted.key
CROSS JOIN resource AS r ON r.id = s.resource_id
WHERE r.status != 'withdrawn'
"""
# From the first level as well where nothing is reached yet.
_NEXT_STEP = _ANY_STEP + "AND s.from_level <= max(wanted.value, 1) AND s.to_level > wanted.value"


def _find(query: str, model: Model, wanted: Mapping[str, int | None]) -> dict[str, list[Candidate]]:
    """By code. `wanted` has the codes with the levels to start from."""
    found: dict[str, list[Candidate]] = {}
    rows = db.session.connection().exec_driver_sql(query, (json.dumps(wanted), model.id)).all()
    for one in map(Candidate._make, rows):
        found.setdefault(one.code, []).append(one)
    return found


def _council_type() -> CouncilType | None:
    kept = council()
    return kept.type if kept else None
