"""What an answer says of a link. Pure."""

from collections.abc import Sequence
from itertools import takewhile
from urllib.parse import urlsplit

from app.resources.addresses import normal
from app.resources.links.findings import Fault, Finding, Hop
from app.resources.tables import URL_LENGTH, LinkState

MOST_CHARACTERS = 300
"""Of a note."""
GONE = {404: "There is no such page any more (404).", 410: "The page was taken away for good (410)."}
NOTES = {
    401: "The site asks for a sign-in (401), so open it yourself.",
    403: "The site does not let a program look (403), so open it yourself.",
    429: "The site had too many visits just then (429).",
}


def verdict(url: str, hops: Sequence[Hop], status: int) -> Finding:
    """Of an address that answered with `status` after `hops`."""
    if not 200 <= status < 300:
        return _failed(hops, status)
    if moved_to := _moved_to(url, hops):
        note = "It has moved to the front page of its site, so it may be gone." if _is_front(url, moved_to) else ""
        return _finding(LinkState.MOVED, note or "It has moved to a new address.", hops, status, moved_to)
    if hops and _is_front(url, hops[-1].to):
        note = "It leads to the front page of its site, so it may be gone: open it yourself."
        return _finding(LinkState.UNSURE, note, hops, status)
    has_left = bool(hops) and not _is_same(url, hops[-1].to)
    return _finding(LinkState.WORKS, f"It answered at {hops[-1].to}" if has_left else "", hops, status)


def of_fault(fault: Fault, hops: Sequence[Hop]) -> Finding:
    return _finding(fault.state, fault.note + _redirected(hops), hops, None, is_of_name=fault.is_of_name)


def _failed(hops: Sequence[Hop], status: int) -> Finding:
    if note := GONE.get(status):
        return _finding(LinkState.BROKEN, note + _redirected(hops), hops, status)
    other = "had a fault" if status >= 500 else "gave an answer that says nothing of the page"
    note = NOTES.get(status, f"The site {other} ({status}).")
    return _finding(LinkState.UNSURE, note + _redirected(hops), hops, status)


def _redirected(hops: Sequence[Hop]) -> str:
    return f" It was redirected to {hops[-1].to}" if hops else ""


def _moved_to(url: str, hops: Sequence[Hop]) -> str | None:
    """Where a program should look from now on: as far as the site says “for good”; None where that is the same page."""
    lasting = list(takewhile(lambda hop: hop.is_permanent, hops))
    if not lasting or _is_same(url, lasting[-1].to):
        return None
    moved_to, fragment = lasting[-1].to, urlsplit(url).fragment
    # As browsers do. A fragment is within the page, so nothing is lost where it would make the address too long.
    has_room = fragment and "#" not in moved_to and len(moved_to) + len(fragment) < URL_LENGTH
    return f"{moved_to}#{fragment}" if has_room else moved_to


def _is_same(url: str, to: str) -> bool:
    """A redirect that names no place in the page keeps the one that was asked for."""
    fragment = urlsplit(url).fragment
    return normal(to if "#" in to else f"{to}#{fragment}") == normal(url)


def _is_front(url: str, to: str) -> bool:
    """A page that is redirected to the front page of its own site has mostly gone."""
    old, new = urlsplit(url), urlsplit(to)
    is_same_site = normal(f"//{old.hostname}") == normal(f"//{new.hostname}")
    return is_same_site and new.path in {"", "/"} and not new.query and old.path not in {"", "/"}


def _finding(
    state: LinkState,
    note: str,
    hops: Sequence[Hop],
    status: int | None,
    moved_to: str | None = None,
    is_of_name: bool = False,
) -> Finding:
    short = note if len(note) <= MOST_CHARACTERS else note[: MOST_CHARACTERS - 1] + "…"
    return Finding(state, short, moved_to, status, tuple(hops), is_of_name)
