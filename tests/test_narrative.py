"""A theme’s narrative: made from the answers and the model’s words, the same for the same answers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.config import TOP
from app.maturity.definitions import Model, Theme
from app.maturity.loading import read_model
from app.results.figures import Kind, ThemeFigures, theme_figures
from app.results.narrative import theme_narrative
from tests.conftest import OTHER_MODEL
from tests.test_figures import LEVELS, make_model

MAY_2028 = date(2028, 5, 31)
TITLES = (
    "Local insight", "Budgets and savings", "Risk, audit and assurance", "Clear priorities", "Welcome",
    "Digital and cyber", "Opening hours", "Future demand", "Work with schools", "Weeding", "Voice",
    "Homes, land and jobs",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An answer with what a narrative takes from it."""

    kind: Kind | None = None
    current: int | None = None
    target: int | None = None
    evidence: int | None = None
    is_priority: bool = False
    is_confirmed: bool = True
    reason: str = ""
    criteria: str = ""


def level(current: int, target: int | None = None, evidence: int | None = 2, **more: bool | str) -> Told:
    return Told(Kind.LEVEL, current, target, evidence, **more)  # type: ignore[arg-type]


UNKNOWN, NOT_APPLICABLE = Told(Kind.UNKNOWN), Told(Kind.NOT_APPLICABLE)
REAL = read_model((TOP / "model.yaml").read_text("utf-8"), "model.yaml")
LIBRARY = read_model(OTHER_MODEL.read_text("utf-8"), OTHER_MODEL.name)


def model_of(size: int, levels: int = 5) -> Model:
    model = make_model([("The theme", TITLES[:size])], LEVELS[:levels])
    return model.model_copy(update={"evidence": REAL.evidence})


def told(*answers: Told | None, model: Model | None = None, theme: int = 0) -> tuple[str, ...]:
    """The narrative of a theme whose characteristics are answered so, in their order."""
    model = model or model_of(len(answers))
    this = model.themes[theme]
    pairs = zip(this.characteristics, answers, strict=False)
    return narrative_of(model, this, {one.code: answer for one, answer in pairs if answer})


def narrative_of(model: Model, theme: Theme, answers: Mapping[str, Told]) -> tuple[str, ...]:
    return theme_narrative(model, theme, theme_figures(theme, answers), answers, MAY_2028)


# Where we are


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ([None] * 3, "None of the three characteristics of this theme has been answered yet."),
        ([None] * 2, "Neither of the two characteristics of this theme has been answered yet."),
        ([UNKNOWN] * 3, "We do not know where we stand on any of the three characteristics of this theme."),
        ([UNKNOWN] * 2, "We do not know where we stand on either of the two characteristics of this theme."),
        ([NOT_APPLICABLE] * 3, "None of the three characteristics of this theme applies to us."),
        (
            [UNKNOWN, NOT_APPLICABLE, None],
            "We have placed none of the three characteristics of this theme. We do not know where we stand on Local "
            "insight. Budgets and savings does not apply to us. We have yet to answer Risk, audit and assurance.",
        ),
        ([UNKNOWN], "We do not know where we stand on Local insight."),
    ],
)
def test_a_theme_without_levels_is_one_short_paragraph(answers: list[Told | None], text: str) -> None:
    assert told(*answers) == (text,)


def test_an_answer_that_waits_to_be_confirmed_is_none() -> None:
    assert told(level(3, 4, is_confirmed=False), None) == told(None, None)


