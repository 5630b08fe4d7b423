"""What becomes of a private link that is opened. Looking at it changes nothing; its button swaps it for a visit.
It opens nothing that somebody has answered by itself: that takes the return code, or the browser that gave it."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts import passwords
from app.accounts.sessions import digest
from app.accounts.throttle import Throttle
from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import db, writing
from app.participation import links, visits
from app.participation.codes import CodeForm, NewCodeForm, StartEmptyForm
from app.participation.tables import Happening, Participant
from app.security import open_to_invited, public
from app.words import count_in_words

bp = Blueprint("opening", __name__)

WRONG = "Return code is not right. Check it and try again. It is the one that you chose when you first opened your link"
TOO_MANY_TODAY = "Too many wrong codes were given for this link today. Try again tomorrow"
MEANWHILE = "Meanwhile a return code was chosen. Enter it; if it was not you who chose it, tell the lead"


@bp.record_once
def start_throttle(state: BlueprintSetupState) -> None:
    """Its own, so that a wrong link keeps nobody from signing in."""
    state.app.extensions["link_throttle"] = Throttle()


@bp.after_request
def say_nothing_to_others(response: Response) -> Response:
    # Never the path. “no-referrer” would make the browser hide the origin too (“Origin: null”), and without HTTPS that
    # is all we can tell our own form by.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.route("/r/<token>", methods=["GET", "POST"])
@public
def private_link(token: str) -> ResponseReturnValue:
    if (seconds := _wait(f"link {digest(token)}")) > 0:
        return _too_many(seconds)
    participant = links.find_participant(token)
    if participant is None:
        return render_template("participation/link_dead.html"), 404
    _forgive(f"link {digest(token)}")
    if request.method == "GET":
        return render_template("participation/link.html")
    if g.participant is not None and g.participant.id == participant.id:
        return _go_on(participant)
    if "return_code" not in request.form:
        return _ask(participant, is_lost="lost" in request.form)
    if "lost" in request.form:
        return _start_empty(participant, token)
    return _enter(participant, token) if participant.code_hash else _choose(participant, token)


def _ask(participant: Participant, *, is_lost: bool = False) -> ResponseReturnValue:
    if participant.code_hash is None:
        return _draw("link_first", NewCodeForm(participant.name, formdata=None))
    if not is_lost:
        return _draw("link_code", CodeForm(formdata=None))
    if not _can_start_empty(participant):
        return _draw("link_lost")
    return _draw("link_empty", StartEmptyForm(participant.name, formdata=None))


def _can_start_empty(participant: Participant) -> bool:
    return links.can_start_empty(participant, _assessment_of(participant))


def _choose(participant: Participant, token: str) -> ResponseReturnValue:
    """The very first opening."""
    form = NewCodeForm(participant.name)
    if not form.validate_on_submit():
        return _draw("link_first", form, status=422)
    code_hash = passwords.hash_password(form.return_code.data)
    with writing():
        participant = links.find_participant(token) or abort(404)
        is_first = participant.code_hash is None
        if is_first:
            participant.code_hash = code_hash
            _begin(participant)
    if not is_first:
        other = CodeForm(formdata=None)
        other.return_code.errors = [MEANWHILE]
        return _draw("link_code", other, status=409)
    return _go_on(participant)


def _enter(participant: Participant, token: str) -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate_on_submit():
        return _draw("link_code", form, status=422)
    known, account = participant.code_hash or "", f"code {participant.id}"
    if links.has_too_many_wrong_codes(participant):
        return _refuse(form, TOO_MANY_TODAY, 429)
    if seconds := _wait(account):
        return _refuse(form, f"Too many tries. Wait {count_in_words(seconds, 'second')}, then enter it again", 429)
    is_right = passwords.fits(form.return_code.data, known)
    with writing():
        participant = links.find_participant(token) or abort(404)
        is_right = is_right and participant.code_hash == known
        if is_right:
            _begin(participant)
        else:
            links.note(participant, Happening.WRONG_CODE)
            record("link.refused", _assessment_of(participant), about=participant)
    if not is_right:
        return _refuse(form, WRONG, 422)
    _forgive(account)
    return _go_on(participant)


def _start_empty(participant: Participant, token: str) -> ResponseReturnValue:
    """The code is lost: through a renewed link, and without a single one of the answers before."""
    form = StartEmptyForm(participant.name)
    if not _can_start_empty(participant):
        return _draw("link_lost", status=403)
    if not form.validate_on_submit():
        return _draw("link_empty", form, status=422)
    code_hash = passwords.hash_password(form.return_code.data)
    with writing():
        participant = links.find_participant(token) or abort(404)
        if may_still := _can_start_empty(participant):
            links.start_empty(participant)
            participant.code_hash = code_hash
            _begin(participant)
    return _go_on(participant) if may_still else _draw("link_lost", status=403)


def _begin(participant: Participant) -> None:
    visits.begin(participant)
    links.note(participant, Happening.OPENED)
    record("link.opened", _assessment_of(participant), about=participant)


def _assessment_of(participant: Participant) -> Assessment:
    """As it is now: a query, since inside `writing` it may have changed."""
    return db.session.scalars(select(Assessment).where(Assessment.id == participant.assessment_id)).one()


def _go_on(participant: Participant) -> ResponseReturnValue:
    """Who will see what comes before the first answer."""
    page = "assessment.assessment" if participant.told_at else "responding.before"
    return redirect(url_for(page, assessment_id=participant.assessment_id), 303)


def _refuse(form: CodeForm, sentence: str, status: int) -> ResponseReturnValue:
    form.return_code.errors = [sentence]
    return _draw("link_code", form, status=status)


def _draw(page: str, form: Any = None, status: int = 200) -> ResponseReturnValue:
    return render_template(f"participation/{page}.html", form=form), status


def _too_many(seconds: int) -> ResponseReturnValue:
    page = render_template("participation/link_wait.html", wait=count_in_words(seconds, "second"))
    return page, 429, {"Retry-After": str(seconds)}


def _wait(account: str) -> int:
    throttle: Throttle = current_app.extensions["link_throttle"]
    return throttle.wait(account, request.remote_addr or "", is_known=False)


def _forgive(account: str) -> None:
    current_app.extensions["link_throttle"].forgive(account, request.remote_addr or "", is_known=False)


@bp.post("/leave")
@open_to_invited
def leave() -> ResponseReturnValue:
    """This browser forgets the visit; the link opens it again."""
    if g.participant is None:
        abort(404)
    with writing():
        visits.end()
    flash("You have left this browser. What you answered is saved: your private link opens it again.")
    return redirect(url_for("home.home"), 303)
