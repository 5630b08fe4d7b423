"""How far the answers lie apart: the order of the list, and the value that a position starts from.

All of it is read from the stored comparison, so that it can say no more than what is shown.
"""

from collections.abc import Mapping

from app.assessment.answering import missing_parts
from app.assessment.saving import Saved
from app.maturity.definitions import Characteristic, Model
from app.participation.tables import Group
from app.position.comparing import CharacteristicComparison, Spread
from app.results.figures import Kind, Median
from app.results.words import number_in_words

FAR_APART = 2
"""From this many levels on a position needs a rationale (design.md, rule 4)."""


def steps_apart(shown: Spread | None) -> int | None:
    """From the lowest answer to the highest; none where nothing is shown or nobody gave a level."""
    if shown is None or shown.lowest is None or shown.highest is None:
        return None
    return shown.highest - shown.lowest


def by_disagreement(
    model: Model, compared: Mapping[str, CharacteristicComparison]
) -> tuple[list[Characteristic], list[Characteristic]]:
    """The widest spread first, then the widest gap between members and officers; and apart those not shown."""
    steps = {code: steps_apart(one.all) or 0 for code, one in compared.items() if one.all}
    shown = [one for one in model.characteristics if one.code in steps]
    hidden = [one for one in model.characteristics if one.code not in steps]
    shown.sort(key=lambda one: (-steps[one.code], -_gap(compared[one.code])))
    return shown, hidden


def _gap(compared: CharacteristicComparison) -> int:
    """Between the medians of members and officers, in half levels; those without one come last."""
    member, officer = (_median(compared.groups.get(group)) for group in (Group.MEMBER, Group.OFFICER))
    if member is None or officer is None:
        return -1
    return abs(member.low + member.high - officer.low - officer.high)


def _median(shown: Spread | None) -> Median | None:
    return shown.median if shown else None


def lower_middle(shown: Spread | None) -> int | None:
    """Where a position starts, and what is adopted."""
    median = _median(shown)
    return median.low if median else None


def missing_in(position: Saved, compared: CharacteristicComparison | None) -> dict[str, str]:
    """A sentence by field: a position is agreed whole or not at all."""
    missing = missing_parts(position)
    why = why_a_rationale(compared, position.kind, position.current)
    if "current" not in missing and why and not position.rationale:
        missing["rationale"] = f"Enter a rationale, because {why}"
    return missing


def why_a_rationale(compared: CharacteristicComparison | None, kind: Kind | None, current: int | None) -> str:
    """Why this position needs one; empty where it does not. Where nothing is shown it always does, so that being
    asked gives nothing away."""
    shown = compared.all if compared else None
    steps, median = steps_apart(shown), _median(shown)
    if steps is None or median is None:
        return "the spread of the answers is not shown here"
    if steps >= FAR_APART:
        return f"the answers lie {number_in_words(steps)} levels apart"
    if kind is not Kind.LEVEL or current is None or not median.low <= current <= median.high:
        return "the position is outside the middle of the answers"
    return ""
