"""A file of resources put into the hub, by a command and at the first start; what was edited here is kept."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select, text

from app.database import db, writing
from app.maturity.publishing import publish
from app.maturity.versions import current_versions, model_of
from app.resources.cli import resources_commands
from app.resources.definitions import RESERVED_IDS
from app.resources.differing import differences, differing, keep_mine, take_offered
from app.resources.loading import ensure_loaded, load_file
from app.resources.storing import entry_of, find_resource, put
from app.resources.tables import LinkState, Resource, Topic
from tests.conftest import TOP, user_id
from tests.test_start import environment, get, started

SMALL = TOP / "tests/fixtures/hub/small.yaml"
ID = "a-year-of-data"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two resources in the folder where commands are typed."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(SMALL, tmp_path / "resources.yaml"))


def change(file: Path, before: str, after: str) -> None:
    content = file.read_text("utf-8")
    assert before in content
    file.write_text(content.replace(before, after), "utf-8")


@pytest.fixture
def load(app: Flask, file: Path) -> Callable[..., Result]:
    def run(*arguments: str) -> Result:
        return app.test_cli_runner().invoke(resources_commands, ["load", *(arguments or [file.name])])

    return run


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def found(slug: str = ID) -> Resource:
    resource = find_resource(slug)
    assert resource is not None
    return resource


def edit(**changes: object) -> None:
    """As an editor does."""
    with writing():
        resource = found()
        put(resource, entry_of(resource).model_copy(update=changes))


def edit_here(app: Flask, **changes: object) -> None:
    with app.app_context():
        edit(**changes)


def test_the_first_load_adds_and_a_second_changes_nothing(app: Flask, load: Callable[..., Result]) -> None:
    first = load()
    assert (first.exit_code, first.output) == (
        0,
        "2 added, 0 updated, 0 unchanged, 0 kept as edited here, 0 no longer in the file.\n",
    )
    with app.app_context():
        before = rows()
    assert load().output == "0 added, 0 updated, 2 unchanged, 0 kept as edited here, 0 no longer in the file.\n"
    with app.app_context():
        assert rows() == before


def rows() -> list[object]:
    return [tuple(row) for row in db.session.execute(text("SELECT * FROM resource ORDER BY id"))]


@pytest.mark.usefixtures("context")
def test_an_entry_is_stored_as_the_file_has_it(file: Path) -> None:
    load_file(file)
    resource = found()
    assert (resource.title, resource.year, resource.council_types) == ("A year of data", 2025, "district")
    assert [(step.model_id, step.code, step.from_level, step.to_level) for step in resource.steps] == [
        ("efficient-and-intelligent-council", "UP1", 2, 3),
        ("efficient-and-intelligent-council", "UP2", 0, 1),
    ]
    assert resource.topics_text == "Data Scrutiny"
    assert (resource.normal_url, resource.link_state) == ("example.net/data", LinkState.UNCHECKED)
    hits = "SELECT rowid FROM resource_index WHERE resource_index MATCH 'brought'"
    assert db.session.scalars(text(hits)).all() == [resource.id]


@pytest.mark.usefixtures("context")
def test_another_order_and_the_model_by_name_are_no_change(file: Path) -> None:
    load_file(file)
    change(file, "[data, scrutiny]", "[scrutiny, data]")
    change(file, "{characteristic: UP2,", "{model: efficient-and-intelligent-council, characteristic: UP2,")
    assert load_file(file).unchanged == ["asking-better-questions", ID]


def test_a_changed_entry_that_nobody_edited_follows_the_file(
    app: Flask, file: Path, load: Callable[..., Result]
) -> None:
    load()
    change(file, "What a year brought.", "What two years brought.")
    change(file, "from: 0, to: 1", "from: 1, to: 2")
    assert load().output.startswith("0 added, 1 updated, 1 unchanged, 0 kept")
    with app.app_context():
        resource = found()
        assert resource.summary == "What two years brought."
        assert {(step.code, step.from_level) for step in resource.steps} == {("UP1", 2), ("UP2", 1)}
    assert load().output.startswith("0 added, 0 updated, 2 unchanged, 0 kept")


def test_an_entry_edited_here_is_kept_and_named_when_the_file_changes(
    app: Flask, file: Path, load: Callable[..., Result]
) -> None:
    load()
    edit_here(app, title="Our year of data")
    assert load().output.startswith("0 added, 0 updated, 2 unchanged, 0 kept as edited here, ")
    change(file, "What a year brought.", "What two years brought.")
    kept = "0 added, 0 updated, 1 unchanged, 1 kept as edited here (a-year-of-data), 0 no longer in the file.\n"
    assert [load().output, load().output] == [kept, kept]
    with app.app_context():
        (resource,) = differing()
        assert (resource.title, resource.summary) == ("Our year of data", "What a year brought.")
        assert differences(resource) == [
            ("Title", "Our year of data", "A year of data"),
            ("Summary", "What a year brought.", "What two years brought."),
        ]


@pytest.fixture
def differs(app: Flask, file: Path, load: Callable[..., Result]) -> Iterator[Resource]:
    """Edited here, and since then changed in the file."""
    load()
    edit_here(app, title="Our year of data")
    change(file, "What a year brought.", "What two years brought.")
    load()
    with app.app_context():
        yield found()


def test_the_content_of_the_file_can_be_taken(app: Flask, file: Path, differs: Resource) -> None:
    officer = user_id(app, "officer")
    with writing():
        take_offered(differs, officer)
    resource = found()
    assert (resource.title, resource.summary) == ("A year of data", "What two years brought.")
    assert (resource.changed_by_id, differing()) == (officer, [])
    change(file, "What two years brought.", "What three years brought.")
    assert load_file(file).updated == [ID]


def test_what_was_edited_here_can_be_kept_until_the_file_changes_again(file: Path, differs: Resource) -> None:
    with writing():
        keep_mine(differs)
    assert (load_file(file).kept, differing(), found().title) == ([], [], "Our year of data")
    change(file, "What two years brought.", "What three years brought.")
    assert load_file(file).kept == [ID]
    assert ("Summary", "What a year brought.", "What three years brought.") in differences(found())


@pytest.mark.usefixtures("differs")
def test_nothing_differs_once_the_same_is_written_here(file: Path) -> None:
    edit(title="A year of data", summary="What two years brought.")
    assert load_file(file).unchanged == ["asking-better-questions", ID]
    assert differing() == []


@pytest.mark.usefixtures("differs")
def test_nothing_differs_once_the_file_or_the_entry_comes_round(file: Path) -> None:
    change(file, "What two years brought.", "What a year brought.")
    assert (load_file(file).kept, differing()) == ([], [])
    change(file, "A year of data", "Our year of data")
    assert load_file(file).unchanged == ["asking-better-questions", ID]
    change(file, "Our year of data", "Their year of data")
    assert load_file(file).updated == [ID]


@pytest.mark.usefixtures("context")
def test_every_field_that_differs_is_named_in_words(file: Path) -> None:
    load_file(file)
    edit(year=None, council_types=(), topics=("data",), serves=(entry_of(found()).serves[0],))
    change(file, "kind: case-study", "kind: tool")
    change(file, "http://example.net/data", "https://example.net/all-data")
    change(file, "access: members", "access: registration")
    change(file, '"2027-11"', '"2028-01"')
    load_file(file)
    titles = {one.code: one.title for one in model_of(current_versions()[0]).characteristics}
    step = f"UP1 {titles['UP1']}, level 2 to 3"
    assert differences(found()) == [
        ("Address", "http://example.net/data", "https://example.net/all-data"),
        ("Kind", "Case study", "Tool"),
        ("Year", "Nothing", "2025"),
        ("Helps with", step, f"{step}; UP2 {titles['UP2']}, level 0 to 1"),
        ("Topics", "Data", "Data; Scrutiny"),
        ("Types of council", "All", "District or borough council"),
        ("Access", "For members or paid", "Free, with registration"),
        ("Review by", "November 2027", "January 2028"),
    ]


def test_an_entry_that_left_the_file_stays_and_is_counted(app: Flask, file: Path, load: Callable[..., Result]) -> None:
    load()
    content = SMALL.read_text("utf-8")
    file.write_text(content[: content.index(f"  - id: {ID}")], "utf-8")
    assert load().output.endswith("0 kept as edited here, 1 no longer in the file (a-year-of-data).\n")
    with app.app_context():
        assert found().title == "A year of data"


@pytest.mark.usefixtures("context")
def test_an_entry_made_here_is_neither_overwritten_nor_missed(file: Path) -> None:
    load_file(file)
    with writing():
        found().loaded_digest = None
        found("asking-better-questions").loaded_digest = None
    edit(title="Made here")
    outcome = load_file(file)
    assert (outcome.unchanged, outcome.kept, outcome.gone) == (["asking-better-questions"], [ID], [])
    assert found().title == "Made here"
    content = SMALL.read_text("utf-8")
    file.write_text(content[: content.index(f"  - id: {ID}")], "utf-8")
    assert load_file(file).gone == []


def test_a_new_entry_at_an_address_that_is_here_is_named_and_not_added(
    app: Flask, file: Path, load: Callable[..., Result]
) -> None:
    load()
    change(file, f"id: {ID}", "id: another-name")
    change(file, "http://example.net/data", "https://www.example.net/data/")
    wanted = (
        "0 added, 0 updated, 1 unchanged, 0 kept as edited here, 1 no longer in the file (a-year-of-data).\n"
        "1 not added, because its address is here already: another-name (as a-year-of-data).\n"
    )
    assert [load().output, load().output] == [wanted, wanted]
    with app.app_context():
        assert find_resource("another-name") is None


@pytest.mark.usefixtures("context")
def test_an_address_that_the_same_file_gives_up_is_free(file: Path) -> None:
    load_file(file)
    change(file, "http://example.net/data", "https://example.net/all-data")
    content = file.read_text("utf-8")
    entry = content[content.index(f"  - id: {ID}") :].replace(f"id: {ID}", "id: a-new-year")
    file.write_text(content + entry.replace("https://example.net/all-data", "http://example.net/data"), "utf-8")
    outcome = load_file(file)
    assert (outcome.added, outcome.updated, outcome.here) == (["a-new-year"], [ID], {})


def test_a_stored_address_that_is_no_longer_allowed_stops_nothing(
    app: Flask, file: Path, load: Callable[..., Result]
) -> None:
    load()
    with app.app_context(), writing():
        found().url = "http://localhost/x"
    change(file, "What a year brought.", "What two years brought.")
    content = SMALL.read_text("utf-8")
    new = content[content.index(f"  - id: {ID}") :].replace(f"id: {ID}", "id: a-new-one")
    with file.open("a", encoding="utf-8") as end:
        end.write(new.replace("http://example.net/data", "https://example.net/new"))
    officer = user_id(app, "officer")
    assert load().output.startswith("1 added, 0 updated, 1 unchanged, 1 kept as edited here (a-year-of-data), ")
    with app.app_context():
        assert ("Address", "http://localhost/x", "http://example.net/data") in differences(found())
        with writing():
            take_offered(found(), officer)
        assert found().url == "http://example.net/data"


@pytest.mark.usefixtures("context")
def test_topics_follow_the_file_and_new_titles_reach_the_search(file: Path) -> None:
    load_file(file)
    change(file, "title: Scrutiny", "title: Asking about decisions")
    version = found().row_version
    assert load_file(file).unchanged == ["asking-better-questions", ID]
    topic = db.session.get(Topic, "scrutiny")
    assert topic is not None
    assert topic.title == "Asking about decisions"
    assert (found().topics_text, found().row_version) == ("Asking about decisions Data", version)


@pytest.mark.usefixtures("context")
def test_titles_of_a_newer_model_reach_the_search(file: Path) -> None:
    load_file(file)
    model = model_of(current_versions()[0])
    theme = model.themes[0]
    renamed = theme.characteristics[0].model_copy(update={"title": "Knowing the neighbourhood"})
    changed = theme.model_copy(update={"characteristics": (renamed, *theme.characteristics[1:])})
    with writing():
        publish(model.model_copy(update={"version": "9", "themes": (changed, *model.themes[1:])}), None)
    load_file(file)
    assert renamed.code == "UP1"
    assert "Knowing the neighbourhood" in found().serves_text


def test_a_faulty_file_changes_nothing_and_every_fault_is_printed(
    app: Flask, file: Path, load: Callable[..., Result]
) -> None:
    load()
    change(file, "What a year brought.", "What two years brought.")
    change(file, "kind: guidance", "kind: guide")
    change(file, "UP2", "UP99")
    result = load()
    assert result.exit_code == 1
    assert re.findall(r"^resources\.yaml:(\d+:\d+): ", result.output, re.M) == ["9:11", "27:26"]
    with app.app_context():
        assert found().summary == "What a year brought."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "nothing.yaml: There is no such file."),
        (b"\xff\xfet\x00", "The file is in UTF-16"),
        (b"#" * 2_000_001, "The file is larger than 2 MB."),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, load: Callable[..., Result], content: bytes | None, said: str
) -> None:
    if content:
        (tmp_path / "nothing.yaml").write_bytes(content)
    result = load("nothing.yaml")
    assert (result.exit_code, said in result.output) == (1, True)


@pytest.mark.usefixtures("file")
def test_a_file_needs_a_model_to_refer_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "resources", "load"]
    result = subprocess.run(
        command, cwd=TOP, env=environment(tmp_path / "new"), capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (
        1,
        "Error: No model is published yet. Start Bearings once: it publishes its model.\n",
    )


def test_the_file_of_the_settings_is_loaded_where_none_is_named(app: Flask, file: Path) -> None:
    app.config["RESOURCES"] = str(file)
    assert app.test_cli_runner().invoke(resources_commands, ["load"]).output.startswith("2 added")
    app.config["RESOURCES"] = ""
    result = app.test_cli_runner().invoke(resources_commands, ["load"])
    assert (result.exit_code, "Write one after the command." in result.output) == (1, True)


@pytest.mark.usefixtures("context")
def test_all_that_ships_is_loaded_and_again_changes_nothing() -> None:
    outcome = load_file(TOP / "resources.yaml")
    assert len(outcome.added) == db.session.scalar(select(func.count(Resource.id)))
    again = load_file(TOP / "resources.yaml")
    assert (again.unchanged, again.updated) == (outcome.added, [])


@pytest.mark.usefixtures("context")
def test_a_start_loads_once_and_then_does_not_even_look_at_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ensure_loaded(str(file)) == ["Loaded 2 resources from resources.yaml."]
    monkeypatch.delitem(sys.modules, "app.resources.reading")
    file.unlink()
    assert ensure_loaded(str(file)) == []
    assert "app.resources.reading" not in sys.modules


@pytest.mark.usefixtures("context")
def test_a_start_names_a_few_faults_and_counts_the_rest(file: Path) -> None:
    change(file, "kind: guidance", "kind: guide")
    began = [line.split(": ")[0] for line in ensure_loaded(str(file))]
    assert began == ["resources.yaml:9:11", "resources.yaml is not used"]
    for before, after in (("UP", "UP9"), ("http", "ftp"), ("access: ", "access: un"), ("review_by", "review")):
        change(file, before, after)
    lines = ensure_loaded(str(file))
    assert len(lines) == 7
    assert lines[-2] == "5 faults more. `python3 run.py flask resources load` names all."
    assert ensure_loaded("") == []


def test_a_start_with_a_broken_file_serves_without_resources(instance: Path, file: Path) -> None:
    change(file, "kind: guidance", "kind: guide")
    with started(instance, RESOURCES=file) as (printed, address):
        assert re.search(r"resources\.yaml:9:11: resources › asking-better-questions › kind: “guide” is not", printed)
        assert "resources.yaml is not used: there are no resources." in printed
        assert "Anytown Borough Council" in get(address)


def test_a_start_on_a_database_without_resources_loads_them_and_the_next_says_nothing(instance: Path) -> None:
    with started(instance) as (printed, _):
        assert re.search(r"^Loaded \d{3} resources from resources\.yaml\.$", printed, re.M)
    with started(instance) as (printed, _):
        assert "resources" not in printed


def test_every_page_beside_the_resources_is_an_id_that_no_resource_has(app: Flask) -> None:
    rules = [rule.rule.removeprefix("/resources/") for rule in app.url_map.iter_rules()]
    beside = {rule for rule in rules if re.fullmatch("[a-z0-9-]+", rule)}
    assert "mine" in beside
    assert beside <= RESERVED_IDS
