"""The Word documents, opened and read back; and the council’s own template that they are written on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.shared import Cm
from flask import Flask
from PIL import Image

from app.accounts.tables import Council
from app.database import db, writing
from app.documents.word_template import read_template
from app.results import words
from tests import plans, voices
from tests.browsing import Browser, Page, fields_of

MARKUP = "=1+1 <b>not bold</b> &amp; {{ 7 * 7 }} 🎉"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def planned(app: Flask) -> int:
    """Agreed, with priorities, an action and everything that is written about a characteristic."""
    assessment_id = plans.agreed(app)
    code = codes(app, assessment_id)[0]
    plans.change(
        app,
        assessment_id,
        code,
        note=MARKUP,
        rationale="We agreed.",
        minority_view="Some differ.",
        restricted_note="Secret",
    )
    plans.focus(app, assessment_id, code, "improve", 3, 1, True)
    plans.add_action(
        app,
        assessment_id,
        code,
        what=f"Do it {MARKUP}",
        lead_officer="Priya Patel",
        success_measure="Done",
        cost_note="£5",
    )
    return assessment_id


def codes(app: Flask, assessment_id: int) -> list[str]:
    from app.assessment.tables import Assessment

    with app.app_context():
        return [one.code for one in db.session.get_one(Assessment, assessment_id).model.characteristics]


def fetch(browser: Browser, path: str) -> Any:
    answer = browser.client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == DOCUMENT
    return Document(BytesIO(answer.data))


def summary(browser: Browser, assessment_id: int, query: str = "") -> Any:
    return fetch(browser, f"/assessments/{assessment_id}/summary.docx{query}")


def text_of(document: Any) -> str:
    return "\n".join("".join(node.itertext(qn("w:t"))) for node in document.element.body.iter(qn("w:p")))


def headings(document: Any, level: int) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == f"Heading {level}"]


def rows_of(document: Any, title: str) -> list[list[str]]:
    (table,) = [one for one in document.tables if one._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == title]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_it_is_a_covering_report_and_an_appendix_under_real_headings(lead: Browser, planned: int) -> None:
    document = summary(lead, planned)
    assert headings(document, 1) == ["Covering report", "Appendix: the results in full"]
    covering = [
        "Purpose",
        "Method",
        "Who took part",
        "Findings: strengths",
        "Findings: areas for improvement",
        "Priorities",
        "Risks",
        "Next review",
        "Recommendation",
    ]
    found = headings(document, 2)
    assert found[: len(covering)] == covering
    appendix = ["The themes side by side", "What stands out", "Priorities", "Plan", "What the levels mean"]
    assert [one for one in found[len(covering) :] if one in appendix] == appendix
    assert [one.text for one in document.paragraphs if one.style.name == "Title"] == [plans.TITLE]


def test_the_contents_are_links_to_headings_and_open_without_a_question(lead: Browser, planned: int) -> None:
    document = summary(lead, planned)
    marks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert len(links) > 10
    assert marks.issuperset(links)
    assert document.settings.element.find(qn("w:updateFields")) is None
    assert "TOC " in "".join(node.text or "" for node in document.element.iter(qn("w:instrText")))


def test_no_depth_of_heading_is_left_out(lead: Browser, planned: int) -> None:
    names = [one.style.name for one in summary(lead, planned).paragraphs]
    depths = [int(name[-1]) for name in names if name.startswith("Heading")]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in zip(depths, depths[1:], strict=False))


def test_what_ranks_with_the_last_of_a_list_is_counted(lead: Browser, planned: int) -> None:
    text = text_of(summary(lead, planned))
    assert text.count("One more has the same level and strength of evidence as the last of these.") == 2
    assert text.count("One more has the same gap and current level as the last of these.") == 2


def test_every_table_has_a_title_repeats_its_head_and_breaks_no_row(lead: Browser, planned: int) -> None:
    document = summary(lead, planned)
    assert len(document.tables) > 10
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    heads = [table for table in document.tables if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert len(heads) == len(document.tables) - 1  # all but the facts, whose heads stand at the left


def test_the_figures_are_those_of_the_results(app: Flask, lead: Browser, planned: int) -> None:
    from app.assessment.tables import Assessment
    from app.results.result import result_of

    with app.app_context():
        result = result_of(db.session.get_one(Assessment, planned))
        wanted = [words.answer_in_words(row, result.model) for row in result.figures.rows]
        themes = [theme.title for theme in result.model.themes]
    document = summary(lead, planned)
    told = [row[1] for theme in themes for row in rows_of(document, f"{theme}: each characteristic")[1:]]
    assert told == wanted


def test_what_was_typed_is_text(lead: Browser, planned: int) -> None:
    text = text_of(summary(lead, planned))
    assert f"Note: {MARKUP}" in text
    assert f"Do it {MARKUP}" in text


def test_a_character_that_xml_cannot_hold_does_not_stop_it(app: Flask, lead: Browser, planned: int) -> None:
    plans.change(app, planned, codes(app, planned)[1], note="before\x0bafter\x00")
    assert "beforeafter" in text_of(summary(lead, planned))


def test_the_full_version_says_what_it_is_and_has_names_and_notes(lead: Browser, planned: int) -> None:
    text = text_of(summary(lead, planned))
    for wanted in ("not for publication", "Lena Lead", "Priya Patel", "We agreed.", "Some differ.", "Secret", "£5"):
        assert wanted in text


@pytest.mark.parametrize("name", ["summary", "covering"])
def test_the_public_version_has_no_names_and_no_notes(lead: Browser, planned: int, name: str) -> None:
    plans.sign(lead.app, planned)
    answer = lead.client.get(f"/assessments/{planned}/{name}.docx?version=public")
    with ZipFile(BytesIO(answer.data)) as archive:
        everything = b" ".join(archive.read(part) for part in archive.namelist()).decode("utf-8", "replace")
    for secret in (
        "Lena",
        "Omar",
        "Priya",
        "Secret",
        "£5",
        ">Note: <",
    ):
        assert secret not in everything
    assert "-public.docx" in answer.headers["Content-Disposition"]


def test_another_word_is_not_taken_for_a_version(lead: Browser, planned: int) -> None:
    lead.get(f"/assessments/{planned}/summary.docx?version=publik", 404)


def test_language_title_author_and_page_numbers(lead: Browser, planned: int) -> None:
    document = summary(lead, planned)
    about = document.core_properties
    assert (about.title, about.author, about.language) == (
        f"{plans.TITLE}: self-assessment",
        "Anytown Borough Council",
        "en-GB",
    )
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    footer = document.sections[0].footer._element
    assert [one.text for one in footer.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]
    assert "Agreed, not signed off yet" in "".join(footer.itertext())
    assert round(document.sections[0].page_width.cm) == 21


def test_a_signed_one_is_stamped_with_version_day_and_digest(lead: Browser, planned: int) -> None:
    plans.sign(lead.app, planned)
    facts = {name: fact for name, fact in rows_of(summary(lead, planned), "What this document is")}
    assert facts["Status"].startswith("Signed off by Omar Officer, version 1 on ")
    assert ", digest " in facts["Status"]
    assert "version 1.0" in facts["Model"]


def test_every_picture_has_words_in_its_place(administrator: Browser, lead: Browser, planned: int) -> None:
    logo = BytesIO()
    Image.new("RGB", (200, 80), "#00573d").save(logo, "PNG")
    save(administrator, logo=(BytesIO(logo.getvalue()), "logo.png"))
    document = summary(lead, planned)
    shown = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert shown == ["Logo of Anytown Borough Council"]


def test_the_groups_are_shown_as_far_as_they_may_be(app: Flask, lead: Browser) -> None:
    assessment_id = voices.start(app)
    people = voices.add_people(app, assessment_id, members=5, officers=6)
    code = codes(app, assessment_id)[0]
    for number, person in enumerate(people):
        voices.answer(app, person, code, current=1 + number % 2 + 2 * (number > 4), target=4, evidence=1)
    voices.close(app, assessment_id)
    document = summary(lead, assessment_id)
    text = text_of(document)
    assert "Findings: where views differ" in headings(document, 2)
    told = "11 people answered individually and in private. The position will be agreed with their answers in view. A "
    assert told in text
    assert "Councillor 1" not in text
    row = next(row for row in rows_of(document, "Each group on each characteristic") if code in row[0])
    assert row[1:3] != ["–", "–"]


def test_where_answers_were_named_the_public_sees_none_of_them(app: Flask, lead: Browser) -> None:
    from app.assessment.tables import Privacy

    assessment_id = voices.start(app, Privacy.NAMED)
    for person in voices.add_people(app, assessment_id, members=1, officers=1):
        voices.answer(app, person, codes(app, assessment_id)[0], current=2)
    voices.close(app, assessment_id)
    document = summary(lead, assessment_id)
    assert "Where views differ" in headings(document, 2)
    assert text_of(document).count("2 people answered individually.") == 2
    assert "in private" not in text_of(document)
    assert "Where views differ" not in headings(summary(lead, assessment_id, "?version=public"), 2)


def test_the_councils_own_words_come_first_under_their_own_heading(
    administrator: Browser, lead: Browser, planned: int
) -> None:
    administrator.post_form("/settings", {"covering_text": "First words.\r\n\r\nSecond words."})
    paragraphs = [one.text for one in fetch(lead, f"/assessments/{planned}/covering.docx").paragraphs]
    place = paragraphs.index("Background")
    assert paragraphs[place + 1 : place + 4] == ["First words.", "Second words.", "Purpose"]


def test_the_covering_report_alone_has_no_appendix(lead: Browser, planned: int) -> None:
    document = fetch(lead, f"/assessments/{planned}/covering.docx")
    assert "Recommendation" in headings(document, 1)
    assert "appendix" not in text_of(document).lower()
    assert text_of(document).count("in the accompanying summary") == 1 + 1  # the purpose and the recommendation


# The council’s own template


def template(**extra: bytes) -> bytes:
    """A document with text, a header, a wide margin and its own Heading 1. `extra` adds parts by their names."""
    document = Document()
    document.add_heading("Old text", 1)
    document.sections[0].header.paragraphs[0].text = "Anytown paper"
    document.sections[0].left_margin = Cm(5)
    document.styles["Heading 1"].font.name = "Courier New"
    file = BytesIO()
    document.save(file)
    return rebuilt(file.getvalue(), extra)


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(content)) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())


def rebuilt(content: bytes, extra: dict[str, bytes], replaced: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(*replaced) if replaced[0] else part)
        for name, part in extra.items():
            new.writestr(name, part)
    return out.getvalue()


def save(administrator: Browser, status: int = 303, **files: Any) -> Page | None:
    form = administrator.get("/settings").form()
    data = fields_of(form).to_dict() | files
    answer = administrator.client.post("/settings", data=data)
    answer.request.environ["wsgi.input"].close()
    assert answer.status_code == status
    return None if status == 303 else administrator.read(answer, status)


def upload(administrator: Browser, content: bytes, status: int = 303, name: str = "Our report.dotx") -> Page | None:
    return save(administrator, status, word_template=(BytesIO(content), name))


def test_its_styles_page_and_header_are_used_and_its_text_is_not(
    administrator: Browser, lead: Browser, planned: int
) -> None:
    upload(administrator, template())
    page = administrator.get("/settings")
    assert "Our report.dotx" in page.text
    document = summary(lead, planned)
    assert document.styles["Heading 1"].font.name == "Courier New"
    assert round(document.sections[0].left_margin.cm) == 5
    assert document.sections[0].header.paragraphs[0].text == "Anytown paper"
    assert "Old text" not in text_of(document)
    assert " PAGE " in [one.text for one in document.sections[0].footer._element.iter(qn("w:instrText"))]
    administrator.post_form("/settings", {"remove_word_template": "y"})
    assert "Our report.dotx" not in administrator.get("/settings").text
    assert summary(lead, planned).styles["Heading 1"].font.name == "Arial"


def test_a_logo_at_the_foot_stays_beside_the_page_numbers(
    administrator: Browser, lead: Browser, planned: int, tmp_path: Path
) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGB", (40, 20), "green").save(picture)
    document = Document()
    document.sections[0].footer.paragraphs[0].add_run().add_picture(str(picture))
    file = BytesIO()
    document.save(file)
    upload(administrator, file.getvalue())
    footer = summary(lead, planned).sections[0].footer._element
    assert footer.xpath(".//pic:pic")
    assert " PAGE " in [one.text for one in footer.iter(qn("w:instrText"))]


def test_a_template_file_is_taken_like_a_document(administrator: Browser) -> None:
    kinds = (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml")
    upload(administrator, rebuilt(template(), {}, kinds))


def test_styles_that_are_missing_are_named_and_made(administrator: Browser, lead: Browser, planned: int) -> None:
    document = Document()
    for name in ("Heading 2", "List Bullet", "Table Grid"):
        style = document.styles[name]
        style._element.getparent().remove(style._element)
    file = BytesIO()
    document.save(file)
    upload(administrator, file.getvalue())
    assert "It has no style called Heading 2, List Bullet, Table Grid." in administrator.get("/settings").text
    assert "Purpose" in headings(summary(lead, planned), 2)


def macro(content: bytes) -> bytes:
    kinds = (b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml")
    return rebuilt(content, {}, kinds)


def bomb() -> bytes:
    return rebuilt(template(), {"word/media/big.bin": b"\0" * 40_000_000})


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    """The template with this in one of its parts."""
    content = dict(parts_of(template()))[part]
    assert old in content
    return rebuilt(template(), {}, (content, content.replace(old, new, 1)))


def torn() -> bytes:
    return replaced("word/styles.xml", b"</w:styles>", b"")


def no_body() -> bytes:
    document = dict(parts_of(template()))["word/document.xml"]
    return rebuilt(template(), {}, (document, document.replace(b"w:body>", b"w:bodies>")))


def another_encoding(name: str) -> bytes:
    """What reads it in the end knows it, and what looks it through does not."""
    styles = dict(parts_of(template()))["word/styles.xml"]
    return rebuilt(template(), {}, (styles, styles.decode().replace("UTF-8", name, 1).encode(name)))


def many_attributes() -> bytes:
    many = b" ".join(b'a%d=""' % number for number in range(50_000))
    return replaced("word/styles.xml", b"<w:styles ", b"<w:styles " + many + b" ")


def kept_twice() -> bytes:
    """A footer that says it is a table of fonts, too, and would not be looked through as a footer."""
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "Foot"
    file = BytesIO()
    document.save(file)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable"
    also = f'<Relationship Id="rId99" Type="{kind}" Target="footer1.xml"/></Relationships>'.encode()
    relations = dict(parts_of(file.getvalue()))["word/_rels/document.xml.rels"]
    return rebuilt(file.getvalue(), {}, (relations, relations.replace(b"</Relationships>", also)))


def entities() -> bytes:
    return rebuilt(template(), {"word/other.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The template must be a Word document (.docx) or template (.dotx)"),
        (b"%PDF-1.7", "The template must be a Word document (.docx) or template (.dotx)"),
        (b"PK\x03\x04 cut short", "The template must be a Word document (.docx) or template (.dotx)"),
        (template()[:-200], "The template must be a Word document (.docx) or template (.dotx)"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "The template is an old Word file (.doc) or has a password. {}"),
        (macro(template()), "The template holds macros. {}"),
        (template(**{"word/vbaProject.bin": b"x"}), "The template holds macros. {}"),
        (bomb(), "The template holds far more than a template needs. {}"),
        (entities(), "The template holds far more than a template needs. {}"),
        (many_attributes(), "The template holds far more than a template needs. {}"),
        (torn(), "The template cannot be read. {}"),
        (another_encoding("UTF-32"), "The template cannot be read. {}"),
        (another_encoding("UTF-7"), "The template cannot be read. {}"),
        (no_body(), "The template cannot be read. {}"),
        (kept_twice(), "The template cannot be read. {}"),
        (b"PK" + b"\0" * 3_000_000, "The template must be smaller than 3 megabytes"),
    ],
    ids=[
        *("empty", "a PDF", "a beginning", "cut off", "old", "docm", "vba", "bomb", "entities", "attributes", "torn"),
        *("UTF-32", "UTF-7", "no body", "a header as fonts", "large"),
    ],
)
def test_what_is_no_harmless_template_is_refused_with_a_sentence(
    administrator: Browser, content: bytes, message: str
) -> None:
    page = upload(administrator, content, 422)
    assert page
    save_anew = "Open it in Word, save it as “Word Document (.docx)” and upload that"
    assert page.errors() == [message.format(save_anew)]


def test_a_workbook_is_no_template(administrator: Browser) -> None:
    from openpyxl import Workbook

    file = BytesIO()
    Workbook().save(file)
    page = upload(administrator, file.getvalue(), 422)
    assert page
    assert page.errors() == ["The template must be a Word document (.docx) or template (.dotx)"]


def dangerous() -> bytes:
    """Linked and embedded things in a header, fields that fetch, a template elsewhere, custom XML."""
    document = Document()
    header: Any = document.sections[0].header
    header.paragraphs[0].text = "Anytown"
    outside = "http://evil.example/x"
    linked = header.part.relate_to(
        outside, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", True
    )
    from app.documents.word_parts import element, field, paragraph, run

    link = element("hyperlink", run("a link’s words"))
    link.set(qn("r:id"), linked)
    picture = element("pict", element("object"))
    header._element.append(paragraph(link, element("r", picture)))
    header._element.append(paragraph(*field(r'INCLUDETEXT "\\\\evil.example\\x"', "what it showed")))
    settings = document.settings
    where = document.part._settings_part.relate_to(
        outside, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", True
    )
    attached = element("attachedTemplate")
    attached.set(qn("r:id"), where)
    settings.element.append(attached)
    file = BytesIO()
    document.save(file)
    return rebuilt(file.getvalue(), {"customXml/item9.xml": b"<secret/>", "word/embeddings/o.bin": b"evil"})


def test_what_leads_outside_is_taken_out_and_the_words_stay() -> None:
    cleaned = dict(parts_of(read_template(dangerous())))
    assert not any("customXml" in name or "embeddings" in name for name in cleaned)
    everything = b" ".join(cleaned.values())
    for part in (b"evil", b"INCLUDETEXT", b"attachedTemplate", b"External", b"w:object"):
        assert part not in everything
    header = Document(BytesIO(read_template(dangerous()))).sections[0].header
    assert [one.text for one in header.paragraphs] == ["Anytown", "a link’s words", "what it showed"]


def with_footer(content: str) -> bytes:
    """A template whose footer holds these elements."""
    document = Document()
    footer: Any = document.sections[0].footer
    footer.is_linked_to_previous = False
    element = footer._element
    for child in list(element):
        element.remove(child)
    names = " ".join(f'xmlns:{name}="{nsmap[name]}"' for name in ("w", "r"))
    wrapped = f'<w:ftr {names} xmlns:v="urn:v" xmlns:o="urn:schemas-microsoft-com:office:office">{content}</w:ftr>'
    element.extend(parse_xml(wrapped))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def field_of(code: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}{code}{marks[1]}<w:r><w:t>shown</w:t></w:r>{marks[2]}"


def code_of(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


PAGE = code_of(" PAGE ")
FETCHING = {
    "text for code": field_of(f"<w:r><w:t>INCLUDETEXT x </w:t></w:r>{PAGE}"),
    "a field within": field_of(field_of(code_of("QUOTE x")).replace("shown", "INCLUDETEXT x ") + PAGE),
    "in pieces": field_of(code_of(" INCLUDE") + code_of("TEXT x")),
    "without an end": field_of(code_of("INCLUDETEXT x")).rpartition("<w:r>")[0],
    "a macro at entry": field_of(PAGE).replace(
        '"begin"/>', '"begin"><w:ffData><w:entryMacro w:val="x"/></w:ffData></w:fldChar>', 1
    ),
}


@pytest.mark.parametrize("content", FETCHING.values(), ids=FETCHING)
def test_no_field_that_fetches_hides_behind_one_that_does_not(content: str) -> None:
    cleaned = dict(parts_of(read_template(with_footer(f"<w:p>{content}</w:p>"))))
    footers = [part for name, part in cleaned.items() if name.startswith("word/footer")]
    assert footers
    for part in footers:
        assert b"entryMacro" not in part
        assert b"INCLUDETEXT" not in part or b"fldChar" not in part


def test_older_drawings_fetch_nothing() -> None:
    shape = '<v:shape href="http://evil.example"><v:fill src="http://evil.example"/></v:shape>'
    picture = '<v:image src="http://evil.example" o:gfxdata="evil"/>'
    cleaned = read_template(with_footer(f"<w:p><w:r><w:pict>{shape}{picture}</w:pict></w:r></w:p>"))
    assert not any(b"evil" in part for _, part in parts_of(cleaned))


def test_a_logo_whose_colours_were_changed_in_word_stays() -> None:
    logo = BytesIO()
    Image.new("RGB", (20, 8), "#00573d").save(logo, "PNG")
    document = Document()
    document.sections[0].header.paragraphs[0].add_run().add_picture(logo)
    (picture,) = document.sections[0].header._element.iter(qn("a:blip"))
    drawing = 'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
    before = f'<a14:imgProps {drawing}><a14:imgLayer r:embed="rId99"/></a14:imgProps>'
    picture.append(parse_xml(f"<a:extLst {nsdecls('a', 'r')}><a:ext>{before}</a:ext></a:extLst>"))
    file = BytesIO()
    document.save(file)
    header = Document(BytesIO(read_template(file.getvalue()))).sections[0].header
    assert len(list(header._element.iter(qn("a:blip")))) == 1


def test_tracked_changes_are_accepted_and_do_not_say_whose_they_are() -> None:
    by = 'w:id="1" w:author="Jane Smith" w:date="2026-01-01T00:00:00Z"'
    gone = f"<w:del {by}><w:r><w:delText>old</w:delText></w:r></w:del>"
    new = f"<w:ins {by}><w:r><w:rPr><w:b/><w:rPrChange {by}><w:rPr/></w:rPrChange></w:rPr><w:t>new</w:t></w:r></w:ins>"
    cleaned = read_template(with_footer(f"<w:p>{gone}{new}</w:p>"))
    assert not any(b"Jane" in part for _, part in parts_of(cleaned))
    assert Document(BytesIO(cleaned)).sections[0].footer.paragraphs[0].text == "new"


def test_the_last_section_has_the_header_that_it_took_over_from_those_before() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Of the first"
    document.sections[0].footer.paragraphs[0].text = "Foot of the first"
    document.add_section().footer.paragraphs[0].text = "Foot of the last"
    file = BytesIO()
    document.save(file)
    (section,) = Document(BytesIO(read_template(file.getvalue()))).sections
    assert section.header.paragraphs[0].text == "Of the first"
    assert section.footer.paragraphs[0].text == "Foot of the last"


def test_a_footer_without_a_paragraph_of_its_own_is_taken() -> None:
    held = "<w:sdt><w:sdtContent><w:p><w:r><w:t>Foot</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    for content in ("", held):
        footer = Document(BytesIO(read_template(with_footer(content)))).sections[0].footer
        assert len(footer.paragraphs) == 1


def test_the_word_page_in_a_footer_is_no_page_number(administrator: Browser, lead: Browser, planned: int) -> None:
    upload(administrator, with_footer("<w:p><w:r><w:t>Our HOMEPAGE</w:t></w:r></w:p>"))
    footer = summary(lead, planned).sections[0].footer._element
    assert [one.text for one in footer.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize("is_numbered", [True, False])
def test_points_are_a_real_list_even_where_the_template_has_none(is_numbered: bool) -> None:
    from app.documents.word_writer import Writer

    document = Document()
    style = document.styles["List Bullet"]._element
    style.getparent().remove(style)
    if not is_numbered:
        numbers = next(n for n, one in document.part.rels.items() if one.reltype.endswith("/numbering"))
        del document.part.rels[numbers]
    file = BytesIO()
    document.save(file)
    writer = Writer(read_template(file.getvalue()))
    writer.bullets(["A point"])
    written: Any = Document(BytesIO(writer.save("Title", "Council", "")))
    number = written.styles["List Bullet"]._element.pPr.numPr.numId.val
    (shown,) = written.part.numbering_part.element.xpath(f'w:num[@w:numId="{number}"]/w:abstractNumId/@w:val')
    looks = f'w:abstractNum[@w:abstractNumId="{shown}"]/w:lvl/w:lvlText/@w:val'
    assert written.part.numbering_part.element.xpath(looks) == ["•"]


@pytest.mark.parametrize("is_in_it", [True, False])
def test_what_stands_over_the_contents_is_a_heading_to_nobody_who_listens(is_in_it: bool) -> None:
    from app.documents.word_writer import Writer

    document = Document()
    style: Any = document.styles["TOC Heading"]
    if is_in_it:
        style.element.find(qn("w:pPr")).remove(style.element.find(f".//{qn('w:outlineLvl')}"))
    else:
        style.element.getparent().remove(style.element)
    file = BytesIO()
    document.save(file)
    writer = Writer(read_template(file.getvalue()))
    writer.contents_heading("Contents")
    written: Any = Document(BytesIO(writer.save("Title", "Council", ""))).paragraphs[0]
    assert (written.text, written.style.name) == ("Contents", "TOC Heading")
    assert written._p.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == "9"  # of ordinary text


@pytest.mark.parametrize("has_template", [True, False])
def test_its_date_is_that_of_what_it_says(has_template: bool) -> None:
    from app.documents.word_writer import Writer

    writer = Writer(read_template(template()) if has_template else None)
    about = Document(BytesIO(writer.save("Title", "Council", "", date(2026, 3, 2)))).core_properties
    assert about.created == about.modified == datetime(2026, 3, 2, tzinfo=UTC)


def test_it_is_stored_with_the_council_under_its_own_name(app: Flask, administrator: Browser) -> None:
    upload(administrator, template(), name="papers/Ours.docx")
    with app.app_context(), writing():
        row = db.session.get_one(Council, 1)
        assert row.word_template_name == "Ours.docx"
        assert row.word_template
        assert row.word_template.startswith(b"PK")


@pytest.mark.parametrize("number", ["0", "21", "many"])
def test_the_number_of_priorities_is_from_1_to_20(administrator: Browser, number: str) -> None:
    page = administrator.get("/settings")
    answer = administrator.press(page, {"most_priorities": number}, action="/settings", status=422)
    assert answer.errors()
