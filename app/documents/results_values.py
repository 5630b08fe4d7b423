"""The values that results_file.py is made of: how long a text, how high a level, how near a day."""

from datetime import date, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, FailFast, Field

from app.assessment.answer import NOTE_LENGTH, REASON_LENGTH
from app.assessment.dates import EARLIEST, LATEST, MOST_MONTHS
from app.assessment.tables import TEXT_LENGTH, TITLE_LENGTH
from app.forms import one_line, plain_text
from app.plan.tables import PERSON_LENGTH, WHAT_LENGTH
from app.results.tables import NARRATIVE_LENGTH

FIRST_YEAR, LAST_YEAR = EARLIEST.year, LATEST.year + MOST_MONTHS // 12
# Of each list: a file of three megabytes can hold millions of faults, and to note each takes minutes and gigabytes.
FIRST_FAULT = FailFast()

Day = TypeVar("Day", date, datetime)


def _plain(text: str) -> str:
    return plain_text(text) or ""


def _line(text: str) -> str:
    return one_line(text) or ""


def _some_line(text: str) -> str:
    line = _line(text)
    if not line:
        raise ValueError("Write something here")
    return line


def _some_text(text: str) -> str:
    kept = _plain(text)
    if not kept:
        raise ValueError("Write something here")
    return kept


def _near(day: Day) -> Day:
    """Within the years that an assessment can speak of."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"Write a day between {FIRST_YEAR} and {LAST_YEAR}")
    return day


Made = Annotated[str, Field(max_length=50_000), AfterValidator(_plain)]
Text = Annotated[str, Field(max_length=TEXT_LENGTH), AfterValidator(_plain)]
Reason = Annotated[str, Field(max_length=REASON_LENGTH), AfterValidator(_plain)]
Note = Annotated[str, Field(max_length=NOTE_LENGTH), AfterValidator(_plain)]
OwnText = Annotated[str, Field(max_length=NARRATIVE_LENGTH), AfterValidator(_plain)]
What = Annotated[str, Field(max_length=WHAT_LENGTH), AfterValidator(_plain)]
SomeWhat = Annotated[str, Field(max_length=WHAT_LENGTH), AfterValidator(_some_text)]
Person = Annotated[str, Field(max_length=PERSON_LENGTH), AfterValidator(_line)]
Title = Annotated[str, Field(max_length=TITLE_LENGTH), AfterValidator(_some_line)]
On = Annotated[date, AfterValidator(_near)]
Moment = Annotated[AwareDatetime, AfterValidator(_near)]
Level = Annotated[int, Field(ge=0, le=6)]
OneToThree = Annotated[int, Field(ge=1, le=3)]
Short = Annotated[str, Field(max_length=300), AfterValidator(_line)]
Criterion = Annotated[str, Field(pattern=r"^[1-6]\.[1-9]$")]


class Part(BaseModel):
    """No keys but its own, and no value of another type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)
