"""`flask model`: check, publish and describe model files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from app.maturity.definitions import Model
from app.maturity.faults import ModelFaults

model_commands = AppGroup("model", help="Check and publish maturity models.")
file_argument = click.argument("file", type=click.Path(path_type=Path))


@contextmanager
def faults_end_it() -> Iterator[None]:
    """End the command with the faults of a file, one a line."""
    try:
        yield
    except ModelFaults as faults:
        click.echo(str(faults), err=True)
        raise click.exceptions.Exit(1) from None


@model_commands.command("check", with_appcontext=False)
@file_argument
def check(file: Path) -> None:
    """Name every fault in FILE."""
    from app.maturity.loading import read_model
    from app.maturity.source import decode, read_source

    with faults_end_it():
        model = read_model(decode(read_source(file), str(file)), str(file))
    click.echo(f"{file}: no faults. {_size(model)}.")


@model_commands.command("publish")
@file_argument
def publish(file: Path) -> None:
    """Check FILE and make it the current version of its model."""
    from app.migrations import upgrade_database

    upgrade_database()
    from app.maturity.versions import PublishError, model_of, publish_file

    try:
        with faults_end_it():
            version = publish_file(file, by=None)
    except PublishError as error:
        raise click.ClickException(str(error)) from None
    title = model_of(version).title
    click.echo(f"“{title}”, version {version.version}, is published. Assessments already started keep their version.")


@model_commands.command("schema", with_appcontext=False)
def schema() -> None:
    """Print the JSON Schema of a model file."""
    from app.maturity.schema import schema_text

    click.echo(schema_text(), nl=False)


def _size(model: Model) -> str:
    counts = ((model.themes, "theme"), (model.characteristics, "characteristic"), (model.levels, "level"))
    return ", ".join(f"{len(part)} {word}{'s' if len(part) != 1 else ''}" for part, word in counts)
