"""The blank questions on paper: what PDF and Word both hold. There is no answer in them, so anybody in it may print."""

from dataclasses import dataclass
from datetime import date

from app.assessment.choices import Choice, current_choices, evidence_choices, target_choices
from app.assessment.tables import Assessment
from app.maturity.definitions import Characteristic, Model, Theme
from app.participation import privacy
from app.participation.words import GROUPS
from app.words import date_in_words

NOTE_LINES = 3
HOW = (
    "Tick one box for where the council is now: the highest level whose description is true, if those of all lower "
    "levels are true as well.",
    "Then tick where you want it to be, and how strong the evidence is. The same level as now means “hold”, which is a "
    "choice like any other.",
    "“Don’t know” and “Not applicable” are answers too, and need no target.",
)
SHARED = "This note may be read, without my name, when the position is agreed"


@dataclass(frozen=True, slots=True)
class Pack:
    council: str
    title: str
    number: int
    """Of the assessment, for whoever types it in."""
    as_at: date
    target_date: date
    model: Model
    themes: tuple[Theme, ...]
    is_private: bool
    """People answer for themselves, with their name; otherwise it is the council’s position."""
    who_sees: str

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Assessment", f"{self.title} (number {self.number})"),
            ("Position as at", date_in_words(self.as_at)),
            ("Targets for", date_in_words(self.target_date)),
            ("Model", f"{self.model.title}, version {self.model.version}"),
        ]

    @property
    def groups(self) -> list[str]:
        return [one for one, _ in GROUPS.values()]

    @property
    def target_words(self) -> str:
        return f"Where do we want to be by {date_in_words(self.target_date)}?"

    @property
    def targets(self) -> list[Choice]:
        return target_choices(self.model)

    @property
    def strengths(self) -> list[Choice]:
        return evidence_choices(self.model)

    def levels(self, one: Characteristic) -> list[Choice]:
        """Not yet in place, the levels with their descriptors, don’t know and not applicable."""
        return current_choices(self.model, one.code)


def pack_of(assessment: Assessment, council: str, themes: list[Theme]) -> Pack:
    return Pack(
        council=council,
        title=assessment.title,
        number=assessment.id,
        as_at=assessment.as_at,
        target_date=assessment.target_date,
        model=assessment.model,
        themes=tuple(themes),
        is_private=assessment.is_separate,
        who_sees=privacy.on_paper(assessment),
    )
