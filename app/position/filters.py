"""Which characteristics the list shows. It stands in the address of the list, and of all that is reached from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from app.maturity.definitions import Model

TO_AGREE = "to-agree"


@dataclass(frozen=True, slots=True)
class Filters:
    theme: str = ""
    """A slug; empty for all."""
    is_to_agree: bool = False
    """Only those not agreed yet."""

    @classmethod
    def read(cls, args: Mapping[str, str], model: Model) -> Self:
        """From an address. A theme that does not exist is passed over, as the list to choose from cannot show it."""
        theme = args.get("theme", "")
        return cls(theme if model.find_theme(theme) else "", args.get("show") == TO_AGREE)

    @property
    def args(self) -> dict[str, Any]:
        theme: dict[str, Any] = {"theme": self.theme} if self.theme else {}
        return theme | ({"show": TO_AGREE} if self.is_to_agree else {})
