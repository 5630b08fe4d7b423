"""The commands of the application: `python3 run.py flask …`."""

import click
from flask import Flask, current_app, url_for
from flask.cli import AppGroup
from sqlalchemy import select

from app.accounts import passwords
from app.accounts.tables import User
from app.database import db, writing
from app.maturity.cli import model_commands

people_commands = AppGroup("people", help="Let people in.")


@people_commands.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a one-time link with which the person of EMAIL sets a new password, deactivated or not."""
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


@click.command("serve")
def serve() -> None:
    """Bring the database up to date, and serve."""
    from app.serving import run

    run()


def init_app(app: Flask) -> None:
    for command in (model_commands, people_commands, serve):
        app.cli.add_command(command)
