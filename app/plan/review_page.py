"""The page of one review: the priorities with their actions, what was said of each, and the form to say it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.maturity.definitions import Model
from app.plan.reading import actions_of, focus_in, priorities_of
from app.plan.review_forms import MOVED_WORDS, HoldForm, hold_form
from app.plan.reviews import NO_ENTRY, Content, contents_of, reviews_of
from app.plan.tables import Action, Review
from app.plan.words import due_in_words, tag_of
from app.results.figures import CharacteristicFigures
from app.results.result import result_of
from app.words import date_in_words


@dataclass(frozen=True, slots=True)
class Opened:
    assessment: Assessment
    """Of a signed-off one as it was then."""
    model: Model
    review: Review
    content: Content
    rows: tuple[CharacteristicFigures, ...]
    """The priorities, and whatever else something was said of."""
    actions: Mapping[str, Sequence[Action]]
    before: tuple[Review, Content] | None
    """The review that was held last before this one."""


def opened(assessment: Assessment, review: Review, sent: Collection[str] = ()) -> Opened:
    """`sent`: the codes of what was typed. It is kept, though the priority was taken back meanwhile."""
    result, found = result_of(assessment), reviews_of(assessment)
    contents = contents_of(found)
    content = contents[review.id]
    codes = priorities_of(result, focus_in(result))
    # One that is held says what it was about then: a priority chosen since is no part of it.
    wanted = set(content.entries) if content.held_on and content.entries else codes | set(content.entries)
    wanted |= set(sent)
    former = [one for one in found if one.held_on and one.due_on < review.due_on]
    return Opened(
        result.assessment,
        result.model,
        review,
        content,
        tuple(row for row in result.figures.rows if row.code in wanted),
        _by_code(actions_of(assessment)),
        (former[-1], contents[former[-1].id]) if former else None,
    )


def _by_code(actions: Sequence[Action]) -> dict[str, list[Action]]:
    return {code: [one for one in actions if one.code == code] for code in {one.code for one in actions}}


def _form(page: Opened, *, is_sent: bool) -> HoldForm:
    return hold_form(page.assessment.as_at, page.rows, page.review, page.content, is_sent=is_sent)


def sent_codes() -> set[str]:
    fields = (name.partition("_") for name, typed in request.form.items() if typed.strip())
    return {code for field, _, code in fields if field in {"moved", "why"}}


def read_form(page: Opened) -> HoldForm:
    return _form(page, is_sent=True)


def draw_review(page: Opened, status: int = 200, form: HoldForm | None = None) -> ResponseReturnValue:
    """With 409 what stands now is shown beside what was typed; pressed again, what was typed replaces it."""
    theirs: list[tuple[str, str, str]] = []
    if form is not None and status == 409:
        theirs = both(page, form.content(page.content))
        form.row_version.data = page.review.row_version
        form.row_version.raw_data = None
    drawn = render_template(
        "plan/review.html",
        assessment=page.assessment,
        page=page,
        review=page.review,
        content=page.content,
        model=page.model,
        form=form or _form(page, is_sent=False),
        theirs=theirs,
        may_plan=g.standing.may(May.PLAN),
        moved_words=MOVED_WORDS,
        tag_of=tag_of,
        due_in_words=due_in_words,
        no_entry=NO_ENTRY,
        today=date.today(),
    )
    return drawn, status


def both(page: Opened, mine: Content) -> list[tuple[str, str, str]]:
    """What it is, as it stands and as it was typed, where they differ."""
    stands = page.content
    rows = [("Day it was held", _day(stands.held_on), _day(mine.held_on)), ("What was said", stands.text, mine.text)]
    titles = {row.code: row.title for row in page.rows}
    for code in dict.fromkeys([*stands.entries, *mine.entries]):
        one, other = (_entry(side.entries.get(code, NO_ENTRY)) for side in (stands, mine))
        rows.append((titles.get(code, code), one, other))
    return [(what, one or "Nothing", other or "Nothing") for what, one, other in rows if one != other]


def _day(day: date | None) -> str:
    return date_in_words(day) if day else ""


def _entry(entry: tuple[object, str]) -> str:
    moved, why = entry
    words = {one.value: word for one, word in MOVED_WORDS.items()}
    return ": ".join(part for part in (words.get(str(moved), ""), why) if part)
