"""Every fault of a file of resources is named with its place and what to write instead, all at once."""

import pytest

from app.maturity.definitions import Retired
from app.maturity.faults import ModelFaults
from app.maturity.loading import read_model
from app.resources.definitions import RESERVED_IDS, Entry, Hub
from app.resources.reading import read_hub
from app.resources.storing import Around
from app.resources.tables import Topic
from tests.conftest import TOP

SMALL = (TOP / "tests/fixtures/hub/small.yaml").read_text("utf-8")
MODEL = read_model((TOP / "model.yaml").read_text("utf-8"), "model.yaml")
AROUND = Around({MODEL.id: MODEL}, {})
FIRST = "resources › asking-better-questions"
SECOND = "resources › a-year-of-data"

# What is changed in the small file, into what, and the fault that is named.
CHANGES = {
    "an unknown kind": (
        "kind: guidance",
        "kind: guide",
        f"9:11: {FIRST} › kind: “guide” is not one of those that are known. Write one of these: case-study, guidance, "
        "tool, template, training, peer-support, research, data.",
    ),
    "no kind": (
        "    kind: guidance\n",
        "",
        f"5:5: {FIRST}: The kind is missing. Write what it is, such as guidance or case-study.",
    ),
    "a missing key that ends in s": (
        "    access: open\n",
        "",
        f"5:5: {FIRST}: The access is missing. Write who may open it: open, registration or members.",
    ),
    "an empty kind": (
        "kind: guidance",
        "kind:",
        f"9:10: {FIRST} › kind: This is empty. Write one of these: case-study, guidance, tool, template, training, "
        "peer-support, research, data.",
    ),
    "a word for a year": (
        "year: null",
        "year: soon",
        f"10:11: {FIRST} › year: “soon” is not a whole number. Write the year it was published, such as 2026, or leave "
        "the key out.",
    ),
    "a year too far": (
        "year: 2025",
        "year: 20250",
        f"23:11: {SECOND} › year: 20250 is not from 1900 to 2100. Write the year it was published, such as 2026, or "
        "leave the key out.",
    ),
    "no month": (
        '"2028-02"',
        "next year",
        f"17:16: {FIRST} › review_by: Write a year and a month, such as 2027-11.",
    ),
    "an unknown characteristic": (
        "characteristic: UP2",
        "characteristic: UP99",
        f"27:26: {SECOND} › serves › item 2 › characteristic: “{MODEL.title}” has no characteristic UP99. Write the "
        "code of one that it has.",
    ),
    "a code in small letters": (
        "characteristic: UP2",
        "characteristic: up2",
        f"27:26: {SECOND} › serves › item 2 › characteristic: “up2” cannot be used here. Write the code of a "
        "characteristic, such as UP1.",
    ),
    "a step down": (
        "from: 0, to: 1",
        "from: 3, to: 1",
        f"27:9: {SECOND} › serves › item 2: Write a step upwards, such as from: 2 and to: 3.",
    ),
    "a level that the model has not": (
        "from: 2, to: 3",
        "from: 4, to: 6",
        f"26:44: {SECOND} › serves › item 1 › to: “{MODEL.title}” has no level 6. Write a level up to "
        f"{MODEL.top_level}.",
    ),
    "a model that is not published": (
        "{characteristic: UP2",
        "{model: other, characteristic: UP2",
        f"27:17: {SECOND} › serves › item 2 › model: There is no model “other”. Write one of these: {MODEL.id}.",
    ),
    "a step twice": (
        "{characteristic: UP2, from: 0, to: 1}",
        "{characteristic: UP1, from: 2, to: 4}",
        f"27:37: {SECOND} › serves › item 2 › from: A step of UP1 from level 2 is here already. Keep one of the two.",
    ),
    "no step": (
        "serves:\n      - {characteristic: UP1, from: 1, to: 2}",
        "serves: []",
        f"12:13: {FIRST} › serves: This is empty. Write a list of one to 12 steps that it helps with, each with "
        "characteristic:, from: and to:.",
    ),
    "an unknown topic": (
        "topics: [data, scrutiny]",
        "topics: [dat, scrutiny]",
        f"28:14: {SECOND} › topics › item 1: There is no topic “dat”. Did you mean “data”?",
    ),
    "a topic twice": (
        "topics: [data, scrutiny]",
        "topics: [data, data]",
        f"28:20: {SECOND} › topics › item 2: “data” is named twice. Take this one out.",
    ),
    "a text for topics": (
        "topics: [data, scrutiny]",
        "topics: data",
        f"28:13: {SECOND} › topics: This must be a list, each item on a line of its own after a hyphen, not a text or "
        "number. Write a list of at most six topics, by their slugs.",
    ),
    "an id twice": (
        "id: a-year-of-data",
        "id: asking-better-questions",
        f"18:9: {FIRST} › id: The id “asking-better-questions” is already used in line 5. Write another.",
    ),
    "an id that is another page": (
        "id: a-year-of-data",
        "id: suggest",
        "18:9: resources › suggest › id: “suggest” is the address of another page. Write another, such as "
        "suggest-guide.",
    ),
    "a topic defined twice": (
        "title: Data}",
        "title: Data}\n  - {slug: data, title: Figures}",
        "4:12: topics › data › slug: The slug “data” is already used in line 3. Write another.",
    ),
    "an address twice, told apart by nothing that matters": (
        "http://example.net/data",
        "https://example.org/questions?utm_source=letter#top",
        f"21:10: {SECOND} › url: The resource of line 8 has this address already. Write another, or take one of them "
        "out.",
    ),
    "an address of this machine": (
        "http://example.net/data",
        "http://127.0.0.1/",
        f"21:10: {SECOND} › url: Enter an address that anybody on the internet can open, not one of a private network.",
    ),
    "an address that browsers read as one of a private network": (
        "http://example.net/data",
        '"http://169.254.169.254\\\\.x.org/"',
        f"21:10: {SECOND} › url: Enter an address as it stands in the browser’s address bar.",
    ),
    "a script for an address": (
        "http://example.net/data",
        "javascript:alert(1)",
        f"21:10: {SECOND} › url: Enter an address that begins with https:// or http://.",
    ),
    "a misspelt key": (
        "effort: read",
        "efort: read",
        f"15:5: {FIRST}: There is no key “efort”. Did you mean “effort”?",
    ),
    "an unknown key": (
        "effort: read",
        "effort: read\n    notes: none",
        f"16:5: {FIRST}: There is no key “notes”. Take it out; the keys here are {', '.join(Entry.model_fields)}.",
    ),
    "a number for a title": (
        "title: A year of data",
        "title: 2025",
        f'19:12: {SECOND} › title: Without quotes 2025 is read as a number. Put it in quotes: "2025".',
    ),
    "a title of two lines": (
        "title: A year of data",
        'title: "A year\\nof data"',
        f"19:12: {SECOND} › title: “A year of data” cannot be used here. Write the title that its publisher gives it, "
        "in one line.",
    ),
    "a repetition": (
        "title: A year of data",
        "title: &a A year of data",
        f"19:12: {SECOND} › title: Take out the &a here. Parts of a list of resources are written out in full.",
    ),
    "a long summary": (
        "summary: How members ask.",
        f"summary: {'x' * 1001}",
        f"11:14: {FIRST} › summary: This has 1001 characters. Write at most 1000.",
    ),
    "an unclosed bracket": (
        "topics: [scrutiny]",
        "topics: [scrutiny",
        "14:13: The bracket that opens here is not closed, or a comma is missing inside it.",
    ),
}

