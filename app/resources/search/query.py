"""What a person typed, read: phrases in quotes, words, what each of them means, and the word still being typed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from unicodedata import normalize

from app.forms import UNPRINTABLE
from app.resources.search.dictionary import Dictionary, Meaning
from app.resources.search.stems import Stems, stems_of
from app.resources.search.vocabulary import Vocabulary
from app.visible import INVISIBLE

MOST_CHARACTERS = 200
MOST_TERMS = 16
SHORTEST_BEGINNING = 2
MOST_UNLIKE = 24

_invisible = re.compile(f"[{INVISIBLE}]")
_quotes = str.maketrans(dict.fromkeys("“”„«»", '"'))
_quoted = re.compile('"([^"]*)"')
# As the index splits it, but that an apostrophe within does not end a word yet.
_word = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_part = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """As it is shown again in the box."""

    text: str
    is_cut: bool = False


def read_typed(raw: str) -> Typed:
    """On one line, without what cannot be seen or stored, and no longer than anybody would type.

    What was copied from a PDF or a web page may have the ﬁ of one letter, and soft hyphens within its words.
    """
    seen = UNPRINTABLE.sub(" ", _invisible.sub("", raw[: 50 * MOST_CHARACTERS]))
    text = " ".join(normalize("NFKC", seen).split())
    if len(text) <= MOST_CHARACTERS:
        return Typed(text)
    whole_words, _, rest = text[: MOST_CHARACTERS + 1].rpartition(" ")
    return Typed(whole_words or rest[:MOST_CHARACTERS], is_cut=True)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    stems: Stems
    is_common: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for, in whatever words."""

    words: tuple[str, ...]
    meaning: Meaning = field(default_factory=Meaning)
    beginnings: tuple[str, ...] = ()
    """The words it may become while it is still being typed, or of whose family it is."""
    unlike: tuple[str, ...] = ()
    """Those of them whose stems begin otherwise: “transforma” is not how “transform” begins."""
    is_begun: bool = False
    title: str = ""
    """Of the characteristic whose code it is."""
    is_quoted: bool = False

    @property
    def typed(self) -> str:
        """In the language of FTS5, as are the next two: the words themselves."""
        return f"serves_text : {phrase(self.title)}" if self.title else phrase(" ".join(self.words))

    @property
    def strong(self) -> str:
        """The words, and what means the same."""
        return any_of([self.typed, *map(phrase, self.meaning.same)])

    @property
    def wide(self) -> str:
        """What is worth finding as well: related words, a phrase’s words apart, words that begin like this."""
        apart = [] if self.is_quoted or len(self.words) < 2 else [all_of(map(phrase, self.words))]
        begun = [f"{phrase(self.words[-1])} *"] if self.is_begun else []
        return any_of([self.strong, *map(phrase, self.meaning.also), *apart, *begun, *map(phrase, self.unlike)])


@dataclass(frozen=True, slots=True)
class Query:
    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    """All that were typed."""
    open_word: str = ""
    """The last, where it may not be finished."""

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def typed(self) -> str:
        return all_of(term.typed for term in self.terms)

    @property
    def strong(self) -> str:
        return all_of(term.strong for term in self.terms)

    @property
    def wide(self) -> str:
        return all_of(term.wide for term in self.terms)

    @property
    def wanted(self) -> list[str]:
        """Words and phrases to be marked in what is found."""
        return [each for term in self.terms for each in (*_said(term), *term.meaning.same, *term.meaning.also)]

    def with_beginnings(self, words: Vocabulary) -> Self:
        """The last word may be the beginning of others, unless the dictionary knows it as it is. A word that no entry
        has may be of the family of others."""
        return replace(self, terms=tuple(self._with_family(term, words) for term in self.terms))

    def _with_family(self, term: Term, words: Vocabulary) -> Term:
        if len(term.words) > 1 or term != Term(term.words):
            return term
        (word,), stem = term.words, "".join(words.stem(term.words[0]))
        if word == self.open_word and (found := words.beginning_with(word)):
            unlike = [other for other in found if not "".join(words.stem(other)).startswith(stem)]
            return replace(term, beginnings=found, unlike=tuple(unlike[:MOST_UNLIKE]), is_begun=True)
        if words.with_stem(stem):
            return term
        found = words.related_to(word.lower())[:MOST_UNLIKE]
        return replace(term, beginnings=found, unlike=found)


