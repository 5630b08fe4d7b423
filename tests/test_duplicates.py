"""What is like a title that somebody types, and what is not; and what is at the same address."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, writing
from app.resources.duplicates import MOST, find_duplicates, like_titles, resource_at
from app.resources.tables import Resource, Status, Suggestion, SuggestionStatus

PLAYBOOK = "What you need to know about the Sourcing Playbook"


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("The Sourcing Playbook", "The sourcing playbook"),
        ("Sourcing Playbok", "The Sourcing Playbook"),
        ("The Sourcing Playbook – GOV.UK", "The Sourcing Playbook"),
        ("Sourcing Playbook", PLAYBOOK),
        ("Devolution: the opportunities and the challenges", "The opportunities and challenges of devolution"),
        ("Councillors guide to scrutiny of finance", "A councillor’s guide to scrutiny of finance"),
        ("Local Government Benchmarking Framework 2024", "Local Government Benchmarking Framework"),
    ],
)
def test_the_same_title_in_other_words_is_alike(typed: str, there: str) -> None:
    assert like_titles(typed, {1: there}) == [1]
    assert like_titles(there, {1: typed}) == [1]


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("Equality Framework for Local Government", "Cyber Assessment Framework for local government"),
        ("Financial scrutiny practice guide", "Practice guide: pre-decision scrutiny"),
        ("Councillor workbook: local government finance", "Councillor workbook: neighbourhood planning"),
        ("Data strategy", "Procurement strategy"),
        ("…", "The Sourcing Playbook"),
        ("A guide to commissioning", "The Sourcing Playbook"),
    ],
)
def test_another_title_of_the_same_sort_is_not_alike(typed: str, there: str) -> None:
    assert like_titles(typed, {1: there}) == []


def test_of_many_alike_only_the_best_are_shown_and_the_best_comes_first() -> None:
    titles = {number: f"The Sourcing Playbook, part {number}" for number in range(30)} | {99: "Sourcing playbook"}
    found = like_titles("The sourcing playbook, part 7", titles)
    assert found[0] == 7
    assert len(found) == MOST


@pytest.mark.usefixtures("hub")
def test_an_address_is_known_again_however_it_is_written(app: Flask) -> None:
    with app.app_context():
        there = db.session.scalars(select(Resource).limit(1)).one()
        written = there.url.replace("https://www.", "http://") + "?utm_source=mail#top"
        (match,) = [match for match in find_duplicates(written, "zzz") if match.is_same_address]
        assert (match.item.id, match.is_here) == (there.id, True)
        assert resource_at(written) == there
        with writing():
            there.status = Status.WITHDRAWN
        assert not find_duplicates(written, "zzz")
        assert resource_at(written) is None
        assert find_duplicates(written, "zzz", with_withdrawn=True)


def test_suggestions_count_while_they_are_open(app: Flask) -> None:
    address = "https://example.org/a"
    with app.app_context():
        with writing():
            suggestion = Suggestion(url=address, normal_url="example.org/a", title="A", publisher="B", why="C", code="")
            db.session.add(suggestion)
        assert [match.is_here for match in find_duplicates(address, "zzz")] == [False]
        assert not find_duplicates(address, "zzz", leave_out=suggestion.id)
        with writing():
            suggestion.status, suggestion.decided_at = SuggestionStatus.DECLINED, suggestion.suggested_at
        assert not find_duplicates(address, "zzz")
