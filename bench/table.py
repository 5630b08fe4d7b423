"""A line of the table: a figure, the floor beside it, what is to be reached, and whether it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

HEAD = ("what", "measured", "floor", "ratio", "target", "")


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    measured: float
    unit: str = "ms"
    floor: float | None = None
    most: float | None = None
    """The largest ratio that is good, or the largest figure where there is no floor; None is for information."""

    @property
    def ratio(self) -> float | None:
        return self.measured / self.floor if self.floor else None

    @property
    def is_met(self) -> bool:
        return self.most is None or self._compared <= self.most

    @property
    def _compared(self) -> float:
        return self.measured if self.ratio is None else self.ratio

    @property
    def verdict(self) -> str:
        if self.most is None:
            return "for information"
        word = "met" if self.is_met else "**missed**"
        if not self.most:
            return word if self.is_met else f"{word}: {self._compared:g}"
        return f"{word} by {abs(1 - self._compared / self.most):.0%}"

    @property
    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        floor = "" if self.floor is None else in_unit(self.floor, self.unit)
        return (self.what, in_unit(self.measured, self.unit), floor, ratio, self._target, self.verdict)

    @property
    def _target(self) -> str:
        if self.most is None:
            return ""
        return f"≤ {in_unit(self.most, self.unit)}" if self.ratio is None else f"≤ {self.most:g} ×"


def in_unit(value: float, unit: str) -> str:
    number = f"{value:,.2f}" if unit == "ms" and value < 100 else f"{value:,.1f}".removesuffix(".0")
    return f"{number} {unit}".rstrip()


def markdown(rows: Iterable[Row]) -> Iterator[str]:
    """Line by line, as the rows come."""
    yield _line(HEAD)
    yield _line(("---", *["---:"] * 4, "---"))
    for row in rows:
        yield _line(row.cells)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def milliseconds(seconds: Sequence[float]) -> float:
    """The median."""
    return median(seconds) * 1000


def slowest_milliseconds(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)] * 1000


@dataclass(slots=True)
class Turns:
    """What one side took in all its turns. CPU time is steadier than the clock where others use the machine too."""

    cpu_seconds: Callable[[], float]
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, turn: Callable[[], list[float]]) -> None:
        before = self.cpu_seconds()
        taken = turn()
        self.cpu.append((self.cpu_seconds() - before) / len(taken))
        self.seconds += taken

    def forget(self) -> None:
        """What warmed up."""
        self.seconds, self.cpu = [], []


def compare(ours: Turns, floor: Turns, what: str, most: float | None) -> list[Row]:
    return [
        Row(f"{what}, median", milliseconds(ours.seconds), floor=milliseconds(floor.seconds), most=most),
        Row("… CPU time of the server for each", milliseconds(ours.cpu), floor=milliseconds(floor.cpu)),
    ]