def _said(term: Term) -> Iterable[str]:
    if term.title:
        return ()
    return (" ".join(term.words), *(() if term.is_quoted else term.words))


def phrase(text: str) -> str:
    """Whatever stands in it is no operator."""
    return '"' + text.replace('"', '""').replace("\x00", " ") + '"'


def any_of(expressions: Iterable[str]) -> str:
    found = list(dict.fromkeys(expressions))
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def all_of(expressions: Iterable[str]) -> str:
    found = list(dict.fromkeys(expressions))
    return found[0] if len(found) == 1 else f"({' AND '.join(found)})"


def read_query(text: str, known: Dictionary, codes: Mapping[str, str]) -> Query:
    """`codes` gives the titles of characteristics by their codes in lower case."""
    parts = list(_parts(text))
    words = tuple(token for part, _ in parts for token in _part.findall(part))
    tokens = [token for part, is_quoted in parts if not is_quoted for token in _tokens(part, known)]
    terms = [Term(tuple(_part.findall(part)), is_quoted=True) for part, is_quoted in parts if is_quoted]
    open_word = _open_word(text, tokens)
    terms += _terms(tokens, known, codes, is_alone=not terms)
    return Query(tuple(dict.fromkeys(terms))[:MOST_TERMS], words, open_word)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Each with whether it stood in quotes. A quote that is not closed is none."""
    for number, part in enumerate(_quoted.split(text.translate(_quotes))):
        if _part.search(part):
            yield part, number % 2 == 1


def _tokens(text: str, known: Dictionary) -> Iterator[Token]:
    for word in _word.findall(text):
        is_common = known.is_common(word)
        for part in _part.findall(word):
            yield Token(part, stems_of(part), is_common or known.is_common(part))


def _open_word(text: str, tokens: Sequence[Token]) -> str:
    if not tokens or not text.endswith(tokens[-1].text) or len(tokens[-1].text) < SHORTEST_BEGINNING:
        return ""
    return tokens[-1].text


def _terms(tokens: Sequence[Token], known: Dictionary, codes: Mapping[str, str], is_alone: bool) -> list[Term]:
    """The longest phrases that the dictionary has, and single words; common ones where there is nothing else."""
    found: list[Term] = []
    common: list[Term] = []
    at = 0
    while at < len(tokens):
        length, term = _term_at(tokens, at, known, codes)
        is_common = length == 1 and tokens[at].is_common and not term.title
        is_said = bool(term.meaning.same) and any(term.meaning.same == other.meaning.same for other in found)
        if not is_said:  # “hackers ransomware” asks for one thing
            (common if is_common else found).append(term)
        at += length
    return found if found or not is_alone else common


def _term_at(tokens: Sequence[Token], at: int, known: Dictionary, codes: Mapping[str, str]) -> tuple[int, Term]:
    for length in range(min(known.longest, len(tokens) - at), 0, -1):
        run = tokens[at : at + length]
        if meaning := known.meanings.get(tuple(stem for token in run for stem in token.stems)):
            return length, Term(tuple(token.text for token in run), meaning)
    word = tokens[at].text
    return 1, Term((word,), title=codes.get(word.lower(), ""))


def words_of(text: str) -> list[str]:
    return _part.findall(text)


def unquoted_words(text: str) -> list[str]:
    return [word for part, is_quoted in _parts(text) if not is_quoted for word in _part.findall(part)]


def with_words(text: str, others: Mapping[str, str]) -> str:
    """The same text with some of its words, outside quotes, replaced by others."""
    parts = _quoted.split(text.translate(_quotes))
    for number, part in enumerate(parts):
        parts[number] = (
            f'"{part}"' if number % 2 else _part.sub(lambda word: others.get(word[0].lower(), word[0]), part)
        )
    return "".join(parts)
