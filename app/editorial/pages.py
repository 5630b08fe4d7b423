"""The editors’ blueprint, with the pages of every module that adds to it."""

from app.editorial import entry_routes, new_entry_routes, suggestion_routes  # noqa: F401 - their pages are added as they are read
from app.editorial.routes import bp as bp
