"""What must hold between the parts of a model: its mapping, its glossary, its retired codes and its addresses."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.maturity.faults import ModelFaults
from app.maturity.loading import read_model

SMALL = (Path(__file__).parent / "models/small.yaml").read_text(encoding="utf-8")
FRAMEWORK = """frameworks:
  - id: value
    title: Value
    publisher: A ministry
    url: https://www.example.org/value
    parts:
      - {id: money, title: Money}
      - {id: people, title: People}
"""
MAPPED = SMALL.replace("themes:\n", FRAMEWORK + "themes:\n")


def mapping(text: str) -> str:
    return MAPPED.replace("        why: Rain comes.\n", f"        why: Rain comes.\n        maps_to: {text}\n")


def fault_of(text: str) -> str:
    with pytest.raises(ModelFaults) as caught:
        read_model(text, "model.yaml")
    (fault,) = str(caught.value).splitlines()
    return fault


def test_a_characteristic_maps_to_parts_of_a_framework() -> None:
    model = read_model(mapping("{value: [people, money]}"), "model.yaml")
    first, second = model.characteristics
    assert model.frameworks_of(first) == []
    ((framework, parts),) = model.frameworks_of(second)
    assert (framework.id, [part.id for part in parts]) == ("value", ["money", "people"])


FAULTS = {
    "an unknown part": (
        mapping("{value: [money, time]}"),
        "49:34: themes › finance › FV2 › maps_to › value › item 2: value has no part “time”. Its parts are money, "
        "people.",
    ),
    "an unknown framework": (
        mapping("{virtue: [money]}"),
        "49:19: themes › finance › FV2 › maps_to: There is no framework “virtue”. Those that the model lists are "
        "value.",
    ),
    "no framework at all": (
        SMALL.replace("        why: Rain comes.\n", "        why: Rain comes.\n        maps_to: {value: [money]}\n"),
        "41:19: themes › finance › FV2 › maps_to: There is no framework “value”. The model lists none.",
    ),
    "a part twice": (
        mapping("{value: [money, money]}"),
        "49:34: themes › finance › FV2 › maps_to › value › item 2: “money” is named twice. Take this one out.",
    ),
    "two frameworks of one id": (
        MAPPED.replace("frameworks:\n", "frameworks:\n" + "".join(FRAMEWORK.splitlines(keepends=True)[1:])),
        "27:9: frameworks › value › id: The id “value” is already used in line 20. Write another.",
    ),
    "two parts of one id": (
        MAPPED.replace("id: people", "id: money"),
        "26:14: frameworks › value › money › id: The id “money” is already used in line 25. Write another.",
    ),
    "a term explained twice": (
        SMALL + "glossary:\n  - {term: Budget, meaning: Money.}\n  - {term: budget, meaning: A plan.}\n",
        "47:12: glossary › budget › term: The term “budget” is already used in line 46. Write another.",
    ),
    "a retired code that is used": (
        SMALL + "retired:\n  - {code: FV2, why: Nobody needs it.}\n",
        "36:15: themes › finance › FV2 › code: FV2 is retired in line 46, and a retired code is never used again. "
        "Write another.",
    ),
    "the address of another page": (
        SMALL.replace("slug: finance", "slug: glossary"),
        "20:11: themes › glossary › slug: “glossary” is the address of another page. Write another, such as "
        "glossary-theme.",
    ),
}


@pytest.mark.parametrize(("text", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_part_that_does_not_fit_another_is_named_with_its_place(text: str, fault: str) -> None:
    assert fault_of(text).removeprefix("model.yaml:") == fault


WORDS = ("id", "code", "slug", "title", "themes", "finance", "value", "money", "FV1", "1", "true", "[]", "{a: b}", "- ")


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["[]", "{a: b}", "[{}]", "7", "~", "x", "'1'"]))))
def test_whatever_stands_where_a_word_should_the_faults_are_named(changes: list[tuple[str, str]]) -> None:
    text = mapping("{value: [money]}") + "retired:\n  - {code: FV9, why: Gone.}\n"
    for old, new in changes:
        text = text.replace(f": {old}", f": {new}", 1) if f": {old}" in text else text.replace(old, new, 1)
    with suppress(ModelFaults):  # and nothing else
        read_model(text, "model.yaml")


@pytest.mark.parametrize("key", ["code: FV1", "slug: finance", "id: value", "id: money", "code: FV9", "id: small"])
def test_a_group_where_a_word_should_stand_is_a_fault_like_any_other(key: str) -> None:
    text = mapping("{value: [money]}") + "retired:\n  - {code: FV9, why: Gone.}\n"
    assert key in text
    name = key.partition(":")[0]
    with pytest.raises(ModelFaults):
        read_model(text.replace(key, f"{name}: {{a: b}}"), "model.yaml")
