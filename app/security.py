"""Closed by default, and the headers of every answer. The only place that knows security headers."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, has_request_context, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer

from app.accounts import sessions
from app.errors import ask_to_sign_in
from app.htmx import wants_fragment
from app.participation import visits

View = TypeVar("View", bound=Callable[..., object])

# The longest note, every letter of it an emoji, takes about half of this.
MOST_BYTES = 256 * 1024
MOST_BYTES_WITH_A_FILE = 3 * 1024 * 1024
# The last takes back as text what the preview of a file showed.
TAKES_A_FILE = {"council.settings", "bulk.bulk", "participation.several.several", "participation.several.add"}
TAKES_A_FILE |= {"data.imports.upload", "workbook.upload"}
# Kept by browsers and whatever stands between: they must neither read nor set a cookie.
WITHOUT_SESSION = {"static", "council.stylesheet", "council.logo_picture"}

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def public(view: View) -> View:
    """Mark a page that anybody may open. Every other page needs a sign-in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def public_if(condition: Callable[[], bool]) -> Callable[[View], View]:
    """Mark a page that anybody may open while a setting of the council says so; it is asked at every request."""

    def mark(view: View) -> View:
        view.is_public_if = condition  # type: ignore[attr-defined]
        return view

    return mark


def open_to_invited(view: View) -> View:
    """Mark a page that a participant may open who came by a private link, and has no account.

    It finds out itself what is theirs. What a setting can make public is open to them as well.
    """
    view.is_open_to_invited = True  # type: ignore[attr-defined]
    return view


def is_open_to_invited(app: Flask, endpoint: str | None) -> bool:
    view = app.view_functions.get(endpoint or "")
    return getattr(view, "is_open_to_invited", False) or hasattr(view, "is_public_if")


def is_public(app: Flask, endpoint: str | None) -> bool:
    """An address that does not exist is public: its answer is a 404 to everybody."""
    if endpoint in {None, "static"}:
        return True
    view = app.view_functions[endpoint]
    if condition := getattr(view, "is_public_if", None):
        # Outside a request there is no setting to ask: closed.
        return has_request_context() and bool(condition())
    return getattr(view, "is_public", False)


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
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_PARTS=200,
        # A long self-assessment never expires in mid-page; the token ends with the session.
        WTF_CSRF_TIME_LIMIT=None,
        # `refuse_other_sites` serves plain HTTP on a laptop as well; this one needs a Referer.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(limit_size)
    app.before_request(refuse_other_sites)
    app.before_request(let_in)
    CSRFProtect(app)
    app.after_request(add_headers)


def _trusted_hosts(app: Flask) -> list[str]:
    named = [name.strip() for name in app.config["HOSTS"].split(",") if name.strip()]
    return ["localhost", "127.0.0.1", app.config["HOST"], *named]


def limit_size() -> None:
    if request.endpoint in TAKES_A_FILE:
        request.max_content_length = request.max_form_memory_size = MOST_BYTES_WITH_A_FILE


def refuse_other_sites() -> None:
    """A second lock beside the CSRF token: browsers say where a form was sent from."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if site := request.headers.get("Sec-Fetch-Site"):
        is_ours = site in {"same-origin", "none"}
    else:  # an older browser, or a program
        origin = request.headers.get("Origin")
        is_ours = origin is None or urlsplit(origin).netloc == request.host
    if not is_ours:
        abort(403, "This form was sent from another site. Open Bearings and enter it there.")


def let_in() -> ResponseReturnValue | None:
    """Find who is asking, and let nobody else into a page that is not public."""
    g.user = g.participant = None
    if request.endpoint in WITHOUT_SESSION:
        return None
    g.user = sessions.find_user()
    if g.user is not None:
        return None
    g.participant = visits.find_participant()
    if is_public(current_app, request.endpoint):
        return None
    if g.participant is not None:
        return None if is_open_to_invited(current_app, request.endpoint) else abort(404)
    if request.method in {"GET", "HEAD"} and not wants_fragment() and "visit" not in session:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    return ask_to_sign_in()


def add_headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "same-origin")
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if current_app.config["SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
