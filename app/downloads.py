"""Answers that a browser stores as a file."""

from flask import Response

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attachment(content: str | bytes, kind: str, name: str) -> Response:
    """`kind` is the media type, `name` what the file is called, in plain letters."""
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
