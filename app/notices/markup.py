"""The little that a notice may hold: paragraphs, “## ” headings and “- ” lists. All of it is text, and escaped."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Block:
    kind: Kind
    lines: tuple[str, ...]
    """The items of a list; of the others one."""


_MARKS = {Kind.HEADING: "## ", Kind.LIST: "- "}


def read(text: str) -> list[Block]:
    """A blank line ends a block, and so does a line of another kind."""
    blocks: list[Block] = []
    goes_on = False
    for line in map(str.strip, text.splitlines()):
        if line:
            _take(blocks, *_kind_of(line), goes_on=goes_on)
        goes_on = bool(line)
    return blocks


def _kind_of(line: str) -> tuple[Kind, str]:
    for kind, mark in _MARKS.items():
        if line.startswith(mark):
            return kind, line.removeprefix(mark).strip()
    return Kind.PARAGRAPH, line


def _take(blocks: list[Block], kind: Kind, text: str, *, goes_on: bool) -> None:
    before = blocks[-1] if goes_on and blocks else None
    if before is None or kind is Kind.HEADING or before.kind is Kind.HEADING:
        blocks.append(Block(kind, (text,)))
    elif kind is Kind.LIST:
        is_same = before.kind is Kind.LIST
        blocks[-1:] = [Block(kind, (*before.lines, text))] if is_same else [before, Block(kind, (text,))]
    else:  # a line that goes on, of a paragraph or of the last item
        blocks[-1] = Block(before.kind, (*before.lines[:-1], f"{before.lines[-1]} {text}"))
