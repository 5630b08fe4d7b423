"""The states of the pages between a gap and its committee: focus, plan, reviews, movement, files in and out."""

from tests.browser.state import State, fails, press

PLANNED = "/assessments/{planned}"
NEW_ACTION = f"{PLANNED}/plan/new?code=UP1"
ACTION = f"{PLANNED}/plan/{{action}}"
WORKBOOK = "/assessments/{asked}/workbook"
ENTER = "/assessments/{asked}/enter"

PLAN_PAGES = [
    State("focus", f"{PLANNED}/focus", "lead"),
    State("focus to read", f"{PLANNED}/focus", "officer"),
    State("focus before anything is chosen", "/assessments/{unplanned}/focus", "lead"),
    State("the plan", f"{PLANNED}/plan", "lead"),
    State("the plan to read", f"{PLANNED}/plan", "officer"),
    State("the plan filtered to nothing", f"{PLANNED}/plan?status=complete", "lead"),
    State("no plan yet", "/assessments/{unplanned}/plan", "lead"),
    State("a new action", NEW_ACTION, "lead"),
    State("an action", ACTION, "lead"),
    State("an action to change", f"{ACTION}/edit", "lead"),
    State("an action to delete", f"{ACTION}/delete", "lead"),
    State("reviews", f"{PLANNED}/reviews", "lead"),
    State("no reviews yet", "/assessments/{unplanned}/reviews", "lead"),
    State("a review", f"{PLANNED}/reviews/{{plan_review}}", "lead"),
    State("a review to read", f"{PLANNED}/reviews/{{plan_review}}", "officer"),
    State("movement", "/assessments/{again}/movement", "lead"),
    State("a file to import", "/assessments/import", "lead"),
    State("an import that is gone", "/assessments/import/gone", "lead"),
    State("a workbook to fill in", WORKBOOK, "lead"),
    State("a workbook that is gone", f"{WORKBOOK}/gone", "lead"),
    State("answers from paper", ENTER, "lead"),
    State("answers of one person from paper", f"{ENTER}/{{nolink}}", "lead"),
    State("a theme from paper", f"{ENTER}/{{nolink}}/{{theme}}", "lead"),
    State("a theme at one screen from paper", "/assessments/{fresh}/enter/position/{theme}", "lead"),
    State("the glance is being made", f"{PLANNED}/glance.pdf", "lead", status=202),
    State("the blank pack is being made", f"{PLANNED}/pack.pdf", "lead", status=202),
]

PLAN_ACTS = [
    State("an action without words", NEW_ACTION, "lead", fails(press("Add to the plan"))),
    State("no file to import", "/assessments/import", "lead", fails(press("See what it holds"))),
]
