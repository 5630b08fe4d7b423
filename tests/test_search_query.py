"""What is typed into the search is read: words, phrases, other words for the same, slips; and never breaks SQLite."""

import sqlite3
from collections.abc import Collection, Iterator
from itertools import combinations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.resources.search.dictionary import FILE, Dictionary, Words, dictionary, made_of
from app.resources.search.marking import Marks, cut, marked
from app.resources.search.query import MOST_CHARACTERS, Query, read_query, read_typed, with_words
from app.resources.search.ranking import ranked
from app.resources.search.spelling import corrected
from app.resources.search.stems import TOKENIZER, stems_of, stems_of_each
from app.resources.search.vocabulary import Vocabulary
from app.resources.search.vocabulary import made_of as vocabulary_of

ENTRIES = {
    "procurement": 9,
    "governance": 8,
    "transformation": 5,
    "transform": 1,
    "service": 7,
    "services": 9,
    "best": 4,
}
ENTRIES |= {"value": 6, "councils": 9, "reserves": 3, "assembly": 2, "form": 2, "from": 9, "budgets": 3, "managing": 2}


@pytest.fixture(scope="module")
def known() -> Dictionary:
    return made_of(
        Words(
            same=(("MTFS", "medium-term financial strategy"), ("audit committee", "audit board"), ("audit", "auditor")),
            also={"MTFS": ("budget",), "make or buy": ("insourcing",), "bins": ("waste",)},
            common=("how", "do", "we", "the", "or", "don't", "s"),
        )
    )


@pytest.fixture(scope="module")
def words(known: Dictionary) -> Vocabulary:
    return vocabulary_of(ENTRIES, known)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    columns = "title, topics_text, serves_text, publisher, summary"
    connection.execute(f"CREATE VIRTUAL TABLE resource_index USING fts5 ({columns}, tokenize = '{TOKENIZER}')")
    connection.execute("INSERT INTO resource_index VALUES ('Council reserves', '', '', '', 'How much to hold')")
    yield connection
    connection.close()


def read(text: str, known: Dictionary) -> Query:
    return read_query(text, known, {"fv3": "Spending, savings and demand"})


def typed(query: Query) -> list[str]:
    return [" ".join(term.words) for term in query.terms]


@given(st.text(max_size=300) | st.text(alphabet='"*^:(){}-+NEAROD AT,\x00’\n', max_size=80))
def test_whatever_is_typed_becomes_a_query_that_sqlite_takes(
    index: sqlite3.Connection, words: Vocabulary, text: str
) -> None:
    text = read_typed(text).text
    open_word = read_query(text, dictionary(), {}).open_word
    query = read_query(corrected(text, dictionary(), words, (), open_word), dictionary(), {"fv3": 'A "title"'})
    query = query.with_beginnings(words)
    if query:
        for expression in (query.typed, query.strong, query.wide):
            index.execute("SELECT rowid FROM resource_index WHERE resource_index MATCH ?", (expression,)).fetchall()
    Marks(map(words.stem, query.wanted), (), words).spans(text)


@given(st.text(max_size=30_000))
def test_what_is_shown_again_is_one_line_of_some_length_that_reads_the_same(text: str) -> None:
    first = read_typed(text)
    assert len(first.text) <= MOST_CHARACTERS
    assert first.text == " ".join(first.text.split())
    assert read_typed(first.text).text == first.text


@pytest.mark.parametrize(
    ("pasted", "plain"),
    [
        ("\N{LATIN SMALL LIGATURE FI}nancial resilience", "financial resilience"),
        ("trans\N{SOFT HYPHEN}forma\N{ZERO WIDTH SPACE}tion", "transformation"),
        ("re\x00serves", "re serves"),
        ("CO\N{SUBSCRIPT TWO}", "CO2"),
    ],
)
def test_what_is_pasted_from_a_document_reads_as_if_it_were_typed(pasted: str, plain: str) -> None:
    assert read_typed(pasted).text == plain


