"""The order of what is found: how well the words match, and where no entry has all of them, how many it has."""

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.resources.search.query import Query, Term, any_of, phrase, words_of

ENOUGH = 3
"""Where fewer have all the words, those with at least half of them follow."""
FIRST_PAGE = 10
"""… and in any case as many as a person looks through."""
PLENTY = 60
"""Where as many have the words themselves, related words are not looked for: they would bury a page nobody reaches."""
TYPED_FACTOR = 1.25
"""By how much the words themselves are better than others that mean the same."""
TITLE_FACTOR = 1.5
"""… and a title that has them side by side than words here and there."""
WIDE = 0.5


class Index(Protocol):
    def ids(self, expression: str) -> set[int]:
        """Of whatever matches."""

    def scores(self, expression: str) -> dict[int, float]:
        """By the ids of what matches: the higher, the better."""

    def titles(self, some: Collection[int]) -> dict[int, str]:
        """By their ids."""


@dataclass(frozen=True, slots=True)
class Ranking:
    ids: list[int]
    """The best first."""
    whole: int
    """How many of them have all the words."""


def ranked(query: Query, index: Index, visible: Container[int]) -> Ranking:
    whole = [number for number in _with_all(query, index) if number in visible]
    if len(whole) >= FIRST_PAGE or len(query.terms) < 2:
        return Ranking(whole, len(whole))
    least = len(query.terms) / 2 if len(whole) < ENOUGH else len(query.terms)
    some = [number for number in _with_some(query.terms, index, least) if number in visible]
    return Ranking(list(dict.fromkeys([*whole, *some])), len(whole))


def _with_all(query: Query, index: Index) -> list[int]:
    """First what is called just that. Then what has the words, or the same in other words; then what related words
    find."""
    in_words, in_any_words, in_related = query.typed, query.strong, query.wide
    points = index.scores(in_any_words)
    strong = set(points)
    typed = index.ids(in_words) if strong and in_words != in_any_words else strong
    titled = index.ids(f"title : {phrase(' '.join(query.words))}") if typed else set()
    for number in typed & points.keys():
        points[number] *= TITLE_FACTOR if number in titled else TYPED_FACTOR
    # Apart, or related words in a title would put it before the word itself.
    is_plenty = len(strong) >= PLENTY or in_related == in_any_words
    wide = {} if is_plenty else index.scores(in_related)
    points |= {number: score for number, score in wide.items() if number not in strong}
    called = _called(query, index, titled) if len(titled) <= PLENTY else set()
    return sorted(points, key=lambda number: (number not in called, number not in strong, -points[number], number))


def _called(query: Query, index: Index, titled: set[int]) -> set[int]:
    wanted = [word.lower() for word in query.words]
    titles = index.titles(titled) if titled else {}
    return {number for number, title in titles.items() if [word.lower() for word in words_of(title)] == wanted}


def _with_some(terms: Sequence[Term], index: Index, least: float) -> list[int]:
    """By how many of the terms an entry has, a related word counting half. What has fewer than the least is left out
    once the first page is full."""
    number_of: dict[int, float] = {}
    for term in terms:
        in_any_words, in_related = term.strong, term.wide
        strong = index.ids(in_any_words)
        for number in index.ids(in_related) if in_related != in_any_words else strong:
            number_of[number] = number_of.get(number, 0) + (1 if number in strong else WIDE)
    points = index.scores(any_of(term.strong for term in terms))
    order = sorted(number_of, key=lambda number: (-number_of[number], -points.get(number, 0), number))
    return [number for place, number in enumerate(order) if place < FIRST_PAGE or number_of[number] >= least]
