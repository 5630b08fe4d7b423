"""The version of Bearings, as in pyproject.toml."""

VERSION = "0.1.0"
