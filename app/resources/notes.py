"""What people here say of a resource that they used: one note of each person, seen only by those who are signed in."""

from collections.abc import Iterable, Sequence

from flask_wtf import FlaskForm
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Length

from app.database import db, utc_now
from app.forms import plain_text
from app.resources.tables import NOTE_LENGTH, ResourceNote
from app.words import count_in_words

HELPED, DID_NOT_HELP = "yes", "no"


class NoteForm(FlaskForm):
    helped = RadioField(
        "Did it help you?",
        [AnyOf([HELPED, DID_NOT_HELP], "Select whether it helped you")],
        choices=[SelectChoice(HELPED, "Yes, it helped"), SelectChoice(DID_NOT_HELP, "No, it did not")],
        validate_choice=False,
    )
    text = TextAreaField(
        "What others here should know (optional)",
        [Length(max=NOTE_LENGTH, message=f"Your note must be {NOTE_LENGTH:,} characters or fewer")],
        [plain_text],
        description="How you used it, or what was missing. Everybody who is signed in here sees it with your name.",
    )


def form_of(note: ResourceNote | None) -> NoteForm:
    data = {"helped": HELPED if note.helped else DID_NOT_HELP, "text": note.text} if note else {}
    return NoteForm(data=data)


def notes_on(resource_id: int) -> list[ResourceNote]:
    """Each with who made it, the newest first."""
    query = select(ResourceNote).where(ResourceNote.resource_id == resource_id).options(joinedload(ResourceNote.user))
    return list(db.session.scalars(query.order_by(ResourceNote.noted_at.desc(), ResourceNote.user_id)))


def note_by(notes: Iterable[ResourceNote], user_id: int) -> ResourceNote | None:
    return next((note for note in notes if note.user_id == user_id), None)


def put_note(resource_id: int, user_id: int, form: NoteForm) -> None:
    """Inside `writing`: the person's note is this one now."""
    note = db.session.get(ResourceNote, (resource_id, user_id), populate_existing=True)
    if note is None:
        note = ResourceNote(resource_id=resource_id, user_id=user_id)
        db.session.add(note)
    note.helped, note.text, note.noted_at = form.helped.data == HELPED, form.text.data or "", utc_now()


def remove_note(resource_id: int, user_id: int) -> None:
    """Inside `writing`."""
    mine = (ResourceNote.resource_id == resource_id, ResourceNote.user_id == user_id)
    db.session.execute(delete(ResourceNote).where(*mine))


def summary_of(notes: Sequence[ResourceNote]) -> str:
    """“3 people here used this; it helped 2”"""
    if not notes:
        return "Nobody here has said yet whether this helped."
    people, helped = count_in_words(len(notes), "person", "people"), sum(note.helped for note in notes)
    if len(notes) == 1:
        return f"{people} here used this; it {'helped them' if helped else 'did not help them'}."
    return f"{people} here used this; it helped {helped or 'none of them'}."
