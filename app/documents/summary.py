"""The printable summary as one page of HTML, made from the paper, as every document is."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flask import render_template
from markupsafe import Markup

from app.accounts.colour import checked
from app.accounts.tables import Council
from app.assets import STATIC
from app.documents import phrases, wording
from app.documents.paper import Paper, PaperRow, PaperTheme
from app.documents.phrases import ABOUT, facts_of
from app.plan.words import STATUSES
from app.results import differing_words, words
from app.results.charts import DumbbellChart, dumbbell, radar
from app.results.differing import differences_of

LONG_NOTE = 600
"""Characters; a longer note goes whole to the appendix."""
PAGE_WIDTH, CHART_HEIGHT = 174, 224
"""Millimetres of an A4 page between its margins, and below a heading and two lines."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What was written about one characteristic."""

    row: PaperRow
    texts: tuple[tuple[str, str, bool], ...]
    """What it is, the text, and whether it is so long that it goes to the appendix."""

    @property
    def is_long(self) -> bool:
        return any(is_long for _, _, is_long in self.texts)


def summary_of(paper: Paper, council: Council, logo: bytes | None = None) -> str:
    figures = paper.result.figures
    chart = dumbbell(paper.model, figures)
    remarks = {theme.slug: tuple(_remarks(theme)) for theme in paper.themes}
    return render_template(
        "documents/summary.html",
        paper=paper,
        model=paper.model,
        figures=figures,
        facts=facts_of(paper),
        about=ABOUT,
        logo=b64encode(logo).decode() if logo else None,
        colour=colour_of(council),
        dumbbell_chart=chart,
        chart_width=_width(chart),
        radar_chart=radar(paper.model, figures),
        remarks=remarks,
        long_notes=[remark for theme in remarks.values() for remark in theme if remark.is_long],
        characteristics=paper.model.by_code,
        differ=differences_of(paper.model, paper.comparison) if paper.comparison else None,
        differing_words=differing_words,
        words=words,
        phrases=phrases,
        wording=wording,
        statuses=STATUSES,
        stylesheet=stylesheet("summary.css"),
    )


def colour_of(council: Council) -> str | None:
    return readable(council.colour)


def readable(colour: str | None) -> str | None:
    """The colour as `#rrggbb`, where white text on it can be read."""
    try:
        return checked(colour or "")
    except ValueError:
        return None


def _remarks(theme: PaperTheme) -> Iterator[Remark]:
    for row in theme.rows:
        if texts := phrases.texts_of(row):
            yield Remark(row, tuple((name, text, len(text) > LONG_NOTE) for name, text in texts))


def _width(chart: DumbbellChart) -> int:
    """In millimetres, so that heading and chart share one page however many characteristics there are."""
    return min(PAGE_WIDTH, CHART_HEIGHT * chart.width // chart.height)


@cache
def stylesheet(name: str) -> Markup:
    # Inside the document, so that another style makes another document.
    return Markup((STATIC / name).read_text("utf-8"))  # noqa: S704
