"""What must hold between the parts of a model. Read from the file's data, so that it is checked beside other faults."""

from collections.abc import Iterator
from typing import Any

from app.maturity.document import Document
from app.maturity.faults import Path

MOST_WORDS = 60
"""A few more than the 45 to aim for."""

RESERVED_SLUGS = {"glossary"}
"""Addresses under /model/MODEL/ that are not themes."""

Item = tuple[Path, dict[Any, Any]]


def check_rules(document: Document) -> None:
    levels, evidence, themes = (items(document.data, (key,)) for key in ("levels", "evidence", "themes"))
    frameworks, glossary, retired = (items(document.data, (key,)) for key in ("frameworks", "glossary", "retired"))
    characteristics = [item for path, theme in themes for item in items(theme, ("characteristics",), path)]
    check_order(document, levels, first=1)
    check_order(document, evidence, first=0)
    for of_one_kind, key in (
        (levels, "name"),
        (evidence, "name"),
        (themes, "slug"),
        (characteristics, "code"),
        (characteristics, "slug"),
        (frameworks, "id"),
        (glossary, "term"),
        (retired, "code"),
    ):
        check_unique(document, of_one_kind, key)
    for path, framework in frameworks:
        check_unique(document, items(framework, ("parts",), path), "id")
    check_retired(document, characteristics, retired)
    check_addresses(document, themes)
    parts = {_text(framework, "id"): _ids(framework) for _, framework in frameworks}
    for path, characteristic in characteristics:
        if isinstance(mapped := characteristic.get("maps_to"), dict):
            check_mapping(document, (*path, "maps_to"), mapped, parts)
    for path, characteristic in characteristics:
        if isinstance(described := characteristic.get("levels"), dict):
            check_levels(document, (*path, "levels"), described, len(levels))
            check_descriptors(document, (*path, "levels"), described)


def items(data: Any, way: tuple[str], start: Path = ()) -> list[Item]:
    """The items of a list that can be checked further, with the way to each."""
    listed = data.get(way[0])
    if not isinstance(listed, tuple):
        return []
    return [((*start, *way, number), item) for number, item in enumerate(listed) if isinstance(item, dict)]


def check_order(document: Document, numbered: list[Item], first: int) -> None:
    for expected, (path, item) in enumerate(numbered, start=first):
        if isinstance(item.get("number"), int) and item["number"] != expected:
            message = f"This must be {expected}: number them from {first}, in order and without a gap."
            document.refuse((*path, "number"), message)


def check_unique(document: Document, listed: list[Item], key: str) -> None:
    seen: dict[str, Path] = {}
    for path, item in listed:
        if not isinstance(value := item.get(key), str):
            continue
        first = seen.setdefault(value.strip().casefold(), path)
        if first != path:
            line = document.value_place((*first, key)).line
            document.refuse((*path, key), f"The {key} “{value}” is already used in line {line}. Write another.")


def check_retired(document: Document, characteristics: list[Item], retired: list[Item]) -> None:
    """A code that answers were kept under is never given to something else."""
    at = {code: path for path, item in retired if (code := _text(item, "code"))}
    for path, item in characteristics:
        if (former := at.get(_text(item, "code"))) is not None:
            line = document.value_place((*former, "code")).line
            message = (
                f"{item['code']} is retired in line {line}, and a retired code is never used again. Write another."
            )
            document.refuse((*path, "code"), message)


def check_addresses(document: Document, themes: list[Item]) -> None:
    for path, theme in themes:
        if _text(theme, "slug") in RESERVED_SLUGS:
            message = f"“{theme['slug']}” is the address of another page. Write another, such as {theme['slug']}-theme."
            document.refuse((*path, "slug"), message)


def check_mapping(document: Document, path: Path, mapped: dict[Any, Any], parts: dict[str, list[str]]) -> None:
    """Each part that a characteristic is mapped to is there, and named once."""
    for framework, named in mapped.items():
        if framework not in parts:
            known = (
                f"Those that the model lists are {', '.join(map(str, parts))}." if parts else "The model lists none."
            )
            document.refuse_key((*path, framework), f"There is no framework “{framework}”. {known}")
        elif isinstance(named, tuple):
            for number, part in enumerate(named):
                if part not in parts[framework]:
                    message = (
                        f"{framework} has no part “{part}”. Its parts are {', '.join(map(str, parts[framework]))}."
                    )
                    document.refuse((*path, framework, number), message)
                elif part in named[:number]:
                    document.refuse((*path, framework, number), f"“{part}” is named twice. Take this one out.")


def _ids(framework: dict[Any, Any]) -> list[str]:
    return [_text(part, "id") for _, part in items(framework, ("parts",))]


def _text(item: dict[Any, Any], key: str) -> str:
    """Empty where something else stands there, which is at fault already."""
    value = item.get(key)
    return value if isinstance(value, str) else ""


def check_levels(document: Document, path: Path, described: dict[Any, Any], top: int) -> None:
    """Each level of the model is described, and no other."""
    if not top:
        return
    expected = set(range(1, top + 1))
    # A number in quotes is refused already, and what it describes is not missing.
    present = {int(key) for key in described if isinstance(key, int) or key.isdecimal()}
    for number in sorted(expected - present):
        document.refuse_key((*path, number), f"Level {number} is missing. Write {number}: with its descriptor.")
    for number in described:
        if isinstance(number, int) and number not in expected:
            message = f"The model has no level {number}: its levels go from 1 to {top}. Take this one out."
            document.refuse_key((*path, number), message)


def check_descriptors(document: Document, path: Path, described: dict[Any, Any]) -> None:
    seen: dict[str, Any] = {}
    for number, descriptor in _descriptors(described):
        at = (*path, number, "descriptor")
        words = descriptor.casefold().split()
        first = seen.setdefault(" ".join(words), number)
        if len(words) > MOST_WORDS:
            document.refuse(at, f"This has {len(words)} words. Write at most {MOST_WORDS}; aim for 45.")
        elif words and first != number:
            message = f"This repeats the descriptor of level {first}. Write what is done differently at this level."
            document.refuse(at, message)


def _descriptors(described: dict[Any, Any]) -> Iterator[tuple[Any, str]]:
    for number, description in described.items():
        if isinstance(description, dict) and isinstance(description.get("descriptor"), str):
            yield number, description["descriptor"]