@pytest.mark.parametrize(
    ("currents", "text"),
    [
        ([3, 3, 3], "We are at Mature on all three characteristics of this theme."),
        ([3, 3], "We are at Mature on both characteristics of this theme."),
        ([3], "This theme has one characteristic, Local insight, and we are at Mature on it."),
        ([0], "This theme has one characteristic, Local insight, and it is not yet in place."),
        ([0, 0, 0], "None of the three characteristics of this theme is in place yet."),
        (
            [2, 3, 0, 2, 2],
            "We are at Developing on three of the five characteristics of this theme. Budgets and savings stands "
            "higher, at Mature, and Risk, audit and assurance is not yet in place.",
        ),
        (
            [2, 3, 4, 2, 2],
            "We are at Developing on three of the five characteristics of this theme. Two stand higher: Budgets and "
            "savings (at Mature) and Risk, audit and assurance (at Leader).",
        ),
        (
            [1, 1, 3, 1],
            "We are at Minimum on three of the four characteristics of this theme. Risk, audit and assurance stands "
            "higher, at Mature.",
        ),
        (
            [0, 0, 1],
            "Two of the three characteristics of this theme are not yet in place. Risk, audit and assurance stands "
            "higher, at Minimum.",
        ),
        (
            [2, 3, 2, 3],
            "This theme is split between Developing and Mature, with two characteristics at each. Those at Mature are "
            "Budgets and savings, and Clear priorities.",
        ),
        ([1, 4], "We are at Minimum on Local insight and at Leader on Budgets and savings."),
        ([0, 4], "Local insight is not yet in place, and we are at Leader on Budgets and savings."),
        (
            [0, 0, 3, 3],
            "Two of the four characteristics of this theme are not yet in place, and the other two are at Mature.",
        ),
        (
            [1, 2, 3, 4],
            "Our answers run from Minimum to Leader, with the middle between Developing and Mature. Clear priorities "
            "stands highest and Local insight lowest.",
        ),
        (
            [1, 3, 3, 1, 2],
            "Our answers run from Minimum to Mature, with Developing in the middle. Two stand highest: Budgets and "
            "savings, and Risk, audit and assurance. Lowest are Local insight and Clear priorities.",
        ),
    ],
)
def test_where_we_are(currents: list[int], text: str) -> None:
    assert told(*(level(current) for current in currents))[0] == text


def test_what_has_no_level_is_named_and_left_out_of_the_counts() -> None:
    text, *_ = told(level(3), level(3), UNKNOWN, NOT_APPLICABLE, None)
    assert text == (
        "We are at Mature on both characteristics that we have placed. We do not know where we stand on Risk, audit "
        "and assurance. Clear priorities does not apply to us. We have yet to answer Welcome."
    )


def test_more_names_than_can_be_read_are_a_count() -> None:
    text, *_ = told(level(3), *[UNKNOWN] * 6)
    assert "We do not know where we stand on six of the seven." in text


def test_themes_that_are_read_one_after_another_do_not_all_begin_alike() -> None:
    model = make_model([(f"Theme {n}", TITLES[:3]) for n in range(3)], LEVELS)
    beginnings = {told(*[level(2, 3)] * 3, model=model, theme=number)[0].split()[0] for number in range(3)}
    assert len(beginnings) == 3


# Where we want to be


def aims(*answers: Told) -> str:
    return told(*answers)[1]


ASKS = "“What is done.”"


