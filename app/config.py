"""Every setting: its default and what it means. The only reader of the environment.

A setting `NAME` is taken from the environment variable `BEARINGS_NAME`, else from `settings.toml` in the
instance folder (key `NAME`), else from here.
"""

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOP = Path(__file__).parent.parent
PREFIX = "BEARINGS_"
KEY_BYTES = 32


class SettingsError(Exception):
    """A setting that cannot be used. The message names it and says what to write."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str | int | bool
    meaning: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 1_000_000


SETTINGS = (
    Setting("INSTANCE", str(TOP / "instance"), "Folder for the database, the secret key, uploads and made documents."),
    Setting("HOST", "127.0.0.1", "Address to listen on."),
    Setting("PORT", 5000, "Port to listen on; 0 picks a free one.", most=65_535),
    Setting("HOSTS", "", "Names this installation answers to beside localhost, separated by commas."),
    Setting("TRUSTED_PROXIES", 0, "How many reverse proxies stand in front and set X-Forwarded headers.", most=10),
    Setting("SECURE", False, "Send cookies over HTTPS only. Set it wherever people reach Bearings over HTTPS."),
    Setting("THREADS", 4, "How many requests are worked on at the same time.", least=1, most=64),
    Setting("SYNCHRONOUS", "FULL", "FULL keeps every save through a power cut; NORMAL is faster.", ("FULL", "NORMAL")),
    Setting("MODEL", str(TOP / "model.yaml"), "The maturity model that a first start publishes."),
    Setting("RESOURCES", str(TOP / "resources.yaml"), "The resources that a first start loads; empty for none."),
    Setting("CHECK_PRIVATE_LINKS", False, "Let the link check open addresses of private networks too."),
    Setting("IDLE_MINUTES", 60, "A session ends after this long without a request.", least=1),
    Setting("SESSION_HOURS", 12, "A session ends after this long, whatever happens in it.", least=1, most=744),
)


def load_settings(given: Mapping[str, Any]) -> dict[str, Any]:
    """All settings by name. `given` wins over the environment, and that over `settings.toml`.

    Raises SettingsError.
    """
    environment = {key.removeprefix(PREFIX): value for key, value in os.environ.items() if key.startswith(PREFIX)}
    instance = Path(str(given.get("INSTANCE") or environment.get("INSTANCE") or SETTINGS[0].default)).resolve()
    found = _read_file(instance / "settings.toml") | environment | dict(given) | {"INSTANCE": str(instance)}
    return {setting.name: _convert(setting, found.get(setting.name, setting.default)) for setting in SETTINGS}


def _read_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error
    # The folder is where this file lies, so it cannot say which folder that is.
    names = {setting.name for setting in SETTINGS if setting.name != "INSTANCE"}
    if unknown := sorted(found.keys() - names):
        raise SettingsError(f"{path}: there is no setting “{unknown[0]}”. There are: {', '.join(sorted(names))}.")
    return found


def _convert(setting: Setting, value: Any) -> str | int | bool:
    name = PREFIX + setting.name
    if isinstance(setting.default, bool):
        word = str(value).strip().lower()
        if word in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
            return word in {"1", "true", "yes", "on"}
        raise SettingsError(f"{name} is “{value}”. Write true or false.")
    if isinstance(setting.default, int):
        digits = str(value).strip()
        if re.fullmatch("[0-9]{1,9}", digits) and setting.least <= int(digits) <= setting.most:
            return int(digits)
        limits = f"from {setting.least} to {setting.most}"
        raise SettingsError(f"{name} is “{value}”. Write a whole number {limits}, for example {setting.default}.")
    if setting.choices and value not in setting.choices:
        raise SettingsError(f"{name} is “{value}”. Write one of {', '.join(setting.choices)}.")
    if not isinstance(value, str):
        raise SettingsError(f"{name} is {value}. Write one text in quotes.")
    return value


def prepare_instance(instance: Path) -> bytes:
    """Make the instance folder where it is missing, and return its secret key, made once. Raises SettingsError."""
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        (instance / "cache").mkdir(mode=0o700, exist_ok=True)
        key = instance / "secret.key"
        if not key.exists():
            _write_key(key)
        (instance / "writable").touch()
        (instance / "writable").unlink()
        if len(secret := key.read_bytes()) < KEY_BYTES:
            raise SettingsError(f"{key} is damaged. Delete it and start again: everybody then signs in anew.")
        return secret
    except OSError as error:
        raise SettingsError(
            f"Bearings cannot write to {instance}: {error.strerror}. Give the user who runs it the right to write "
            f"there and some free space, or set {PREFIX}INSTANCE to another folder."
        ) from error


def _write_key(path: Path) -> None:
    """Only the user who runs the server may read the key, and no other process ever sees half of one."""
    draft = path.with_name(f"secret.{secrets.token_hex(8)}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
    draft.replace(path)
