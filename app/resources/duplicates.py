"""What somebody may mean again: a resource or an open suggestion at the same address, or with a title much like it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import ColumnElement, select

from app.database import db
from app.resources.addresses import normal
from app.resources.tables import Resource, Status, Suggestion, SuggestionStatus

Suggestible = TypeVar("Suggestible", Resource, Suggestion)

LIKE = 88
"""Of 100, by rapidfuzz’s WRatio, which sees a title within a longer one and words in another order. Chosen on the
shipped entries: of their 81,000 pairs it takes 15 or so for alike, and most of those are two pages on one thing."""
ARTICLES = {"the", "a", "an"}
MOST = 5
"""Shown of each sort: the best."""


@dataclass(frozen=True, slots=True)
class Match:
    item: Resource | Suggestion
    is_same_address: bool

    @property
    def is_here(self) -> bool:
        """In the hub, and not only suggested."""
        return isinstance(self.item, Resource)


def find_duplicates(url: str, title: str, *, leave_out: int | None = None, with_withdrawn: bool = False) -> list[Match]:
    """Those at the same address first. `leave_out` is the id of the suggestion that is being looked at."""
    found = [] if with_withdrawn else [Resource.status != Status.WITHDRAWN]
    waiting = [Suggestion.status == SuggestionStatus.OPEN, Suggestion.id != (leave_out or 0)]
    matches = _matches(Resource, url, title, found) + _matches(Suggestion, url, title, waiting)
    return sorted(matches, key=lambda match: not match.is_same_address)


def _matches(table: type[Suggestible], url: str, title: str, conditions: list[ColumnElement[bool]]) -> list[Match]:
    at = select(table).where(table.normal_url == normal(url), *conditions).order_by(table.id).limit(MOST)
    same = list(db.session.scalars(at))
    titles = {number: text for number, text in db.session.execute(select(table.id, table.title).where(*conditions))}
    like = [number for number in like_titles(title, titles) if number not in {one.id for one in same}]
    rows = {one.id: one for one in db.session.scalars(select(table).where(table.id.in_(like)))}
    return [Match(one, True) for one in same] + [Match(rows[number], False) for number in like]


def like_titles(title: str, titles: Mapping[int, str]) -> list[int]:
    """The keys of the titles much like this one, the best first. Capitals, articles and punctuation do not count."""
    from rapidfuzz import fuzz, process  # here, because the server starts and rests without it

    best = process.extract(title, titles, scorer=fuzz.WRatio, processor=_words, score_cutoff=LIKE, limit=MOST)
    return [number for _title, _score, number in best]


@lru_cache(20_000)  # a list of suggestions asks for all titles once for each
def _words(title: str) -> str:
    from rapidfuzz import utils

    return " ".join(word for word in utils.default_process(title).split() if word not in ARTICLES)


def resource_at(url: str) -> Resource | None:
    """What readers find at this address already."""
    query = select(Resource).where(Resource.normal_url == normal(url), Resource.status != Status.WITHDRAWN)
    return db.session.scalar(query.limit(1))
