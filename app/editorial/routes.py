"""The editors’ pages: comments on the content, and what becomes of them."""

from flask import Blueprint

from app.editorial.tables import Comment  # noqa: F401

bp = Blueprint("editorial", __name__)
