"""Which addresses may be opened: by their words, and by the network addresses that their host's name stands for."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from app.resources.addresses import MOST_CHARACTERS, PORTS
from app.resources.hosts import host_of, is_public_name, may_connect_to
from app.resources.links.findings import Fault

# Everything that has a meaning in an address stays; the rest, control characters too, is written as %XX.
SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True)
class Target:
    """An address in the parts that a request is made of."""

    scheme: str
    host: str
    port: int
    path: str
    """With its query."""

    @property
    def authority(self) -> str:
        """As the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"


def target_of(url: str, allows_private: bool) -> Target:
    """The address taken apart. Raises Fault where its words alone forbid to open it."""
    if len(url) > MOST_CHARACTERS or not url.isprintable():
        raise Fault("The address is too long or holds characters that no address may hold.")
    try:
        parts = urlsplit(url)
        if parts.scheme not in PORTS:
            raise Fault("The address begins with neither http:// nor https://, so it was not opened.")
        host, port = host_of(parts), parts.port
    except ValueError as error:
        raise Fault("The address is not a valid one.") from error
    port = PORTS[parts.scheme] if port is None else port
    if not allows_private:
        _check_public(host, port)
    path = quote(parts.path or "/", safe=SAFE) + (f"?{quote(parts.query, safe=SAFE)}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def _check_public(host: str, port: int) -> None:
    if not is_public_name(host):
        raise Fault("The address is one of a private network, so it was not opened.")
    if port not in PORTS.values():
        raise Fault("The address names an unusual port, so it was not opened.")


def check_addresses(addresses: list[str], allows_private: bool) -> None:
    """Raise Fault unless every one may be connected to: one bad among good ones is how a guard is got round."""
    for address in addresses:
        if not may_connect_to(address, allows_private):
            raise Fault("The name stands for an address in a private network, so it was not opened.")