WHOLE_FILES = {
    "an empty file": (
        "",
        "1:1: The file is empty. Write the list of resources, beginning with topics: and resources:.",
    ),
    "a list": (
        "- a\n",
        "1:1: The file must begin with keys, such as topics: and resources:. Take away what comes before them.",
    ),
    "a text for resources": (
        "resources: x\n",
        "1:12: resources: This must be a list, each item on a line of its own after a hyphen, not a text or number. "
        "Write a list of resources, each beginning with id:.",
    ),
}


def faults_of(text: str) -> list[str]:
    with pytest.raises(ModelFaults) as caught:
        read_hub(text, "resources.yaml", AROUND)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("name", CHANGES)
def test_a_fault_is_named_with_its_place_and_what_to_write(name: str) -> None:
    before, after, fault = CHANGES[name]
    assert SMALL.count(before) == 1
    assert faults_of(SMALL.replace(before, after)) == [f"resources.yaml:{fault}"]


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_of_something_else_is_named(name: str) -> None:
    text, fault = WHOLE_FILES[name]
    assert faults_of(text) == [f"resources.yaml:{fault}"]


def test_all_faults_are_named_at_once_in_the_order_of_lines() -> None:
    text = SMALL.replace("kind: guidance", "kind: guide").replace("UP2", "UP99").replace("[data, scrutiny]", "[dat]")
    assert [fault.split(":")[1] for fault in faults_of(text)] == ["9", "27", "28"]


def test_a_file_without_faults_is_read_whole() -> None:
    hub = read_hub(SMALL, "resources.yaml", AROUND)
    assert isinstance(hub, Hub)
    assert [(entry.id, entry.year) for entry in hub.resources] == [
        ("asking-better-questions", None),
        ("a-year-of-data", 2025),
    ]


def test_topics_that_the_hub_has_already_need_not_be_in_the_file() -> None:
    text = SMALL[SMALL.index("resources:") :]
    assert len(faults_of(text)) == 3
    among = Around(AROUND.models, {slug: Topic(slug=slug, title=slug) for slug in ("data", "scrutiny")})
    assert len(read_hub(text, "resources.yaml", among).resources) == 2


def test_a_characteristic_that_was_retired_since_is_no_fault() -> None:
    *others, last = MODEL.themes[-1].characteristics
    theme = MODEL.themes[-1].model_copy(update={"characteristics": tuple(others)})
    changed = {"themes": (*MODEL.themes[:-1], theme), "retired": (Retired(code=last.code, why="It was moved."),)}
    later = MODEL.model_copy(update=changed)
    text = SMALL.replace("UP2", last.code)
    assert len(read_hub(text, "resources.yaml", Around({later.id: later}, {})).resources) == 2


@pytest.mark.parametrize("slug", sorted(RESERVED_IDS))
def test_no_resource_takes_the_address_of_another_page(slug: str) -> None:
    assert "is the address of another page" in faults_of(SMALL.replace("id: a-year-of-data", f"id: {slug}"))[0]
