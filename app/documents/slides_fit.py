"""How much room a text takes on a slide, reckoned on the safe side, so that nothing runs out of its box.

Nothing on the server knows the fonts of the machine that will show it: the widths are those of Arial, rounded up.
"""

from collections.abc import Callable
from math import ceil

LINE = 1.2
"""The height of a line, in sizes of its letters."""
_NARROW, _WIDE = frozenset("ijl.,;:'’‘|!()[]tfrI -"), frozenset("mwMW@%—…&")


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 1.0
    if ord(letter) > 0x24F:
        return 1.1
    return 0.75 if letter.isupper() else 0.58


def width_of(text: str, size: float) -> float:
    """Inches, on one line."""
    return sum(map(_width, text)) * size / 72


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines it takes where words are kept whole, and long ones broken."""
    return sum(_wrapped(paragraph, width, size) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, width: float, size: float) -> int:
    lines, used, space = 1, 0.0, width_of(" ", size)
    for word in paragraph.split():
        long = width_of(word, size)
        if used and used + space + long > width:
            lines, used = lines + 1, 0.0
        if long > width:
            lines, long = lines + ceil(long / width) - 1, long % width
        used += long + (space if used else 0)
    return lines


def height_of(text: str, width: float, size: float) -> float:
    return lines_of(text, width, size) * size * LINE / 72


def shortened(text: str, width: float, size: float, lines: int) -> str:
    """The text, or as much of it as fits with “…”. Whoever shortens it puts the full text into the notes."""
    return longest(text, lambda tried: lines_of(tried, width, size) <= lines)


def longest(text: str, fits: Callable[[str], bool]) -> str:
    one = " ".join(text.split())
    if fits(one):
        return one
    low, high = 0, len(one)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(_cut(one, middle)) else (low, middle - 1)
    return _cut(one, low)


def _cut(text: str, at: int) -> str:
    """At a word’s end, where one is near."""
    kept = text[:at]
    if at < len(text) and not text[at].isspace() and (space := kept.rfind(" ")) > at - 20 and space > 0:
        kept = kept[:space]
    return kept.rstrip(" ,;:.–-") + "…"
