"""The application behind waitress on a free port: a server that can be slow, be held up, be stopped and start again."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from waitress import create_server

Answer = Iterable[bytes]


class Server:
    def __init__(self, app: Flask, port: int = 0) -> None:
        self.app = app
        self.seconds_per_post = 0.0
        self.posts = 0
        """How many have been answered."""
        self._gates: list[threading.Event] = []
        self._answered = threading.Condition()
        self._waitress: Any = create_server(self._slowed, host="127.0.0.1", port=port, threads=8, connection_limit=1000)
        self.port = int(self._waitress.effective_port)
        self._thread = threading.Thread(target=self._waitress.run, name="server", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def hold_next_post(self) -> threading.Event:
        """The next POST waits before it reaches the application until the event is set."""
        self._gates.append(threading.Event())
        return self._gates[-1]

    def wait_until(self, is_so: Callable[[], bool], seconds: float = 10) -> None:
        """Look again after every answered POST."""
        with self._answered:
            assert self._answered.wait_for(is_so, seconds), "it did not happen"

    def wait_for_posts(self, number: int) -> None:
        self.wait_until(lambda: self.posts >= number)

    def stop(self) -> None:
        """At once, with every connection: what a power cut looks like from the browser."""
        if not self._thread.is_alive():
            return
        for gate in self._gates:
            gate.set()
        self._waitress.trigger.pull_trigger(self._close_all)
        self._thread.join(10)
        self._waitress.task_dispatcher.shutdown()

    def _close_all(self) -> None:
        for channel in list(self._waitress._map.values()):
            channel.close()

    def _slowed(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Answer:
        if environ["REQUEST_METHOD"] != "POST":
            return self.app(environ, start_response)
        gate = self._gates.pop(0) if self._gates else None
        if gate is not None:
            gate.wait(20)
        time.sleep(self.seconds_per_post)
        try:
            return self.app(environ, start_response)
        finally:
            with self._answered:
                self.posts += 1
                self._answered.notify_all()
