"""The content that the hub begins with: resources.yaml at the top."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
import yaml

from app.maturity.definitions import Model, Theme
from app.maturity.lint.style import MARKS
from app.maturity.lint.texts import SUMMARY, Text, words_of
from app.maturity.lint.vocabulary import american_spelling, unwanted_words
from app.maturity.loading import read_model
from app.resources.addresses import normal, problem_with
from app.resources.definitions import Entry, Hub, Serves
from app.resources.reading import read_hub
from app.resources.storing import Around
from app.resources.tables import Kind
from tests.conftest import TOP

FEWEST = 300
FEWEST_WORDS, MOST_WORDS = 20, 45
STEPS = ((1, 2), (2, 3), (3, 4))
IN_EVERY_THEME = (
    {Kind.GUIDANCE},
    {Kind.CASE_STUDY},
    {Kind.TOOL, Kind.TEMPLATE},
    {Kind.TRAINING, Kind.PEER_SUPPORT},
)
WRITTEN = date(2026, 11, 1)


@cache
def model() -> Model:
    return read_model((TOP / "model.yaml").read_text("utf-8"), "model.yaml")


@cache
def hub() -> Hub:
    among = Around({model().id: model()}, {})
    return read_hub((TOP / "resources.yaml").read_text("utf-8"), "resources.yaml", among)


def texts() -> Iterator[tuple[str, Text]]:
    """What we wrote ourselves. A title is its publisher’s own."""
    yield from ((entry.id, Text(SUMMARY, (), entry.summary)) for entry in hub().resources)
    yield from ((topic.slug, Text(SUMMARY, (), topic.title)) for topic in hub().topics)


def serves(entry: Entry, code: str, step: tuple[int, int]) -> bool:
    return any(each.characteristic == code and covers(each, step) for each in entry.serves)


def covers(each: Serves, step: tuple[int, int]) -> bool:
    return each.from_level <= step[0] and step[1] <= each.to_level


def test_there_are_at_least_300() -> None:
    assert len(hub().resources) >= FEWEST


def test_every_step_of_every_characteristic_has_two() -> None:
    found = {
        (one.code, step): sum(serves(entry, one.code, step) for entry in hub().resources)
        for one in model().characteristics
        for step in STEPS
    }
    assert {key: number for key, number in found.items() if number < 2} == {}


@pytest.mark.parametrize("theme", model().themes, ids=lambda theme: str(theme.slug))
def test_every_theme_has_something_to_read_see_use_and_ask(theme: Theme) -> None:
    codes = {one.code for one in theme.characteristics}
    kinds = {entry.kind for entry in hub().resources if codes & {each.characteristic for each in entry.serves}}
    assert [sorted(wanted) for wanted in IN_EVERY_THEME if not wanted & kinds] == []


def test_a_summary_has_20_to_45_words_in_sentences() -> None:
    lengths = {entry.id: len(words_of(entry.summary)) for entry in hub().resources}
    assert {name: number for name, number in lengths.items() if not FEWEST_WORDS <= number <= MOST_WORDS} == {}
    assert [entry.id for entry in hub().resources if not re.search(r"[.?][’”)]?$", entry.summary)] == []


def test_no_two_have_the_same_address_title_or_summary() -> None:
    for values in (
        [normal(entry.url) for entry in hub().resources],
        [(entry.publisher, entry.title.casefold()) for entry in hub().resources],
        [entry.summary for entry in hub().resources],
    ):
        assert [value for value, number in Counter(values).items() if number > 1] == []


def test_every_address_can_be_opened_by_anybody() -> None:
    assert {entry.id: problem for entry in hub().resources if (problem := problem_with(entry.url))} == {}


def test_our_own_words_are_plain_and_british() -> None:
    found = {name: [*unwanted_words(text), *american_spelling(text)] for name, text in texts()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_quotes_are_curly_and_dashes_short() -> None:
    marked = [(name, text.words) for name, text in texts()]
    marked += [(entry.id, f"{entry.title} {entry.publisher}") for entry in hub().resources]
    wrong = {name: hit[0] for name, words in marked for mark, _ in MARKS if (hit := mark.search(words))}
    assert wrong == {}


def test_each_is_looked_at_again_but_not_yet() -> None:
    assert [entry.id for entry in hub().resources if entry.review_date <= WRITTEN] == []


def test_every_topic_is_used_and_every_resource_has_one() -> None:
    used = {slug for entry in hub().resources for slug in entry.topics}
    assert {topic.slug for topic in hub().topics} == used
    assert [entry.id for entry in hub().resources if not entry.topics] == []


def test_the_file_is_in_the_order_of_its_ids() -> None:
    ids = [entry.id for entry in hub().resources]
    assert ids == sorted(ids)
    slugs = [topic["slug"] for topic in yaml.safe_load((TOP / "resources.yaml").read_text("utf-8"))["topics"]]
    assert slugs == sorted(slugs)
