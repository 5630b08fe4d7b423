"""Connections that the guard has agreed to: the name is looked up once, and what was checked is connected to."""

import errno
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from typing import Any

import httpcore

from app.resources.links.findings import Fault
from app.resources.links.guard import check_addresses
from app.resources.tables import LinkState

LookUp = Callable[[str, int], list[str]]
"""The network addresses that a name stands for."""

NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def look_up_within(seconds: float, look_up: LookUp, host: str, port: int) -> list[str]:
    """As `look_up`, which knows no time limit of its own. Raises Fault."""
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(look_up(host, port))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except Empty:
        raise Fault("The site’s name could not be looked up in time.") from None
    if isinstance(answer, Exception):
        raise _fault_of(answer) from answer
    return answer


def _fault_of(error: Exception) -> Fault:
    if isinstance(error, socket.gaierror) and error.errno in NO_SUCH_NAME:
        return Fault("There is no site of this name any more.", LinkState.BROKEN, is_of_name=True)
    return Fault("The site’s name could not be looked up just now.")


class Backend(httpcore.NetworkBackend):
    """For the requests of one moment: whatever they do, they end at `ends_at`."""

    def __init__(self, look_up: LookUp, allows_private: bool, ends_at: float) -> None:
        self._look_up, self._allows_private, self._ends_at = look_up, allows_private, ends_at
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = look_up_within(self._ends_at - time.monotonic(), self._look_up, host, port)
        check_addresses(addresses, self._allows_private)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # often IPv6, where this machine has none
        return self._connect(addresses[-1], port, timeout)

    def _connect(self, address: str, port: int, timeout: float | None) -> httpcore.NetworkStream:
        """`address` is a number, so nothing looks it up again."""
        left = seconds_left(self._ends_at, timeout, httpcore.ConnectTimeout)
        return Stream(self._plain.connect_tcp(address, port, left), self._ends_at)


class Stream(httpcore.NetworkStream):
    """A connection that ends in time also where each single byte comes in time."""

    def __init__(self, stream: httpcore.NetworkStream, ends_at: float) -> None:
        self._stream, self._ends_at = stream, ends_at

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, seconds_left(self._ends_at, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, seconds_left(self._ends_at, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            left = seconds_left(self._ends_at, timeout, httpcore.ConnectTimeout)
        except httpcore.ConnectTimeout:
            self.close()
            raise
        return Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._ends_at)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def seconds_left(ends_at: float, timeout: float | None, late: type[Exception]) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise late("The time is up.")
    return left if timeout is None else min(left, timeout)


def fault_of_connection(error: Exception) -> Fault:
    """What went wrong on the way, in words for a person who knows no networks."""
    cause = error.__context__  # the pool takes __cause__ away
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Fault(f"The site’s certificate is not one that can be trusted: {cause.verify_message}.")
    if isinstance(cause, ssl.SSLError):
        return Fault("No secure connection to the site could be made.")
    if isinstance(error, httpcore.ConnectTimeout):
        return Fault("The site could not be reached in time.")
    if isinstance(error, httpcore.ConnectError):
        is_refused = isinstance(cause, OSError) and cause.errno == errno.ECONNREFUSED
        return Fault(f"The site {'refused the connection' if is_refused else 'could not be reached'}.")
    if isinstance(error, httpcore.TimeoutException):
        return Fault("The site did not answer in time.", asks_again=True)
    return Fault("The site ended the connection, or its answer made no sense.", asks_again=True)
