"""What happens by itself while the server runs: at the start and once a day, and for old uploads at every look."""

import threading
from contextlib import suppress
from datetime import date

from flask import Flask

from app.database import db, scrub
from app.participation.ending import end_due
from app.pending import tidy, uploads

# A clock that is asked now and then also goes on after the machine has slept.
LOOK_EVERY_SECONDS = 900


def run_once() -> bool:
    """End what is due, and have the files hold nothing of what was deleted since the last time: whether they do."""
    for line in end_due():
        print(line, flush=True)
    return scrub()


class Daily(threading.Thread):
    """Looks now and then what there is to do. What goes wrong is logged, tried again, and never stops the server."""

    def __init__(self, app: Flask, look_every: float = LOOK_EVERY_SECONDS) -> None:
        super().__init__(name="daily", daemon=True)
        self.app, self.look_every = app, look_every
        self.is_over = threading.Event()
        self.done_on: date | None = None

    def run(self) -> None:
        while not self.is_over.is_set():
            self.try_once()
            self.is_over.wait(self.look_every)

    def try_once(self) -> None:
        with self.app.app_context():
            try:
                tidy(uploads())  # at every look, since an upload is kept for an hour
                self._run_if_due()
            except Exception as error:
                self.app.logger.error("The daily work failed, and is tried again.", exc_info=error)
            finally:
                with suppress(Exception):
                    db.session.remove()

    def _run_if_due(self) -> None:
        today = date.today()
        if self.done_on != today and run_once():
            self.done_on = today

    def stop(self) -> None:
        """It ends the work of this day first."""
        self.is_over.set()
        self.join(timeout=30)
