"""The assessment on two pages: what is found on the front, what is done about it on the back. Never a third page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import render_template

from app.accounts.tables import Council
from app.documents import phrases, wording
from app.documents.paper import Paper, PaperAction
from app.documents.summary import colour_of, stylesheet
from app.plan.words import STATUSES
from app.results import differing_words, words

MOST_THEMES, MOST_FOUND, MOST_DIFFERENT, MOST_PRIORITIES, MOST_ACTIONS = 8, 5, 3, 8, 9
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Few(Generic[One]):
    """As many as there is room for, and how many more there are."""

    shown: Sequence[One]
    more: int


def few(found: Sequence[One], most: int) -> Few[One]:
    return Few(found[:most], max(len(found) - most, 0))


def glance_html(paper: Paper, council: Council) -> str:
    figures, rows = paper.result.figures, {row.code: row for row in paper.rows}
    return render_template(
        "documents/glance.html",
        paper=paper,
        model=paper.model,
        colour=colour_of(council),
        themes=few(paper.themes, MOST_THEMES),
        strongest=[rows[row.code] for row in figures.strongest.rows[:MOST_FOUND]],
        widest_gaps=[rows[row.code] for row in figures.widest_gaps.rows[:MOST_FOUND]],
        apart=phrases.furthest_apart(paper)[:MOST_DIFFERENT],
        priorities=few(paper.priorities, MOST_PRIORITIES),
        actions=few(_actions(paper), MOST_ACTIONS),
        phrases=phrases,
        wording=wording,
        statuses=STATUSES,
        words=words,
        differing_words=differing_words,
        stylesheet=stylesheet("glance.css"),
    )


def _actions(paper: Paper) -> list[PaperAction]:
    """Those of the priorities first."""
    first: set[str] = {row.code for row in paper.priorities}
    return sorted(paper.actions, key=lambda action: action.code not in first)
