"""A slide for each theme, where the groups differ, the priorities and the plan."""

from app.documents import slides_fit as fit
from app.documents.paper import Paper, PaperAction, PaperRow, PaperTheme
from app.documents.phrases import (
    NO_PRIORITIES,
    dates_in_words,
    no_actions_in_words,
    notes_of,
    stands_in_words,
    unrestricted_of,
)
from app.documents.slides_boxes import ACROSS, BOTTOM, LEFT, PAD, TABLE_SIZE, TOP, Box, row_height
from app.documents.slides_deck import Deck, Slide
from app.documents.wording import DEGREES, evidence_of, gap_of, target_of
from app.plan.words import STATUSES
from app.position.comparing import ComparisonFigures
from app.results import differing_words, words
from app.results.differing import Difference, differences_of
from app.words import date_in_words

FACTS = Box(LEFT, TOP, ACROSS, 1.9, 16)
BELOW = TOP + FACTS.height
"""Where the table of a theme begins."""
BODY = Box(LEFT, TOP, ACROSS, BOTTOM - TOP)
Rows = list[tuple[list[str], str]]
"""Of a table: the cells, and for the notes the same in full."""


def add_theme(deck: Deck, paper: Paper, theme: PaperTheme) -> None:
    facts = _facts(paper, theme)
    head, widths = ["Characteristic", "Now", _target_head(paper), "Gap", "Evidence"], [4.13, 2.0, 2.2, 1.4, 2.4]
    rows = [(_where(row, paper), stands(row, paper)) for row in theme.rows]
    for number, (heading, page) in enumerate(_pages(theme.title, head, widths, rows, BELOW)):
        listed = [full for _, full in page]
        if number:
            _add_table(deck, deck.page(heading, listed), head, widths, page)
            continue
        slide = deck.page(heading, [theme.title, *facts, *theme.narrative, *listed])
        deck.text(slide, "Figures", FACTS.filled([FACTS.cut(fact, 2) for fact in facts]), FACTS)
        _add_table(deck, slide, head, widths, page, BELOW)


def _facts(paper: Paper, theme: PaperTheme) -> list[str]:
    model, now, target = paper.model, theme.current, theme.target
    median = words.median_in_words(now.median, model)
    if target.median is not None:
        median += f" now, {words.median_in_words(target.median, model)} by {paper.target_date:%B %Y}"
    return [
        theme.question,
        f"Median: {median}.",
        f"Range now: {words.range_in_words(now, model)}.",
        f"At each level now: {words.profile_in_words(now, model)}.",
    ]


def _where(row: PaperRow, paper: Paper) -> list[str]:
    model = paper.model
    now = words.answer_in_words(row.figures, model)
    return [row.title, now, target_of(row.figures, model), gap_of(row.figures), evidence_of(row.figures, model)]


def _target_head(paper: Paper) -> str:
    return f"Target, {paper.target_date:%B %Y}"


def stands(row: PaperRow, paper: Paper) -> str:
    return f"{row.title}: {stands_in_words(row, paper)}"


def add_differences(deck: Deck, paper: Paper, comparison: ComparisonFigures) -> None:
    """From the stored comparison alone, suppressed as it is."""
    differ = differences_of(paper.model, comparison)
    if not comparison.is_enough:
        said = [differing_words.too_few_in_words(comparison)]
    elif not differ.are_both_shown:
        said = ["Members and officers are not both shown on any characteristic."]
    elif not differ.widest.rows:
        said = ["Members and officers have the same median on everything that is shown of both."]
    else:
        said = [f"{row.title}: {_apart(row, paper)}" for row in differ.widest.rows]
    if comparison.is_enough:
        said.append(differing_words.rule_in_words(comparison))
    slide = deck.page("Where members and officers differ", said)
    deck.text(slide, "Differences", BODY.filled([BODY.cut(text, 3) for text in said]), BODY)


def _apart(row: Difference, paper: Paper) -> str:
    apart = differing_words.apart_in_words(row)
    return f"{apart}. {differing_words.seen_in_words(row, paper.model)}"


