"""The program that makes PDFs, and the server's end of its pipe."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.assets import STATIC
from app.documents.renderer import Renderer, RenderingError, pipes, read_exactly, start
from tests.summaries import needs_libraries
from tests.tagged import tags_of

pytestmark = needs_libraries

PAGE = '<html lang="en-GB"><title>A page</title><h1>{}</h1>'
# About a second of layout, which is far longer than the tenth of a second allowed below.
LONG_PAGE = "<table>" + "<tr><td>one<td>two<td>three" * 1500 + "</table>"


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.stop()


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    process = start(seconds=60)
    yield process
    process.kill()
    process.wait()
    for pipe in pipes(process):
        with suppress(OSError):
            pipe.close()


def send(process: subprocess.Popen[bytes], page: bytes) -> None:
    into, _ = pipes(process)
    into.write(len(page).to_bytes(4, "big") + page)
    into.flush()


def receive(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    _, out = pipes(process)
    return read_exactly(out, 1), read_exactly(out, int.from_bytes(read_exactly(out, 4), "big"))


def ask(process: subprocess.Popen[bytes], html: str) -> bytes:
    send(process, html.encode())
    status, pdf = receive(process)
    assert status == b"+"
    return pdf


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def test_html_becomes_a_pdf(renderer: Renderer) -> None:
    assert "Café, “quoted”" in text_of(renderer.render(PAGE.format("Café, “quoted”")))


def test_one_worker_makes_many_documents(renderer: Renderer) -> None:
    renderer.render(PAGE.format("first"))
    process = renderer._process
    assert "second" in text_of(renderer.render(PAGE.format("second")))
    assert renderer._process is process


def test_header_cells_say_what_they_head_and_links_are_printed(renderer: Renderer) -> None:
    html = """<html lang="en-GB"><title>A table</title><a href="#x">See</a><p id="x"><table>
        <thead><tr><th>Theme<th>Level<tbody><tr><th scope="row">Insight<td>Mature</table>"""
    pdf = read(renderer.render(html))
    assert [cell.entry("/Scope") for cell in tags_of(pdf).find("TH")] == ["/Column", "/Column", "/Row"]
    links: Any = pdf.pages[0]["/Annots"]
    assert [link.get_object()["/F"] for link in links] == [4]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/secret.png",
        "app:///../model.yaml",
        "app:///%2e%2e/model.yaml",
        "ftp://127.0.0.1/x",
        "/etc/hostname",
        "data:text/plain," + "x" * 2_000_000,
    ],
)
def test_a_document_takes_nothing_from_outside(renderer: Renderer, address: str) -> None:
    html = f'<html lang="en-GB"><title>x</title><link rel="attachment" href="{address}"><p>Text</p>'
    pdf = read(renderer.render(html))
    assert dict(pdf.attachments) == {}
    assert pdf.pages[0].extract_text() == "Text"


def test_a_document_may_hold_data_and_use_our_own_files(renderer: Renderer) -> None:
    ours = next(path for path in STATIC.rglob("*") if path.is_file())
    html = f"""<html lang="en-GB"><title>x</title><link rel="attachment" href="data:text/plain,inside">
        <link rel="attachment" href="app:///{ours.relative_to(STATIC).as_posix()}">"""
    contents = [content for [content] in read(renderer.render(html)).attachments.values()]
    assert sorted(contents, key=len) == sorted([b"inside", ours.read_bytes()], key=len)


def test_a_killed_worker_is_replaced(renderer: Renderer) -> None:
    renderer.render(PAGE.format("before"))
    assert renderer._process
    renderer._process.kill()
    assert "after" in text_of(renderer.render(PAGE.format("after")))


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_made() -> None:
    hurried = Renderer(seconds=0.1)
    try:
        with pytest.raises(RenderingError, match="It took longer than"):
            hurried.render(LONG_PAGE)
        assert hurried._process is None
    finally:
        hurried.stop()


def test_the_worker_ends_when_the_server_is_gone(worker: subprocess.Popen[bytes]) -> None:
    ask(worker, PAGE.format("one"))
    into, _ = pipes(worker)
    into.close()
    assert worker.wait(timeout=30) == 0


def test_the_worker_ends_when_the_server_is_killed_in_the_middle_of_a_document(worker: subprocess.Popen[bytes]) -> None:
    ask(worker, PAGE.format("one"))
    send(worker, LONG_PAGE.encode())
    for pipe in pipes(worker):
        pipe.close()
    assert worker.wait(timeout=60) != 0


def test_the_worker_ends_after_fifty_documents(worker: subprocess.Popen[bytes]) -> None:
    for number in range(50):
        ask(worker, f'<html lang="en"><title>x</title>{number}')
    assert worker.wait(timeout=30) == 0


def test_the_worker_runs_at_low_priority_and_without_the_application(worker: subprocess.Popen[bytes]) -> None:
    ask(worker, PAGE.format("one"))
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) >= 10
    mapped = Path(f"/proc/{worker.pid}/maps").read_text()
    assert "sqlite" not in mapped


def test_what_goes_wrong_is_told_without_what_was_written(worker: subprocess.Popen[bytes]) -> None:
    send(worker, b"Not UTF-8, and private: \xff")
    status, told = receive(worker)
    assert status == b"-"
    assert told.startswith(b"UnicodeDecodeError in worker.py, line ")
    assert ask(worker, PAGE.format("The next one is made"))
