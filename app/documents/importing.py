"""A new assessment made of a JSON that was read, judged and looked at."""

from collections.abc import Iterator

from flask import abort
from sqlalchemy import select

from app.accounts.council import council
from app.assessment.access import find_standings
from app.assessment.tables import Assessment, Position, Privacy, Stage, Way
from app.database import db
from app.documents.results_file import CharacteristicPart, ResultsFile
from app.documents.results_plan import ActionPart
from app.maturity.tables import ModelVersion
from app.plan.tables import Action, ActionResource, ActionUpdate, Focus, Review, ReviewEntry
from app.resources.tables import Resource, Status
from app.results.edits import narratives_of
from app.results.result import result_of
from app.results.tables import NarrativeEdit
from app.words import count_in_words

FROM_AGREED = {Stage.AGREED, Stage.SIGNED_OFF}


def make(file: ResultsFile, version: ModelVersion, user_id: int) -> Assessment:
    """Inside `writing`: all of it."""
    assessment = _new(file, version, user_id)
    db.session.add(assessment)
    db.session.flush()
    db.session.add_all(_positions(file, assessment.id, user_id))
    db.session.add_all(_focus(file, assessment.id, user_id))
    db.session.flush()
    _add_narratives(file, assessment)
    found = resources_here(file)
    for part in file.actions:
        _add_action(part, assessment.id, user_id, found)
    _add_reviews(file, assessment.id)
    return assessment


def _new(file: ResultsFile, version: ModelVersion, user_id: int) -> Assessment:
    """Done together, on this council’s terms; agreed where it was agreed, so that its plan goes on."""
    owner, details = council() or abort(404), file.assessment
    assessment = Assessment(title=details.title, as_at=details.as_at, target_date=details.target_date)
    assessment.lead_id, assessment.model_version = user_id, version
    assessment.way, assessment.privacy = Way.TOGETHER, Privacy.GROUPED
    assessment.stage_set = Stage.AGREED if details.stage in FROM_AGREED else Stage.OPEN
    assessment.smallest_group = owner.smallest_group
    assessment.retention, assessment.retention_days = owner.retention, owner.retention_days
    return assessment


def _positions(file: ResultsFile, assessment_id: int, user_id: int) -> Iterator[Position]:
    for one in file.characteristics:
        if holds_something(one):
            position = Position(assessment_id=assessment_id, code=one.code, saved_by_id=user_id, form_id="")
            for name in ("kind", "current", "target", "evidence", "note", "reason", "is_confirmed"):
                setattr(position, name, getattr(one, name))
            for name in ("rationale", "minority_view", "restricted_note"):
                setattr(position, name, getattr(one, name))
            position.is_priority, position.criteria = one.is_candidate, " ".join(dict.fromkeys(one.criteria))
            yield position


def holds_something(one: CharacteristicPart) -> bool:
    texts = one.note or one.reason or one.rationale or one.minority_view or one.restricted_note
    levels = one.kind is not None or one.target is not None or one.evidence is not None
    return bool(levels or texts or one.criteria or one.is_candidate)


def _focus(file: ResultsFile, assessment_id: int, user_id: int) -> Iterator[Focus]:
    for one in file.characteristics:
        if one.focus is not None:
            yield Focus(assessment_id=assessment_id, code=one.code, saved_by_id=user_id, **one.focus.model_dump())


def _add_narratives(file: ResultsFile, assessment: Assessment) -> None:
    """The lead’s own texts, on the figures that they were written for."""
    digests = {one.figures.slug: one.digest for one in narratives_of(result_of(assessment, is_draft=True))}
    for theme in file.themes:
        if theme.own_text:
            digest = "" if theme.is_own_text_older else digests[theme.slug]
            edit = NarrativeEdit(assessment_id=assessment.id, theme=theme.slug, text=theme.own_text)
            edit.figures_digest = digest
            db.session.add(edit)


def resources_here(file: ResultsFile) -> dict[str, int]:
    """By its slug, what the hub here has of the resources that actions are linked with."""
    slugs = {one.slug for action in file.actions for one in action.resources}
    here = Resource.slug.in_(slugs), Resource.status != Status.WITHDRAWN
    rows = db.session.execute(select(Resource.slug, Resource.id).where(*here))
    return {slug: number for slug, number in rows}


def _add_action(part: ActionPart, assessment_id: int, user_id: int, resources: dict[str, int]) -> None:
    left_out = {"number", "characteristic", "resources", "updates"}
    action = Action(assessment_id=assessment_id, **part.model_dump(exclude=left_out))
    db.session.add(action)
    db.session.flush()
    numbers = dict.fromkeys(resources[one.slug] for one in part.resources if one.slug in resources)
    db.session.add_all(ActionResource(action_id=action.id, resource_id=number) for number in numbers)
    for update in part.updates:
        written = ActionUpdate(action_id=action.id, at=update.at, by_id=user_id, status=update.status)
        written.text = update.text
        db.session.add(written)


def _add_reviews(file: ResultsFile, assessment_id: int) -> None:
    for part in file.reviews:
        review = Review(assessment_id=assessment_id, due_on=part.due_on, held_on=part.held_on, text=part.text)
        db.session.add(review)
        db.session.flush()
        db.session.add_all(ReviewEntry(review_id=review.id, **entry.model_dump()) for entry in part.entries)


def already_here(file: ResultsFile) -> list[Assessment]:
    """Those of the person that may be the same, imported before. Others’ are not told of."""
    same = file.assessment.title, file.assessment.as_at
    mine = [standing.assessment for standing in find_standings()]
    return [assessment for assessment in mine if (assessment.title, assessment.as_at) == same]


def taken(file: ResultsFile) -> list[tuple[str, str]]:
    """What there is in the file."""
    ones = file.characteristics
    focus = [one.focus for one in ones if one.focus]
    updates = sum(len(action.updates) for action in file.actions)
    own = sum(bool(theme.own_text) for theme in file.themes)
    return [
        ("Answers", f"{sum(holds_something(one) for one in ones)} of {len(ones)}"),
        ("Texts on themes in the lead’s own words", str(own)),
        ("Characteristics looked at for the focus", str(len(focus))),
        ("Priorities", str(sum(one.is_priority for one in focus))),
        ("Actions", f"{len(file.actions)}, with {count_in_words(updates, 'update')}"),
        ("Reviews", str(len(file.reviews))),
    ]


def not_taken(file: ResultsFile) -> list[str]:
    """What a reader might expect and will not find."""
    found = [
        "People, their parts and what they answered in private: the file holds none of it.",
        "When answers and texts were saved: they count as saved today.",
    ]
    if (owner := council()) and owner.name != file.council:
        found.append(f"The name of the council ({file.council}): documents will say {owner.name}.")
    if file.assessment.lead:
        found.append(f"The lead ({file.assessment.lead}): you lead the imported assessment.")
    if file.assessment.digest or file.assessment.stage is Stage.SIGNED_OFF:
        found.append("The sign-off: the imported assessment is to be signed off here anew.")
    if any(one.groups for one in file.characteristics):
        found.append("How the groups compare.")
    if any(action.updates for action in file.actions):
        found.append("Who wrote each update: they are shown as yours.")
    slugs = {one.slug for action in file.actions for one in action.resources}
    if missing := len(slugs - set(resources_here(file))):
        found.append(
            f"{count_in_words(missing, 'resource')} that this hub does not have, or has withdrawn: the actions come "
            "without."
        )
    if file.version == "public":
        found.append("Names, notes, updates and reviews: this is the public version, which has none.")
    return found
