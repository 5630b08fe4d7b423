"""What publishing a file would change, found without changing anything."""

from dataclasses import dataclass
from pathlib import Path

from app.assessment.answered import answers_in, open_assessments
from app.assessment.tables import Assessment
from app.maturity.candidate import judge, read_candidate
from app.maturity.changes import Changes, changes_between
from app.maturity.definitions import Model
from app.maturity.publishing import PublishError, refuse_replaced
from app.maturity.versions import content_of, model_of, version_in_force
from app.maturity.words import groups_of
from app.words import count_in_words


@dataclass(frozen=True)
class Outlook:
    lines: list[str]
    refusal: str
    """Why it cannot be published; empty where it can."""


def look_ahead(path: Path) -> Outlook:
    """Raises ModelFaults."""
    candidate = read_candidate(path)
    model = judge(candidate)
    in_force = version_in_force(model.id)
    title = f"{candidate.name}, version {model.version}"
    if in_force is None:
        return Outlook([f"{title}: nothing is published of the model “{model.id}” yet."], "")
    before = model_of(in_force)
    if content_of(before) == content_of(model):
        return Outlook([f"{title}, is in force already, with this very content."], "")
    lines = [f"{title}, beside version {before.version}, which is in force:"]
    lines += change_lines(changes_between(before, model))
    lines += assessment_lines(model)
    return Outlook(lines, _refusal(model))


def _refusal(model: Model) -> str:
    try:
        refuse_replaced(model)
    except PublishError as error:
        return str(error)
    return ""


def change_lines(changes: Changes) -> list[str]:
    lines = [f"  {group.title}: {'; '.join(group.items)}." for group in groups_of(changes)]
    return lines or ["  Nothing that people read differs."]


def assessment_lines(model: Model) -> list[str]:
    """What a move to this version would mean for each assessment that is open."""
    assessments = open_assessments(model.id)
    if not assessments:
        return ["No open assessment uses this model."]
    answers = answers_in(assessments)
    head = f"Assessments that have begun keep their version. If moved to {model.version}:"
    return [head, *(_touched(it, changes_between(it.model, model), answers.get(it.id, {})) for it in assessments)]


def _touched(assessment: Assessment, changes: Changes, answers: dict[str, bool]) -> str:
    name = f"  “{assessment.title}” (version {assessment.model.version})"
    if not changes.has_as_many_levels:
        return f"{name}: cannot be moved, because the number of levels differs."
    carried = changes.carry(answers)
    parts = [count_in_words(len(answers), "answer")]
    if carried.to_confirm:
        parts.append(f"{len(carried.to_confirm)} of them to be confirmed ({', '.join(carried.to_confirm)})")
    if carried.left:
        parts.append(f"{len(carried.left)} left behind ({', '.join(carried.left)})")
    return f"{name}: {', '.join(parts)}."


def summary_of(before: Model, after: Model) -> str:
    """Beside version 1.0: added 1, reworded 2."""
    counts = [f"{group.title.lower()} {len(group.items)}" for group in groups_of(changes_between(before, after))]
    return f"Beside version {before.version}: {', '.join(counts) or 'nothing that people read differs'}."
