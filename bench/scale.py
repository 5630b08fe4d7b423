"""How much is measured: enough for figures that repeat, a quick look, or just enough to see that it all works."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who save at the same time."""

    people: int
    seconds_between: float
    """Between two saves of one of them."""
    turns: int
    """Of all of them and one of them alone, two saves of each in a turn."""


@dataclass(frozen=True, slots=True)
class Scale:
    rounds: int
    """How often ours and the floor take turns."""
    batch: int
    """Requests of one turn."""
    sixty: Crowd
    """With accounts, each in an assessment of their own."""
    voices: Crowd
    """With private links, all in one assessment."""
    renders: int
    saves: int
    documents: int
    is_idle_awaited: bool
    """A minute, in which nothing else can be measured."""
    starts: int
    kills: int
    entries: tuple[int, ...]
    """How many resources there are when the search is measured."""
    group_of: int
    """The most people in one group of the councils that are searched for what gives answers away."""


FULL = Scale(60, 25, Crowd(60, 4, 4), Crowd(200, 10, 4), 12, 1000, 50, True, 15, 50, (10_000, 100_000), 5)
QUICK = Scale(10, 10, Crowd(60, 4, 1), Crowd(200, 10, 1), 3, 100, 4, False, 3, 3, (10_000,), 4)
TINY = Scale(1, 2, Crowd(3, 0.2, 1), Crowd(3, 0.2, 1), 1, 3, 1, False, 1, 1, (500,), 2)
