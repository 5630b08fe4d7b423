"""A browser without JavaScript: it follows forms as a person would, and checks every page it is given."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

Fields = Mapping[str, Any] | Sequence[tuple[str, Any]]

SPOKEN = ["p", "h1", "h2", "h3", "li", "dt", "dd", "th", "td", "label", "legend", "button", "a", "span", "caption"]


@dataclass
class Page:
    """One answer, parsed."""

    path: str
    status: int
    html: str
    root: Element
    response: TestResponse
    faults: list[Any]
    """What the parser found wrong with the markup."""

    @property
    def text(self) -> str:
        return squeeze("".join(self.root.itertext()))

    @property
    def h1(self) -> str:
        return squeeze("".join(self.find("h1")[0].itertext()))

    def find(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.root.iter(tag) if all(e.get(name) == value for name, value in wanted.items())]

    def by_id(self, name: str) -> Element:
        (found,) = [element for element in self.root.iter() if element.get("id") == name]
        return found

    def text_of(self, name: str) -> str:
        return squeeze("".join(self.by_id(name).itertext()))

    def links(self) -> dict[str, str]:
        return {squeeze("".join(a.itertext())): a.get("href", "") for a in self.find("a")}

    def errors(self) -> list[str]:
        summaries = [e for e in self.root.iter("ul") if "govuk-error-summary__list" in e.get("class", "")]
        return [squeeze("".join(item.itertext())) for summary in summaries for item in summary.iter("li")]

    def form(self, action: str | None = None) -> Element:
        """The form with this action, or the only one in the page’s main part."""
        main = self.find("main")[0]
        forms = [form for form in main.iter("form") if action is None or form.get("action") == action]
        assert len(forms) == 1, f"{len(forms)} forms in {self.path}"
        return forms[0]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def fields_of(form: Element) -> MultiDict[str, str]:
    """What a browser would send of a form as it stands, without any button."""
    fields: MultiDict[str, str] = MultiDict()
    for element in form.iter():
        name = element.get("name")
        if not name:
            continue
        kind = element.get("type", "")
        if element.tag == "textarea":
            fields.add(name, (element.text or "").removeprefix("\n"))
        elif element.tag == "select":
            chosen = [o for o in element.iter("option") if o.get("selected") is not None] or list(
                element.iter("option")
            )
            fields.add(name, chosen[0].get("value", ""))
        elif element.tag == "input" and kind in {"radio", "checkbox"}:
            if element.get("checked") is not None:
                fields.add(name, element.get("value", "on"))
        elif element.tag == "input" and kind not in {"submit", "file"}:
            fields.add(name, element.get("value", ""))
    return fields


class Browser:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def get(self, path: str, status: int = 200, *, follow: bool = True, **kwargs: Any) -> Page:
        return self.read(self.client.get(path, follow_redirects=follow, **kwargs), status)

    def get_fragment(self, path: str, status: int = 200) -> TestResponse:
        response = self.client.get(path, headers=HTMX)
        assert response.status_code == status, response.text
        return response

    def token(self) -> str:
        """The CSRF token of this session."""
        return self.token_of("/sign-in")

    def token_of(self, path: str) -> str:
        """Of the first form of a page, which is not looked at otherwise."""
        html = self.client.get(path, follow_redirects=True).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', html)
        assert found, f"{path} has no form"
        return found[1]

    def post(self, path: str, fields: Fields, status: int = 200, **kwargs: Any) -> Page:
        """Send fields as they are, with the session’s token, and do not follow."""
        data = MultiDict(fields)
        data.setdefault("csrf_token", self.token())
        return self.read(self.client.post(path, data=data, **kwargs), status)

    def post_form(self, path: str, fields: Fields, status: int = 200, *, action: str | None = None) -> Page:
        """Open a page, fill in its form and send it, following to where it leads."""
        return self.press(self.get(path), fields, status, action=action)

    def press(self, page: Page, fields: Fields = (), status: int = 200, *, action: str | None = None) -> Page:
        """Send a form of a page already open, with these fields changed."""
        form = page.form(action)
        data = fields_of(form)
        for name, value in dict(fields).items():
            data.setlist(name, value if isinstance(value, list) else [value])
        answer = self.client.post(form.get("action") or page.path, data=data, follow_redirects=True)
        return self.read(answer, status)

    def autosave(self, page: Page, fields: Fields, status: int = 200) -> TestResponse:
        """What htmx sends of the answer form in `page` when a field changes."""
        data = fields_of(page.by_id("answer"))
        for name, value in dict(fields).items():
            data[name] = value
        response = self.client.post(page.path, data=data, headers=HTMX)
        assert response.status_code == status, response.text
        check_fragment(response.text)
        return response

    def read(self, response: TestResponse, status: int) -> Page:
        assert response.status_code == status, (
            f"{response.status_code} for {response.request.path}: {response.text[:3000]}"
        )
        path = urlsplit(response.request.url).path
        is_page = response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 304}
        html = response.text if is_page else "<title></title>"
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        root = parser.parse(html)
        page = Page(path, response.status_code, html, root, response, parser.errors)
        if is_page:
            check_page(page)
        return page


HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def check_page(page: Page) -> None:
    """What every page must satisfy, whatever it is about."""
    assert not page.faults, f"{page.path}: {page.faults[:3]}"
    headings = page.find("h1")
    assert len(headings) == 1, f"{page.path} has {len(headings)} h1"
    title = squeeze("".join(page.find("title")[0].itertext())).removeprefix("Error: ")
    assert title.startswith(page.h1), f"{page.path}: title “{title}” does not begin with “{page.h1}”"
    assert page.find("html")[0].get("lang") == "en-GB"
    check_elements(page.root, page.path)
    for form in page.find("form"):
        assert form.get("action") is not None, f"{page.path}: a form without action"
        if form.get("method") == "post":
            assert any(i.get("name") == "csrf_token" for i in form.iter("input")), f"{page.path}: no token"
    for label in page.find("label"):
        page.by_id(label.get("for", ""))
    check_words(page.root, page.path)
    check_headers(page.response)


def check_fragment(html: str) -> None:
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    check_elements(root, "a fragment")
    check_words(root, "a fragment")


def check_elements(root: Element, where: str) -> None:
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"{where}: repeated ids {sorted(i for i in ids if ids.count(i) > 1)}"
    for element in root.iter():
        names = {str(name): value for name, value in element.attrib.items()}
        tag = f"{where}: <{element.tag}>"
        assert "style" not in names, f"{tag} has style"
        assert not [n for n in names if n.startswith(("on", "hx-on"))], f"{tag} has a handler"
        for name, value in names.items():
            # What somebody typed into a box is no address.
            is_script = name != "value" and value.strip().lower().startswith(("javascript:", "js:"))
            assert not is_script, f"{tag} {name} holds a script"
        for kind, plain in (("hx-post", "action"), ("hx-get", "href")):
            if kind in names and names.get("hx-trigger") != "every 2s":
                assert names[kind] == names.get(plain, names.get("action")), f"{tag}: {kind} is not its {plain}"
        assert "[" not in names.get("hx-trigger", ""), f"{tag} filters a trigger, which needs eval"
        assert "GDS Transport" not in "".join(names.values())
        assert "govuk-header__logotype" not in names.get("class", "")


def check_words(root: Element, where: str) -> None:
    """Curly quotes in what is read out; what people typed (app-typed, app-break) is theirs."""
    for element in root.iter():
        if element.tag in SPOKEN and element.text and "app-" not in element.get("class", ""):
            assert "'" not in element.text, f"{where}: straight quotes in “{squeeze(element.text)}”"
            assert '"' not in element.text, f"{where}: straight quotes in “{squeeze(element.text)}”"


def check_headers(response: TestResponse) -> None:
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
