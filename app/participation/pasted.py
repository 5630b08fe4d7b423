"""A list of people out of a spreadsheet: its rows, what is wrong with each, and whom it would add."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from app.accounts.tables import User
from app.excel import read_excel
from app.forms import one_line
from app.participation.adding import NEEDS_ACCOUNT, SAME_NAME, TOO_LATE, Known, Newcomer
from app.participation.tables import NAME_LENGTH, Group, Part
from app.spreadsheets import Line, Table, UnreadableError, as_csv, read_csv

MOST_PEOPLE = 500
EMAIL_LENGTH = 254

COLUMNS = ("name", "group", "directorate", "role", "email")
"""In the order of a list that does not name them."""
_CALLED = {
    "name": ("name", "full name"),
    "group": ("group",),
    "directorate": ("directorate", "department", "service", "directorate or service"),
    "role": ("role",),
    "email": ("email", "e-mail", "email address", "e-mail address", "mail"),
}
_COLUMN_OF = {called: column for column, names in _CALLED.items() for called in names}
_GROUP_OF = {
    **dict.fromkeys(("member", "members", "elected member", "councillor", "councillors", "cllr"), Group.MEMBER),
    **dict.fromkeys(("officer", "officers"), Group.OFFICER),
    **dict.fromkeys(("partner", "partners"), Group.PARTNER),
}
_ROLE_OF = {"": Part.PARTICIPANT} | {called: part for part in Part for called in (part.value, f"{part.value}s")}
UNKNOWN_GROUP = "There is no group “{}”. Write member, officer or partner"
UNKNOWN_ROLE = "There is no role “{}”. Write participant, reviewer or viewer, or nothing for a participant"


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    """As the spreadsheet counts."""
    newcomer: Newcomer
    """As far as it could be read."""
    faults: tuple[str, ...]
    is_known: bool = False
    """In the assessment already."""


@dataclass(frozen=True, slots=True)
class People:
    """What a list says, read and judged."""

    rows: tuple[Row, ...]
    notices: tuple[str, ...] = ()

    @property
    def faulty(self) -> list[Row]:
        return [row for row in self.rows if row.faults]

    @property
    def newcomers(self) -> list[Newcomer]:
        return [row.newcomer for row in self.rows]

    @property
    def are_all_known(self) -> bool:
        """As after a button that was pressed twice."""
        return all(row.is_known for row in self.rows)

    @property
    def as_text(self) -> str:
        """What a preview posts back: it reads the same again."""
        cells = [(row.name, row.group or "", row.directorate, row.role, row.email) for row in self.newcomers]
        return as_csv([COLUMNS, *cells])


def read_text(text: str) -> Table:
    """Pasted: cells stand between tabs as a spreadsheet copies them, or between commas. Raises UnreadableError."""
    by_tabs = "sep=\t\n" if "\t" in text else ""
    return read_csv((by_tabs + text.replace("\0", "").strip("\r\n")).encode())


def read_file(content: bytes) -> Table:
    """CSV or Excel, by what it is. Raises UnreadableError."""
    return read_excel(content) if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else read_csv(content)


def judge(table: Table, present: Known, accounts: Mapping[str, User], *, takes_participants: bool = True) -> People:
    """Raises UnreadableError where it is no list of people at all."""
    columns, lines, notices = _columns_of(table)
    if len(lines) > MOST_PEOPLE:
        raise UnreadableError(f"The list has {len(lines):,} people. Add at most {MOST_PEOPLE} at once: split it")
    if not lines:
        raise UnreadableError("The list has names of columns and nobody in it")
    judge = _Judge(present, accounts, takes_participants=takes_participants)
    return People(tuple(judge.row(line, columns) for line in lines), (*table.notices, *notices))


def _columns_of(table: Table) -> tuple[Sequence[str], Sequence[Line], tuple[str, ...]]:
    """What each column holds (nothing for one that is not used), the rows below, and what to tell the person."""
    first, *rest = table.lines
    names = [_COLUMN_OF.get(_key(cell), "") for cell in first.cells]
    if "name" not in names and sum(map(bool, names)) < 2:
        _refuse_wide(table.lines)
        return COLUMNS, table.lines, ()
    _refuse_heading(names)
    unused = [
        f"“{cell.strip()[:60]}”" for cell, name in zip(first.cells, names, strict=True) if cell.strip() and not name
    ]
    return names, rest, (f"Not used: {', '.join(unused)}.",) if unused else ()


def _refuse_heading(names: list[str]) -> None:
    if "name" not in names:
        raise UnreadableError("The first row names the columns, and none of them is “Name”")
    if twice := [name for name in COLUMNS if names.count(name) > 1]:
        raise UnreadableError(f"The column “{twice[0].capitalize()}” is there more than once. Take one away")


def _refuse_wide(lines: Iterable[Line]) -> None:
    for line in lines:
        if any(cell.strip() for cell in line.cells[len(COLUMNS) :]):
            raise UnreadableError(
                f"Row {line.number} has more than {len(COLUMNS)} columns. Name the columns in the first row: "
                "Name, Group, Directorate, Role, Email. Others are left out then"
            )


def _key(cell: str) -> str:
    return re.sub(r"[\s_]+", " ", cell).strip(" :*").casefold()


class _Judge:
    """Goes through the rows in their order and remembers whom it has seen."""

    def __init__(self, present: Known, accounts: Mapping[str, User], *, takes_participants: bool) -> None:
        self._present, self._accounts, self._takes_participants = present, accounts, takes_participants
        self._seen = Known()

    def row(self, line: Line, columns: Sequence[str]) -> Row:
        cells = dict.fromkeys(COLUMNS, "")
        cells |= {name: one_line(cell) or "" for name, cell in zip(columns, line.cells, strict=False) if name}
        newcomer = self._newcomer(cells)
        is_known = bool(newcomer.name) and self._present.has(newcomer)
        faults = (*line.faults.values(), *_faults_of_cells(cells), *self._faults_of(newcomer, is_known=is_known))
        self._seen.add(newcomer)
        return Row(line.number, newcomer, faults, is_known)

    def _newcomer(self, cells: Mapping[str, str]) -> Newcomer:
        """With their account, where the e-mail address is that of one."""
        account = self._accounts.get(cells["email"].casefold())
        return Newcomer(
            name=account.name if account else cells["name"],
            email=cells["email"],
            group=_GROUP_OF.get(_key(cells["group"])),
            directorate=cells["directorate"],
            role=_ROLE_OF.get(_key(cells["role"]), Part.PARTICIPANT),
            user_id=account.id if account else None,
        )

    def _faults_of(self, newcomer: Newcomer, *, is_known: bool) -> Iterable[str]:
        if not newcomer.name:
            yield "The name is missing"
        elif self._seen.has(newcomer):
            yield f"{newcomer.name[:60]} is in the list twice. {SAME_NAME}"
        elif is_known:
            yield f"{newcomer.name[:60]} is in this assessment already. {SAME_NAME}"
        if newcomer.role is not Part.PARTICIPANT:
            if newcomer.user_id is None:
                yield f"{NEEDS_ACCOUNT}. Write the email address of theirs"
        elif not self._takes_participants:
            yield TOO_LATE


def _faults_of_cells(cells: Mapping[str, str]) -> Iterable[str]:
    for name in ("name", "directorate"):
        if len(cells[name]) > NAME_LENGTH:
            yield f"The {name} has {len(cells[name]):,} characters. It may have {NAME_LENGTH}"
    yield from _faults_of_group(_key(cells["group"]), _key(cells["role"]), cells["group"])
    if _key(cells["role"]) not in _ROLE_OF:
        yield UNKNOWN_ROLE.format(cells["role"][:60])
    if cells["email"] and not _is_email(cells["email"]):
        yield f"“{cells['email'][:60]}” is no email address"


def _faults_of_group(group: str, role: str, written: str) -> Iterable[str]:
    if group and group not in _GROUP_OF:
        yield UNKNOWN_GROUP.format(written[:60])
    elif not group and _ROLE_OF.get(role, Part.PARTICIPANT) is Part.PARTICIPANT:
        yield "The group is missing. Write member, officer or partner"


def _is_email(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(text) <= EMAIL_LENGTH
