"""The appendix: every figure as a table and every note as text, in the order of the printable summary."""

from collections.abc import Iterator, Sequence

from app.documents.paper import Paper, PaperRow, PaperTheme
from app.documents.phrases import Finding, findings_of, more_in_words, texts_of
from app.documents.word_differ import write_differences
from app.documents.word_parts import GREY, Cell
from app.documents.word_plan import write_levels, write_plan, write_priorities, write_reading
from app.documents.word_writer import Writer
from app.documents.wording import evidence_of, gap_of, name_of, target_of
from app.results import words
from app.results.figures import CharacteristicFigures
from app.words import date_in_words

STANDING = ("Characteristic", "Now", "Target", "Gap", "Evidence")
STANDING_WIDTHS = (6, 3, 3, 2, 3)
NOW, TARGET, HOLD, BETWEEN = "● Now", "→ Target", "● Hold", "–"
BLUE = "DCE6EE"


def write_appendix(writer: Writer, paper: Paper) -> None:
    _chart(writer, paper)
    _themes_side_by_side(writer, paper)
    _findings(writer, paper)
    if paper.comparison:
        write_differences(writer, paper, paper.comparison)
    for theme in paper.themes:
        _theme(writer, paper, theme)
    write_priorities(writer, paper)
    write_plan(writer, paper)
    write_reading(writer, paper)
    write_levels(writer, paper)


def _chart(writer: Writer, paper: Paper) -> None:
    """The dumbbells of the screen as a table: it prints anywhere, and is read out as it stands."""
    writer.heading("Where each characteristic is now, and where we want it to be", 2)
    writer.paragraph(
        f"● is the level now, → the target for {date_in_words(paper.target_date)}; ● Hold: the target is the level now."
    )
    levels = [paper.model.level_name(number) for number in range(paper.model.top_level + 1)]
    rows: list[Sequence[str | Cell]] = []
    for theme in paper.themes:
        rows.append([Cell(theme.title, is_bold=True, fill=GREY, columns=len(levels) + 1)])
        rows += [list(_dumbbell(row, paper)) for row in theme.rows]
    weights = (5, *(2 for _ in levels))
    writer.table("Level now and target of each characteristic", ["Characteristic", *levels], rows, weights)


def _dumbbell(row: PaperRow, paper: Paper) -> Iterator[Cell]:
    yield Cell(name_of(row))
    now, target = row.figures.current, row.figures.target
    if now is None:
        yield Cell(words.answer_in_words(row.figures, paper.model), columns=paper.model.top_level + 1)
        return
    for level in range(paper.model.top_level + 1):
        if level == now:
            yield Cell(HOLD if now == target else NOW, is_bold=True, fill=BLUE, is_centred=True)
        elif level == target:
            yield Cell(TARGET, fill=BLUE, is_centred=True)
        else:
            is_between = target is not None and min(now, target) < level < max(now, target)
            yield Cell(BETWEEN if is_between else "", fill=BLUE if is_between else "", is_centred=True)


def _themes_side_by_side(writer: Writer, paper: Paper) -> None:
    writer.heading("The themes side by side", 2)
    headings = ("Theme", "Median now", "Range now", "Median of targets", "Answered")
    rows = [
        [
            theme.title,
            words.median_in_words(theme.current.median, paper.model),
            words.range_in_words(theme.current, paper.model),
            words.median_in_words(theme.target.median, paper.model),
            f"{theme.current.answered} of {theme.current.total}",
        ]
        for theme in paper.themes
    ]
    writer.table("Median and range of each theme", headings, rows, (5, 4, 4, 4, 2))


def _findings(writer: Writer, paper: Paper) -> None:
    writer.heading("What stands out", 2)
    for finding in findings_of(paper.result.figures):
        writer.heading(finding.title, 3)
        _finding(writer, paper, finding)


def _finding(writer: Writer, paper: Paper, finding: Finding) -> None:
    if not finding.few.rows:
        writer.paragraph(finding.nothing)
        return
    writer.paragraph(finding.order)
    writer.table(finding.title, STANDING, [_standing(row, paper) for row in finding.few.rows], STANDING_WIDTHS)
    if more := more_in_words(finding.few.more, finding.alike):
        writer.paragraph(more)


def _standing(row: CharacteristicFigures, paper: Paper) -> list[str | Cell]:
    now, model = words.answer_in_words(row, paper.model), paper.model
    return [name_of(row), now, target_of(row, model), gap_of(row), evidence_of(row, model)]


def _theme(writer: Writer, paper: Paper, theme: PaperTheme) -> None:
    writer.heading(theme.title, 2)
    writer.paragraph(theme.question)
    if theme.outdated_since:
        writer.paragraph(f"Written {date_in_words(theme.outdated_since)}; the figures have changed since.")
    for text in theme.narrative:
        writer.paragraph(text)
    for when, profile, missing in (("Now", theme.current, "not answered"), ("Target", theme.target, "no target")):
        writer.paragraph(words.profile_in_words(profile, paper.model, missing), when)
    rows = [[*_standing(row.figures, paper), "Yes" if row in paper.priorities else "–"] for row in theme.rows]
    writer.table(f"{theme.title}: each characteristic", (*STANDING, "Priority"), rows, (*STANDING_WIDTHS, 2))
    for row in theme.rows:
        if texts := texts_of(row):
            writer.heading(name_of(row), 3)
            for name, text in texts:
                writer.paragraph(text, name)
