"""The lead of an assessment with all that documents can show, who has them made and changes an answer between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

from app.accounts.council import council_logo
from app.accounts.tables import Council
from app.assessment.tables import Assessment
from app.database import db
from app.documents import store
from app.documents.csv_out import results_csv
from app.documents.gathering import paper_of
from app.documents.glance import glance_html
from app.documents.json_out import results_json
from app.documents.pack import pack_of
from app.documents.pack_routes import pack_html
from app.documents.paper import Paper
from app.documents.summary import summary_of
from app.results.result import result_of
from bench.council import opened
from bench.pdf import LONGEST_SECONDS
from bench.person import Person, hidden_fields
from bench.rich import MINORITY, NOTE, RATIONALE


class Lead:
    def __init__(self, person: Person, folder: Path, assessment_id: int) -> None:
        self._person, self._folder, self._id = person, folder, assessment_id
        self._address, self._changes = f"/assessments/{assessment_id}", 0
        self.last = b""
        """The document that was made last."""

    def change(self) -> None:
        """Save an answer with another level and another note."""
        self._changes += 1
        level, form = self._changes % 3 + 1, f"{self._address}/position/{self._person.place.code.lower()}"
        answer = self._person.connection.post(
            form,
            hidden_fields(self._person.get(form).body)
            | {"current": str(level), "target": str(level + 1), "evidence": "2", "reason": "", "is_priority": "y"}
            | {"change_number": "1", "note": f"Change {self._changes}. {NOTE}", "rationale": RATIONALE}
            | {"minority_view": MINORITY, "restricted_note": ""},
        )
        assert answer.location.endswith(form), f"the position was not saved: {answer.status}"

    def make(self, name: str) -> list[float]:
        """How long it took: to the last byte, or of a PDF until it lies in the store."""
        if name.endswith(".pdf"):
            return [self._make_pdf(name)]
        answer = self._person.get(f"{self._address}/{name}")
        assert b"attachment" in answer.head, f"{name} is not a document"
        self.last = answer.body
        return [answer.seconds]

    def _make_pdf(self, name: str) -> float:
        for file in self._stored(name):  # no answer stands in the pack, nor each in the glance
            file.unlink()
        began = perf_counter()
        answer = self._person.connection.get(f"{self._address}/{name}")
        assert answer.status == 202, f"{answer.status} for {name}"
        while not (found := self._stored(name)):
            assert perf_counter() - began < LONGEST_SECONDS, f"{name} was not made"
            sleep(0.001)
        seconds = perf_counter() - began
        self.last = found[0].read_bytes()
        return seconds

    def _stored(self, name: str) -> list[Path]:
        return list((self._folder / "documents").glob(f"{self._id}-{name.removesuffix('.pdf')}*.pdf"))

    def html_of(self, name: str) -> str:
        """What the PDF that was made last was drawn from."""
        with opened(self._folder):
            html = HTML[name](*self._paper())
        digest = store.document_of(self._id, html).digest
        assert digest in self._stored(name)[0].name, f"{name} was drawn from something else"
        return html

    @contextmanager
    def writer(self) -> Iterator[Callable[[str], list[float]]]:
        """What writes a file of text from what has been read already, without a request."""
        with opened(self._folder):
            paper, _ = self._paper()

            def write(name: str) -> list[float]:
                began = perf_counter()
                self.last = TEXTS[name](paper).encode()
                return [perf_counter() - began]

            yield write

    def _paper(self) -> tuple[Paper, Council]:
        owner = db.session.get_one(Council, 1)
        return paper_of(result_of(db.session.get_one(Assessment, self._id)), owner, is_restricted=True), owner


def _pack_html(paper: Paper, council: Council) -> str:
    return pack_html(pack_of(paper.result.assessment, council.name, list(paper.model.themes)))


TEXTS = {"summary.csv": results_csv, "summary.json": results_json}
HTML: dict[str, Callable[[Paper, Council], str]] = {
    "summary.pdf": lambda paper, council: summary_of(paper, council, council_logo()),
    "glance.pdf": glance_html,
    "pack.pdf": _pack_html,
}
