"""What differs between two versions of a model: what an answer hangs on, and what it does not."""

from pathlib import Path

import pytest

from app.maturity.changes import Changes, changes_between
from app.maturity.definitions import Model
from app.maturity.loading import read_model
from app.maturity.words import groups_of, outcomes_of

SMALL = (Path(__file__).parent / "models/small.yaml").read_text(encoding="utf-8")
RESERVES = SMALL[SMALL.index("      - code: FV2") :]
OTHER_THEME = "  - slug: place\n    title: Place\n    question: Where?\n    characteristics:\n"


def model(text: str = SMALL) -> Model:
    return read_model(text, "model.yaml")


def changed(*replacements: tuple[str, str]) -> Changes:
    """The small model beside itself with these texts replaced."""
    text = SMALL
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return changes_between(model(), model(text.replace('"1.0"', '"1.1"')))


def words(changes: Changes) -> dict[str, list[str]]:
    return dict(groups_of(changes))


def test_the_same_words_on_other_lines_are_the_same() -> None:
    changes = changed(
        ("statement: The council has a budget.", "statement: >-\n          The council\n          has  a budget.")
    )
    assert changes.changed == ()
    assert words(changes) == {}


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("The council has a budget.", "The council agrees a budget.", "statement"),
        ("Officers explain it.", "Officers explain it well.", "level 2 Two"),
        ("Members set it.", "Members set and read it.", "level 1 One"),
    ],
)
def test_another_statement_or_descriptor_is_a_rewording(old: str, new: str, parts: str) -> None:
    changes = changed((old, new))
    assert [it.after.code for it in changes.reworded] == ["FV1"]
    assert words(changes) == {"Reworded": [f"FV1 Budget ({parts})"]}


def test_a_rewording_says_all_that_is_reworded() -> None:
    changes = changed(("has a budget", "agrees a budget"), ("Members set it", "They set it"), ("Residents", "People"))
    assert words(changes)["Reworded"] == ["FV1 Budget (statement, level 1 One and level 3 Three)"]


@pytest.mark.parametrize(
    ("old", "new", "group", "item"),
    [
        ("title: Budget", "title: Budgets", "Other wording", "FV1 Budgets (title)"),
        ("slug: budget", "slug: budgets", "Other wording", "FV1 Budget (slug)"),
        ("why: Rain comes.", "why: It rains.", "Other wording", "FV2 Reserves (why it matters)"),
        ("title: Finance", "title: Money", "Other wording", "the theme “Money” (title)"),
        ("Made up.", "Made by us.", "Other wording", "the model itself (credit)"),
        (
            "why: Rain comes.",
            "why: Rain comes.\n        evidence_examples: [Accounts]",
            "Other wording",
            "FV2 Reserves (examples of evidence)",
        ),
        (
            "{descriptor: It has a purpose.}",
            "{descriptor: It has a purpose., criteria: [A paper says which]}",
            "Other criteria",
            "FV2 Reserves (level 2 Two)",
        ),
        ("name: Two", "name: Second", "Levels", "level 2, Two, is now called Second"),
        ("meaning: The second.", "meaning: Half way.", "Levels", "level 2, Two, is explained in other words"),
        ("Nothing is there.", "Nothing at all.", "Levels", "“Not yet in place” is explained in other words"),
        ("name: Said", "name: Told", "Strengths of evidence", "strength 1, Said, is now called Told"),
    ],
)
def test_what_an_answer_does_not_hang_on_is_listed_and_is_no_rewording(
    old: str, new: str, group: str, item: str
) -> None:
    changes = changed((old, new))
    assert changes.reworded == ()
    assert words(changes) == {group: [item]}


def test_added_and_removed_are_told_by_code_and_retired_ones_with_why() -> None:
    other = RESERVES.replace("FV2", "FV7").replace("slug: reserves", "slug: savings").replace("Reserves", "Savings")
    changes = changed((RESERVES, other + "\n"))
    assert words(changes) == {"Added": ["FV7 Savings"], "Removed": ["FV2 Reserves"]}
    changes = changed((RESERVES, "retired:\n  - {code: FV2, why: It is a part of FV1.}\n"))
    assert words(changes) == {"Removed": ["FV2 Reserves (retired: It is a part of FV1)"]}


def test_moved_to_another_theme_is_no_rewording() -> None:
    changes = changed((RESERVES, OTHER_THEME + RESERVES))
    assert words(changes) == {"Moved to another theme": ["FV2 Reserves, from “Finance” to “Place”"]}
    assert changes.carry({"FV2": True}).whole == ("FV2",)


def test_a_theme_with_another_slug_has_moved_nothing() -> None:
    changes = changed(("slug: finance", "slug: money"))
    assert words(changes) == {"Other addresses": ["the theme “Finance” has another address"]}
    assert [(before.slug, after.slug) for before, after in changes.readdressed] == [("finance", "money")]
    assert changes.changed == ()


def test_the_other_words_of_a_theme_with_another_slug_are_told_as_well() -> None:
    changes = changed(("slug: finance", "slug: money"), ("Is there enough?", "How much is there?"))
    assert words(changes) == {
        "Other addresses": ["the theme “Finance” has another address"],
        "Other wording": ["the theme “Finance” (question)"],
    }


def test_a_new_theme_with_a_title_that_stays_elsewhere_is_no_other_address() -> None:
    changes = changed((RESERVES, OTHER_THEME.replace("title: Place", "title: Finance") + RESERVES))
    assert (changes.readdressed, changes.moved) == ((), ())


def test_a_level_more_is_told_and_nothing_can_be_carried_over() -> None:
    text = SMALL.replace("meaning: The third.}", "meaning: The third.}\n  - {number: 4, name: Four, meaning: Top.}")
    text = text.replace("Residents read it.", "Residents read it.\n          4: {descriptor: Others learn.}")
    changes = changes_between(model(), model(text + "          4: {descriptor: Others ask.}\n"))
    assert not changes.has_as_many_levels
    assert words(changes) == {"Levels": ["level 4, Four, is added"]}
    assert words(changes_between(changes.after, changes.before)) == {"Levels": ["level 4, Four, is taken out"]}


def test_answers_are_carried_wait_or_are_left_behind() -> None:
    changes = changed(("The council has a budget.", "The council agrees a budget."))
    assert changes.carry({"FV1": True, "FV2": True}) == (("FV2",), ("FV1",), (), ())
    assert changes.carry({"FV1": False, "FV2": False}) == ((), ("FV1",), ("FV2",), ())
    gone = changed((RESERVES, "retired:\n  - {code: FV2, why: Enough.}\n"))
    assert gone.carry({"FV2": False}).left == ("FV2",)
    assert gone.carry({}) == ((), (), (), ())


def test_what_becomes_of_answers_is_told_in_sentences() -> None:
    changes = changed(("The council has a budget.", "The council agrees a budget."))
    assert outcomes_of(changes, changes.carry({"FV1": True, "FV2": True})) == [
        ("1 answer carries over unchanged", []),
        ("1 answer must be confirmed, because the words have changed", ["FV1 Budget"]),
    ]