def add_priorities(deck: Deck, paper: Paper) -> None:
    title = "Priorities" if paper.are_priorities_chosen else "Candidate priorities"
    if not paper.priorities:
        deck.text(deck.page(title, [NO_PRIORITIES]), "Priorities", [NO_PRIORITIES], BODY)
        return
    head = ["Characteristic", "Theme", "Now", _target_head(paper)]
    widths = [4.33, 3.4, 2.2, 2.2]
    if paper.are_priorities_chosen:
        head, widths = [*head, "Impact", "Effort"], [3.53, 2.6, 1.8, 2.2, 1.0, 1.0]
    rows = [(_priority(row, paper)[: len(head)], _told(row, paper)) for row in paper.priorities]
    _add_tables(deck, title, head, widths, rows)


def _priority(row: PaperRow, paper: Paper) -> list[str]:
    themes = {theme.slug: theme.title for theme in paper.themes}
    now = words.answer_in_words(row.figures, paper.model)
    target = target_of(row.figures, paper.model)
    return [row.title, themes[row.theme], now, target, DEGREES[row.impact], DEGREES[row.effort]]


def _told(row: PaperRow, paper: Paper) -> str:
    said = "; ".join(f"{name}: {text}" for name, text in unrestricted_of(row))
    return f"{stands(row, paper)}. {said}".strip()


def add_plan(deck: Deck, paper: Paper) -> None:
    if not paper.actions:
        said = [no_actions_in_words(paper)]
        deck.text(deck.page("Plan", said), "Plan", said, BODY)
        return
    head, widths = ["Action", "Characteristic", "Lead officer", "Due", "Status"], [5.0, 2.6, 1.93, 1.3, 1.3]
    rows = [(_action(action), _in_full(action)) for action in paper.actions]
    if paper.is_public:
        head, widths = [name for name in head if name != "Lead officer"], [6.23, 3.1, 1.4, 1.4]
        rows = [([*cells[:2], *cells[3:]], full) for cells, full in rows]
    _add_tables(deck, "Plan", head, widths, rows)


def _action(action: PaperAction) -> list[str]:
    due = f"{action.due_on.day} {action.due_on:%b %Y}" if action.due_on else "–"
    return [action.what, action.characteristic, action.lead_officer or "–", due, STATUSES[action.status]]


def _in_full(action: PaperAction) -> str:
    parts = [
        f"{action.number}. {action.what}",
        f"For: {action.characteristic}",
        f"Lead officer: {action.lead_officer}" if action.lead_officer else "",
        f"Due {date_in_words(action.due_on)}" if action.due_on else dates_in_words(action).replace("–", ""),
        STATUSES[action.status],
        f"Success measure: {action.success_measure}" if action.success_measure else "",
        *(f"{name}: {text}" for name, text in notes_of(action)),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _add_tables(deck: Deck, title: str, head: list[str], widths: list[float], rows: Rows) -> None:
    """On as many slides as it takes, each with its own head and the full texts in its notes."""
    for heading, page in _pages(title, head, widths, rows):
        _add_table(deck, deck.page(heading, [full for _, full in page]), head, widths, page)


def _add_table(deck: Deck, slide: Slide, head: list[str], widths: list[float], page: Rows, top: float = TOP) -> None:
    description = f"{slide.shapes.title.text_frame.text}: {', '.join(head).lower()} of {len(page)}"
    deck.table(slide, [head, *(cells for cells, _ in page)], widths, description, top)


def _pages(title: str, head: list[str], widths: list[float], rows: Rows, top: float = TOP) -> list[tuple[str, Rows]]:
    """Each with its heading. On the first there is room from `top` on."""
    pages: list[Rows] = []
    room = 0.0
    for texts, full in rows:
        cells = [fit.shortened(text, width - 2 * PAD, TABLE_SIZE, 3) for text, width in zip(texts, widths, strict=True)]
        height = row_height(cells, widths)
        if not pages or height > room:
            room = BOTTOM - (TOP if pages else top) - row_height(head, widths)
            pages.append([])
        pages[-1].append((cells, full))
        room -= height
    if len(pages) == 1:
        return [(title, pages[0])]
    return [(f"{title} ({number} of {len(pages)})", page) for number, page in enumerate(pages, start=1)]
