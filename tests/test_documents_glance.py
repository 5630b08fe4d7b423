"""The two pages at a glance: always two, and stored beside the summary."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from app.accounts.council import council
from app.assessment.tables import Assessment
from app.database import db
from app.documents import store
from app.documents.gathering import paper_of
from app.documents.glance import glance_html
from app.documents.renderer import Renderer
from app.documents.store import Document
from app.results.result import result_of
from tests import plans
from tests.browsing import Browser, squeeze
from tests.summaries import needs_libraries


def pages(app: Flask, renderer: Renderer, assessment_id: int, *, is_public: bool = False) -> list[str]:
    with app.test_request_context():
        owner = council()
        assert owner
        result = result_of(db.session.get_one(Assessment, assessment_id))
        paper = paper_of(result, owner, is_public=is_public, is_restricted=not is_public)
        pdf = renderer.render(glance_html(paper, owner))
    return [squeeze(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def plan_for(app: Flask, assessment_id: int, what: str, person: str, count: int = 8) -> None:
    with app.app_context():
        codes = [one.code for one in db.session.get_one(Assessment, assessment_id).model.characteristics]
    for code in codes[:count]:
        plans.focus(app, assessment_id, code, "improve", 3, 1, True)
        plans.add_action(app, assessment_id, code, what=what, lead_officer=person)


@needs_libraries
@pytest.mark.parametrize("word", ["Many words of a long sentence ", "W" * 30])
def test_it_is_two_pages_whatever_the_lengths(app: Flask, renderer: Renderer, word: str) -> None:
    assessment_id = plans.agreed(app, title=(word * 9)[:120].strip())
    plan_for(app, assessment_id, (word * 40)[:1000], (word * 9)[:120], count=20)
    assert len(pages(app, renderer, assessment_id)) == 2


@needs_libraries
def test_the_front_has_what_is_found_and_the_back_what_is_done(app: Flask, renderer: Renderer) -> None:
    assessment_id = plans.agreed(app)
    plan_for(app, assessment_id, "Do it", "Priya Patel")
    front, back = pages(app, renderer, assessment_id)
    for words in ("Where we are, theme by theme", "Strongest", "Widest gaps", "Agreed, not signed off yet"):
        assert words in front
    assert back.count("Priya Patel") == 8
    assert "version 1.0" in back
    assert "Priya" not in pages(app, renderer, assessment_id, is_public=True)[1]


@needs_libraries
def test_with_nothing_chosen_it_says_so(app: Flask, renderer: Renderer) -> None:
    _, back = pages(app, renderer, plans.agreed(app))
    assert "No characteristic has been marked as a priority yet." in back
    assert "There are no actions in the plan yet." in back


def test_one_document_does_not_push_out_another(tmp_path: Path) -> None:
    kinds = ("summary", "summary-public", "glance", "glance-public")
    for digest in ("old", "new"):
        for kind in kinds:
            document = Document(1, digest, kind)
            store.keep(tmp_path, document, store.write_draft(tmp_path, document, b"%PDF"))
    assert {path.name for path in tmp_path.iterdir()} == {f"1-{kind}.new.pdf" for kind in kinds}


def test_every_document_is_linked_with_its_public_version(app: Flask, lead: Browser) -> None:
    assessment_id = plans.agreed(app)
    for page in ("", "/results"):
        links = lead.get(f"/assessments/{assessment_id}{page}").links()
        for name in ("Summary to print (PDF)", "At a glance (PDF)", "Summary (Word)", "Slides (PowerPoint)"):
            assert name in links
        assert links["public version of At a glance (PDF)"].endswith("glance.pdf?version=public")


def test_a_version_that_was_signed_keeps_to_itself(app: Flask, lead: Browser) -> None:
    assessment_id = plans.agreed(app)
    plans.sign(app, assessment_id)
    links = lead.get(f"/assessments/{assessment_id}/results?signed=1").links()
    assert links["Summary (Word)"].endswith("summary.docx?signed=1")
