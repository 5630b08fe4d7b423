"""A model file is read as text and as YAML, whatever it holds."""

import random
import re
import time
from pathlib import Path

import pytest

from app.maturity.faults import ModelFaults
from app.maturity.loading import read_model
from app.maturity.schema import model_schema, schema_text
from app.maturity.source import MOST_BYTES, decode, read_source

TOP = Path(__file__).parent.parent
DEFAULT = TOP / "model.yaml"
OTHER = TOP / "tests/models/three-by-four.yaml"
SMALL = (TOP / "tests/models/small.yaml").read_text(encoding="utf-8")


def test_every_part_of_a_file_is_in_the_model() -> None:
    model = read_model(SMALL, "model.yaml")
    assert [characteristic.code for characteristic in model.characteristics] == ["FV1", "FV2"]
    assert model.themes[0].characteristics[0].levels[3].descriptor == "Residents read it."
    assert (model.title, model.horizon_months, model.evidence[4].name) == ("A small model", 18, "Checked")


@pytest.mark.parametrize("path", [DEFAULT, OTHER], ids=lambda path: path.name)
def test_a_shipped_model_has_no_faults(path: Path) -> None:
    read_model(decode(read_source(path), path.name), path.name)


def test_the_two_shipped_models_differ_in_every_number_that_code_might_rely_on() -> None:
    one, other = (read_model(path.read_text(encoding="utf-8"), path.name) for path in (DEFAULT, OTHER))
    assert (len(one.themes), len(one.levels), len(one.characteristics)) == (5, 5, 27)
    assert (len(other.themes), len(other.levels), len(other.characteristics)) == (3, 4, 7)
    assert not {theme.slug for theme in one.themes} & {theme.slug for theme in other.themes}
    assert not {level.name for level in one.levels} & {level.name for level in other.levels}
    assert not {strength.name for strength in one.evidence} & {strength.name for strength in other.evidence}


def test_none_as_the_name_of_a_strength_is_a_text() -> None:
    assert read_model(SMALL.replace("name: Nothing", "name: None"), "model.yaml").evidence[0].name == "None"


def test_levels_may_stand_in_any_order_under_a_characteristic() -> None:
    first = "          1: {descriptor: There is a balance.}\n"
    third = "          3: {descriptor: It follows from risk.}\n"
    text = SMALL.replace(third, "").replace(first, third + first)
    assert read_model(text, "model.yaml").characteristics[1].levels[3].descriptor == "It follows from risk."


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    raw = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    assert read_model(decode(raw, "model.yaml"), "model.yaml") == read_model(SMALL, "model.yaml")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_named_as_such(encoding: str) -> None:
    expected = r"^model.yaml:1:1: The file is in UTF-16 \(“Unicode”\), not UTF-8. Open it in"
    with pytest.raises(ModelFaults, match=expected):
        decode(SMALL.encode(encoding), "model.yaml")


def test_a_file_in_windows_1252_is_named_with_the_first_letter_that_shows_it() -> None:
    raw = SMALL.replace("Made up.", "Made up’s.").encode("cp1252")
    expected = (
        r"^model.yaml:5:16: The file is not in UTF-8 but probably in Windows-1252 .*: see the “’” here. Open it in"
    )
    with pytest.raises(ModelFaults, match=expected):
        decode(raw, "model.yaml")


def test_a_byte_order_mark_does_not_move_the_letter_that_is_named() -> None:
    raw = b"\xef\xbb\xbf# caf\xe9\n" + SMALL.encode()
    with pytest.raises(ModelFaults, match=r"^model.yaml:1:6: .*: see the “é” here"):
        decode(raw, "model.yaml")


def test_a_file_that_is_not_there_or_is_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFaults, match=r"gone\.yaml: There is no such file\. Check the name"):
        read_source(tmp_path / "gone.yaml")
    with pytest.raises(ModelFaults, match=r"This is a folder\. Name the file in it\.$"):
        read_source(tmp_path)


def test_a_file_over_2_mb_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(ModelFaults, match=r"large\.yaml: The file is larger than 2 MB\."):
        read_source(large)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\n" + "".join(f"k{n}: &k{n} [*a, *a, *a, *a]\n" for n in range(50)),
        "themes:\n" + "  - {}\n" * 200_000,
        "\n".join(f"key{n}: 1" for n in range(150_000)),
        "a: " + "[" * 1_900_000,
        "- " * 900_000,
    ],
    ids=["laughs", "items", "keys", "brackets", "hyphens"],
)
def test_a_file_made_to_take_long_is_refused_soon(text: str) -> None:
    began = time.monotonic()
    with pytest.raises(ModelFaults):
        read_model(text, "model.yaml")
    assert time.monotonic() - began < 10


def faults_or_none(text: str) -> ModelFaults | None:
    try:
        read_model(text, "model.yaml")
    except ModelFaults as faults:
        return faults
    return None


def test_no_change_of_a_character_makes_anything_but_a_model_or_faults_with_a_place() -> None:
    chance = random.Random(27)  # noqa: S311
    for _ in range(1500):
        text = list(SMALL)
        for _ in range(chance.randint(1, 3)):
            text[chance.randrange(len(text))] = chance.choice("\n\t :-[]{}\"'#&*!|>?%@,x0\\\x00\u2028")
        if faults := faults_or_none("".join(text)):
            assert all(1 <= fault.line <= 50 and fault.message for fault in faults.faults)


@pytest.mark.parametrize(
    "instead", ["x" * 3000, "[]", "{}", "7", "", "{a: {b: c}}", "[[x]]"], ids=lambda text: text[:9]
)
def test_whatever_stands_in_place_of_a_text_is_a_fault_with_a_place_or_fits(instead: str) -> None:
    text = (TOP / "tests/models/plain.yaml").read_text(encoding="utf-8")
    values = list(re.finditer(r"(?<=: )(?![>|\n]).+?(?=[,}\n])", text))
    assert len(values) > 30
    for value in values:
        if faults := faults_or_none(text[: value.start()] + instead + text[value.end() :]):
            assert all(fault.line and fault.message for fault in faults.faults)


def test_joiners_stay_in_a_model_because_some_scripts_and_pictures_need_them() -> None:
    text = SMALL.replace("Made up.", "Made by 👩\u200d💻 and می\u200cخواهم.")
    assert read_model(text, "model.yaml").credit == "Made by 👩\u200d💻 and می\u200cخواهم."


def test_the_committed_schema_is_the_one_the_definitions_make() -> None:
    assert (TOP / "model.schema.json").read_text(encoding="utf-8") == schema_text(), "run: flask model schema"


def test_every_key_of_the_schema_says_what_to_write() -> None:
    parts = [model_schema(), *model_schema()["$defs"].values()]
    keys = [(part["title"], key, value) for part in parts for key, value in part["properties"].items()]
    assert len(keys) > 20
    assert not [key for key in keys if not key[2].get("description", "").endswith(".")]


def test_our_own_model_is_whole() -> None:
    model = read_model(DEFAULT.read_text("utf-8"), "model.yaml")
    assert all(2 <= len(theme.narrative) <= 4 for theme in model.themes)
    for characteristic in model.characteristics:
        assert all(2 <= len(level.criteria) <= 4 for level in characteristic.levels.values()), characteristic.code
        assert characteristic.prompts, characteristic.code
        assert 3 <= len(characteristic.evidence_examples) <= 5, characteristic.code
