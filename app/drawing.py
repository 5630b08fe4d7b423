"""What every template may call beside Flask’s own."""

from flask import Flask

from app import forms, words
from app.results import words as figures_in_words


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        govuk=forms.govuk,
        error_summary=forms.error_summary,
        date_in_words=words.date_in_words,
        time_in_words=words.time_in_words,
        answer_in_words=figures_in_words.answer_in_words,
        gap_in_words=figures_in_words.gap_in_words,
    )
