"""Sentences that the documents share; made from the paper alone."""

from dataclasses import dataclass

from app.assessment.tables import Stage
from app.documents.paper import Paper, PaperAction, PaperRow
from app.documents.wording import CHOICES
from app.plan.tables import Choice
from app.results import words
from app.results.differing import Difference, differences_of
from app.results.figures import Figures, Shortlist
from app.words import count_in_words, date_in_words, joined

FULL = "Full version, with names and notes: not for publication"
PUBLIC = "Public version, without names and notes"
REASON = "Reason for the correction"
ABOUT = (
    "This is the council’s own view of where it is and where it wants to be. Every characteristic is placed on whole "
    "levels, and there is no overall score."
)
NO_PRIORITIES = "No characteristic has been marked as a priority yet."
NO_ACTIONS, WITHOUT_PLAN = "There are no actions in the plan yet.", "The plan is not part of this copy."
PLAN_IS_LIVE = "The plan is live: it goes on changing after the results are signed off."
SAME_STANDING, SAME_GAP = "the same level and strength of evidence", "the same gap and current level"
AS_FAR_APART = "medians as far apart"
"""What those have in common that a list of the first few leaves out: by this it was put in order."""


@dataclass(frozen=True, slots=True)
class Finding:
    title: str
    order: str
    few: Shortlist
    alike: str
    nothing: str
    """Where the list is empty."""


def stands_in_words(row: PaperRow, paper: Paper) -> str:
    """“Developing now, Mature by May 2028: one step”, or why there is no level."""
    if row.figures.current is None:
        return words.answer_in_words(row.figures, paper.model)
    return words.gap_in_words(row.figures.current, row.figures.target, paper.target_date, paper.model)


def is_agreed(paper: Paper) -> bool:
    return paper.signed_on is not None or paper.result.assessment.stage is Stage.AGREED


def agreed_in_words(paper: Paper) -> str:
    """What becomes of the answers of those who took part separately."""
    is_done = is_agreed(paper)
    return f"The position {'was then' if is_done else 'will be'} agreed with their answers in view."


def facts_of(paper: Paper) -> list[tuple[str, str, bool]]:
    """What stands on the cover, and whether somebody typed it as it is, line by line."""
    facts = [
        ("Position as at", date_in_words(paper.as_at)),
        ("Targets for", date_in_words(paper.target_date)),
        ("Model", f"{paper.model.title}, version {paper.model.version}"),
        ("Answered", f"{paper.answered} of {paper.total} characteristics"),
        ("Assessment lead", paper.lead),
        ("Status", paper.state),
        (REASON, paper.correction),
        ("Figures as they stood on", date_in_words(paper.changed_on)),
        ("This version", PUBLIC if paper.is_public else FULL),
    ]
    return [(name, fact, name == REASON) for name, fact in facts if fact]


def texts_of(row: PaperRow) -> list[tuple[str, str]]:
    """All that was written about one characteristic."""
    return [*unrestricted_of(row), *restricted_of(row)]


def unrestricted_of(row: PaperRow) -> list[tuple[str, str]]:
    """For what is shown to everybody in a room."""
    texts = [
        ("Note", row.note),
        ("Why the target is lower than the current level", row.reason),
        ("Rationale", row.rationale),
        ("Minority view", row.minority_view),
    ]
    return [(name, text) for name, text in texts if text]


def restricted_of(row: PaperRow) -> list[tuple[str, str]]:
    return [("Restricted note, not for publication", row.restricted_note)] if row.restricted_note else []


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


def no_actions_in_words(paper: Paper) -> str:
    """Not to be taken for an empty plan: whoever asked for the paper may not see it."""
    return NO_ACTIONS if paper.has_plan else WITHOUT_PLAN


def priorities_in_words(paper: Paper) -> str:
    """What the list of the priorities is, in a sentence."""
    if not paper.priorities:
        return NO_PRIORITIES
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


def findings_of(figures: Figures) -> tuple[Finding, ...]:
    """What stands out, as the appendix of the Word document and the PDF list it."""
    return (
        Finding(
            "Strongest",
            "The highest levels reached, the better evidenced first.",
            figures.strongest,
            SAME_STANDING,
            "No characteristic stands at a level yet.",
        ),
        Finding(
            "Widest gaps",
            "The most steps from now to the target, the lowest current level first.",
            figures.widest_gaps,
            SAME_GAP,
            "No target is above the current level yet.",
        ),
        Finding(
            "Thinnest evidence",
            "Levels that nothing shows, or that are asserted only: the highest level first.",
            figures.thinnest_evidence,
            SAME_STANDING,
            "No level rests on assertion alone.",
        ),
    )


def furthest_apart(paper: Paper) -> tuple[Difference, ...]:
    """On what members and officers differ most, where any of their answers may be shown."""
    if paper.comparison is None or not paper.comparison.is_enough:
        return ()
    return differences_of(paper.model, paper.comparison).widest.rows


def more_in_words(more: int, alike: str) -> str:
    """“Two more have the same gap and current level as the last of these.”"""
    if not more:
        return ""
    has = "has" if more == 1 else "have"
    return f"{words.number_in_words(more).capitalize()} more {has} {alike} as the last of these."
