"""Entries as they stand in the list of what is found, written out: up to twenty at a keystroke, most of which stood
there with the same words marked a letter ago.

Every part is safe: the texts are escaped as they are marked.
"""

from functools import lru_cache
from typing import NamedTuple

from app.govuk import tag
from app.govuk.parts import safe
from app.resources.paths import resource_address
from app.resources.search.marking import Marks, Spans, cut, marked
from app.resources.tables import Access, Kind, Status
from app.resources.words import ACCESS, KINDS

_OLDER = tag({"text": "Older, still of use", "classes": "govuk-tag--grey"})


class Row(NamedTuple):
    """What is shown of an entry."""

    id: int
    slug: str
    title: str
    publisher: str
    kind: str
    year: int | None
    access: str
    status: str
    summary: str


def card(row: Row, marks: Marks) -> str:
    summary = cut(row.summary, marks)
    return _drawn(row, marks.spans(row.title), summary, marks.spans(summary))


@lru_cache(maxsize=1024)
def _drawn(row: Row, in_title: Spans, summary: str, in_summary: Spans) -> str:
    """It is made of nothing else, so it cannot be out of date."""
    older = f" {_OLDER}" if row.status == Status.ARCHIVED else ""
    return (
        '<li class="app-card">\n'
        f'<h3 class="govuk-heading-s"><a class="govuk-link" href="{safe(resource_address(row.slug))}">'
        f'<span class="app-break">{marked(row.title, in_title)}</span></a></h3>\n'
        f'<p class="govuk-body-s govuk-!-margin-bottom-1 app-break">{safe(_facts(row))}{older}</p>\n'
        f'<p class="govuk-body app-break">{marked(summary, in_summary)}</p>\n'
        "</li>"
    )


def _facts(row: Row) -> str:
    facts = [KINDS[Kind(row.kind)], row.publisher]
    facts += [str(row.year)] if row.year else []
    facts += [ACCESS[Access(row.access)]] if row.access != Access.OPEN else []
    return " · ".join(facts)
