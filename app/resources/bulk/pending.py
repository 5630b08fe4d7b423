"""An upload of many entries, looked at and not applied yet."""

from pathlib import Path

from app.pending import APPLIED, APPLYING, UNKNOWN, DamagedError, TakenError, Upload, held, keep, keep_as, remove
from app.pending import find as find_upload
from app.resources.bulk.comparing import Comparison

__all__ = [
    "APPLIED",
    "APPLYING",
    "UNKNOWN",
    "DamagedError",
    "Pending",
    "TakenError",
    "find",
    "held",
    "keep",
    "keep_as",
    "remove",
]


class Pending(Upload):
    notices: tuple[str, ...]
    comparison: Comparison


def find(folder: Path, token: str, user_id: int) -> Pending | None:
    """None where there is none, or it is somebody else’s. Raises TakenError and DamagedError."""
    return find_upload(Pending, folder, token, user_id)