def test_the_widest_gap_comes_with_the_words_of_its_next_level() -> None:
    text = told(level(3, 4), level(3, 3), level(2, 3), level(1, 3), level(3, 4), model=REAL)[1]
    asked = REAL.themes[0].characteristics[3].levels[2].descriptor
    assert text == (
        "By May 2028 we want all five to be at Mature or higher; three are there today. Future demand has the furthest "
        "to go, from Minimum to Mature. Three more are to rise one step each: Local insight (to Leader), Clear "
        "priorities (to Mature) and Outcomes and measures (to Leader). Community voice is to hold at Mature. For "
        f"Future demand, the first step, to Developing, asks this of us: “{asked}”"
    )


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        (
            [level(2, 4), level(2, 4), level(3, 4)],
            "By May 2028 we want all three to be at Leader; none is there today. The widest gaps, from Developing to "
            "Leader, are those of Local insight, and Budgets and savings. Risk, audit and assurance is to rise one "
            f"step, to Leader. For Local insight, the first step, to Mature, asks this of us: {ASKS} To bring Budgets "
            f"and savings to Mature we need this: {ASKS}",
        ),
        (
            [level(2, 3), level(1, 2), level(3, 4)],
            "By May 2028 we want two of the three to be at Mature or higher; one is there today. Three are to rise one "
            "step each: Local insight (to Mature); Budgets and savings (to Developing); and Risk, audit and assurance "
            f"(to Leader). Budgets and savings starts lowest, and its step to Developing asks this of us: {ASKS}",
        ),
        (
            [level(2, 4)] * 4,
            "By May 2028 we want all four to be at Leader; none is there today. For Local insight, for instance, the "
            f"first step, to Mature, asks this of us: {ASKS} To bring Budgets and savings to Mature we need this: "
            f"{ASKS}",
        ),
        (
            [level(0, 3), level(2, 4), level(3, 4), level(4, 5, is_priority=True)],
            "By May 2028 we want three of the four to be at Leader or higher; one is there today. Local insight has "
            "the furthest to go, from not yet in place to Mature. Budgets and savings is to rise two steps, to Leader. "
            "One step is meant for Risk, audit and assurance (to Leader) and Clear priorities (to Innovator). We have "
            "marked Clear priorities as a candidate priority. For Local insight, the first step, "
            f"to Minimum, asks this of us: {ASKS}",
        ),
        (
            [level(2, 3), level(1, 1), level(3)],
            "By May 2028 we want Local insight to rise one step, from Developing to Mature. Budgets and savings is to "
            "hold at Minimum. No target is set yet for Risk, audit and assurance. For Local insight, the step to "
            f"Mature asks this of us: {ASKS}",
        ),
        (
            [level(2, 3), level(2, 3), level(4)],
            "By May 2028 we want two of the three to be higher than today. Two are to rise one step each, to Mature: "
            "Local insight, and Budgets and savings. No target is set yet for Risk, audit and assurance. For Local "
            f"insight, the step to Mature asks this of us: {ASKS} To bring Budgets and savings to Mature we need this: "
            f"{ASKS}",
        ),
        (
            [level(2, 4)],
            "By May 2028 we want Local insight to be at Leader, two steps up. The first step, to Mature, asks this of "
            f"us: {ASKS}",
        ),
        ([level(2), level(5)], "No target for May 2028 is set yet for either of them."),
        ([level(2)], "No target for May 2028 is set yet for Local insight."),
        (
            [level(5, 5), level(5, 5)],
            "We want to stay at Innovator, the highest level, on both until May 2028. That asks no new step of us, but "
            "it does ask us to keep up what this level describes.",
        ),
        (
            [level(2, 2), level(3, 3), level(3, 3)],
            "We want to hold all three where they are until May 2028. That asks no new step of us, but it does ask us "
            "to keep up what these levels describe.",
        ),
        (
            [level(4, 3, reason="So."), level(2, 1, reason="So."), level(3, 3)],
            "None of them is to rise by May 2028. Risk, audit and assurance is to hold at Mature. Targets are below "
            "today’s level for Local insight (from Leader to Mature) and Budgets and savings (from Developing to "
            "Minimum); the reasons are noted with the answers.",
        ),
        ([level(3, 2)], "Local insight is to be at Developing by May 2028, one step lower than now."),
        (
            [level(3, 2, reason="So."), level(2, 2)],
            "Neither of them is to rise by May 2028. Budgets and savings is to hold at Developing. Local insight is to "
            "be at Developing, one step lower than now, for the reason noted with the answer.",
        ),
    ],
)
def test_where_we_want_to_be(answers: list[Told], text: str) -> None:
    assert aims(*answers) == text


def test_of_gaps_that_are_alike_a_candidate_priority_is_told_first() -> None:
    text = aims(level(2, 4), level(2, 4), level(2, 4, is_priority=True), level(3, 3))
    assert "For Risk, audit and assurance, for instance, the first step" in text


def test_ticks_leave_only_what_is_still_to_tick_of_the_next_level() -> None:
    clear, future = level(2, 3, criteria="1.1 3.1"), level(2, 3, criteria="1.1 2.1")
    criteria = REAL.themes[0].characteristics[2].levels[3].criteria
    text = told(None, None, clear, future, None, model=REAL)[1]
    rest = " and ".join(f"“{each}”" for each in criteria[1:])
    assert f"For Clear priorities, the step to Mature still needs {rest}." in text
    assert REAL.themes[0].characteristics[2].levels[3].descriptor not in text
    assert REAL.themes[0].characteristics[3].levels[3].descriptor in text, "nothing of its next level is ticked"


def test_the_marks_of_a_quotation_in_the_models_words_stand_inside_ours() -> None:
    model = model_of(1)
    (one,) = model.themes[0].characteristics
    levels = one.levels | {3: one.levels[3].model_copy(update={"descriptor": "Members say “we do” and mean it"})}
    theme = model.themes[0].model_copy(update={"characteristics": (one.model_copy(update={"levels": levels}),)})
    text = told(level(2, 3), model=model.model_copy(update={"themes": (theme,)}))[1]
    assert text.endswith("“Members say ‘we do’ and mean it.”")


