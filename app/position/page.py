"""The page of one position: what was said, the form or what is agreed, and its reviews. Two sets of routes draw it."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.tables import User
from app.assessment import choices
from app.assessment.answer_form import fields_of
from app.assessment.criteria import ticked_at
from app.assessment.feedback import Feedback, feedback_on
from app.assessment.roles import May
from app.assessment.saving import AGREEMENT, Saved
from app.assessment.tables import Assessment
from app.database import db
from app.maturity.glossary import terms_used
from app.position import words
from app.position.adopting import is_batch
from app.position.disagreement import lower_middle, why_a_rationale
from app.position.filters import Filters
from app.position.forms import VERDICTS, PositionForm, ReviewForm, SettleForm, both_positions
from app.position.listing import Listing, Row, listing_of
from app.position.reviewing import reviews_of
from app.position.voices import hears_voices, shared_notes, voices_on
from app.results.figures import Kind, profile_of_theme


@dataclass(frozen=True, slots=True)
class Subject:
    """One characteristic in the list that the person came from."""

    assessment: Assessment
    listing: Listing
    row: Row
    filters: Filters

    @property
    def code(self) -> str:
        return self.row.code


def only_separate(assessment: Assessment) -> None:
    """Done together, there is nothing to agree afterwards: the theme forms write the position."""
    if not assessment.is_separate:
        abort(404)


def get_subject(assessment: Assessment, code: str) -> Subject:
    only_separate(assessment)
    listing = listing_of(assessment)
    return Subject(assessment, listing, listing.get_row(code), Filters.read(request.args, assessment.model))


def starting_form(subject: Subject) -> PositionForm:
    """What is agreed or, before that, the lower middles of the answers, which somebody has to confirm."""
    row = subject.row
    saved = row.position
    data = fields_of(saved) | {name: getattr(saved, name) for name in AGREEMENT if saved}
    if not row.is_agreed:
        data |= _starting_values(row)
    form = PositionForm(formdata=None, data=data)
    form.offer(subject.assessment.model, subject.code)
    form.form_id.data, form.change_number.data = secrets.token_hex(8), 0
    form.row_version.data = saved.row_version if saved else 0
    return form


def _starting_values(row: Row) -> dict[str, str]:
    if row.compared is None:
        return {}
    compared = row.compared
    shown = {"current": compared.all, "target": compared.target.all, "evidence": compared.evidence.all}
    found = {name: lower_middle(spread) for name, spread in shown.items()}
    return {name: str(level) for name, level in found.items() if level is not None}


def draw_one(
    subject: Subject,
    status: int = 200,
    form: PositionForm | None = None,
    *,
    newer: Saved | None = None,
    review_form: ReviewForm | None = None,
    settle_form: SettleForm | None = None,
    overtaken: str = "",
) -> ResponseReturnValue:
    """Each form is one that was sent and cannot be saved, or none. `overtaken`: why a review could not be."""
    form = form or starting_form(subject)
    proposed = form.position(subject.code, g.user.id) if form.is_readable else subject.row.position
    newer_by = db.session.get(User, newer.saved_by_id) if newer and newer.saved_by_id else None
    page = render_template(
        "position/one.html",
        **_what_is_known(subject),
        form=form,
        position=subject.row.position,
        proposed=proposed,
        feedback=_feedback(subject, proposed),
        may_agree=g.standing.may(May.AGREE),
        choices=choices,
        newer=newer,
        newer_by=None if newer_by is None or newer_by.id == g.user.id else newer_by.name,
        both_answers=both_positions,
        **_reviews(subject, review_form, settle_form),
        overtaken=overtaken,
        wrong=next((one for one in (settle_form, review_form, form) if one is not None and one.errors), form),
    )
    return page, status


def _what_is_known(subject: Subject) -> dict[str, Any]:
    assessment, row = subject.assessment, subject.row
    hears = hears_voices(assessment)
    return {
        "assessment": assessment,
        "model": assessment.model,
        "row": row,
        "theme": row.theme,
        "characteristic": row.characteristic,
        "filters": subject.filters,
        "next": subject.listing.next_to_agree(row.code, subject.filters),
        "words": words,
        "hears_voices": hears,
        "notes": shared_notes(assessment, row.code) if hears else [],
        "voices": voices_on(assessment, row.code) if hears else [],
        "terms": terms_used(assessment.model, row.code),
        "ticked_at": ticked_at,
        "why": why_a_rationale(row.compared, Kind.LEVEL, lower_middle(row.compared.all if row.compared else None)),
        "is_adopted": row.position is not None and is_batch(row.position.form_id),
    }


def _feedback(subject: Subject, proposed: Saved | None) -> Feedback:
    """On what the form proposes; the theme’s profile counts only what is agreed."""
    row, positions = subject.row, subject.listing.positions
    with_it = {**positions, row.code: proposed} if proposed else positions
    found = feedback_on(subject.assessment, row.theme, row.characteristic, with_it)
    return replace(found, profile=profile_of_theme(row.theme, positions))


def _reviews(subject: Subject, review_form: ReviewForm | None, settle_form: SettleForm | None) -> dict[str, Any]:
    said = reviews_of(subject.assessment, subject.code) if hears_voices(subject.assessment) else []
    settling = {one.review.id: SettleForm(one.review.id) for one in said if one.is_open}
    if settle_form is not None and settle_form.review_id in settling:
        settling[settle_form.review_id] = settle_form
    return {
        "reviews": said,
        "settling": settling if g.standing.may(May.AGREE) else {},
        "review_form": review_form or _empty_review(subject),
        "may_review": may_review(subject),
        "verdicts": VERDICTS,
        "verdict_hints": {verdict.value: {"hint": {"text": hint}} for verdict, (_, hint) in VERDICTS.items()},
    }


def may_review(subject: Subject) -> bool:
    """A reviewer of its theme, once there is something to review."""
    is_theirs = subject.row.theme in g.standing.asked_themes
    return bool(g.standing.may(May.REVIEW)) and is_theirs and subject.row.is_agreed


def _empty_review(subject: Subject) -> ReviewForm:
    position = subject.row.position
    form = ReviewForm(formdata=None, data={"row_version": position.row_version if position else 0})
    form.offer(subject.assessment.model)
    return form


def read_review(subject: Subject) -> ReviewForm:
    form = ReviewForm()
    form.offer(subject.assessment.model)
    return form
