"""What is wrong with a file that people write, and where: in words that the person who edits it can act on."""

from collections.abc import Iterable
from typing import NamedTuple

Path = tuple[str | int, ...]
"""The way to a part of the file: ("themes", 0, "title")."""


class Fault(NamedTuple):
    line: int
    """Counted from 1; 0 where the file as a whole is at fault."""
    column: int
    where: str
    message: str

    def line_of(self, name: str) -> str:
        place = f"{name}:{self.line}:{self.column}" if self.line else name
        return ": ".join(part for part in (place, self.where, self.message) if part)


class ModelFaults(Exception):
    """A file that is not a model, or not the resources it should be: all its faults, in the order of its lines."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = sorted(faults, key=lambda fault: (fault.line, fault.column))
        super().__init__("\n".join(fault.line_of(name) for fault in self.faults))


def where(data: object, path: Path) -> str:
    """The way to a part in a reader's words: themes › finance › FV3 › level 4."""
    words: list[str] = []
    for depth, step in enumerate(path):
        inside = _inside(data, step)
        if isinstance(step, str):
            # "characteristics" before FV3 says nothing that FV3 does not, nor "levels" before level 4.
            says_more = not depth or not _is_named(inside, next(iter(path[depth + 1 :]), None))
            words += [step] if says_more else []
        else:
            words.append(f"level {step}" if isinstance(data, dict) else _name_of(inside) or f"item {step + 1}")
        data = inside
    return " › ".join(words)


def _is_named(data: object, step: str | int | None) -> bool:
    """Whether the step leads to an item that has a name of its own."""
    return isinstance(step, int) and (isinstance(data, dict) or _name_of(_inside(data, step)) != "")


def _inside(data: object, step: str | int) -> object:
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, tuple) and isinstance(step, int) and step < len(data) else None


def _name_of(item: object) -> str:
    """What a list item is called: by its code, slug, id, term or number."""
    if not isinstance(item, dict):
        return ""
    names = (item.get(key) for key in ("code", "slug", "id", "term", "number"))
    return next((str(name)[:60] for name in names if isinstance(name, str | int) and name != ""), "")
