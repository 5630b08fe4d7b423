"""Every fault of a model file is named with its place and what to write instead, all at once."""

from pathlib import Path

import pytest

from app.maturity.definitions import Model
from app.maturity.faults import ModelFaults
from app.maturity.loading import read_model

SMALL = (Path(__file__).parent / "models/small.yaml").read_text(encoding="utf-8")


def faults_of(text: str) -> list[str]:
    with pytest.raises(ModelFaults) as caught:
        read_model(text, "model.yaml")
    return str(caught.value).splitlines()


# What is changed in the small model, into what, and the fault that is named.
CHANGES = {
    "a missing descriptor": (
        "          2:\n            descriptor: Officers explain it.\n",
        "          2: {}\n",
        "32:11: themes › finance › FV1 › level 2: The descriptor is missing. Write one or two sentences on what "
        "is done at this level that can be observed, in at most about 45 words.",
    ),
    "an empty descriptor": (
        "Officers explain it.",
        "",
        "33:24: themes › finance › FV1 › level 2 › descriptor: This is empty. Write one or two sentences on what "
        "is done at this level that can be observed, in at most about 45 words.",
    ),
    "a missing key of the model": (
        "licence: MIT\n",
        "",
        "1:1: The licence is missing. Write the licence under which others may use the model, such as MIT.",
    ),
    "a missing key of a theme": (
        "    question: Is there enough?\n",
        "",
        "20:5: themes › finance: The question is missing. Write the question that the theme asks of a council.",
    ),
    "a misspelt key": (
        "credit: Made",
        "credits: Made",
        "5:1: There is no key “credits”. Did you mean “credit”?",
    ),
    "an unknown key": (
        "credit: Made up.\n",
        "credit: Made up.\nxyz: 1\n",
        f"6:1: There is no key “xyz”. Take it out; the keys here are {', '.join(Model.model_fields)}.",
    ),
    "a number as a key": (
        "credit: Made up.\n",
        "credit: Made up.\n7: 1\n",
        f"6:1: There is no key “7”. Take it out; the keys here are {', '.join(Model.model_fields)}.",
    ),
    "a key twice": (
        "        title: Budget\n",
        "        title: Budget\n        title: Budgets\n",
        "27:9: themes › finance › FV1: “title” is already in line 26. Keep one of the two.",
    ),
    "a level twice": (
        "          3: {descriptor: It",
        "          2: {descriptor: Again.}\n          3: {descriptor: It",
        "44:11: themes › finance › FV2 › levels: “2” is already in line 43. Keep one of the two.",
    ),
    "a version without quotes": (
        '"1.0"',
        "1.0",
        '2:10: version: Without quotes 1.0 is read as a number. Put it in quotes: "1.0".',
    ),
    "a whole number for a version": (
        '"1.0"',
        "2",
        '2:10: version: Without quotes 2 is read as a number. Put it in quotes: "2".',
    ),
    "a yes for a name": (
        "name: Said",
        "name: yes",
        '15:23: evidence › 1 › name: Without quotes yes is read as yes or no. Put it in quotes: "yes".',
    ),
    "a null for a name": (
        "name: Nothing",
        "name: null",
        '14:23: evidence › 0 › name: Without quotes null is read as nothing. Put it in quotes: "null".',
    ),
    "a date for a title": (
        "title: A small model",
        "title: 2026-11-30",
        '3:8: title: Without quotes 2026-11-30 is read as a date. Put it in quotes: "2026-11-30".',
    ),
    "a list for a text": (
        "title: A small model",
        "title: [A, B]",
        "3:8: title: This must be a text, not a list. Write the title that people see.",
    ),
    "spaces for a text": (
        "title: A small model",
        'title: "  "',
        "3:8: title: This is empty. Write the title that people see.",
    ),
    "a long title": (
        "title: A small model",
        f"title: {'x' * 101}",
        "3:8: title: This has 101 characters. Write at most 100.",
    ),
    "a long title that may be left out": (
        "credit: Made up.\n",
        f"credit: Made up.\nnarrative_title: {'x' * 101}\n",
        "6:18: narrative_title: This has 101 characters. Write at most 100.",
    ),
    "a long question": (
        "why: Rain comes.",
        f"why: Rain comes.\n        prompts: {{understand: {'x' * 2001}, plan: B?, do: C?, review: D?}}",
        "41:31: themes › finance › FV2 › prompts › understand: This has 2001 characters. Write at most 2000.",
    ),
    "a question for questions": (
        "why: Rain comes.",
        "why: Rain comes.\n        prompts: What do we know?",
        "41:18: themes › finance › FV2 › prompts: Write its keys here, each on a line of its own: understand:, plan:, "
        "do:, review:.",
    ),
    "a misspelt question": (
        "why: Rain comes.",
        "why: Rain comes.\n        prompts: {undrstand: A?, plan: B?, do: C?, review: D?}",
        "41:19: themes › finance › FV2 › prompts: There is no key “undrstand”. Did you mean “understand”?",
    ),
    "an unknown question": (
        "why: Rain comes.",
        "why: Rain comes.\n        prompts: {zzz: Z?, understand: A?, plan: B?, do: C?, review: D?}",
        "41:19: themes › finance › FV2 › prompts: There is no key “zzz”. Take it out; the keys here are understand, "
        "plan, do, review.",
    ),
    "a missing question": (
        "why: Rain comes.",
        "why: Rain comes.\n        prompts: {understand: A?, do: C?, review: D?}",
        "41:9: themes › finance › FV2 › prompts: The plan is missing. Write a question on what it means to do.",
    ),
    "a text for levels": (
        SMALL[SMALL.rindex("        levels:") :],
        "        levels: three\n",
        "41:17: themes › finance › FV2 › levels: Write a descriptor for each level of the model, under "
        "1:, 2: and so on.",
    ),
    "a zero-width space": (
        "Made up.",
        "Made\u200bup.",
        "5:13: There is an invisible control character here (number 8203). Delete it and write the text again.",
    ),
    "a turn of direction in a version": (
        '"1.0"',
        '"\\u202e1.0"',
        "2:10: version: There is an invisible control character here (number 8238). Delete it and write the text "
        "again.",
    ),
    "a text that nobody sees": (
        "title: A small model",
        "title: \u200d\u3164",
        "3:8: title: This is empty. Write the title that people see.",
    ),
    "a control character": (
        "Made up.",
        '"Made\\0up."',
        "5:9: credit: There is an invisible control character here (number 0). Delete it and write the text again.",
    ),
    "a control character as it is": (
        "Made up.",
        "Made\x07up.",
        "5:13: There is an invisible control character here (number 7). Delete it and write the text again.",
    ),
    "a number in quotes": (
        "horizon_months: 18",
        'horizon_months: "18"',
        "7:17: horizon_months: This must be a number, not a text. Take the quotes away: 18.",
    ),
    "a number in words": (
        "horizon_months: 18",
        "horizon_months: a year",
        "7:17: horizon_months: “a year” is not a whole number. Write the number of months from an assessment to "
        "its targets, unless its lead chooses another.",
    ),
    "a fraction": (
        "horizon_months: 18",
        "horizon_months: 18.5",
        "7:17: horizon_months: “18.5” is not a whole number. Write the number of months from an assessment to "
        "its targets, unless its lead chooses another.",
    ),
    "a number too large to be one": (
        "horizon_months: 18",
        f"horizon_months: {'9' * 5000}",
        "7:17: horizon_months: “999999999999999999999999999999999999999…” is not a whole number. Write the "
        "number of months from an assessment to its targets, unless its lead chooses another.",
    ),
    "a number out of range": (
        "horizon_months: 18",
        "horizon_months: 36",
        "7:17: horizon_months: 36 is not from 12 to 24. Write the number of months from an assessment to its "
        "targets, unless its lead chooses another.",
    ),
    "a slug with capitals": (
        "slug: finance",
        "slug: Our Finance",
        "20:11: themes › Our Finance › slug: “Our Finance” cannot be used here. Write a short name of small "
        "letters, digits and hyphens, such as local-priorities: it is part of addresses.",
    ),
    "a code in small letters": (
        "code: FV1",
        "code: fv1",
        "24:15: themes › finance › fv1 › code: “fv1” cannot be used here. Write one to four capital letters and "
        "a number, such as AB1: stable for ever, because answers are kept under it.",
    ),
    "a code used twice": (
        "code: FV2",
        "code: FV1",
        "36:15: themes › finance › FV1 › code: The code “FV1” is already used in line 24. Write another.",
    ),
    "a slug used twice": (
        "slug: reserves",
        "slug: budget",
        "37:15: themes › finance › FV2 › slug: The slug “budget” is already used in line 25. Write another.",
    ),
    "a level's name used twice": (
        "name: Two",
        "name: ONE",
        "11:23: levels › 2 › name: The name “ONE” is already used in line 10. Write another.",
    ),
    "levels out of order": (
        "{number: 2, name: Two",
        "{number: 4, name: Two",
        "11:14: levels › 4 › number: This must be 2: number them from 1, in order and without a gap.",
    ),
    "evidence out of order": (
        "{number: 2, name: Written",
        "{number: 1, name: Written",
        "16:14: evidence › 1 › number: This must be 2: number them from 0, in order and without a gap.",
    ),
    "too few strengths of evidence": (
        "  - {number: 4, name: Checked, meaning: Others agree.}\n",
        "",
        "14:3: evidence: There are 4 here. Write a list of the five strengths of evidence, from 0 to 4.",
    ),
    "a missing level": (
        "          3: {descriptor: It follows from risk.}\n",
        "",
        "41:9: themes › finance › FV2 › levels: Level 3 is missing. Write 3: with its descriptor.",
    ),
    "a level that the model does not have": (
        "          3: {descriptor: It follows",
        "          4: {descriptor: Too far.}\n          3: {descriptor: It follows",
        "44:11: themes › finance › FV2 › levels: The model has no level 4: its levels go from 1 to 3. Take this "
        "one out.",
    ),
    "a level's number in quotes": (
        "          2: {descriptor: It has",
        '          "2": {descriptor: It has',
        "43:11: themes › finance › FV2 › levels: “2” cannot be the number of a level. Write it as a whole number "
        "without quotes, such as 1:.",
    ),
    "a level without anything": (
        "2: {descriptor: It has a purpose.}",
        "2:",
        "43:13: themes › finance › FV2 › level 2: This is empty. Write its keys here, each on a line of its own: "
        "descriptor:, criteria:.",
    ),
    "a descriptor of 61 words": (
        "It has a purpose.",
        "word " * 61,
        "43:27: themes › finance › FV2 › level 2 › descriptor: This has 61 words. Write at most 60; aim for 45.",
    ),
    "a descriptor twice": (
        "It has a purpose.",
        "There is  a BALANCE.",
        "43:27: themes › finance › FV2 › level 2 › descriptor: This repeats the descriptor of level 1. Write "
        "what is done differently at this level.",
    ),
    "an anchor": (
        "credit: Made up.",
        "credit: &c Made up.",
        "5:9: credit: Take out the &c here. Parts of a model are written out in full.",
    ),
    "an alias": (
        "credit: Made up.",
        "credit: *c",
        "5:9: credit: Take out the *c here and write the part that it repeats out in full.",
    ),
    "a tag": (
        "credit: Made up.",
        "credit: !!python/object/apply:os.system [true]",
        "5:9: credit: Take out the !!python/object/apply:os.system here. Only text, numbers, lists and keys are read.",
    ),
    "a list as a key": (
        "        why: Rain comes.\n",
        "        why: Rain comes.\n        ? [a]\n        : 1\n",
        "41:11: themes › finance › FV2: A key must be a single word, not a list, a group or a repetition.",
    ),
    "a colon in a text": (
        "Made up.",
        "Made up: by us.",
        "5:16: A key or a colon cannot stand here. Line the key up with the ones above it; put a text that holds "
        "a colon in quotes, or begin it on the next line after >-.",
    ),
    "a tab": (
        "    title: Finance",
        "\ttitle: Finance",
        "21:1: This line is indented with a tab. Indent with spaces.",
    ),
    "a key too far to the left": (
        "        why: Rain comes.",
        "       why: Rain comes.",
        "40:8: This lines up with nothing above. Indent it as the keys it belongs with; begin an item with a hyphen "
        "and a space.",
    ),
    "an apostrophe in single quotes": (
        "Made up.",
        "'It's made up.'",
        "5:13: This does not fit the lines above. Line it up with them; inside single quotes write an apostrophe "
        "twice, or a curly one.",
    ),
    "quotes that never close": (
        "credit: Made up.",
        'credit: "Made up.',
        "5:9: The quotes that open here are never closed. Close them at the end of the text.",
    ),
    "a bracket that never closes": (
        "Others agree.}",
        "Others agree.",
        "18:5: The bracket that opens here is not closed, or a comma is missing inside it.",
    ),
    "a key without a colon": (
        "credit: Made up.",
        "credit",
        "5:1: A key needs a colon and a space after it. If this belongs to the text above, indent it further "
        "than the key above.",
    ),
    "an at sign": (
        "Made up.",
        "@council",
        "5:9: A text cannot begin with @ as it is. Put the whole text in quotes.",
    ),
    "a backslash": (
        "Made up.",
        '"C:\\data"',
        "5:12: A backslash in double quotes needs another after it. Write it twice, or use single quotes.",
    ),
    "something rarer": (
        "Made up.",
        "!e!x Made up.",
        "5:9: This is not YAML (found undefined tag handle). Compare its indentation, quotes and colons with the "
        "lines around it.",
    ),
    "depth": (
        "Made up.",
        "[" * 1000,
        "5:29: credit: This is nested more than 20 deep, and a model never is. Check the brackets and the indentation.",
    ),
}

