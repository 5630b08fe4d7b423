"""Many entries changed at once: download them, change them in a spreadsheet, upload it, look, and apply."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from app import pending
from app.database import writing
from app.downloads import EXCEL, attachment
from app.editorial.routes import require_editor
from app.excel import as_excel
from app.pending import NotThereError, TakenError, Upload, read_upload, uploads
from app.resources.bulk.applying import OvertakenError, apply
from app.resources.bulk.columns import COLUMNS, NEEDED_BY_A_NEW_ENTRY
from app.resources.bulk.comparing import Comparison, compare
from app.resources.bulk.downloading import WIDTHS, counts, rows
from app.resources.bulk.reading import Row, read_sheet
from app.resources.tables import Status
from app.resources.words import STATUSES
from app.spreadsheets import UnreadableError, as_csv
from app.words import count_in_words

bp = Blueprint("bulk", __name__, url_prefix="/editorial/resources")
bp.before_request(require_editor)

MOST_FAULTS = 500
"""Shown at once: nobody reads more of them."""


class Pending(Upload):
    notices: tuple[str, ...]
    comparison: Comparison


class UploadForm(FlaskForm):
    file = FileField(
        "Upload the changed file",
        [FileRequired("Select a file")],
        description="CSV or Excel (.xlsx), up to 3 megabytes. You see every change before anything is stored.",
    )


@bp.route("/bulk", methods=["GET", "POST"])
def bulk() -> ResponseReturnValue:
    """Downloads, and the upload of what was changed in them."""
    form = UploadForm()
    if not form.validate_on_submit() or (upload := _upload(form)) is None:
        return _draw(form, 422 if form.errors else 200)
    if not upload.comparison.can_be_applied:
        return _preview(upload, form, status=422 if upload.comparison.faults else 200)
    token = pending.keep(uploads(), upload)
    return redirect(url_for("bulk.preview", token=token), 303)


def _upload(form: UploadForm) -> Pending | None:
    """What the file would change; none where it cannot be read, with the reason in the form."""
    content, name = read_upload(form.file.data)
    try:
        sheet = read_sheet(content, name)
    except UnreadableError as error:
        form.file.errors = [str(error)]
        return None
    comparison = compare(sheet.rows).with_faults(sheet.faults)
    return Pending(user_id=g.user.id, file_name=name, notices=sheet.notices, comparison=comparison)


@bp.get("/bulk.csv")
def as_a_csv() -> ResponseReturnValue:
    return attachment(as_csv(rows(_status())), "text/csv", "resources.csv")


@bp.get("/bulk.xlsx")
def as_an_excel() -> ResponseReturnValue:
    return attachment(as_excel("Resources", rows(_status()), WIDTHS), EXCEL, "resources.xlsx")


def _status() -> Status | None:
    word = request.args.get("status", "")
    return Status(word) if word in set(Status) else None


@bp.route("/bulk/<token>", methods=["GET", "POST"])
def preview(token: str) -> ResponseReturnValue:
    """Every change, as it was when the file was uploaded; the button stores them all or none."""
    try:
        upload = pending.find(Pending, uploads(), token, g.user.id)
        if request.method == "POST":
            return _apply(upload, token)
    except NotThereError as error:
        return _not_there(error)
    return _preview(upload, UploadForm(formdata=None), token)


def _apply(upload: Pending, token: str) -> ResponseReturnValue:
    try:
        with pending.held(uploads(), token), writing():
            apply(upload.comparison.changes, g.user.id)
    except OvertakenError as overtaken:
        return _look_again(upload, token, overtaken.rows)
    flash(_in_words(upload.comparison))
    return redirect(url_for("editorial.entries"), 303)


@bp.post("/bulk/<token>/cancel")
def cancel(token: str) -> ResponseReturnValue:
    try:
        pending.find(Pending, uploads(), token, g.user.id)
    except NotThereError as error:
        return _not_there(error)
    pending.remove(uploads(), token)
    flash("Nothing was changed.")
    return redirect(url_for("bulk.bulk"), 303)


def _look_again(upload: Pending, token: str, overtaken: list[int]) -> ResponseReturnValue:
    """What was to be changed, against what the entries are by now. What somebody else changed beside it stays."""
    wanted = [
        Row(change.row, {"id": change.entry.id} | {name: after for name, (_before, after) in change.cells.items()})
        for change in upload.comparison.changes
    ]
    upload = upload.model_copy(update={"comparison": compare(wanted)})
    if upload.comparison.can_be_applied:
        pending.keep_as(uploads(), token, upload)
    else:
        pending.remove(uploads(), token)
        token = ""
    return _preview(upload, UploadForm(formdata=None), token, 409, overtaken)


def _not_there(error: NotThereError) -> ResponseReturnValue:
    if isinstance(error, TakenError):
        flash(str(error))
        return redirect(url_for("bulk.bulk"), 303)
    form = UploadForm(formdata=None)
    form.file.errors = [str(error).removesuffix(".")]
    return _draw(form, 404)


def _in_words(comparison: Comparison) -> str:
    changed, new = len(comparison.changed), len(comparison.new)
    parts = [f"{count_in_words(changed, 'entry', 'entries')} changed"] if changed else []
    parts += [f"{count_in_words(new, 'new entry', 'new entries')} added"] if new else []
    return f"{' and '.join(parts)}."


def _draw(form: UploadForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "editorial/bulk.html",
        form=form,
        counts=counts(),
        statuses={"": "All entries"} | STATUSES,
        columns=COLUMNS,
        needed=NEEDED_BY_A_NEW_ENTRY,
    )
    return page, status


def _preview(
    upload: Pending, form: UploadForm, token: str = "", status: int = 200, overtaken: list[int] | None = None
) -> ResponseReturnValue:
    page = render_template(
        "editorial/bulk_preview.html",
        upload=upload,
        comparison=upload.comparison,
        form=form,
        token_of_upload=token,
        overtaken=overtaken or [],
        most_faults=MOST_FAULTS,
        count_in_words=count_in_words,
    )
    return page, status
