"""A search from beginning to end: what was meant, what is found, what is on the page and what the filters count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.paging import page_within
from app.resources.filters import NEWEST, Filters
from app.resources.search import facets
from app.resources.search.cards import card
from app.resources.search.contents import Contents, contents
from app.resources.search.dictionary import dictionary
from app.resources.search.index import Index
from app.resources.search.marking import Marks
from app.resources.search.query import Query, read_query
from app.resources.search.ranking import ranked
from app.resources.search.spelling import corrected

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Found:
    cards: Markup
    """Of the entries on the page."""
    total: int
    whole: int
    """How many of them have all the words."""
    page: int
    pages: int
    corrected: str
    """What was looked for instead of what was typed; empty where that is the same."""
    counts: Mapping[str, Mapping[str, int]]
    without: Mapping[tuple[str, str], int]
    """By filter and value, how many would be found if that one were off; only where nothing is found."""
    unfiltered: int
    """How many would be found if all were off."""


@dataclass(frozen=True, slots=True)
class _Matched:
    query: Query
    corrected: str
    ids: Sequence[int] | None
    """The best first; None where nothing is typed that could be looked for."""
    whole: int
    bits: int


def find(filters: Filters, kept: Contents) -> Found:
    index = Index()
    matched = _matched(filters, kept, index)
    found = matched.bits & facets.left_by(filters, kept)
    total = found.bit_count()
    page, pages = page_within(filters.page, total, PER_PAGE)
    ids = _in_order(filters, kept, matched, found)[(page - 1) * PER_PAGE : page * PER_PAGE]
    whole = _whole(matched, kept, found)
    counts = facets.counts(filters, kept, matched.bits)
    without = {} if total else _without_each(filters, kept, matched.bits)
    marks = _marks(matched.query, kept)
    cards = Markup("\n".join([card(row, marks) for row in index.rows(ids)]))  # noqa: S704
    return Found(cards, total, whole, page, pages, matched.corrected, counts, without, matched.bits.bit_count())


def every_id(filters: Filters) -> list[int]:
    """Of all pages, in their order."""
    kept = contents()
    matched = _matched(filters, kept, Index())
    return _in_order(filters, kept, matched, matched.bits & facets.left_by(filters, kept))


def _matched(filters: Filters, kept: Contents, index: Index) -> _Matched:
    if not filters.text:
        return _Matched(Query(), "", None, 0, kept.every)
    text, query = filters.text, read_query(filters.text, dictionary(), kept.codes)
    if not filters.exact:
        text = corrected(text, dictionary(), kept.vocabulary, kept.codes, query.open_word)
    if text != filters.text:
        query = read_query(text, dictionary(), kept.codes)
    if not query:  # nothing but signs
        return _Matched(query, "", (), 0, 0)
    query = query.with_beginnings(kept.vocabulary)
    ranking = ranked(query, index, kept.place)
    bits = facets.bits_of((kept.place[number] for number in ranking.ids), len(kept.ids))
    return _Matched(query, "" if text == filters.text else text, ranking.ids, ranking.whole, bits)


def _in_order(filters: Filters, kept: Contents, matched: _Matched, found: int) -> list[int]:
    if matched.ids is None or filters.sort == NEWEST:
        return [kept.ids[place] for place in facets.places_in(found)]
    if found == matched.bits:
        return list(matched.ids)
    left = {kept.ids[place] for place in facets.places_in(found)}
    return [number for number in matched.ids if number in left]


def _marks(query: Query, kept: Contents) -> Marks:
    words = kept.vocabulary
    begun = (word for term in query.terms for word in term.beginnings)
    return Marks(map(words.stem, query.wanted), begun, words)


def _whole(matched: _Matched, kept: Contents, found: int) -> int:
    if matched.ids is None or matched.whole == len(matched.ids):
        return found.bit_count()
    whole = facets.bits_of((kept.place[number] for number in matched.ids[: matched.whole]), len(kept.ids))
    return (whole & found).bit_count()


def _without_each(filters: Filters, kept: Contents, bits: int) -> dict[tuple[str, str], int]:
    return {
        (facet, value): (bits & facets.left_by(filters.without(facet, value), kept)).bit_count()
        for facet, values in filters.chosen
        for value in values
    }
