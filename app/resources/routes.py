"""The hub’s search: the list of resources."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.council import is_hub_public
from app.drawing import path_to
from app.htmx import render, wants_fragment
from app.resources.filters import Filters
from app.resources.search.contents import contents
from app.resources.showing import drawn
from app.security import public_if

bp = Blueprint("resources", __name__, url_prefix="/resources")


@bp.get("")
@public_if(is_hub_public)
def resources() -> ResponseReturnValue:
    """What is found: a page, or in place while somebody types or changes a filter."""
    if not wants_fragment() and any(not value for value in request.args.values()):
        return redirect(_without_empty(), 303)
    kept = contents()
    filters = Filters.read(request.args, kept.labels, kept.aliases)
    parts = drawn(filters, kept)
    path = path_to("resources.resources")
    response = render("resources/resources.html", "resources/_answer.html", text=filters.text, path=path, parts=parts)
    if wants_fragment():
        response.headers["HX-Replace-Url"] = parts.address
    return response


def _without_empty() -> str:
    """A form sends every field that is left empty; the address is to be shared."""
    args = [(name, value) for name, value in request.args.items(multi=True) if value]
    path = path_to("resources.resources")
    return f"{path}?{urlencode(args)}" if args else path
