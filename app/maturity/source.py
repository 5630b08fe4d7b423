"""The file that a model or resources are read from: its bytes and its text, before anything is known of YAML."""

import codecs
import os
from errno import ELOOP
from pathlib import Path

from app.maturity.faults import Fault, ModelFaults

MOST_BYTES = 2_000_000

TOO_LARGE = "The file is larger than 2 MB. Check that this is the right file."
SAVE_AS_UTF8 = "Open it in the program it was made with and save it again, choosing the encoding UTF-8."


def shown(path: Path) -> str:
    """The file's name as a person would type it from where they are."""
    here = Path.cwd()
    name = path.relative_to(here) if path.is_relative_to(here) else path
    return os.fsencode(name).decode("utf-8", errors="replace")


def read_source(path: Path) -> bytes:
    """The bytes of the file. Raises ModelFaults where there are none to read, or too many."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(path, "There is no such file. Check the name, or put the file back.") from None
    except IsADirectoryError:
        raise _unreadable(path, "This is a folder. Name the file in it.") from None
    except OSError as error:
        if error.errno == ELOOP:
            raise _unreadable(path, "This is a link that leads back to itself. Put the file in its place.") from None
        raise _unreadable(path, f"The file cannot be read: {error.strerror}. Check who may open it.") from None
    if len(raw) > MOST_BYTES:
        raise _unreadable(path, TOO_LARGE)
    return raw


def read_file(path: Path) -> bytes:
    """The same of a file alone: a start does not wait for whatever may come out of a pipe."""
    # os.path, because Path.exists() raises where the folder may not be entered.
    if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):
        raise _unreadable(path, "This is a pipe or a device, not a file. Put a file in its place, or take it away.")
    return read_source(path)


def decode(raw: bytes, name: str) -> str:
    """The text of the file. Raises ModelFaults where it is not UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:2].count(0) == 1:
        raise ModelFaults(name, [Fault(1, 1, "", f"The file is in UTF-16 (“Unicode”), not UTF-8. {SAVE_AS_UTF8}")])
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise ModelFaults(name, [_not_utf8(raw, error.start)]) from None


def _not_utf8(raw: bytes, start: int) -> Fault:
    before = raw[:start]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode()) + 1
    meant = raw[start : start + 1].decode("cp1252", errors="replace")
    message = f"The file is not in UTF-8 but probably in Windows-1252 (“ANSI”): see the “{meant}” here. {SAVE_AS_UTF8}"
    return Fault(before.count(b"\n") + 1, column, "", message)


def _unreadable(path: Path, message: str) -> ModelFaults:
    return ModelFaults(shown(path), [Fault(0, 0, "", message)])
