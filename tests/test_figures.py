"""The rules that every figure keeps, for any model and any answers."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.maturity.definitions import Characteristic, EvidenceStrength, Level, LevelDescription, Model, Theme
from app.results.figures import (
    Answer,
    CharacteristicFigures,
    Kind,
    Median,
    Profile,
    figures_of,
    is_answered,
    profile_of_theme,
    theme_figures,
)
from app.results.words import (
    answer_in_words,
    gap_in_words,
    median_in_words,
    number_in_words,
    profile_in_words,
    range_in_words,
)

Answers = dict[str, Answer]
LEVELS = ("Minimum", "Developing", "Mature", "Leader", "Innovator", "Pathfinder")
MAY_2028 = date(2028, 5, 31)


def any_case_of(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Sixty cases, without a time limit: the machine may be busy."""
    return lambda rule: settings(deadline=None, max_examples=60, database=None)(given(*strategies)(rule))


def make_model(titles: Sequence[tuple[str, Sequence[str]]], levels: Sequence[str]) -> Model:
    """A model of the themes and characteristics with these titles, on levels of these names."""
    descriptions = {number: LevelDescription(descriptor="What is done.") for number in range(1, len(levels) + 1)}

    def make_theme(number: int, title: str, characteristics: Sequence[str]) -> Theme:
        made = (
            Characteristic(
                code=f"{chr(65 + number)}{place}", slug=f"c-{number}-{place}", title=each, statement="It is so.",
                why="It matters.", levels=descriptions,
            )
            for place, each in enumerate(characteristics)
        )  # fmt: skip
        return Theme(slug=f"theme-{number}", title=title, question="How well?", characteristics=tuple(made))

    return Model(
        id="made-up", version="1", title="Made up", summary="For tests.", credit="Nobody.", licence="MIT",
        horizon_months=18, not_yet_in_place="Not there yet.",
        levels=tuple(Level(number=number, name=name, meaning="So.") for number, name in enumerate(levels, start=1)),
        evidence=tuple(EvidenceStrength(number=n, name=f"Strength {n}", meaning="So.") for n in range(5)),
        themes=tuple(make_theme(number, *title) for number, title in enumerate(titles)),
    )  # fmt: skip


def plain_model(levels: int, sizes: Sequence[int]) -> Model:
    themes = [(f"Theme {n}", [f"Characteristic {n}.{k}" for k in range(size)]) for n, size in enumerate(sizes)]
    return make_model(themes, LEVELS[:levels])


models = st.builds(plain_model, levels=st.integers(3, 6), sizes=st.lists(st.integers(1, 6), min_size=1, max_size=8))


def any_answer(top_level: int) -> st.SearchStrategy[Answer]:
    """Unfinished ones too, and levels left behind under an answer of no level."""
    return st.builds(
        Answer,
        kind=st.sampled_from([Kind.LEVEL, Kind.LEVEL, Kind.LEVEL, *Kind, None]),
        current=st.none() | st.integers(0, top_level),
        target=st.none() | st.integers(1, top_level),
        evidence=st.none() | st.integers(0, 4),
        is_priority=st.booleans(),
    )


@st.composite
def assessments(draw: st.DrawFn, of: st.SearchStrategy[Model] = models) -> tuple[Model, Answers]:
    model = draw(of)
    count = len(model.characteristics)
    answers = draw(st.lists(st.none() | any_answer(model.top_level), min_size=count, max_size=count))
    codes = (characteristic.code for characteristic in model.characteristics)
    return model, {code: answer for code, answer in zip(codes, answers, strict=True) if answer is not None}


profiles = st.builds(Profile, st.lists(st.integers(0, 40), min_size=4, max_size=7).map(tuple), *[st.integers(0, 9)] * 3)


def expanded(profile: Profile) -> list[int]:
    return [level for level, count in enumerate(profile.counts) for _ in range(count)]


@any_case_of(assessments())
def test_every_characteristic_is_counted_once(assessment: tuple[Model, Answers]) -> None:
    model, answers = assessment
    figures = figures_of(model, answers)
    for theme, definition in zip(figures.themes, model.themes, strict=True):
        assert theme.current.total == theme.target.total == len(theme.rows) == len(definition.characteristics)
        assert len(theme.current.counts) == len(theme.target.counts) == model.top_level + 1
    assert figures.total == len(model.characteristics)
    assert figures.answered == sum(is_answered(answer) for answer in answers.values())


