"""Where we want to be."""

from app.results.figures import CharacteristicFigures
from app.results.narrative.asks import what_it_asks_for
from app.results.narrative.sentences import (
    any_of,
    listed,
    names_or_count,
    sentence,
    share,
    verb_of,
)
from app.results.narrative.telling import Rows, Telling
from app.results.words import number_in_words, steps_in_words


def where_we_want_to_be(telling: Telling) -> list[str]:
    gaps = [row.gap for row in telling.rated]
    if all(gap is None for gap in gaps):
        said = [_no_target(telling)]
    elif all(gap == 0 for gap in gaps):
        said = _all_hold(telling)
    elif len(gaps) == 1:
        said = [_only_one(telling, telling.rated[0])]
    else:
        said = [_aim(telling), *_rises(telling), *_the_others(telling)]
    return [*said, *_priorities(telling), *what_it_asks_for(telling)]


def _no_target(telling: Telling) -> str:
    rated = len(telling.rated)
    which = telling.rated[0].title if rated == 1 else f"{any_of(rated)} of them"
    return sentence(f"no target for {telling.date} is set yet for {which}")


def _all_hold(telling: Telling) -> list[str]:
    rows, levels = telling.rated, {row.current for row in telling.rated}
    which, until = share(len(rows), len(rows)), f"until {telling.date}"
    if len(levels) > 1:
        first = telling.one_of(
            f"we want to hold {which} where they are {until}", f"{which} are to hold where they are {until}"
        )
    else:
        (level,) = levels
        highest = ", the highest level," if level == telling.model.top_level else ""
        on = rows[0].title if len(rows) == 1 else which
        first = f"we want to stay at {telling.level(level)}{highest} on {on} {until}"
    kept = "these levels describe" if len(levels) > 1 else "this level describes"
    asks = telling.one_of(
        f"that asks no new step of us, but it does ask us to keep up what {kept}",
        f"holding asks us to keep up what {kept}, and no more",
    )
    return [sentence(first), sentence(asks)]


def _only_one(telling: Telling, row: CharacteristicFigures) -> str:
    by = f"by {telling.date}"
    if (row.gap or 0) < 0:
        return _lower(telling, row, f" {by}")
    up = steps_in_words(row.gap or 0)
    return sentence(f"{by} we want {row.title} to be at {telling.level(row.target)}, {up} up")


def _aim(telling: Telling) -> str:
    """How many are to be at a level or higher, and how many are there today."""
    rows, by = telling.rated, f"by {telling.date}"
    if not telling.rises:
        return sentence(f"{'neither' if len(rows) == 2 else 'none'} of them is to rise {by}")
    if len(telling.rises) == 1:
        (row,) = telling.rises
        return sentence(f"{by} we want {row.title} to rise {steps_in_words(row.gap or 0)}, {telling.way(row)}")
    level = _level_to_speak_of(telling)
    wanted, today = _wanted(telling, level), _today(telling, level)
    if any(row.target is None for row in rows) or today >= wanted:
        return sentence(f"{by} we want {share(len(telling.rises), len(rows))} to be higher than today")
    is_exact = all((row.target or 0) <= level for row in rows)
    there = f"{share(wanted, len(rows))} {{}}at {telling.level(level)}{'' if is_exact else ' or higher'}"
    now = number_in_words(today) if today else "none"
    return sentence(
        telling.one_of(
            f"{by} we want {there.format('to be ')}; {now} {verb_of(today)} there today",
            f"our aim for {telling.date} is to have {there.format('')}, against {now} today",
            f"we want {there.format('')} {by}; today {now} {verb_of(today)} there",
        )
    )


def _level_to_speak_of(telling: Telling) -> int:
    """The one that most are to reach; of several, the nearest to the middle of the targets."""
    median = telling.figures.target.median
    middle = median.low if median else 0

    def weight(level: int) -> tuple[int, int]:
        return _wanted(telling, level) - _today(telling, level), -abs(level - middle)

    return max((row.target or 0 for row in telling.rises), key=weight)


def _wanted(telling: Telling, level: int) -> int:
    return sum((row.target or 0) >= level for row in telling.rated)


def _today(telling: Telling, level: int) -> int:
    return sum((row.current or 0) >= level for row in telling.rated)


