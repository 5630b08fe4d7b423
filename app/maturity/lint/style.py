"""Marks, endings and beginnings."""

import re
from collections.abc import Iterator

from app.maturity.lint.texts import DESCRIPTOR, Text, sentences_of

# What is found, and what to do.
MARKS = (
    (re.compile(r"\S*[\"'´`]\S*"), "Write curly quotes and apostrophes: “ ” ’."),
    (re.compile(r"\S*[ \u00a0]{2,}\S*"), "Leave one space."),
    (re.compile(r"\S*!\S*"), "Write it without an exclamation mark."),
    (re.compile(r"\S*(?:\s-\s|\s?--\s?|\s?—\s?)\S*"), "Write a dash as “ – ”, or a full stop."),
    (re.compile(r"\S*\.{3}"), "Write “…”, or finish the sentence."),
)
THERE_IS = re.compile(r"there (?:is|are|was|were|has been|have been)\b", re.I)
ENDS = {".": "a full stop", "?": "a question mark"}
CLOSING = "’”)"


def marks(text: Text) -> Iterator[str]:
    for mark, instead in MARKS:
        if found := mark.search(text.words):
            yield f"“{found[0]}”: {instead}"


def ending(text: Text) -> Iterator[str]:
    last = text.words.rstrip(CLOSING)[-1:]
    if text.kind.ends and last != text.kind.ends:
        yield f"The {text.kind.name} ends with {ENDS[text.kind.ends]}. Write it at the end."
    elif not text.kind.ends and last in {".", ";", ",", ":"}:
        yield f"The {text.kind.name} ends without a mark. Take the “{last}” away."


def subject(text: Text) -> Iterator[str]:
    """A descriptor says who does it."""
    if text.kind is not DESCRIPTOR:
        return
    for sentence in sentences_of(text.words):
        if found := THERE_IS.match(sentence):
            yield f"“{found[0]}” hides who does it. Begin with who: the council, members, officers, partners."
