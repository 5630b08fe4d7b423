"""Which figures of the groups may be shown, so that nobody’s answer can be worked out from them.

The rule, for the answers to one question on one characteristic. *k* is the smallest group (5 or more); only answers
that give a level count towards it. “Don’t know” and “not applicable” are answers too, and are shown beside the levels
of whatever is shown. Three steps; what people answered never chooses between two pictures, it only decides whether
there is one:

1. **Too few.** With fewer than k levels in all, nothing is shown.
2. **Who is hidden**, by how many answered alone. A group that answered with fewer than k levels is hidden. One hidden
   group could be had by taking the shown ones from “all”, so the next smallest group (by answers; among equals the
   later in the fixed order members, officers, partners) is hidden with it, until the hidden ones are at least two and
   have at least k levels together. Where all are hidden, “all” alone is shown.
3. **Too alike.** Nothing at all is shown where a shown group is unanimous (everybody’s answer would be known), or
   where those who are seen as a whole only (the hidden ones together, or the one group there is) are unanimous or all
   but one are (the one would know all the others).

What is shown is how many stand at each level; median and range follow from that. Why it holds, for somebody who knows
this rule, how many of each group answered, and even how many of them gave a level (and, as to the hidden groups, their
own answer):

- *Nothing is shown*: the rule treats all levels alike, and a council in which all say the same is always among the
  possible ones, so every answer remains possible for everybody.
- *A shown group* is not unanimous, so nobody in it is known by it.
- *A hidden group* is known only together with another. The two may have swapped any two of their different answers,
  and there are such, so neither its counts nor anybody’s answer in it can be had.
- *Another question* (target, strength of evidence) is shown only where the current level is, never of a group that is
  hidden there (`hidden`), and by the same rule: no view shows a group that another hides.
- *A theme*, a median, a range, an order or a sentence is made from what is shown here, and so tells no more.
- *Another moment*: it is reckoned once and kept (comparing.py).

What no such rule can promise: people know their own answers. In a shown group in which all but one agree, the one
knows what the others said; a council that minds sets a larger smallest group.

It differs from a first plan in two ways, both coarser. That plan showed “all” alone where a group was unanimous: but
then this very fact is told, and a member of the other group, knowing their own answer, often knows which group and at
which level. And it let pass hidden groups in which all but one agree. `python3 run.py bench suppression` searches
small made-up councils exhaustively for anything that gives an answer away; tests/test_suppression.py a smaller set.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from app.results.figures import Profile

G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class Published(Generic[G]):
    """What may be shown. Nothing at all where `all` is None."""

    all: Profile | None = None
    groups: dict[G, Profile] = field(default_factory=dict)


def publish_together(questions: Sequence[Mapping[G, Profile]], smallest: int | None) -> list[Published[G]]:
    """Of several questions put to the same people; the first decides what the others may show at most.

    Without a smallest group everything is shown: people were told so before they answered.
    """
    if smallest is None:
        return [_everything(counts) for counts in questions]
    first = publish(questions[0], smallest)
    if first.all is None:
        return [first for _ in questions]
    hidden = hidden_groups(questions[0], smallest)
    return [first, *(publish(counts, smallest, hidden) for counts in questions[1:])]


def publish(counts: Mapping[G, Profile], smallest: int, hidden: Collection[G] = ()) -> Published[G]:
    """Of the counts by group, in their fixed order. `hidden` are those that another question hides already."""
    everybody = together(counts.values())
    if everybody.rated < smallest:
        return Published()
    hidden = hidden_groups(counts, smallest, hidden)
    shown = {group: profile for group, profile in counts.items() if profile.total and group not in hidden}
    if any(_apart(profile) < 1 for profile in shown.values()):
        return Published()
    # Those who can be had as a whole only: the hidden groups, or the one group that there is.
    whole = together(counts[group] for group in hidden) if hidden else everybody
    if (hidden or len(shown) == 1) and _apart(whole) < 2:
        return Published()
    return Published(everybody, shown)


def hidden_groups(counts: Mapping[G, Profile], smallest: int, already: Collection[G] = ()) -> set[G]:
    """By how many answered alone, never by what."""
    present = [group for group, profile in counts.items() if profile.total]
    hidden = {group for group in present if counts[group].rated < smallest or group in already}
    others = [group for group in reversed(present) if group not in hidden]
    others.sort(key=lambda group: counts[group].total)
    while others and hidden and (len(hidden) < 2 or sum(counts[group].rated for group in hidden) < smallest):
        hidden.add(others.pop(0))
    return hidden


def together(profiles: Iterable[Profile]) -> Profile:
    """All their counts added up."""
    parts = list(profiles)
    return Profile(
        counts=tuple(map(sum, zip(*(part.counts for part in parts), strict=True))),
        unknown=sum(part.unknown for part in parts),
        not_applicable=sum(part.not_applicable for part in parts),
        unanswered=sum(part.unanswered for part in parts),
    )


def _everything(counts: Mapping[G, Profile]) -> Published[G]:
    shown = {group: profile for group, profile in counts.items() if profile.total}
    return Published(together(shown.values()), shown) if shown else Published()


def _apart(profile: Profile) -> int:
    """How many are not at the commonest level; 0 where all agree."""
    return profile.rated - max(profile.counts)