def test_a_long_search_is_cut_between_words() -> None:
    found = read_typed("reserves " * 1_200)
    assert found.is_cut
    assert found.text.endswith("reserves")
    assert set(found.text.split()) == {"reserves"}
    assert read_typed("x" * 10_000).text == "x" * MOST_CHARACTERS


def test_common_words_are_left_out_beside_others_and_kept_alone(known: Dictionary) -> None:
    assert typed(read("how do we audit the councils’ reserves", known)) == ["audit", "councils", "reserves"]
    assert typed(read("how do we", known)) == ["how", "do", "we"]
    assert typed(read("don’t audit", known)) == ["audit"]


def test_the_longest_phrase_of_the_dictionary_counts(known: Dictionary) -> None:
    (term,) = read("audit committees", known).terms
    assert term.meaning.same == ("audit committee", "audit board")
    assert typed(read("make or buy bins", known)) == ["make or buy", "bins"]


def test_an_abbreviation_finds_what_it_stands_for_and_related_words_come_after(known: Dictionary) -> None:
    query = read("MTFS", known)
    assert '"medium-term financial strategy"' in query.strong
    assert "budget" not in query.strong
    assert '"budget"' in query.wide
    assert '"budget"' in read("medium-term financial strategies", known).wide


def test_quotes_make_a_phrase_without_other_words_and_one_that_is_not_closed_is_none(known: Dictionary) -> None:
    assert read('"audit committee"', known).wide == '"audit committee"'
    assert read("“audit committee” bins", known).strong == '("audit committee" AND "bins")'
    assert read('"audit comm', known).strong == '(("audit" OR "auditor") AND "comm")'
    assert not read('"" * ^ 😀', known)


def test_a_code_finds_what_serves_its_characteristic(known: Dictionary) -> None:
    assert read("fv3", known).strong == 'serves_text : "Spending, savings and demand"'


def test_two_words_for_one_thing_are_asked_for_once(known: Dictionary) -> None:
    assert typed(read("audit auditors", known)) == ["audit"]


def test_the_last_word_may_be_the_beginning_of_others(known: Dictionary, words: Vocabulary) -> None:
    query = read("services transforma", known).with_beginnings(words)
    assert '"transforma" *' in query.wide
    assert '"transformation"' in query.wide, "its stem is shorter than what is typed"
    assert "transformation" not in query.strong
    for finished in ("transforma services", "transforma ", "t", '"transforma"', "MTFS"):
        assert "*" not in read(finished, known).with_beginnings(words).wide.replace("services", ""), finished


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("govenance", "governance"),
        ("servces", "services"),
        ("citizens’ assembley", "citizens’ assembly"),
        ("procurment", "procurement"),
        ("reservse", "reserves"),
        ("bestvalue", "best value"),
        ("GOVENANCE reserves", "governance reserves"),
    ],
)
def test_a_slip_is_corrected(text: str, meant: str, known: Dictionary) -> None:
    both = vocabulary_of({**ENTRIES, "citizens": 4}, known)
    assert corrected(text, known, both, ()) == meant


@pytest.mark.parametrize(
    "text",
    ["MTFS", "auditing", "s151 2024 4ps", "from", "govern", "fvv3", '"govenance"', "budget", "bin", "insourcing"],
)
def test_what_is_known_a_number_or_in_quotes_is_left_alone(text: str, known: Dictionary, words: Vocabulary) -> None:
    assert corrected(text, known, words, {"fvv3"}, text) == text


def test_only_the_words_outside_quotes_are_replaced() -> None:
    assert with_words('risk "risk" Risk', {"risk": "audit"}) == 'audit "risk" audit'


