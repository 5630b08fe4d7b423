"""What a narrative is made from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from app.maturity.definitions import Characteristic, Model
from app.results.figures import CharacteristicFigures, Kind, ThemeFigures
from app.results.narrative.sentences import said_of

Rows = Sequence[CharacteristicFigures]


class AnswerWords(Protocol):
    """What a narrative takes from an answer beside its figures."""

    @property
    def reason(self) -> str: ...
    @property
    def criteria(self) -> str: ...


class Beside(NamedTuple):
    """The same of one characteristic, as far as it makes a difference to the text."""

    code: str
    criteria: str
    has_reason: bool


@dataclass(frozen=True)
class Telling:
    model: Model
    number: int
    """Of the theme in the model, from 0."""
    figures: ThemeFigures
    beside: tuple[Beside, ...]
    target_date: date

    @cached_property
    def rated(self) -> Rows:
        return [row for row in self.figures.rows if row.current is not None]

    @cached_property
    def rises(self) -> Rows:
        """The widest gap first, of those the lowest level, of those the candidate priorities."""
        return sorted((row for row in self.rated if (row.gap or 0) > 0), key=_furthest_first)

    @property
    def widest(self) -> Rows:
        return self.in_order(row for row in self.rises if row.gap == self.rises[0].gap)

    @property
    def widest_first(self) -> Rows:
        """Those whose next step is told: the widest gaps or, where none is wider than a step, the lowest levels."""
        first = self.rises[0]
        if (first.gap or 0) > 1:
            return [row for row in self.rises if row.gap == first.gap]
        return [row for row in self.rises if row.current == first.current]

    def in_order(self, rows: Iterable[CharacteristicFigures]) -> Rows:
        """As the model has them."""
        wanted = {row.code for row in rows}
        return [row for row in self.figures.rows if row.code in wanted]

    @property
    def total(self) -> int:
        return len(self.figures.rows)

    @property
    def date(self) -> str:
        return f"{self.target_date:%B %Y}"

    def one_of(self, *wordings: str) -> str:
        """By the theme’s place in the model: themes that are read one after another do not all begin alike."""
        return wordings[self.number % len(wordings)]

    def level(self, number: int | None) -> str:
        """The name of a level inside a sentence."""
        return self.model.level_name(number) if number else "not yet in place"

    def next_level(self, row: CharacteristicFigures) -> str:
        return self.level((row.current or 0) + 1)

    def way(self, row: CharacteristicFigures) -> str:
        return f"from {self.level(row.current)} to {self.level(row.target)}"

    def titles(self, rows: Rows) -> list[str]:
        return [row.title for row in rows]

    def of_kind(self, kind: Kind | None) -> Rows:
        return [row for row in self.figures.rows if row.kind == kind]

    def characteristic(self, row: CharacteristicFigures) -> Characteristic:
        return next(one for one in self.model.themes[self.number].characteristics if one.code == row.code)

    def ticked(self, row: CharacteristicFigures) -> frozenset[str]:
        return frozenset(place for one in self.beside if one.code == row.code for place in one.criteria.split())

    def has_reason(self, row: CharacteristicFigures) -> bool:
        return any(one.has_reason for one in self.beside if one.code == row.code)

    def say_with_levels(self, rows: Rows, numbers: Iterable[int | None], one: str, many: str, link: str) -> str:
        """“Two stand higher, at Mature: A and B.” or “Two stand higher: A (at Mature) and B (at Leader).”"""
        levels = [f"{link} {self.level(number)}".strip() if number else self.level(number) for number in numbers]
        if len(set(levels)) == 1:
            return said_of(self.titles(rows), f"{one}, {levels[0]}", f"{many}, {levels[0]}")
        return said_of(self.bracketed(rows, levels), one, many)

    def bracketed(self, rows: Rows, words: Iterable[str]) -> list[str]:
        return [f"{row.title} ({each})" for row, each in zip(rows, words, strict=True)]


def _furthest_first(row: CharacteristicFigures) -> tuple[int, int, bool]:
    return -(row.gap or 0), row.current or 0, not row.is_priority
