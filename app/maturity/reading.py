"""YAML read into plain data, with the place of every part of it.

It is read from libyaml's events, not with a constructor: aliases, tags and depth are refused as they are met, so that a
small file cannot become a large object, and nothing in a file is ever run.
"""

import re
from collections.abc import Iterator

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.resolver import Resolver

from app.maturity.document import Document, Place, Unquoted
from app.maturity.faults import Path
from app.maturity.schema import MODEL_FILE, FileKind
from app.maturity.syntax import in_words
from app.visible import INVISIBLE, is_visible

DEEPEST = 20
"""A model is eight deep."""

# What libyaml would stop at, what quoted escapes may bring in, and what nobody would see.
NOT_TEXT = re.compile(f"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[{INVISIBLE}]")
WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
YAML_TAG = "tag:yaml.org,2002:"
KINDS = {"bool": "yes or no", "null": "nothing", "int": "a number", "float": "a number", "timestamp": "a date"}
EMPTY = "The file is empty. Write the {}, beginning with {}."
TOO_DEEP = f"This is nested more than {DEEPEST} deep, and a {{}} never is. Check the brackets and the indentation."
TOO_MANY = "The file has more than {:,} parts up to here. Check that it is the right file."
ONE_DOCUMENT = "A second document begins here. Keep one {} in a file: take this line and all below it out."
CONTROL_CHARACTER = "There is an invisible control character here (number {}). Delete it and write the text again."

_resolver = Resolver()


class Refused:
    """Stands where something was refused."""


class _TooMuch(Exception):
    """Reading stops: raised with the path and what is to be said of it."""


def read_document(text: str, kind: FileKind = MODEL_FILE) -> Document:
    document = Document(kind)
    text = _without_control_characters(document, text.removeprefix("\ufeff"))
    try:
        document.data = _Reading(document, yaml.parse(text, Loader=yaml.CSafeLoader)).whole()
    except yaml.MarkedYAMLError as error:
        line, column, words = in_words(error, text)
        document.found.append((Place(line, column), (), words))
    except _TooMuch as too_much:
        path, message = too_much.args
        document.found.append((document.value_place(path), path[:1], message))
    return document


def _without_control_characters(document: Document, text: str) -> str:
    """The text with a mark in the place of each, so that the rest can be checked."""
    for number, line in enumerate(text.split("\n"), start=1):
        if character := NOT_TEXT.search(line):
            place = Place(number, character.start() + 1)
            document.found.append((place, (), CONTROL_CHARACTER.format(ord(character[0]))))
    return NOT_TEXT.sub("\ufffd", text)


class _Reading:
    """One pass over the events of a file."""

    def __init__(self, document: Document, events: Iterator[Event]) -> None:
        self.document = document
        self.events = events

    def whole(self) -> object:
        next(self.events)  # the start of the stream
        empty = EMPTY.format(self.document.kind.name, self.document.kind.first_keys)
        if isinstance(next(self.events), StreamEndEvent):
            self.document.refuse((), empty)
            return None
        data = self.value(next(self.events), ())
        if data == Unquoted("", "nothing"):
            self.document.refuse((), empty)
        next(self.events)  # the end of the document
        if isinstance(more := next(self.events), DocumentStartEvent):
            self.document.found.append((_place(more), (), ONE_DOCUMENT.format(self.document.kind.name)))
        return data

    def value(self, event: Event, path: Path) -> object:
        self.document.values[path] = _place(event)
        self.check_size(path)
        if isinstance(event, ScalarEvent | CollectionStartEvent):
            self.check_marks(event, path)
        if isinstance(event, ScalarEvent):
            return self.scalar(event, path)
        if isinstance(event, MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(path)
        name = event.anchor if isinstance(event, AliasEvent) else ""
        return self.refused(path, f"Take out the *{name} here and write the part that it repeats out in full.")

    def check_size(self, path: Path) -> None:
        if len(path) > DEEPEST:
            raise _TooMuch(path, TOO_DEEP.format(self.document.kind.name))
        if len(self.document.values) > (most := self.document.kind.most_parts):
            raise _TooMuch(path, TOO_MANY.format(most))

    def check_marks(self, event: ScalarEvent | CollectionStartEvent, path: Path) -> None:
        if event.anchor is not None:
            name = self.document.kind.name
            self.refused(path, f"Take out the &{event.anchor} here. Parts of a {name} are written out in full.")
        if event.tag is not None:
            tag = _short(event.tag.replace(YAML_TAG, "!!"))
            self.refused(path, f"Take out the {tag} here. Only text, numbers, lists and keys are read.")

    def refused(self, path: Path, message: str) -> Refused:
        self.document.refuse(path, message)
        return Refused()

    def mapping(self, path: Path) -> dict[str | int, object]:
        data: dict[str | int, object] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.key(event, path)
            if key in data:
                self.repeated_key(key, event, path)
                continue
            self.document.keys[*path, key] = _place(event)
            data[key] = self.value(next(self.events), (*path, key))
        return data

    def repeated_key(self, key: str | int, event: Event, path: Path) -> None:
        again = (*path, f"{key} (again)")
        self.document.keys[again] = _place(event)
        line = self.document.keys[*path, key].line
        self.document.refuse_key(again, f"“{key}” is already in line {line}. Keep one of the two.")
        self.value(next(self.events), again)

    def key(self, event: Event, path: Path) -> str | int:
        if isinstance(event, ScalarEvent):
            self.check_marks(event, (*path, event.value))
            whole = event.implicit[0] and WHOLE_NUMBER.fullmatch(event.value)
            return int(event.value) if whole else _short(event.value)
        inner = (*path, "a key")
        self.document.keys[inner] = _place(event)
        self.document.refuse_key(inner, "A key must be a single word, not a list, a group or a repetition.")
        self.value(event, inner)
        return "a key"

    def sequence(self, path: Path) -> tuple[object, ...]:
        items: list[object] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return tuple(items)

    def scalar(self, event: ScalarEvent, path: Path) -> object:
        text: str = event.value if is_visible(event.value) else ""
        if character := NOT_TEXT.search(event.value):
            self.refused(path, CONTROL_CHARACTER.format(ord(character[0])))
        if not event.implicit[0]:
            return text
        tag: str = _resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        kind = KINDS.get(tag.removeprefix(YAML_TAG))
        if kind == "a number" and WHOLE_NUMBER.fullmatch(text):
            return int(text)
        return Unquoted(text, kind) if kind else text


def _place(event: Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
