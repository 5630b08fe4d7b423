"""What PDF/UA asks of the structure of every PDF: a validator could not be had, so its rules are read here one by one.

Which words are a heading and what a picture shows, a person must judge.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from app.accounts.council import council
from app.accounts.tables import Council
from app.assessment.tables import Assessment
from app.database import db
from app.documents.gathering import paper_of
from app.documents.glance import glance_html
from app.documents.pack import pack_of
from app.documents.pack_routes import pack_html
from app.documents.paper import Paper
from app.documents.renderer import Renderer
from app.documents.summary import summary_of
from app.results.result import result_of
from tests import plans, voices
from tests.conftest import close_database, make_app
from tests.summaries import needs_libraries
from tests.tagged import Tag, fonts_of, heading_levels, links_on, marks_on, number_of, owners, rows_of, tags_of, untold

pytestmark = needs_libraries

LONG = "Many words of a sentence that goes on. " * 25
TITLES = {
    "summary": f"{plans.TITLE}: summary of the self-assessment of Anytown Borough Council",
    "glance": f"{plans.TITLE}: the self-assessment of Anytown Borough Council at a glance",
    "pack": f"{voices.TITLE}: questions to answer on paper",
}
DOCUMENTS = ["summary", "summary public", "glance", "glance public", "pack"]


@pytest.fixture(scope="module")
def app(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """With something of everything, and too long for its place on the two pages."""
    app = make_app(Path(shutil.copytree(template, tmp_path_factory.mktemp("tagged") / "instance")))
    number = plans.agreed(app)
    for code in ("UP1", "UP2", "FV3"):
        plans.focus(app, number, code, is_priority=True)
        plans.add_action(app, number, code, what=LONG, lead_officer="Olga Officer", cost_note="A day a week.")
    plans.change(app, number, "UP1", note=LONG, restricted_note="Hush.")
    voices.start(app)
    yield app
    close_database(app)


@pytest.fixture(scope="module", params=DOCUMENTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pdf(app: Flask, renderer: Renderer, name: str) -> PdfReader:
    with app.test_request_context():
        owner = council()
        assert owner
        html = MAKERS[name.split()[0]](owner, is_public=name.endswith("public"))
    return PdfReader(BytesIO(renderer.render(html)))


@pytest.fixture(scope="module")
def root(pdf: PdfReader) -> Tag:
    return tags_of(pdf)


def _summary(owner: Council, *, is_public: bool) -> str:
    return summary_of(_paper(owner, is_public), owner)


def _glance(owner: Council, *, is_public: bool) -> str:
    return glance_html(_paper(owner, is_public), owner)


def _paper(owner: Council, is_public: bool) -> Paper:
    result = result_of(db.session.get_one(Assessment, 1))
    return paper_of(result, owner, is_public=is_public, is_restricted=not is_public)


def _pack(owner: Council, *, is_public: bool) -> str:
    """Of two themes: the others are drawn alike."""
    assessment = db.session.get_one(Assessment, 2)
    return pack_html(pack_of(assessment, owner.name, list(assessment.model.themes[:2])))


MAKERS: dict[str, Callable[..., str]] = {"summary": _summary, "glance": _glance, "pack": _pack}


def test_it_says_that_it_is_tagged_in_which_language_and_what_it_is_called(pdf: PdfReader, name: str) -> None:
    found: Any = pdf.root_object
    assert found["/MarkInfo"]["/Marked"].value is True
    assert found["/Lang"] == "en-GB"
    assert found["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pdf.metadata
    assert pdf.metadata.title == TITLES[name.split()[0]]
    said = found["/Metadata"].get_data().decode()
    assert 'pdfuaid:part="1"' in said
    assert re.findall(r"<dc:title>.*?>([^<]+)</rdf:li>", said, re.DOTALL) == [pdf.metadata.title]


def test_its_headings_begin_with_the_first_and_leave_out_no_level(root: Tag) -> None:
    levels = heading_levels(root)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(after - before for before, after in zip(levels, levels[1:], strict=False)) == 1


def test_every_table_has_heads_that_say_what_they_head(root: Tag) -> None:
    tables = root.find("Table")
    assert len(tables) > 2
    for table in tables:
        assert {kid.name for kid in table.kids} <= {"Caption", "THead", "TBody", "TFoot"}
        rows = rows_of(table)
        assert len({sum(cell.width for cell in row) for row in rows}) == 1
        for row in rows:
            assert {cell.name for cell in row} <= {"TH", "TD"}
            assert "TH" in {cell.name for cell in row}
        for part in table.find("THead", "TBody"):
            heads = {head.entry("/Scope") for head in part.find("TH")}
            assert heads == {"/Column" if part.name == "THead" else "/Row"}


def test_a_cell_that_names_its_heads_names_cells_that_are_there(root: Tag) -> None:
    for table in root.find("Table"):
        heads = {str(head.item.get("/ID")) for head in table.find("TH")}
        for cell in table.find("TD"):
            assert {str(one) for one in cell.entry("/Headers") or ()} <= heads


def test_every_figure_says_what_it_shows(root: Tag, name: str) -> None:
    figures = root.find("Figure")
    assert bool(figures) == name.startswith("summary")
    for figure in figures:
        assert figure.item["/Alt"].strip()
        assert figure.entry("/BBox")


def test_every_list_is_made_of_items_with_their_text(root: Tag) -> None:
    lists = root.find("L")
    assert lists
    for one in lists:
        assert {kid.name for kid in one.kids} == {"LI"}
        for item in one.kids:
            assert [kid.name for kid in item.kids if kid.name != "Lbl"] == ["LBody"]


def test_everything_on_every_page_is_tagged_or_an_artifact(pdf: PdfReader, root: Tag) -> None:
    there, owned = {number_of(tag.item) for tag in root.kids[0].walk()}, owners(pdf)
    for page in pdf.pages:
        assert untold(page) == []
        marks, found = marks_on(page), owned[int(page["/StructParents"])]  # type: ignore[call-overload]
        assert len({*marks}) == len(marks)
        assert {found[mark] for mark in marks} <= there


def test_the_keyboard_goes_through_every_page_in_the_order_of_its_tags(pdf: PdfReader) -> None:
    assert {page.get("/Tabs") for page in pdf.pages} == {"/S"}


def test_every_link_is_tagged_and_says_where_it_leads(pdf: PdfReader, root: Tag) -> None:
    tagged, owned = {number_of(tag.item) for tag in root.find("Link")}, owners(pdf)
    for link in (link for page in pdf.pages for link in links_on(page)):
        assert link["/Contents"].strip()
        assert set(owned[int(link["/StructParent"])]) <= tagged


def test_every_font_is_in_the_file(pdf: PdfReader) -> None:
    fonts = fonts_of(pdf)
    assert fonts
    assert [name for name, held in fonts.items() if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(held)] == []
