"""What is shown of the groups gives nobody’s answer away: searched through every small council that there can be."""

from collections.abc import Mapping
from itertools import chain

import pytest

from app.position.suppression import Published, publish, publish_together, together
from app.results.figures import Profile
from bench.suppression import Search, one_question, search, two_questions, with_unknown


def at(*counts: int, unknown: int = 0) -> Profile:
    return Profile(counts, unknown)


@pytest.mark.parametrize("smallest", [2, 3])
def test_no_answer_and_no_hidden_group_can_be_worked_out(smallest: int) -> None:
    found = search(chain(one_question(3, 2, 4, smallest), one_question(2, 3, 3, smallest)))
    assert found.worlds > 1000
    assert min(found.groups, found.all_alone, found.nothing) > 0
    assert found.leaks == []


@pytest.mark.parametrize("smallest", [2, 3])
def test_nor_where_some_do_not_know(smallest: int) -> None:
    assert search(with_unknown(2, 3, 2, smallest)).leaks == []
    assert search(with_unknown(2, 2, 4, smallest, knows_rated=True)).leaks == []


def test_nor_by_laying_two_questions_side_by_side() -> None:
    found = search(chain(two_questions(2, 2, 3, 2), two_questions(2, 2, 3, 2, knows_rated=True)))
    assert found.groups
    assert found.leaks == []


def test_nor_by_somebody_of_a_hidden_group_who_knows_their_own_answer() -> None:
    assert search(with_unknown(2, 2, 4, 3, is_insider=True)).leaks == []


Groups = Mapping[int, Profile]


def small_ones_left_out(questions: list[Groups], smallest: int) -> list[Published[int]]:
    """What many tools do: show the groups that are large enough, and everybody."""
    return [Published(together(c.values()), {g: p for g, p in c.items() if p.rated >= smallest}) for c in questions]


def unanimity_shown(questions: list[Groups], smallest: int) -> list[Published[int]]:
    return [Published(together(c.values()), dict(c)) for c in questions if all(p.rated >= smallest for p in c.values())]


def test_the_search_finds_what_weaker_rules_give_away() -> None:
    assert any("hidden group" in leak for leak in search(one_question(2, 2, 3, 2), small_ones_left_out).leaks)
    both = (Search((3, 3), 2, ("0", "1"), 2),)
    assert any("are known to say" in leak for leak in search(both, unanimity_shown).leaks)


def test_a_large_enough_group_is_shown_and_so_are_all() -> None:
    shown = publish({"member": at(3, 2, 0), "officer": at(1, 4, 2)}, 5)
    assert shown == Published(at(4, 6, 2), {"member": at(3, 2, 0), "officer": at(1, 4, 2)})


def test_the_next_smallest_is_hidden_with_a_group_that_is_too_small() -> None:
    groups = {"member": at(3, 3), "officer": at(5, 4), "partner": at(1, 1)}
    assert set(publish(groups, 5).groups) == {"officer"}
    assert publish(groups, 5).all == at(9, 8)


def test_of_two_groups_only_all_is_shown_where_one_is_too_small() -> None:
    assert publish({"member": at(2, 2), "officer": at(3, 4)}, 5) == Published(at(5, 6), {})


def test_hidden_groups_are_enough_together() -> None:
    groups = {"member": at(5, 6), "officer": at(1, 1), "partner": at(1, 1)}
    assert publish(groups, 5) == Published(at(7, 8), {})


def test_nothing_is_shown_of_fewer_than_the_smallest_group() -> None:
    assert publish({"member": at(1, 1), "officer": at(1, 1)}, 5) == Published()
    assert publish({}, 5) == Published()


def test_dont_know_counts_towards_no_group() -> None:
    assert publish({"member": at(2, 2, unknown=3), "officer": at(3, 4)}, 5).groups == {}


def test_a_unanimous_group_takes_everything_with_it() -> None:
    assert publish({"member": at(0, 5), "officer": at(3, 4)}, 5) == Published()
    assert publish({"member": at(0, 0), "officer": at(0, 7)}, 5) == Published()


def test_hidden_groups_that_all_but_agree_take_everything_with_them() -> None:
    assert publish({"member": at(0, 3), "officer": at(1, 3)}, 5) == Published()
    assert publish({"member": at(1, 2), "officer": at(1, 3)}, 5) == Published(at(2, 5), {})


def test_a_group_that_gave_no_level_at_all_needs_cover_too() -> None:
    groups = {"member": at(3, 3), "officer": at(5, 4), "partner": at(0, 0, unknown=2)}
    assert set(publish(groups, 5).groups) == {"officer"}


def test_another_question_shows_no_group_that_the_first_hides() -> None:
    now = {"member": at(3, 3), "officer": at(5, 4), "partner": at(1, 1)}
    then = {"member": at(3, 3), "officer": Profile((2, 2), unanswered=5), "partner": at(1, 1)}
    first, second = publish_together([now, then], 5)
    assert set(first.groups) == {"officer"}
    assert second.groups == {}
    assert second.all == Profile((6, 6), unanswered=5)


def test_another_question_is_not_shown_where_the_first_is_not() -> None:
    unanimous, mixed = {"member": at(0, 6)}, {"member": at(3, 3)}
    assert publish_together([unanimous, mixed], 5) == [Published(), Published()]


def test_without_a_smallest_group_everything_is_shown() -> None:
    groups = {"member": at(0, 1), "officer": at(0, 0)}
    assert publish_together([groups], None) == [Published(at(0, 1), {"member": at(0, 1)})]
