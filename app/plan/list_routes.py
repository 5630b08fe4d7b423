"""The list of actions, and its due dates as a calendar file."""

import re
from dataclasses import dataclass
from datetime import date

from flask import Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.assessment.access import get_assessment
from app.assessment.roles import May
from app.downloads import attachment
from app.maturity.definitions import Characteristic, Model, Theme
from app.plan.actions import latest_updates
from app.plan.blueprint import bp
from app.plan.calendar import calendar_of
from app.plan.filters import Filters, officer_items, status_items, theme_items
from app.plan.reading import actions_of, chosen_in, focus_in, resources_of
from app.plan.tables import Action
from app.plan.warnings import warnings_of
from app.plan.words import FINISHED, STATUSES, due_in_words, is_overdue, tag_of
from app.resources.paths import resource_address
from app.results.result import result_of
from app.results.words import gap_in_words
from app.words import count_in_words


@dataclass(frozen=True, slots=True)
class Group:
    """A characteristic with its actions, under its theme."""

    theme: Theme
    characteristic: Characteristic
    is_priority: bool
    actions: tuple[Action, ...]


@bp.get("/plan")
def plan(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.SEE_PLAN)
    model, everything = assessment.model, actions_of(assessment)
    result = result_of(assessment)
    filters, priorities = Filters.read(request.args, model), chosen_in(focus_in(result))
    shown = shown_of(everything, filters, model, priorities)
    return render_template(
        "plan/plan.html",
        assessment=assessment,
        model=model,
        target_date=result.assessment.target_date,
        figures={row.code: row for row in result.figures.rows},
        everything=everything,
        shown=shown,
        themes=_by_theme(groups_of(shown, filters, model, priorities)),
        filters=filters,
        officers=officer_items(everything, filters),
        theme_items=theme_items(model, filters),
        statuses=status_items(filters),
        counts=counts_in_words(everything),
        warnings=warnings_of(result, everything),
        resources=resources_of(assessment),
        resource_address=resource_address,
        latest=latest_updates(assessment),
        may_plan=g.standing.may(May.PLAN),
        finished=FINISHED,
        due_in_words=due_in_words,
        is_overdue=is_overdue,
        tag_of=tag_of,
        gap_in_words=gap_in_words,
        count_in_words=count_in_words,
    )


@bp.get("/plan.ics")
def calendar(assessment_id: int) -> Response:
    """Of what is not finished; the filters of the list hold here as well."""
    assessment = get_assessment(assessment_id, May.SEE_PLAN)
    filters = Filters.read(request.args, assessment.model)
    priorities = chosen_in(focus_in(result_of(assessment)))
    shown = shown_of(actions_of(assessment), filters, assessment.model, priorities)
    address = url_for("plan.plan", assessment_id=assessment.id, _external=True)
    content = calendar_of(assessment, [one for one in shown if one.status not in FINISHED], address)
    name = re.sub(r"[^a-z0-9]+", "-", assessment.title.lower()).strip("-")[:60] or "assessment"
    return attachment(content, "text/calendar", f"plan-{name}.ics")


def shown_of(actions: list[Action], filters: Filters, model: Model, priorities: frozenset[str]) -> list[Action]:
    theme = model.find_theme(filters.theme)
    codes = frozenset(one.code for one in theme.characteristics) if theme else frozenset()
    return [action for action in actions if filters.shows(action, codes, priorities)]


def groups_of(actions: list[Action], filters: Filters, model: Model, priorities: frozenset[str]) -> list[Group]:
    """Those with an action that is shown; and priorities without any, where nothing but the theme is filtered."""
    found = []
    for theme in model.themes:
        for one in theme.characteristics:
            own = tuple(action for action in actions if action.code == one.code)
            is_asked = not (filters.officer or filters.status) and filters.theme in {"", theme.slug}
            if own or (is_asked and one.code in priorities):
                found.append(Group(theme, one, one.code in priorities, own))
    return found


def _by_theme(groups: list[Group]) -> list[tuple[Theme, list[Group]]]:
    themes = {group.theme.slug: group.theme for group in groups}
    return [(theme, [group for group in groups if group.theme.slug == slug]) for slug, theme in themes.items()]


def counts_in_words(actions: list[Action], today: date | None = None) -> str:
    """“5 actions: 2 on track, 3 complete; 1 overdue”"""
    counts = [(sum(one.status is status for one in actions), words.lower()) for status, words in STATUSES.items()]
    overdue = sum(is_overdue(one, today) for one in actions)
    told = f"{count_in_words(len(actions), 'action')}: {', '.join(f'{n} {words}' for n, words in counts if n)}"
    return f"{told}; {overdue} overdue" if overdue else told
