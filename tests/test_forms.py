"""Fields as people meet them: drawn, filled in with anything, and drawn again with what they typed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, render_template_string
from flask_wtf import FlaskForm
from jinja2 import StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from app import govuk as components
from app.forms import DateField, error_summary, govuk, one_line, plain_text

LEVELS = [SelectChoice("1", "Minimum"), SelectChoice("2", "Developing"), SelectChoice("unknown", "Don’t know")]


class EverythingForm(FlaskForm):
    title = StringField("Title", [DataRequired("Enter a title")], [plain_text], description="For example, 2026.")
    email = EmailField("Email address")
    months = IntegerField("Months", [Optional()])
    password = PasswordField("Password")
    note = TextAreaField("Note", [Length(max=20, message="Note must be 20 characters or fewer")], [plain_text])
    level = RadioField("Level", [InputRequired("Select a level")], choices=LEVELS)
    themes = SelectMultipleField("Themes", choices=LEVELS)
    region = SelectField("Region", choices=LEVELS)
    agree = BooleanField("I agree", description="You may change your mind.")
    logo = FileField("Logo")
    start = DateField("Start date")
    end = DateField("End date", [Optional()])
    token = HiddenField(validators=[Regexp("^[a-f]*$", message="This form is damaged")])


FILLED = {
    "title": "Our council",
    "level": "2",
    "region": "1",
    "start-day": "31",
    "start-month": "3",
    "start-year": "2027",
}

PAGE = """
{% from "govuk.html" import govukInput, govukPasswordInput, govukCharacterCount, govukRadios, govukCheckboxes %}
{% from "govuk.html" import govukSelect, govukDateInput, govukFileUpload, govukErrorSummary %}
{% if form.errors %}{{ govukErrorSummary(error_summary(form)) }}{% endif %}
{{ govukInput(govuk(form.title, label={"classes": "govuk-label--m"})) }}
{{ govukInput(govuk(form.email, autocomplete="email")) }}
{{ govukInput(govuk(form.months)) }}
{{ govukPasswordInput(govuk(form.password)) }}
{{ govukCharacterCount(govuk(form.note)) }}
{{ govukRadios(govuk(form.level, items={"1": {"hint": {"text": "The least"}}, "unknown": {"divider": "or"}})) }}
{{ govukCheckboxes(govuk(form.themes)) }}
{{ govukSelect(govuk(form.region)) }}
{{ govukCheckboxes(govuk(form.agree)) }}
{{ govukFileUpload(govuk(form.logo)) }}
{{ govukDateInput(govuk(form.start)) }}
{{ govukDateInput(govuk(form.end)) }}
"""


@pytest.fixture(autouse=True)
def app() -> Iterator[Flask]:
    app = Flask(__name__, root_path=str(Path(__file__).parent.parent))
    app.config.update(SECRET_KEY="for tests", WTF_CSRF_ENABLED=False)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(components=components, govuk=govuk, error_summary=error_summary)
    with app.test_request_context():
        yield app


def sent(**changes: Any) -> EverythingForm:
    """The form as it arrives, valid but for the changes; None takes a field away."""
    fields = FILLED | {name.replace("__", "-"): value for name, value in changes.items()}
    form = EverythingForm(MultiDict({name: value for name, value in fields.items() if value is not None}))
    form.validate()
    return form


def page(form: FlaskForm) -> Element:
    html = render_template_string(PAGE, form=form)
    root: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return root


def box(root: Element, id: str) -> Element:
    found = root.find(f".//*[@id='{id}']")
    assert found is not None, f"nothing with the id {id}"
    return found


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_kind_of_field_is_drawn_with_its_label() -> None:
    root = page(EverythingForm())
    labels = {label.get("for"): text(label) for label in root.iter("label")}
    assert labels == {
        "title": "Title",
        "email": "Email address",
        "months": "Months",
        "password": "Password",
        "note": "Note",
        "level": "Minimum",
        "level-2": "Developing",
        "level-4": "Don’t know",
        "themes": "Minimum",
        "themes-2": "Developing",
        "themes-3": "Don’t know",
        "region": "Region",
        "agree": "I agree",
        "logo": "Logo",
        **{f"{name}-{part}": part.title() for name in ("start", "end") for part in ("day", "month", "year")},
    }
    assert [text(legend) for legend in root.iter("legend")] == ["Level", "Themes", "Start date", "End date"]


def test_boxes_are_of_the_kind_that_suits_what_is_typed() -> None:
    root = page(EverythingForm())
    kinds = {id: box(root, id).get("type") for id in ("title", "email", "months", "password", "logo", "level", "agree")}
    assert kinds == {
        "title": "text",
        "email": "email",
        "months": "text",
        "password": "password",
        "logo": "file",
        "level": "radio",
        "agree": "checkbox",
    }
    assert box(root, "months").get("inputmode") == "numeric"


def test_a_limit_on_length_reaches_the_character_count() -> None:
    assert text(box(page(EverythingForm()), "note-info")) == "You can enter up to 20 characters"


def test_options_are_added_to_what_the_field_says() -> None:
    root = page(EverythingForm())
    label = root.find(".//label[@for='title']")
    assert label is not None
    assert (text(label), label.get("class")) == ("Title", "govuk-label govuk-label--m")
    assert text(box(root, "level-item-hint")) == "The least"
    assert [text(divider) for divider in root.iterfind(".//div[@class='govuk-radios__divider']")] == ["or"]
    assert govuk(EverythingForm().level, items=[])["items"] == []


def test_what_was_typed_is_shown_again_but_never_a_password() -> None:
    root = page(sent(title="“Ours”", months="six", password="open sesame", note="\nA note", agree="y", start__year="x"))
    assert box(root, "title").get("value") == "“Ours”"
    assert box(root, "months").get("value") == "six"
    assert box(root, "password").get("value") is None
    assert box(root, "note").text == "A note"
    assert box(root, "agree").get("checked") is not None
    assert box(root, "level-2").get("checked") is not None
    assert box(root, "region").find("option[@selected]") is not None
    assert [box(root, f"start-{part}").get("value") for part in ("day", "month", "year")] == ["31", "3", "x"]


def test_the_error_summary_links_to_the_box_that_is_wrong() -> None:
    form = sent(title=" ", note="x" * 21, level=None, start__month=None, token="!")
    form.form_errors.append("Somebody else saved this")
    root = page(form)
    links = {text(link): (link.get("href") or "")[1:] for link in box_of_errors(root).iter("a")}
    assert links == {
        "Enter a title": "title",
        "Note must be 20 characters or fewer": "note",
        "Select a level": "level",
        "Start date must include a month": "start-month",
    }
    assert all(box(root, id) is not None for id in links.values())
    assert {"Somebody else saved this", "This form is damaged"} <= {
        text(item) for item in box_of_errors(root).iter("li")
    }


def box_of_errors(root: Element) -> Element:
    found = root.find(".//ul[@class='govuk-list govuk-error-summary__list']")
    assert found is not None
    return found


def test_only_the_wrong_parts_of_a_date_are_marked() -> None:
    root = page(sent(start__month=""))
    marked = {
        part: "govuk-input--error" in (box(root, f"start-{part}").get("class") or "")
        for part in ("day", "month", "year")
    }
    assert marked == {"day": False, "month": True, "year": False}


def test_a_real_date_is_read() -> None:
    form = sent(start__day=" 01 ", start__month="12", start__year="2026")
    assert (form.start.data, form.errors) == (date(2026, 12, 1), {})


def test_a_saved_date_is_shown() -> None:
    root = page(EverythingForm(data={"start": date(2026, 11, 5)}))
    assert [box(root, f"start-{part}").get("value") for part in ("day", "month", "year")] == ["5", "11", "2026"]
    assert box(root, "end-day").get("value") == ""


@pytest.mark.parametrize(
    ("day", "month", "year", "message"),
    [
        (None, None, None, "Enter the start date"),
        ("", " ", "\t", "Enter the start date"),
        ("1", "", "", "Start date must include a month and year"),
        (None, "1", "2026", "Start date must include a day"),
        ("31", "2", "2026", "Start date must be a real date"),
        ("0", "0", "0000", "Start date must be a real date"),
        ("1", "13", "2026", "Start date must be a real date"),
        ("1", "1", "99999", "Start date must be a real date"),
        ("9" * 5000, "1", "2026", "Start date must be a real date"),
        ("-1", "1", "2026", "Start date must be a real date"),
        ("1.5", "1", "2026", "Start date must be a real date"),
        ("first", "May", "next", "Start date must be a real date"),
        ("١", "٢", "٢٠٢٦", "Start date must be a real date"),
        ("²", "1", "2026", "Start date must be a real date"),
        ("1", "1", "26", "Start date must include a year with 4 numbers"),
    ],
)
def test_a_date_that_is_none_is_refused_in_plain_words(
    day: str | None, month: str | None, year: str | None, message: str
) -> None:
    form = sent(start__day=day, start__month=month, start__year=year)
    assert (form.start.data, form.errors) == (None, {"start": [message]})


def test_an_optional_date_may_be_empty_but_not_wrong() -> None:
    assert sent().end.data is None
    assert sent().errors == {}
    assert sent(end__day="1").errors == {"end": ["End date must include a month and year"]}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  one\r\ntwo\rthree\n ", "one\ntwo\nthree"),
        ("tab\tstays", "tab\tstays"),
        ("nul\x00 bell\x07 escape\x1b[31m del\x7f next\x85line", "nul bell escape[31m del nextline"),
        ("half \ud800 of a pair, \uffff not a character", "half  of a pair,  not a character"),
        ("Müller’s naïve £5 – 東京 🙂", "Müller’s naïve £5 – 東京 🙂"),
        ("\x00", ""),
        ("a soft\u00ad hyphen, zero\u200bwidth, \ufeffmarks", "a soft hyphen, zerowidth, marks"),
        ("turned \u202eround\u202c and \u2066apart\u2069", "turned round and apart"),
        (
            "👩\u200d👩\u200d👧 \U0001f3f4\U000e0067\U000e0062\U000e007f",
            "👩\u200d👩\u200d👧 \U0001f3f4\U000e0067\U000e0062\U000e007f",
        ),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("…", "…"),
        ("\u200b\u2060", ""),
        ("\u200d\u200e \n\u3164", ""),
        (None, None),
    ],
)
def test_typed_text_keeps_its_words_and_loses_what_cannot_be_seen(typed: str | None, kept: str | None) -> None:
    assert plain_text(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna\n  Smith ", "Anna Smith"),
        ("\u200eAnna\u200f \u061cSmith", "Anna Smith"),
        ("Anna\u200d \u200cSmith \u200d", "Anna Smith"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("\u202e1.9", "1.9"),
        ("\u2800 \u200d", ""),
        (None, ""),
    ],
)
def test_a_name_is_one_line_without_marks_of_direction(typed: str | None, kept: str) -> None:
    assert one_line(typed) == kept
