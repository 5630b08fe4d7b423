"""The whole way from the first start to the results, on a model of another shape: nothing in the code knows ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.database import db
from app.maturity.versions import current_versions, model_of
from tests.browsing import Browser
from tests.conftest import OTHER_MODEL, make_app
from tests.test_setup import COUNCIL


@pytest.fixture
def other_app(tmp_path: Path) -> Iterator[Flask]:
    app = make_app(tmp_path / "instance", MODEL=str(OTHER_MODEL))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_council_assesses_itself_on_another_model(other_app: Flask) -> None:
    browser = Browser(other_app)
    browser.post_form(f"/setup?code={other_app.config['SETUP_CODE']}", COUNCIL)
    with other_app.app_context():
        model = model_of(current_versions()[0])
    assert (len(model.themes), model.top_level) == (3, 4)
    url = browser.post_form("/assessments/new", {"title": "Round one"}).path

    for theme in model.themes:
        page = browser.get(browser.get(url).links()[theme.title])
        for characteristic in theme.characteristics:
            assert page.h1 == characteristic.title
            assert [c.get("value") for c in page.find("input", name="target")] == ["1", "2", "3", "4"]
            page = browser.press(page, {"current": "4", "target": "4", "evidence": "2", "continue": "1"})
        assert page.h1 == theme.title
        assert "Go on with" not in page.text

    page = browser.get(url)
    assert page.text.count("Completed") == 3
    top = model.level_name(4)
    results = browser.get(f"{url}/results")
    assert f"all at {top}" in results.text
    for ours in ("Innovator", "Leadership of place", "Reserves"):
        assert ours not in results.text
    for theme in model.themes:
        browser.get(f"/model/{model.id}/{theme.slug}")


def test_a_level_that_this_model_lacks_is_refused(other_app: Flask) -> None:
    browser = Browser(other_app)
    browser.post_form(f"/setup?code={other_app.config['SETUP_CODE']}", COUNCIL)
    url = browser.post_form("/assessments/new", {"title": "Round one"}).path
    with other_app.app_context():
        theme = model_of(current_versions()[0]).themes[0]
    page = browser.get(f"{url}/themes/{theme.slug}/{theme.characteristics[0].code.lower()}")
    browser.autosave(page, {"current": "5"}, 422)
