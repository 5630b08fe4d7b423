"""`flask resources`: the hub's content."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

resources_commands = AppGroup("resources", help="Fill the hub, and look after it.")


@resources_commands.command("load")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def load(file: Path | None) -> None:
    """Put the resources of FILE into the hub: by default those of BEARINGS_RESOURCES. What was edited here is kept."""
    from app.maturity.cli import faults_end_it
    from app.maturity.versions import current_versions
    from app.migrations import upgrade_database
    from app.resources.loading import load_file

    upgrade_database()
    if not current_versions():
        raise click.ClickException("No model is published yet. Start Bearings once: it publishes its model.")
    if not (path := file or current_app.config["RESOURCES"]):
        raise click.ClickException("BEARINGS_RESOURCES names no file. Write one after the command.")
    with faults_end_it():
        outcome = load_file(Path(path))
    click.echo(str(outcome))


@resources_commands.command("check-links")
@click.option(
    "--only", type=click.Choice(["broken", "moved", "unsure", "unchecked"]), help="Those of this state, and no other."
)
@click.option("--older-than", type=click.IntRange(min=0), metavar="DAYS", help="Those not checked for so many days.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many, the longest unchecked first.")
@click.option(
    "--minutes", type=click.FloatRange(min=0, min_open=True), default=30, show_default=True, help="End after so long."
)
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write what was found to this CSV.")
def check_links(
    only: str | None, older_than: int | None, limit: int | None, minutes: float, report: Path | None
) -> None:
    """Open the address of every current and older resource, and note what is there. Nothing else ever does."""
    from app.migrations import upgrade_database
    from app.resources.links import command
    from app.resources.tables import LinkState

    upgrade_database()
    command.check_links(LinkState(only) if only else None, older_than, limit, minutes, report)
