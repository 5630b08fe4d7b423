"""The files in `static/`: how a page names them, and how they are served."""

from functools import cache
from hashlib import sha256

from flask import Flask
from whitenoise import WhiteNoise

from app.config import TOP

STATIC = TOP / "static"


@cache
def asset(name: str) -> str:
    """The address of a file in `static/`, which changes with its content, so that browsers may keep it for ever."""
    if name.startswith("vendor/"):  # the version is in the name
        return f"/static/{name}"
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:10]}"


def init_app(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=STATIC,
        prefix="static/",
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=lambda headers, _path, _url: headers.__setitem__("X-Content-Type-Options", "nosniff"),
    )
