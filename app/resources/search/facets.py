"""Which entries the filters leave, and how many each value of a filter would find."""

from collections.abc import Iterable, Iterator

from app.resources.filters import FACETS, Filters
from app.resources.search.contents import OF_ONE_STEP, Contents, Served, bits_by


def bits_of(places: Iterable[int], size: int) -> int:
    found = bytearray(size // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def places_in(bits: int) -> Iterator[int]:
    """From the lowest, as many as are asked for."""
    digits = f"{bits:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def left_by(filters: Filters, kept: Contents, but: str = "") -> int:
    """The bits of what all filters leave, or all but one of them."""
    found = kept.every
    if not filters.chosen:
        return found
    for facet in FACETS.keys() - OF_ONE_STEP - {but}:
        if values := filters.values(facet):
            found &= _any(kept.bits[facet].get(value, 0) for value in values)
    if any(filters.values(facet) for facet in OF_ONE_STEP - {but}):
        found &= _any(served.bits for served in _serving(filters, kept, but))
    return found


def _any(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= number
    return found


def _serving(filters: Filters, kept: Contents, but: str) -> Iterator[Served]:
    """The steps of which every filter but one of them holds."""
    wanted = {facet: values for facet in OF_ONE_STEP - {but} if (values := filters.values(facet))}
    for served in kept.served:
        if all(getattr(served, facet) in values for facet, values in wanted.items()):
            yield served


def counts(filters: Filters, kept: Contents, found: int) -> dict[str, dict[str, int]]:
    """Of each filter the values that would find anything, with all the other filters on, in the order of the page."""
    return {facet: _count(facet, filters, kept, found & left_by(filters, kept, facet)) for facet in FACETS}


def _count(facet: str, filters: Filters, kept: Contents, found: int) -> dict[str, int]:
    is_bound = facet in OF_ONE_STEP and any(filters.values(other) for other in OF_ONE_STEP - {facet})
    bits = bits_by(facet, _serving(filters, kept, facet)) if is_bound else kept.bits[facet]
    chosen = filters.values(facet)
    return {
        value: number
        for value in kept.labels[facet]
        if (number := (found & bits.get(value, 0)).bit_count()) or value in chosen
    }
