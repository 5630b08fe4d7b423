"""The commands of the application: `python3 run.py flask …`."""

import click
from flask import current_app, url_for
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from app.accounts import passwords
from app.accounts.tables import User
from app.database import db, writing
from app.maturity.cli import model_commands
from app.migrations import upgrade_database
from app.resources.cli import resources_commands

people_commands = AppGroup("people", help="Let people in.")


@people_commands.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a one-time link with which the person of EMAIL sets a new password, deactivated or not."""
    upgrade_database()
    with writing():
        user = db.session.scalar(select(User).where(User.email == email))
        if user is None:
            raise click.ClickException(f"Nobody has the email address {email}.")
        user.is_active = True
        secret = passwords.make_link(user)
    with current_app.test_request_context():
        path = url_for("accounts.set_password", token=secret)
    click.echo(f"{user.name} sets a new password, within {passwords.LINK_DAYS} days, at this path of your Bearings:")
    click.echo(path)


migration_commands = AppGroup("migration", help="Change the tables.")


@migration_commands.command("new")
@click.argument("message")
def new_migration(message: str) -> None:
    """Write the migration from the database as it is to the tables as they are in the code."""
    from alembic import command

    from app import migrations

    migrations.upgrade_database()
    latest = int(migrations.newest_revision())
    command.revision(migrations.alembic_config(), message, autogenerate=True, rev_id=f"{latest + 1:04}")
    (migrations.FOLDER / "newest").write_text(f"{latest + 1:04}\n", "ascii")


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Bring the database up to date, and serve."""
    from app.serving import prepare, run

    prepare(current_app)
    run()


COMMANDS = (model_commands, resources_commands, people_commands, migration_commands, serve)
