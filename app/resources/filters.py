"""What is looked for in the hub: words, filters, order and page. All of it stands in the address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.forms import is_number
from app.resources.search.query import read_typed

FACETS = {
    "theme": "Theme",
    "characteristic": "Characteristic",
    "step": "Step",
    "kind": "Kind",
    "topic": "Topic",
    "publisher": "Publisher",
    "year": "Year",
    "access": "Access",
}
SEVERAL = {"kind", "access"}
"""Of these more than one may be chosen: what has any of them is found."""
NEWEST = "newest"
MOST_NAMED = 60

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on."""

    facet: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty where everything is wanted."""

    text: str = ""
    is_cut: bool = False
    exact: bool = False
    """The words are meant as they are typed, whatever the spelling seems to be."""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each filter that is on, with its values."""
    sort: str = ""
    page: int = 1
    unknown: tuple[str, ...] = ()
    """What the address asks for and does not exist, for people to read."""

    @classmethod
    def read(cls, args: MultiDict[str, str], labels: Labels, aliases: Mapping[str, str]) -> Self:
        """From an address. What does not exist is passed over, and named in `unknown`."""
        typed = read_typed(args.get("q", ""))
        asked = {facet: list(_asked(args, facet, aliases)) for facet in FACETS}
        kept = {facet: tuple(v for v in values if v in labels[facet]) for facet, values in asked.items()}
        chosen = {facet: values if facet in SEVERAL else values[:1] for facet, values in kept.items() if values}
        page = args.get("page", "")
        return cls(
            text=typed.text,
            is_cut=typed.is_cut,
            exact=bool(typed.text) and args.get("exact") == typed.text,
            chosen=tuple(chosen.items()),
            sort=NEWEST if args.get("sort") == NEWEST else "",
            page=max(1, int(page)) if is_number(page, 9) else 1,
            unknown=tuple(_not_in(asked, labels)),
        )

    def values(self, facet: str) -> tuple[str, ...]:
        return next((values for name, values in self.chosen if name == facet), ())

    @property
    def are_any(self) -> bool:
        return bool(self.chosen)

    @property
    def args(self) -> dict[str, str | list[str]]:
        """For an address: what differs from the page as it is first opened."""
        args: dict[str, str | list[str]] = {"q": self.text} if self.text else {}
        args |= {"exact": self.text} if self.exact else {}
        for facet, values in self.chosen:
            args[facet] = list(values) if len(values) > 1 else values[0]
        args |= {"sort": self.sort} if self.sort else {}
        return args | ({"page": str(self.page)} if self.page > 1 else {})

    @property
    def query(self) -> str:
        """What stands in an address after its path."""
        args = urlencode(self.args, doseq=True)
        return f"?{args}" if args else ""

    def address(self, path: str) -> str:
        return path + self.query

    def chips(self, labels: Labels) -> list[Chip]:
        return [Chip(facet, value, labels[facet][value]) for facet, values in self.chosen for value in values]

    def without(self, facet: str, value: str) -> Self:
        left = {name: tuple(v for v in values if (name, v) != (facet, value)) for name, values in self.chosen}
        return replace(self, chosen=tuple((name, values) for name, values in left.items() if values), page=1)

    def without_any(self) -> Self:
        return replace(self, chosen=(), page=1)

    def as_typed(self) -> Self:
        return replace(self, exact=True, page=1)

    def sorted_by(self, sort: str) -> Self:
        return replace(self, sort=sort, page=1)

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)


def _asked(args: MultiDict[str, str], facet: str, aliases: Mapping[str, str]) -> Iterator[str]:
    """Each value once; a model's code may be written in capitals, and with the model's name before it."""
    seen = set()
    for given in args.getlist(facet):
        value = given.strip()
        if facet in {"theme", "characteristic"}:
            model, _, code = value.rpartition("/")
            value = f"{model}/{code.lower()}" if model else code.lower()
            value = aliases.get(value, value)
        if value and value not in seen:
            seen.add(value)
            yield value


def _not_in(asked: Mapping[str, list[str]], labels: Labels) -> Iterator[str]:
    for facet, values in asked.items():
        for value in values[:3]:
            if value not in labels[facet]:
                yield f"{FACETS[facet].lower()} “{read_typed(value[:MOST_NAMED]).text}”"
