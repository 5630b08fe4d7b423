"""Somebody else’s newer version of an action beside what is typed in the form."""

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
    slugs = {one.slug: one.title for one in linked_to(saved)}
    typed = sorted(form.resources.data or ())
    resources = (_label(form, "resources"), ", ".join(slugs.values()), ", ".join(slugs.get(it, it) for it in typed))
    differing = [(label, theirs or "Nothing", own or "Nothing") for label, theirs, own in found if theirs != own]
    return differing + ([resources] if sorted(slugs) != typed else [])


def _label(form: ActionForm, name: str) -> str:
    return str(form[name].label.text).removesuffix(" (optional)")


def _shown(value: object) -> str:
    if isinstance(value, date):
        return date_in_words(value)
    return next((words for status, words in STATUSES.items() if status is value), "" if value is None else str(value))
