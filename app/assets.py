"""The files in `static/`: how a page names them, and how they are served."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, url_for
from whitenoise import WhiteNoise

from app.config import TOP

STATIC = TOP / "static"


def asset(name: str) -> str:
    """The address of a file in `static/`, which changes with its content, so that browsers may keep it for ever."""
    version = None if name.startswith("vendor/") else _digest(STATIC / name)
    return url_for("static", filename=name, v=version)


@cache
def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:10]


def init_app(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=STATIC,
        prefix="static/",
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=lambda headers, _path, _url: headers.__setitem__("X-Content-Type-Options", "nosniff"),
    )
