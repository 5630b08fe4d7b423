"""The commands of the application: `python3 run.py flask …`."""

import json

import click
from flask import current_app, url_for
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from app.accounts import passwords
from app.accounts.tables import User
from app.audit.record import record
from app.database import db, scrub, writing
from app.maturity.cli import model_commands
from app.migrations import upgrade_database
from app.participation.cli import responses_commands
from app.resources.cli import resources_commands

people_commands = AppGroup("people", help="Let people in.")


@people_commands.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a one-time link with which the person of EMAIL sets a new password, deactivated or not."""
    upgrade_database()
    with writing():
        user = _get_account(email)
        user.is_active = True
        secret = passwords.make_link(user)
    with current_app.test_request_context():
        path = url_for("accounts.set_password", token=secret)
    click.echo(f"{user.name} sets a new password, within {passwords.LINK_DAYS} days, at this path of your Bearings:")
    click.echo(path)


@people_commands.command("export")
@click.argument("email")
def export(email: str) -> None:
    """Write all that is held about the account of EMAIL, as JSON. It goes on the record."""
    from app.accounts.erasing import held_about

    upgrade_database()
    user = _get_account(email)
    text = json.dumps(held_about(user), ensure_ascii=False, indent=2)
    with writing():
        record("account.exported", subject=f"User {user.id}")
    click.echo(text)


@people_commands.command("erase")
@click.argument("email")
@click.confirmation_option(prompt="The name and the email address go for good. Go on?")
def erase(email: str) -> None:
    """Replace the name and the email address of the account of EMAIL, and deactivate it. What it wrote stays."""
    from app.accounts.erasing import RefusedError, name_left
    from app.accounts.erasing import erase as erase_account
    from app.documents.routes import forget_all_documents

    upgrade_database()
    try:
        with writing():
            user = _get_account(email)
            left = name_left(user)
            former = erase_account(user)
    except RefusedError as refused:
        raise click.ClickException(str(refused)) from None
    forget_all_documents()
    is_clean = scrub()
    click.echo(f"The account is now “{former}”, and nobody can sign in with it. Signed-off versions stay as they are.")
    if left:
        click.echo(f"Another account is called {left} too, so actions with that lead officer were left: change them.")
    if not is_clean:
        click.echo("The database is in use: a running server cleans its file by tomorrow.")


def _get_account(email: str) -> User:
    user = db.session.scalar(select(User).where(User.email == email))
    if user is None:
        raise click.ClickException(f"Nobody has the email address {email}.")
    return user


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


COMMANDS = (model_commands, resources_commands, responses_commands, people_commands, migration_commands, serve)