def test_marks_are_set_after_everything_is_escaped(words: Vocabulary) -> None:
    marks = Marks([("best", "valu"), ("servic",)], ("governance",), words)
    text = "<b>Best-value</b> services & governance: best"
    assert marked(text, marks.spans(text)) == (
        "&lt;b&gt;<mark>Best-value</mark>&lt;/b&gt; <mark>services</mark> &amp; <mark>governance</mark>: best"
    )


def test_a_long_summary_is_cut_round_what_is_marked(words: Vocabulary) -> None:
    text = f"{'one ' * 200}governance {'two ' * 200}"
    found = cut(text, Marks([("govern",)], (), words))
    assert "governance" in found
    assert found.startswith("… one")
    assert found.endswith("two …")
    assert len(found.split()) == 62


class Shelf:
    """An index of a few titles, in which every word counts the same."""

    def __init__(self, titles: dict[int, str]) -> None:
        self._titles = titles
        self._database = sqlite3.connect(":memory:")
        self._database.execute(f"CREATE VIRTUAL TABLE shelf USING fts5 (title, tokenize = '{TOKENIZER}')")
        self._database.executemany("INSERT INTO shelf (rowid, title) VALUES (?, ?)", titles.items())

    def ids(self, expression: str) -> set[int]:
        found = self._database.execute("SELECT rowid FROM shelf WHERE shelf MATCH ?", (expression,))
        return {number for (number,) in found}

    def scores(self, expression: str) -> dict[int, float]:
        return dict.fromkeys(self.ids(expression), 1.0)

    def titles(self, some: Collection[int]) -> dict[int, str]:
        return {number: self._titles[number] for number in some}


def order(text: str, known: Dictionary, *titles: str) -> list[str]:
    by_number = dict(enumerate(titles))
    return [by_number[number] for number in ranked(read(text, known), Shelf(by_number), by_number).ids]


def test_the_very_title_comes_first_then_the_words_then_the_same_in_others_then_related_ones(known: Dictionary) -> None:
    expected = ["MTFS", "The MTFS explained", "A medium-term financial strategy", "Budget"]
    assert order("mtfs", known, *reversed(expected)) == expected


def test_where_nothing_has_all_the_words_those_with_most_of_them_come_first(known: Dictionary) -> None:
    titles = {1: "Bins", 2: "Reserves and bins", 3: "Scrutiny", 4: "Reserves, bins and audit"}
    found = ranked(read("reserves bins scrutiny of parking", known), Shelf(titles), titles)
    assert found.whole == 0
    assert found.ids[:2] in ([2, 4], [4, 2])
    assert set(found.ids) == {1, 2, 3, 4}


def test_what_nobody_may_see_is_not_found(known: Dictionary) -> None:
    assert ranked(read("bins", known), Shelf({1: "Bins", 2: "Bins"}), {2}).ids == [2]


def test_no_word_of_the_dictionary_stands_in_two_groups() -> None:
    groups = Words.model_validate(yaml.load(FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)).same
    stems = [set(stems_of_each(group)) for group in groups]
    assert [one & other for one, other in combinations(stems, 2) if one & other] == []
    assert all(len(set(found)) == len(group) for found, group in zip(stems, groups, strict=True))


def test_an_abbreviation_that_is_also_a_word_finds_what_it_stands_for_and_not_the_other_way_round() -> None:
    meanings = dictionary().meanings
    assert "special educational needs" in meanings[stems_of("SEND")].same
    assert "SEND" not in meanings[stems_of("special educational needs")].same


def test_the_dictionary_knows_what_the_sector_says() -> None:
    meanings = dictionary().meanings
    for short, long in (
        ("MTFS", "medium-term financial strategy"),
        ("s151", "chief finance officer"),
        ("VCSE", "voluntary sector"),
        ("LGR", "local government reorganisation"),
        ("DSG", "dedicated schools grant"),
        ("CPC", "corporate peer challenge"),
    ):
        assert long in meanings[stems_of(short)].same, short
        assert short in meanings[stems_of(long)].same, long
