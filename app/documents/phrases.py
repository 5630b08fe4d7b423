"""Sentences that Word and PDF share; made from the paper alone."""

from app.documents.paper import Paper, PaperAction, PaperRow
from app.documents.wording import CHOICES
from app.plan.tables import Choice
from app.results import words
from app.words import count_in_words, date_in_words, joined

FULL = "Full version, with names and notes: not for publication"
PUBLIC = "Public version, without names and notes"
ABOUT = (
    "This is the council’s own view of where it is and where it wants to be. Every characteristic is placed on whole "
    "levels, and there is no overall score."
)


def stands_in_words(row: PaperRow, paper: Paper) -> str:
    """“Developing now, Mature by May 2028: one step”, or why there is no level."""
    if row.figures.current is None:
        return words.answer_in_words(row.figures, paper.model)
    return words.gap_in_words(row.figures.current, row.figures.target, paper.target_date, paper.model)


def facts_of(paper: Paper) -> list[tuple[str, str]]:
    """What stands on the cover."""
    facts = [
        ("Position as at", date_in_words(paper.as_at)),
        ("Targets for", date_in_words(paper.target_date)),
        ("Model", f"{paper.model.title}, version {paper.model.version}"),
        ("Answered", f"{paper.answered} of {paper.total} characteristics"),
        ("Assessment lead", paper.lead),
        ("Status", paper.state),
        ("Reason of the correction", paper.correction),
        ("Figures as they stood on", date_in_words(paper.changed_on)),
        ("This version", PUBLIC if paper.is_public else FULL),
    ]
    return [(name, fact) for name, fact in facts if fact]


def texts_of(row: PaperRow) -> list[tuple[str, str]]:
    """What was written about one characteristic."""
    texts = [
        ("Note", row.note),
        ("Why the target is lower than the current level", row.reason),
        ("Rationale", row.rationale),
        ("Minority view", row.minority_view),
        ("Restricted note, not for publication", row.restricted_note),
    ]
    return [(name, text) for name, text in texts if text]


def notes_of(action: PaperAction) -> list[tuple[str, str]]:
    """What is written about an action and does not fit into a row of the plan."""
    resources = "; ".join(f"{one.title}, {one.publisher} ({one.url})" for one in action.resources)
    notes = [
        ("Cost", action.cost_note),
        ("Benefit", action.benefit_note),
        ("Why it was stopped", action.stopped_reason),
        ("Resources", resources),
    ]
    return [(name, text) for name, text in notes if text]


def dates_in_words(action: PaperAction) -> str:
    """From its start to the day it is due."""
    start, due = action.starts_on, action.due_on
    if start and due:
        return f"{date_in_words(start)} to {date_in_words(due)}"
    return date_in_words(due) if due else f"From {date_in_words(start)}" if start else "–"


def priorities_in_words(paper: Paper) -> str:
    """What the list of the priorities is, in a sentence."""
    if not paper.priorities:
        return "No characteristic has been marked as a priority yet."
    by = f"and what would be true of each at its target level by {date_in_words(paper.target_date)}."
    if paper.are_priorities_chosen:
        return f"The characteristics that we have chosen to improve first, {by}"
    return f"The characteristics that we have marked as candidate priorities, {by}"


def others_in_words(paper: Paper) -> str:
    """How the choice fell on what is no priority."""
    kinds = (Choice.IMPROVE, Choice.HOLD)
    chosen = [(CHOICES[kind], [row.code for row in paper.rows if row.choice is kind]) for kind in kinds]
    said = [f"{name.lower()} {count_in_words(len(codes), 'characteristic')}" for name, codes in chosen if codes]
    return f"In all we have chosen to {joined(said)}." if said else ""
