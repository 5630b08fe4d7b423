"""Words of the sector are explained where they are read."""

from pathlib import Path

import pytest

from app.maturity.definitions import Model, Term
from app.maturity.glossary import is_used, terms_used
from app.maturity.loading import read_model
from tests.browsing import Browser

OTHER = Path(__file__).parent / "models/three-by-four.yaml"
RESERVE = Term(term="Earmarked reserve", also=("MTFS", "Duty"), meaning="Money kept for a purpose.")


@pytest.mark.parametrize(
    "text", ["an earmarked reserve", "Earmarked reserves, too", "the MTFS.", "(MTFS)", "two duties"]
)
def test_a_term_is_found_in_the_plural_and_by_its_other_names(text: str) -> None:
    assert is_used(RESERVE, text)


@pytest.mark.parametrize("text", ["a reserve", "unearmarked reserve", "MTFSX", "mtfs"])
def test_part_of_a_word_is_not_the_term(text: str) -> None:
    assert not is_used(RESERVE, text)


def test_a_word_that_most_characteristics_use_is_left_to_the_glossary() -> None:
    model = read_model(OTHER.read_text("utf-8"), OTHER.name)
    first, *others = model.characteristics
    rare = first.model_copy(update={"statement": "The widget is read by the council."})
    common = [one.model_copy(update={"statement": "The council meets."}) for one in others]
    theme = model.themes[0].model_copy(update={"characteristics": (rare, *common)})
    glossary = (Term(term="Council", meaning="Councillors together."), Term(term="Widget", meaning="A thing."))
    model = Model.model_construct(**dict(model) | {"themes": (theme,), "glossary": glossary, "version": "glossary"})
    assert [term.term for term in terms_used(model, rare.code)] == ["Widget"]
    assert terms_used(model, common[0].code) == ()


def test_the_form_explains_the_words_of_its_characteristic(lead: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/themes/finance/fv3")
    assert "Words explained" in page.text
    terms = ["".join(term.itertext()) for term in page.find("dt")]
    assert any(term.startswith("Earmarked reserve") for term in terms)
    assert not any(term.startswith("Peer challenge") for term in terms)
