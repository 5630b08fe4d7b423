"""The assessments’ blueprint, with the pages of every module that adds to it."""

from app.assessment import keeping_routes  # noqa: F401 - its pages are added as it is read
from app.assessment.routes import bp as bp
