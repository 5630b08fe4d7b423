"""The one council of this installation, the people who sign in, and their sessions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, LargeBinary, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, UtcDateTime, utc_now


class CouncilType(StrEnum):
    COUNTY = "county"
    DISTRICT = "district"
    UNITARY = "unitary"
    METROPOLITAN = "metropolitan"
    LONDON = "london"
    COMBINED = "combined"
    OTHER = "other"


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    EDITOR = "editor"
    USER = "user"


class Retention(StrEnum):
    """What becomes of people's private responses after an assessment is signed off."""

    KEEP = "keep"
    ANONYMISE = "anonymise"
    DELETE = "delete"


LEAST_GROUP = 5
"""No setting shows the answers of a smaller group (design.md, rule 6)."""
RETENTION_DAYS = 90
MOST_PRIORITIES = 8
COVERING_LENGTH = 5_000


def words(kind: type[StrEnum]) -> Enum:
    """A column that holds one of the words of `kind`, and nothing else."""
    return Enum(
        kind,
        values_callable=lambda kind: [member.value for member in kind],
        native_enum=False,
        create_constraint=True,
        length=20,
        name=kind.__name__.lower(),
    )


class Council(Base):
    __tablename__ = "council"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(120))
    type: Mapped[CouncilType] = mapped_column(words(CouncilType))
    gss_code: Mapped[str | None] = mapped_column(String(9))
    colour: Mapped[str | None] = mapped_column(String(7))
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    logo_digest: Mapped[str | None] = mapped_column(String(16))
    is_hub_public: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Anybody may read the resources, without signing in."""
    may_visitors_suggest: Mapped[bool] = mapped_column(default=False, server_default=false())
    # These three are what an assessment begins with: what its people were told does not change under them.
    smallest_group: Mapped[int] = mapped_column(default=LEAST_GROUP, server_default=text(str(LEAST_GROUP)))
    retention: Mapped[Retention] = mapped_column(
        words(Retention), default=Retention.ANONYMISE, server_default=text("'anonymise'")
    )
    retention_days: Mapped[int] = mapped_column(default=RETENTION_DAYS, server_default=text(str(RETENTION_DAYS)))
    most_priorities: Mapped[int] = mapped_column(default=MOST_PRIORITIES, server_default=text(str(MOST_PRIORITIES)))
    """More than these draw a gentle word on what they cost."""
    covering_text: Mapped[str] = mapped_column(String(COVERING_LENGTH), default="", server_default=text("''"))
    """What every committee paper of the council begins with."""
    word_template: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The council's own Word document, cleaned, whose styles and page its papers take over."""
    word_template_name: Mapped[str] = mapped_column(String(120), default="", server_default=text("''"))


class User(Base):
    __tablename__ = "user"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254, collation="NOCASE"), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(words(Role))
    is_active: Mapped[bool] = mapped_column(default=True)
    epoch: Mapped[int] = mapped_column(default=0)
    """Raised to end every session: sign-out everywhere, a new password, another role, deactivation."""
    link_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the one-time link to set a password with."""
    link_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class SignIn(Base):
    """One session in one browser: deleted by signing out, worthless once the person's epoch has moved on."""

    __tablename__ = "sign_in"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    epoch: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
