"""Which comments an editor looks at. It stands in the address of the list, and of all that is reached from it."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import ColumnElement

from app.editorial.known import Known
from app.editorial.tables import Comment, CommentKind, CommentStatus
from app.forms import is_number
from app.maturity.tables import ModelVersion

ALL = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty where everything is wanted."""

    status: str = CommentStatus.OPEN
    model: str = ""
    characteristic: str = ""
    """As in `Known`: a model’s id, a slash and a code."""
    kind: str = ""
    page: int = 1

    @classmethod
    def read(cls, args: Mapping[str, str], known: Known) -> Self:
        """From an address. What does not exist is passed over, as the lists to choose from cannot show it."""
        page = args.get("page", "")
        return cls(
            status=_one_of([*CommentStatus, ALL], args.get("status")) or CommentStatus.OPEN,
            model=_one_of(known.models, args.get("model")),
            characteristic=_one_of(known.characteristics, args.get("characteristic")),
            kind=_one_of([*CommentKind], args.get("kind")),
            page=int(page) if is_number(page, 6) else 1,
        )

    @property
    def args(self) -> dict[str, str]:
        """For an address: what differs from the list as it is first opened."""
        mine = {"model": self.model, "characteristic": self.characteristic, "kind": self.kind}
        args = {name: value for name, value in mine.items() if value}
        args |= {"status": str(self.status)} if self.status != CommentStatus.OPEN else {}
        return args | ({"page": str(self.page)} if self.page > 1 else {})

    @property
    def are_any(self) -> bool:
        return bool(self.model or self.characteristic or self.kind)

    def with_status(self, status: str) -> Self:
        return replace(self, status=status, page=1)

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """All but the status, whose counts are shown side by side. They need the comment's version joined."""
        found = []
        if self.model:
            found.append(ModelVersion.model_id == self.model)
        if self.kind:
            found.append(Comment.kind == CommentKind(self.kind))
        if self.characteristic:
            model_id, _, code = self.characteristic.partition("/")
            found += [ModelVersion.model_id == model_id, Comment.code == code]
        return found

    @property
    def all_conditions(self) -> list[ColumnElement[bool]]:
        status = [] if self.status == ALL else [Comment.status == CommentStatus(self.status)]
        return [*self.conditions, *status]


def _one_of(words: Container[str], word: str | None) -> str:
    return word if word and word in words else ""
