"""The components of the GOV.UK Design System, version 6.3.0, that the product draws.

Each takes the params of the Design System’s website and gives its markup; test_govuk.py holds all to the official
fixtures. They are functions because a page draws a few hundred parts, and macros made that a third of its time.
`text` is escaped; `html` is passed through, so it never holds what a person typed.
"""

from app.govuk.choices import checkboxes, radios, select
from app.govuk.fields import date_input, file_upload, password_input, text_input
from app.govuk.lists import error_summary, summary_list
from app.govuk.navigation import back_link, pagination
from app.govuk.page import button, details, inset_text, tag, warning_text
from app.govuk.text import character_count, textarea

__all__ = [
    "back_link",
    "button",
    "character_count",
    "checkboxes",
    "date_input",
    "details",
    "error_summary",
    "file_upload",
    "inset_text",
    "pagination",
    "password_input",
    "radios",
    "select",
    "summary_list",
    "tag",
    "text_input",
    "textarea",
    "warning_text",
]
