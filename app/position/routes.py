"""Agree the position: the list by disagreement, one characteristic at a time, and the easy ones in one step."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.assessment.access import get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.saving import Saved, agreement_sheet
from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import writing
from app.position import words
from app.position.adopting import adopt, batches_of, easy_ones, is_batch, new_batch, undo
from app.position.filters import Filters
from app.position.forms import PositionForm
from app.position.listing import Listing, listing_of
from app.position.page import Subject, draw_one, get_subject, only_separate
from app.position.voices import hears_voices
from app.words import count_in_words, joined

bp = Blueprint("position", __name__, url_prefix="/assessments/<int:assessment_id>/position")


@bp.get("")
def position(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.SEE_POSITION)
    only_separate(assessment)
    listing = listing_of(assessment)
    filters = Filters.read(request.args, assessment.model)
    return _draw_list(listing, filters, easy=easy_ones(listing), batch=new_batch(), batches=batches_of(listing))


def _draw_list(listing: Listing, filters: Filters, **more: Any) -> str:
    rows = listing.rows
    return render_template(
        "position/position.html",
        assessment=listing.assessment,
        model=listing.assessment.model,
        listing=listing,
        rows=listing.shown(filters),
        filters=filters,
        agreed=sum(row.is_agreed for row in rows),
        queries=sum(row.queries for row in rows),
        hidden=sum(not row.is_shown for row in rows),
        words=words,
        hears_voices=hears_voices(listing.assessment),
        may_agree=g.standing.may(May.AGREE),
        themes=_theme_items(listing, filters),
        count_in_words=count_in_words,
        **more,
    )


def _theme_items(listing: Listing, filters: Filters) -> list[dict[str, Any]]:
    items = [{"value": "", "text": "All themes", "selected": not filters.theme}]
    themes = listing.assessment.model.themes
    return items + [{"value": one.slug, "text": one.title, "selected": one.slug == filters.theme} for one in themes]


@bp.get("/<code>")
def one(assessment_id: int, code: str) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.SEE_POSITION)
    return draw_one(get_subject(assessment, code))


@bp.post("/<code>")
def agree(assessment_id: int, code: str) -> ResponseReturnValue:
    """Nothing is stored until it is whole and this button is pressed."""
    assessment = get_assessment(assessment_id, May.AGREE)
    subject = get_subject(assessment, code)
    form = PositionForm()
    form.offer(assessment.model, subject.code)
    is_valid = form.validate()
    proposed = form.position(subject.code, g.user.id) if is_valid else None
    if proposed is None or not form.is_whole(proposed, subject.row.compared):
        return draw_one(subject, 422, form)
    with writing():
        refuse_closed(assessment.id, May.AGREE)
        saved = _save(assessment, subject.code, form)
    if saved is not None:  # somebody else’s stands
        return draw_one(get_subject(assessment, code), 409, form, newer=saved)
    flash(f"The position on “{subject.row.characteristic.title}” is saved.")
    return redirect(_address_after(subject), 303)


def _save(assessment: Assessment, code: str, form: PositionForm) -> Saved | None:
    """In a writing transaction. Gives the newer one that it would have overwritten, and that stands."""
    sheet, origin = agreement_sheet(assessment), form.origin(g.user.id)
    before = sheet.read().get(code)
    sheet.save(code, form.columns() | form.agreement(), origin)
    saved = sheet.read()[code]
    if (saved.form_id, saved.saved_by_id) != (origin.form_id, origin.user_id):
        return saved
    if before is None or before._replace(row_version=saved.row_version, saved_at=saved.saved_at) != saved:
        record("position.agreed", assessment, code)
    return None


def _address_after(subject: Subject) -> str:
    """The next still to agree in the list’s order; after the last, the list."""
    place: dict[str, Any] = {"assessment_id": subject.assessment.id, **subject.filters.args}
    if "next" not in request.form:
        return url_for("position.one", code=subject.code.lower(), **place)
    following = subject.listing.next_to_agree(subject.code, subject.filters)
    if following is None:
        return url_for("position.position", **place)
    return url_for("position.one", code=following.code.lower(), **place)


def _get_batch() -> str:
    batch = request.form.get("batch", "")
    return batch if is_batch(batch) else abort(400)


@bp.post("/adopt")
def adopt_medians(assessment_id: int) -> ResponseReturnValue:
    """For all with a spread of at most one level, as the list says beforehand. Pressed twice it is done once."""
    assessment = get_assessment(assessment_id, May.AGREE)
    only_separate(assessment)
    batch = _get_batch()
    listing = listing_of(assessment)
    with writing():
        refuse_closed(assessment.id, May.AGREE)
        codes = adopt(listing, batch, g.user.id)
        if codes:
            record("position.adopted", assessment, joined(codes))
    if codes:
        flash(f"The median is adopted for {count_in_words(len(codes), 'characteristic')}.")
    return redirect(_list_address(assessment), 303)


@bp.post("/undo")
def undo_adoption(assessment_id: int) -> ResponseReturnValue:
    """Takes back those of the batch that nobody has changed since."""
    assessment = get_assessment(assessment_id, May.AGREE)
    only_separate(assessment)
    batch = _get_batch()
    with writing():
        refuse_closed(assessment.id, May.AGREE)
        codes = undo(assessment, batch)
        if codes:
            record("position.adoption-undone", assessment, joined(codes))
    done = f"Taken back: {count_in_words(len(codes), 'adopted median')}. What was changed since stays as it is."
    flash(done if codes else "Nothing was left to take back.")
    return redirect(_list_address(assessment), 303)


def _list_address(assessment: Assessment) -> str:
    filters = Filters.read(request.args, assessment.model)
    return url_for("position.position", assessment_id=assessment.id, **filters.args)
