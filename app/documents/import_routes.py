"""An assessment of another installation: upload its JSON, look at what it holds, and make an assessment of it."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from app.audit.record import record
from app.database import writing
from app.documents.importing import already_here, make, not_taken, taken
from app.documents.json_in import Fault, FaultyError, find_model, judge, read_results
from app.documents.results_file import ResultsFile
from app.pending import NotThereError, Upload, find, held, keep, read_upload, remove, uploads
from app.spreadsheets import UnreadableError
from app.words import count_in_words

bp = Blueprint("imports", __name__, url_prefix="/assessments/import")

MOST_FAULTS = 200


class ImportForm(FlaskForm):
    file = FileField(
        "JSON file",
        [FileRequired("Select a file")],
        description="The “JSON” of a results page, up to 3 megabytes. You see what it holds before anything is made.",
    )


class Import(Upload):
    results: ResultsFile


@bp.route("", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    form = ImportForm()
    if not form.validate_on_submit():
        return _draw(form)
    content, name = read_upload(form.file.data)
    try:
        results = _read(content)
    except UnreadableError as error:
        form.file.errors = [str(error)]
        return _draw(form)
    except FaultyError as error:
        return _draw(form, error.faults, name)
    token = keep(uploads(), Import(user_id=g.user.id, file_name=name, results=results))
    return redirect(url_for("data.imports.preview", token=token), 303)


def _read(content: bytes) -> ResultsFile:
    results = read_results(content)
    if faults := judge(results, find_model(results)):
        raise FaultyError(faults)
    return results


def _draw(form: ImportForm, faults: tuple[Fault, ...] = (), name: str = "") -> ResponseReturnValue:
    page = render_template(
        "documents/import.html",
        form=form,
        faults=faults[:MOST_FAULTS],
        count=len(faults),
        file_name=name,
        count_in_words=count_in_words,
    )
    return page, 422 if form.errors or faults else 200


@bp.get("/<token>")
def preview(token: str) -> ResponseReturnValue:
    found = _find(token)
    if not isinstance(found, Import):
        return found
    return render_template(
        "documents/import_preview.html",
        upload=found,
        results=found.results,
        taken=taken(found.results),
        not_taken=not_taken(found.results),
        already_here=already_here(found.results),
        token_of_upload=token,
    )


@bp.post("/<token>")
def make_it(token: str) -> ResponseReturnValue:
    """Pressed twice it is made once."""
    found = _find(token)
    if not isinstance(found, Import):
        return found
    try:
        with held(uploads(), token), writing():
            assessment = make(found.results, find_model(found.results), g.user.id)
            record("assessment.imported", assessment)
            number, title = assessment.id, assessment.title
    except NotThereError as error:
        return _back(str(error))
    except UnreadableError as error:  # its version of the model is gone since
        return _back(f"{error}.")
    flash(f"“{title}” is imported. You lead it.")
    return redirect(url_for("assessment.assessment", assessment_id=number), 303)


@bp.post("/<token>/cancel")
def cancel(token: str) -> ResponseReturnValue:
    found = _find(token)
    if not isinstance(found, Import):
        return found
    remove(uploads(), token)
    return _back("Nothing was imported.")


def _find(token: str) -> Import | ResponseReturnValue:
    try:
        return find(Import, uploads(), token, g.user.id)
    except NotThereError as error:
        return _back(str(error))


def _back(sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return redirect(url_for("data.imports.upload"), 303)
