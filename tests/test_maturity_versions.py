"""Published versions are the only truth about a model; a file is a candidate."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import event

from app import create_app
from app.database import db, writing
from app.maturity import versions
from app.maturity.cli import model_commands
from app.maturity.definitions import Model
from app.maturity.loading import read_model
from app.maturity.publishing import NoModelError, PublishError, ensure_published, model_files, publish, publish_file
from app.maturity.schema import schema_text
from app.maturity.versions import current_versions, model_of

MODELS = Path(__file__).parent / "models"
SMALL = (MODELS / "small.yaml").read_text(encoding="utf-8")
OTHER = (MODELS / "three-by-four.yaml").read_text(encoding="utf-8")


def new_app(migrated: Path, folder: Path) -> Flask:
    """The application on a database in which no model is published yet."""
    return create_app({"INSTANCE": str(shutil.copytree(migrated, folder, dirs_exist_ok=True))})


@pytest.fixture
def app(migrated: Path, tmp_path: Path) -> Iterator[Flask]:
    app = new_app(migrated, tmp_path)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def start(file: Path) -> list[str]:
    """With the file beside the database, and the folder of models there."""
    return ensure_published(*model_files(file, file.parent))


def put_in_folder(file: Path, name: str, text: str) -> Path:
    folder = file.parent / "models"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model file in the folder where commands are typed."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "model.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def model(text: str = SMALL, version: str = "1.0") -> Model:
    return read_model(text, "model.yaml").model_copy(update={"version": version})


def publish_now(model: Model) -> None:
    with writing():
        publish(model, by="Ann")


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.usefixtures("context")
def test_a_published_model_comes_back_as_it_was() -> None:
    for text in (SMALL, OTHER):
        publish_now(model(text))
    db.session.expire_all()
    first, second = current_versions()
    assert (first.model_id, first.version, first.published_by) == ("small", "1.0", "Ann")
    assert model_of(first) == model(SMALL)
    assert model_of(second) == model(OTHER, "1.0")


@pytest.mark.usefixtures("context")
def test_a_model_comes_back_from_the_database_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_now(model(OTHER))
    db.session.remove()
    monkeypatch.setattr(versions, "_models", {})  # as in a process that has just started
    (version,) = current_versions()
    assert model_of(version) == model(OTHER, "1.0")


@pytest.mark.usefixtures("context")
def test_the_newest_version_of_each_model_is_current_and_the_first_model_comes_first() -> None:
    for version in ("1.0", "1.1"):
        publish_now(model(SMALL, version))
        publish_now(model(OTHER, version))
    publish_now(model(SMALL, "0.9"))
    assert [(version.model_id, version.version) for version in current_versions()] == [
        ("small", "0.9"),
        ("library-service", "1.1"),
    ]


@pytest.mark.usefixtures("context")
def test_the_same_content_is_published_once() -> None:
    publish_now(model())
    publish_now(model())
    assert len(current_versions()) == 1


@pytest.mark.usefixtures("context")
def test_a_published_version_is_never_given_other_content() -> None:
    publish_now(model())
    with pytest.raises(
        PublishError, match=r"Version 1\.0 of “Other” is already published with other content.* such as 1\.1,"
    ):
        publish_now(model().model_copy(update={"title": "Other"}))
    (version,) = current_versions()
    assert model_of(version).title == "A small model"


@pytest.mark.usefixtures("context")
def test_the_version_that_is_proposed_is_free(file: Path) -> None:
    for version in ("1.0", "1.1", "1.2"):
        publish_now(model(version=version))
    with pytest.raises(PublishError, match=r" such as 1\.3,"):
        publish_now(model().model_copy(update={"title": "Other"}))
    with pytest.raises(PublishError, match=r" such as 1\.3,"):
        publish_file(file, None)
    change(file, "A small model", "A changed model")
    assert "such as 1.3," in start(file)[0]


@pytest.mark.usefixtures("context")
def test_the_current_versions_cost_one_query_without_the_content_and_a_known_model_none() -> None:
    publish_now(model())
    model_of(current_versions()[0])
    db.session.remove()
    with counted_queries() as statements:
        model_of(current_versions()[0])
    (statement,) = [statement for statement in statements if "SELECT" in statement]
    assert "content" not in statement


def test_two_databases_with_the_same_version_keep_their_own_content(migrated: Path, tmp_path: Path) -> None:
    titles = []
    for name in ("one", "other"):
        with new_app(migrated, tmp_path / name).app_context():
            publish_now(model().model_copy(update={"title": name}))
            titles.append(model_of(current_versions()[0]).title)
            db.engine.dispose()
    assert titles == ["one", "other"]


@pytest.mark.usefixtures("context")
def test_the_first_start_publishes_the_file(file: Path) -> None:
    assert ensure_published(file) == ["Published “A small model”, version 1.0, from model.yaml."]
    assert [version.version for version in current_versions()] == ["1.0"]


@pytest.mark.usefixtures("context")
def test_a_first_start_with_a_broken_or_missing_file_stops_with_its_faults(file: Path) -> None:
    change(file, "horizon_months: 18", "horizon_months: 36")
    with pytest.raises(NoModelError, match=r"^model\.yaml:7:17: horizon_months: 36 is not from 12 to 24\."):
        ensure_published(file)
    file.unlink()
    with pytest.raises(NoModelError, match=r"^model\.yaml: There is no such file\."):
        ensure_published(file)
    assert current_versions() == []


@pytest.mark.usefixtures("context")
def test_a_second_start_says_nothing_and_does_not_read_the_yaml(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_published(file)
    monkeypatch.delitem(sys.modules, "app.maturity.loading")
    with counted_queries() as statements:
        assert ensure_published(file) == []
    assert len([statement for statement in statements if "SELECT" in statement]) == 1
    assert "app.maturity.loading" not in sys.modules


@pytest.mark.usefixtures("context")
def test_a_new_version_in_the_file_is_announced_and_not_applied(file: Path) -> None:
    ensure_published(file)
    change(file, '"1.0"', '"1.1"')
    assert ensure_published(file) == [
        "model.yaml holds version 1.1, which is not published: run `python3 run.py flask model publish model.yaml`."
    ]
    assert [version.version for version in current_versions()] == ["1.0"]


@pytest.mark.usefixtures("context")
def test_a_change_under_the_same_version_is_announced_and_not_applied(file: Path) -> None:
    ensure_published(file)
    change(file, "A small model", "A changed model")
    assert ensure_published(file) == [
        "model.yaml has changed but its version is still 1.0: give it another version, such as 1.1, then run "
        "`python3 run.py flask model publish model.yaml`."
    ]
    assert model_of(current_versions()[0]).title == "A small model"


@pytest.mark.usefixtures("context")
def test_every_model_in_the_folder_is_published_at_the_first_start(file: Path) -> None:
    put_in_folder(file, "b.yaml", OTHER)
    put_in_folder(file, "a.yaml", SMALL.replace("id: small", "id: first"))
    put_in_folder(file, "c.yml", SMALL.replace("id: small", "id: ignored"))
    put_in_folder(file, "._a.yaml", "what a Mac leaves beside a file")
    assert start(file) == [
        "Published “A small model”, version 1.0, from model.yaml.",
        "Published “A small model”, version 1.0, from models/a.yaml.",
        "Published “A library service that its town uses”, version 2, from models/b.yaml.",
    ]
    assert [version.model_id for version in current_versions()] == ["small", "first", "library-service"]


@pytest.mark.usefixtures("context")
def test_a_model_added_later_is_published_at_the_next_start_and_the_unchanged_are_not_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(file)
    added = put_in_folder(file, "other.yaml", OTHER)
    assert start(file) == ["Published “A library service that its town uses”, version 2, from models/other.yaml."]
    monkeypatch.delitem(sys.modules, "app.maturity.loading")
    assert start(file) == []
    assert "app.maturity.loading" not in sys.modules
    change(added, 'version: "2"', 'version: "3"')
    assert start(file) == [
        "models/other.yaml holds version 3, which is not published: "
        "run `python3 run.py flask model publish models/other.yaml`."
    ]


@pytest.mark.usefixtures("context")
def test_a_broken_file_in_the_folder_is_named_and_stops_nothing(file: Path) -> None:
    put_in_folder(file, "broken.yaml", "id: broken\n")
    lines = start(file)
    assert lines[0].startswith("Published “A small model”")
    assert lines[1].startswith("models/broken.yaml:1:1: ")
    assert lines[-1] == "models/broken.yaml is not used."
    assert start(file)[-1] == "models/broken.yaml is not used. What is published stays in use."


@pytest.mark.usefixtures("context")
def test_a_further_file_with_a_question_that_is_too_long_is_named_and_stops_nothing(file: Path) -> None:
    prompts = f"why: Rain comes.\n        prompts: {{understand: {'x' * 2001}, plan: B?, do: C?, review: D?}}"
    put_in_folder(file, "long.yaml", SMALL.replace("id: small", "id: long").replace("why: Rain comes.", prompts))
    published, fault, _ = start(file)
    assert published.startswith("Published “A small model”")
    assert fault.startswith("models/long.yaml:41:31: themes › finance › FV2 › prompts › understand: This has 2001")


@pytest.mark.usefixtures("context")
def test_what_is_no_file_in_the_folder_is_named_and_passed_over(file: Path) -> None:
    folder = put_in_folder(file, "other.yaml", OTHER).parent
    (folder / "folder.yaml").mkdir()
    (folder / "gone.yaml").symlink_to("nowhere.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(folder / "pipe.yaml")
    published, *named = start(file)
    assert published.startswith("Published “A small model”")
    assert [line for line in named if "is not used" not in line] == [
        "models/folder.yaml: This is a folder. Name the file in it.",
        "models/gone.yaml: There is no such file. Check the name, or put the file back.",
        "models/loop.yaml: This is a link that leads back to itself. Put the file in its place.",
        "Published “A library service that its town uses”, version 2, from models/other.yaml.",
        "models/pipe.yaml: This is a pipe or a device, not a file. Put a file in its place, or take it away.",
    ]


@pytest.mark.usefixtures("context")
def test_a_file_whose_name_is_not_utf_8_can_be_named(file: Path) -> None:
    broken = put_in_folder(file, "broken.yaml", "id: broken\n")
    broken.rename(os.fsdecode(os.fsencode(broken.parent) + b"/\xe9.yaml"))
    assert "".join(start(file)).encode()


@pytest.mark.usefixtures("context")
def test_a_first_start_goes_on_with_any_model_and_otherwise_names_the_faults_of_all(file: Path) -> None:
    file.write_text("id: broken\n", encoding="utf-8")
    other = put_in_folder(file, "other.yaml", "nothing: here\n")
    with pytest.raises(NoModelError, match=r"(?s)^model\.yaml:1:1: .*\nmodels/other\.yaml:1:1: "):
        start(file)
    other.write_text(OTHER, encoding="utf-8")
    assert "model.yaml is not used." in start(file)
    assert [version.model_id for version in current_versions()] == ["library-service"]


@pytest.mark.usefixtures("context")
def test_of_two_files_with_one_model_the_second_is_named_and_not_used(file: Path) -> None:
    copy = put_in_folder(file, "copy.yaml", SMALL)
    told = (
        "models/copy.yaml is not used: it holds the model “small”, as model.yaml does. "
        "Take one of the two away, or give this one another id."
    )
    assert start(file)[1:] == [told]
    assert start(file) == [told]
    change(copy, '"1.0"', '"1.1"')
    assert start(file) == [told]


@pytest.mark.usefixtures("context")
def test_the_first_file_may_lie_in_the_folder(file: Path) -> None:
    only = put_in_folder(file, "only.yaml", SMALL)
    assert ensure_published(*model_files(only, only.parent.parent)) == [
        "Published “A small model”, version 1.0, from models/only.yaml."
    ]


@pytest.mark.usefixtures("context")
def test_a_change_of_comments_alone_is_no_change_and_is_looked_at_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_published(file)
    change(file, "levels:\n  - {number: 1", "# The scale\nlevels:\n  - {number: 1")
    assert ensure_published(file) == []
    monkeypatch.delitem(sys.modules, "app.maturity.loading")
    assert ensure_published(file) == []
    assert "app.maturity.loading" not in sys.modules


@pytest.mark.usefixtures("context")
def test_a_broken_or_missing_file_does_not_stop_a_server_with_a_published_model(file: Path) -> None:
    ensure_published(file)
    change(file, "horizon_months: 18", "horizon_months: 36")
    fault, unused = ensure_published(file)
    assert fault.startswith("model.yaml:7:17: horizon_months: 36 is not from 12 to 24.")
    assert unused == "model.yaml is not used. What is published stays in use."
    file.unlink()
    assert ensure_published(file)[0].startswith("model.yaml: There is no such file.")
    assert model_of(current_versions()[0]).horizon_months == 18


def test_check_counts_what_a_sound_file_holds(runner: FlaskCliRunner, file: Path) -> None:
    result = runner.invoke(model_commands, ["check", "model.yaml"])
    assert (result.exit_code, result.stdout) == (0, "model.yaml: no faults. 1 theme, 2 characteristics, 3 levels.\n")


def test_check_names_every_fault_and_fails(runner: FlaskCliRunner, file: Path) -> None:
    change(file, "horizon_months: 18", "horizon_months: 36")
    change(file, "licence: MIT\n", "")
    result = runner.invoke(model_commands, ["check", "model.yaml"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == ["model.yaml:1:1", "model.yaml:6:17"]


def test_publish_makes_a_file_the_current_version(runner: FlaskCliRunner, app: Flask, file: Path) -> None:
    result = runner.invoke(model_commands, ["publish", "model.yaml"])
    assert result.stdout.startswith("“A small model”, version 1.0, is published.")
    change(file, '"1.0"', '"1.1"')
    assert runner.invoke(model_commands, ["publish", "model.yaml"]).exit_code == 0
    with app.app_context():
        assert [version.version for version in current_versions()] == ["1.1"]
        assert ensure_published(file) == []


def test_publish_refuses_what_is_broken_changed_or_replaced(runner: FlaskCliRunner, app: Flask, file: Path) -> None:
    runner.invoke(model_commands, ["publish", "model.yaml"])
    change(file, "A small model", "A changed model")
    changed = runner.invoke(model_commands, ["publish", "model.yaml"])
    assert (changed.exit_code, "with other content" in changed.stderr) == (1, True)
    change(file, '"1.0"', '"1.1"')
    runner.invoke(model_commands, ["publish", "model.yaml"])
    file.write_text(SMALL, encoding="utf-8")
    replaced = runner.invoke(model_commands, ["publish", "model.yaml"])
    assert (replaced.exit_code, "version 1.1 has replaced it" in replaced.stderr) == (1, True)
    change(file, "levels:", "levles:")
    broken = runner.invoke(model_commands, ["publish", "model.yaml"])
    assert (broken.exit_code, "Did you mean “levels”?" in broken.stderr) == (1, True)
    with app.app_context():
        assert [version.version for version in current_versions()] == ["1.1"]


def test_schema_prints_the_schema(runner: FlaskCliRunner) -> None:
    assert runner.invoke(model_commands, ["schema"]).stdout == schema_text()
