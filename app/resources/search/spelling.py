"""What a misspelt word may have meant: a word of the entries or of the dictionary that is only a slip or two away."""

from collections.abc import Container

from app.resources.search.dictionary import Dictionary
from app.resources.search.query import unquoted_words, with_words
from app.resources.search.stems import stems_of
from app.resources.search.vocabulary import SHORTEST, Vocabulary

SHORTEST_HALF = 3


def most_slips(word: str) -> int:
    return 1 if len(word) < 8 else 2 if len(word) < 12 else 3


def corrected(text: str, known: Dictionary, words: Vocabulary, codes: Container[str], open_word: str = "") -> str:
    """The text with what nobody knows replaced by what was probably meant; the same where all is known. The open word
    may still become one that is known."""
    open_word = open_word.lower()
    found = {}
    for word in dict.fromkeys(map(str.lower, unquoted_words(text))):
        if word in codes or _says_enough(word, known) or (word == open_word and words.has_beginning(word)):
            continue
        if other := _slip_within(word, words) if _is_known(word, known, words) else nearest(word, words):
            found[word] = other
    return with_words(text, found) if found else text


def _says_enough(word: str, known: Dictionary) -> bool:
    """A number, a short word or a common one is never taken for misspelt."""
    return len(word) < SHORTEST or any(map(str.isdigit, word)) or known.is_common(word)


def _is_known(word: str, known: Dictionary, words: Vocabulary) -> bool:
    return all(stem in words.stems or stem in known.stems for stem in stems_of(word))


def _slip_within(word: str, words: Vocabulary) -> str:
    """“procurment” has the stem of “procurement”, so it finds the same; it is still misspelt. “procures” is not."""
    if word in words.entries or word in words.others:
        return ""
    near = _near(word, words, 1)
    same = [other for other, _ in near if other[-3:] == word[-3:] and stems_of(other) == stems_of(word)]
    return same[0] if same else ""


def nearest(word: str, words: Vocabulary) -> str:
    """The fewest slips away; of several the one with the same first letter, and then the commonest."""
    ranked = sorted(
        _near(word, words, most_slips(word)),
        key=lambda one: (one[1] - (one[0][0] == word[0]) * 0.5, -words.entries.get(one[0], 0), one[0]),
    )
    if ranked and (ranked[0][1] == 1 or not words.related_to(word)):
        return ranked[0][0]
    return _two_words(word, words)


def _near(word: str, words: Vocabulary, most: int) -> list[tuple[str, float]]:
    """Each with how many slips it is away: a letter that is missing, one too many, another, or two that changed
    places."""
    # Imported where the first slip is made: a start does without it.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(word, words.candidates, scorer=OSA.distance, score_cutoff=most, limit=12)
    # “farm” is more likely a word that no entry has than a slip for “form”.
    return [(other, slips) for other, slips, _ in found if len(word) > SHORTEST or len(other) > SHORTEST]


def _two_words(word: str, words: Vocabulary) -> str:
    """“bestvalue” where the space was missed."""
    pairs = [(word[:at], word[at:]) for at in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)]
    both = [pair for pair in pairs if all(half in words.entries for half in pair)]
    best = max(both, key=lambda pair: min(words.entries[half] for half in pair), default=())
    return " ".join(best)
