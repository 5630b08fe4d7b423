"""The record on a page, for the administrator."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.tables import Role
from app.audit.filters import Filters, FiltersForm
from app.audit.listing import PER_PAGE, count, every_line, known, one_page
from app.audit.words import Line
from app.downloads import attachment
from app.paging import page_links, page_within
from app.spreadsheets import as_csv
from app.words import count_in_words

bp = Blueprint("audit", __name__, url_prefix="/audit")

COLUMNS = ("day", "time", "who", "what", "assessment")
EVERYTHING = {"assessment": "All assessments", "person": "Everybody", "kind": "Everything"}


@bp.before_request
def require_administrator() -> None:
    """Others are told nothing of these pages."""
    if g.user.role is not Role.ADMINISTRATOR:
        abort(404)


@bp.get("")
def audit() -> ResponseReturnValue:
    form, choices = FiltersForm(request.args), known()
    is_right = form.validate()
    filters = Filters.read(form, request.args, choices)
    total = count(filters) if is_right else 0
    page, pages = page_within(filters.page, total, PER_PAGE)
    filters = filters.on_page(page)
    answer = render_template(
        "audit/record.html",
        lines=one_page(filters) if is_right else [],
        entries=count_in_words(total, "entry", "entries"),
        filters=filters,
        form=form,
        lists=_lists(filters, choices),
        pagination=page_links(page, pages, lambda it: _address(filters.on_page(it)), "Pages") if pages > 1 else None,
    )
    return answer, 200 if is_right else 422


@bp.get("/record.csv")
def table() -> ResponseReturnValue:
    form = FiltersForm(request.args)
    if not form.validate():
        abort(400)
    rows = map(_row, every_line(Filters.read(form, request.args, known())))
    return attachment(as_csv([COLUMNS, *rows]), "text/csv", "record.csv")


def _row(line: Line) -> list[str]:
    local = line.at.astimezone()
    return [f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}", line.who, line.what, line.assessment]


def _address(filters: Filters) -> str:
    return url_for("audit.audit", **filters.args)


def _lists(filters: Filters, choices: Mapping[str, Mapping[str, str]]) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [
            {"value": value, "text": text, "selected": getattr(filters, name) == value}
            for value, text in {"": EVERYTHING[name], **found}.items()
        ]
        for name, found in choices.items()
    }
