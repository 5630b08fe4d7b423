"""What the check may find at an address, and what stops it."""

from dataclasses import dataclass

from app.resources.tables import LinkState


class Stopped(Exception):
    """The run ends: what is being looked at stays as it was."""


class Fault(Exception):
    """Why an address could not be opened, in plain words."""

    def __init__(
        self, note: str, state: LinkState = LinkState.UNSURE, *, asks_again: bool = False, is_of_name: bool = False
    ) -> None:
        super().__init__(note)
        self.note, self.state = note, state
        self.asks_again = asks_again
        """A site that does not answer HEAD may answer GET."""
        self.is_of_name = is_of_name
        """The name was not found: true of every name where this machine has no internet."""


@dataclass(frozen=True)
class Hop:
    """One redirect."""

    status: int
    to: str

    @property
    def is_permanent(self) -> bool:
        return self.status in {301, 308}


@dataclass(frozen=True)
class Finding:
    state: LinkState
    note: str = ""
    moved_to: str | None = None
    status: int | None = None
    """Of the last answer; none where there was none."""
    hops: tuple[Hop, ...] = ()
    is_of_name: bool = False


@dataclass(frozen=True)
class Link:
    """An address to look at, and whose it is."""

    id: int
    slug: str
    url: str


@dataclass(frozen=True)
class Found:
    link: Link
    finding: Finding
