"""The results of an assessment on one page: by theme, or by the parts of another framework; the lead’s own texts."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.assessment.access import get_assessment, refuse_closed
from app.assessment.answering import get_theme
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.database import writing
from app.maturity.definitions import Theme
from app.results import words
from app.results.edits import Narrative, narrative_on, narratives_of, replace_edit, version_of
from app.results.forms import NarrativeForm, SeenForm
from app.results.frameworks import framework_figures
from app.results.pictures import differences_each, differences_first, figures_page
from app.results.result import Result, comparison_in, get_result, reading_for, result_of

bp = Blueprint("results", __name__, url_prefix="/assessments/<int:assessment_id>/results")


@bp.get("")
def results(assessment_id: int) -> ResponseReturnValue:
    result = get_result(assessment_id)
    assessment = result.assessment
    if "view" in request.args:
        return _by_framework(result, request.args["view"])
    here = url_for("assessment.assessment", assessment_id=assessment_id)
    return render_template(
        "results/results.html",
        assessment=assessment,
        model=result.model,
        figures=result.figures,
        everything=figures_page(result.model, result.figures, assessment.target_date, here),
        narratives=narratives_of(result),
        reading=reading_for(result),
        version_of=version_of,
        result=result,
        address_of=_address_of(result),
        may_edit=g.standing.may(May.WRITE_UP) and result.signed is None,
        **_differences(result),
    )


def _differences(result: Result) -> dict[str, Markup | None]:
    """How the groups compare, where people answered separately: the short of it, and each characteristic."""
    comparison = comparison_in(result)
    if comparison is None:
        return {"differ_first": None, "differ_each": None}
    position = url_for("position.position", assessment_id=result.assessment.id)
    return {
        "differ_first": differences_first(result.model, comparison),
        "differ_each": differences_each(result.model, comparison, position),
    }


def _address_of(result: Result) -> Callable[[str], str]:
    """Another page of the same version."""
    is_draft = bool(result.signed is None and result.assessment.correction)
    asked = {"draft": 1} if is_draft else {"signed": request.args["signed"]} if "signed" in request.args else {}
    return lambda endpoint: url_for(endpoint, assessment_id=result.assessment.id, **asked)


def _by_framework(result: Result, view: str) -> str:
    """The same answers by the parts of another framework."""
    framework = result.model.find_framework(view) or abort(404)
    return render_template(
        "results/framework.html",
        assessment=result.assessment,
        model=result.model,
        framework=framework,
        figures=result.figures,
        mapped=framework_figures(result.model, framework, result.figures),
        result=result,
        address_of=_address_of(result),
        words=words,
    )


@bp.route("/narrative/<theme>", methods=["GET", "POST"])
def narrative(assessment_id: int, theme: str) -> ResponseReturnValue:
    """The lead’s own text in the place of the made one."""
    assessment = get_assessment(assessment_id, May.WRITE_UP)
    this = get_theme(assessment.model, theme)
    result = result_of(assessment, is_draft=True)
    shown = narrative_on(result, this)
    if request.method == "GET":
        return _draw(result, this, _form_of(shown))
    form = NarrativeForm()
    if not form.validate():
        return _draw(result, this, form, 422)
    text = None if form.text.data == shown.made_text else form.text.data
    with writing():
        refuse_closed(assessment.id, May.WRITE_UP)
        is_kept = replace_edit(assessment, theme, text, str(form.figures.data), form.version)
    return _back(assessment, this, text) if is_kept else _draw(result, this, form, 409)


@bp.post("/narrative/<theme>/made")
def use_made_text(assessment_id: int, theme: str) -> ResponseReturnValue:
    """The made text again, unless a text that was not seen would be lost by it."""
    assessment = get_assessment(assessment_id, May.WRITE_UP)
    this = get_theme(assessment.model, theme)
    form = SeenForm()
    if not form.validate():
        abort(400)
    with writing():
        refuse_closed(assessment.id, May.WRITE_UP)
        is_kept = replace_edit(assessment, theme, None, "", str(form.seen.data))
    if is_kept:
        return _back(assessment, this, None)
    result = result_of(assessment, is_draft=True)
    return _draw(result, this, _form_of(narrative_on(result, this)), 409, was_typed=False)


def _form_of(shown: Narrative) -> NarrativeForm:
    data = {"text": shown.text, "seen": version_of(shown.edit), "figures": shown.digest}
    return NarrativeForm(formdata=None, data=data)


def _draw(
    result: Result, theme: Theme, form: NarrativeForm, status: int = 200, *, was_typed: bool = True
) -> ResponseReturnValue:
    page = render_template(
        "results/narrative.html",
        assessment=result.assessment,
        model=result.model,
        theme=theme,
        shown=narrative_on(result, theme),
        form=form,
        version_of=version_of,
        is_overtaken=status == 409,
        was_typed=was_typed,
    )
    return page, status


def _back(assessment: Assessment, theme: Theme, text: str | None) -> ResponseReturnValue:
    flash(f"Your text on “{theme.title}” is saved." if text else f"The made text on “{theme.title}” is used.")
    draft = 1 if assessment.correction else None  # what is signed stays as it is
    place = f"theme-{theme.slug}"
    return redirect(url_for("results.results", assessment_id=assessment.id, draft=draft, _anchor=place), 303)
