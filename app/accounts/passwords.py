"""Passwords and the one-time links that set them. Length over composition rules."""

import secrets
import threading
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.accounts.sessions import digest, end_all
from app.accounts.tables import User
from app.database import utc_now

LEAST_LENGTH = 12
MOST_LENGTH = 200
LINK_DAYS = 7

# OWASP’s figures for Argon2id on a small server.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Each hash takes 19 MB and a core: a flood of sign-ins must not take the machine.
_at_once = threading.BoundedSemaphore(2)


def fault_of(password: str, *about: str) -> str | None:
    """Why this password will not do, or nothing. `about` is what anybody would try first: e-mail address, names."""
    if len(password) < LEAST_LENGTH:
        return f"Password must be {LEAST_LENGTH} characters or more. Three or four words together are easy to remember"
    if len(password) > MOST_LENGTH:
        return f"Password must be {MOST_LENGTH} characters or fewer"
    if len(set(password.lower())) < 4 or password.lower() in {word.lower() for word in about}:
        return "Password is too easy to guess. Three or four words that do not belong together are hard to guess"
    return None


def hash_password(password: str) -> str:
    with _at_once:
        return _hasher.hash(password)


def is_right(password: str, user: User | None) -> bool:
    """Takes as long for somebody who does not exist, so that time does not tell who does."""
    known = user.password_hash if user is not None and user.password_hash else _nobody()
    return fits(password, known) and known != _nobody()


def fits(secret: str, known: str) -> bool:
    """Whether it is the secret that `hash_password` made `known` of."""
    try:
        with _at_once:
            return _hasher.verify(known, secret)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return hash_password(secrets.token_urlsafe(32))


def make_link(user: User) -> str:
    """A one-time secret with which `user` may set a password within a week. An older one stops working."""
    secret = secrets.token_urlsafe(24)
    user.link_hash = digest(secret)
    user.link_expires_at = utc_now() + timedelta(days=LINK_DAYS)
    return secret


def set_password(user: User, password_hash: str) -> None:
    """A new password ends every session and uses up the link."""
    user.password_hash = password_hash
    user.link_hash = user.link_expires_at = None
    end_all(user)
