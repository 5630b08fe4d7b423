"""The pages about everybody in an assessment done separately: the list for its lead, and how far the round has come."""

from collections.abc import Mapping

from flask import g, render_template
from flask.typing import ResponseReturnValue

from app.accounts.council import council
from app.accounts.tables import User
from app.assessment.tables import Assessment, Stage
from app.database import db
from app.participation.adding import may_add_participants
from app.participation.progress import progress_of, reminder
from app.participation.reading import Person, Status, by_group, people_in
from app.participation.tables import Group, Part
from app.participation.words import GROUPS, ROLES, STATUSES
from app.words import date_in_words, joined

STILL_ANSWER = {Status.NO_LINK, Status.NOT_OPENED, Status.OPENED, Status.STARTED}


def draw_people(assessment: Assessment) -> ResponseReturnValue:
    people = people_in(assessment)
    groups = by_group(people)
    return render_template(
        "participation/people_separately.html",
        assessment=assessment,
        groups=groups,
        groupless=[person for person in people if person.is_participant and person.group is None],
        others=[person for person in people if not person.is_participant],
        small=_small_groups(assessment, groups),
        theme_titles={theme.slug: theme.title for theme in assessment.model.themes},
        waiting=[person for person in people if person.needs_link],
        may_add_participants=may_add_participants(assessment),
        when=_when(assessment),
        group_names=GROUPS,
        role_names=ROLES,
        statuses=STATUSES,
    )


def _small_groups(assessment: Assessment, groups: Mapping[Group, list[Person]]) -> str:
    """The groups that are too small to be shown, in words; empty where names are shown anyway."""
    if assessment.is_named:
        return ""
    return joined(
        [GROUPS[group][1].lower() for group, people in groups.items() if len(people) < assessment.smallest_group]
    )


def draw_progress(assessment: Assessment) -> ResponseReturnValue:
    people = [person for person in people_in(assessment) if person.role is Part.PARTICIPANT]
    outstanding = [person for person in people if person.status in STILL_ANSWER]
    lead = db.session.get_one(User, assessment.lead_id).name
    return render_template(
        "participation/people_progress.html",
        assessment=assessment,
        progress=progress_of(assessment),
        outstanding=by_group(outstanding),
        addresses=[person.email for person in outstanding if person.email],
        reminder=reminder(assessment, _council_name(), lead),
        when=_when(assessment),
        group_names=GROUPS,
        statuses=STATUSES,
        is_open=assessment.stage is Stage.OPEN,
        is_lead=g.standing.is_lead,
    )


def _council_name() -> str:
    found = council()
    return found.name if found else "The council"


def _when(assessment: Assessment) -> str:
    """Of the response window, in a sentence."""
    if assessment.stage is Stage.PREPARING:
        opens = f" It opens on {date_in_words(assessment.opens_on)}." if assessment.opens_on else ""
        return f"Nobody can answer yet: the assessment is being prepared.{opens}"
    if assessment.stage is not Stage.OPEN:
        return "The response window is closed."
    if assessment.closes_on is None:
        return "The response window is open, and has no last day yet."
    return f"The response window closes at the end of {date_in_words(assessment.closes_on)}."
