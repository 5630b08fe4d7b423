"""What a file would change in the hub: every change, every new entry, every fault. Nothing is written here."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict
from sqlalchemy import select

from app.database import db
from app.resources.bulk.checking import RowFaultError, entry_from, same_addresses
from app.resources.bulk.columns import COLUMNS, NEEDED_BY_A_NEW_ENTRY, Values, read_cell, values_of
from app.resources.bulk.reading import Fault, Row
from app.resources.definitions import Entry, as_stored
from app.resources.storing import WHOLE, Around, around
from app.resources.tables import Resource, Status


class Change(BaseModel):
    """What one row of the file does to one entry."""

    model_config = ConfigDict(frozen=True)

    row: int
    entry: Annotated[Entry, BeforeValidator(lambda given: as_stored(given) if isinstance(given, dict) else given)]
    """As it will be. Read from a file of ours, it is not judged again."""
    seen: int | None
    """The row version of what is changed; none where the entry is new."""
    cells: dict[str, tuple[str, str]]
    """Of the columns that change: before and after."""


class Comparison(BaseModel):
    model_config = ConfigDict(frozen=True)

    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    unchanged: int = 0

    def with_faults(self, faults: Iterable[Fault]) -> Self:
        """And those that were found before anything was compared."""
        return self.model_copy(update={"faults": in_order([*faults, *self.faults])})

    @property
    def can_be_applied(self) -> bool:
        return bool(self.changes) and not self.faults

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if change.seen is not None]

    @property
    def new(self) -> list[Change]:
        return [change for change in self.changes if change.seen is None]


def compare(rows: Sequence[Row]) -> Comparison:
    """With the hub as it is now."""
    among = around()
    resources = _resources(map(_id_of, rows))
    first_rows = {_id_of(row): row.number for row in reversed(rows)}
    changes: list[Change] = []
    faults: list[Fault] = []
    for row in rows:
        try:
            _check_id(row, first_rows)
            changes += _changes(row, resources.get(_id_of(row)), among)
        except RowFaultError as found:
            faults += [Fault(row=row.number, column=column, text=text) for column, text in found.faults.items()]
    faults += _faults_of_addresses(changes)
    touched = {change.row for change in changes} | {row.number for row in rows if row.faulty}
    touched |= {fault.row for fault in faults}
    return Comparison(changes=tuple(changes), faults=in_order(faults), unchanged=len(rows) - len(touched))


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.row))


def _id_of(row: Row) -> str:
    return row.cells.get("id", "").strip()


def _resources(slugs: Iterable[str]) -> dict[str, Resource]:
    found = db.session.scalars(select(Resource).where(Resource.slug.in_(set(slugs))).options(*WHOLE))
    return {resource.slug: resource for resource in found}


def _check_id(row: Row, first_rows: Mapping[str, int]) -> None:
    if "id" in row.faulty:
        raise RowFaultError({})
    if not (slug := _id_of(row)):
        raise RowFaultError({"id": "Write the id of the entry, or of a new one"})
    if (first := first_rows[slug]) != row.number:
        raise RowFaultError({"id": f"This id is in row {first} as well. Keep one of the two rows"})


def _changes(row: Row, resource: Resource | None, among: Around) -> list[Change]:
    """One, or none where the row says what the entry says already. Raises RowFaultError."""
    if resource is None:
        _check_columns(row)
    before = values_of(resource, among.first_model) if resource else {"status": Status.CURRENT}
    given, faults = _read(row, among.first_model, is_new=resource is None)
    differing = {name: value for name, value in given.items() if resource is None or value != before[name]}
    if not differing and not faults and not row.faulty:
        return []
    entry = _entry(row, before | given, {**differing, **faults}, faults, among)
    shown = [name for name in COLUMNS if name in differing and name != "id"]
    cells = {name: (_cell(before, name) if resource else "", _cell(given, name)) for name in shown}
    return [Change(row=row.number, entry=entry, seen=resource.row_version if resource else None, cells=cells)]


def _check_columns(row: Row) -> None:
    """Either the id is mistyped, or a new entry was meant."""
    lacking = [name for name in NEEDED_BY_A_NEW_ENTRY if name not in row.cells and name not in row.faulty]
    if lacking:
        needs = f"and the file lacks columns that a new one needs: {', '.join(lacking)}"
        raise RowFaultError({"id": f"There is no entry “{_id_of(row)[:60]}”, {needs}"})


def _entry(row: Row, values: Values, differing: Container[str], faults: Mapping[str, str], among: Around) -> Entry:
    """Raises RowFaultError with what could not be read and what is wrong beside it."""
    try:
        entry = entry_from(values, differing, among)
    except RowFaultError as found:
        raise RowFaultError({k: v for k, v in {**found.faults, **faults}.items() if k not in row.faulty}) from None
    if faults or row.faulty:
        raise RowFaultError(faults)
    return entry


def _cell(values: Values, name: str) -> str:
    return COLUMNS[name].write(values[name]) if name in values else ""


def _read(row: Row, first_model: str, *, is_new: bool) -> tuple[Values, dict[str, str]]:
    """The values of the cells, and by column what is wrong with those that have none."""
    values: Values = {}
    faults: dict[str, str] = {}
    for name, cell in row.cells.items():
        if is_new and name == "status" and not cell.strip():
            continue  # it is current
        try:
            values[name] = read_cell(name, cell, first_model)
        except ValueError as error:
            faults[name] = str(error)
    return values, faults


def _faults_of_addresses(changes: Sequence[Change]) -> list[Fault]:
    taken = same_addresses(change.entry for change in changes)
    return [
        Fault(row=change.row, column="url", text=f"The entry “{taken[change.entry.id]}” has this address as well")
        for change in changes
        if change.entry.id in taken
    ]