@any_case_of(assessments())
def test_the_feedback_beside_a_form_has_the_profile_of_the_results(assessment: tuple[Model, Answers]) -> None:
    model, answers = assessment
    for theme in model.themes:
        assert profile_of_theme(theme, answers) == theme_figures(theme, answers).current


@any_case_of(profiles)
def test_the_median_is_that_of_everything_counted(profile: Profile) -> None:
    levels = expanded(profile)
    if not levels:
        assert (profile.median, profile.lowest, profile.highest) == (None, None, None)
        return
    assert profile.median == Median(statistics.median_low(levels), statistics.median_high(levels))
    assert (profile.lowest, profile.highest) == (min(levels), max(levels))


@any_case_of(profiles)
def test_a_median_lies_at_levels_that_occur_and_its_value_is_the_lower(profile: Profile) -> None:
    if median := profile.median:
        assert median.value == median.low <= median.high
        assert profile.counts[median.low]
        assert profile.counts[median.high]


@any_case_of(profiles, profiles)
def test_what_has_no_level_moves_no_median_and_no_range(profile: Profile, other: Profile) -> None:
    changed = replace(other, counts=profile.counts)
    assert (changed.median, changed.lowest, changed.highest) == (profile.median, profile.lowest, profile.highest)
    assert changed.answered == profile.rated + other.unknown + other.not_applicable
    assert changed.total == changed.answered + other.unanswered


@any_case_of(assessments(), st.randoms(use_true_random=False))
def test_the_order_of_characteristics_changes_no_profile(assessment: tuple[Model, Answers], random: Random) -> None:
    model, answers = assessment
    for theme in model.themes:
        shuffled = random.sample(theme.characteristics, len(theme.characteristics))
        before = theme_figures(theme, answers)
        after = theme_figures(theme.model_copy(update={"characteristics": tuple(shuffled)}), answers)
        assert (after.current, after.target) == (before.current, before.target)


@any_case_of(assessments())
def test_one_more_dont_know_changes_only_their_count(assessment: tuple[Model, Answers]) -> None:
    model, answers = assessment
    theme = model.themes[0]
    another = theme.characteristics[0].model_copy(update={"code": "ZZ1"})
    longer = theme.model_copy(update={"characteristics": (*theme.characteristics, another)})
    before = theme_figures(theme, answers)
    after = theme_figures(longer, answers | {"ZZ1": Answer(Kind.UNKNOWN, current=3, target=3)})
    for old, new in ((before.current, after.current), (before.target, after.target)):
        assert new == Profile(old.counts, old.unknown + 1, old.not_applicable, old.unanswered)


@any_case_of(assessments())
def test_only_a_level_has_a_gap_and_a_target_equal_to_it_is_a_hold(assessment: tuple[Model, Answers]) -> None:
    model, answers = assessment
    for row in figures_of(model, answers).rows:
        answer = answers.get(row.code, Answer())
        if row.kind != Kind.LEVEL:
            assert (row.current, row.target, row.evidence, row.gap) == (None, None, None, None)
        elif answer.target is not None and answer.current is not None:
            assert row.gap == answer.target - answer.current
            assert (row.gap == 0) == (answer.target == answer.current)


@any_case_of(assessments())
def test_a_list_leaves_out_nothing_that_goes_before_what_it_shows(assessment: tuple[Model, Answers]) -> None:
    figures = figures_of(*assessment)
    rated = [row for row in figures.rows if row.current]
    check_list(figures.strongest.rows, rated, lambda row: row.current)
    check_list(figures.widest_gaps.rows, [row for row in figures.rows if (row.gap or 0) > 0], lambda row: row.gap)
    thin = [row for row in rated if row.evidence in (None, 0, 1)]
    check_list(figures.thinnest_evidence.rows, thin, lambda row: row.current)
    assert figures.priorities == tuple(row for row in figures.rows if row.is_priority)


def check_list(shown: Sequence[CharacteristicFigures], candidates: list[CharacteristicFigures], figure: Any) -> None:
    assert len(shown) == min(5, len(candidates))
    assert [figure(row) for row in shown] == sorted(map(figure, candidates), reverse=True)[:5]
    assert all(row in candidates for row in shown)


def test_a_list_says_how_many_more_stand_level_with_its_last() -> None:
    model = plain_model(5, [9])
    answers = {each.code: Answer(Kind.LEVEL, 3, 4, evidence=2) for each in model.characteristics}
    answers["A8"] = Answer(Kind.LEVEL, 4, 4, evidence=2)
    figures = figures_of(model, answers)
    assert [row.code for row in figures.strongest.rows] == ["A8", "A0", "A1", "A2", "A3"]
    assert figures.strongest.more == 4
    assert figures.widest_gaps.more == 3
    assert (figures.thinnest_evidence.rows, figures.thinnest_evidence.more) == ((), 0)


