"""A run of the check from its choice of addresses to its report."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from flask import current_app

from app.resources.links.checking import Checker
from app.resources.links.client import Client
from app.resources.links.findings import Link
from app.resources.links.limits import LIMITS
from app.resources.links.report import progress, report, summary
from app.resources.links.running import check_all, ctrl_c_sets
from app.resources.links.storing import Notes, links_to_check
from app.resources.tables import LinkState

BATCH = 20
PROGRESS_SECONDS = 5
TRIES = 3
INTERRUPTED = 130


def check_links(
    only: LinkState | None, older_than: int | None, limit: int | None, minutes: float, path: Path | None
) -> None:
    with _opened(path) as file:
        links = links_to_check(only, older_than, limit)
        notes, was_stopped = _run(links, minutes * 60)
        if file:
            file.write(report(notes.found))
    click.echo(summary(notes.found, len(links)))
    _say_what_is_left(len(links) - len(notes.found) - notes.doubtful, notes)
    if was_stopped:
        raise click.exceptions.Exit(INTERRUPTED)


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO | None]:
    """Before the run: nobody wants to hear after half an hour that a folder is missing."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    with file:
        yield file


def _run(links: list[Link], seconds: float) -> tuple[Notes, bool]:
    """What was found, and whether somebody pressed Ctrl+C."""
    stop, notes = threading.Event(), Notes()
    checker = Checker(Client(LIMITS, current_app.config["CHECK_PRIVATE_LINKS"]), stop)
    ends_at, tells_at = time.monotonic() + seconds, time.monotonic() + PROGRESS_SECONDS
    with ctrl_c_sets(stop) as pressed:
        for found in check_all(links, checker.look_at, LIMITS.threads, seconds, stop):
            if found:
                notes.take(found)
            is_time = time.monotonic() >= tells_at
            notes.write(at_least=1 if is_time else BATCH)
            if is_time:
                click.echo(progress(notes.found, len(links), ends_at - time.monotonic()), err=True)
                tells_at = time.monotonic() + PROGRESS_SECONDS
        any(notes.write() for _ in range(TRIES))  # each waits some seconds for a busy database
    return notes, pressed.is_set()


def _say_what_is_left(unreached: int, notes: Notes) -> None:
    if unreached:
        click.echo(f"\nNot reached, left as they were: {unreached}. “--older-than 1” looks at those alone.")
    if notes.doubtful:
        click.echo(
            f"\nNames that were not found: {notes.doubtful}. No site answered at all, so nothing was noted of them: "
            "is this machine on the internet?"
        )
    if notes.unwritten:
        raise click.ClickException(f"The database was busy: {notes.unwritten} findings are not noted in it.")
