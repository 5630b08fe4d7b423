"""The notices on privacy and accessibility: read by anybody, changed by the administrator."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.accounts.tables import Role
from app.audit.record import record
from app.database import db, utc_now, writing
from app.forms import is_number, plain_text
from app.notices.markup import read
from app.notices.reading import TITLES, Shown, find_notice, prefilled, shown
from app.notices.tables import NOTICE_LENGTH, Notice
from app.security import public

bp = Blueprint("notices", __name__)


class NoticeForm(FlaskForm):
    text = TextAreaField(
        "Text of the notice",
        [
            DataRequired("Enter the text, or use the prefilled text again"),
            Length(max=NOTICE_LENGTH, message=f"The text must be {NOTICE_LENGTH:,} characters or fewer"),
        ],
        [plain_text],
    )
    seen = HiddenField()
    """The row version that was on screen."""


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return _draw("privacy")


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    return _draw("accessibility")


def _draw(slug: str) -> ResponseReturnValue:
    notice = shown(slug)
    is_administrator = g.user is not None and g.user.role is Role.ADMINISTRATOR
    return render_template(
        "notices/notice.html",
        notice=notice,
        blocks=read(notice.text),
        is_administrator=is_administrator,
        has_own_words=notice.text != prefilled(slug),
    )


@bp.route("/<any(privacy, accessibility):slug>/edit", methods=["GET", "POST"])
def edit(slug: str) -> ResponseReturnValue:
    _require_administrator()
    now = shown(slug)
    form = NoticeForm(text=now.text, seen=str(now.row_version))
    if not form.validate_on_submit():
        return _draw_edit(now, form, 422 if form.errors else 200)
    if not _save(slug, form.text.data or "", form.seen.data):
        now = shown(slug)
        form.seen.data = str(now.row_version)
        return _draw_edit(now, form, 409)
    flash(f"The notice “{TITLES[slug]}” is saved.")
    return redirect(url_for(f"notices.{slug}"), 303)


@bp.post("/<any(privacy, accessibility):slug>/prefilled")
def use_prefilled(slug: str) -> ResponseReturnValue:
    _require_administrator()
    if not _save(slug, "", request.form.get("seen")):
        flash("Somebody else has changed the notice meanwhile, so it was left as it is. Look at it first.")
        return redirect(url_for("notices.edit", slug=slug), 303)
    flash(f"The notice “{TITLES[slug]}” is the prefilled text again.")
    return redirect(url_for(f"notices.{slug}"), 303)


def _require_administrator() -> None:
    """Others are told nothing of these pages."""
    if g.user.role is not Role.ADMINISTRATOR:
        abort(404)


def _save(slug: str, text: str, seen: str | None) -> bool:
    """False where somebody else has saved since it was on screen. Without a text it is the prefilled one."""
    text = "" if text == prefilled(slug) else text
    with writing():
        notice = find_notice(slug)
        if not is_number(seen or "", 9) or int(seen or 0) != (notice.row_version if notice else 0):
            return False
        if notice is None:
            notice = Notice(slug=slug, row_version=0)
            db.session.add(notice)
        notice.text, notice.row_version = text, notice.row_version + 1
        notice.changed_at, notice.changed_by_id = utc_now(), g.user.id
        record("notice.changed", subject=TITLES[slug].lower())
    return True


def _draw_edit(now: Shown, form: NoticeForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "notices/edit.html",
        notice=now,
        form=form,
        is_overtaken=status == 409,
        address=url_for(f"notices.{now.slug}"),
    )
    return page, status
