"""What a run found, told on the screen and as CSV."""

from collections import Counter
from collections.abc import Iterable, Sequence

from app.resources.links.findings import Finding, Found
from app.resources.tables import LinkState
from app.resources.words import LINK_STATES
from app.spreadsheets import as_csv

COLUMNS = ("id", "address", "state", "note", "moved to", "status", "redirects")
TOLD = (LinkState.BROKEN, LinkState.MOVED)
ORDER = (LinkState.BROKEN, LinkState.MOVED, LinkState.UNSURE, LinkState.WORKS)


def progress(founds: Sequence[Found], total: int, seconds_left: float) -> str:
    counts = _counts(founds)
    return (
        f"{len(founds)} of {total} checked, {counts[LinkState.BROKEN]} did not work, {counts[LinkState.MOVED]} had "
        f"moved; it ends within {max(1, round(seconds_left / 60))} min."
    )


def summary(founds: Sequence[Found], total: int) -> str:
    """Counts for each state, then those that somebody should look at."""
    counts = _counts(founds)
    lines = [f"{len(founds)} of {total} checked.", *(f"{LINK_STATES[state]}: {counts[state]}" for state in ORDER)]
    for state in TOLD:
        told = _sorted(found for found in founds if found.finding.state is state)
        lines += ["", LINK_STATES[state], *(line for found in told for line in _lines(found))] if told else []
    return "\n".join(lines)


def _lines(found: Found) -> list[str]:
    lines = [f"  {found.link.slug}", f"    {found.link.url}", f"    {found.finding.note}"]
    return [*lines, f"    {found.finding.moved_to}"] if found.finding.moved_to else lines


def report(founds: Iterable[Found]) -> str:
    """As CSV, the broken ones first."""
    told = sorted(_sorted(founds), key=lambda found: ORDER.index(found.finding.state))
    return as_csv([COLUMNS, *((found.link.slug, found.link.url, *_cells(found.finding)) for found in told)])


def _cells(finding: Finding) -> tuple[str, ...]:
    hops = " then ".join(f"{hop.status} {hop.to}" for hop in finding.hops)
    status = "" if finding.status is None else str(finding.status)
    return LINK_STATES[finding.state], finding.note, finding.moved_to or "", status, hops


def _counts(founds: Iterable[Found]) -> Counter[LinkState]:
    return Counter(found.finding.state for found in founds)


def _sorted(founds: Iterable[Found]) -> list[Found]:
    return sorted(founds, key=lambda found: found.link.slug)