# How sure we are


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        ([2, 2, 2], "There is evidence that others can check for all three answers: it is documented."),
        (
            [4, 3, 2],
            "There is evidence that others can check for all three answers: it is independently assured for one, "
            "measured for one and documented for one.",
        ),
        ([1, 1, 1], "All three answers rest on our own word: the evidence is no more than asserted."),
        ([0, 0, 0], "None of these answers has any evidence behind it yet."),
        ([None, None, None], "We have not said how strong the evidence for these answers is."),
        (
            [2, 1, 0],
            "Local insight alone has evidence that others can check: it is documented. It is no more than asserted for "
            "Community voice. There is no evidence yet for Clear priorities. Of these, Clear priorities is placed "
            "highest, at Mature, so it is the first to check.",
        ),
        (
            [3, 3, None],
            "There is evidence that others can check for two of the three answers: it is measured. We have not said "
            "how strong it is for Clear priorities.",
        ),
        (
            [1, 0, None],
            "None of these answers has evidence yet that others could check. It is no more than asserted for Local "
            "insight. There is no evidence yet for Community voice. Of these, Community voice is placed highest, at "
            "Developing, so it is the first to check. We have not said how strong it is for Clear priorities.",
        ),
    ],
)
def test_how_sure_we_are(evidence: list[int | None], text: str) -> None:
    answers = [level(place, 3, strength) for place, strength in enumerate(evidence, start=1)]
    assert told(*answers, NOT_APPLICABLE, NOT_APPLICABLE, model=REAL)[2] == text


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        (3, "The evidence for Local insight is measured."),
        (1, "The evidence for Local insight is no more than asserted."),
        (0, "Local insight has no evidence behind it yet."),
        (None, "We have not said how strong the evidence for Local insight is."),
    ],
)
def test_how_sure_we_are_of_one_answer(evidence: int | None, text: str) -> None:
    assert told(level(2, 3, evidence), *[NOT_APPLICABLE] * 4, model=REAL)[2] == text


def test_a_theme_that_is_mostly_unknown_says_that_it_is_a_part_of_the_picture() -> None:
    *_, text = told(level(2, 3), level(2, 3), UNKNOWN, None)
    assert text.endswith("With two of the four characteristics not placed yet, this is only a part of the picture.")
    assert "picture" not in told(level(2, 3), level(2, 3), level(2, 3), UNKNOWN)[2]


def test_criteria_of_the_chosen_level_that_are_not_ticked_are_spoken_of() -> None:
    ticks = " ".join(f"2.{place}" for place, _ in enumerate(REAL.themes[0].characteristics[0].levels[2].criteria, 1))
    missing = "Not every criterion of the level we chose is ticked for Local insight."
    part = level(2, 3, criteria="1.1 2.1")
    assert told(part, *[level(2, 3)] * 4, model=REAL)[2].endswith(missing)
    whole = level(2, 3, criteria=ticks)
    assert missing not in told(whole, *[level(2, 3)] * 4, model=REAL)[2], "nobody went through the level below"


# Always


def test_another_model_speaks_in_its_own_words() -> None:
    first, second, third = told(level(1, 3), level(3, 4, 1), level(0, 1, 0), model=LIBRARY, theme=1)
    assert first == (
        "This theme runs from not yet in place to Rooted, with Opening in the middle. Welcome stands highest and Quiet "
        "and noise lowest."
    )
    assert second == (
        "Our aim for May 2028 is to have two of the three at Rooted or higher, against one today. Opening hours has "
        "the furthest to go, from Opening to Rooted. Two more are to rise one step each: Welcome (to Far-reaching) and "
        "Quiet and noise (to Opening). For Opening hours, the first step, to Growing, means that we can say this: “The "
        "service counts visits by the hour and one branch has tried other hours.”"
    )
    assert third == (
        "Opening hours alone has evidence that others can check: it is on paper. It is no more than word of mouth for "
        "Welcome. There is no evidence yet for Quiet and noise."
    )


