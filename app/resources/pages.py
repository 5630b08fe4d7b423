"""The hub’s blueprint, with the pages of every module that adds to it."""

from app.resources import entry_routes  # noqa: F401 - its pages are added as it is read
from app.resources.routes import bp as bp
