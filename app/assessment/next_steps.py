"""What a person can do next in an assessment, by what they are in it and where it stands. The first is the main one.

The page of an assessment shows them, and the home page those of all assessments that wait for this person.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from app.accounts.tables import User
from app.assessment.access import Standing
from app.assessment.next_facts import Facts
from app.assessment.roles import May, Who
from app.assessment.tables import Assessment, Stage
from app.maturity.definitions import Theme
from app.plan.reviews import is_near
from app.position.snapshot import find_sign_off
from app.words import count_in_words, date_in_words

BEING_CORRECTED = (
    "The position is being corrected. What was signed off stays in view until the next version is signed off."
)


@dataclass(frozen=True, slots=True)
class Step:
    text: str
    address: str = ""
    """None where there is nothing to do but wait."""
    waits: bool = False
    """For this person to do it, rather than to be looked at."""
    detail: str = ""
    """How far it has come."""
    by: date | None = None
    is_waited_for: bool = False
    """Others cannot go on before it is done."""
    is_in_list: bool = False
    """The page of the assessment says it in its task list already."""


def next_steps(standing: Standing, sponsors: Mapping[int, User], facts: Facts) -> list[Step]:
    """`sponsors`: by their numbers, that of this assessment among them."""
    assessment = standing.assessment
    if assessment.archived_at:
        return []
    sponsor = sponsors[assessment.sponsor_id].name if assessment.sponsor_id else ""
    steps = [*_of_sponsor(standing), *_of_participant(standing, facts), *_of_reviewer(standing, facts)]
    steps += [*_of_lead(standing, sponsor, facts), *_of_plan(standing, facts)] if standing.is_lead else []
    return steps or list(_of_others(standing, sponsor, facts))


def _to(endpoint: str, standing: Standing, **more: object) -> str:
    return url_for(endpoint, assessment_id=standing.assessment.id, **more)  # type: ignore[arg-type]


def _of_lead(standing: Standing, sponsor: str, facts: Facts) -> Iterator[Step]:
    assessment, stage_page = standing.assessment, _to("stages.stage", standing)
    match assessment.stage:
        case Stage.PREPARING:
            opens = f"It opens by itself on {date_in_words(assessment.opens_on)}." if assessment.opens_on else ""
            yield Step("Add people and make their private links", _to("participation.people", standing))
            yield Step("Open it for answers", stage_page, waits=True, detail=opens, by=assessment.opens_on)
        case Stage.OPEN if assessment.is_separate:
            progress = _to("participation.progress", standing)
            yield Step("See who has answered", progress, waits=True, by=assessment.closes_on)
            yield Step("Invite more people", _to("participation.people", standing))
            yield Step("Close it for answers", stage_page)
        case Stage.OPEN:
            yield from _of_those_who_fill_in(standing, facts)
            is_done = not _missing(assessment.model.themes, facts.answered)
            yield Step("Say that the position is agreed", stage_page, waits=is_done, is_waited_for=True)
        case Stage.CLOSED:
            is_done = not _missing(assessment.model.themes, facts.answered)
            detail = _so_far(assessment.model.themes, facts.answered, "agreed")
            position = _to("position.position", standing)
            yield Step("Agree the position", position, waits=not is_done, detail=detail, is_waited_for=True)
            yield Step("See where the groups differ", _to("results.results", standing))
            yield Step("Say that the position is agreed", stage_page, waits=is_done, is_waited_for=True)
        case Stage.AGREED if sponsor:
            is_other = Who.SPONSOR not in standing.who
            yield Step(f"Ask {sponsor} to sign it off", stage_page, waits=is_other)
        case Stage.AGREED:
            yield Step("Choose a sponsor, who signs it off", _to("assessment.edit", standing), waits=True)
        case Stage.SIGNED_OFF:
            yield Step("See what was signed off", _to("sign_off.sign_off", standing))


def _of_plan(standing: Standing, facts: Facts) -> Iterator[Step]:
    """One of choosing, planning and reviewing at a time; none once a reassessment has begun."""
    if not standing.may(May.PLAN) or facts.is_followed:
        return
    review, target_date = facts.next_review, _target_date(standing.assessment)
    if review is not None and is_near(review, date.today()):
        page = _to("plan_reviews.review", standing, number=review.id)
        yield Step(f"Hold the review of {date_in_words(review.due_on)}", page, waits=True, by=review.due_on)
    if target_date <= date.today():
        page = _to("moving.reassess", standing)
        yield Step("Reassess, and see what has moved", page, waits=True, by=target_date)
    elif not facts.has_focus:
        yield Step("Choose what to hold and what to improve", _to("focus.focus", standing), waits=True)
    elif not facts.has_actions:
        yield Step("Make the plan", _to("plan.plan", standing), waits=True)
    elif not facts.has_reviews:
        yield Step("Plan the reviews", _to("plan_reviews.reviews", standing), waits=True)


def _target_date(assessment: Assessment) -> date:
    """The signed one while a correction is prepared."""
    signed = find_sign_off(assessment) if assessment.correction else None
    return signed.snapshot.target_date if signed else assessment.target_date


def _of_sponsor(standing: Standing) -> Iterator[Step]:
    if standing.may(May.SIGN_OFF):
        yield Step("Read it and sign it off", _to("sign_off.sign_off", standing), waits=True, is_waited_for=True)
    elif Who.SPONSOR in standing.who and standing.assessment.is_separate and not standing.is_lead:
        if standing.assessment.stage is Stage.OPEN:
            yield Step("See who has answered", _to("participation.progress", standing))
        elif standing.assessment.stage is Stage.CLOSED:
            yield Step("See where the groups differ", _to("results.results", standing))


def _of_participant(standing: Standing, facts: Facts) -> Iterator[Step]:
    if not standing.is_asked:
        return
    if standing.may(May.RESPOND) and standing.told_at is None:
        before, by = _to("responding.before", standing), standing.assessment.closes_on
        yield Step("Read who will see what, and begin to answer", before, waits=True, by=by, is_waited_for=True)
    elif standing.told_at is not None:
        yield from _of_those_who_respond(standing, facts)
        yield Step("Your answers: see, download or withdraw them", _to("responding.mine", standing))


def _of_those_who_respond(standing: Standing, facts: Facts) -> Iterator[Step]:
    if not standing.may(May.RESPOND) or standing.finished_at is not None:
        return
    by, mine = standing.assessment.closes_on, _to("responding.mine", standing)
    if _missing(standing.asked_themes, facts.own):
        yield _answering(standing, standing.asked_themes, facts.own, by)
    else:
        yield Step("Say that you have finished", mine, waits=True, by=by, is_waited_for=True, is_in_list=True)


def _of_those_who_fill_in(standing: Standing, facts: Facts) -> Iterator[Step]:
    themes = standing.assessment.model.themes
    if standing.may(May.FILL_IN) and _missing(themes, facts.answered):
        yield _answering(standing, themes, facts.answered)


def _answering(standing: Standing, themes: Sequence[Theme], codes: Collection[str], by: date | None = None) -> Step:
    theme, code = _missing(themes, codes)[0]
    page = _to("themes.characteristic", standing, theme=theme.slug, code=code.lower())
    text = "Go on answering" if codes else "Begin to answer"
    in_theme = _so_far([theme], codes, "answered")
    detail = f"{_so_far(themes, codes, 'answered')}; in “{theme.title}”, {in_theme}"
    return Step(text, page, True, detail, by, is_waited_for=True, is_in_list=True)


def _missing(themes: Sequence[Theme], codes: Collection[str]) -> list[tuple[Theme, str]]:
    """What is not answered yet."""
    return [(theme, one.code) for theme in themes for one in theme.characteristics if one.code not in codes]


def _so_far(themes: Sequence[Theme], codes: Collection[str], done: str) -> str:
    """“12 of 27 answered”"""
    total = sum(len(theme.characteristics) for theme in themes)
    return f"{total - len(_missing(themes, codes))} of {total} {done}"


def _of_reviewer(standing: Standing, facts: Facts) -> Iterator[Step]:
    if not standing.may(May.REVIEW):
        return
    asked = {one.code for theme in standing.asked_themes for one in theme.characteristics}
    left = len(asked & facts.answered - facts.reviewed)
    detail = f"{count_in_words(left, 'position')} that you have not said anything to" if left else ""
    page = _to("position.position", standing)
    yield Step("Review the position", page, waits=left > 0, detail=detail, is_waited_for=True)


def _how_it_is_told(standing: Standing) -> str:
    """A private link opens its participant's own answers and nothing else."""
    is_invited = Who.INVITED in standing.who
    return "Its lead tells you what came of it." if is_invited else "You can see it once that is done."


def _of_others(standing: Standing, sponsor: str, facts: Facts) -> Iterator[Step]:
    """Who has nothing to do is told what happens next."""
    assessment = standing.assessment
    if standing.may(May.FILL_IN):
        yield from _of_those_who_fill_in(standing, facts)
    elif assessment.correction and assessment.stage is not Stage.AGREED and standing.sees_result:
        yield Step(BEING_CORRECTED)
    elif assessment.is_separate or assessment.stage is not Stage.OPEN:
        yield Step(_what_is_next(standing, sponsor))


def _what_is_next(standing: Standing, sponsor: str) -> str:
    match standing.assessment.stage:
        case Stage.PREPARING if standing.is_asked:
            return "It is being prepared. You can answer once its lead has opened it."
        case Stage.PREPARING:
            return "It is being prepared by its lead."
        case Stage.OPEN:
            return "People are answering in private. You can see the position once it is agreed."
        case Stage.CLOSED:
            return "The position is being agreed. " + _how_it_is_told(standing)
        case Stage.AGREED:
            return f"{sponsor} is to sign it off." if sponsor else "It is agreed, and to be signed off."
        case Stage.SIGNED_OFF:
            return "It is signed off."
