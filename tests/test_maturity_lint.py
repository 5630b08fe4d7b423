"""The words of a model are tested like code: each rule by what breaks it and what may stand; ours breaks none."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.maturity.cli import model_commands
from app.maturity.lint import ease, levels, terms, vocabulary
from app.maturity.lint.figures import summary, table
from app.maturity.lint.findings import findings
from app.maturity.lint.rules import rules_table
from app.maturity.lint.style import ending, marks
from app.maturity.lint.texts import CRITERION, DESCRIPTOR, KINDS, STATEMENT, Kind, Text, sentences_of, words_of
from app.maturity.loading import read_model, read_with_places
from app.maturity.shuffling import marks as marks_of
from app.maturity.shuffling import read_answers, shuffled

TOP = Path(__file__).parent.parent
PLAIN = (TOP / "tests/models/plain.yaml").read_text(encoding="utf-8")
DESCRIPTOR_1 = (
    "The finance officer tells members what is put by when they set the budget. The council has a least sum\n"
    "              below which it will not go."
)


def findings_in(text: str) -> list[str]:
    document, model = read_with_places(text, "plain.yaml")
    return [finding.line_of("plain.yaml") for finding in findings(document, model)]


def text_of(words: str, kind: Kind = DESCRIPTOR) -> Text:
    return Text(kind, (), words)


def test_a_plain_model_breaks_no_rule() -> None:
    assert findings_in(PLAIN) == []


def test_our_model_breaks_no_rule() -> None:
    assert findings_in((TOP / "model.yaml").read_text(encoding="utf-8")) == []


# What is changed in the plain model, into what, and what is found.
CHANGES = {
    "a descriptor too long": (
        DESCRIPTOR_1,
        "It is so. " + "We do it so and so. " * 8,
        "34:25: themes › finance › FV1 › level 1 › descriptor: This has 51 words. Write at most 45 in the descriptor.",
    ),
    "a descriptor too short": (
        DESCRIPTOR_1,
        "Members know the least sum.",
        "34:25: themes › finance › FV1 › level 1 › descriptor: This has 5 words. Write at least 8 in the descriptor.",
    ),
    "three sentences": (
        "below which it will not go.",
        "below which it will not go. Nobody asks.",
        "34:25: themes › finance › FV1 › level 1 › descriptor: This has 3 sentences. Write at most 2 sentences in the "
        "descriptor.",
    ),
    "a long sentence": (
        "The council knows how long it will last.",
        f"The council knows {'how long it will last, and ' * 6}so on.",
        "25:9: themes › finance › narrative › item 2: The sentence “The council knows how …” has 41 words, and 30 is "
        "the most. Make two of it.",
    ),
    "a criterion too long": (
        "- Members are told with the budget",
        "- Members are told in time and in full with the whole budget",
        "38:17: themes › finance › FV1 › level 1 › criteria › item 1: This has 12 words. Write at most 10 in the "
        "criterion.",
    ),
    "two questions in a prompt": (
        "What is each of them for?",
        "What is each of them for? Who says so?",
        "56:17: themes › finance › FV1 › prompts › plan: This has 2 sentences. Write at most 1 sentence in the prompt.",
    ),
    "a prompt that asks nothing": (
        "What is each of them for?",
        "Say what each of them is for.",
        "56:17: themes › finance › FV1 › prompts › plan: The prompt ends with a question mark. Write it at the end.",
    ),
    "a level with one criterion": (
        "              - A table shows three years\n",
        "",
        "45:15: themes › finance › FV1 › level 2 › criteria: There are too few criteria here: 1. Write 2 to 4.",
    ),
    "two examples of evidence": (
        "          - Table of sums put by\n",
        "",
        "60:11: themes › finance › FV1 › evidence_examples: There are too few examples here: 2. Write 3 to 5.",
    ),
    "no prompts": (
        re.search(r"        prompts:\n(?:          .*\n){4}", PLAIN)[0],  # type: ignore[index]
        "",
        "27:9: themes › finance › FV1 › prompts: There are no prompts. Write four, under understand:, plan:, do: and "
        "review:.",
    ),
    "one paragraph of narrative": (
        re.search(r"      - When a bill .*\n", PLAIN)[0],  # type: ignore[index]
        "",
        "24:7: themes › finance › narrative: There are too few paragraphs here: 1. Write 2 to 4.",
    ),
    "a hard text": (
        "The council puts money by for reasons that its members know.",
        "Organisational accountability necessitates comprehensive documentation of precautionary balances.",
        "30:20: themes › finance › FV1 › statement: This has a reading ease of -161, and 30 is the least. Write "
        "shorter sentences, and shorter words where there are any.",
    ),
    "descriptors that are hard on average": (
        DESCRIPTOR_1,
        "Organisational accountability necessitates documentation of precautionary balances, unconditionally.",
        "1:1: The descriptors have a reading ease of -5 on average, and 60 is the least. Write those of the lowest "
        "figures anew: --figures lists them.",
    ),
    "a level that differs by how much": (
        re.search(r"Officers work out (?:.|\n)*?became of it\.", PLAIN)[0],  # type: ignore[index]
        "The council fully gives every reserve a purpose, an owner and a date by which it is always spent or given "
        "back. A table in the MTFS shows most of them for three years.",
        "48:25: themes › finance › FV1 › level 3 › descriptor: This differs from level 2 only by how much or how well. "
        "Say what else is done.",
    ),
    "a word we do not use": (
        "Nothing shows that it is so.",
        "Stakeholders know that it is so.",
        "14:41: evidence › 0 › meaning: “Stakeholders” is not a word for this meaning. Say who, such as residents, "
        "partners or staff.",
    ),
    "American spelling": (
        "Risks are costed",
        "Risks are prioritized",
        "52:17: themes › finance › FV1 › level 3 › criteria › item 1: “prioritized” is American spelling. Write "
        "“prioritised”.",
    ),
    "a straight apostrophe": (
        "Table of sums put by",
        "Table of the council's reserves",
        "61:13: themes › finance › FV1 › evidence_examples › item 2: “council's”: Write curly quotes and apostrophes: "
        "“ ” ’.",
    ),
    "a criterion that is a sentence": (
        "A least sum is set",
        "A least sum is set.",
        "39:17: themes › finance › FV1 › level 1 › criteria › item 2: The criterion ends without a mark. Take the “.” "
        "away.",
    ),
    "nobody who does it": (
        "The council has a least sum",
        "There is a least sum",
        "34:25: themes › finance › FV1 › level 1 › descriptor: “There is” hides who does it. Begin with who: the "
        "council, members, officers, partners.",
    ),
    "an abbreviation that is not explained": (
        "Report with the budget",
        "AGS with the budget",
        "60:13: themes › finance › FV1 › evidence_examples › item 1: “AGS” is not in the glossary. Write it out, or "
        "explain it there.",
    ),
    "a term that is not used": (
        "in the MTFS shows",
        "in the strategy shows",
        "64:11: glossary › Medium-term financial strategy › term: No text of the model uses “Medium-term financial "
        "strategy”. Use it, or take it out of here.",
    ),
    "a term explained twice": (
        "five years.\n",
        "five years.\n  - {term: Table, also: [mtfs], meaning: Rows and columns of figures.}\n",
        "67:5: glossary › Table: “mtfs” is explained under “Medium-term financial strategy” already. Explain it once.",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_breaks_a_rule_is_found_in_its_place_with_what_to_do(name: str) -> None:
    old, new, expected = CHANGES[name]
    assert PLAIN.count(old) == 1, name
    found = findings_in(PLAIN.replace(old, new))
    assert f"plain.yaml:{expected}" in found


def test_findings_come_in_the_order_of_lines() -> None:
    changed = PLAIN.replace("name: One", "name: One.").replace("Risks are costed", "Risks!").replace("Finance", "It's")
    found = findings_in(changed)
    assert [int(line.split(":")[1]) for line in found] == sorted(int(line.split(":")[1]) for line in found)
    assert len(found) > 3


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_of_text_has_room_for_a_sentence_that_may_be_written(kind: Kind) -> None:
    assert 1 <= kind.fewest < kind.most
    assert kind.ends in {".", "?", ""}


# Words

SYLLABLES = """
the 1, council 2, councils 2, council’s 2, members 2, officer 3, services 3, service’s 3, place 1, placed 1, places 2,
table 2, tables 2, wanted 2, agreed 2, asked 1, planned 1, handled 2, safely 2, safety 2, management 3, agreement 3,
element 3, settlement 3, statement 2, money 2, year 1, years 1, idea 3, area 3, create 2, created 3, treated 2, reach
1, reaction 3, material 4, social 2, special 2, associate 4, association 5, period 3, nation 2, opinion 3, previous 3,
various 3, audience 3, science 2, efficient 3, society 4, quiet 2, annual 3, equal 2, continuous 4, influence 3, going
2, trying 2, paying 2, employer 3, employees 3, optimism 4, cooperate 4, business 2, someone 2, everyone 3, forecast
2, forest 2, value 2, values 2, issue 2, league 1, technique 2, centre 2, earlier 3, people 2, behaviour 3, publicly
3, finally 3, changes 2, makes 1, clothes 1, reuse 2, rely 2, front-line 2, NHS 3, KPIs 3, 151 3, we’ve 1
"""


@pytest.mark.parametrize("entry", SYLLABLES.strip().split(","))
def test_syllables_are_counted_as_they_are_heard(entry: str) -> None:
    word, count = entry.split()
    assert ease.syllables_of(word) == int(count)


def test_reading_ease_is_flesch_s() -> None:
    # Ten words and thirteen syllables in two sentences.
    assert ease.reading_ease("The cat sat down. The dog had eaten a potato.") == pytest.approx(
        206.835 - 1.015 * 10 / 2 - 84.6 * 13 / 10
    )


def test_sentences_end_with_a_mark_and_not_within_one() -> None:
    assert sentences_of("It rose by 1.5 per cent. Who asked “Why?” then? We did.") == [
        "It rose by 1.5 per cent.",
        "Who asked “Why?” then?",
        "We did.",
    ]
    assert len(words_of("Long- and medium-term plans – those of 2027 – are kept.")) == 9


@pytest.mark.parametrize(
    "words",
    [
        "The chief finance officer reports on the robustness of estimates.",
        "Directors share good practice with their neighbours.",
        "The Leader takes the key decision in public, and has a key and a budget.",
        "Service managers and the customer services team answer as well as they can.",
        "The council publishes what it spends at most once a year.",
        "A strongly-worded letter is not a strong-room.",
    ],
)
def test_words_may_stand_where_they_are_the_right_ones(words: str) -> None:
    assert list(vocabulary.unwanted_words(text_of(words))) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Members leverage the estate.", "leverage"),
        ("The council has robust plans.", "robust"),
        ("It lists its WEAKNESSES.", "WEAKNESSES"),
        ("A world-class service.", "world-class"),
        ("A world class service.", "world class"),
        ("Officers review the key risks.", "key"),
        ("Officers consistently review risks.", "consistently"),
        ("Good plans are made.", "Good"),
        ("Managers decide.", "Managers"),
        ("Plans, budgets etc. are kept.", "etc"),
    ],
)
def test_words_we_do_not_use_come_with_what_to_do_instead(words: str, found: str) -> None:
    [message] = vocabulary.unwanted_words(text_of(words))
    assert re.fullmatch(f"“{found}” is not a word for this descriptor. [A-Z].+[.]", message)


def test_marks_of_a_level_may_stand_where_there_are_no_levels() -> None:
    assert list(vocabulary.unwanted_words(text_of("Most people know some of it well.", STATEMENT))) == []


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("organization", "organisation"),
        ("Organizations", "Organisations"),
        ("analyzed", "analysed"),
        ("prioritizing", "prioritising"),
        ("behavior", "behaviour"),
        ("neighborhoods", "neighbourhoods"),
        ("favorable", "favourable"),
        ("centers", "centres"),
        ("catalog", "catalogue"),
        ("defense", "defence"),
        ("modeling", "modelling"),
        ("counselor", "counsellor"),
        ("program", "programme"),
        ("fulfill", "fulfil"),
        ("percent", "per cent"),
        ("the License", "the licence"),
    ],
)
def test_american_spelling_is_found_and_put_right(american: str, british: str) -> None:
    found = list(vocabulary.american_spelling(text_of(f"The {american} here.")))
    assert found == [f"“{american}” is American spelling. Write “{british}”."]
    assert list(vocabulary.american_spelling(text_of(f"The {british} here."))) == []


def test_what_only_looks_american_may_stand() -> None:
    words = (
        "The size of a prize, seized, resized; horizon, citizen, error, monitor, minor, laboratory, honorary, "
        "humorous, dialogue, meter, computer program, licensed, expense, sense, fulfilled, enrolled, towards, size"
    )
    assert list(vocabulary.american_spelling(text_of(words))) == []


# Style


@pytest.mark.parametrize(
    "words",
    [
        'A "straight" quote',
        "It's so",
        "Two  spaces",
        "Well done!",
        "One - two",
        "One--two",
        "One — two",
        "And so on...",
    ],
)
def test_marks_that_we_do_not_set_are_found(words: str) -> None:
    assert len(list(marks(text_of(words)))) == 1


def test_marks_that_we_set_may_stand() -> None:
    assert list(marks(text_of("“Why?” – the residents’ own long- and short-term question…"))) == []


def test_a_sentence_may_end_within_quotes_and_an_item_with_a_bracket() -> None:
    assert list(ending(text_of("Members read “You said, we did.”"))) == []
    assert list(ending(text_of("Published plan (three years)", CRITERION))) == []


# Levels


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Some services plan ahead.", "Most services plan ahead."),
        ("Services review plans regularly.", "Services consistently and effectively review plans."),
        ("All plans are costed.", "Plans are always fully costed."),
    ],
)
def test_levels_are_one_where_only_adverbs_and_quantities_differ(one: str, other: str) -> None:
    assert levels.what_is_done(one) == levels.what_is_done(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Services review plans yearly.", "Services review plans monthly."),
        ("Services plan ahead.", "Services and partners plan ahead."),
        ("Members supply figures.", "Members rely on figures."),
    ],
)
def test_levels_are_two_where_something_else_is_done(one: str, other: str) -> None:
    assert levels.what_is_done(one) != levels.what_is_done(other)


def test_a_descriptor_that_says_most_of_the_one_below_again_is_found() -> None:
    below = "The council sets a purpose, a date and an owner for its reserves."
    assert levels.shared("Members review the purposes and dates of reserves.", below) == 75
    assert levels.shared("Members trade risks with a neighbour.", below) == 0
    assert levels.shared("It is.", below) == 0


def test_a_descriptor_that_shares_a_run_of_words_with_the_one_below_is_found() -> None:
    below = "A short list of priorities, each with a lead member, is agreed."
    run = levels.longest_run("Members publish a short list of priorities, each with a date.", below)
    assert " ".join(run) == "a short list of priorities each with a"
    assert levels.longest_run("Nothing else.", below) == []


def test_both_are_told_with_the_level_that_has_it_already() -> None:
    level_2 = re.search(r"The council gives each (?:.|\n)*?three years\.", PLAIN)[0]  # type: ignore[index]
    level_3 = re.search(r"Officers work out (?:.|\n)*?became of it\.", PLAIN)[0]  # type: ignore[index]
    found = findings_in(PLAIN.replace(level_3, level_2.replace("three years", "five years or ten")))
    at = "plain.yaml:48:25: themes › finance › FV1 › level 3 › descriptor: "
    assert [line for line in found if "telling" in line] == [
        f"{at}83 per cent of its telling words stand in level 2 already. Say what is new. At most 50 may."
    ]
    assert [line for line in found if "Take it for granted" in line][0].startswith(f"{at}“the council gives each")


# The glossary


@pytest.mark.parametrize("words", ["The UK and its NHS", "MPs and GPs", "Part IV of FV1", "MTFSs", "A plan for IT"])
def test_what_everybody_knows_or_the_glossary_explains_may_be_abbreviated(words: str) -> None:
    model = read_model(PLAIN, "plain.yaml")
    assert list(terms.abbreviations(model, [text_of(words)])) == []


@pytest.mark.parametrize("words", ["VCSE bodies", "Our KPIs", "The S&P list"])
def test_other_abbreviations_are_found(words: str) -> None:
    model = read_model(PLAIN, "plain.yaml")
    assert len(list(terms.abbreviations(model, [text_of(words)]))) == 1


# The command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(model_commands, list(arguments))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("plain.yaml").write_text(PLAIN, encoding="utf-8")
    return Path("plain.yaml")


def test_the_lint_says_that_it_found_nothing_and_how_easily_the_model_reads(file: Path) -> None:
    model = read_model(PLAIN, "plain.yaml")
    figures = [ease.reading_ease(model.characteristics[0].levels[number].descriptor) for number in (1, 2, 3)]
    result = run("lint", "plain.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"plain.yaml: no findings in 1 characteristic. Reading ease {sum(figures) / 3:.0f} on average "
        f"(hardest: FV1 level {figures.index(min(figures)) + 1}, {min(figures):.0f}).\n"
    )


def test_the_lint_ends_with_1_when_it_finds_something(file: Path) -> None:
    file.write_text(PLAIN.replace("A least sum is set", "A least sum is set."), encoding="utf-8")
    result = run("lint", "plain.yaml")
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == ["plain.yaml:39:17"]


def test_faults_end_the_lint_before_it_begins(file: Path) -> None:
    file.write_text(PLAIN.replace("licence: MIT\n", ""), encoding="utf-8")
    result = run("lint", "plain.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("plain.yaml:1:1: The licence is missing.")


def test_the_figures_are_in_columns_by_theme_and_characteristic(file: Path) -> None:
    heading, *rows = run("lint", "plain.yaml", "--figures").stdout.splitlines()
    columns = ["narrative", "statement", "why", "descriptors", "prompts", "meanings", "lowest descriptor"]
    assert re.split(r" {2,}", heading) == ["Reading ease", *columns]
    assert [row.split()[0] for row in rows] == ["All", "Finance", "FV1", "plain.yaml:"]
    assert {len(row) for row in rows[:3]} == {len(heading)}
    assert rows[2].split()[2:] == re.findall(r"\S+", rows[1])[2:]


def test_hard_descriptors_are_found_by_their_average() -> None:
    model = read_model(PLAIN, "plain.yaml")
    hard = text_of("Organisational accountability requires documentation.")
    [finding] = ease.hard_on_average(model, [hard])
    assert finding.path == ()
    assert "on average, and 60 is the least" in finding.message
    assert list(ease.hard_on_average(model, [text_of("The cat sat down.")])) == []
    assert summary(model).startswith("no findings in 1 characteristic.")
    assert table(model).startswith("Reading ease")


@pytest.mark.parametrize("name", ["plain", "small", "three-by-four"])
def test_any_sound_model_can_be_linted(name: str) -> None:
    result = run("lint", str(TOP / f"tests/models/{name}.yaml"), "--figures")
    assert (result.exit_code, result.exception and type(result.exception)) in {(0, None), (1, SystemExit)}


def test_a_text_of_nothing_but_marks_can_be_linted() -> None:
    found = findings_in(PLAIN.replace("Nothing shows that it is so.", "–"))
    assert found[0].startswith("plain.yaml:14:41: evidence › 0 › meaning: This has 0 words. Write at least 4")


def test_the_readme_has_the_rules_with_their_figures() -> None:
    result = run("lint", "--rules")
    assert result.stdout == rules_table() + "\n"
    assert rules_table() in (TOP / "README.md").read_text(encoding="utf-8"), "run: flask model lint --rules"


# The blind reading


def test_the_sheet_has_each_descriptor_once_and_names_no_level(file: Path) -> None:
    sheet = run("shuffle", "plain.yaml").stdout
    heading, *lines = sheet.splitlines()
    assert heading == "FV1  Reserves"
    assert [line[:3] for line in lines] == ["A  ", "B  ", "C  "]
    levels = read_model(PLAIN, "plain.yaml").characteristics[0].levels
    assert sorted(line[3:] for line in lines) == sorted(level.descriptor for level in levels.values())
    assert not re.search(r"\b(?:One|Two|Three|level)\b", sheet)


def test_the_key_gives_the_letters_from_the_lowest_level_up(file: Path) -> None:
    sheet = run("shuffle", "plain.yaml", "--seed", "7", "--key", "key.txt").stdout
    by_letter = dict(line.split("  ", 1) for line in sheet.splitlines())
    code, *letters = Path("key.txt").read_text(encoding="utf-8").split()
    levels = read_model(PLAIN, "plain.yaml").characteristics[0].levels
    assert code == "FV1"
    assert [by_letter[letter] for letter in letters] == [levels[number].descriptor for number in (1, 2, 3)]


def test_the_same_seed_gives_the_same_order_and_some_other_another() -> None:
    model = read_model((TOP / "model.yaml").read_text(encoding="utf-8"), "model.yaml")
    assert shuffled(model, 1) == shuffled(model, 1) != shuffled(model, 2)
    assert len({tuple(letters) for letters in shuffled(model, 1).values()}) > 10


def test_a_right_answer_is_all_in_place(file: Path) -> None:
    run("shuffle", "plain.yaml", "--key", "key.txt")
    marked = run("shuffle", "plain.yaml", "--answers", "key.txt").stdout
    assert marked == "3 of 3 descriptors are in place (100 %).\n"


def test_a_wrong_answer_is_named_with_the_right_one() -> None:
    right = {"FV1": ["B", "A", "C"], "FV2": ["A", "B", "C"]}
    answers = read_answers("\nfv1 c, a, b\n", right)
    assert marks_of(right, answers) == [
        "1 of 6 descriptors are in place (16 %).",
        "FV1: read as C A B, and B A C is right.",
        "FV2: not answered.",
    ]


@pytest.mark.parametrize("line", ["FV1 A B", "FV1 A A B", "FV1 A B C D", "FV9 A B C", "FV9", "A B C"])
def test_an_answer_that_cannot_be_marked_is_named_by_its_line(file: Path, line: str) -> None:
    Path("answers.txt").write_text(f"\n{line}\n", encoding="utf-8")
    result = run("shuffle", "plain.yaml", "--answers", "answers.txt")
    assert result.exit_code == 1
    assert result.stderr == f"Error: answers.txt, line 2: “{line}” is not a code and each of its letters once.\n"


def test_a_code_answered_twice_is_named_with_both_lines(file: Path) -> None:
    Path("answers.txt").write_text("FV1 A B C\n\nfv1 c b a\n", encoding="utf-8")
    result = run("shuffle", "plain.yaml", "--answers", "answers.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: answers.txt, line 3: FV1 is already in line 1. Keep one of the two.\n"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (
            "FV1 A B C\n# caf\u00e9\n".encode("cp1252"),
            "answers.txt:2:6: The file is not in UTF-8 but probably in Windows",
        ),
        ("FV1 A B C\n".encode("utf-16"), "answers.txt:1:1: The file is in UTF-16"),
    ],
)
def test_answers_that_are_not_in_utf_8_are_named_as_such(file: Path, raw: bytes, fault: str) -> None:
    Path("answers.txt").write_bytes(raw)
    result = run("shuffle", "plain.yaml", "--answers", "answers.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(fault)


def test_answers_with_a_byte_order_mark_are_marked(file: Path) -> None:
    run("shuffle", "plain.yaml", "--key", "key.txt")
    Path("answers.txt").write_text("\ufeff" + Path("key.txt").read_text(encoding="utf-8"), encoding="utf-8")
    assert run("shuffle", "plain.yaml", "--answers", "answers.txt").stdout.startswith("3 of 3 ")


@pytest.mark.parametrize(("key", "why"), [("folder", "Is a directory"), ("gone/key.txt", "No such file or directory")])
def test_a_key_that_cannot_be_written_is_said_in_a_line(file: Path, key: str, why: str) -> None:
    Path("folder").mkdir()
    result = run("shuffle", "plain.yaml", "--key", key)
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        result.stderr == f"Error: The key cannot be written to {key}: {why}. Name a file in a folder that is there.\n"
    )
