"""The resources for other programs and for paper. What the list filters by, these filter by."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.council import council, is_hub_public
from app.database import db, utc_now
from app.downloads import attachment
from app.maturity.versions import models_in_force
from app.resources.feeds import MOST_NEW, as_atom, as_json, as_table, urn_of_feed
from app.resources.filters import Filters
from app.resources.search.contents import contents
from app.resources.search.finding import every_id
from app.resources.steps import helped_by
from app.resources.storing import WHOLE, first_model
from app.resources.tables import Resource, Status
from app.resources.words import KINDS
from app.security import public_if

bp = Blueprint("feeds", __name__)

MOST_PRINTED = 200


@bp.get("/resources/feed.atom")
@public_if(is_hub_public)
def feed() -> ResponseReturnValue:
    """What is new, whatever it is about."""
    owner = council()
    name = owner.name if owner else "Bearings"
    feed_id = urn_of_feed(str(current_app.config["SECRET_KEY"]))
    return Response(as_atom(_newest(), name, feed_id, utc_now()), mimetype="application/atom+xml")


@bp.get("/resources.csv")
@public_if(is_hub_public)
def table() -> ResponseReturnValue:
    return attachment(as_table(_read(every_id(_filters())), first_model()), "text/csv", "resources.csv")


@bp.get("/resources.json")
@public_if(is_hub_public)
def entries() -> ResponseReturnValue:
    return Response(as_json(_read(every_id(_filters())), first_model()), mimetype="application/json")


@bp.get("/resources/print")
@public_if(is_hub_public)
def reading_list() -> ResponseReturnValue:
    filters, models = _filters(), models_in_force()
    ids = every_id(filters)
    return render_template(
        "resources/reading_list.html",
        listed=[(each, helped_by(each.steps, models)) for each in _read(ids[:MOST_PRINTED])],
        total=len(ids),
        filters=filters,
        chips=filters.chips(contents().labels),
        kinds=KINDS,
    )


def _filters() -> Filters:
    kept = contents()
    return Filters.read(request.args, kept.labels, kept.aliases)


def _read(ids: Sequence[int]) -> list[Resource]:
    """Whole, in the order of their ids."""
    found = {each.id: each for each in db.session.scalars(select(Resource).where(Resource.id.in_(ids)).options(*WHOLE))}
    return [found[number] for number in ids if number in found]


def _newest() -> list[Resource]:
    newest = select(Resource).where(Resource.status == Status.CURRENT).options(*WHOLE)
    return list(db.session.scalars(newest.order_by(Resource.added_at.desc(), Resource.id.desc()).limit(MOST_NEW)))
