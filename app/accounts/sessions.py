"""Who is signed in. The cookie names a row of `sign_in`; without the row, or once it is old, it is worth nothing."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from flask import current_app, g, session
from sqlalchemy import delete

from app.accounts.tables import Role, SignIn, User
from app.database import db, utc_now

# How often a request moves the moment of last use: it needs a new cookie.
SEEN_EVERY_SECONDS = 60


class SignedIn(NamedTuple):
    """What pages need to know of the person of a session; their account itself is read where it is changed."""

    id: int
    name: str
    email: str
    role: Role

    @property
    def is_editor(self) -> bool:
        """May look after the content: an administrator may as well."""
        return self.role in {Role.EDITOR, Role.ADMINISTRATOR}


# Asked of SQLite itself, since every request asks it.
_FIND = """
    SELECT user.id, user.name, user.email, user.role FROM sign_in JOIN user ON user.id = sign_in.user_id
    WHERE sign_in.key_hash = ? AND sign_in.created_at >= ? AND sign_in.epoch = user.epoch AND user.is_active
"""


def digest(secret: str) -> str:
    """What is stored of a session key or one-time link: enough to know it again, not to use it."""
    return sha256(secret.encode()).hexdigest()


def find_user() -> SignedIn | None:
    """The person of this session, if it is neither signed out, idle, too old, nor ended by a change of account."""
    key = session.get("key")
    if not isinstance(key, str) or _is_idle():
        return None
    oldest = _oldest().strftime("%Y-%m-%d %H:%M:%S.%f")
    found = db.session.connection().exec_driver_sql(_FIND, (digest(key), oldest)).first()
    return SignedIn(found.id, found.name, found.email, Role(found.role)) if found else None


def _oldest() -> datetime:
    """Older sessions have ended."""
    return utc_now() - timedelta(hours=current_app.config["SESSION_HOURS"])


def _is_idle() -> bool:
    now = int(utc_now().timestamp())
    seen = session.get("seen", 0)
    if seen + current_app.config["IDLE_MINUTES"] * 60 < now:
        return True
    if seen + SEEN_EVERY_SECONDS < now:
        session["seen"] = now
    return False


def begin(user: User) -> None:
    """Sign `user` in, inside a writing transaction. Nothing of the browser’s former session is kept but the CSRF
    secret of the same person, so that a form left open in another tab can still be sent."""
    csrf = session.get("csrf_token") if session.get("user_id") == user.id else None
    _forget_this()
    session.clear()
    key = secrets.token_urlsafe(32)
    _forget_old()
    db.session.add(SignIn(key_hash=digest(key), user_id=user.id, epoch=user.epoch))
    session.permanent = False
    session.update(key=key, user_id=user.id, seen=int(utc_now().timestamp()))
    if csrf:
        session["csrf_token"] = csrf
    g.user = SignedIn(user.id, user.name, user.email, user.role)


def _forget_old() -> None:
    db.session.execute(delete(SignIn).where(SignIn.created_at < _oldest()))


def end() -> None:
    """Sign out of this browser, inside a writing transaction."""
    user_id = session.get("user_id")
    _forget_this()
    session.clear()
    # Who it was, so that what they typed in another tab is given back to nobody else.
    session["user_id"] = user_id
    g.user = None


def _forget_this() -> None:
    db.session.execute(delete(SignIn).where(SignIn.key_hash == digest(session.get("key", ""))))


def end_all(user: User) -> None:
    """End every session of `user`, inside a writing transaction."""
    user.epoch = User.epoch + 1  # whatever it has become since it was read
    db.session.flush()
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id))
