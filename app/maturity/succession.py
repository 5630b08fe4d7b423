"""What a new version must keep of the one in force, because answers are kept by code and by the number of a level.

Read from the file's data, so that it is named beside every other fault.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.maturity.definitions import Characteristic, Model
from app.maturity.document import Document
from app.maturity.faults import Path
from app.maturity.rules import Item, items
from app.words import count_in_words


def check_succession(document: Document, before: Model, answered: Mapping[str, int]) -> None:
    """`answered`: by code, how many assessments have an answer to it, on any version of this model."""
    if not isinstance(document.data, dict):
        return
    check_scale(document, before)
    themes, retired = items(document.data, ("themes",)), items(document.data, ("retired",))
    characteristics = [item for path, theme in themes for item in items(theme, ("characteristics",), path)]
    check_retired(document, before, characteristics, retired)
    check_slugs(document, before, characteristics, answered)
    check_places(document, before, characteristics, answered)
    # What is not a list of characteristics is at fault already; then nothing is known to be missing from it.
    if _is_whole(document.data.get("themes")):
        check_kept(document, before, {*_codes(characteristics), *_codes(retired)}, answered)


def check_scale(document: Document, before: Model) -> None:
    numbers = {_folded(level.name): level.number for level in before.levels}
    # By its place in the list, which is its number wherever the file is otherwise sound.
    for place, (path, level) in enumerate(items(document.data, ("levels",)), start=1):
        name = level.get("name")
        was = numbers.get(_folded(name)) if isinstance(name, str) else None
        if was not in (None, place):
            message = (
                f"{str(name).strip()} was level {was} in version {before.version}, and answers are kept by number. "
                "Keep its number, or give the model another id."
            )
            document.refuse((*path, "name"), message)


def check_retired(document: Document, before: Model, characteristics: list[Item], retired: list[Item]) -> None:
    """A retired code stays retired: somewhere answers lie under it."""
    still = set(_codes(retired))
    at = {item["code"]: path for path, item in characteristics if isinstance(item.get("code"), str)}
    for code in (former.code for former in before.retired):
        if code in at:
            message = f"{code} is retired since version {before.version} or earlier, and a retired code is never used "
            document.refuse((*at[code], "code"), f"{message}again. Write another.")
        if code not in still:
            message = f"{code} is retired in version {before.version} and is missing here. Put it back under retired:, "
            document.refuse_key(("retired", code), f"{message}so that nothing else takes its code.")


def check_slugs(document: Document, before: Model, characteristics: list[Item], answered: Mapping[str, int]) -> None:
    """A characteristic that goes on under another code would lose its answers."""
    owners = {former.slug: former.code for former in before.characteristics}
    used = {*answered, *_codes(characteristics)}
    for path, item in characteristics:
        owner = owners.get(str(item.get("slug")))
        if owner in used and owner != item.get("code") and (*path, "code") not in document.refused:
            message = (
                f"“{item['slug']}” belongs to {owner} in version {before.version}, and answers are kept by code. "
                f"Put {owner} back here, or write another slug."
            )
            document.refuse((*path, "slug"), message)


def check_places(document: Document, before: Model, characteristics: list[Item], answered: Mapping[str, int]) -> None:
    """Where slugs go along with their codes, a title with its statement tells that a code was given to another."""
    were = {former.code: _words(former.title, former.statement) for former in before.characteristics}
    owners = {words: code for code, words in were.items()}
    coded = {item["code"]: (path, item) for path, item in characteristics if isinstance(item.get("code"), str)}
    now = {code: _words(item.get("title"), item.get("statement")) for code, (_, item) in coded.items()}
    for code, (path, item) in coded.items():
        owner = owners.get(now[code], code)
        stays = now[code] in (were.get(code), now.get(owner))
        # To go on under a new code while the former one is retired takes no code from anybody.
        is_taken = code in were or owner in now
        is_refused = bool(document.refused & {(*path, "code"), (*path, "slug")})
        if is_taken and not stays and not is_refused and answered.keys() & {code, owner}:
            message = (
                f"“{item['title']}” is {owner} in version {before.version} and {code} here, and answers are kept by "
                f"code. Put {owner} and its slug back here."
            )
            document.refuse((*path, "code"), message)


def check_kept(document: Document, before: Model, codes: set[str], answered: Mapping[str, int]) -> None:
    misspelt = set(_misspelt(document, before))
    retired_before = {former.code for former in before.retired}
    for code in sorted(answered.keys() - codes - misspelt - retired_before):
        where = count_in_words(answered[code], "assessment")
        message = f"{code} has answers in {where} and is missing here. Put it back, or list it under retired: with why."
        document.refuse_key((*_theme_of(document, before, code), code), message)


def _misspelt(document: Document, before: Model) -> Iterator[str]:
    """The codes of those whose code is at fault already: they are there, under their slugs."""
    former = {characteristic.slug: characteristic.code for characteristic in before.characteristics}
    for path, theme in items(document.data, ("themes",)):
        for at, item in items(theme, ("characteristics",), path):
            slug = item.get("slug")
            if (*at, "code") in document.refused and isinstance(slug, str) and slug in former:
                yield former[slug]


def _theme_of(document: Document, before: Model, code: str) -> Path:
    """The theme in the file where the characteristic was, or all of them."""
    slugs = [theme.slug for theme in before.themes if any(_has(code, found) for found in theme.characteristics)]
    return next((path for path, theme in items(document.data, ("themes",)) if theme.get("slug") in slugs), ("themes",))


def _has(code: str, characteristic: Characteristic) -> bool:
    return characteristic.code == code


def _is_whole(themes: Any) -> bool:
    return isinstance(themes, tuple) and all(
        isinstance(theme, dict)
        and isinstance(listed := theme.get("characteristics"), tuple)
        and all(isinstance(item, dict) for item in listed)
        for theme in themes
    )


def _codes(listed: list[Item]) -> list[str]:
    return [item["code"] for _, item in listed if isinstance(item.get("code"), str)]


def _words(title: object, statement: object) -> tuple[str, str]:
    return _folded(str(title)), _folded(str(statement))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
