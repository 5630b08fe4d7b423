"""Sites of every kind on this machine, for the link check to look at."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any

import httpcore

# As the check trusts; reading the authorities takes its time.
CONTEXT = httpcore.default_ssl_context()
REDIRECTS = {
    "/for-good": (301, "/new"),
    "/chain": (308, "/for-good"),
    "/for-now": (302, "/new"),
    "/good-then-now": (301, "/for-now"),
    "/now-then-good": (302, "/for-good"),
    "/slash": (301, "/slash/"),
    "/old/page": (301, "/"),
    "/old/for-now": (302, "/"),
    "/to-gone": (301, "/gone"),
    "/round": (302, "/and-round"),
    "/and-round": (302, "/round"),
    "/to-javascript": (301, "javascript:alert(1)"),
    "/to-file": (301, "file:///etc/passwd"),
    "/to-private": (301, "http://10.1.2.3/"),
    "/to-metadata": (301, "http://169.254.169.254/latest/meta-data/"),
    "/to-decimal": (301, "http://2130706433/"),
    "/to-octal": (301, "http://0177.0.0.1/"),
    "/to-a-secret": (301, "http://name:secret@elsewhere.example.org/"),
    "/to-a-port": (301, "http://elsewhere.example.org:22/"),
    "/to-two": (302, "http://two.test:{port}/good"),
    "/to-spaces": (301, "/a page/ü"),
    "/to-nonsense": (301, "http://[half"),
    "/to-a-bad-name": (301, "http://inside.example.org/"),
}
REFUSES_HEAD = {"/head-403": 403, "/head-404": 404, "/head-405": 405, "/head-500": 500, "/head-501": 501}
STATUSES = {"/gone": 404, "/taken": 410, "/closed": 403, "/sign-in": 401, "/busy": 429, "/fault": 503, "/odd": 418}


@dataclass(frozen=True)
class Visit:
    at: float
    method: str
    host: str
    path: str
    headers: dict[str, str]


class Site(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.visits: list[Visit] = []
        self.robots: str | None = None
        self.seconds = 0.0
        """How long it thinks before each answer."""
        self.thinking = self.most_thinking = 0
        self.bytes_sent = 0
        self.was_hung_up_on = threading.Event()
        self.on_visit: Callable[[Visit], None] = lambda _: None
        self.is_over = threading.Event()
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def asked(self) -> list[tuple[str, str]]:
        return [(visit.method, visit.path) for visit in self.visits if visit.path != "/robots.txt"]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A check that hangs up is no news."""

    def think(self) -> None:
        with self._lock:
            self.thinking += 1
            self.most_thinking = max(self.thinking, self.most_thinking)
        self.is_over.wait(self.seconds)
        with self._lock:
            self.thinking -= 1


class Pages(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        visit = Visit(time.monotonic(), self.command, self.headers["Host"], self.path, dict(self.headers))
        self.server.visits.append(visit)
        self.server.on_visit(visit)
        self.server.think()
        with suppress(OSError):
            getattr(self, "do_" + self.path.strip("/").replace("-", "_").replace(".", "_"), self._answer)()

    do_GET = do_HEAD

    def _answer(self) -> None:
        if redirect := REDIRECTS.get(self.path):
            status, to = redirect
            self._send(status, to.format(port=self.server.port))
        elif self.command == "HEAD" and self.path in REFUSES_HEAD:
            self._send(REFUSES_HEAD[self.path])
        else:
            self._send(STATUSES.get(self.path, 200))

    def _send(self, status: int, location: str = "", text: str = "Here it is.") -> None:
        self.send_response(status)
        if location:
            # In another letter case than usual, which is allowed.
            self.wfile_header(f"location: {location}")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(text.encode())

    def wfile_header(self, line: str) -> None:
        self.flush_headers()
        self.wfile.write(line.encode() + b"\r\n")

    def do_robots_txt(self) -> None:
        self._send(404 if self.server.robots is None else 200, text=self.server.robots or "")

    def do_silent(self) -> None:
        self.server.is_over.wait(5)
        self.close_connection = True

    def do_silent_to_head(self) -> None:
        self.do_silent() if self.command == "HEAD" else self._send(200)

    def do_dripping(self) -> None:
        """Each byte in time, and for far too long."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(60):
            if not self.server.is_over.wait(0.05):
                self.wfile.write(b"a")

    def do_huge(self) -> None:
        if self.command == "HEAD":
            self._send(405)
            return
        self.send_response(200)
        self.end_headers()
        self._write_until_hung_up(b"a" * 65_536)

    def do_huge_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self._write_until_hung_up(b"X-Huge: " + b"a" * 8_192 + b"\r\n")

    def _write_until_hung_up(self, text: bytes) -> None:
        try:
            while not self.server.is_over.is_set():
                self.server.bytes_sent += self.wfile.write(text)
        except OSError:
            self.server.was_hung_up_on.set()

    def do_dropping(self) -> None:
        self.close_connection = True

    def do_nonsense(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        self.close_connection = True


@contextmanager
def running_site(context: SSLContext | None = None) -> Iterator[Site]:
    site = Site()
    if context:
        site.socket = context.wrap_socket(site.socket, server_side=True)
    thread = threading.Thread(target=site.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield site
    finally:
        site.is_over.set()
        site.shutdown()
        thread.join()
        site.server_close()
