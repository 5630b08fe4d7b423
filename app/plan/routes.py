"""The plan: its actions, their progress, what is due."""

from app.plan import action_routes, list_routes, tables, writing_routes  # noqa: F401
from app.plan.blueprint import bp
from app.plan.gone import explain_gone

bp.register_error_handler(404, explain_gone)

__all__ = ["bp"]
