"""What a person can do next in an assessment, by what they are in it and where it stands. The first is the main one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import url_for

from app.accounts.tables import User
from app.assessment.access import Standing
from app.assessment.roles import May, Who
from app.assessment.tables import Stage


@dataclass(frozen=True, slots=True)
class Step:
    text: str
    address: str = ""
    """None where there is nothing to do but wait."""


def next_steps(standing: Standing, people: Mapping[int, User]) -> list[Step]:
    """`people`: the lead and the sponsor."""
    assessment = standing.assessment
    if assessment.archived_at:
        return []
    sponsor = people[assessment.sponsor_id].name if assessment.sponsor_id else ""
    steps = [*_of_sponsor(standing), *_of_participant(standing), *_of_reviewer(standing)]
    steps += _of_lead(standing, sponsor) if standing.is_lead else []
    return steps or list(_of_others(standing, sponsor))


def _to(endpoint: str, standing: Standing) -> str:
    return url_for(endpoint, assessment_id=standing.assessment.id)


def _of_lead(standing: Standing, sponsor: str) -> Iterator[Step]:
    match standing.assessment.stage:
        case Stage.PREPARING:
            yield Step("Add people and make their private links", _to("participation.people", standing))
            yield Step("Open it for answers", _to("stages.stage", standing))
        case Stage.OPEN if standing.assessment.is_separate:
            yield Step("See who has answered", _to("participation.progress", standing))
            yield Step("Invite more people", _to("participation.people", standing))
            yield Step("Close it for answers", _to("stages.stage", standing))
        case Stage.OPEN:
            yield Step("Say that the position is agreed", _to("stages.stage", standing))
        case Stage.CLOSED:
            yield Step("Agree the position", _to("position.position", standing))
            yield Step("See where the groups differ", _to("results.results", standing))
            yield Step("Say that the position is agreed", _to("stages.stage", standing))
        case Stage.AGREED if sponsor:
            yield Step(f"Ask {sponsor} to sign it off", _to("stages.stage", standing))
        case Stage.AGREED:
            yield Step("Choose a sponsor, who signs it off", _to("assessment.edit", standing))
        case Stage.SIGNED_OFF:
            yield Step("See what was signed off", _to("sign_off.sign_off", standing))


def _of_sponsor(standing: Standing) -> Iterator[Step]:
    if standing.may(May.SIGN_OFF):
        yield Step("Read it and sign it off", _to("sign_off.sign_off", standing))
    elif Who.SPONSOR in standing.who and standing.assessment.is_separate and not standing.is_lead:
        if standing.assessment.stage is Stage.OPEN:
            yield Step("See who has answered", _to("participation.progress", standing))
        elif standing.assessment.stage is Stage.CLOSED:
            yield Step("See where the groups differ", _to("results.results", standing))


def _of_participant(standing: Standing) -> Iterator[Step]:
    if not standing.is_asked:
        return
    if standing.may(May.RESPOND) and standing.told_at is None:
        yield Step("Read who will see what, and begin to answer", _to("responding.before", standing))
    elif standing.told_at is not None:
        yield Step("Your answers: see, download or withdraw them", _to("responding.mine", standing))


def _of_reviewer(standing: Standing) -> Iterator[Step]:
    if standing.may(May.REVIEW):
        yield Step("Review the position", _to("position.position", standing))


def _how_it_is_told(standing: Standing) -> str:
    """A private link opens its participant's own answers and nothing else."""
    is_invited = Who.INVITED in standing.who
    return "Its lead tells you what came of it." if is_invited else "You can see it once that is done."


def _of_others(standing: Standing, sponsor: str) -> Iterator[Step]:
    """Who has nothing to do is told what happens next."""
    assessment = standing.assessment
    if not assessment.is_separate and assessment.stage is Stage.OPEN:
        return
    waiting = {
        Stage.PREPARING: "It is being prepared. You can answer once its lead has opened it."
        if standing.is_asked
        else "It is being prepared by its lead.",
        Stage.OPEN: "People are answering in private. You can see the position once it is agreed.",
        Stage.CLOSED: "The position is being agreed. " + _how_it_is_told(standing),
        Stage.AGREED: f"{sponsor} is to sign it off." if sponsor else "It is agreed, and to be signed off.",
        Stage.SIGNED_OFF: "It is signed off.",
    }
    yield Step(waiting[assessment.stage])
