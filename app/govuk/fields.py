"""Boxes for one line of text, a password, a date and a file."""

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
from app.govuk.page import button
from app.govuk.parts import (
    Params,
    and_classes,
    attribute,
    attrs,
    draw_label,
    drawn,
    in_script,
    more_classes,
    safe,
    translations,
    words,
)

DATE_PARTS: list[Params] = [
    {"name": "day", "classes": "govuk-input--width-2"},
    {"name": "month", "classes": "govuk-input--width-2"},
    {"name": "year", "classes": "govuk-input--width-4"},
]
PASSWORD_MESSAGES = {
    "show-password": "showPasswordText",
    "hide-password": "hidePasswordText",
    "show-password-aria-label": "showPasswordAriaLabelText",
    "hide-password-aria-label": "hidePasswordAriaLabelText",
    "password-shown-announcement": "passwordShownAnnouncementText",
    "password-hidden-announcement": "passwordHiddenAnnouncementText",
}
FILE_MESSAGES = {
    "choose-files-button": "chooseFilesButtonText",
    "no-file-chosen": "noFileChosenText",
    "multiple-files-chosen": "multipleFilesChosenText",
    "drop-instruction": "dropInstructionText",
    "entered-drop-zone": "enteredDropZoneText",
    "left-drop-zone": "leftDropZoneText",
}


def text_input(params: Params) -> Markup:
    id = id_of(params)
    ids = ids_describing(params, id, params.get("describedBy"))
    box = _box(params, id, ids, safe(params.get("type") or "text"))
    prefix, suffix = _affix(params.get("prefix"), "prefix"), _affix(params.get("suffix"), "suffix")
    whole = beside(params, f"{prefix}{box}{suffix}")
    if whole != box:
        wrapper: Params = params.get("inputWrapper") or {}
        opened = f'<div class="govuk-input__wrapper{more_classes(wrapper)}"{attrs(wrapper.get("attributes"))}>'
        whole = f"{opened}{whole}</div>"
    return drawn(labelled(params, id, whole))


def _box(params: Params, id: str, ids: str, type: str) -> str:
    spellcheck, value = params.get("spellcheck"), params.get("value")
    shown = "" if value is None else f' value="{safe(value)}"'
    optional = [
        attribute(name, params.get(name)) for name in ("autocomplete", "autocapitalize", "pattern", "inputmode")
    ]
    return (
        f'<input class="govuk-input{more_classes(params)}{modifier(params, "govuk-input")}" id="{id}"'
        f' name="{safe(params.get("name"))}" type="{type}"'
        f"{attribute('spellcheck', in_script(spellcheck)) if isinstance(spellcheck, bool) else ''}"
        f"{shown}{' disabled' if params.get('disabled') else ''}{described(ids)}{''.join(optional)}"
        f"{attrs(params.get('attributes'))}>"
    )


def _affix(given: Params | None, kind: str) -> str:
    if not given or not (inside := words(given)):
        return ""
    attributes = attrs(given.get("attributes"))
    return f'<div class="govuk-input__{kind}{more_classes(given)}" aria-hidden="true"{attributes}>{inside}</div>'


def password_input(params: Params) -> Markup:
    id = id_of(params)
    field = {
        **params,
        "spellcheck": False,
        "autocapitalize": "none",
        "autocomplete": params.get("autocomplete") or "current-password",
        "classes": and_classes("govuk-password-input__input govuk-js-password-input-input", params),
    }
    box = _box(field, id, ids_describing(params, id, params.get("describedBy")), "password")
    whole = beside(params, f"{box}{_show_button(params)}")
    said = _said(params, PASSWORD_MESSAGES)
    inside = f'<div class="govuk-input__wrapper govuk-password-input__wrapper">{whole}</div>'
    return drawn(labelled(params, id, inside, " govuk-password-input", f' data-module="govuk-password-input"{said}'))


def _show_button(params: Params) -> str:
    classes = "govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"
    return button(
        {
            "type": "button",
            "text": params.get("showPasswordText") or "Show",
            "classes": and_classes(classes, params.get("button")),
            "attributes": {
                "aria-controls": params.get("id") or params.get("name"),
                "aria-label": params.get("showPasswordAriaLabelText") or "Show password",
                "hidden": {"value": True, "optional": True},
            },
        }
    )


def _said(params: Params, messages: dict[str, str]) -> str:
    return "".join([translations(key, params[name]) for key, name in messages.items() if name in params])


def date_input(params: Params) -> Markup:
    id = safe(params.get("id"))
    fieldset: Params | None = params.get("fieldset")
    opened = closed = ""
    if fieldset:
        # The role makes JAWS read a fieldset's description before text fields.
        ids = ids_describing(params, id, fieldset.get("describedBy"))
        opened, closed = open_fieldset(fieldset, ids, "group"), "</fieldset>"
    boxes = "".join([_date_part(params, part) for part in params.get("items") or DATE_PARTS])
    return drawn(
        f"{open_group(params)}{opened}{hint_and_error(params, id)}"
        f'<div class="govuk-date-input{more_classes(params)}"{attrs(params.get("attributes"))}'
        f"{attribute('id', params.get('id'))}>{beside(params, boxes, 's')}</div>{closed}</div>"
    )


def _date_part(params: Params, part: Params) -> str:
    name, prefix = part.get("name"), params.get("namePrefix")
    id = safe(part.get("id") or f"{params.get('id')}-{name}")
    field: dict[str, Any] = {
        **part,
        "name": f"{prefix}-{name}" if prefix else name,
        "classes": and_classes("govuk-date-input__input", part),
        "inputmode": part.get("inputmode") or "numeric",
    }
    label = {"text": part.get("label") or str(name).capitalize()}
    return (
        '<div class="govuk-date-input__item"><div class="govuk-form-group">'
        f"{draw_label(label, id, ' govuk-date-input__label')}{_box(field, id, '', 'text')}</div></div>"
    )


def file_upload(params: Params) -> Markup:
    id = id_of(params)
    ids = ids_describing(params, id, params.get("describedBy"))
    box = (
        f'<input class="govuk-file-upload{more_classes(params)}{modifier(params, "govuk-file-upload")}" id="{id}"'
        f' name="{safe(params.get("name"))}" type="file"{" disabled" if params.get("disabled") else ""}'
        f"{' multiple' if params.get('multiple') else ''}{described(ids)}{attrs(params.get('attributes'))}>"
    )
    if params.get("javascript"):
        classes = more_classes({"classes": params.get("wrapperClasses")})
        box = (
            f'<div class="govuk-file-upload-wrapper{classes}" data-module="govuk-file-upload"'
            f"{_said(params, FILE_MESSAGES)}{attrs(params.get('wrapperAttributes'))}>{box}</div>"
        )
    return drawn(labelled(params, id, beside(params, box)))
