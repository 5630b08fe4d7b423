"""The commands of the application: `python3 run.py flask …`, and the start itself."""

import os
import sys

from flask.cli import FlaskGroup

from app import create_app
from app.cli import COMMANDS
from app.config import SettingsError


def main() -> None:
    group = FlaskGroup(create_app=create_app, add_default_commands=False, add_version_option=False, name="flask")
    for command in COMMANDS:
        group.add_command(command)
    os.umask(0o077)  # what is made belongs to whoever runs it, and nobody else reads it
    try:
        group.main(prog_name="python3 run.py flask")
    except SettingsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
