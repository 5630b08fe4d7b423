"""How long, how often and how much. Tests make all of it smaller."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    threads: int = 8
    """Addresses looked at together, each on another host."""
    connect_seconds: float = 5
    read_seconds: float = 10
    """Without a byte."""
    link_seconds: float = 20
    """For all requests of one address, its turns not counted."""
    pause_seconds: float = 1
    """Between two requests to the same host."""
    most_pause_seconds: float = 10
    """Where the site asks for a longer one."""


LIMITS = Limits()
MOST_REDIRECTS = 5
MOST_ROBOTS_BYTES = 500 * 1024
