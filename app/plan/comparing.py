"""Somebody else’s newer version of an action beside what is typed in the form."""

from collections.abc import Collection
from datetime import date

from app.plan.actions import linked_to
from app.plan.forms import ActionForm
from app.plan.tables import Action
from app.plan.words import STATUSES
from app.words import date_in_words


def both_actions(form: ActionForm, saved: Action) -> list[tuple[str, str, str]]:
    """Where they differ: what it is called, what is saved, what is typed."""
    mine = form.columns()
    found = [(_label(form, name), _shown(getattr(saved, name)), _shown(value)) for name, value in mine.items()]
    linked = {one.slug for one in linked_to(saved)}
    found.append((_label(form, "resources"), _titles(form, linked), _titles(form, form.resources.data or ())))
    return [(label, theirs or "Nothing", own or "Nothing") for label, theirs, own in found if theirs != own]


def _titles(form: ActionForm, slugs: Collection[str]) -> str:
    """As the form offers them; what it does not offer would not be linked."""
    return "; ".join(str(choice.label) for choice in form.resources.choices if choice.value in slugs)


def _label(form: ActionForm, name: str) -> str:
    return str(form[name].label.text).removesuffix(" (optional)")


def _shown(value: object) -> str:
    if isinstance(value, date):
        return date_in_words(value)
    return next((words for status, words in STATUSES.items() if status is value), "" if value is None else str(value))
