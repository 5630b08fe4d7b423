"""Addresses of resources: which may be kept, and by what the same page is known again."""

import re
from hashlib import sha256
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from app.resources.hosts import host_of, is_public_name, plain_name

MOST_CHARACTERS = 1_000
PORTS = {"http": 80, "https": 443}
TRACKING = ("utm_", "mc_", "fbclid", "gclid")
UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
ASCII = "".join(map(chr, range(0x21, 0x7F)))


def problem_with(url: str) -> str | None:
    """Why this address cannot be linked to, in a sentence that says what to do."""
    if len(url) > MOST_CHARACTERS or not url.isprintable() or " " in url:
        return "Enter an address without spaces, of at most 1,000 characters"
    try:
        parts = urlsplit(url)
        scheme, is_named, _port = parts.scheme, parts.username or parts.password, parts.port
    except ValueError:
        return "Enter an address as it stands in the browser’s address bar"
    if scheme not in PORTS:
        return "Enter an address that begins with https:// or http://"
    if is_named:
        return "Enter an address without a name or password in it"
    return _problem_with_host(parts)


def _problem_with_host(parts: SplitResult) -> str | None:
    try:
        is_public = is_public_name(host_of(parts))
    except ValueError:
        return "Enter an address as it stands in the browser’s address bar"
    if not is_public:
        return "Enter an address that anybody on the internet can open, not one of a private network"
    return None


def normal(url: str) -> str:
    """The same for addresses that lead to the same page: no scheme, www, tracking, place in the page or last slash.

    Of anything, also of what may not be kept.
    """
    url = url.strip().encode("utf-8", "replace").decode()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _short(url)
    shown_port = f":{port}" if port not in {None, PORTS.get(parts.scheme)} else ""
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    query = urlencode(sorted(pair for pair in pairs if not _tracks(pair[0])), errors="surrogateescape")
    whole = _normal_host(parts.hostname or "") + shown_port + _plain(parts.path).rstrip("/")
    return _short(whole + (f"?{query}" if query else "") + _normal_fragment(parts.fragment))


def _normal_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        host = plain_name(host)
    except ValueError:
        host = host.rstrip(".")  # not one that may be kept
    return host.removeprefix("www.")


def _normal_fragment(fragment: str) -> str:
    """Of pages that a script draws it says which page: #/guides/7. Of others it is only a place in the page."""
    fragment = _plain(fragment).rstrip("/")
    return f"#{fragment}" if fragment.startswith(("/", "!")) and fragment != "!" else ""


def _plain(text: str) -> str:
    """Each character in the one way that it can stand in an address: é as %C3%A9, %7E as ~."""
    return quote(re.sub("%[0-9A-Fa-f]{2}", _decoded, text), safe=ASCII)


def _decoded(found: re.Match[str]) -> str:
    character = chr(int(found[0][1:], 16))
    return character if UNRESERVED.fullmatch(character) else found[0].upper()


def _short(text: str) -> str:
    """No longer than a column of the database, and still another for another text."""
    if len(text) <= MOST_CHARACTERS:
        return text
    digest = sha256(text.encode()).hexdigest()
    return f"{text[: MOST_CHARACTERS - len(digest) - 1]}~{digest}"


def _tracks(name: str) -> bool:
    return name.lower().startswith(TRACKING)
