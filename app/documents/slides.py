"""The slides: made from the paper alone, like every document. What is cut short on a slide is in full in its notes."""

from app.documents import slides_fit as fit
from app.documents.paper import Paper
from app.documents.phrases import FULL, PUBLIC
from app.documents.slides_chart import add_chart, theme_in_words
from app.documents.slides_deck import Deck
from app.documents.slides_pages import add_differences, add_plan, add_priorities, add_theme
from app.documents.summary import readable
from app.words import date_in_words

OUR_COLOUR = "1d4f6e"


def slides_of(paper: Paper, colour: str | None = None) -> bytes:
    """`colour`: the council’s, used where white text on it can be read."""
    digits = (readable(colour) or OUR_COLOUR).removeprefix("#")
    council = fit.shortened(paper.council, 3.4, 11, 1)
    title = fit.shortened(paper.title, 3.4, 11, 1)
    deck = Deck(digits, f"{council}: {title}. {paper.state}")
    _add_opening(deck, paper)
    _add_chart(deck, paper, digits)
    for theme in paper.themes:
        add_theme(deck, paper, theme)
    if paper.comparison is not None:
        add_differences(deck, paper, paper.comparison)
    add_priorities(deck, paper)
    add_plan(deck, paper)
    subject = f"Self-assessment as at {date_in_words(paper.as_at)}"
    return deck.save(paper.title, paper.council, subject, paper.changed_on)


def _add_opening(deck: Deck, paper: Paper) -> None:
    facts = [
        paper.council,
        f"Self-assessment as at {date_in_words(paper.as_at)}, targets for {date_in_words(paper.target_date)}",
        paper.state,
        PUBLIC if paper.is_public else FULL,
    ]
    slide = deck.opening(paper.title, facts)
    lead = [f"Assessment lead: {paper.lead}"] if paper.lead else []
    digest = [f"Digest of what was signed off: {paper.digest}"] if paper.digest else []
    model = f"{paper.model.title}, version {paper.model.version}. {paper.model.credit}"
    answered = f"{paper.answered} of {paper.total} characteristics are answered."
    deck.say(slide, [paper.title, *facts, *lead, *digest, model, answered, "There is no overall score."])


def _add_chart(deck: Deck, paper: Paper, colour: str) -> None:
    notes = [
        "How many characteristics are at each level now, and at the target. Whole levels, and no overall score.",
        *(theme_in_words(theme, paper) for theme in paper.themes),
        *(f"{level.name}: {level.meaning}" for level in paper.model.levels),
    ]
    slide = deck.page("Where we are, and where we want to be", notes)
    add_chart(slide, paper, colour)
