"""The words that were looked for, marked in what was found.

SQLite would do it by asking for each entry anew whether each of some thirty words stands in it, which takes longer
than all the rest of a keystroke.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.govuk.parts import safe
from app.resources.search.stems import Stems
from app.resources.search.vocabulary import Vocabulary

MOST_WORDS = 60
BEFORE = 20
"""Words that are shown before the first marked one of a summary that is too long."""

_word = re.compile(r"[^\W_]+")

_Word = tuple[str, int, int]
Spans = tuple[tuple[int, int], ...]


@lru_cache(maxsize=1024)
def _words_in(text: str) -> Sequence[_Word]:
    """In lower case, each from its first character to after its last. The same few entries are shown most often."""
    return [(word[0].lower(), word.start(), word.end()) for word in _word.finditer(text)]


class Marks:
    """What to mark: words and phrases by their stems, and the words that one still being typed may become."""

    def __init__(self, wanted: Iterable[Stems], begun: Iterable[str], words: Vocabulary) -> None:
        self._words = words
        self._begun = frozenset(begun)
        self._by_first: dict[str, list[Stems]] = {}
        for stems in sorted(set(wanted), key=len, reverse=True):
            if stems:
                self._by_first.setdefault(stems[0], []).append(stems)
        # Found beforehand, because most words of an entry are none of these.
        self._first = self._begun.union(*(words.with_stem(stem) for stem in self._by_first))

    def spans(self, text: str) -> Spans:
        """Of what is marked, from its first character to after its last; none touches another."""
        first = self._first
        found: list[tuple[int, int]] = []
        words = _words_in(text)
        for at, (word, start, _end) in enumerate(words):
            if word in first and not (found and start < found[-1][1]):
                length = self._length_at(words, at)
                found += [(start, words[at + length - 1][2])] if length else []
        return tuple(found)

    def _length_at(self, words: Sequence[_Word], at: int) -> int:
        word = words[at][0]
        for wanted in self._by_first.get("".join(self._words.stem(word)), ()):
            run = words[at : at + len(wanted)]
            if tuple(stem for each in run for stem in self._words.stem(each[0])) == wanted:
                return len(run)
        return int(word in self._begun)


def marked(text: str, spans: Spans) -> str:
    """Each part is escaped before any mark is set, so that nothing of an entry is ever read as markup."""
    parts, at = [], 0
    for start, end in spans:
        parts += [safe(text[at:start]), "<mark>", safe(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, safe(text[at:])])


def cut(text: str, marks: Marks) -> str:
    """The whole of a summary; of a long one what stands round the first that is marked."""
    if text.count(" ") < MOST_WORDS:
        return text
    words = text.split()
    spans = marks.spans(text)
    start = max(0, len(text[: spans[0][0]].split()) - BEFORE) if spans else 0
    start = min(start, len(words) - MOST_WORDS)
    end = start + MOST_WORDS
    return f"{'… ' if start else ''}{' '.join(words[start:end])}{' …' if end < len(words) else ''}"
