"""The repository itself: the README tells the truth, the locks fit, nothing in it points outside."""

import re
import subprocess
import tomllib

from flask import Flask

from app.cli import COMMANDS
from app.config import PREFIX, SETTINGS, TOP
from app.documents.columns import RESULTS
from app.documents.csv_out import STAMPS
from app.version import VERSION

README = (TOP / "README.md").read_text("utf-8")
PYPROJECT = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))


def tracked() -> list[str]:
    found = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, check=True)
    return [name for name in found.stdout.split("\0") if name]


def test_the_readme_lists_every_setting_with_its_meaning() -> None:
    rows = dict(re.findall(r"^\| `(BEARINGS_\w+)` \| .*? \| (.*) \|$", README, re.M))
    assert rows == {PREFIX + setting.name: setting.meaning for setting in SETTINGS}


def test_the_readme_gives_the_true_defaults() -> None:
    rows = dict(re.findall(r"^\| `BEARINGS_(\w+)` \| `?(.*?)`? \|", README, re.M))
    for setting in SETTINGS:
        default = str(setting.default).removeprefix(f"{TOP}/") or "none"
        assert rows[setting.name] == (default.lower() if isinstance(setting.default, bool) else default)


def test_the_readme_names_every_command() -> None:
    for command in COMMANDS:
        for name in getattr(command, "commands", {}):
            assert f"flask {command.name} {name}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    known = {f"{group.name} {name}" for group in COMMANDS for name in getattr(group, "commands", {})}
    assert set(re.findall(r"run\.py flask ([\w-]+ [\w-]+)", README)) <= known


def test_every_path_in_the_readme_is_there() -> None:
    for name in re.findall(r"`((?:app|templates|static|tests|bench|\.ci)/[\w./-]*)`", README):
        assert (TOP / name).exists(), name


def test_every_file_that_the_table_of_folders_names_is_in_its_folder() -> None:
    named = 0
    for where, what in re.findall(r"^\| (`(?:app|static|bench)/.*?) \| (.*) \|$", README, re.M):
        path = TOP / where.split("`")[1]
        for name in re.findall(r"`([\w-]+\.\w+)`", where + what):
            assert ((path.parent if path.is_file() else path) / name).exists(), name
            named += 1
    assert named


def test_every_address_in_the_readme_is_there(app: Flask) -> None:
    addresses = set(re.findall(r"`(/[\w./-]+)`", README))
    assert addresses
    for address in addresses:
        app.url_map.bind("localhost").match(address)


def test_the_readme_says_what_the_columns_of_the_csv_are() -> None:
    (said,) = re.findall(r"those of the sheet Results, then the stamps: (.*?)\.", README)
    assert tuple(said.split(", ")) == STAMPS
    assert not {column.heading for column in RESULTS} & set(STAMPS)


def test_the_version_is_the_same_everywhere() -> None:
    assert PYPROJECT["project"]["version"] == VERSION
    assert f"## {VERSION}" in (TOP / "CHANGELOG.md").read_text("utf-8")


def test_the_locks_hold_what_is_asked_for_with_hashes_and_no_address() -> None:
    wanted = {"requirements.lock": PYPROJECT["project"]["dependencies"]}
    wanted["requirements-test.lock"] = PYPROJECT["dependency-groups"]["test"]
    for lock, pins in wanted.items():
        text = (TOP / lock).read_text("utf-8")
        for pin in pins:
            assert re.search(rf"^{re.escape(pin)}\b", text, re.M | re.I), pin
        assert "://" not in text
        for entry in re.split(r"\n(?=\S)", text.strip()):
            assert entry.startswith("#") or "--hash=sha256:" in entry, entry[:80]


def test_no_file_holds_an_address_of_a_registry_or_a_path_of_a_machine() -> None:
    forbidden = re.compile(rb"pypi\.org|pythonhosted|registry\.npm|deb\.debian\.org|/root/|/home/\w+/|/work/main")
    for name in tracked():
        if name.startswith(("tests/vendor", "tests/fixtures", "static/vendor")) or name == "tests/test_project.py":
            continue
        assert not forbidden.search((TOP / name).read_bytes()), name
