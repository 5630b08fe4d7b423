"""The form of an entry of the hub. What an entry may be is said in its definition; here is how a person is told."""

from typing import Any

from flask_wtf import FlaskForm
from pydantic import ValidationError
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from app.accounts.forms import COUNCIL_TYPES
from app.editorial.serves import MORE, ServesField, rows_of
from app.forms import Params, error_summary, one_line, plain_text
from app.resources.definitions import Entry
from app.resources.storing import Around
from app.resources.words import ACCESS, EFFORT, KINDS, STATUSES


def _choices(words: Any) -> list[SelectChoice]:
    return [SelectChoice(str(value), label) for value, label in words.items()]


class EntryForm(FlaskForm):
    title = StringField("Title", filters=[one_line], description="As its publisher has it.")
    publisher = StringField("Publisher", filters=[one_line])
    url = StringField("Address", filters=[plain_text])
    kind = RadioField("Kind", choices=_choices(KINDS), validate_choice=False)
    year = StringField("Year (optional)", filters=[one_line], description="In which it was published.")
    summary = TextAreaField(
        "Summary", filters=[plain_text], description="What is in it and whom it helps, in a sentence or two."
    )
    serves = ServesField("What it helps with")
    topics = SelectMultipleField("Topics (optional)", validate_choice=False, description="At most six.")
    council_types = SelectMultipleField(
        "Types of council (optional)",
        choices=_choices(COUNCIL_TYPES),
        validate_choice=False,
        description="Only where it matters to some and not to all.",
    )
    effort = RadioField("Effort", choices=_choices(EFFORT), validate_choice=False)
    access = RadioField("Access", choices=_choices(ACCESS), validate_choice=False)
    status = RadioField(
        "Status",
        choices=_choices(STATUSES),
        validate_choice=False,
        description="What is withdrawn is found by nobody but the editors.",
    )
    review_by = StringField(
        "Look at it again by",
        filters=[one_line],
        description="A year and a month, such as 2027-11.",
    )
    row_version = HiddenField()
    """Of the entry that the editor had before them."""
    replaces = HiddenField()
    """The version of somebody else’s that the editor has seen and chosen to replace."""
    more = HiddenField()
    """Pressed for more rows of what it helps with."""

    def offer(self, among: Around, entry: Entry | None = None) -> None:
        """An entry may serve what its model no longer has: that stays among the choices."""
        self.among = among
        self.topics.choices = [SelectChoice(slug, topic.title) for slug, topic in among.topics.items()]
        self.characteristics = characteristics_among(among)
        for row in rows_of(entry.serves if entry else (), among.first_model):
            gone = row.characteristic.partition("/")[2]
            self.characteristics.setdefault(row.characteristic, f"{gone} (no longer in the model)")
        self.levels = levels_among(among)

    def adds_rows(self) -> bool:
        """True where only that was asked for."""
        if self.more.data:
            self.serves.show(len(self.serves.rows) + MORE)
        return bool(self.more.data)

    @property
    def seen(self) -> str:
        return str(self.replaces.data or self.row_version.data)

    def entry(self, slug: str) -> Entry | None:
        """What the form holds, or none: then its fields say why."""
        self.serves.check(self.among.models, self.characteristics)
        names = [name for name in Entry.model_fields if name not in {"id", "serves"}]
        typed = {name: self[name].data for name in names if self[name].data is not None}
        typed |= {"year": typed.get("year") or None, "serves": self.serves.as_entered(self.among.first_model)}
        entry = None
        try:
            entry = Entry.model_validate({"id": slug, **typed})
        except ValidationError as faults:
            self._tell(faults)
        if not {*typed.get("topics", ())} <= {*self.among.topics}:
            self.topics.errors = [TOPICS]
        return None if self.topics.errors or self.serves.has_faults else entry

    def _tell(self, faults: ValidationError) -> None:
        for fault in faults.errors():
            name = str(fault["loc"][0])
            if name != "serves":
                self[name].errors = [told(name, fault)]
            elif not self.serves.has_faults:
                self.serves.rows[0].fault = told(name, fault)

    @property
    def options(self) -> dict[str, list[Params]]:
        """Of the selects of a step."""
        levels = [{"value": number, "text": name} for number, name in self.levels.items()]
        found = [{"value": value, "text": text} for value, text in self.characteristics.items()]
        return {"characteristics": found, "starts": levels[:-1], "ends": levels[1:]}

    @property
    def summary_of_errors(self) -> Params:
        """As the Design System’s error summary wants it, with every faulty row."""
        rows = [
            {"text": row.fault, "href": f"#serves-{number}-{row.box}"}
            for number, row in enumerate(self.serves.rows)
            if row.fault
        ]
        params = error_summary(self)
        return params | {"errorList": [*params["errorList"], *rows]}


def characteristics_among(among: Around) -> dict[str, str]:
    """Code and title by a model’s id, a slash and the code."""
    return {
        f"{model.id}/{each.code}": f"{each.code} {each.title}"
        for model in among.models.values()
        for each in model.characteristics
    }


def levels_among(among: Around) -> dict[str, str]:
    """Number and name of each level, from 0 up. Where models name it differently, every name."""
    models = among.models.values()
    found = {}
    for number in range(max((model.top_level for model in models), default=0) + 1):
        names = dict.fromkeys(model.level_name(number) for model in models if number <= model.top_level)
        found[str(number)] = f"{number} {' / '.join(names)}"
    return found


NAMES = {
    "title": "the title",
    "publisher": "the publisher",
    "url": "the address",
    "kind": "the kind",
    "summary": "the summary",
    "effort": "the effort",
    "access": "who has access",
    "status": "the status",
    "review_by": "the month",
}
TOPICS = "Select at most six topics from the list"
CHOSEN = ("kind", "effort", "access", "status")


def told(name: str, fault: Any) -> str:
    """What pydantic found, in a sentence that says what to do."""
    if name == "year":
        return "Enter a year from 1900 to 2100, or leave it empty"
    if name == "topics":
        return TOPICS
    if name == "council_types":
        return "Select types of council from the list"
    if name == "serves":
        return "Select at least one characteristic that it helps with, and the levels of the step"
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    what = NAMES[name]
    if fault["type"] == "string_too_long":
        return f"{what[0].upper()}{what[1:]} must be {fault['ctx']['max_length']:,} characters or fewer"
    return f"{'Select' if name in CHOSEN else 'Enter'} {what}"
