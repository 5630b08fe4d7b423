"""Start the server: database up to date, model published, address printed."""

import gc
import signal
import sys
from pathlib import Path

from flask import Flask, current_app, url_for
from sqlalchemy.exc import DBAPIError
from waitress import create_server

from app.accounts.council import council
from app.daily import Daily
from app.database import db
from app.documents.capability import missing_library
from app.maturity.publishing import NoModelError, ensure_published, model_files
from app.migrations import TooNewError, upgrade_database
from app.resources.loading import ensure_loaded


def run() -> None:
    """Serve until stopped, by Ctrl+C or by whatever looks after services. Ends with a sentence where it cannot."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        server = create_server(
            app,
            host=app.config["HOST"],
            port=app.config["PORT"],
            threads=app.config["THREADS"],
            connection_limit=1000,
            ident=None,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        sys.exit(
            f"Bearings cannot listen on {app.config['HOST']} port {app.config['PORT']}: {reason}. If it is "
            "running already, use that one; if another program has the port, set BEARINGS_PORT to another number, "
            "or to 0 for a free one."
        )
    announce(app, server.effective_port)
    db.session.remove()  # the start has read: left open, that would keep the log beside the database for good
    gc.collect()
    gc.freeze()  # what the start made stays for good: collections need not look at it again
    daily = Daily(app)
    daily.start()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        daily.stop()


def prepare(app: Flask) -> None:
    """Database, model and resources. Ends the start with a sentence where there is nothing to serve."""
    try:
        if copy := upgrade_database():
            print(f"The database is upgraded. A copy from before lies at {copy}.")
        for line in ensure_published(*model_files(Path(app.config["MODEL"]), Path(app.instance_path))):
            print(line)
        for line in ensure_loaded(app.config["RESOURCES"]):
            print(line)
    except NoModelError as faults:
        sys.exit(f"{faults}\nBearings has no model to serve until this is put right.")
    except TooNewError as error:
        sys.exit(str(error))
    except DBAPIError as error:
        sys.exit(f"Bearings cannot use its database in {app.instance_path}: {error.orig}.")
    if missing := missing_library():
        print(missing)


def announce(app: Flask, port: int) -> None:
    host, is_secure = app.config["HOST"], app.config["SECURE"]
    name = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104
    address = f"http://{name}:{port}"
    if host not in {"127.0.0.1", "localhost", "::1"} and not is_secure:
        print(
            "Warning: it listens beyond this machine without HTTPS, so passwords can be read on the way. "
            "Put a reverse proxy with HTTPS in front and set BEARINGS_SECURE, or listen on 127.0.0.1."
        )
    with app.test_request_context(base_url=address):
        if council() is None:
            print(f"Set it up at {url_for('council.setup', code=app.config['SETUP_CODE'], _external=True)}")
    print(f"Bearings is running at {address}/ and stops with Ctrl+C.", flush=True)