# Whole files.
WHOLE = {
    "a text for a list": (
        SMALL[: SMALL.index("themes:")] + "themes: many\n",
        "19:9: themes: This must be a list, each item on a line of its own after a hyphen, not a text or number. "
        "Write a list of at least one theme.",
    ),
    "an empty list": (
        SMALL[: SMALL.index("themes:")] + "themes: []\n",
        "19:9: themes: This is empty. Write a list of at least one theme.",
    ),
    "nothing for a list": (
        SMALL[: SMALL.index("themes:")] + "themes:\n",
        "19:8: themes: This is empty. Write a list of at least one theme.",
    ),
    "a text for a theme": (
        SMALL[: SMALL.index("themes:")] + "themes:\n  - finance\n",
        "20:5: themes › item 1: Write its keys here, each on a line of its own: slug:, title:, question:, "
        "narrative:, characteristics:.",
    ),
    "a second document": (
        SMALL + "---\nid: other\n",
        "45:1: A second document begins here. Keep one model in a file: take this line and all below it out.",
    ),
    "nothing": (
        "",
        "1:1: The file is empty. Write the model, beginning with id:, version: and title:.",
    ),
    "only a comment": (
        "# later\n",
        "1:1: The file is empty. Write the model, beginning with id:, version: and title:.",
    ),
    "only a line of hyphens": (
        "---\n",
        "2:1: The file is empty. Write the model, beginning with id:, version: and title:.",
    ),
    "a list": (
        "- id: small\n",
        "1:1: The file must begin with keys, such as id:, version: and title:. Take away what comes before them.",
    ),
    "a text": (
        "Dear council\n",
        "1:1: The file must begin with keys, such as id:, version: and title:. Take away what comes before them.",
    ),
}


