"""Documents in the making and the store they go to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.documents import capability, store
from app.documents.capability import missing_library
from app.documents.making import MOST_WAITING, Maker, State
from app.documents.renderer import Renderer
from app.documents.store import Document, document_of
from tests.summaries import needs_libraries

HTML = '<html lang="en-GB"><title>A summary</title><p>{}'
LONG_HTML = "<table>" + "<tr><td>one<td>two<td>three" * 500 + "</table>"


NEVER = 3600.0
"""One maker that has waited in vain must not stop the renderer that the tests share."""


class Unprinted(Renderer):
    """Needs no worker, and leaves the page as it is, so that a test reads what a PDF is made from."""

    def render(self, html: str) -> bytes:
        return html.encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.stop()


@pytest.fixture
def maker(folder: Path, renderer: Renderer) -> Iterator[Maker]:
    maker = Maker(folder, renderer, idle_seconds=NEVER)
    yield maker
    assert maker.finish()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@needs_libraries
def test_a_document_is_made_in_the_background_and_stored_for_the_server_alone(maker: Maker, folder: Path) -> None:
    document = document_of(7, HTML)
    assert maker.ask(document, HTML).state is State.WAITING
    assert maker.finish()
    assert maker.ask(document, HTML).state is State.READY
    assert (store.find(folder, document) or b"").startswith(b"%PDF-")
    assert (folder / document.file_name).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@needs_libraries
def test_what_two_people_ask_for_at_the_same_time_is_made_once(maker: Maker, folder: Path) -> None:
    slow, document = document_of(1, LONG_HTML), document_of(7, HTML)
    maker.ask(slow, LONG_HTML)
    assert [maker.ask(document, HTML).state for _ in range(3)] == [State.WAITING] * 3
    assert list(maker._waiting).count(document) == 1
    assert maker.finish()
    assert maker.ask(document, HTML).state is State.READY
    assert not maker._waiting


@needs_libraries
def test_a_newer_document_takes_the_place_of_the_older_ones_of_its_assessment(maker: Maker, folder: Path) -> None:
    other, older, newer = (document_of(number, html) for number, html in ((70, "a"), (7, "b"), (7, "c")))
    for document in (other, older, newer):
        maker.ask(document, HTML)
    assert maker.finish()
    assert names(folder) == sorted([other.file_name, newer.file_name])


def test_every_change_of_the_html_is_another_document() -> None:
    assert document_of(7, HTML) == document_of(7, HTML)
    assert document_of(7, HTML) != document_of(7, HTML + " ")
    assert document_of(7, HTML) != document_of(8, HTML)


@needs_libraries
def test_too_many_at_once_are_refused_with_a_reason(maker: Maker) -> None:
    maker.ask(document_of(0, LONG_HTML), LONG_HTML)
    answers = [maker.ask(document_of(number, HTML), HTML) for number in range(1, MOST_WAITING + 3)]
    assert answers[-1].state is State.FAILED
    assert answers[-1].reason == "20 other documents are waiting to be made. Try again in a minute."
    assert {answer.state for answer in answers[: MOST_WAITING - 1]} == {State.WAITING}


@needs_libraries
def test_a_failure_is_told_once_and_then_tried_again(maker: Maker, folder: Path) -> None:
    document = document_of(7, HTML)
    folder.write_text("in the way")
    maker.ask(document, HTML)
    assert maker.finish()
    folder.unlink()
    failed = maker.ask(document, HTML)
    assert failed.state is State.FAILED
    assert failed.reason == "It could not be stored (File exists). The server’s disk may be full."
    assert maker.ask(document, HTML).state is State.WAITING
    assert maker.finish()
    assert maker.ask(document, HTML).state is State.READY


@needs_libraries
def test_a_full_disk_leaves_nothing_half_written(maker: Maker, folder: Path) -> None:
    resource = pytest.importorskip("resource")
    document, limits = document_of(7, HTML), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        maker.ask(document, HTML)
        assert maker.finish()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert maker.ask(document, HTML).state is State.FAILED
    assert maker.finish()
    assert names(folder) == []


@needs_libraries
def test_a_document_that_takes_too_long_fails_and_the_next_one_is_made(folder: Path) -> None:
    renderer, endless = Renderer(seconds=3), LONG_HTML * 40
    maker, slow, quick = Maker(folder, renderer), document_of(7, endless), document_of(8, HTML)
    maker.ask(slow, endless)
    maker.ask(quick, HTML)
    assert maker.finish()
    assert maker.ask(slow, endless).reason.startswith("It took longer than ")
    assert maker.ask(quick, HTML).state is State.READY
    renderer.stop()


@needs_libraries
def test_nothing_of_a_deleted_assessment_is_kept_or_stored_later(maker: Maker, folder: Path) -> None:
    stored, making, waiting = (document_of(7, text) for text in "abc")
    maker.ask(stored, HTML)
    assert maker.finish()
    maker.ask(making, LONG_HTML)
    maker.ask(waiting, HTML)
    maker.forget(7)
    last = document_of(8, HTML)
    maker.ask(last, HTML)
    assert maker.finish()
    assert names(folder) == [last.file_name]


def test_what_is_deleted_between_its_making_and_its_storing_is_not_stored_and_no_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    maker, document, write = Maker(folder, Unprinted(), idle_seconds=0), document_of(7, HTML), store.write_draft

    def write_and_forget(folder: Path, document: Document, pdf: bytes) -> Path:
        draft = write(folder, document, pdf)
        maker.forget(7)
        return draft

    monkeypatch.setattr(store, "write_draft", write_and_forget)
    maker.ask(document, HTML)
    assert maker.finish()
    assert names(folder) == []
    assert not caplog.records


def test_everything_that_was_made_can_be_removed_at_once(folder: Path) -> None:
    store.clear(folder)
    for number in (7, 8):
        document = document_of(number, HTML)
        store.keep(folder, document, store.write_draft(folder, document, b"%PDF"))
    store.write_draft(folder, document, b"%PDF")
    store.clear(folder)
    assert names(folder) == []


@needs_libraries
def test_thread_and_worker_end_after_a_while_without_work_and_start_again(folder: Path) -> None:
    renderer = Renderer()
    maker = Maker(folder, renderer, idle_seconds=0.05)
    for number in (1, 2):
        maker.ask(document_of(number, HTML), HTML)
        thread = maker._thread
        assert thread
        thread.join(timeout=60)
        assert maker._thread is None
        assert renderer._process is None
    assert len(names(folder)) == 2


def test_what_is_not_stored_is_not_found(folder: Path) -> None:
    assert store.find(folder, Document(7, "0" * 32)) is None


def test_a_missing_library_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capability, "LIBRARIES", {"Pango": ("libnowhere-1.0.so.0", "libnowhere-1.0-0.dll")})
    for platform, line in (("linux", "apt-get install libpangoft2-1.0-0 "), ("darwin", "brew install pango")):
        monkeypatch.setattr("sys.platform", platform)
        told = missing_library()
        assert told
        assert "the system library Pango is missing" in told
        assert line in told
