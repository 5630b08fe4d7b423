"""Radios, checkboxes and the select."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.govuk.groups import (
    beside,
    described,
    hint_and_error,
    id_of,
    ids_describing,
    labelled,
    modifier,
    open_fieldset,
    open_group,
)
from app.govuk.parts import Params, attribute, attrs, draw_hint, drawn, in_script, more_classes, safe, words


@dataclass(frozen=True, slots=True)
class Choices:
    """What the boxes of a group have in common. Their ids, name and description are escaped once, here."""

    kind: str
    type: str
    name: str
    prefix: str
    described_by: str
    chosen: Container[Any]


def radios(params: Params) -> Markup:
    value, fieldset = params.get("value"), params.get("fieldset")
    name, prefix = _name_and_prefix(params)
    ids = ids_describing(params, prefix, fieldset.get("describedBy")) if fieldset else ""
    return _group(params, Choices("radios", "radio", name, prefix, "", (value,) if value else ()), ids)


def checkboxes(params: Params) -> Markup:
    """They may do without a fieldset, and then take its descriptions themselves."""
    fieldset, chosen = params.get("fieldset"), params.get("values") or ()
    name, prefix = _name_and_prefix(params)
    given = (fieldset and fieldset.get("describedBy")) or params.get("describedBy")
    ids = ids_describing(params, prefix, given)
    return _group(params, Choices("checkboxes", "checkbox", name, prefix, "" if fieldset else ids, chosen), ids)


def _name_and_prefix(params: Params) -> tuple[str, str]:
    name = safe(params.get("name"))
    return name, safe(params["idPrefix"]) if params.get("idPrefix") else name


def _group(params: Params, choices: Choices, ids: str) -> Markup:
    fieldset = params.get("fieldset")
    opened, closed = (open_fieldset(fieldset, ids), "</fieldset>") if fieldset else ("", "")
    items = "".join([_item(choices, item, at) for at, item in enumerate(params.get("items") or (), 1) if item])
    return drawn(
        f"{open_group(params)}{opened}{hint_and_error(params, choices.prefix)}"
        f'<div class="govuk-{choices.kind}{more_classes(params)}" data-module="govuk-{choices.kind}"'
        f"{attrs(params.get('attributes'))}>{beside(params, items, 's')}</div>{closed}</div>"
    )


def _item(choices: Choices, item: Params, at: int) -> str:
    """A page of answers draws some twenty of these: it calls nothing for an option that is absent."""
    kind = choices.kind
    if divider := item.get("divider"):
        return f'<div class="govuk-{kind}__divider">{safe(divider)}</div>'
    # The first has no number, so that an error summary can link to it.
    id = safe(item["id"]) if item.get("id") else choices.prefix if at == 1 else f"{choices.prefix}-{at}"
    label, hint = item.get("label"), item.get("hint")
    for_label = f' for="{id}"' if not label else f'{attrs(label.get("attributes"))} for="{id}"'
    return (
        f'<div class="govuk-{kind}__item">{_box(choices, item, id)}'
        f'<label class="govuk-label govuk-{kind}__label{more_classes(label) if label else ""}"{for_label}>'
        f"{words(item)}</label>{draw_hint(hint, f'{id}-item-hint', f' govuk-{kind}__hint') if hint else ''}</div>"
        f"{_conditional(choices, item, id) if item.get('conditional') else ''}"
    )


def _box(choices: Choices, item: Params, id: str) -> str:
    kind, ids = choices.kind, choices.described_by
    if item.get("hint"):
        ids = f"{ids} {id}-item-hint" if ids else f"{id}-item-hint"
    return (
        f'<input class="govuk-{kind}__input" id="{id}"'
        f' name="{safe(item["name"]) if item.get("name") else choices.name}" type="{choices.type}"'
        f' value="{safe(item.get("value", ""))}"{" checked" if _is_checked(choices, item) else ""}'
        f"{' disabled' if item.get('disabled') else ''}{_controls(item, id) if item.get('conditional') else ''}"
        f"{attribute('data-behaviour', item['behaviour']) if item.get('behaviour') else ''}"
        f"{described(ids) if ids else ''}{attrs(item['attributes']) if item.get('attributes') else ''}>"
    )


def _is_checked(choices: Choices, item: Params) -> bool:
    checked = item.get("checked")
    return item.get("value", "") in choices.chosen if checked is None else bool(checked)


def _controls(item: Params, id: str) -> str:
    return f' data-aria-controls="conditional-{id}"' if item["conditional"].get("html") else ""


def _conditional(choices: Choices, item: Params, id: str) -> str:
    revealed = item["conditional"].get("html")
    if not revealed:
        return ""
    block = f"govuk-{choices.kind}__conditional"
    hidden = "" if _is_checked(choices, item) else f" {block}--hidden"
    return f'<div class="{block}{hidden}" id="conditional-{id}">{revealed}</div>'


def select(params: Params) -> Markup:
    id = id_of(params)
    ids = ids_describing(params, id, params.get("describedBy"))
    options = "".join([_option(item, params.get("value")) for item in params.get("items") or () if item])
    box = (
        f'<select class="govuk-select{more_classes(params)}{modifier(params, "govuk-select")}" id="{id}"'
        f' name="{safe(params.get("name"))}"{" disabled" if params.get("disabled") else ""}{described(ids)}'
        f"{attrs(params.get('attributes'))}>{options}</select>"
    )
    return drawn(labelled(params, id, beside(params, box)))


def _option(item: Params, chosen: object) -> str:
    value, selected = item.get("value"), item.get("selected")
    matches = bool(chosen) and item.get("value", item.get("text")) == chosen
    is_selected = selected or (matches and selected is not False)
    shown = "" if value is None else f' value="{in_script(value)}"'
    return (
        f"<option{shown}{' selected' if is_selected else ''}{' disabled' if item.get('disabled') else ''}"
        f"{attrs(item.get('attributes'))}>{words({'text': item.get('text')})}</option>"
    )
