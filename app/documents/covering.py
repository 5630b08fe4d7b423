"""Ready paragraphs for the report that a result goes to committee with: words alone, made from the paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.paper import Paper, PaperRow
from app.documents.phrases import stands_in_words
from app.documents.wording import evidence_of
from app.plan.tables import Progress
from app.plan.words import FINISHED
from app.results import differing_words
from app.results.differing import Difference, Differences, differences_of
from app.results.figures import CharacteristicFigures, Shortlist
from app.results.words import number_in_words
from app.words import count_in_words, date_in_words, joined

WIDE_STEPS = 2
"""So many steps to go are a risk that a committee should know of."""
LATE = frozenset({Progress.AT_RISK, Progress.DELAYED})


@dataclass(frozen=True, slots=True)
class Passage:
    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    """Paragraphs after the points."""


def covering_of(paper: Paper) -> tuple[Passage, ...]:
    return (
        Passage("Purpose", tuple([*_of_the_council(paper), _purpose(paper)])),
        Passage("Method", tuple(_method(paper))),
        Passage("Who took part", tuple(_who_took_part(paper))),
        *_findings(paper),
        _priorities(paper),
        _risks(paper),
        Passage("Next review", (_next_review(paper),)),
        _recommendation(paper),
    )


def _of_the_council(paper: Paper) -> list[str]:
    """What every report of this council begins with."""
    return [part.strip() for part in (paper.covering_text or "").split("\n\n") if part.strip()]


def _purpose(paper: Paper) -> str:
    return (
        f"This report presents the self-assessment “{paper.title}” of {paper.council}: where the council is as at "
        f"{date_in_words(paper.as_at)}, where it wants to be by {date_in_words(paper.target_date)}, and what it will "
        f"do first. The appendix has the results in full."
    )


def _method(paper: Paper) -> Iterator[str]:
    model = paper.model
    themes = f"{number_in_words(len(paper.themes))} {'theme' if len(paper.themes) == 1 else 'themes'}"
    yield (
        f"The council assessed itself against {model.title}, version {model.version}. It describes "
        f"{paper.total} characteristics in {themes}, each at {number_in_words(len(model.levels))} levels from "
        f"{model.levels[0].name} to {model.levels[-1].name}. A level is held only if it and every lower one are met. "
        "For each characteristic the council says the level it holds now, its target, and how strong the evidence is. "
        "There is no overall score."
    )
    if paper.result.assessment.is_separate:
        yield (
            "People answered in private, each for themselves. The position was agreed afterwards with their answers "
            "in view; it is not an average of them."
        )
    else:
        yield "The position was recorded together, one characteristic after another."
    yield f"{paper.answered} of {paper.total} characteristics are answered. Status: {paper.state}."


def _who_took_part(paper: Paper) -> Iterator[str]:
    if paper.lead:
        yield f"{paper.lead} led the assessment."
    comparison = paper.comparison
    if comparison is None:
        if paper.result.assessment.is_separate:
            yield "Members and officers were invited to answer. How each of them answered is not part of this report."
        else:
            yield "No separate answers of members and officers were collected."
        return
    yield f"{count_in_words(comparison.answered, 'person', 'people')} answered in private."
    if comparison.is_enough and (groups := _groups(differences_of(paper.model, comparison))):
        yield f"On single characteristics there were up to {joined(groups)}."
    if not comparison.is_named:
        yield differing_words.rule_in_words(comparison)


def _groups(differ: Differences) -> list[str]:
    """The most answers to one characteristic of each group that is shown: no more than what the tables show."""
    most: dict[str, int] = {}
    for view in (view for row in differ.rows for view in row.views if view.group):
        name = differing_words.group_in_words(view.group).lower()
        most[name] = max(most.get(name, 0), view.current.answered)
    return [count_in_words(count, name.removesuffix("s")) for name, count in most.items()]


def _findings(paper: Paper) -> Iterator[Passage]:
    figures = paper.result.figures
    rows = {row.code: row for row in paper.rows}
    yield Passage(
        "Findings: strengths",
        ("The characteristics that stand highest, the better evidenced first.",)
        if figures.strongest.rows
        else ("No characteristic stands at a level yet.",),
        tuple(f"{_name(row)}: {_strength(rows[row.code], paper)}" for row in figures.strongest.rows),
        _more(figures.strongest),
    )
    yield Passage(
        "Findings: areas for improvement",
        ("The characteristics with the most steps from now to the target.",)
        if figures.widest_gaps.rows
        else ("No target is above the current level yet.",),
        tuple(f"{_name(row)}: {stands_in_words(rows[row.code], paper)}" for row in figures.widest_gaps.rows),
        _more(figures.widest_gaps),
    )
    if apart := _apart(paper):
        yield Passage(
            "Findings: where views differ",
            ("Members and officers see these furthest apart.",),
            tuple(f"{row.code} {row.title}: {differing_words.seen_in_words(row, paper.model)}" for row in apart),
        )


def _name(row: CharacteristicFigures | PaperRow) -> str:
    return f"{row.code} {row.title}"


def _strength(row: PaperRow, paper: Paper) -> str:
    level = paper.model.level_name(row.figures.current or 0)
    return f"{level}; evidence: {evidence_of(row, paper.model).lower()}"


def _more(few: Shortlist) -> tuple[str, ...]:
    return (f"{few.more} more {'stands' if few.more == 1 else 'stand'} level with the last.",) if few.more else ()


def _apart(paper: Paper) -> tuple[Difference, ...]:
    if paper.comparison is None or not paper.comparison.is_enough:
        return ()
    return differences_of(paper.model, paper.comparison).widest.rows


def _priorities(paper: Paper) -> Passage:
    if not paper.priorities:
        return Passage("Priorities", ("No priorities are chosen yet.",))
    count = number_in_words(len(paper.priorities))
    is_one = len(paper.priorities) == 1
    if paper.are_priorities_chosen:
        said = f"The council has chosen {count} {'priority' if is_one else 'priorities'}."
    else:
        said = (
            f"{count.capitalize()} {'is' if is_one else 'are'} proposed as {'a priority' if is_one else 'priorities'}."
        )
    return Passage("Priorities", (said,), tuple(_priority(row, paper) for row in paper.priorities), _plan(paper))


def _priority(row: PaperRow, paper: Paper) -> str:
    actions = [action for action in paper.actions if action.code == row.code]
    said = f"{_name(row)}: {stands_in_words(row, paper)}"
    if not actions:
        return f"{said}; no action yet"
    due = min((action.due_on for action in actions if action.due_on and action.status not in FINISHED), default=None)
    return f"{said}; {count_in_words(len(actions), 'action')}" + (f", next due {date_in_words(due)}" if due else "")


def _plan(paper: Paper) -> tuple[str, ...]:
    if not paper.actions:
        return ("There are no actions in the plan yet.",)
    going = [action for action in paper.actions if action.status not in FINISHED]
    done = sum(action.status is Progress.COMPLETE for action in paper.actions)
    finished = f", {number_in_words(done)} of them complete" if done else ""
    going_on = f" {number_in_words(len(going)).capitalize()} still to be finished." if going and done else ""
    return (f"The plan has {count_in_words(len(paper.actions), 'action')}{finished}.{going_on}",)


def _risks(paper: Paper) -> Passage:
    points = tuple(_risk_points(paper))
    if not points:
        return Passage("Risks", ("No risk follows from the figures themselves.",))
    return Passage("Risks", ("What the figures themselves show:",), points)


def _risk_points(paper: Paper) -> Iterator[str]:
    acted = {action.code for action in paper.actions if action.status is not Progress.STOPPED}
    if bare := [row.code for row in paper.priorities if row.code not in acted]:
        yield f"No action is under way for {joined(bare)}, so the targets may not be met."
    if late := [action for action in paper.actions if action.status in LATE]:
        are = "is" if len(late) == 1 else "are"
        yield f"{count_in_words(len(late), 'action')} of the plan {are} at risk or delayed."
    if far := [row.code for row in paper.priorities if (row.figures.gap or 0) >= WIDE_STEPS]:
        aims = "aims" if len(far) == 1 else "aim"
        yield f"{joined(far)} {aims} two levels or more higher by {date_in_words(paper.target_date)}, which is a lot."
    figures = paper.result.figures
    if thin := [row.code for row in figures.thinnest_evidence.rows]:
        more = f" and {figures.thinnest_evidence.more} more" if figures.thinnest_evidence.more else ""
        yield f"The levels of {joined(thin)}{more} rest on assertion alone or on no evidence, and may be challenged."
    if unknown := sum(theme.current.unknown for theme in paper.themes):
        yield f"On {count_in_words(unknown, 'characteristic')} the council does not know where it stands."


def _next_review(paper: Paper) -> str:
    if paper.next_review:
        return f"The council looks again at what has moved on each priority on {date_in_words(paper.next_review)}."
    return "No review is planned yet. It is usual to look again after 6, 12 and 18 months."


def _recommendation(paper: Paper) -> Passage:
    is_final = paper.signed_on is not None
    results = "signed-off results" if is_final else "results, which are not signed off yet,"
    points = [f"to note the {results} of the self-assessment “{paper.title}” as at {date_in_words(paper.as_at)};"]
    if paper.priorities:
        plan = " and the plan" if paper.actions else ""
        points.append(f"to approve the priorities{plan} set out in the appendix;")
    when = f" after {date_in_words(paper.next_review)}" if paper.next_review else " within six months"
    points.append(f"to receive a report on progress{when}.")
    return Passage("Recommendation", ("The committee is recommended:",), tuple(points))
