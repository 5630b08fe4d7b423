"""What is found, drawn: the results and the filters.

It depends on the entries and the address alone and is the same for everybody, so it is kept as long as no entry
changes: a search begins with the same few letters again and again, and most people look at the same few pages.
"""

from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from app.drawing import path_to
from app.paging import page_links
from app.resources.filters import FACETS, SEVERAL, Filters
from app.resources.options import boxes, options
from app.resources.search.contents import Contents
from app.resources.search.finding import Found, find

MOST_KEPT = 128


@dataclass(frozen=True, slots=True)
class Drawn:
    found: Markup
    filters: Markup
    address: str
    """That leads here again, with nothing in it that changes nothing."""


def drawn(filters: Filters, kept: Contents) -> Drawn:
    answer: Drawn | None = kept.drawn.get(filters)
    if answer is None:
        answer = _draw(filters, kept)
        if len(kept.drawn) >= MOST_KEPT:
            kept.drawn.clear()
        kept.drawn[filters] = answer
    return answer


def _draw(filters: Filters, kept: Contents) -> Drawn:
    found = find(filters, kept)
    filters = filters.on_page(found.page)
    path = path_to("resources.resources")
    context = {
        "filters": filters,
        "found": found,
        "path": path,
        "address": lambda other: other.address(path),
        "facets": FACETS,
        "several": SEVERAL,
        "labels": kept.labels,
        "values": lambda facet: _values(facet, filters, found, kept),
        "chips": filters.chips(kept.labels),
        "pagination": _pages(filters, found, path),
    }
    draw = current_app.jinja_env.get_template
    parts = [draw(f"resources/{name}.html").render(context) for name in ("_found", "_filters")]
    # The templates have escaped what people typed.
    return Drawn(Markup(parts[0]), Markup(parts[1]), filters.address(path))  # noqa: S704


def _values(facet: str, filters: Filters, found: Found, kept: Contents) -> Markup:
    given = found.counts[facet], kept.labels[facet], filters.values(facet)
    return boxes(facet, *given) if facet in SEVERAL else options(*given)


def _pages(filters: Filters, found: Found, path: str) -> dict[str, object] | None:
    if found.pages == 1:
        return None
    return page_links(found.page, found.pages, lambda page: filters.on_page(page).address(path), "Pages of resources")
