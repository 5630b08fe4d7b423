"""The council of this installation: set-up on the first run, then its settings, colour and logo."""

import hmac
import secrets
import threading
from io import BytesIO

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts import logo, passwords, sessions
from app.accounts.forms import RETENTIONS, CouncilForm, SettingsForm, SetupForm
from app.accounts.settings_files import missing_styles_of, picture_in, template_in, template_name
from app.accounts.tables import Council, CouncilType, Retention, Role, User
from app.audit.record import record
from app.database import db, writing
from app.security import public

bp = Blueprint("council", __name__)


@bp.record_once
def init(state: BlueprintSetupState) -> None:
    state.app.config["SETUP_CODE"] = secrets.token_urlsafe(12)
    state.app.jinja_env.globals["council"] = council


def council() -> Council | None:
    """The council, none before set-up. Every page shows it and only this module changes it: so it is kept in memory."""
    kept: Council | None = current_app.extensions.get("council")
    return kept or _read_council()


# Reading and forgetting take turns, so that what was read before a change is never kept after it.
_turn = threading.Lock()


def _read_council() -> Council | None:
    with _turn:
        if (found := db.session.get(Council, 1)) is not None:
            db.session.expunge(found)
            current_app.extensions["council"] = found
    return found


def forget_council() -> None:
    with _turn:
        current_app.extensions.pop("council", None)


def is_hub_public() -> bool:
    """Whether anybody may read the resources, without signing in."""
    kept = council()
    return kept is not None and kept.is_hub_public


def may_visitors_suggest() -> bool:
    """Whether they may suggest one as well; never where they cannot read them."""
    kept = council()
    return kept is not None and kept.is_hub_public and kept.may_visitors_suggest


def council_logo() -> bytes | None:
    """The logo as PNG. It is not kept with the rest: few pages need it."""
    return db.session.scalar(select(Council.logo))


def council_template() -> bytes | None:
    """The council’s own Word template, cleaned. Only Word documents need it."""
    return db.session.scalar(select(Council.word_template))


@bp.route("/setup", methods=["GET", "POST"])
@public
def setup() -> ResponseReturnValue:
    """The first run: only whoever started Bearings has the code."""
    form = SetupForm(code=request.args.get("code", ""))
    if council() is not None:
        return redirect(url_for("home.home"))
    if not hmac.compare_digest((form.code.data or "").encode(), current_app.config["SETUP_CODE"].encode()):
        return render_template("accounts/setup_code.html"), 403
    if form.validate_on_submit():
        user = User(name=form.name.data, email=form.email.data, role=Role.ADMINISTRATOR, is_active=True, epoch=0)
        user.password_hash = passwords.hash_password(form.password.data)
        with writing():
            is_first = db.session.get(Council, 1) is None
            if is_first:
                _add_council(form, user)
        flash(
            "Bearings is set up. You can start your first assessment, or add people first."
            if is_first
            else "Somebody else has set up Bearings meanwhile. Ask them to add you."
        )
        return redirect(url_for("home.home"), 303)
    return render_template("accounts/setup.html", form=form), 422 if form.errors else 200


def _add_council(form: SetupForm, administrator: User) -> None:
    db.session.add(administrator)
    row = Council(id=1)
    _take(form, row)
    db.session.add(row)
    db.session.flush()
    sessions.begin(administrator)


def _take(form: CouncilForm, row: Council) -> None:
    row.name = form.council_name.data
    row.type = CouncilType(form.council_type.data)
    row.gss_code = form.gss_code.data or None


@bp.route("/settings", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    if g.user.role is not Role.ADMINISTRATOR:
        abort(404)
    row = db.get_or_404(Council, 1)
    form = SettingsForm(data=_settings_of(row))
    if form.validate_on_submit() and None not in (picture := picture_in(form), template := template_in(form)):
        with writing():
            db.session.refresh(row)
            _take(form, row)
            _take_settings(form, row)
            if picture or form.remove_logo.data:
                row.logo, row.logo_digest = (picture, logo.digest_of(picture)) if picture else (None, None)
            if template or form.remove_word_template.data:
                row.word_template, row.word_template_name = template or None, template_name(form) if template else ""
            record("settings.changed")
        forget_council()
        flash("The settings are saved.")
        return redirect(url_for("council.settings"), 303)
    hints = {kind.value: {"hint": {"text": hint}} for kind, (_, hint) in RETENTIONS.items()}
    page = render_template("accounts/settings.html", form=form, hints=hints, missing=missing_styles_of(row))
    return page, 422 if form.errors else 200


def _take_settings(form: SettingsForm, row: Council) -> None:
    row.colour = form.colour.data or None
    row.is_hub_public = form.is_hub_public.data
    row.may_visitors_suggest = form.may_visitors_suggest.data
    row.smallest_group = form.smallest_group.number
    row.covering_text, row.most_priorities = form.covering_text.data or "", form.most_priorities.number
    row.retention, row.retention_days = Retention(form.retention.data), form.retention_days.number


def _settings_of(row: Council) -> dict[str, object]:
    return {
        "council_name": row.name,
        "council_type": row.type.value,
        "gss_code": row.gss_code,
        "colour": row.colour,
        "is_hub_public": row.is_hub_public,
        "may_visitors_suggest": row.may_visitors_suggest,
        "covering_text": row.covering_text,
        "most_priorities": row.most_priorities,
        "smallest_group": row.smallest_group,
        "retention": row.retention.value,
        "retention_days": row.retention_days,
    }


@bp.get("/council.css")
@public
def stylesheet() -> ResponseReturnValue:
    """The council’s colour as the one property that everything coloured hangs on."""
    row = council()
    colour = row.colour if row is not None else None
    text = f":root {{ --govuk-brand-colour: {colour}; --app-colour: {colour} }}\n" if colour else ""
    return _kept(Response(text, mimetype="text/css"))


@bp.get("/logo.png")
@public
def logo_picture() -> ResponseReturnValue:
    picture = council_logo() or abort(404)
    return _kept(send_file(BytesIO(picture), "image/png"))


def _kept(response: Response) -> Response:
    """Its address holds a digest, so that browsers may keep it."""
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
