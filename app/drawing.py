"""What every template may call beside Flask’s own."""

from functools import cache

from flask import Flask, current_app

from app import forms, govuk, words
from app.assessment.access import may
from app.results import words as figures_in_words
from app.results.pictures import profile_table


@cache
def path_to(endpoint: str) -> str:
    """The address of a page that needs no arguments. Kept, since every page’s menu asks for several."""
    return current_app.url_map.bind("").build(endpoint)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        profile_table=profile_table,
        path_to=path_to,
        may=may,
        components=govuk,
        govuk=forms.govuk,
        error_summary=forms.error_summary,
        date_in_words=words.date_in_words,
        time_in_words=words.time_in_words,
        answer_in_words=figures_in_words.answer_in_words,
        gap_in_words=figures_in_words.gap_in_words,
    )