def _rises(telling: Telling) -> list[str]:
    """The widest gaps, where they are wider than a step, then the other rises."""
    if len(telling.rises) < 2 or _is_said_by_the_aim(telling):
        return []
    widest = telling.widest if (telling.rises[0].gap or 0) > 1 else []
    others = telling.in_order(row for row in telling.rises if row not in widest)
    return [*([_widest(telling, widest)] if widest else []), *_smaller_rises(telling, others, bool(widest))]


def _is_said_by_the_aim(telling: Telling) -> bool:
    """All are to rise from the same level to the same."""
    ways = {(row.current, row.target) for row in telling.rated}
    return len(telling.rises) == len(telling.rated) and len(ways) == 1


def _widest(telling: Telling, rows: Rows) -> str:
    ways, steps = [telling.way(row) for row in rows], steps_in_words(rows[0].gap or 0)
    if len(rows) == 1:
        return sentence(f"{rows[0].title} has the furthest to go, {ways[0]}")
    if len(rows) == len(telling.rated):
        return sentence(f"{'both have' if len(rows) == 2 else 'every one of them has'} {steps} to go")
    is_one_way = len(set(ways)) == 1
    names = telling.titles(rows) if is_one_way else telling.bracketed(rows, ways)
    gaps = ways[0] if is_one_way else f"of {steps}"
    return sentence(f"the widest gaps, {gaps}, are those of {names_or_count(names, len(telling.rated))}")


def _smaller_rises(telling: Telling, others: Rows, has_wider: bool) -> list[str]:
    if not others:
        return []
    first, *smaller = sorted({row.gap or 0 for row in others}, reverse=True)
    rows = [row for row in others if row.gap == first]
    one, many = f"is to rise {steps_in_words(first)}", f"{'more ' * has_wider}are to rise {steps_in_words(first)} each"
    said = [telling.say_with_levels(rows, [row.target for row in rows], one, many, "to")]
    return said + [_meant_for(telling, [row for row in others if row.gap == gap]) for gap in smaller]


def _meant_for(telling: Telling, rows: Rows) -> str:
    names = telling.bracketed(rows, [f"to {telling.level(row.target)}" for row in rows])
    gap = rows[0].gap or 0
    return sentence(f"{steps_in_words(gap)} {verb_of(gap)} meant for {names_or_count(names, len(telling.rated))}")


def _the_others(telling: Telling) -> list[str]:
    """Those that are to stay where they are or to be lower, and those without a target."""
    rows = telling.rated
    holds, lower = [row for row in rows if row.gap == 0], [row for row in rows if (row.gap or 0) < 0]
    said = [_holds(telling, holds)] if holds else []
    if len(lower) == 1:
        said.append(_lower(telling, lower[0]))
    elif lower:
        said.append(_lowered(telling, lower))
    if without := [row.title for row in rows if row.target is None]:
        said.append(sentence(f"no target is set yet for {names_or_count(without, len(rows))}"))
    return said


def _holds(telling: Telling, rows: Rows) -> str:
    names = [telling.level(row.current) for row in rows]
    if len(rows) == 1:
        return sentence(f"{rows[0].title} is to hold at {names[0]}")
    if len(set(names)) == 1:
        return sentence(f"we mean to hold {number_in_words(len(rows))} at {names[0]}: {listed(telling.titles(rows))}")
    each = listed(telling.bracketed(rows, names))
    return sentence(f"we mean to hold {number_in_words(len(rows))} where they are: {each}")


def _lower(telling: Telling, row: CharacteristicFigures, by: str = "") -> str:
    reason = ", for the reason noted with the answer" if telling.has_reason(row) else ""
    steps = steps_in_words(row.gap or 0)
    return sentence(f"{row.title} is to be at {telling.level(row.target)}{by}, {steps} than now{reason}")


def _lowered(telling: Telling, rows: Rows) -> str:
    which = names_or_count(telling.bracketed(rows, map(telling.way, rows)), len(telling.rated))
    reasons = "; the reasons are noted with the answers" if all(map(telling.has_reason, rows)) else ""
    return sentence(f"targets are below today’s level for {which}{reasons}")


def _priorities(telling: Telling) -> list[str]:
    titles = telling.titles([row for row in telling.figures.rows if row.is_priority])
    if not titles:
        return []
    if len(titles) == 1:
        return [sentence(f"we have marked {titles[0]} as a candidate priority")]
    return [sentence(f"candidate priorities are {names_or_count(titles, telling.total)}")]
