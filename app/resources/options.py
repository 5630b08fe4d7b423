"""The values of the filters, written out: at a keystroke there are some two hundred of them.

Every part is safe: values and their names are escaped once and kept, a number is a number.
"""

from collections.abc import Container, Mapping
from functools import lru_cache

from markupsafe import Markup

from app.govuk.parts import safe

Numbers = Mapping[str, int]
Labels = Mapping[str, str]


def options(numbers: Numbers, labels: Labels, chosen: Container[str]) -> Markup:
    """Of a list to choose from, each with how many it would find."""
    drawn = []
    for value, number in numbers.items():
        start, name = _option(value, labels[value])
        drawn.append(f"{start}{' selected' if value in chosen else ''}{name}{number})</option>")
    return Markup("\n".join(drawn))  # noqa: S704


@lru_cache(maxsize=4096)
def _option(value: str, label: str) -> tuple[str, str]:
    return f'<option value="{safe(value)}"', f">{safe(label)} ("


def boxes(facet: str, numbers: Numbers, labels: Labels, chosen: Container[str]) -> Markup:
    """The Design System’s checkboxes, each with how many it would find."""
    drawn = []
    for value, number in numbers.items():
        start, name = _box(facet, value, labels[value])
        drawn.append(f"{start}{' checked' if value in chosen else ''}{name}{number})</label></div>")
    return Markup("\n".join(drawn))  # noqa: S704


@lru_cache(maxsize=256)
def _box(facet: str, value: str, label: str) -> tuple[str, str]:
    value, id = safe(value), f"{facet}-{safe(value)}"
    return (
        f'<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="{id}"'
        f' name="{facet}" value="{value}"',
        f'><label class="govuk-label govuk-checkboxes__label" for="{id}">{safe(label)} (',
    )
