"""`flask responses`: end what is due, and write out what is held about one person."""

import click
from flask.cli import AppGroup

responses_commands = AppGroup("responses", help="Private answers: end them, and write out one person’s.")


@responses_commands.command("end-due")
def end_due() -> None:
    """Make anonymous or delete the answers whose time is over. A running server does it by itself every day."""
    from app.daily import run_once
    from app.migrations import upgrade_database
    from app.participation.ending import find_due

    upgrade_database()
    if not find_due():
        click.echo("Nothing is due.")
    if not run_once():
        click.echo("The database is in use: a running server cleans its file by tomorrow.")


@responses_commands.command("export")
@click.option("--participant", "participant_id", type=click.IntRange(1, 2**63 - 1), required=True)
def export(participant_id: int) -> None:
    """Write all that is held about the participant with this number, as JSON. It goes on the record."""
    from app.assessment.tables import Assessment
    from app.audit.record import record
    from app.database import db, writing
    from app.migrations import upgrade_database
    from app.participation.export import person_json
    from app.participation.tables import Participant

    upgrade_database()
    participant = db.session.get(Participant, participant_id)
    if participant is None or (participant.user_id is None and not participant.name):
        raise click.ClickException(f"There is no participant with the number {participant_id}.")
    assessment = db.session.get_one(Assessment, participant.assessment_id)
    text = person_json(assessment, participant)
    with writing():
        record("person.exported", assessment, about=participant)
    click.echo(text)
