"""Closed by default, and the headers of every answer. The only place that knows security headers."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer

from app.accounts import sessions
from app.errors import ask_to_sign_in
from app.htmx import wants_fragment

View = TypeVar("View", bound=Callable[..., object])

MEGABYTE = 1024 * 1024

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def public(view: View) -> View:
    """Mark a page that anybody may open. Every other page needs a sign-in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(app: Flask, endpoint: str | None) -> bool:
    """An address that does not exist is public: its answer is a 404 to everybody."""
    return endpoint in {None, "static"} or getattr(app.view_functions[endpoint], "is_public", False)


class Sessions(SecureCookieSessionInterface):
    """Flask’s own, with its serializer made once and not for every request."""

    _made: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        self._made = self._made or super().get_signing_serializer(app)
        return self._made


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
    app.config.update(
        SESSION_COOKIE_NAME="__Host-bearings" if app.config["SECURE"] else "bearings",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["SECURE"],
        PERMANENT_SESSION_LIFETIME=app.config["SESSION_HOURS"] * 3600,
        TRUSTED_HOSTS=_trusted_hosts(app),
        MAX_CONTENT_LENGTH=3 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=MEGABYTE,
        MAX_FORM_PARTS=200,
        # A long self-assessment never expires in mid-page; the token ends with the session.
        WTF_CSRF_TIME_LIMIT=None,
        # The Origin check below serves plain HTTP on a laptop as well; this one needs a Referer.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(refuse_other_sites)
    app.before_request(let_in)
    CSRFProtect(app)
    app.after_request(add_headers)


def _trusted_hosts(app: Flask) -> list[str]:
    named = [name.strip() for name in app.config["HOSTS"].split(",") if name.strip()]
    return ["localhost", "127.0.0.1", "[::1]", app.config["HOST"], *named]


def refuse_other_sites() -> None:
    """A second lock beside the CSRF token: browsers say which site a form was sent from."""
    if request.method not in {"GET", "HEAD", "OPTIONS"} and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)


def let_in() -> ResponseReturnValue | None:
    """Find who is asking, and let nobody else into a page that is not public."""
    if request.endpoint == "static":
        return None
    g.user = sessions.find_user()
    if g.user is not None or is_public(current_app, request.endpoint):
        return None
    if request.method in {"GET", "HEAD"} and not wants_fragment():
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    return ask_to_sign_in()


def add_headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if current_app.config["SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
