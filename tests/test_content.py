"""The model that ships is complete: nothing in it is left to write before a council can sign it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.maturity.glossary import alphabetical, is_used
from app.maturity.loading import read_model

MODEL = read_model((Path(__file__).parent.parent / "model.yaml").read_text(encoding="utf-8"), "model.yaml")

CODES = {"UP": 5, "LP": 5, "FV": 6, "OG": 5, "CD": 6}

NOT_COVERED = {
    "best-value": set(),
    "peer-challenge": set(),
    "fm-code": set(),
    # Enablers of the strategy: what our descriptors say of innovation, systems and change is not about buying.
    "procurement-strategy": {
        "adding-value",
        "exploiting-digital-technology",
        "enabling-innovation",
        "embedding-change",
    },
}

NOT_READ = {"id", "slug", "code", "url", "maps_to"}


def texts(part: Any) -> Iterator[str]:
    """Every text that people read under a part of the model, whatever it is made of."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from texts(value) if key not in NOT_READ else ()
    elif isinstance(part, tuple | list):
        for value in part:
            yield from texts(value)


def test_there_are_five_themes_and_27_characteristics_with_their_codes() -> None:
    expected = [[f"{letters}{number}" for number in range(1, count + 1)] for letters, count in CODES.items()]
    assert [[characteristic.code for characteristic in theme.characteristics] for theme in MODEL.themes] == expected
    assert len(MODEL.characteristics) == 27


def test_every_level_of_every_characteristic_has_two_to_four_criteria() -> None:
    counts = {
        (characteristic.code, number): len(level.criteria)
        for characteristic in MODEL.characteristics
        for number, level in characteristic.levels.items()
    }
    assert len(counts) == 27 * 5
    assert {where: count for where, count in counts.items() if not 2 <= count <= 4} == {}


def test_every_characteristic_has_four_prompts_and_three_to_five_examples_of_evidence() -> None:
    assert [each.code for each in MODEL.characteristics if each.prompts is None] == []
    assert [each.code for each in MODEL.characteristics if not 3 <= len(each.evidence_examples) <= 5] == []


def test_the_narrative_opens_in_two_or_three_paragraphs_and_each_theme_goes_on_with_two_to_four() -> None:
    assert MODEL.narrative_title == "What an efficient and intelligent council looks like"
    assert 2 <= len(MODEL.narrative) <= 3
    assert [theme.slug for theme in MODEL.themes if not 2 <= len(theme.narrative) <= 4] == []
    assert [theme.slug for theme in MODEL.themes if not theme.question.endswith("?")] == []


def test_the_levels_and_the_strengths_of_evidence_are_those_that_councils_know() -> None:
    assert [level.name for level in MODEL.levels] == ["Minimum", "Developing", "Mature", "Leader", "Innovator"]
    strengths = ["None", "Asserted", "Documented", "Measured", "Independently assured"]
    assert [strength.name for strength in MODEL.evidence] == strengths


def test_every_characteristic_answers_to_best_value_and_to_the_peer_challenge() -> None:
    for framework in ("best-value", "peer-challenge"):
        assert [each.code for each in MODEL.characteristics if not each.maps_to.get(framework)] == []


def test_a_characteristic_is_mapped_to_few_parts_of_a_framework() -> None:
    """To be mapped to everything is to be mapped to nothing."""
    most = {"best-value": 3, "peer-challenge": 2, "fm-code": 3, "procurement-strategy": 4}
    many = [
        (each.code, framework)
        for each in MODEL.characteristics
        for framework, parts in each.maps_to.items()
        if len(parts) > most[framework]
    ]
    assert many == []


def test_what_no_characteristic_covers_in_a_framework_is_known() -> None:
    not_covered = {
        framework.id: {part.id for part in framework.parts}
        - {part for each in MODEL.characteristics for part in each.maps_to.get(framework.id, ())}
        for framework in MODEL.frameworks
    }
    assert not_covered == NOT_COVERED


def test_every_term_of_the_glossary_is_used_in_the_model() -> None:
    text = " ".join(texts(MODEL.model_dump(exclude={"glossary"})))
    assert len(MODEL.glossary) >= 30
    assert [term.term for term in MODEL.glossary if not is_used(term, text)] == []


def test_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    assert list(MODEL.glossary) == alphabetical(MODEL)
