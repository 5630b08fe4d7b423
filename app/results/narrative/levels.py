"""Where we are."""

from app.results.figures import Kind
from app.results.narrative.sentences import any_of, listed, names_or_count, none_of, said_of, sentence, share
from app.results.narrative.telling import Rows, Telling
from app.results.words import number_in_words


def without_levels(telling: Telling) -> list[str]:
    """Of a theme in which no characteristic has a level yet."""
    profile, all_of_them = telling.figures.current, f"{none_of(telling.total)} characteristics of this theme"
    if telling.total == 1:
        return [*coverage(telling)]
    if profile.unanswered == telling.total:
        return [sentence(f"{all_of_them} has been answered yet")]
    if profile.not_applicable == telling.total:
        return [sentence(f"{all_of_them} applies to us")]
    if profile.unknown == telling.total:
        return [
            sentence(f"we do not know where we stand on {any_of(telling.total)} of the {_characteristics(telling)}")
        ]
    return [sentence(f"we have placed none of the {_characteristics(telling)}"), *coverage(telling)]


def _characteristics(telling: Telling) -> str:
    return f"{number_in_words(telling.total)} characteristics of this theme"


def where_we_are(telling: Telling) -> list[str]:
    return [*_position(telling), *coverage(telling)]


def coverage(telling: Telling) -> list[str]:
    """Of those without a level."""
    unknown, not_applicable = telling.of_kind(Kind.UNKNOWN), telling.of_kind(Kind.NOT_APPLICABLE)
    said = []
    if unknown:
        said.append(
            sentence(f"we do not know where we stand on {names_or_count(telling.titles(unknown), telling.total)}")
        )
    if not_applicable:
        said.append(said_of(telling.titles(not_applicable), "does not apply to us", "do not apply to us"))
    if unanswered := telling.titles(telling.of_kind(None)):
        said.append(sentence(f"we have yet to answer {names_or_count(unanswered, telling.total)}"))
    return said


def _position(telling: Telling) -> list[str]:
    counts = telling.figures.current.counts
    most = max(range(len(counts)), key=lambda level: counts[level])
    rated = len(telling.rated)
    if rated == 1:
        return [_only_one(telling)]
    if counts[most] == rated:
        return [_all_alike(telling, most)]
    if counts[most] * 2 > rated:
        return _mostly(telling, most)
    if counts.count(counts[most]) == 2 and counts[most] * 2 == rated:
        return _halves(telling)
    return _spread(telling)


def _of_whole(telling: Telling, count: int) -> str:
    """“four of the six characteristics of this theme”"""
    rated = len(telling.rated)
    which = "of this theme" if rated == telling.total else "that we have placed"
    return f"{share(count, rated)} characteristics {which}"


def _only_one(telling: Telling) -> str:
    (row,) = telling.rated
    level = telling.level(row.current)
    if telling.total == 1:
        is_at = f"we are at {level} on it" if row.current else f"it is {level}"
        return sentence(f"this theme has one characteristic, {row.title}, and {is_at}")
    place = f"at {level}" if row.current else f"which is {level}"
    return sentence(f"we have placed one of the {_characteristics(telling)}: {row.title}, {place}")


def _all_alike(telling: Telling, level: int) -> str:
    rated = len(telling.rated)
    if not level:
        which = "of this theme" if rated == telling.total else "that we have placed"
        return sentence(f"{none_of(rated)} characteristics {which} is in place yet")
    return _standing(telling, level, _of_whole(telling, rated))


def _standing(telling: Telling, level: int, which: str) -> str:
    name = telling.level(level)
    return sentence(
        telling.one_of(
            f"we are at {name} on {which}", f"{which} stand at {name}", f"{name} is where we stand on {which}"
        )
    )


def _mostly(telling: Telling, level: int) -> list[str]:
    """More than half at one level, then those above it and below."""
    which = _of_whole(telling, telling.figures.current.counts[level])
    first = _standing(telling, level, which) if level else sentence(f"{which} are not yet in place")
    above = [row for row in telling.rated if (row.current or 0) > level]
    below = [row for row in telling.rated if (row.current or 0) < level]
    return [first, *_around(telling, above, below)]


def _around(telling: Telling, above: Rows, below: Rows) -> list[str]:
    if len(above) == len(below) == 1:
        (high,), (low,) = above, below
        lower = f"{low.title} lower, at {telling.level(low.current)}"
        if not low.current:
            lower = f"{low.title} is not yet in place"
        return [sentence(f"{high.title} stands higher, at {telling.level(high.current)}, and {lower}")]
    return [_beside(telling, rows, word) for rows, word in ((above, "higher"), (below, "lower")) if rows]


def _beside(telling: Telling, rows: Rows, word: str) -> str:
    if not any(row.current for row in rows):
        return said_of(telling.titles(rows), "is not yet in place", "are not yet in place")
    currents = [row.current for row in rows]
    return telling.say_with_levels(rows, currents, f"stands {word}", f"stand {word}", "at")


def _halves(telling: Telling) -> list[str]:
    """Two levels with as many characteristics at each."""
    low = [row for row in telling.rated if row.current == telling.figures.current.lowest]
    high = [row for row in telling.rated if row.current == telling.figures.current.highest]
    lower, higher = telling.level(low[0].current), telling.level(high[0].current)
    if len(low) == 1:
        at_low = f"at {lower} on {low[0].title}" if low[0].current else f"{low[0].title} is not yet in place"
        we_are = f"at {higher} on {high[0].title}"
        return [sentence(f"we are {at_low} and {we_are}" if low[0].current else f"{at_low}, and we are {we_are}")]
    each = number_in_words(len(low))
    if not low[0].current:
        return [sentence(f"{_of_whole(telling, len(low))} are not yet in place, and the other {each} are at {higher}")]
    which = "this theme is" if len(telling.rated) == telling.total else "the characteristics that we have placed are"
    first = sentence(f"{which} split between {lower} and {higher}, with {each} characteristics at each")
    return [first, sentence(f"those at {higher} are {listed(telling.titles(high))}")]


def _spread(telling: Telling) -> list[str]:
    profile = telling.figures.current
    if (median := profile.median) is None:
        return []
    low, high = telling.level(median.low), telling.level(median.high)
    middle = f"with {low} in the middle" if low == high else f"with the middle between {low} and {high}"
    ends = f"from {telling.level(profile.lowest)} to {telling.level(profile.highest)}"
    who = "this theme runs" if len(telling.rated) == telling.total else "the answers run"
    return [sentence(telling.one_of(f"our answers run {ends}, {middle}", f"{who} {ends}, {middle}")), *_ends(telling)]


def _ends(telling: Telling) -> list[str]:
    profile = telling.figures.current
    tops = telling.titles([row for row in telling.rated if row.current == profile.highest])
    bottoms = telling.titles([row for row in telling.rated if row.current == profile.lowest])
    if len(tops) == len(bottoms) == 1:
        return [sentence(f"{tops[0]} stands highest and {bottoms[0]} lowest")]
    lowest = (
        f"{bottoms[0]} stands lowest"
        if len(bottoms) == 1
        else f"lowest are {names_or_count(bottoms, len(telling.rated))}"
    )
    return [said_of(tops, "stands highest", "stand highest"), sentence(lowest)]
