"""What was uploaded and looked at: a file in the instance folder until it is applied, cancelled or an hour old.

Each kind of upload keeps a model of its own, which extends `Upload`.
"""

import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from flask import current_app
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.datastructures import FileStorage

from app.forms import one_line

SECONDS = 3600
SECONDS_TO_APPLY = 60
"""What takes longer was broken off, before it was stored or after."""
TOKEN = re.compile("[0-9a-f]{32}")


class Upload(BaseModel):
    model_config = ConfigDict(frozen=True)

    user_id: int
    """Whose it is: nobody else sees or applies it."""
    file_name: str


def uploads() -> Path:
    """The folder of this installation."""
    return Path(current_app.instance_path) / "uploads"


def read_upload(file: FileStorage) -> tuple[bytes, str]:
    """Its content, and its name on one line, without the folders that some browsers send; the file is closed."""
    with closing(file):
        name = Path((file.filename or "").replace("\\", "/")).name
        return file.stream.read(), (one_line(name) or "")[:100]


Kind = TypeVar("Kind", bound=Upload)

GONE = "What you uploaded is no longer here: it is kept for an hour. Upload the file again."
DAMAGED = "This preview cannot be read any more. Upload the file again."
APPLIED = "These changes have been applied already."
APPLYING = "These changes are being applied at this moment. Look at the list in a minute."
UNKNOWN = (
    "It is not known whether these changes were applied: look at the list, and upload again if they are not there."
)


class NotThereError(Exception):
    """Nothing waits under this token. The message says why, and what to do."""


class TakenError(NotThereError):
    """Somebody has pressed “Apply”. The message says what is known of it."""


def keep(folder: Path, pending: Upload) -> str:
    """The token by which it is found again."""
    folder.mkdir(mode=0o700, exist_ok=True)
    tidy(folder)
    token = secrets.token_hex(16)
    keep_as(folder, token, pending)
    return token


def keep_as(folder: Path, token: str, pending: Upload) -> None:
    _write(_waiting(folder, token), pending)


def _write(path: Path, upload: Upload) -> None:
    """Whole or not at all, and for the user who runs the server alone."""
    draft = path.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(upload.model_dump_json(by_alias=True))
    draft.replace(path)


def find(kind: type[Kind], folder: Path, token: str, user_id: int) -> Kind:
    """What waits. Raises NotThereError, also where it is somebody else’s, and TakenError."""
    if not TOKEN.fullmatch(token):
        raise NotThereError(GONE)
    if waiting := _read(kind, _waiting(folder, token), user_id):
        return waiting
    if any(_read(Upload, path, user_id) for path in (_busy(folder, token), _applied(folder, token))):
        raise TakenError(_what_became(folder, token))
    raise NotThereError(GONE)


def _what_became(folder: Path, token: str) -> str:
    """Of what was taken to be applied."""
    if _is_fresh(_busy(folder, token), SECONDS_TO_APPLY):
        return APPLYING
    return APPLIED if _applied(folder, token).exists() else UNKNOWN


def _read(kind: type[Kind], path: Path, user_id: int) -> Kind | None:
    try:
        pending = kind.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise NotThereError(DAMAGED) from error
    return pending if pending.user_id == user_id and _is_fresh(path) else None


@contextmanager
def held(folder: Path, token: str) -> Iterator[None]:
    """While it is applied and stored: of a form that is sent twice, only one gets in. Put back where that fails.

    Raises TakenError.
    """
    waiting, busy = _waiting(folder, token), _busy(folder, token)
    try:
        os.utime(waiting)  # when it was taken
        waiting.rename(busy)
    except FileNotFoundError:
        raise TakenError(_what_became(folder, token)) from None
    try:
        yield
    except BaseException:
        _move(busy, waiting)
        raise
    _move(busy, _applied(folder, token))
    _empty(_applied(folder, token))


def _move(path: Path, to: Path) -> None:
    with suppress(FileNotFoundError):  # dropped meanwhile
        path.rename(to)


def _empty(path: Path) -> None:
    """Of what was applied, only whose it was stays."""
    with suppress(OSError, ValidationError):  # all is stored by now
        _write(path, Upload.model_validate_json(path.read_bytes()))


def remove(folder: Path, token: str) -> None:
    _waiting(folder, token).unlink(missing_ok=True)


def drop(kind: type[Kind], folder: Path, is_meant: Callable[[Kind], bool]) -> None:
    """What nobody may apply any more: of this kind, wherever `is_meant`."""
    for path in [*folder.glob("*.json"), *folder.glob("*.busy")]:
        with suppress(OSError, ValidationError):  # what is held open at this moment goes within the hour
            if is_meant(kind.model_validate_json(path.read_bytes())):
                path.unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Whatever is older than an hour goes; what is held open at this moment, the next time."""
    for path in folder.iterdir() if folder.exists() else ():
        if not _is_fresh(path):
            with suppress(OSError):
                path.unlink()


def _is_fresh(path: Path, seconds: int = SECONDS) -> bool:
    try:
        return time.time() - path.stat().st_mtime < seconds
    except FileNotFoundError:
        return False


def _waiting(folder: Path, token: str) -> Path:
    return folder / f"{token}.json"


def _busy(folder: Path, token: str) -> Path:
    return folder / f"{token}.busy"


def _applied(folder: Path, token: str) -> Path:
    return folder / f"{token}.applied"
