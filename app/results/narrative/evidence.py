"""How sure we are."""

from app.assessment.criteria import remarks_on
from app.results.figures import ASSERTED, CharacteristicFigures
from app.results.narrative.sentences import listed, names_or_count, sentence, share
from app.results.narrative.telling import Rows, Telling
from app.results.words import number_in_words


def how_sure_we_are(telling: Telling) -> list[str]:
    return [*_strengths(telling), *_unticked(telling), *_missing(telling)]


def _strengths(telling: Telling) -> list[str]:
    strengths, rated = {row.evidence for row in telling.rated}, len(telling.rated)
    if rated == 1:
        return [_only_one(telling, telling.rated[0])]
    if strengths == {None}:
        return [sentence("we have not said how strong the evidence for these answers is")]
    if strengths == {0}:
        return [sentence("none of these answers has any evidence behind it yet")]
    if strengths == {ASSERTED}:
        word = f"the evidence is no more than {_name(telling, ASSERTED)}"
        return [sentence(f"{share(rated, rated)} answers rest on our own word: {word}")]
    return [_shown(telling), *_thin(telling)]


def _name(telling: Telling, strength: int) -> str:
    return telling.model.evidence[strength].name.lower()


def _only_one(telling: Telling, row: CharacteristicFigures) -> str:
    if row.evidence is None:
        return sentence(f"we have not said how strong the evidence for {row.title} is")
    if row.evidence == 0:
        return sentence(f"{row.title} has no evidence behind it yet")
    only = "no more than " if row.evidence == ASSERTED else ""
    return sentence(f"the evidence for {row.title} is {only}{_name(telling, row.evidence)}")


def _shown(telling: Telling) -> str:
    """Of the evidence that others can look at."""
    rows = [row for row in telling.rated if (row.evidence or 0) > ASSERTED]
    if not rows:
        return sentence("none of these answers has evidence yet that others could check")
    if len(rows) == 1:
        strength = _name(telling, rows[0].evidence or 0)
        return sentence(f"{rows[0].title} alone has evidence that others can check: it is {strength}")
    strengths = _breakdown(telling, rows)
    which = f"{share(len(rows), len(telling.rated))} answers"
    return sentence(
        telling.one_of(
            f"there is evidence that others can check for {which}: it is {strengths}",
            f"others can check the evidence for {which}: it is {strengths}",
            f"we have evidence that others can check for {which}: it is {strengths}",
        )
    )


def _breakdown(telling: Telling, rows: Rows) -> str:
    """“measured for one and documented for three”"""
    strengths = sorted({row.evidence or 0 for row in rows}, reverse=True)
    if len(strengths) == 1:
        return _name(telling, strengths[0])
    counts = {strength: sum(row.evidence == strength for row in rows) for strength in strengths}
    return listed([f"{_name(telling, strength)} for {number_in_words(count)}" for strength, count in counts.items()])


def _thin(telling: Telling) -> list[str]:
    rated = len(telling.rated)
    asserted, nothing, unsaid = (
        telling.titles([row for row in telling.rated if row.evidence == strength]) for strength in (ASSERTED, 0, None)
    )
    said = []
    if asserted:
        said.append(sentence(f"it is no more than {_name(telling, ASSERTED)} for {names_or_count(asserted, rated)}"))
    if nothing:
        said.append(sentence(f"there is no evidence yet for {names_or_count(nothing, rated)}"))
    said += _first_to_check(telling)
    if unsaid:
        said.append(sentence(f"we have not said how strong it is for {names_or_count(unsaid, rated)}"))
    return said


def _first_to_check(telling: Telling) -> list[str]:
    """Of two or more levels with thin evidence, the one that stands alone at the top."""
    thin = [row for row in telling.rated if row.evidence in (0, ASSERTED) and row.current]
    highest = [row for row in thin if row.current == max(each.current or 0 for each in thin)]
    if len(thin) < 2 or len(highest) > 1:
        return []
    placed = f"{highest[0].title} is placed highest, at {telling.level(highest[0].current)}"
    return [sentence(f"of these, {placed}, so it is the first to check")]


def _unticked(telling: Telling) -> list[str]:
    """Where somebody has ticked, and not all that the level chosen takes in."""
    titles = telling.titles([row for row in telling.rated if _is_unticked(telling, row)])
    if not titles:
        return []
    which = names_or_count(titles, len(telling.rated))
    return [sentence(f"not every criterion of the level we chose is ticked for {which}")]


def _is_unticked(telling: Telling, row: CharacteristicFigures) -> bool:
    remarks = remarks_on(telling.model, telling.characteristic(row), row.current, telling.ticked(row))
    # Of a lower level with no tick at all it is likelier that nobody went through it.
    return any(not one.is_whole or one.level.number == row.current for one in remarks.unticked)


def _missing(telling: Telling) -> list[str]:
    """Where half or more of the theme is not known or not answered."""
    profile = telling.figures.current
    if not (missing := profile.unknown + profile.unanswered) or missing * 2 < profile.total:
        return []
    not_placed = f"{share(missing, profile.total)} characteristics not placed yet"
    return [sentence(f"with {not_placed}, this is only a part of the picture")]
