"""The files that are not ours are the ones that static/vendor/README.md says, and ask nothing of anybody else."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
README = TOP / "static" / "vendor" / "README.md"
FOLDERS = ("static/vendor", "tests/vendor", "tests/fixtures/govuk-frontend-6.3.0")
STYLESHEET = TOP / "static" / "vendor" / "govuk-frontend-6.3.0" / "govuk-frontend.min.css"
FIRST_PAGE = 60_000


def vendored() -> dict[str, Path]:
    found = (path for folder in FOLDERS for path in (TOP / folder).rglob("*") if path.is_file() and path != README)
    return {path.relative_to(TOP).as_posix(): path for path in found}


def test_every_vendored_file_is_listed_with_its_checksum() -> None:
    listed = dict(re.findall(r"^\| `(\S+)` \| `([0-9a-f]{64})` \|$", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {name: sha256(path.read_bytes()).hexdigest() for name, path in vendored().items()}


def test_every_package_has_its_licence_beside_it() -> None:
    folders = {path.parent for path in vendored().values()}
    assert [folder.name for folder in folders if not (folder / "LICENSE").is_file()] == []


@pytest.mark.parametrize(
    "name", sorted(name for name in vendored() if name.startswith("static/") and name[-3:] != ".gz")
)
def test_what_a_browser_asks_for_is_compressed_beside_the_original(name: str) -> None:
    original = TOP / name
    if original.suffix in {".css", ".js"}:
        packed = original.with_name(original.name + ".gz").read_bytes()
        assert gzip.decompress(packed) == original.read_bytes()
        # No name and no time inside, or the same file would be packed differently tomorrow.
        assert packed[3:8] == bytes(5)


def test_the_vendored_part_of_a_first_page_leaves_room_for_ours() -> None:
    packed = sum(path.stat().st_size for name, path in vendored().items() if name.endswith(".gz"))
    assert packed < FIRST_PAGE * 2 / 3


def test_the_stylesheet_fetches_nothing_and_is_not_dressed_as_gov_uk() -> None:
    css = STYLESHEET.read_text(encoding="utf-8-sig")
    for unwanted in ("url(", "@import", "@font-face", "GDS Transport", "sourceMappingURL", "govuk-crest", "logotype"):
        assert unwanted not in css
    assert 'font-family:"Helvetica Neue",Helvetica,Arial,sans-serif' in css


def test_a_council_sets_its_colour_with_one_custom_property() -> None:
    css = STYLESHEET.read_text(encoding="utf-8-sig")
    assert css.count("--govuk-brand-colour:") == 1
    assert "var(--govuk-brand-colour" in css
