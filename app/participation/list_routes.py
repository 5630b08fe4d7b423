"""Many people at once: pasted from a spreadsheet or out of a file, looked at, and added all together or not at all."""

from collections.abc import Sequence
from contextlib import closing

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from app.assessment.access import refuse_closed
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.database import writing
from app.participation import adding
from app.participation.adding import Known
from app.participation.forms import ListForm
from app.participation.pasted import COLUMNS, MOST_PEOPLE, People, judge, read_file, read_text
from app.participation.person_routes import get_separate
from app.participation.reading import people_in
from app.participation.words import GROUPS, ROLES
from app.spreadsheets import Table, UnreadableError
from app.words import count_in_words

bp = Blueprint("several", __name__)


class SeenForm(FlaskForm):
    """What a preview showed."""

    text = TextAreaField()


@bp.route("/several", methods=["GET", "POST"])
def several(assessment_id: int) -> ResponseReturnValue:
    assessment = get_separate(assessment_id)
    form = ListForm()
    if form.validate_on_submit():
        field = form.file if form.file.data else form.text
        try:
            return _preview(assessment, _judged(assessment, _read(form)), form)
        except UnreadableError as error:
            field.errors = [str(error)]
    return _draw(assessment, form)


def _read(form: ListForm) -> Table:
    """A file goes before what was pasted."""
    if not form.file.data:
        return read_text(form.text.data)
    with closing(form.file.data) as file:
        return read_file(file.stream.read())


def _judged(assessment: Assessment, table: Table) -> People:
    takes = adding.may_add_participants(assessment)
    return judge(table, Known(people_in(assessment)), adding.find_accounts(), takes_participants=takes)


@bp.post("/several/add")
def add(assessment_id: int) -> ResponseReturnValue:
    """All of those that the preview showed, if there is still nothing against any of them."""
    assessment = get_separate(assessment_id)
    form = SeenForm()
    if not form.validate_on_submit() or not (form.text.data or "").strip():
        abort(400)
    try:
        table = read_text(form.text.data)
        with writing():
            refuse_closed(assessment.id, May.MANAGE_PEOPLE)
            people = _judged(assessment, table)
            if not people.faulty:
                adding.add(assessment, people.newcomers)
    except UnreadableError as error:
        abort(400, str(error))
    if people.faulty and not people.are_all_known:
        return _preview(assessment, people, ListForm(formdata=None))
    flash(_in_words(people))
    return redirect(url_for("participation.people", assessment_id=assessment_id), 303)


def _in_words(people: People) -> str:
    number = count_in_words(len(people.rows), "person", "people")
    verb = "is" if len(people.rows) == 1 else "are"
    return f"{number} {verb} in the list already: nobody was added twice." if people.faulty else f"{number} added."


def _preview(assessment: Assessment, people: People, form: ListForm) -> ResponseReturnValue:
    page = render_template(
        "participation/people_preview.html",
        assessment=assessment,
        people=people,
        form=form,
        group_names=GROUPS,
        role_names=ROLES,
        counts=_counts(people),
        count_in_words=count_in_words,
    )
    return page, 422 if people.faulty else 200


def _counts(people: People) -> Sequence[str]:
    """By group, then who does not answer."""
    groups = [newcomer.group for newcomer in people.newcomers if newcomer.role == "participant"]
    words = [
        count_in_words(groups.count(group), one.lower(), many.lower())
        for group, (one, many) in GROUPS.items()
        if group in groups
    ]
    others = len(people.newcomers) - len(groups)
    return [*words, count_in_words(others, "reviewer or viewer", "reviewers and viewers")] if others else words


def _draw(assessment: Assessment, form: ListForm) -> ResponseReturnValue:
    page = render_template(
        "participation/people_several.html",
        assessment=assessment,
        form=form,
        columns=COLUMNS,
        most_people=MOST_PEOPLE,
    )
    return page, 422 if form.errors else 200
