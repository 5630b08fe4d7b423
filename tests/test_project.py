"""The repository itself: the README tells the truth, the locks fit, nothing in it points outside."""

import re
import subprocess
import tomllib

from app.cli import COMMANDS
from app.config import PREFIX, SETTINGS, TOP
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
