"""Reading ease: how easily a text reads, after Rudolf Flesch (“A new readability yardstick”, 1948).

About 100 is a children’s book, 60 a newspaper, 30 a paper for specialists; it may fall below nothing. No library is
brought in: hyphenation (Pyphen) gets one word in six wrong, and textstat comes with NLTK, 20 MB, and downloads its
dictionary when it runs. Counted here are the groups of vowels, less the letters that English leaves silent, more the
pairs that it says apart. Held against the CMU Pronouncing Dictionary that is right for 999 words in 1,000 of our model
and 99 in 100 of other English; other words that it gets wrong are put right in words.yaml.
"""

import re
from collections.abc import Iterator
from functools import cache
from statistics import fmean

from app.maturity.definitions import Model
from app.maturity.lint.texts import DESCRIPTOR, NARRATIVE, Finding, Kind, Text, sentences_of, words_of
from app.maturity.lint.words import LISTS

LEAST_ON_AVERAGE = 60
"""Of all descriptors: where Flesch’s “standard” begins, what most adults read without effort. Ours came to 62."""
LEAST = 30
"""Of any one text in sentences: below it is his “very difficult”. The sector’s own words leave room for no more in a
short text; the hardest descriptor of ours came to 39."""
LEAST_OF_NARRATIVE = 50
"""Of a paragraph that a councillor reads to the end: nothing of his “difficult”."""

BASE, FOR_WORDS, FOR_SYLLABLES = 206.835, 1.015, 84.6
"""Flesch’s own constants."""

PARTS = re.compile(r"[A-Z]{2,}s?\b|[^\W\d_]+|\d")
VOWELS = re.compile("[aeiouy]+")
SILENT = re.compile(
    # plac(e) and valu|e, but not ta-ble; plac(e)d, but not want-ed; mak(e)s, but not hous-es
    r"(?<=[^aeioulyr])e$|(?<=[aeiou][gq]u)es?$|(?<=[aeiouy][lr])e$"
    r"|(?<=[^aeiouylrtd])ed$|(?<=[aeiouylr][lr])ed$"
    r"|(?<=[^aeiouylrszxcgh])es$|(?<=[aeiouy][lr])es$|(?<=th)es$"
    # before an ending or a second word: saf(e)ly, saf(e)ty, plac(e)ment, hom(e)work
    r"|(?<=[^aeiouy])(?<!^r)(?<!^el)(?<![bcdfgkpst]l)e"
    r"(?=(?:ly|ty|ments?|ful|fully|less|ness|works?|holders?|where|times?|guards?|ship)$)"
    r"|(?<=^som)e(?=[bhtw])|(?<=^for)e(?=[bchklmnpt]|s[aei]|g[or])|(?<=^bus)i(?=ness)|(?<=ic)a(?=lly$)"
)
APART = re.compile(
    # material, associate; period, opinion but not nation; audience, variety; earlier
    r"(?<![ctsgr])ia|ria(?!g)|[ct]iat|(?<![tscgxnlh])io(?!ur)|nio(?!n|r)|(?<![ctsg])ie(?=t|nc|nt)|soci?et|scie"
    r"|(?<!t)iers?$|iest$|iu"
    # annual, continuous, influence, ambiguity; employer, going, paying
    r"|(?<![qg])ua|uous|[lf]uen|uit[yi]|(?<=[aeiou])y[aeou](?!d$)|yone$|[aeiouy]ing"
    # create, react, area, idea, geology, simultaneous, optimism, cooperate
    r"|creat[eio](?!ure)|react|area|idea|[dghl]eo(?=[lgr])|eous|ism$|coop|coord|rein(?:[vf]|st)"
)


def reading_ease(text: str) -> float:
    words, sentences = words_of(text), sentences_of(text)
    syllables = sum(syllables_of(word) for word in words)
    # A text may be nothing but marks.
    return BASE - FOR_WORDS * len(words) / (len(sentences) or 1) - FOR_SYLLABLES * syllables / (len(words) or 1)


@cache
def syllables_of(word: str) -> int:
    """Those of all its parts: front-line has two, and letters and digits are said one by one."""
    return sum(_syllables(part) for part in PARTS.findall(word.replace("’", "").replace("'", "")))


def _syllables(part: str) -> int:
    if part.isdigit() or part[:2].isupper():
        return len(part.removesuffix("s"))
    word = part.lower()
    known: int | None = LISTS["syllables"].get(word)
    counted = len(VOWELS.findall(word)) - len(SILENT.findall(word)) + len(APART.findall(word))
    return known or max(counted, 1)


def average(texts: list[Text]) -> float | None:
    return fmean(reading_ease(text.words) for text in texts) if texts else None


def least_ease(kind: Kind) -> int | None:
    """None for titles and lists, which have no sentences to measure."""
    return LEAST_OF_NARRATIVE if kind is NARRATIVE else LEAST if kind.ends else None


def hard_text(text: Text) -> Iterator[str]:
    least, ease = least_ease(text.kind), reading_ease(text.words)
    if least is not None and round(ease) < least:
        yield (
            f"This has a reading ease of {ease:.0f}, and {least} is the least. "
            "Write shorter sentences, and shorter words where there are any."
        )


def hard_on_average(_: Model, texts: list[Text]) -> Iterator[Finding]:
    ease = average([text for text in texts if text.kind is DESCRIPTOR])
    if ease is not None and round(ease) < LEAST_ON_AVERAGE:
        message = (
            f"The descriptors have a reading ease of {ease:.0f} on average, and {LEAST_ON_AVERAGE} is the least. "
            "Write those of the lowest figures anew: --figures lists them."
        )
        yield Finding((), message)
