"""What stands between WTForms and the Design System: how a field is drawn, how typed text and dates are read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FileField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.utils import unset_value
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from app.visible import INVISIBLE, is_visible

Params = dict[str, Any]

# Control characters but tab and newline, what neither UTF-8 nor the XML of a document can hold, what nobody sees.
UNPRINTABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{INVISIBLE}]")

# They give a direction to what stands beside them, and have nothing to do in a name.
MARKS_OF_DIRECTION = re.compile("[\u061c\u200e\u200f]")
JOINERS = "\u200c\u200d"

# A date's parts and the widths of their boxes.
DATE_PARTS = {"day": 2, "month": 2, "year": 4}


def plain_text(text: str | None) -> str | None:
    """A filter for every field of free text: one kind of newline, nothing that cannot be seen or stored."""
    if text is None:
        return None
    kept = UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return kept if is_visible(kept) else ""


def one_line(text: str | None) -> str | None:
    """A filter for names and titles: as they are shown, with single spaces and joiners only inside words."""
    words = MARKS_OF_DIRECTION.sub("", plain_text(text) or "").split()
    return " ".join(joined for word in words if (joined := word.strip(JOINERS)))


class DateField(Field):
    """A day, a month and a year in three boxes, named `<name>-day` and so on. Its data is a date or None.

    It has to be filled in unless its validators hold Optional(). DataRequired() would hide what is wrong with a date.
    """

    typed: dict[str, str]
    # The boxes to be marked when the field has errors.
    wrong: Sequence[str] = tuple(DATE_PARTS)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(None, data, extra_filters)
        if formdata is not None:
            given = {part: formdata.getlist(f"{self.name}-{part}") for part in DATE_PARTS}
            self.typed = {part: plain_text(values[0]) or "" if values else "" for part, values in given.items()}
            # Validators ask whether anything was typed at all: one value says so.
            self.raw_data = ["-".join(self.typed.values())] if any(self.typed.values()) else []
            self.data = self._read() if self.raw_data else None

    def process_data(self, value: date | None) -> None:
        self.data = value
        self.typed = {part: str(getattr(value, part)) if value else "" for part in DATE_PARTS}

    def pre_validate(self, form: Form) -> None:
        if not self.raw_data and self.data is None:
            raise ValidationError(f"Enter the {self.label.text[:1].lower()}{self.label.text[1:]}")

    def _read(self) -> date | None:
        try:
            return read_date(self.typed)
        except ValueError as fault:
            problem, self.wrong = fault.args
            self.process_errors.append(f"{self.label.text.removesuffix(' (optional)')} {problem}")
            return None


def read_date(typed: Mapping[str, str]) -> date:
    """The date that was typed, or a ValueError with what is wrong and the boxes it is wrong in."""
    if missing := [part for part in DATE_PARTS if not typed[part]]:
        raise ValueError(f"must include a {' and '.join(missing)}", missing)
    if absurd := [part for part, width in DATE_PARTS.items() if not is_number(typed[part], width)]:
        raise ValueError("must be a real date", absurd)
    if len(typed["year"]) < DATE_PARTS["year"]:
        raise ValueError("must include a year with 4 numbers", ["year"])
    try:
        return date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except ValueError:
        raise ValueError("must be a real date", list(DATE_PARTS)) from None


def is_number(text: str, width: int) -> bool:
    """int() would take signs, spaces and the digits of every script."""
    return text.isascii() and text.isdigit() and len(text) <= width


def govuk(field: Field, **options: Any) -> Params:
    """What the Design System's macro needs to draw this field; `options` adds to it or replaces parts of it.

    `items` may be a mapping from a choice's value to what is added to it (a hint, say); there `divider` is the word
    drawn before the choice.
    """
    added = options.pop("items", None)
    params = merge(params_of(field), options)
    if isinstance(added, Mapping):
        params["items"] = list(with_additions(params["items"], added))
    elif added is not None:
        params["items"] = added
    return params


def params_of(field: Field) -> Params:
    params: Params = {"id": field.id, "idPrefix": field.id, "name": field.name}
    if field.errors:
        params["errorMessage"] = {"text": field.errors[0]}
    if isinstance(field, BooleanField):
        return params | {"items": [boolean_item(field)]}
    if field.description:
        params["hint"] = {"text": field.description}
    if isinstance(field, DateField):
        return params | {"namePrefix": field.name, "items": date_items(field)} | legend(field)
    if isinstance(field, SelectField):
        return params | choice_params(field)
    return params | {"label": {"text": field.label.text}} | text_params(field)


def legend(field: Field) -> Params:
    return {"fieldset": {"legend": {"text": field.label.text}}}


def boolean_item(field: Field) -> Params:
    item: Params = {"value": "y", "text": field.label.text, "checked": bool(field.data)}
    return item | ({"hint": {"text": field.description}} if field.description else {})


def date_items(field: DateField) -> list[Params]:
    return [
        {
            "name": part,
            "value": field.typed[part],
            "classes": f"govuk-input--width-{width}"
            + (" govuk-input--error" if field.errors and part in field.wrong else ""),
        }
        for part, width in DATE_PARTS.items()
    ]


def choice_params(field: SelectField) -> Params:
    """Radios and checkboxes want a legend and `checked`, a select a label and `selected`."""
    is_list = not isinstance(field, (RadioField, SelectMultipleField))
    chosen = "selected" if is_list else "checked"
    items = [
        {"value": str(choice.value), "text": choice.label, chosen: choice.selected} for choice in field.iter_choices()
    ]
    return {"items": items} | ({"label": {"text": field.label.text}} if is_list else legend(field))


def text_params(field: Field) -> Params:
    if isinstance(field, (PasswordField, FileField)):
        return {}
    params: Params = {"value": field._value()}
    if isinstance(field, TextAreaField):
        return params | ({"maxlength": field.flags.maxlength} if field.flags.maxlength else {})
    kind = field.widget.input_type
    # A number box loses what is typed when it is scrolled over or holds a letter.
    return params | ({"inputmode": "numeric"} if kind == "number" else {"type": kind})


def with_additions(items: list[Params], added: Mapping[str, Params]) -> Iterator[Params]:
    for item in items:
        extra = added.get(item["value"])
        if extra and "divider" in extra:
            yield {"divider": extra["divider"]}
            extra = {key: option for key, option in extra.items() if key != "divider"}
        yield merge(item, extra) if extra else item


def merge(params: Params, options: Mapping[str, Any]) -> Params:
    merged = dict(params)
    for key, value in options.items():
        # In this order: most options replace nothing, and to ask for a Mapping is slow.
        both = isinstance(merged.get(key), dict) and isinstance(value, Mapping)
        merged[key] = merge(merged[key], value) if both else value
    return merged


def error_summary(form: Form) -> Params:
    """What govukErrorSummary needs to list a form's errors, each a link to the box it is about."""
    errors: list[Params] = [{"text": error} for error in form.form_errors]
    for field in form:
        link = {} if isinstance(field.widget, HiddenInput) else {"href": f"#{box_of(field)}"}
        errors += [{"text": field.errors[0], **link}] if field.errors else []
    return {"titleText": "There is a problem", "errorList": errors}


def box_of(field: Field) -> str:
    return f"{field.id}-{field.wrong[0]}" if isinstance(field, DateField) else str(field.id)
