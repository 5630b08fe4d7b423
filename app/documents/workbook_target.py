"""Whom a workbook is filled in for: the council’s position, or one person’s private answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask import g

from app.assessment.saving import Saved, Sheet, agreement_sheet, position_sheet, response_sheet
from app.assessment.tables import Assessment, Stage
from app.maturity.definitions import Theme
from app.participation.on_paper import entered_answers, has_begun, may_be_entered, people_to_enter
from app.participation.reading import Person, find_person

POSITION = "position"


@dataclass(frozen=True, slots=True)
class Target:
    assessment: Assessment
    person: Person | None
    """None for the position."""

    @property
    def key(self) -> str:
        return str(self.person.id) if self.person else POSITION

    @property
    def name(self) -> str:
        return self.person.name if self.person else "The council’s position"

    @property
    def in_words(self) -> str:
        """Within a sentence."""
        return self.person.name if self.person else "the council’s position"

    @property
    def is_agreement(self) -> bool:
        return self.person is None and self.assessment.is_separate

    @property
    def themes(self) -> list[Theme]:
        slugs = self.person.themes if self.person else ()
        return [theme for theme in self.assessment.model.themes if not slugs or theme.slug in slugs]

    @property
    def sheet(self) -> Sheet:
        if self.person:
            return response_sheet(self.person.id)
        return agreement_sheet(self.assessment) if self.is_agreement else position_sheet(self.assessment)

    @property
    def shown(self) -> Mapping[str, Saved]:
        """What the workbook and its preview may show: of a person only what the lead typed in."""
        return entered_answers(self.person.id) if self.person else self.sheet.read()

    @property
    def has_begun(self) -> bool:
        """Answers here themselves: from then on their answers are theirs alone."""
        return self.person is not None and has_begun(self.person.id)

    @property
    def is_open(self) -> bool:
        """A person answers while it is open; so does the council at one screen, and otherwise it agrees afterwards."""
        wanted = Stage.CLOSED if self.is_agreement else Stage.OPEN
        return self.assessment.stage is wanted


def targets_in(assessment: Assessment) -> list[Target]:
    """Those that a workbook can be made for at this stage, the position first."""
    found = [Target(assessment, None)]
    if assessment.is_separate:
        people = people_to_enter(assessment, g.standing.participant_id)
        found += [Target(assessment, one.person) for one in people if not one.has_begun]
    return [target for target in found if target.is_open]


def find_target(assessment: Assessment, key: str) -> Target | None:
    """The one that a stamp or a form names, whatever the stage."""
    if key == POSITION:
        return Target(assessment, None)
    if not (assessment.is_separate and key.isascii() and key.isdigit() and len(key) < 19):
        return None
    person = find_person(assessment, int(key))
    is_theirs = person is not None and may_be_entered(person, g.standing.participant_id)
    return Target(assessment, person) if is_theirs else None


def fingerprint(saved: Saved | None) -> str:
    """Another one means that the answer has been changed since."""
    return sha256(repr((saved.row_version, saved.saved_at) if saved else None).encode()).hexdigest()[:16]
