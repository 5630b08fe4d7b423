"""A workbook to fill in without the tool: downloaded, and read back with a look at every change before it is stored."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from app.assessment.access import STAGE_WORDS, get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import db, writing
from app.documents.asked import plain_name, send_document
from app.documents.workbook_apply import OvertakenError, UntickedError, store
from app.documents.workbook_compare import compare
from app.documents.workbook_forms import DownloadForm, Filling, WorkbookForm
from app.documents.workbook_in import Fault, read_workbook
from app.documents.workbook_out import workbook_of
from app.documents.workbook_target import Target, find_target, targets_in
from app.participation.tables import Participant
from app.pending import GONE, NotThereError, find, held, keep, read_upload, remove, uploads
from app.position.comparing import find_comparison
from app.spreadsheets import UnreadableError
from app.words import count_in_words

bp = Blueprint("workbook", __name__, url_prefix="/assessments/<int:assessment_id>/workbook")

TOO_LATE = "This workbook was made for {}, and answers for that cannot be taken while the assessment is {}"
BEGUN = "{} has begun to answer here, so nothing of this workbook is taken: from then on their answers are theirs alone"
UNTICKED = "Nothing was stored: you ticked none of the answers."
MOST_FAULTS = 200


@bp.get("")
def workbook(assessment_id: int) -> ResponseReturnValue:
    return _draw(get_assessment(assessment_id, May.ENTER), WorkbookForm(formdata=None))


@bp.get("/fill-in.xlsx")
def download(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.ENTER)
    target = find_target(assessment, request.args.get("for", ""))
    if target is None or not target.is_open or target.has_begun:
        flash("Select whom the workbook is for.")
        return redirect(url_for("workbook.workbook", assessment_id=assessment.id), 303)
    name = plain_name(f"{assessment.title} {target.name}", "xlsx")
    return send_document(workbook_of(target), name)


@bp.post("")
def upload(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.ENTER)
    form = WorkbookForm()
    if not form.validate():
        return _draw(assessment, form, status=422)
    try:
        filling, faults = _read(assessment, form)
        target = _target_of(assessment, filling)
    except UnreadableError as error:
        form.file.errors = [str(error)]
        return _draw(assessment, form, status=422)
    comparison = compare(target, filling.rows, filling.seen, find_comparison(assessment))
    if faults or comparison.faults:
        return _draw(assessment, form, (*faults, *comparison.faults), filling.file_name, status=422)
    token = keep(uploads(), filling)
    return redirect(url_for("workbook.preview", assessment_id=assessment.id, token=token), 303)


def _read(assessment: Assessment, form: WorkbookForm) -> tuple[Filling, tuple[Fault, ...]]:
    content, name = read_upload(form.file.data)
    found = read_workbook(content, assessment)
    filling = Filling(
        user_id=g.user.id,
        file_name=name,
        assessment_id=assessment.id,
        key=found.key,
        seen=dict(found.seen),
        rows=found.rows,
        notices=found.notices,
    )
    return filling, found.faults


def _target_of(assessment: Assessment, filling: Filling) -> Target:
    """Raises UnreadableError."""
    target = find_target(assessment, filling.key)
    if target is None:
        raise UnreadableError("This workbook was made for somebody who takes no part in this assessment any more")
    if target.has_begun:
        raise UnreadableError(BEGUN.format(target.name))
    if not target.is_open:
        raise UnreadableError(TOO_LATE.format(target.in_words, STAGE_WORDS[assessment.stage]))
    return target


@bp.get("/<token>")
def preview(assessment_id: int, token: str) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.ENTER)
    filling = _find(assessment, token)
    return _preview(assessment, filling, token) if isinstance(filling, Filling) else filling


@bp.post("/<token>")
def apply(assessment_id: int, token: str) -> ResponseReturnValue:
    """All that is shown and ticked, or nothing."""
    assessment = get_assessment(assessment_id, May.ENTER)
    filling = _find(assessment, token)
    if not isinstance(filling, Filling):
        return filling
    compared = find_comparison(assessment)
    try:
        with held(uploads(), token), writing():
            refuse_closed(assessment.id, May.ENTER)
            db.session.refresh(assessment)
            target = _target_of(assessment, filling)
            comparison = compare(target, filling.rows, filling.seen, compared)
            count = store(target, comparison, request.form.get("seen", ""), request.form.getlist("replace"), token)
            _record(assessment, target, count)
    except OvertakenError:
        return _preview(assessment, filling, token, 409)
    except UntickedError:
        flash(UNTICKED)
        return redirect(request.path, 303)
    except (NotThereError, UnreadableError) as error:
        return _back(assessment, f"{str(error).removesuffix('.')}.")
    return _back(assessment, f"{count_in_words(count, 'answer')} saved for {target.in_words}.")


def _record(assessment: Assessment, target: Target, count: int) -> None:
    about = db.session.get(Participant, target.person.id) if target.person else None
    record("workbook.read" if about else "position.read", assessment, count_in_words(count, "answer"), about=about)


@bp.post("/<token>/cancel")
def cancel(assessment_id: int, token: str) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.ENTER)
    filling = _find(assessment, token)
    if not isinstance(filling, Filling):
        return filling
    remove(uploads(), token)
    return _back(assessment, "Nothing was stored.")


def _find(assessment: Assessment, token: str) -> Filling | ResponseReturnValue:
    try:
        found = find(Filling, uploads(), token, g.user.id)
    except NotThereError as error:
        return _back(assessment, str(error))
    return found if found.assessment_id == assessment.id else _back(assessment, GONE)


def _preview(assessment: Assessment, filling: Filling, token: str, status: int = 200) -> ResponseReturnValue:
    try:
        target = _target_of(assessment, filling)
    except UnreadableError as error:
        return _back(assessment, f"{error}.")
    comparison = compare(target, filling.rows, filling.seen, find_comparison(assessment))
    if comparison.faults:
        return _draw(assessment, WorkbookForm(formdata=None), comparison.faults, filling.file_name, status=422)
    page = render_template(
        "documents/workbook_preview.html",
        assessment=assessment,
        upload=filling,
        target=target,
        comparison=comparison,
        token_of_upload=token,
        is_overtaken=status == 409,
        count_in_words=count_in_words,
    )
    return page, status


def _draw(
    assessment: Assessment, form: WorkbookForm, faults: tuple[Fault, ...] = (), name: str = "", status: int = 200
) -> ResponseReturnValue:
    targets = targets_in(assessment)
    choice = DownloadForm(formdata=None)
    choice.for_.choices = [SelectChoice(target.key, target.name) for target in targets]
    page = render_template(
        "documents/workbook.html",
        assessment=assessment,
        form=form,
        choice=choice,
        targets=targets,
        faults=faults[:MOST_FAULTS],
        count=len(faults),
        file_name=name,
        count_in_words=count_in_words,
    )
    return page, status


def _back(assessment: Assessment, sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return redirect(url_for("workbook.workbook", assessment_id=assessment.id), 303)
