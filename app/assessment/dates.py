"""Calendar arithmetic for the target date."""

from calendar import monthrange
from datetime import date

LEAST_MONTHS = 12
MOST_MONTHS = 24
EARLIEST = date(2000, 1, 1)
LATEST = date(2099, 12, 31)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
