"""Where the time of one kind of request goes, without a server: `python -m bench profile save`."""

import cProfile
import io
import pstats
import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from app import create_app
from app.demo import PASSWORD
from bench.council import Place, council
from bench.person import HTMX, NOTE, hidden_fields

REQUESTS = 200
LINES = 60
KINDS = ("save", "characteristic", "results")
_Environ = dict[str, Any]


def print_profile(kind: str) -> None:
    with council(1) as (folder, (place,)):
        app = create_app({"INSTANCE": str(folder)})
        make = _requests(app, place, kind)
        for _ in range(20):
            _ask(app, make())
        environs = [make() for _ in range(REQUESTS)]
        profile = cProfile.Profile()
        profile.enable()
        for environ in environs:
            run_wsgi_app(app, environ, buffered=True)
        profile.disable()
    _print(profile, "cumulative", LINES)
    _print(profile, "tottime", LINES // 2)


def _requests(app: Flask, place: Place, kind: str) -> Callable[[], _Environ]:
    """What makes the next request, as somebody who is signed in."""
    client = Client(app)
    fields: dict[str, Any] = {"email": place.email, "password": PASSWORD, "next": "", "carried": ""}
    client.post("/sign-in", data=hidden_fields(client.get("/sign-in").data) | fields)
    page = client.get(place.form)
    assert page.status_code == 200, page.status
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    headers = {"Cookie": f"{cookie.key}={cookie.value}"}
    if kind != "save":
        path = place.form if kind == "characteristic" else f"{place.assessment}/results"
        return lambda: EnvironBuilder(path, headers=Headers(headers)).get_environ()
    data: dict[str, Any] = hidden_fields(page.data) | {
        "change_number": "1",
        "current": "2",
        "target": "3",
        "evidence": "2",
    }
    data |= {"note": NOTE.format(1), "reason": "", "is_priority": "y"}
    headers |= {name.replace("_", "-"): value for name, value in HTMX.items()}
    return lambda: EnvironBuilder(place.form, method="POST", data=data, headers=Headers(headers)).get_environ()


def _ask(app: Flask, environ: _Environ) -> None:
    body, status, _ = run_wsgi_app(app, environ, buffered=True)
    assert status.startswith("200"), f"{status} {b''.join(body)[:500]!r}"


def _print(profile: cProfile.Profile, order: str, lines: int) -> None:
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats(order).print_stats(lines)
    # The last folders of a path say enough.
    print(re.sub(r"/\S+/(?:site-packages|lib/python[\d.]+|main)/", "", text.getvalue()))
