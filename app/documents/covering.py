"""Ready paragraphs for the report that a result goes to committee with: words alone, made from the paper."""

from collections.abc import Iterator, Sequence

from app.assessment.tables import Stage
from app.documents.covering_findings import Passage, findings, priorities, risks
from app.documents.paper import Paper
from app.documents.phrases import WITHOUT_PLAN, agreed_in_words, is_agreed
from app.results import differing_words
from app.results.differing import Differences, differences_of
from app.results.words import number_in_words
from app.words import count_in_words, date_in_words, joined


def covering_of(paper: Paper, *, is_alone: bool = False) -> tuple[Passage, ...]:
    """`is_alone`: in a file of its own, without the appendix."""
    where = "accompanying summary" if is_alone else "appendix"
    return (
        *_background(paper),
        Passage("Purpose", (_purpose(paper, where),)),
        Passage("Method", tuple(_method(paper))),
        Passage("Who took part", tuple(_who_took_part(paper))),
        *findings(paper),
        priorities(paper),
        risks(paper),
        Passage("Next review", (_next_review(paper),)),
        Passage("Recommendation", ("The committee is recommended to:", *_recommendation(paper, where))),
    )


def _background(paper: Paper) -> Iterator[Passage]:
    """What every report of this council begins with."""
    parts = [part.strip() for part in (paper.covering_text or "").split("\n\n") if part.strip()]
    if parts:
        yield Passage("Background", tuple(parts))


def _purpose(paper: Paper, where: str) -> str:
    return (
        f"This report presents the self-assessment “{paper.title}” of {paper.council}: where the council is as at "
        f"{date_in_words(paper.as_at)}, where it wants to be by {date_in_words(paper.target_date)}, and what it will "
        f"do first. The results in full are in the {where}."
    )


def _method(paper: Paper) -> Iterator[str]:
    model = paper.model
    themes = f"{number_in_words(len(paper.themes))} {'theme' if len(paper.themes) == 1 else 'themes'}"
    yield (
        f"The council assessed itself against {model.title}, version {model.version}. The model describes "
        f"{paper.total} characteristics in {themes}, each at {number_in_words(len(model.levels))} levels from "
        f"{model.levels[0].name} to {model.levels[-1].name}. A level is held only if it and every lower one are met. "
        "For each characteristic the council recorded its current level, its target level and the strength of its "
        "evidence. There is no overall score."
    )
    yield _way(paper)
    yield f"{paper.answered} of {paper.total} characteristics are answered. Status: {paper.state}."


def _way(paper: Paper) -> str:
    assessment, is_done = paper.result.assessment, is_agreed(paper)
    if not assessment.is_separate:
        return f"The position {'was' if is_done else 'is being'} recorded jointly, one characteristic at a time."
    answered = "answered" if is_done or assessment.stage is Stage.CLOSED else "answer"
    in_private = "" if assessment.is_named else " and in private"
    agreed = agreed_in_words(paper).removesuffix(".")
    not_averaged = "; it is not an average of them" if is_done else ""
    return f"Participants {answered} individually{in_private}. {agreed}{not_averaged}."


def _who_took_part(paper: Paper) -> Iterator[str]:
    if paper.lead:
        yield f"{paper.lead} led the assessment."
    comparison = paper.comparison
    if not paper.result.assessment.is_separate:
        yield "Members and officers did not answer separately."
    elif comparison is None:
        yield "Members and officers were invited to answer. How each of them answered is not part of this report."
    elif not comparison.is_enough:
        yield differing_words.too_few_in_words(comparison)
    else:
        yield differing_words.answered_in_words(comparison)
        if groups := _groups(differences_of(paper.model, comparison)):
            yield f"Up to {joined(groups)} answered any one characteristic."
        if not comparison.is_named:
            yield differing_words.rule_in_words(comparison)


def _groups(differ: Differences) -> list[str]:
    """The most answers to one characteristic of each group that is shown: no more than what the tables show."""
    most: dict[str, int] = {}
    for view in (view for row in differ.rows for view in row.views if view.group):
        name = differing_words.group_in_words(view.group).lower()
        most[name] = max(most.get(name, 0), view.current.answered)
    return [count_in_words(count, name.removesuffix("s")) for name, count in most.items()]


def _next_review(paper: Paper) -> str:
    if paper.next_review:
        on_each = " on each priority" if paper.priorities else ""
        return f"The council will review progress{on_each} on {date_in_words(paper.next_review)}."
    if not paper.has_plan:
        return WITHOUT_PLAN
    return "No review is planned yet. It is usual to look again after 6, 12 and 18 months."


def _recommendation(paper: Paper, where: str) -> tuple[str, ...]:
    """In letters, as committees refer to them."""
    when = f"after {date_in_words(paper.next_review)}" if paper.next_review else "within six months"
    clauses = [_note(paper), *_decide(paper, where), f"receive a report on progress {when}"]
    ends = [*(";" for _ in clauses[2:]), "; and", "."]
    return tuple(f"({letter}) {clause}{end}" for letter, clause, end in zip("abc", clauses, ends, strict=False))


def _note(paper: Paper) -> str:
    is_signed = paper.signed_on is not None
    results = f"results of the self-assessment “{paper.title}” as at {date_in_words(paper.as_at)}"
    return f"note the signed-off {results}" if is_signed else f"note the {results}, which are not yet signed off"


def _decide(paper: Paper, where: str) -> Sequence[str]:
    """Candidates are not approved: nobody has chosen among them yet."""
    plan = ["the plan"] if paper.actions else []
    if paper.priorities and not paper.are_priorities_chosen:
        things, verb = ["the candidate priorities", *plan], "consider"
    else:
        things, verb = [*["the priorities"] * bool(paper.priorities), *plan], "approve"
    return [f"{verb} {joined(things)} set out in the {where}"] if things else []
