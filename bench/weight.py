"""The first page in a new browser: what it fetches, and how much."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from bench import servers
from bench.client import Connection
from bench.council import council
from bench.scale import Scale
from bench.table import Row

MOST_BYTES, MOST_REQUESTS = 60.0, 8
_module = re.compile(r"""\bimport\s*(?:[^"'()]*?\bfrom\s*)?\(?\s*["']([^"']+)["']""")
_in_style = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


def run(scale: Scale) -> list[Row]:
    with council(1) as (folder, _), servers.bearings(folder) as server:
        origin = f"http://127.0.0.1:{server.port}"
        sizes, outside = _fetch_all(f"{origin}/", origin)
    return [
        Row("first page in a new browser, compressed, with headers", sum(sizes.values()) / 1000, "kB", most=MOST_BYTES),
        Row("… requests", len(sizes), "", most=MOST_REQUESTS),
        Row("… of them outside", len(outside), "", most=0),
    ]


def _fetch_all(address: str, origin: str) -> tuple[dict[str, int], set[str]]:
    """Bytes by address, and the addresses elsewhere, which are not asked."""
    connection = Connection(urlsplit(origin).port or 0)
    sizes: dict[str, int] = {}
    outside: set[str] = set()
    waiting = [address]
    while waiting:
        address = waiting.pop()
        if address in sizes or address.startswith("data:"):
            continue
        if not address.startswith(f"{origin}/"):
            outside.add(address)
            continue
        parts = urlsplit(address)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        size, named = _fetch(connection, target)
        sizes[address] = size
        waiting += [urljoin(address, name) for name in named]
    connection.close()
    return sizes, outside


def _fetch(connection: Connection, path: str) -> tuple[int, list[str]]:
    compressed, plain = connection.get(path, Accept_Encoding="gzip"), connection.get(path)
    assert compressed.status == plain.status == 200, f"{compressed.status} for {path}"
    kind = plain.head.lower().partition(b"content-type: ")[2]
    return len(compressed.head) + len(compressed.body), _named_in(plain.body.decode(), kind)


def _named_in(text: str, kind: bytes) -> list[str]:
    if kind.startswith(b"text/html"):
        parser = _Page()
        parser.feed(text)
        return parser.named
    if b"javascript" in kind.partition(b"\r")[0]:
        return _module.findall(text)
    if kind.startswith(b"text/css"):
        return [first or second for first, second in _in_style.findall(text)]
    return []


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.named: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}.get(tag)
        if name and (address := dict(attrs).get(name)):
            self.named.append(address)
