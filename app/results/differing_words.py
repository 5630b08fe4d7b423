"""Where the groups differ, in words. Nobody is right or wrong in them: groups see things at levels."""

from app.maturity.definitions import Model
from app.participation.tables import Group
from app.position.comparing import ComparisonFigures
from app.results.differing import Difference, View
from app.results.figures import Median, Profile
from app.results.words import median_in_words, number_in_words, profile_in_words, range_in_words
from app.words import count_in_words, joined

GROUPS = {Group.MEMBER: "Members", Group.OFFICER: "Officers", Group.PARTNER: "Partners", None: "All"}


def group_in_words(group: Group | None) -> str:
    return GROUPS[group]


def seen_in_words(row: Difference, model: Model) -> str:
    """“Members see it at Mature, officers between Minimum and Developing.”"""
    seen = [(GROUPS[view.group], _at(view.current.median, model)) for view in row.views if view.group]
    if not seen:
        return f"All answers together: {_at(row.everybody.median, model)}." if row.everybody else ""
    names, places = [name for name, _ in seen], {place for _, place in seen}
    if len(seen) > 1 and len(places) == 1:
        return f"{joined([names[0], *(name.lower() for name in names[1:])])} see it {places.pop()}."
    (first, place), *others = seen
    return ", ".join([f"{first} see it {place}", *(f"{name.lower()} {where}" for name, where in others)]) + "."


def _at(median: Median | None, model: Model) -> str:
    words = median_in_words(median, model)
    return words if median is None or median.low != median.high else f"at {words}"


def apart_in_words(row: Difference) -> str:
    """How far the medians of members and officers are from each other."""
    whole, half = divmod(row.apart or 0, 2)
    if half:
        return f"between {number_in_words(whole)} and {number_in_words(whole + 1)} levels apart" if whole else NEARLY
    return f"{number_in_words(whole)} {'level' if whole == 1 else 'levels'} apart"


NEARLY = "less than one level apart"


def view_in_words(view: View, model: Model) -> str:
    """“median Mature, range Developing to Leader, 6 levels given; 1 don’t know”"""
    profile = view.current
    parts = [f"median {median_in_words(profile.median, model)}", f"range {range_in_words(profile, model)}"]
    parts.append(count_in_words(profile.rated, "level") + " given")
    return "; ".join([", ".join(parts), *without_level_in_words(profile)])


def without_level_in_words(profile: Profile) -> list[str]:
    others = ((profile.unknown, "don’t know"), (profile.not_applicable, "not applicable"))
    return [f"{count} {words}" for count, words in others if count]


def counts_in_words(view: View, model: Model) -> str:
    """“2 Developing, 4 Mature; 1 don’t know”; what is not answered is no part of a comparison."""
    profile = view.current
    return profile_in_words(Profile(profile.counts, profile.unknown, profile.not_applicable), model)


def target_in_words(view: View, model: Model) -> str:
    return "not shown" if view.target is None else median_in_words(view.target.median, model)


def strength_in_words(view: View, model: Model) -> str:
    """The median strength of evidence."""
    if view.evidence is None or (median := view.evidence.median) is None:
        return "not shown"
    low, high = model.evidence[median.low].name, model.evidence[median.high].name
    return low if low == high else f"between {low} and {high}"


def strengths_in_words(view: View, model: Model) -> str:
    """“1 None, 4 Asserted, 2 Documented”"""
    counts = view.evidence.counts if view.evidence else ()
    return ", ".join(f"{count} {model.evidence[strength].name}" for strength, count in enumerate(counts) if count)


def unknown_in_words(row: Difference) -> str:
    """“3 of 12 people do not know: 2 of 6 members, 1 of 6 officers.”"""
    if row.everybody is None:
        return ""
    shown = [f"{view.current.unknown} of {_named(view)}" for view in row.views if view.group]
    total = count_in_words(row.everybody.answered, "person", "people")
    return f"{row.unknown} of {total} said “don’t know”" + (f": {', '.join(shown)}." if shown else ".")


def _named(view: View) -> str:
    words = GROUPS[view.group].lower()
    return f"{view.current.answered} {words if view.current.answered != 1 else words.removesuffix('s')}"


def hidden_in_words(row: Difference, comparison: ComparisonFigures) -> str:
    """Why something is not shown; one sentence for all reasons, so that it tells none of them."""
    if not row.views:
        few = number_in_words(comparison.smallest_group)
        return f"Not shown, to keep answers private: fewer than {few} people gave a level, or many gave the same one."
    if not row.hidden:
        return ""
    names = [GROUPS[group] for group in row.hidden]
    return f"{joined([names[0], *(name.lower() for name in names[1:])])} are not shown, to keep answers private."


def answered_in_words(comparison: ComparisonFigures) -> str:
    in_private = "" if comparison.is_named else " and in private"
    return f"{count_in_words(comparison.answered, 'person', 'people')} answered individually{in_private}."


def rule_in_words(comparison: ComparisonFigures) -> str:
    if comparison.is_named:
        return "Everybody was told before they answered that answers are shown with names in this assessment."
    few = number_in_words(comparison.smallest_group)
    return (
        f"A group is shown where at least {few} of it gave a level, and where nobody’s answer can be worked out from "
        "what is shown. Where that would be possible, another group or the whole characteristic is left out as well."
    )


def too_few_in_words(comparison: ComparisonFigures) -> str:
    few = number_in_words(comparison.smallest_group)
    return f"There is no comparison, because fewer than {few} people answered: single answers could be recognised."
