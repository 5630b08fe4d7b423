"""The plan: its actions, their progress, what is due."""

from app.plan import action_routes, list_routes, tables, writing_routes  # noqa: F401
from app.plan.blueprint import bp

__all__ = ["bp"]
