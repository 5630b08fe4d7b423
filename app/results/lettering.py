"""Text in a drawing. Nobody can ask the reader's fonts how wide a text is, so widths are taken a little wider than
Helvetica's and Arial's, lines are broken here, and each is drawn as a text of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

WIDTHS = {
    character: width
    for width, characters in (
        (0.29, " .,'’|/ijlI"),
        (0.37, ":;!()[]-frt"),
        (0.95, "mwMW%&"),
        (1.02, "@"),
    )
    for character in characters
}
"""In ems, of the letters that are no ordinary ones."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; y is its baseline."""

    x: int
    y: int
    text: str


def lines(texts: Sequence[str], x: int, first: int, spacing: int) -> tuple[Line, ...]:
    return tuple(Line(x, first + spacing * number, text) for number, text in enumerate(texts))


def width_of(text: str, size: int) -> int:
    return round(size * sum(map(_width_of_character, text)) + 0.5)


def _width_of_character(character: str) -> float:
    if known := WIDTHS.get(character):
        return known
    if character > "\u02ff":
        return 1.02
    return 0.74 if character.isupper() else 0.585


# Titles and names of levels are the same in every picture of a model.
@lru_cache(maxsize=1024)
def wrapped(text: str, size: int, width: int) -> tuple[str, ...]:
    """The text in lines of at most this width; a word wider than that is broken."""
    broken: list[str] = []
    for word in chain.from_iterable(_parts(word, size, width) for word in text.split()):
        if broken and width_of(f"{broken[-1]} {word}", size) <= width:
            broken[-1] = f"{broken[-1]} {word}"
        else:
            broken.append(word)
    return tuple(broken)


def _parts(word: str, size: int, width: int) -> Iterable[str]:
    while width_of(word, size) > width:
        end = next(end for end in range(len(word) - 1, 0, -1) if width_of(word[:end], size) <= width)
        yield word[:end]
        word = word[end:]
    yield word
