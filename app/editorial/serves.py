"""The rows of the form by which an editor says what a resource helps with: a characteristic and two levels each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value

from app.forms import is_number
from app.maturity.definitions import Model
from app.resources.definitions import Serves

ROWS = 6
MORE = 3
MOST_ROWS = 12
TOO_MANY = f"Take this step away: an entry helps with at most {MOST_ROWS}"
NAME = re.compile(r"serves-([0-9]{1,4})-(?:characteristic|from|to)")


@dataclass
class Row:
    characteristic: str = ""
    """A model’s id, a slash and a code: two models may have the same code."""
    start: str = ""
    end: str = ""
    fault: str = ""
    box: str = "characteristic"
    """Where the fault is."""

    @property
    def is_empty(self) -> bool:
        return not (self.characteristic or self.start or self.end)


class ServesField(Field):
    """Its data are the rows that hold something."""

    rows: list[Row]

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(None, data, extra_filters)
        if formdata is not None:
            numbers = {int(found[1]) for found in map(NAME.fullmatch, formdata) if found}
            self.rows = [_read(formdata, n) for n in range(min(max(numbers, default=-1) + 1, MOST_ROWS))]
            beyond = (_read(formdata, n) for n in sorted(numbers) if n >= MOST_ROWS)
            self.rows += [row for row in beyond if not row.is_empty]
        else:
            self.rows = list(data or []) if data is not unset_value else []
        self.show(ROWS)

    def show(self, least: int) -> None:
        """At least so many rows, the last of them empty."""
        self.rows += [Row() for _ in range(min(least, MOST_ROWS) - len(self.rows))]

    def check(self, models: Mapping[str, Model], offered: Mapping[str, str]) -> None:
        """Say in each row what is wrong with it."""
        seen: set[tuple[str, str]] = set()
        for row in self.rows:
            if not row.is_empty:
                row.fault, row.box = _fault_of(row, models, offered, seen)
                seen.add((row.characteristic, row.start))
        for row in [row for row in self.rows if not row.is_empty][MOST_ROWS:]:
            row.fault, row.box = TOO_MANY, "characteristic"

    @property
    def has_faults(self) -> bool:
        return any(row.fault for row in self.rows)

    def as_entered(self, first_model: str) -> list[dict[str, str | None]]:
        """As an entry takes them; once checked."""
        return [_entered(row, first_model) for row in self.rows if not row.is_empty]


def _read(formdata: Any, number: int) -> Row:
    return Row(*(formdata.get(f"serves-{number}-{part}", "") for part in ("characteristic", "from", "to")))


def _fault_of(
    row: Row, models: Mapping[str, Model], offered: Mapping[str, str], seen: set[tuple[str, str]]
) -> tuple[str, str]:
    """A sentence and the box it is about; both empty where nothing is wrong."""
    if row.characteristic not in offered:
        return "Select a characteristic, or take the levels of this step away", "characteristic"
    if not is_number(row.start, 1):
        return "Select the level that the step begins at", "from"
    if not is_number(row.end, 1) or int(row.end) <= int(row.start):
        return "Select a level above the one that the step begins at", "to"
    model = models.get(row.characteristic.partition("/")[0])
    if model and int(row.end) > model.top_level:
        return f"Select a level of “{model.title}”, which has {model.top_level}", "to"
    if (row.characteristic, row.start) in seen:
        return "Select another characteristic or level: this step is here twice", "characteristic"
    return "", "characteristic"


def _entered(row: Row, first_model: str) -> dict[str, str | None]:
    model, _, code = row.characteristic.partition("/")
    step: dict[str, str | None] = {"characteristic": code, "from": row.start, "to": row.end}
    return step | ({"model": model} if model != first_model else {})


def rows_of(serves: Iterable[Serves], first_model: str) -> list[Row]:
    return [
        Row(f"{each.model or first_model}/{each.characteristic}", str(each.from_level), str(each.to_level))
        for each in serves
    ]
