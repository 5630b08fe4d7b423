"""What is sent to the pages of the workbook, and what is kept of an upload until it is applied."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from app.documents.workbook_in import Row
from app.pending import Upload, drop, uploads


class WorkbookForm(FlaskForm):
    file = FileField(
        "Workbook that was filled in",
        [FileRequired("Select a file")],
        description="Excel (.xlsx), up to 3 megabytes. You see every change before anything is stored.",
    )


class DownloadForm(FlaskForm):
    """Sent by GET: it changes nothing."""

    for_ = SelectField("Whom it is for", validate_choice=False, name="for")


class Filling(Upload):
    assessment_id: int
    key: str
    seen: dict[str, str]
    rows: tuple[Row, ...]
    notices: tuple[str, ...]


def drop_fillings(assessment_id: int, participant_id: int | None = None) -> None:
    """What waits for one person, or for everybody in the assessment, when their answers are gone."""
    key = None if participant_id is None else str(participant_id)
    drop(Filling, uploads(), lambda it: it.assessment_id == assessment_id and key in {None, it.key})
