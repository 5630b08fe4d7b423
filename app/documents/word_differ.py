"""Where views differ, in a Word document: the figures and words of the results page, suppressed as they are there."""

from app.documents.paper import Paper
from app.documents.phrases import AS_FAR_APART, agreed_in_words, more_in_words
from app.documents.word_parts import Cell
from app.documents.word_writer import Writer
from app.documents.wording import name_of
from app.participation.tables import Group
from app.position.comparing import ComparisonFigures
from app.results import differing_words, words
from app.results.differing import Difference, Differences, ThemeDifference, differences_of


def write_differences(writer: Writer, paper: Paper, comparison: ComparisonFigures) -> None:
    differ = differences_of(paper.model, comparison)
    writer.heading("Where views differ", 2)
    if not comparison.is_enough:
        writer.paragraph(differing_words.too_few_in_words(comparison))
        return
    if not differ.is_anything_shown:
        writer.paragraph(f"No figures can be shown. {differing_words.rule_in_words(comparison)}")
        return
    writer.paragraph(
        f"{differing_words.answered_in_words(comparison)} {agreed_in_words(paper)} "
        f"{differing_words.rule_in_words(comparison)}"
    )
    _apart(writer, paper, differ)
    _evidence(writer, paper, differ)
    _each(writer, paper, differ)


def _apart(writer: Writer, paper: Paper, differ: Differences) -> None:
    writer.heading("Where members and officers see it furthest apart", 3)
    if not differ.are_both_shown:
        writer.paragraph("Members and officers are not both shown on any characteristic.")
    elif not differ.widest.rows:
        writer.paragraph("Members and officers have the same median on everything that is shown of both.")
    else:
        rows = [
            [
                name_of(row),
                differing_words.apart_in_words(row).capitalize(),
                differing_words.seen_in_words(row, paper.model),
            ]
            for row in differ.widest.rows
        ]
        writer.table("Where views differ most", ("Characteristic", "Apart", "How they see it"), rows, (6, 4, 7))
        if more := more_in_words(differ.widest.more, AS_FAR_APART):
            writer.paragraph(more)


def _evidence(writer: Writer, paper: Paper, differ: Differences) -> None:
    writer.heading("How sure each group is", 3)
    rows = [
        [
            differing_words.group_in_words(view.group),
            differing_words.strength_in_words(view, paper.model).capitalize(),
            differing_words.strengths_in_words(view, paper.model) or "–",
        ]
        for view in differ.evidence
    ]
    headings = ("Group", "Median strength of evidence", "How many answers at each strength")
    writer.table("How sure each group is", headings, rows, (4, 5, 8))


def _each(writer: Writer, paper: Paper, differ: Differences) -> None:
    groups = [view.group for view in differ.evidence if view.group]
    named = ", or nobody answered" if differ.comparison.is_named else ""
    writer.heading("Each group on each characteristic", 3)
    writer.paragraph(
        f"The median, then the range, and how many gave a level. A dash: not shown, to keep answers private{named}."
    )
    headings = ("Characteristic", *map(differing_words.group_in_words, groups), "All", "Don’t know")
    rows = [row for theme in differ.themes for row in _rows(theme, groups, paper)]
    writer.table("Each group on each characteristic", headings, rows, (5, *(3 for _ in groups), 3, 2))


def _rows(theme: ThemeDifference, groups: list[Group], paper: Paper) -> list[list[str | Cell]]:
    head = Cell(theme.pooled.title, is_bold=True, columns=len(groups) + 3)
    rows: list[list[str | Cell]] = [[head]]
    for row in theme.rows:
        seen = [_seen(row, group, paper) for group in (*groups, None)]
        rows.append([name_of(row), *seen, str(row.unknown) if row.views else "–"])
    return rows


def _seen(row: Difference, group: Group | None, paper: Paper) -> str:
    view = next((view for view in row.views if view.group is group), None)
    if view is None:
        return "–"
    median = words.median_in_words(view.current.median, paper.model)
    return f"{median}\n{words.range_in_words(view.current, paper.model)} ({view.current.rated})"