def test_strengths_come_with_the_better_evidenced_first_and_gaps_with_the_lowest_level_first() -> None:
    model = plain_model(5, [3])
    answers = {
        "A0": Answer(Kind.LEVEL, 3, 4, evidence=1),
        "A1": Answer(Kind.LEVEL, 3, 3, evidence=4),
        "A2": Answer(Kind.LEVEL, 0, 1, evidence=0),
    }
    figures = figures_of(model, answers)
    assert [row.code for row in figures.strongest.rows] == ["A1", "A0"]
    assert [row.code for row in figures.widest_gaps.rows] == ["A2", "A0"]
    assert [row.code for row in figures.thinnest_evidence.rows] == ["A0"]


@any_case_of(assessments())
def test_no_figure_is_a_decimal(assessment: tuple[Model, Answers]) -> None:
    for figure in everything_in(figures_of(*assessment)):
        assert figure is None or isinstance(figure, str | int), figure


def everything_in(figure: Any) -> Iterator[Any]:
    """Every value, those of properties too."""
    if isinstance(figure, tuple):
        for part in figure:
            yield from everything_in(part)
    elif is_dataclass(figure):
        properties = [name for name, member in vars(type(figure)).items() if isinstance(member, property)]
        for name in (*(field.name for field in fields(figure)), *properties):
            yield from everything_in(getattr(figure, name))
    else:
        yield figure


FIVE = plain_model(5, [6])


@pytest.mark.parametrize(
    ("current", "target", "words"),
    [
        (2, 3, "Developing now, Mature by May 2028: one step"),
        (3, 3, "Mature now and by May 2028: hold"),
        (0, 2, "Not yet in place now, Developing by May 2028: two steps"),
        (4, 3, "Leader now, Mature by May 2028: one step lower"),
        (5, 2, "Innovator now, Developing by May 2028: three steps lower"),
        (2, None, "Developing now; no target yet"),
    ],
)
def test_a_gap_is_said_in_words(current: int, target: int | None, words: str) -> None:
    assert gap_in_words(current, target, MAY_2028, FIVE) == words


@pytest.mark.parametrize(
    ("counts", "median", "levels"),
    [
        ((0, 0, 3, 0, 0, 0), "Developing", "all at Developing"),
        ((0, 0, 2, 2, 0, 0), "between Developing and Mature", "Developing to Mature"),
        ((0, 2, 0, 0, 2, 0), "between Minimum and Leader", "Minimum to Leader"),
        ((1, 0, 0, 2, 0, 0), "Mature", "Not yet in place to Mature"),
        ((0, 0, 0, 1, 0, 0), "Mature", "Mature"),
        ((0, 0, 0, 0, 0, 0), "no level yet", "no level yet"),
    ],
)
def test_a_median_and_a_range_are_said_in_words(counts: tuple[int, ...], median: str, levels: str) -> None:
    profile = Profile(counts)
    assert median_in_words(profile.median, FIVE) == median
    assert range_in_words(profile, FIVE) == levels


def test_a_profile_is_said_in_words() -> None:
    profile = Profile((0, 0, 2, 1, 0, 0), unknown=1, unanswered=2)
    assert profile_in_words(profile, FIVE) == "2 Developing, 1 Mature; 1 don’t know; 2 not answered"
    assert profile_in_words(Profile((0,) * 6, unanswered=6), FIVE) == "6 not answered"
    assert profile_in_words(Profile((0, 1, 0, 0, 0, 0), 0, 1, 3), FIVE, "without a target") == (
        "1 Minimum; 1 not applicable; 3 without a target"
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(Kind.LEVEL, 3), "Mature"),
        (Answer(Kind.LEVEL, 0), "Not yet in place"),
        (Answer(Kind.UNKNOWN), "Don’t know"),
        (Answer(Kind.NOT_APPLICABLE), "Not applicable"),
        (Answer(target=3, is_priority=True), "Not answered"),
    ],
)
def test_an_answer_is_said_in_words(answer: Answer, words: str) -> None:
    assert answer_in_words(theme_figures(FIVE.themes[0], {"A0": answer}).rows[0], FIVE) == words


def test_numbers_up_to_nine_are_words() -> None:
    assert [number_in_words(number) for number in (0, 1, 9, 10)] == ["no", "one", "nine", "10"]