def any_told(top_level: int) -> st.SearchStrategy[Told | None]:
    """Unfinished and unconfirmed ones too."""
    places = [f"{number}.{place}" for number in range(1, top_level + 1) for place in range(1, 5)]
    return st.none() | st.builds(
        Told,
        kind=st.sampled_from([Kind.LEVEL, Kind.LEVEL, Kind.LEVEL, Kind.LEVEL, *Kind, None]),
        current=st.none() | st.integers(0, top_level),
        target=st.none() | st.integers(1, top_level),
        evidence=st.none() | st.integers(0, 4),
        is_priority=st.booleans(),
        is_confirmed=st.sampled_from([True, True, True, True, False]),
        reason=st.sampled_from(["", "We share this from next year."]),
        criteria=st.lists(st.sampled_from(places), unique=True, max_size=12).map(" ".join),
    )


made_up = st.builds(model_of, size=st.integers(1, 12), levels=st.integers(3, 6))


@dataclass(frozen=True)
class Case:
    model: Model = field(repr=False)
    theme: Theme = field(repr=False)
    answers: dict[str, Told]

    @property
    def narrative(self) -> tuple[str, ...]:
        return narrative_of(self.model, self.theme, self.answers)

    @property
    def figures(self) -> ThemeFigures:
        return theme_figures(self.theme, self.answers)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    model = draw(st.sampled_from([REAL, LIBRARY]) | made_up)
    theme = draw(st.sampled_from(model.themes))
    # Drawn from a few, since many alike are rarer by chance than in life.
    pool = draw(st.lists(any_told(model.top_level), min_size=1, max_size=len(theme.characteristics)))
    answers = {one.code: draw(st.sampled_from(pool)) for one in theme.characteristics}
    return Case(model, theme, {code: answer for code, answer in answers.items() if answer})


def in_any_case(rule: Callable[..., None]) -> Callable[..., None]:
    return settings(deadline=None, max_examples=150, database=None)(given(cases())(rule))


@in_any_case
def test_any_answers_make_one_or_three_paragraphs_always_the_same(case: Case) -> None:
    assert len(case.narrative) == (3 if case.figures.current.rated else 1)
    assert case.narrative == replace(case, answers=dict(reversed(case.answers.items()))).narrative


@in_any_case
def test_any_text_is_well_made(case: Case) -> None:
    for paragraph in case.narrative:
        ours = without_quotations(paragraph)
        assert re.fullmatch(r"(?:[A-Z1-9][^.?!]*\.(?: |$))+", without_titles(case.theme, ours)), paragraph
        assert not re.search(r"  | [,.;:]|\(\)|None\b(?! of)|['\"%]|\d\.\d|\b[1-9]\b", ours), paragraph
        assert paragraph.count("“") == paragraph.count("”")
        assert not re.search("(?i)weakness|score|average|excellent|poor", ours)


@in_any_case
def test_no_two_sentences_of_a_theme_begin_alike(case: Case) -> None:
    text = without_quotations(" ".join(case.narrative))
    beginnings = [beginning(case.theme, sentence) for sentence in text.split(". ")]
    assert len(beginnings) == len(set(beginnings)), text


@in_any_case
def test_no_level_is_named_that_does_not_occur(case: Case) -> None:
    text = without_titles(case.theme, without_quotations(" ".join(case.narrative)))
    named = {each.name for each in case.model.levels if re.search(rf"\b{each.name}\b", text)}
    assert named <= {case.model.level_name(number) for number in levels_in(case.figures)}


def levels_in(figures: ThemeFigures) -> set[int]:
    """Where each is, where it is to be, and the step between."""
    rows = [row for row in figures.rows if row.current is not None]
    rising = [row for row in rows if (row.gap or 0) > 0]
    return (
        {row.current or 0 for row in rows} | {row.target or 0 for row in rows} | {(r.current or 0) + 1 for r in rising}
    )


def without_quotations(text: str) -> str:
    """Without the model’s words; what is left of a sentence that ends with them still has its full stop."""
    return re.sub("“[^”]*”", "so", text.replace(".”", "”.")).replace("..", ".")


def without_titles(theme: Theme, text: str) -> str:
    for one in theme.characteristics:
        text = text.replace(one.title, "It")
    return text


def beginning(theme: Theme, sentence: str) -> str:
    """A characteristic’s title and the two words after it, or the first three words."""
    for one in theme.characteristics:
        if sentence.startswith(f"{one.title} "):
            return " ".join([one.title, *sentence.removeprefix(one.title).split()[:2]])
    return " ".join(sentence.split()[:3])
