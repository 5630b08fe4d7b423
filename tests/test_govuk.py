"""Every component of ours draws what the Design System's own fixtures say, under the strictest Jinja there is."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app import govuk

FIXTURES = Path(__file__).parent / "fixtures" / "govuk-frontend-6.3.0"
TEMPLATES = Path(__file__).parent.parent / "templates"

# Elements that sit inside a line of text, where a lost space would join two words.
INLINE = {"a", "abbr", "b", "code", "em", "span", "strong"}

ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
ENVIRONMENT.globals["components"] = govuk


def components() -> list[str]:
    return sorted(path.stem for path in FIXTURES.glob("*.json"))


def name_of(component: str) -> str:
    return "govuk" + component.replace("-", " ").title().replace(" ", "")


def fixtures_of(component: str) -> list[dict[str, Any]]:
    fixtures: list[dict[str, Any]] = json.loads((FIXTURES / f"{component}.json").read_text(encoding="utf-8"))[
        "fixtures"
    ]
    return fixtures


OFFICIAL = [
    pytest.param(component, fixture, id=f"{component}: {fixture['name']}")
    for component in components()
    for fixture in fixtures_of(component)
]


def draw(component: str, params: dict[str, Any]) -> str:
    name = name_of(component)
    source = f'{{% from "govuk.html" import {name} %}}{{{{ {name}(params) }}}}'
    return ENVIRONMENT.from_string(source).render(params=params)


def parse(html: str) -> Element:
    root: Element = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return root


def squeeze(text: str | None) -> str:
    return " ".join((text or "").split())


def tree(element: Element) -> list[Any]:
    """Tags, attributes and words, without the white space that browsers ignore."""
    attributes = {name: squeeze(value) for name, value in element.attrib.items()}
    children = [part for child in element for part in (tree(child), squeeze(child.tail))]
    return [element.tag, attributes, squeeze(element.text), *children]


def lines(element: Element) -> list[str]:
    """The text as it is read, so that words which run together differ from words apart."""
    return [squeeze(line) for line in "".join(spell(element)).split("\0") if line.strip()]


def spell(element: Element) -> Iterator[str]:
    edge = "" if element.tag in INLINE else "\0"
    yield edge + (element.text or "")
    for child in element:
        yield from spell(child)
        yield child.tail or ""
    yield edge


@pytest.mark.parametrize(("component", "fixture"), OFFICIAL)
def test_a_component_is_the_official_one(component: str, fixture: dict[str, Any]) -> None:
    ours, theirs = parse(draw(component, fixture["options"])), parse(fixture["html"])
    assert tree(ours) == tree(theirs)
    assert lines(ours) == lines(theirs)


def test_every_component_of_ours_has_its_fixtures() -> None:
    offered = {name for name in dir(ENVIRONMENT.get_template("govuk.html").module) if name.startswith("govuk")}
    assert offered == {name_of(component) for component in components()}


@pytest.mark.parametrize("component", ["button", "tag", "inset-text", "warning-text", "details", "back-link"])
def test_text_is_escaped_and_html_is_not(component: str) -> None:
    assert "&lt;b&gt;bold&lt;/b&gt;" in draw(component, {"text": "<b>bold</b>", "summaryText": "More"})
    assert "<b>bold</b>" in draw(component, {"html": "<b>bold</b>", "summaryText": "More"})


@pytest.mark.parametrize("part", ["label", "hint", "errorMessage", "prefix"])
def test_text_is_escaped_and_html_is_not_in_the_parts_of_a_field(part: str) -> None:
    field = {"name": "note", "label": {"text": "Note"}}
    assert "&lt;b&gt;bold&lt;/b&gt;" in draw("input", {**field, part: {"text": "<b>bold</b>"}})
    assert "<b>bold</b>" in draw("input", {**field, part: {"html": "<b>bold</b>"}})


def test_typed_text_is_escaped_in_every_place_of_a_field() -> None:
    nasty = "\"><script>alert('x')</script>"
    params = {
        "id": "note",
        "name": "note",
        "maxlength": 9,
        "value": nasty,
        "label": {"text": nasty},
        "hint": {"text": nasty},
    }
    for component in ("input", "textarea", "character-count", "password-input"):
        assert "<script>" not in draw(component, {**params, "errorMessage": {"text": nasty}})
    choices = {"name": "level", "items": [{"value": nasty, "text": nasty, "hint": {"text": nasty}}]}
    for component in ("radios", "checkboxes", "select"):
        assert "<script>" not in draw(component, {**choices, "label": {"text": nasty}})


def test_a_newline_typed_first_is_kept() -> None:
    area = parse(draw("textarea", {"name": "note", "label": {"text": "Note"}, "value": "\nSecond line"})).find(
        ".//textarea"
    )
    assert area is not None
    assert area.text == "\nSecond line"
