"""The table of who may do what, on a page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.assessment.access import STAGE_WORDS
from app.assessment.roles import RULES, Rule, Stages, Who
from app.assessment.stages import steps_of
from app.assessment.tables import Stage, Way
from app.security import public

bp = Blueprint("roles", __name__, url_prefix="/roles")

COLUMNS = {
    Who.LEAD: "Lead",
    Who.SPONSOR: "Sponsor",
    Who.REVIEWER: "Reviewer",
    Who.PARTICIPANT: "Participant",
    Who.INVITED: "Participant by link",
    Who.VIEWER: "Viewer",
}
SHORT = STAGE_WORDS | {Stage.PREPARING: "being prepared", Stage.OPEN: "open", Stage.CLOSED: "closed"}
NEVER = "No"


@bp.get("")
@public
def roles() -> ResponseReturnValue:
    """It tells nobody anything of an assessment, so that a participant can read it before the first answer."""
    return render_template(
        "assessment/roles.html",
        ways=[(way, columns_of(way), rows_of(way)) for way in (Way.SEPARATELY, Way.TOGETHER)],
        stages=[SHORT[stage] for stage in Stage],
    )


def columns_of(way: Way) -> dict[Who, str]:
    """Private links are only made where people answer in private."""
    return {who: name for who, name in COLUMNS.items() if way is Way.SEPARATELY or who is not Who.INVITED}


def rows_of(way: Way) -> list[tuple[str, list[str]]]:
    """What, and when each may do it; without what nobody ever does in this way."""
    return [(rule.words, _cells(rule, way)) for rule in RULES.values() if any(rule.stages(way).values())]


def _cells(rule: Rule, way: Way) -> list[str]:
    return [in_words(rule.stages(way).get(who, frozenset()), way) for who in columns_of(way)]


def in_words(stages: Stages, way: Way) -> str:
    """“Always”, “While open”, “Once agreed”, “Until signed off”: the stages of a rule follow one another."""
    steps = steps_of(way)
    numbers = [number for number, stage in enumerate(steps) if stage in stages]
    if not numbers:
        return NEVER
    first, last = numbers[0], numbers[-1]
    if last - first + 1 == len(steps):
        return "Always"
    if first == last and steps[first] is not Stage.SIGNED_OFF:
        return f"While {SHORT[steps[first]]}"
    start = f"Once {SHORT[steps[first]]}" if first else ""
    end = f"until {SHORT[steps[last + 1]]}" if last + 1 < len(steps) else ""
    return ", ".join(filter(None, (start, end))).capitalize()
