"""The start as a person sees it: real processes, real ports."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.conftest import TOP

LONGEST_START = 60


def environment(instance: Path, **settings: object) -> dict[str, str]:
    own = {f"BEARINGS_{name}": str(value) for name, value in settings.items()}
    return os.environ | {"BEARINGS_INSTANCE": str(instance), "BEARINGS_PORT": "0", "PYTHONUNBUFFERED": "1"} | own


@contextmanager
def started(
    instance: Path, *command: str, temporary: Path | None = None, **settings: object
) -> Iterator[tuple[str, str]]:
    """A running server: what it printed, and its address."""
    folder = {"TMPDIR": str(temporary)} if temporary else {}
    process = subprocess.Popen(
        [sys.executable, "-m", *(command or ("app", "serve"))],
        cwd=TOP,
        env=environment(instance, **settings) | folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield read_start(process)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def read_start(process: subprocess.Popen[str]) -> tuple[str, str]:
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if found := re.search(r"running at (http://\S+)/ and stops", line):
            return printed, found[1]
    raise AssertionError(f"It did not start: {printed}")


def fails(instance: Path, **settings: object) -> str:
    """What a start prints that ends by itself."""
    result = subprocess.run(
        [sys.executable, "-m", "app", "serve"],
        cwd=TOP,
        env=environment(instance, **settings),
        capture_output=True,
        text=True,
        timeout=LONGEST_START,
    )
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    return result.stderr


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def test_the_first_start_prints_the_address_how_to_stop_and_where_to_set_up(tmp_path: Path) -> None:
    with started(tmp_path / "instance") as (printed, address):
        assert "stops with Ctrl+C" in printed
        (setup,) = re.findall(r"Set it up at (\S+)", printed)
        assert setup.startswith(f"{address}/setup?code=")
        assert "The first administrator" in get(setup)


def test_the_second_start_of_a_set_up_council_prints_no_set_up_address(instance: Path) -> None:
    with started(instance) as (printed, address):
        assert "setup" not in printed
        assert "Anytown Borough Council" in get(address)


def test_listening_beyond_this_machine_without_https_draws_a_warning(instance: Path) -> None:
    with started(instance, HOST="0.0.0.0") as (printed, _):
        assert "Warning: it listens beyond this machine without HTTPS" in printed


def test_a_second_server_on_the_same_port_says_what_to_do(instance: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        message = fails(instance, PORT=port)
    assert f"cannot listen on 127.0.0.1 port {port}" in message
    assert "set BEARINGS_PORT to another number" in message


def test_a_broken_model_is_named_by_place_and_nothing_is_served_without_one(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text("id: my model\nversion: 1.0\n")
    message = fails(tmp_path / "instance", MODEL=model)
    assert re.search(r"model\.yaml:1:\d+: ", message)
    assert "Bearings has no model to serve until this is put right." in message


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    assert "nowhere.yaml" in fails(tmp_path / "instance", MODEL=tmp_path / "nowhere.yaml")


def test_a_server_that_has_a_model_keeps_it_when_the_file_breaks(instance: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text("nothing: of the kind\n")
    with started(instance, MODEL=model) as (printed, address):
        assert "model.yaml:1:1" in printed
        assert "What is published stays in use" in printed
        assert "Leadership of place" in get(address)


def test_an_instance_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot write to" in fails(tmp_path / "file" / "instance")


def test_a_setting_that_cannot_be_used_is_named_without_a_traceback(tmp_path: Path) -> None:
    assert "BEARINGS_THREADS is “x”" in fails(tmp_path / "instance", THREADS="x")


def test_the_demonstration_has_a_finished_assessment_and_is_thrown_away(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with started(tmp_path / "unused", "app.demo", temporary=temporary) as (printed, address):
        assert "Sign in as lead@demo.example with: a quiet demonstration" in printed
        assert "The sponsor of its second assessment signs in as sponsor@demo.example with the same." in printed
        assert "resources from resources.yaml." in printed
        assert "Fenmarsh District Council" in get(address)
        assert len(list(temporary.iterdir())) == 1
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "unused").exists()


def test_a_running_server_lets_the_log_beside_the_database_be_emptied(instance: Path) -> None:
    """It reads when it starts: a reading transaction left open would keep what was erased in the log for good."""
    with started(instance) as (_, address), closing(sqlite3.connect(instance / "bearings.sqlite")) as database:
        get(address)
        database.execute("UPDATE council SET name = 'Newtown'")
        database.commit()
        until = time.monotonic() + 10  # the daily work of the start may be at it
        while (left := database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()) != (0, 0, 0):
            assert time.monotonic() < until, left


def test_a_model_published_while_the_server_runs_is_shown_at_once(instance: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    text = (TOP / "model.yaml").read_text("utf-8")
    title = "title: Characteristics of efficient and intelligent councils"
    assert title in text
    model.write_text(text.replace(title, "title: A newer model").replace('version: "1.0"', 'version: "1.1"'), "utf-8")
    with started(instance) as (_, address):
        command = [sys.executable, "-m", "app", "model", "publish", str(model)]
        subprocess.run(command, cwd=TOP, env=environment(instance), check=True, capture_output=True)
        assert "A newer model" in get(address)


@pytest.mark.parametrize("arguments", [["--help"], ["nonsense"]])
def test_run_py_explains_itself(arguments: list[str]) -> None:
    result = subprocess.run([sys.executable, "run.py", *arguments], cwd=TOP, capture_output=True, text=True)
    assert "python3 run.py test" in result.stdout
    assert result.returncode == (0 if arguments == ["--help"] else 2)


def test_a_server_starts_without_what_only_few_pages_need(tmp_path: Path) -> None:
    few = ("docx", "pptx", "lxml", "openpyxl", "weasyprint", "rapidfuzz", "segno")
    code = (
        "import sys; from app import create_app; import app.serving; create_app({'INSTANCE': sys.argv[1]}); "
        f"print([name for name in {few} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=TOP, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr
