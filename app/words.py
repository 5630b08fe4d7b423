"""Dates and counts as people write them."""

from collections.abc import Sequence
from datetime import date, datetime


def date_in_words(day: date) -> str:
    """1 May 2028"""
    return f"{day.day} {day:%B %Y}"


def time_in_words(moment: datetime) -> str:
    """14:02 today, otherwise 14:02 on 1 May 2028, in the time of the machine."""
    local = moment.astimezone()
    clock = f"{local:%H:%M}"
    return clock if local.date() == datetime.now().astimezone().date() else f"{clock} on {date_in_words(local.date())}"


def joined(items: Sequence[str], between: str = ", ", last: str = " and ") -> str:
    """“a, b and c”"""
    return last.join([between.join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def count_in_words(number: int, one: str, many: str | None = None) -> str:
    """1 answer, 2 answers"""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
