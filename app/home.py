"""The first page, and whether the server is well."""

from datetime import date

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.council import council
from app.assets import asset
from app.maturity.versions import current_versions, model_of, models_in_force
from app.next import waiting_for_me
from app.security import public
from app.version import VERSION

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """For a visitor what this is; for somebody signed in what is next for them; for a private link’s visit the one
    it is for."""
    if council() is None:
        return render_template("home/not_set_up.html")
    if g.user is not None:
        today = date.today()
        return render_template("home/next.html", lines=waiting_for_me(today), today=today)
    if g.participant is not None:
        return redirect(url_for("assessment.assessment", assessment_id=g.participant.assessment_id))
    return render_template("home/home.html", models=models_in_force())


@bp.get("/favicon.ico")
@public
def favicon() -> ResponseReturnValue:
    """Asked for by what is not a page of ours, such as the browser’s PDF viewer."""
    return redirect(asset("favicon.svg"), 301)


@bp.get("/health")
@public
def health() -> ResponseReturnValue:
    """200 when the database and a model can be read."""
    for version in current_versions():
        model_of(version)
        return {"version": VERSION}
    return {"version": VERSION}, 503
