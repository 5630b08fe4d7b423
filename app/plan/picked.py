"""What is chosen for one characteristic: hold or improve, impact and effort, and whether it is a priority."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.plan.tables import Choice, Focus
from app.plan.words import CHOICES, DEGREES


@dataclass(frozen=True, slots=True)
class Picked:
    """What is chosen for one characteristic, whether it is saved or comes from the form."""

    choice: Choice | None = None
    impact: int | None = None
    effort: int | None = None
    is_priority: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Picked()

    @property
    def parts(self) -> dict[str, Any]:
        """For JSON; `picked_from` reads it back."""
        return asdict(self)

    @property
    def written(self) -> str:
        """As the form remembers what it showed."""
        return f"{self.choice or ''}.{self.impact or ''}.{self.effort or ''}.{int(self.is_priority)}"

    @property
    def in_words(self) -> str:
        parts = [CHOICES[self.choice]] if self.choice else ["Not decided"]
        parts += [f"impact {DEGREES[self.impact].lower()}"] if self.impact else []
        parts += [f"effort {DEGREES[self.effort].lower()}"] if self.effort else []
        return ", ".join([*parts, *["a priority"] * self.is_priority])


NOTHING = Picked()


def picked_from(parts: Mapping[str, Any]) -> Picked:
    return Picked(**{**parts, "choice": Choice(parts["choice"]) if parts["choice"] else None})


def picked_in(focus: Focus | None) -> Picked:
    return Picked(focus.choice, focus.impact, focus.effort, focus.is_priority) if focus else NOTHING
