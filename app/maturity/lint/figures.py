"""What the lint measured: the reading ease of a model, in a line and in a table."""

from collections.abc import Iterator

from app.maturity.definitions import Model
from app.maturity.faults import Path
from app.maturity.lint.ease import average, reading_ease
from app.maturity.lint.texts import DESCRIPTOR, MEANING, NARRATIVE, PROMPT, STATEMENT, WHY, Text, texts_of
from app.words import count_in_words

COLUMNS = {
    "narrative": NARRATIVE,
    "statement": STATEMENT,
    "why": WHY,
    "descriptors": DESCRIPTOR,
    "prompts": PROMPT,
    "meanings": MEANING,
}


def summary(model: Model) -> str:
    described = [text for text in texts_of(model) if text.kind is DESCRIPTOR]
    hardest = min(described, key=lambda text: reading_ease(text.words))
    counted = count_in_words(len(model.characteristics), "characteristic")
    return (
        f"no findings in {counted}. Reading ease {average(described):.0f} on average "
        f"(hardest: {_name(model, hardest)}, {reading_ease(hardest.words):.0f})."
    )


def _name(model: Model, descriptor: Text) -> str:
    _, theme, _, number, _, level, _ = descriptor.path
    return f"{model.themes[int(theme)].characteristics[int(number)].code} level {level}"


def table(model: Model) -> str:
    """The average of each kind of text, and the lowest descriptor: of all, of each theme and of each characteristic."""
    texts = list(texts_of(model))
    rows = [_row(name, [text for text in texts if text.path[: len(path)] == path]) for name, path in _rows(model)]
    heading = ["Reading ease", *COLUMNS, "lowest descriptor"]
    widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    return "\n".join(_line(cells, widths) for cells in (heading, *rows))


def _rows(model: Model) -> Iterator[tuple[str, Path]]:
    yield "All", ()
    for number, theme in enumerate(model.themes):
        yield theme.title, ("themes", number)
        for place, characteristic in enumerate(theme.characteristics):
            yield f"  {characteristic.code} {characteristic.title}", ("themes", number, "characteristics", place)


def _row(name: str, texts: list[Text]) -> list[str]:
    averages = [average([text for text in texts if text.kind is kind]) for kind in COLUMNS.values()]
    lowest = min((reading_ease(text.words) for text in texts if text.kind is DESCRIPTOR), default=None)
    return [name, *("" if ease is None else f"{ease:.0f}" for ease in (*averages, lowest))]


def _line(cells: list[str], widths: list[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()
