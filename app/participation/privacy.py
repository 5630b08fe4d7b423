"""Who will see what: the words that are on the invitation, before the first answer, and beside each answer."""

from app.accounts.tables import Retention
from app.assessment.tables import Assessment
from app.words import count_in_words, date_in_words

WHILE_OPEN = (
    "While answers are open, the lead sees who has answered, and never what, unless you answer on paper for the lead "
    "to type in."
)


def terms(assessment: Assessment) -> str:
    """What a person agrees to by starting, as the page that they have read carries it along."""
    parts = (assessment.privacy, assessment.smallest_group, assessment.retention, assessment.retention_days)
    return " ".join(map(str, parts))


def until_when(assessment: Assessment, lead: str) -> str:
    if assessment.closes_on is not None:
        return f"until the end of {date_in_words(assessment.closes_on)}"
    return f"until {lead} closes it"


def in_two_sentences(assessment: Assessment) -> str:
    if assessment.is_named:
        return f"Once it is closed, your answers are shown with your name to those who agree the position. {WHILE_OPEN}"
    return (
        f"{WHILE_OPEN} Afterwards answers are shown by group and without names, and a group with fewer than "
        f"{assessment.smallest_group} answers to a question is not shown."
    )


def on_paper(assessment: Assessment) -> str:
    """In two sentences, for somebody who answers on paper."""
    first = (
        "The lead of this assessment reads your paper to type in what you answered; nobody else is shown it while "
        "answers are open."
    )
    if not assessment.is_separate:
        return (
            "What is filled in here is typed in as the council’s position, which everybody in this assessment sees. "
            "No private answer of yours is kept."
        )
    if assessment.is_named:
        return f"{first} Once it is closed, your answers are shown with your name to those who agree the position."
    return (
        f"{first} Afterwards answers are shown by group and without names, and a group with fewer than "
        f"{assessment.smallest_group} answers to a question is not shown."
    )


def whose_eyes(assessment: Assessment) -> str:
    """Beside each answer."""
    if assessment.is_named:
        return "Only you see this answer until the response window closes. Then it is shown with your name."
    return (
        "Only you see this answer until the response window closes. Then it counts in the figures, without your name, "
        f"and only where {assessment.smallest_group} or more have answered."
    )


def after_sign_off(assessment: Assessment) -> str:
    days = count_in_words(assessment.retention_days, "day")
    if assessment.retention is Retention.KEEP:
        return "The council keeps your answers, with your name, for as long as it keeps this assessment."
    if assessment.retention is Retention.DELETE:
        return f"Your answers are deleted {days} after the position is signed off. It happens by itself."
    return (
        f"Your answers are made anonymous {days} after the position is signed off: names, directorates, notes and "
        "times are removed for good. It happens by itself."
    )
