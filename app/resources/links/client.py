"""One request, as polite and as careful as it can be."""

import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import quote

import httpcore

from app.resources.links.connecting import Backend, LookUp, fault_of_connection, look_up
from app.resources.links.findings import Fault
from app.resources.links.guard import SAFE, target_of
from app.resources.links.limits import Limits
from app.version import VERSION

AGENT = "Bearings"
"""The name by which a robots.txt may speak of us."""
HEADERS = (
    ("User-Agent", f"{AGENT}/{VERSION} (link check)"),
    ("Accept", "*/*"),
    # Nothing is ever unpacked here, so that no small answer can become a huge one.
    ("Accept-Encoding", "identity"),
    ("Connection", "close"),
)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    """Where it redirects to, as the site wrote it; empty for nowhere."""
    body: bytes


@dataclass(frozen=True)
class Client:
    limits: Limits
    allows_private: bool = False
    look_up: LookUp = look_up
    context: ssl.SSLContext = field(default_factory=httpcore.default_ssl_context)

    def ask(self, method: str, url: str, seconds: float, most_bytes: int = 0) -> Answer:
        """One answer, and no more than the beginning of what it holds. No redirect is followed. Raises Fault."""
        target = target_of(url, self.allows_private)
        backend = Backend(self.look_up, self.allows_private, time.monotonic() + seconds)
        address = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        try:
            with (
                httpcore.ConnectionPool(self.context, network_backend=backend) as pool,
                pool.stream(
                    method,
                    address,
                    headers=[*HEADERS, ("Host", target.authority)],
                    extensions={"timeout": self._times()},
                ) as response,
            ):
                return Answer(response.status, _location(response), _beginning(response, most_bytes))
        except Fault:
            raise
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise fault_of_connection(error) from error

    def _times(self) -> dict[str, float]:
        read, connect = self.limits.read_seconds, self.limits.connect_seconds
        return {"connect": connect, "read": read, "write": read, "pool": connect}


def _location(response: httpcore.Response) -> str:
    return next((quote(value, safe=SAFE) for name, value in response.headers if name.lower() == b"location"), "")


def _beginning(response: httpcore.Response, most_bytes: int) -> bytes:
    """What is left unread is thrown away with the connection."""
    body = b""
    if most_bytes:
        for chunk in response.iter_stream():
            body += chunk
            if len(body) >= most_bytes:
                break
    return body[:most_bytes]
