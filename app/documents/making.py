"""Documents in the making: one at a time in a thread of their own, so that no request ever waits for one."""

import logging
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.documents import store
from app.documents.renderer import Renderer, RenderingError
from app.documents.store import Document

MOST_WAITING = 20
IDLE_SECONDS = 60.0
log = logging.getLogger(__name__)


class State(StrEnum):
    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    state: State
    reason: str = ""
    """Why it failed, in a sentence for the person who asked."""


class Maker:
    """Nothing runs until something is asked for; thread and worker end after a while without."""

    def __init__(self, folder: Path, renderer: Renderer | None = None, idle_seconds: float = IDLE_SECONDS) -> None:
        self.folder = folder
        self._renderer = renderer or Renderer()
        self._idle_seconds = idle_seconds
        self._thread: threading.Thread | None = None
        self._waiting: dict[Document, str] = {}
        self._making: Document | None = None
        self._failed: dict[Document, str] = {}
        self._changed = threading.Condition()

    def ask(self, document: Document, html: str) -> Progress:
        """How far this document is; the first to ask sets it going. A failure is told once, then tried again."""
        with self._changed:
            if store.is_stored(self.folder, document):
                return Progress(State.READY)
            if reason := self._failed.pop(document, None):
                return Progress(State.FAILED, reason)
            if document == self._making:
                return Progress(State.MAKING)
            if document not in self._waiting and len(self._waiting) == MOST_WAITING:
                return Progress(
                    State.FAILED, f"{MOST_WAITING} other documents are waiting to be made. Try again in a minute."
                )
            self._waiting[document] = html
            self._wake()
            return Progress(State.WAITING)

    def forget(self, assessment_id: int) -> None:
        """Remove what is stored of an assessment, and store nothing of it that is in the making."""
        with self._changed:
            for documents in (self._waiting, self._failed):
                for document in [document for document in documents if document.assessment_id == assessment_id]:
                    del documents[document]
            if self._making and self._making.assessment_id == assessment_id:
                self._making = None
            store.remove(self.folder, assessment_id)

    def finish(self, seconds: float = 60) -> bool:
        """Wait until all that was asked for is made or has failed; False when that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._making, seconds)

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="documents", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        while job := self._next():
            document, html = job
            reason = self._make(document, html)
            if reason:
                log.warning("The %s of assessment %d was not made: %s", document.kind, document.assessment_id, reason)
            with self._changed:
                if reason and document == self._making:
                    self._failed[document] = reason
                self._making = None
                self._changed.notify_all()

    def _next(self) -> tuple[Document, str] | None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._waiting, self._idle_seconds):
                self._renderer.stop()
                self._failed.clear()  # Nobody came back for them in time: the next to ask starts anew.
                self._thread = None
                return None
            document = next(iter(self._waiting))
            self._making = document
            return document, self._waiting.pop(document)

    def _make(self, document: Document, html: str) -> str:
        """Make and store it; returns what went wrong."""
        try:
            draft = store.write_draft(self.folder, document, self._renderer.render(html))
            with self._changed:
                if document == self._making:
                    store.keep(self.folder, document, draft)
                else:  # Its assessment has been deleted meanwhile.
                    draft.unlink(missing_ok=True)
        except RenderingError as error:
            return str(error)
        except OSError as error:
            return f"It could not be stored ({error.strerror}). The server’s disk may be full."
        except Exception as error:
            return f"The server met a fault ({type(error).__name__})."
        return ""
