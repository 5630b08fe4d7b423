"""What components are made of. Every part is a plain str of safe markup: joining Markup would escape at each step."""

import html
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

Params = Mapping[str, Any]


def safe(value: object) -> str:
    # For plain text html.escape takes half the time, as it makes no Markup.
    return html.escape(value) if type(value) is str else str(escape(value))


def drawn(markup: str) -> Markup:
    """What a component gives to a page: it is made of safe parts alone, so the page leaves it as it is."""
    return Markup(markup)  # noqa: S704


def in_script(value: object) -> str:
    """As a script reads it: true, not True."""
    return str(value).lower() if isinstance(value, bool) else safe(value)


def attribute(name: str, value: object) -> str:
    return f' {name}="{safe(value)}"' if value else ""


def attrs(given: Params | str | None) -> str:
    """A page’s own attributes. Written out as a str they pass through, as the Design System’s do."""
    if not given:
        return ""
    if isinstance(given, str):
        return str(given)
    return "".join(_attr(safe(name), value) for name, value in given.items())


def _attr(name: str, value: Any) -> str:
    if isinstance(value, dict):
        value, optional = value.get("value"), value.get("optional") is True
        if optional and (value is None or isinstance(value, bool)):
            return f" {name}" if value else ""
    return f' {name}="{"" if value is None else in_script(value)}"'


def translations(key: str, message: Params | str | None) -> str:
    """What a script of the Design System says: one sentence, or one for each plural rule."""
    if isinstance(message, dict):
        return "".join(f' data-i18n.{key}.{rule}="{safe(words)}"' for rule, words in message.items())
    return attribute(f"data-i18n.{key}", message)


def more_classes(given: Params | None) -> str:
    return f" {safe(classes)}" if given and (classes := given.get("classes")) else ""


def and_classes(own: str, given: Params | None) -> str:
    """Our classes and a page’s, not escaped yet: they are an option of the component inside."""
    return f"{own} {classes}" if given and (classes := given.get("classes")) else own


def words(given: Params | None) -> str:
    if not given:
        return ""
    if markup := given.get("html"):
        return str(markup)
    text = given.get("text")
    return "" if text is None else safe(text)


def titled(params: Params, name: str) -> str:
    """The words of an option that is spelt `nameHtml` or `nameText`."""
    return words({"html": params.get(f"{name}Html"), "text": params.get(f"{name}Text")})


def draw_label(given: Params | None, id: str, classes: str = "") -> str:
    if not given or not (inside := words(given)):
        return ""
    label = (
        f'<label class="govuk-label{classes}{more_classes(given)}"{attrs(given.get("attributes"))} for="{id}">'
        f"{inside}</label>"
    )
    return f'<h1 class="govuk-label-wrapper">{label}</h1>' if given.get("isPageHeading") else label


def draw_hint(given: Params, id: str, classes: str = "") -> str:
    return (
        f'<div id="{id}" class="govuk-hint{classes}{more_classes(given)}"{attrs(given.get("attributes"))}>'
        f"{words(given)}</div>"
    )


def draw_error(given: Params, id: str) -> str:
    prefix = given.get("visuallyHiddenText", "Error")
    hidden = f'<span class="govuk-visually-hidden">{safe(prefix)}:</span> ' if prefix else ""
    return (
        f'<p id="{id}" class="govuk-error-message{more_classes(given)}"{attrs(given.get("attributes"))}>'
        f"{hidden}{words(given)}</p>"
    )
