"""Every council of a few people that there can be: does what is shown of any of them give an answer away?

What is shown of each made-up council (app/position/suppression.py) is compared with all others of the same size of
which the same is shown. Somebody who sees it, knows the rule and how many of each group answered must be left with at
least two possible answers of everybody, and two possible counts of every hidden group. So must somebody who knows
their own answer as well, as to the groups that are hidden.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations_with_replacement, product

from app.position.suppression import Published, publish_together
from app.results.figures import Profile
from bench.scale import Scale
from bench.table import Row

Answers = tuple[str, ...]
"""Those of one group, in order: nobody is told from another in it. Of two questions an answer has two letters."""
World = tuple[Answers, ...]
UNKNOWN, NONE = "?", "."
"""“Don’t know”, and no target."""
Rule = Callable[[list[Mapping[int, Profile]], int], list[Published[int]]]


@dataclass(frozen=True, slots=True)
class Search:
    """Which councils, and what somebody knows beside the rule and how many of each group answered."""

    sizes: tuple[int, ...]
    smallest: int
    answers: tuple[str, ...]
    levels: int
    knows_rated: bool = False
    """How many of each group gave a level."""
    is_insider: bool = False
    """Their own answer."""


@dataclass(slots=True)
class Possible:
    """All that somebody who sees one publication has to reckon with, by question and group."""

    world: World
    shown: list[Published[int]]
    is_varied: list[list[bool]]
    unanimous: list[list[set[str]]]
    """The answers that all of the group give in every one of the worlds."""


@dataclass(slots=True)
class Findings:
    worlds: int = 0
    publications: int = 0
    groups: int = 0
    """Worlds of which groups are shown."""
    all_alone: int = 0
    nothing: int = 0
    leaks: list[str] = field(default_factory=list)


def run(scale: Scale) -> list[Row]:
    found = search(_all(scale.group_of))
    for leak in found.leaks[:20]:
        print(leak, file=sys.stderr)
    return [
        Row("small councils searched for what gives an answer away", found.worlds, ""),
        Row("… different publications of them", found.publications, ""),
        Row("… councils whose groups are shown", found.groups, ""),
        Row("… only all of them together", found.all_alone, ""),
        Row("… nothing", found.nothing, ""),
        Row("… answers or hidden groups given away", len(found.leaks), "", most=0),
    ]


def _all(most: int) -> Iterator[Search]:
    """Two and three groups, one and two questions, and everything that somebody may know."""
    for smallest in (2, 3):
        yield from one_question(4, 2, most, smallest)
        yield from one_question(3, 3, most - 1, smallest)
        for knows_rated in (False, True):
            yield from with_unknown(3, 2, most, smallest, knows_rated=knows_rated)
            yield from with_unknown(2, 3, most - 1, smallest, knows_rated=knows_rated)
            yield from two_questions(2, 2, most - 1, smallest, knows_rated=knows_rated)
            yield from two_questions(2, 3, most // 2, smallest, knows_rated=knows_rated)
    # Of a smallest group of two, one is always alone with one other.
    yield from with_unknown(3, 2, most, 3, is_insider=True)
    yield from with_unknown(2, 3, most - 1, 3, is_insider=True)


def search(searches: Iterable[Search], rule: Rule = publish_together) -> Findings:
    findings = Findings()
    for one in searches:
        seen: dict[object, Possible] = {}
        for world in product(*(list(combinations_with_replacement(one.answers, size)) for size in one.sizes)):
            shown = rule(_counts(world, one), one.smallest)
            _count(shown[0], findings)
            for view, others in _views(world, shown, one):
                _add(seen, view, others, shown)
        findings.publications += len(seen)
        findings.leaks += [f"{one}: {leak}" for possible in seen.values() for leak in _leaks(possible, one)]
    return findings


def _counts(world: World, one: Search) -> list[Mapping[int, Profile]]:
    questions = range(len(one.answers[0]))
    return [
        {number: _profile(answers, one.levels, question) for number, answers in enumerate(world)}
        for question in questions
    ]


@lru_cache(1 << 16)
def _profile(answers: Answers, levels: int, question: int) -> Profile:
    given = [answer[question] for answer in answers]
    counts = tuple(given.count(str(level)) for level in range(levels))
    return Profile(counts, given.count(UNKNOWN), 0, given.count(NONE))


def _count(shown: Published[int], findings: Findings) -> None:
    findings.worlds += 1
    findings.groups += bool(shown.groups)
    findings.all_alone += shown.all is not None and not shown.groups
    findings.nothing += shown.all is None


def _views(world: World, shown: list[Published[int]], one: Search) -> Iterator[tuple[object, World]]:
    """What each who may look knows of it, and the answers that they do not know."""
    public: object = tuple((each.all, tuple(each.groups.items())) for each in shown)
    if one.knows_rated:
        public = (public, tuple(sum(answer[0].isdigit() for answer in answers) for answers in world))
    if not one.is_insider:
        yield public, world
        return
    for number, answers in enumerate(world):
        for own in set(answers):
            place = answers.index(own)
            yield (public, number, own), (*world[:number], answers[:place] + answers[place + 1 :], *world[number + 1 :])


def _add(seen: dict[object, Possible], view: object, world: World, shown: list[Published[int]]) -> None:
    questions = range(len(shown))
    unanimous = [[_only(answers, question) for answers in world] for question in questions]
    possible = seen.get(view)
    if possible is None:
        seen[view] = Possible(world, shown, [[False] * len(world) for _ in questions], unanimous)
        return
    for question in questions:
        for number, answers in enumerate(world):
            first = possible.world[number]
            if answers != first and not possible.is_varied[question][number]:
                possible.is_varied[question][number] = _given(answers, question) != _given(first, question)
            possible.unanimous[question][number] &= unanimous[question][number]


def _given(answers: Answers, question: int) -> list[str]:
    return sorted(answer[question] for answer in answers)


@lru_cache(1 << 16)
def _single(answers: Answers, question: int) -> str:
    given = {answer[question] for answer in answers}
    return given.pop() if len(given) == 1 else ""


def _only(answers: Answers, question: int) -> set[str]:
    single = _single(answers, question)
    return {single} if single else set()


def _leaks(possible: Possible, one: Search) -> Iterator[str]:
    for question, published in enumerate(possible.shown):
        for number, answers in enumerate(possible.world):
            is_shown = number in published.groups
            known = possible.unanimous[question][number]
            known = {answer for answer in known if answer.isdigit() or not one.knows_rated}
            if known and not (one.is_insider and is_shown):
                yield f"question {question}: all of group {number} are known to say {known}, as in {possible.world}"
            rated = sum(answer[question].isdigit() for answer in answers)
            # Who knows that nobody else among the hidden gave a level sees this group alone: it is large enough.
            is_small = not one.knows_rated or 0 < rated < one.smallest
            if answers and not (is_shown or one.is_insider or possible.is_varied[question][number]) and is_small:
                yield f"question {question}: the counts of hidden group {number} are known, as in {possible.world}"


def one_question(levels: int, groups: int, most: int, smallest: int, **knows: bool) -> Iterator[Search]:
    """Groups of up to so many people; all give a level, or some may say “don’t know”."""
    answers = tuple(map(str, range(levels)))
    for sizes in product(range(most + 1), repeat=groups):
        yield Search(sizes, smallest, answers, levels, **knows)


def with_unknown(levels: int, groups: int, most: int, smallest: int, **knows: bool) -> Iterator[Search]:
    answers = (*map(str, range(levels)), UNKNOWN)
    for sizes in product(range(most + 1), repeat=groups):
        yield Search(sizes, smallest, answers, levels, **knows)


def two_questions(levels: int, groups: int, most: int, smallest: int, **knows: bool) -> Iterator[Search]:
    """Current level and target: who gave a level may give a target or none."""
    current = tuple(map(str, range(levels)))
    answers = (*(f"{now}{then}" for now in current for then in (*current, NONE)), UNKNOWN + NONE)
    for sizes in product(range(most + 1), repeat=groups):
        yield Search(sizes, smallest, answers, levels, **knows)
