"""A Word document in the writing: on the council’s own template, or plain on A4."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from app.documents import word_styles
from app.documents.word_parts import Cell, element, field, field_begin, field_end, paragraph, run, table
from app.forms import UNPRINTABLE

CONTENTS_LEVELS = 2
LOGO_HEIGHT = Cm(1.8)
LONGEST_PROPERTY = 255
"""python-docx refuses a longer one."""


class Writer:
    def __init__(self, template: bytes | None = None) -> None:
        self._document = Document(BytesIO(template) if template else None)
        self._has_template = template is not None
        if template is None:
            word_styles.make_plain(self._document)
        self._styles = word_styles.find_or_make(self._document)
        word_styles.speak_english(self._document)
        body: Any = self._document.element.body
        self._end: BaseOxmlElement = body.get_or_add_sectPr()
        for left in [child for child in body if child is not self._end]:
            body.remove(left)
        self._contents: BaseOxmlElement | None = None
        self._headings: list[tuple[str, int, str]] = []

    def title(self, text: str) -> None:
        self._add(paragraph(run(text), style=self._styles["Title"]))

    def heading(self, text: str, level: int, *, on_new_page: bool = False) -> None:
        name = f"_Toc{len(self._headings) + 1:06}"
        self._headings.append((text, level, name))
        number = str(len(self._headings))
        mark = element("bookmarkStart", id=number, name=name), run(text), element("bookmarkEnd", id=number)
        broken = [element("pageBreakBefore")] * on_new_page
        self._add(paragraph(*mark, style=self._styles[f"Heading {level}"], properties=broken))

    def paragraph(self, text: str, beginning: str = "") -> None:
        """`beginning` is in bold."""
        first = [run(f"{beginning}: ", is_bold=True)] if beginning else []
        self._add(paragraph(*first, run(text)))

    def bullets(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._add(paragraph(run(text), style=self._styles["List Bullet"]))

    def link(self, before: str, address: str) -> None:
        """The address stands as text: the page may be on paper."""
        where = self._document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        linked = element("hyperlink", run(address))
        linked.set(qn("r:id"), where)
        self._add(paragraph(run(before), linked))

    def table(
        self, title: str, headings: Sequence[str], rows: Sequence[Sequence[str | Cell]], weights: Sequence[int]
    ) -> None:
        """`title` is read out to those who do not see the table; `weights` share the width out."""
        widths = [self._width * weight // sum(weights) for weight in weights]
        style = self._styles[word_styles.TABLE_GRID] if self._has_template else ""
        self._keep_with_next()
        self._add(table(title, headings, rows, widths, style))
        # Two tables that touch are one to Word.
        self._add(paragraph(properties=[element("spacing", before="0", after="120", line="120", lineRule="exact")]))

    def _keep_with_next(self) -> None:
        """What leads up to a table stands on its page."""
        before: Any = self._end.getprevious()
        if before is not None and before.tag == qn("w:p"):
            properties = before.get_or_add_pPr()
            properties.get_or_add_keepNext()

    @property
    def _width(self) -> int:
        """Between the margins, in twentieths of a point."""
        section = self._document.sections[-1]
        page, left, right = section.page_width or Cm(21), section.left_margin or 0, section.right_margin or 0
        columns = self._end.find(qn("w:cols"))
        number = int(columns.get(qn("w:num"), "1")) if columns is not None else 1
        return max(int((page - left - right) / 635 / max(number, 1)), 2000)

    def picture(self, png: bytes, alternative: str) -> None:
        made = self._document.add_paragraph()
        shape: Any = made.add_run().add_picture(BytesIO(png), height=LOGO_HEIGHT)
        shape._inline.docPr.set("descr", alternative)
        shape._inline.docPr.set("name", "Logo")

    def contents_heading(self, text: str) -> None:
        """For the eye: it heads no part of the document, whatever the template’s style says."""
        no_heading = [element("keepNext"), element("outlineLvl", val="9")]
        self._add(paragraph(run(text), style=self._styles[word_styles.CONTENTS], properties=no_heading))

    def contents(self) -> None:
        """A list of links from the start: a field that Word asked to fill by itself opens with a question."""
        self._contents = paragraph()
        self._add(self._contents)

    def save(self, title: str, author: str, subject: str, day: date | None = None) -> bytes:
        """`day`: its date. The library puts down 2013, or the moment, which would make every copy another."""
        self._fill_contents()
        self._number_pages(f"{author}: {title}. {subject}")
        about = self._document.core_properties
        about.title, about.author = _property(title), _property(author)
        about.subject, about.last_modified_by = _property(subject), _property(author)
        about.language, about.comments, about.keywords = "en-GB", "", ""
        if day is not None:
            about.created = about.modified = datetime.combine(day, time())
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _add(self, made: BaseOxmlElement) -> None:
        self._end.addprevious(made)

    def _fill_contents(self) -> None:
        if self._contents is None:
            return
        listed = [one for one in self._headings if one[1] <= CONTENTS_LEVELS]
        for number, (text, level, name) in enumerate(listed):
            link = element("hyperlink", run(text), anchor=name, history="1")
            before = field_begin(f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u')
            parts = [*(before if number == 0 else []), link, *([field_end()] if number == len(listed) - 1 else [])]
            self._contents.addprevious(paragraph(*parts, style=self._styles[f"toc {level}"]))
        parent: Any = self._contents.getparent()
        parent.remove(self._contents)

    def _number_pages(self, text: str) -> None:
        """Unless the template does so already: what stands at the foot of its pages stays."""
        if self._has_template and word_styles.has_page_numbers(self._document):
            return
        footer: Any = self._document.sections[-1].footer
        root = footer.part.element
        has_picture = bool(root.xpath(".//w:drawing | .//w:pict"))
        is_empty = not has_picture and not "".join(one.text for one in footer.paragraphs).strip()
        numbers = [run("Page "), *field("PAGE", "1"), run(" of "), *field("NUMPAGES", "1")]
        if not self._has_template:
            footer.paragraphs[0]._p.append(run(text, size="16"))
        right = [element("spacing", before="0", after="0"), element("jc", val="right")]
        root.append(paragraph(*numbers, properties=right))
        if is_empty and self._has_template and not footer.tables:
            root.remove(footer.paragraphs[0]._p)


def _property(text: str) -> str:
    return UNPRINTABLE.sub("", text)[:LONGEST_PROPERTY]
