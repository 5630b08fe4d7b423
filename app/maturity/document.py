"""What a file holds as plain data, with the place of every part of it and the faults found so far."""

from dataclasses import dataclass, field
from typing import NamedTuple

from app.maturity.faults import Fault, Path, where
from app.maturity.schema import MODEL_FILE, FileKind, Part


class Place(NamedTuple):
    line: int
    column: int


@dataclass(frozen=True)
class Unquoted:
    """A word that YAML takes for something else than text: null, yes, 1.0, 2026-11-30."""

    text: str
    kind: str


@dataclass
class Document:
    """What a file holds, where each part of it is, and what was found wrong with it so far."""

    kind: FileKind = MODEL_FILE
    data: object = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    found: list[tuple[Place, Path, str]] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)

    def refuse(self, path: Path, message: str) -> None:
        """Note a fault of a value, unless it has one already."""
        self._note(path, self.value_place(path), path, message)

    def refuse_key(self, path: Path, message: str) -> None:
        """Note that a key should not be there, or that one is missing: a fault of what is around it."""
        self._note(path, self.key_place(path), path[:-1], message)

    def _note(self, path: Path, place: Place, around: Path, message: str) -> None:
        if path not in self.refused:
            self.refused.add(path)
            self.found.append((place, around, message))

    def part(self, path: Path) -> Part:
        return Part(path, self.kind)

    def value_place(self, path: Path) -> Place:
        return self.values.get(path) or self.key_place(path)

    def key_place(self, path: Path) -> Place:
        """The key's place, or that of the nearest thing around it."""
        while path and path not in self.keys and path not in self.values:
            path = path[:-1]
        return self.keys.get(path) or self.values.get(path) or Place(1, 1)

    def faults(self) -> list[Fault]:
        return [Fault(*place, where(self.data, path), message) for place, path, message in self.found]
