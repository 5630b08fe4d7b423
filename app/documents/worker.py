"""The program that makes PDFs: a page of HTML in at one end of a pipe, a PDF out at the other.

The server runs it as a file and not as a part of the application, so that it holds WeasyPrint and nothing else. It
ends by itself: when the server does, after a number of documents, and in the middle of one that takes too long.

    python worker.py FOLDER_OF_STATIC_FILES SECONDS_FOR_ONE

In: four bytes of length, then the HTML in UTF-8. Out: "+" and the PDF or "-" and what went wrong, each with its length.
"""

import faulthandler
import gc
import mimetypes
import os
import sys
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

# WeasyPrint says on the standard output that a library is missing, which is our pipe.
ANSWERS = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
warnings.simplefilter("ignore")

import pydyf  # noqa: E402
from weasyprint import HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

MOST_DOCUMENTS = 50
LONGEST_DATA = 2_000_000
PRINTED = 4
"""The flag of an annotation that says: print this too."""


def main(static: Path, seconds: float, requests: BinaryIO, answers: BinaryIO) -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    gc.disable()
    for _ in range(MOST_DOCUMENTS):
        if (page := read_message(requests)) is None:
            return
        # A thread of its own watches the clock, whatever the drawing is caught in, even when the server has gone.
        faulthandler.dump_traceback_later(seconds, exit=True)
        status, answer = attempt(page, static)
        faulthandler.cancel_dump_traceback_later()
        answers.write(status + len(answer).to_bytes(4, "big") + answer)
        answers.flush()
        gc.collect()  # now, while nobody waits for it


def read_message(requests: BinaryIO) -> bytes | None:
    length = requests.read(4)
    message = requests.read(int.from_bytes(length, "big"))
    return message if len(length) == 4 else None


def attempt(page: bytes, static: Path) -> tuple[bytes, bytes]:
    try:
        return b"+", render(page.decode(), static)
    except Exception as error:
        # The message of an exception may hold what somebody wrote: the place says enough.
        place = traceback.extract_tb(error.__traceback__)[-1]
        return b"-", f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}".encode()


def render(page: str, static: Path) -> bytes:
    document = HTML(string=page, base_url="app:///", url_fetcher=StaticFiles(static))
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=finish, font_config=FONTS)
    return pdf


FONTS = FontConfiguration()


def finish(_document: Any, pdf: Any) -> None:
    """Add what PDF/UA asks for and WeasyPrint leaves out."""
    numbered = {item.reference: item for item in pdf.objects}
    for item in pdf.objects:
        if not isinstance(item, dict):
            continue
        if item.get("S") == "/TH":
            head = numbered[numbered[item["P"]]["P"]]["S"] == "/THead"
            item["A"]["Scope"] = "/Column" if head else "/Row"
        elif item.get("Subtype") == "/Link":
            item["F"] = PRINTED
    mark_running_text(pdf, numbered)


def mark_running_text(pdf: Any, numbered: dict[bytes, Any]) -> None:
    """Head and foot of a page are no content. WeasyPrint tags them, and leaves their tags out of the tree."""
    tree = numbered[pdf.catalog["StructTreeRoot"]]
    known, pages = set(references_below(tree, numbered)), numbered[tree["ParentTree"]]["Nums"]
    tags_of = dict(zip(pages[::2], pages[1::2], strict=True))
    for page in (item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"):
        tags, stream = tags_of[page["StructParents"]], numbered[page["Contents"]].stream
        for place, item in enumerate(stream):
            if isinstance(item, dict) and "MCID" in item and tags[item["MCID"]] not in known:
                tags[item["MCID"]] = "null"
                stream[place - 1], stream[place] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})


def references_below(item: Any, numbered: dict[bytes, Any]) -> Iterator[bytes]:
    for kid in item.get("K", ()):
        if kid in numbered:
            yield kid
            yield from references_below(numbered[kid], numbered)


class StaticFiles(URLFetcher):
    """All that a document may draw on: what lies in `static/`, and what it holds itself."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols={"app", "data"}, allow_redirects=False)
        self._folder = folder.resolve()

    def fetch(self, url: str, headers: Any = None) -> Any:
        parts = urlsplit(url)
        if parts.scheme == "data" and len(url) < LONGEST_DATA:
            return super().fetch(url, headers)
        path = (self._folder / unquote(parts.path).lstrip("/")).resolve()
        if parts.scheme != "app" or not path.is_relative_to(self._folder) or not path.is_file():
            raise ValueError("not a file of ours")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), sys.stdin.buffer, ANSWERS)
