"""The words of the hub’s own entries: what a word may become, and what a misspelt one may have meant."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from app.resources.search.dictionary import Dictionary
from app.resources.search.stems import Stems, stems_of, stems_of_each

SHORTEST_ROOT = 5
MOST_OF_AN_ENDING = 2
SHORTEST = 4
"""Of a word that is taken for misspelt, and of what it may have meant."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    entries: Mapping[str, int]
    """In how many entries each word stands."""
    ordered: Sequence[str]
    stems: Mapping[str, Sequence[str]]
    """The words of each stem."""
    stems_of_text: Mapping[str, Stems]
    """Of these words, and of the words and phrases of the dictionary."""
    others: frozenset[str]
    """Words of the dictionary."""
    candidates: Sequence[str]
    """What a misspelt word may have meant: of both."""

    def stem(self, text: str) -> Stems:
        return self.stems_of_text.get(text) or stems_of(text)

    def with_stem(self, stem: str) -> Sequence[str]:
        return self.stems.get(stem, ())

    def beginning_with(self, start: str) -> tuple[str, ...]:
        """The words that most entries have, first."""
        return tuple(sorted(self._after(start), key=lambda word: (-self.entries[word], word)))

    def has_beginning(self, start: str) -> bool:
        return any(True for _word in self._after(start))

    def related_to(self, word: str) -> tuple[str, ...]:
        """What begins like a word that no entry has: “loneliness” for “lonely”."""
        for end in range(len(word) - 1, max(SHORTEST_ROOT, len(word) - MOST_OF_AN_ENDING) - 1, -1):
            if found := self.beginning_with(word[:end]):
                return found
        return ()

    def _after(self, start: str) -> Iterator[str]:
        start = start.lower()
        for word in islice(self.ordered, bisect_left(self.ordered, start), None):
            if not word.startswith(start):
                return
            if word != start:
                yield word


def made_of(entries: Mapping[str, int], known: Dictionary) -> Vocabulary:
    stems_by_word = dict(zip(entries, stems_of_each(entries), strict=True))
    stems: dict[str, list[str]] = {}
    for word, found in stems_by_word.items():
        for stem in found:
            stems.setdefault(stem, []).append(word)
    both = dict.fromkeys([*entries, *known.words])
    return Vocabulary(
        entries=entries,
        ordered=sorted(entries),
        stems=stems,
        stems_of_text={**known.stems_of, **stems_by_word},
        others=frozenset(known.words),
        candidates=[word for word in both if word.isalpha() and len(word) >= SHORTEST],
    )
