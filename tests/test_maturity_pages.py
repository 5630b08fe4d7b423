"""The pages of the models are open to anybody."""

from pathlib import Path

import pytest
from flask import Flask

from app.database import writing
from app.maturity.definitions import Model
from app.maturity.loading import read_model
from app.maturity.publishing import publish
from tests.browsing import Browser, Page, squeeze

OTHER = Path(__file__).parent / "models/three-by-four.yaml"


@pytest.fixture
def other_model(app: Flask) -> Model:
    """A second model, published on the running server."""
    other = read_model(OTHER.read_text(encoding="utf-8"), OTHER.name)
    with app.app_context(), writing():
        publish(other, by=None)
    return other


def definitions(page: Page) -> list[tuple[str, str]]:
    terms, meanings = ([squeeze("".join(e.itertext())) for e in page.find(tag)] for tag in ("dt", "dd"))
    return list(zip(terms, meanings, strict=True))


def test_the_only_model_is_shown_with_its_themes_levels_and_strengths(visitor: Browser, model: Model) -> None:
    page = visitor.get("/model")
    assert page.h1 == model.narrative_title
    scales = [(level.number, level.name, level.meaning) for level in model.levels]
    scales += [(strength.number, strength.name, strength.meaning) for strength in model.evidence]
    assert definitions(page) == [(f"{number} {name}", meaning) for number, name, meaning in scales]
    for text in (model.summary, model.credit, model.not_yet_in_place, *(theme.question for theme in model.themes)):
        assert text in page.text
    links = page.links()
    for theme in model.themes:
        assert links[theme.title] == f"#{theme.slug}"
        assert links[f"Read the levels of this theme: {theme.title}"] == f"/model/{model.id}/{theme.slug}"
        for characteristic in theme.characteristics:
            assert links[characteristic.title].endswith(f"/{theme.slug}#{characteristic.code.lower()}")


def test_the_model_reads_as_one_narrative(visitor: Browser, model: Model) -> None:
    """One page to print or share: its opening, then each theme with its question and what such a council looks like."""
    page = visitor.get("/model")
    texts = [*model.narrative]
    for theme in model.themes:
        texts += [theme.question, *theme.narrative, *(f"{one.title}: {one.statement}" for one in theme.characteristics)]
    places = [page.text.find(squeeze(text)) for text in texts]
    assert -1 not in places
    assert places == sorted(places)


def test_the_glossary_explains_each_term_once_in_alphabetical_order(visitor: Browser, model: Model) -> None:
    page = visitor.get(visitor.get("/model").links()["glossary"])
    shown = definitions(page)
    assert [term for term, _ in shown] == sorted((term for term, _ in shown), key=str.casefold)
    assert {meaning for _, meaning in shown} == {squeeze(term.meaning) for term in model.glossary}
    for term in model.glossary:
        assert (f"{term.term} ({', '.join(term.also)})" if term.also else term.term) in dict(shown)


def test_a_model_without_glossary_or_frameworks_says_nothing_of_them(visitor: Browser, other_model: Model) -> None:
    page = visitor.get(f"/model/{other_model.id}")
    assert page.h1 == other_model.title
    assert "glossary" not in page.links()
    assert "Assess once" not in page.text
    visitor.get(f"/model/{other_model.id}/glossary", 404)


def test_each_characteristic_says_where_else_it_counts(visitor: Browser, model: Model) -> None:
    for theme in model.themes:
        text = visitor.get(f"/model/{model.id}/{theme.slug}").text
        for characteristic in theme.characteristics:
            for framework, parts in model.frameworks_of(characteristic):
                assert f"{framework.title}: {'; '.join(part.title for part in parts)}" in text


def test_a_theme_is_shown_with_every_descriptor_of_its_characteristics(visitor: Browser, model: Model) -> None:
    for theme in model.themes:
        page = visitor.get(f"/model/{model.id}/{theme.slug}")
        assert page.h1 == theme.title
        assert theme.question in page.text
        assert definitions(page) == [
            (f"{level.number} {level.name}", " ".join((described.descriptor, *described.criteria)))
            for characteristic in theme.characteristics
            for level in model.levels
            for described in [characteristic.levels[level.number]]
        ]
        for paragraph in theme.narrative:
            assert squeeze(paragraph) in page.text
        for characteristic in theme.characteristics:
            assert characteristic.prompts
            for text in (*characteristic.prompts.all, *characteristic.evidence_examples):
                assert text in page.text
            assert characteristic.title in page.text_of(characteristic.code.lower())
            assert characteristic.statement in page.text
            assert characteristic.why in page.text


def test_each_theme_leads_to_its_neighbours(visitor: Browser, model: Model) -> None:
    first, second, *_, last = [visitor.get(f"/model/{model.id}/{theme.slug}") for theme in model.themes]
    address = f"/model/{model.id}/{model.themes[0].slug}"
    assert [a.get("href") for a in second.find("a", rel="prev")] == [address]
    assert [a.get("href") for a in first.find("a", rel="next")] == [second.path]
    assert not first.find("a", rel="prev")
    assert not last.find("a", rel="next")


def test_two_models_are_listed_and_each_has_its_page(visitor: Browser, model: Model, other_model: Model) -> None:
    page = visitor.get("/model")
    assert page.h1 == "Models"
    for each in (model, other_model):
        assert visitor.get(page.links()[each.title]).h1 == (each.narrative_title or each.title)
    theme = other_model.themes[1]
    shown = visitor.get(f"/model/{other_model.id}/{theme.slug}")
    assert len(definitions(shown)) == len(theme.characteristics) * other_model.top_level
    assert "4 Far-reaching" in dict(definitions(shown))


def test_a_newly_published_version_is_shown_without_a_restart(visitor: Browser, app: Flask, model: Model) -> None:
    assert visitor.get("/model").h1 == model.narrative_title
    changed = {"version": "99", "title": "Changed", "narrative_title": None}
    with app.app_context(), writing():
        publish(model.model_copy(update=changed), by=None)
    page = visitor.get("/model")
    assert page.h1 == "Changed"
    assert "Version 99." in page.text


@pytest.mark.parametrize(
    "address", ["/model/unknown", "/model/unknown/theme", "/model/{id}/unknown", "/model/{id}/..%2f", "/model/{id}/%00"]
)
def test_what_does_not_exist_is_not_found(visitor: Browser, model: Model, address: str) -> None:
    visitor.get(address.format(id=model.id), 404)
