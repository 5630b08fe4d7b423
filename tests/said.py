"""One signed assessment with its plan, and what every document of it has to say: the figures, in words."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask

from app.accounts.council import council
from app.accounts.tables import Council
from app.assessment.tables import Assessment
from app.database import db
from app.documents.gathering import paper_of
from app.documents.paper import Paper
from app.plan.tables import Progress
from app.results.result import result_of
from app.results.words import answer_in_words, steps_in_words
from tests import plans
from tests.browsing import Browser

NOTHING = {"–", "No target yet", "Not stated"}
"""What a document for reading writes where a table for programs has an empty cell."""


@dataclass(frozen=True)
class Row:
    """One characteristic, in words."""

    code: str
    title: str
    now: str
    target: str
    gap: str
    evidence: str

    @property
    def words(self) -> tuple[str, ...]:
        return self.now, self.target, self.gap, self.evidence


def rows_of(paper: Paper) -> list[Row]:
    """What the figures are, from which all else must not differ."""
    return [_row(paper, row) for row in paper.rows]


def _row(paper: Paper, row: Any) -> Row:
    figures, model = row.figures, paper.model
    return Row(
        row.code,
        row.title,
        answer_in_words(figures, model),
        "" if figures.target is None else model.level_name(figures.target),
        "" if figures.gap is None else steps_in_words(figures.gap),
        "" if figures.evidence is None else model.evidence[figures.evidence].name,
    )


def lay(app: Flask) -> int:
    """Its number: with a note, a note that is restricted, no target, no evidence, priorities and two actions."""
    number = plans.agreed(app)
    plans.change(app, number, "UP1", note="Not for outside.", restricted_note="Hush.")
    plans.change(app, number, "UP2", target=None)
    plans.change(app, number, "UP4", evidence=None)
    for code in ("UP1", "FV3"):
        plans.focus(app, number, code, is_priority=True)
    plans.focus(app, number, "UP3", "hold", None, None)
    due = {"starts_on": date(2027, 1, 4), "due_on": date(2027, 6, 30), "success_measure": "Seen in the survey"}
    plans.add_action(app, number, "UP1", what="Ask residents", lead_officer="Olga Officer", **due)
    plans.add_action(app, number, "FV3", what="Review reserves", status=Progress.AT_RISK)
    plans.sign(app, number)
    return number


def owner_and_paper(number: int, *, is_public: bool) -> tuple[Council, Paper]:
    """Inside a request."""
    owner = council()
    assert owner
    result = result_of(db.session.get_one(Assessment, number))
    return owner, paper_of(result, owner, is_public=is_public, is_restricted=not is_public)


def file_of(browser: Browser, address: str) -> bytes:
    response = browser.client.get(address)
    assert response.status_code == 200, address
    return response.get_data()


def tight(text: str) -> str:
    """Without any space: a PDF breaks lines where it likes, and hyphenates nothing of ours."""
    return re.sub(r"\s+|\u00ad", "", text)


def plain(words: str) -> str:
    return "" if words in NOTHING else words
