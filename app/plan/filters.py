"""Which actions the plan shows. It stands in the address, so that a filtered plan can be sent, printed and exported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from app.forms import one_line
from app.maturity.definitions import Model
from app.plan.tables import Action, Progress
from app.plan.words import FINISHED, STATUSES, is_overdue

NO_OFFICER = "(nobody)"
OVERDUE, UNFINISHED = "overdue", "unfinished"
SETS = {UNFINISHED: "Not finished", OVERDUE: "Overdue"}
"""Statuses that take in several, or the date."""


@dataclass(frozen=True, slots=True)
class Filters:
    officer: str = ""
    theme: str = ""
    status: str = ""
    is_priority: bool = False

    @classmethod
    def read(cls, args: Mapping[str, str], model: Model) -> Self:
        """From an address. What does not exist is passed over."""
        theme, status = args.get("theme", ""), args.get("status", "")
        is_known = status in SETS or status in {one.value for one in Progress}
        return cls(
            one_line(args.get("officer")) or "",
            theme if model.find_theme(theme) else "",
            status if is_known else "",
            bool(args.get("priority")),
        )

    @property
    def args(self) -> dict[str, Any]:
        found = {"officer": self.officer, "theme": self.theme, "status": self.status}
        return {name: value for name, value in found.items() if value} | ({"priority": 1} if self.is_priority else {})

    @property
    def officer_in_words(self) -> str:
        return "nobody yet" if self.officer == NO_OFFICER else self.officer

    def shows(self, action: Action, codes_of_theme: frozenset[str], priorities: frozenset[str]) -> bool:
        return (
            (not self.officer or _folded(action.lead_officer or NO_OFFICER) == _folded(self.officer))
            and (not self.theme or action.code in codes_of_theme)
            and (not self.is_priority or action.code in priorities)
            and self._has_status(action)
        )

    def _has_status(self, action: Action) -> bool:
        if self.status == OVERDUE:
            return is_overdue(action)
        if self.status == UNFINISHED:
            return action.status not in FINISHED
        return not self.status or action.status == self.status


def officer_items(actions: Iterable[Action], filters: Filters) -> list[dict[str, Any]]:
    """For the select: everybody who leads one, each name once however it is written."""
    names = {_folded(action.lead_officer): action.lead_officer for action in actions if action.lead_officer}
    found = [(name, name) for _, name in sorted(names.items())]
    if any(not action.lead_officer for action in actions):
        found.append((NO_OFFICER, "No lead officer yet"))
    if filters.officer and _folded(filters.officer) not in {_folded(value) for value, _ in found}:
        found.append((filters.officer, filters.officer))
    return _items("All lead officers", found, filters.officer)


def theme_items(model: Model, filters: Filters) -> list[dict[str, Any]]:
    return _items("All themes", [(theme.slug, theme.title) for theme in model.themes], filters.theme)


def status_items(filters: Filters) -> list[dict[str, Any]]:
    found = [*SETS.items(), *((status.value, words) for status, words in STATUSES.items())]
    return _items("All statuses", found, filters.status)


def _items(everything: str, found: Iterable[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
    first = {"value": "", "text": everything, "selected": not chosen}
    return [first, *({"value": v, "text": t, "selected": _folded(v) == _folded(chosen)} for v, t in found)]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
