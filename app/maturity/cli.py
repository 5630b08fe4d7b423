"""`flask model`: check, lint, publish and describe model files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

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
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def publish(file: Path, dry_run: bool) -> None:
    """Check FILE and make it the current version of its model."""
    from app.migrations import upgrade_database

    upgrade_database()
    (_look_ahead if dry_run else _publish)(file)


def _look_ahead(file: Path) -> None:
    from app.maturity.outlook import look_ahead

    with faults_end_it():
        outlook = look_ahead(file)
    click.echo("\n".join([*outlook.lines, "Nothing was published."]))
    if outlook.refusal:
        raise click.ClickException(outlook.refusal)


def _publish(file: Path) -> None:
    from app.maturity.outlook import summary_of
    from app.maturity.publishing import PublishError, publish_file
    from app.maturity.versions import model_of

    try:
        with faults_end_it():
            publication = publish_file(file, by=None)
    except PublishError as error:
        raise click.ClickException(str(error)) from None
    model = model_of(publication.version)
    click.echo(
        f"“{model.title}”, version {model.version}, is published. Assessments already started keep their version."
    )
    if publication.replaced:
        click.echo(summary_of(model_of(publication.replaced), model))


@model_commands.command("schema", with_appcontext=False)
def schema() -> None:
    """Print the JSON Schema of a model file."""
    from app.maturity.schema import schema_text

    click.echo(schema_text(), nl=False)


def _print_rules(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from app.maturity.lint.rules import rules_table

        click.echo(rules_table())
        context.exit()


@model_commands.command("lint", with_appcontext=False)
@file_argument
@click.option("--figures", is_flag=True, help="Print the reading ease of each characteristic.")
@click.option(
    "--rules", is_flag=True, is_eager=True, expose_value=False, callback=_print_rules, help="Print the rules, and end."
)
def lint(file: Path, figures: bool) -> None:
    """Name every text of FILE that breaks a rule of ours, and what to do instead."""
    from app.maturity.lint.figures import summary, table
    from app.maturity.lint.findings import findings
    from app.maturity.loading import read_with_places
    from app.maturity.source import decode, read_source

    with faults_end_it():
        document, model = read_with_places(decode(read_source(file), str(file)), str(file))
    if figures:
        click.echo(table(model))
    found = findings(document, model)
    click.echo("\n".join(finding.line_of(str(file)) for finding in found) or f"{file}: {summary(model)}")
    if found:
        raise click.exceptions.Exit(1)


@model_commands.command("shuffle", with_appcontext=False)
@file_argument
@click.option("--seed", default=0, show_default=True, help="Another number gives another order.")
@click.option("--key", type=click.Path(path_type=Path), help="Write the right order to this file.")
@click.option("--answers", type=click.File("rb"), help="Mark a reader’s order, in lines such as UP1 C A B.")
def shuffle(file: Path, seed: int, key: Path | None, answers: BinaryIO | None) -> None:
    """Print the descriptors of FILE in a shuffled order, or mark how a reader sorted them."""
    from app.maturity import shuffling
    from app.maturity.loading import read_model
    from app.maturity.source import decode, read_source

    with faults_end_it():
        model = read_model(decode(read_source(file), str(file)), str(file))
    order = shuffling.shuffled(model, seed)
    if key:
        _write_key(key, shuffling.as_lines(order))
    if not answers:
        click.echo(shuffling.sheet(model, order))
        return
    with faults_end_it():
        answered = decode(answers.read(), answers.name)
    try:
        click.echo("\n".join(shuffling.marks(order, shuffling.read_answers(answered, order))))
    except ValueError as error:
        raise click.ClickException(f"{answers.name}, {error}") from None


def _write_key(key: Path, lines: str) -> None:
    try:
        key.write_text(lines, encoding="utf-8")
    except OSError as error:
        message = f"The key cannot be written to {key}: {error.strerror}. Name a file in a folder that is there."
        raise click.ClickException(message) from None


def _size(model: Model) -> str:
    counts = ((model.themes, "theme"), (model.characteristics, "characteristic"), (model.levels, "level"))
    return ", ".join(f"{len(part)} {word}{'s' if len(part) != 1 else ''}" for part, word in counts)