@pytest.mark.parametrize(("old", "new", "fault"), CHANGES.values(), ids=CHANGES)
def test_a_fault_is_named_with_its_place_and_what_to_write(old: str, new: str, fault: str) -> None:
    assert SMALL.count(old) == 1
    assert faults_of(SMALL.replace(old, new)) == [f"model.yaml:{fault}"]


@pytest.mark.parametrize(("text", "fault"), WHOLE.values(), ids=WHOLE)
def test_a_file_that_is_no_model_is_told_so(text: str, fault: str) -> None:
    assert faults_of(text) == [f"model.yaml:{fault}"]


def test_all_faults_are_named_at_once_in_the_order_of_the_file() -> None:
    text = SMALL
    for old, new in (
        ("title: A small model", "titel: A small model"),
        ("horizon_months: 18", "horizon_months: 30"),
        ("name: Two", "name: no"),
        ("name: Three", "name: one"),
        ("slug: finance", "slug: Finance"),
        ("        why: It cannot spend without.\n", ""),
        ("Residents read it.", "Members set it."),
        ("code: FV2", "code: fv1"),
        ("        title: Reserves\n", "        title: Reserves\n        title: Reserves\n"),
        ("1: {descriptor: There is a balance.}", "1: *balance"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    assert [fault.split(": ")[0].removeprefix("model.yaml:") for fault in faults_of(text)] == [
        "3:1",
        "7:17",
        "11:23",
        "12:23",
        "20:11",
        "24:9",
        "34:25",
        "35:15",
        "38:9",
        "42:14",
    ]
