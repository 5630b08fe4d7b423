#!/usr/bin/env python3
"""Start Bearings, or test it. Needs Python 3.11 or newer and nothing else: it makes its own environment in .venv.

python3 run.py              start it
python3 run.py demo         start it on a made-up council, thrown away at the end
python3 run.py test         run every test
python3 run.py bench        measure its speed and memory
python3 run.py flask ...    any command of the application
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent
VENV = TOP / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


# What each word starts: the locks it needs installed, and what the environment's Python then runs.
COMMANDS = {
    "": (["requirements.lock"], ["app", "serve"]),
    "demo": (["requirements.lock"], ["app.demo"]),
    "test": (["requirements.lock", "requirements-test.lock"], ["pytest"]),
    "bench": (["requirements.lock"], ["bench"]),
    "flask": (["requirements.lock"], ["app"]),
}


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one is told here
        sys.exit("Bearings needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    word, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if word not in COMMANDS:
        print(__doc__)
        return 0 if word in {"-h", "--help", "help"} else 2
    locks, module = COMMANDS[word]
    prepare(*locks)
    return run("-m", *module, *rest)


def prepare(*locks: str) -> None:
    """Make the environment if it is missing, and install what is locked if that has changed."""
    stamps = {VENV / f"{lock}.installed": digest(lock) for lock in locks}
    if PYTHON.exists() and all(stamp.exists() and stamp.read_text() == wanted for stamp, wanted in stamps.items()):
        return
    make_environment()
    print(
        "Installing what Bearings needs. This takes a minute or two, the first time and after an upgrade.", flush=True
    )
    files = [part for lock in locks for part in ("-r", str(TOP / lock))]
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", *files]
    if subprocess.run([str(PYTHON), *pip]).returncode:
        sys.exit("The installation failed, as said above. Check the connection to the package index, then start again.")
    for stamp, wanted in stamps.items():
        stamp.write_text(wanted)


def digest(lock: str) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor} {TOP}"
    return hashlib.sha256((TOP / lock).read_bytes() + version.encode()).hexdigest()


def make_environment() -> None:
    """A virtual environment for this Python, in this folder: a moved or copied one is made anew."""
    marker = VENV / "made-for"
    here = f"{sys.version_info.major}.{sys.version_info.minor} {TOP}"
    if PYTHON.exists() and marker.exists() and marker.read_text("utf-8") == here:
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit("Python's venv package is missing. Install it with:\n\n    sudo apt-get install python3-venv\n")
    print("Making a Python environment in .venv.", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
        sys.exit("The environment could not be made, as said above.")
    marker.write_text(here, "utf-8")


def run(*arguments: str) -> int:
    """Run the environment's Python in our place, so that a signal reaches it."""
    os.chdir(TOP)
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), *arguments])
    try:
        return subprocess.run([str(PYTHON), *arguments]).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
