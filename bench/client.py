"""An HTTP client that costs next to nothing: one kept-alive connection to this machine over a raw socket."""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlencode

_length = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_cookie = re.compile(rb"\r\nset-cookie: *([^=]+)=([^;\r]*)[^\r]*path=/[;\r]", re.IGNORECASE)
_location = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    head: bytes
    body: bytes
    seconds: float

    @property
    def location(self) -> str:
        found = _location.search(self.head)
        return found[1].decode() if found else ""


class Connection:
    def __init__(self, port: int) -> None:
        self.cookies: dict[bytes, bytes] = {}
        self._connect(port)

    def _connect(self, port: int) -> None:
        self._host = f"127.0.0.1:{port}".encode()
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def reconnect(self, port: int) -> None:
        """To a server that was started anew; the cookies stay."""
        self.close()
        self._connect(port)

    def close(self) -> None:
        self._socket.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.exchange(self.message("GET", path, b"", headers))

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self.exchange(self.message("POST", path, urlencode(fields).encode(), headers))

    def message(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        lines = [f"{method} {path} HTTP/1.1".encode(), b"Host: " + self._host, f"Content-Length: {len(body)}".encode()]
        lines += [f"{name.replace('_', '-')}: {value}".encode() for name, value in headers.items()]
        if self.cookies:
            lines.append(b"Cookie: " + b"; ".join(name + b"=" + value for name, value in self.cookies.items()))
        return b"\r\n".join([*lines, b"", body])

    def exchange(self, message: bytes) -> Answer:
        """Send a request and read its answer. The clock runs from the first byte sent to the last one read."""
        began = perf_counter()
        self._socket.sendall(message)
        head, _, body = self._receive_until_blank_line().partition(b"\r\n\r\n")
        head += b"\r\n"
        found = _length.search(head)
        missing = int(found[1]) - len(body) if found else 0
        while missing > 0:
            part = self._receive()
            body += part
            missing -= len(part)
        answer = Answer(int(head[9:12]), head, body, perf_counter() - began)
        self.cookies |= dict(_cookie.findall(head))
        return answer

    def _receive_until_blank_line(self) -> bytes:
        received = self._receive()
        while b"\r\n\r\n" not in received:
            received += self._receive()
        return received

    def _receive(self) -> bytes:
        if part := self._socket.recv(1 << 18):
            return part
        raise ConnectionError("the server closed the connection")
