"""What a covering report says was found and follows from it: findings, priorities, the plan and the risks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents.paper import Paper, PaperRow
from app.documents.phrases import (
    NO_PRIORITIES,
    SAME_GAP,
    SAME_STANDING,
    furthest_apart,
    more_in_words,
    no_actions_in_words,
    stands_in_words,
)
from app.documents.wording import evidence_of, name_of
from app.plan.tables import Progress
from app.plan.warnings import MANY_STEPS, is_soon
from app.plan.words import FINISHED
from app.results import differing_words
from app.results.figures import CharacteristicFigures, Figures
from app.results.words import number_in_words
from app.words import count_in_words, date_in_words, joined

LATE = frozenset({Progress.AT_RISK, Progress.DELAYED})


@dataclass(frozen=True, slots=True)
class Passage:
    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    """Paragraphs after the points."""


def findings(paper: Paper) -> Iterator[Passage]:
    figures = paper.result.figures
    yield _strengths(figures, paper)
    yield _gaps(figures, paper)
    if apart := furthest_apart(paper):
        yield Passage(
            "Findings: where views differ",
            ("Members and officers see these furthest apart.",),
            tuple(f"{name_of(row)}: {differing_words.seen_in_words(row, paper.model)}" for row in apart),
        )


def _strengths(figures: Figures, paper: Paper) -> Passage:
    few, heading = figures.strongest, "Findings: strengths"
    if not few.rows:
        return Passage(heading, ("No characteristic stands at a level yet.",))
    return Passage(
        heading,
        ("The council’s highest levels, the best evidenced first.",),
        tuple(f"{name_of(row)}: {_strength(row, paper)}" for row in few.rows),
        _more(few.more, SAME_STANDING),
    )


def _strength(row: CharacteristicFigures, paper: Paper) -> str:
    level = paper.model.level_name(row.current or 0)
    return f"{level}; evidence: {evidence_of(row, paper.model).lower()}"


def _gaps(figures: Figures, paper: Paper) -> Passage:
    few, heading = figures.widest_gaps, "Findings: areas for improvement"
    if not few.rows:
        return Passage(heading, ("No target is above the current level yet.",))
    rows = {row.code: row for row in paper.rows}
    return Passage(
        heading,
        ("The characteristics furthest from their target.",),
        tuple(f"{name_of(row)}: {stands_in_words(rows[row.code], paper)}" for row in few.rows),
        _more(few.more, SAME_GAP),
    )


def _more(more: int, alike: str) -> tuple[str, ...]:
    return (more_in_words(more, alike),) if more else ()


def priorities(paper: Paper) -> Passage:
    if not paper.priorities:
        return Passage("Priorities", (NO_PRIORITIES,), last=(_plan(paper),))
    count, are = number_in_words(len(paper.priorities)), "is" if len(paper.priorities) == 1 else "are"
    what = "priority" if len(paper.priorities) == 1 else "priorities"
    if paper.are_priorities_chosen:
        said = f"The council has chosen {count} {what}."
    else:
        said = f"{count.capitalize()} candidate {what} {are} proposed."
    return Passage("Priorities", (said,), tuple(_priority(row, paper) for row in paper.priorities), (_plan(paper),))


def _priority(row: PaperRow, paper: Paper) -> str:
    """A stopped action leads nowhere."""
    actions = [one for one in paper.actions if one.code == row.code and one.status is not Progress.STOPPED]
    said = f"{name_of(row)}: {stands_in_words(row, paper)}"
    if not actions:
        return f"{said}; no action yet" if paper.has_plan else said
    due = min((action.due_on for action in actions if action.due_on and action.status not in FINISHED), default=None)
    return f"{said}; {count_in_words(len(actions), 'action')}" + (f", next due {date_in_words(due)}" if due else "")


def _plan(paper: Paper) -> str:
    """“The plan has 3 actions: 1 complete, 1 stopped and 1 still to be finished.”"""
    if not paper.actions:
        return no_actions_in_words(paper)
    statuses = [action.status for action in paper.actions]
    counts = {
        "complete": statuses.count(Progress.COMPLETE),
        "stopped": statuses.count(Progress.STOPPED),
        "still to be finished": sum(status not in FINISHED for status in statuses),
    }
    has = f"The plan has {count_in_words(len(statuses), 'action')}"
    kinds = [(kind, count) for kind, count in counts.items() if count]
    if len(kinds) > 1:
        return f"{has}: {joined([f'{count} {kind}' for kind, count in kinds])}."
    return f"{has}, {'which is' if len(statuses) == 1 else 'all'} {kinds[0][0]}."


def risks(paper: Paper) -> Passage:
    points = tuple(_risk_points(paper))
    if not points:
        return Passage("Risks", ("The figures themselves point to no particular risk.",))
    return Passage("Risks", ("The figures point to these risks:",), points)


def _risk_points(paper: Paper) -> Iterator[str]:
    if bare := _without_action(paper):
        yield f"No action is planned for {_names(bare)}, so the {_targets(bare)} may not be met."
    if late := sum(action.status in LATE for action in paper.actions):
        yield f"{count_in_words(late, 'action')} in the plan {'is' if late == 1 else 'are'} at risk or delayed."
    yield from _too_far(paper)
    yield from _too_thin(paper.result.figures)
    if unknown := sum(theme.current.unknown for theme in paper.themes):
        yield f"The council does not yet know where it stands on {count_in_words(unknown, 'characteristic')}."


def _without_action(paper: Paper) -> list[PaperRow]:
    acted = {action.code for action in paper.actions if action.status is not Progress.STOPPED}
    return [row for row in paper.priorities if row.code not in acted] if paper.has_plan else []


def _too_far(paper: Paper) -> Iterator[str]:
    far = [row for row in paper.priorities if (row.figures.gap or 0) >= MANY_STEPS]
    if far and is_soon(paper.as_at, paper.target_date):
        yield (
            f"The {_targets(far)} for {_names(far)} {'is' if len(far) == 1 else 'are'} {number_in_words(MANY_STEPS)} "
            f"or more levels above where the council is now, which is ambitious for {date_in_words(paper.target_date)}."
        )


def _too_thin(figures: Figures) -> Iterator[str]:
    """The first of them by name, and all of them by number."""
    first, count = figures.thinnest_evidence.rows, figures.thinly_evidenced
    if count == 1:
        yield f"The level of {_names(first)} rests on assertion alone or on no evidence, and may be challenged."
    elif count:
        whose = count_in_words(count, "characteristic") if count > len(first) else _names(first)
        begins = f": first {_names(first)}" if count > len(first) else ""
        yield f"The levels of {whose} rest on assertion alone or on no evidence, and may be challenged{begins}."


def _names(rows: Sequence[PaperRow | CharacteristicFigures]) -> str:
    return joined([name_of(row) for row in rows])


def _targets(rows: Sequence[PaperRow]) -> str:
    return "target" if len(rows) == 1 else "targets"
