"""A blind reading: descriptors in a shuffled order, for somebody who has never seen them to put back in theirs."""

import re
from random import Random
from string import ascii_uppercase

from app.maturity.definitions import Characteristic, Model

Order = dict[str, list[str]]
"""The letters of each characteristic’s descriptors, from the lowest level up."""


def shuffled(model: Model, seed: int) -> Order:
    return {characteristic.code: _letters(characteristic, seed) for characteristic in model.characteristics}


def _letters(characteristic: Characteristic, seed: int) -> list[str]:
    """By seed and code alone, so that a change elsewhere in the model leaves the order as it was."""
    letters = list(ascii_uppercase[: len(characteristic.levels)])
    Random(f"{seed} {characteristic.code}").shuffle(letters)  # noqa: S311 - nothing secret
    return letters


def sheet(model: Model, order: Order) -> str:
    return "\n\n".join(_page(characteristic, order[characteristic.code]) for characteristic in model.characteristics)


def _page(characteristic: Characteristic, letters: list[str]) -> str:
    described = [characteristic.levels[number].descriptor for number in sorted(characteristic.levels)]
    lines = [f"{letter}  {text}" for letter, text in sorted(zip(letters, described, strict=True))]
    return "\n".join([f"{characteristic.code}  {characteristic.title}", *lines])


def as_lines(order: Order) -> str:
    return "".join(f"{code} {' '.join(letters)}\n" for code, letters in order.items())


def read_answers(text: str, order: Order) -> Order:
    """Lines such as “UP1 C A B E D”, lowest first. Raises ValueError where one cannot be marked."""
    answers: Order = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        code, *letters = re.findall(r"\w+", line.upper()) or [""]
        if code and (code not in order or sorted(letters) != sorted(order[code])):
            raise ValueError(f"line {number}: “{line.strip()}” is not a code and each of its letters once.")
        if code in answers:
            raise ValueError(f"line {number}: {code} is already in line {lines[code]}. Keep one of the two.")
        if code:
            answers[code], lines[code] = letters, number
    return answers


def marks(order: Order, answers: Order) -> list[str]:
    """How many descriptors are in place, and the characteristics where one is not."""
    placed = sum(given == right for code in answers for given, right in zip(answers[code], order[code], strict=True))
    total = sum(map(len, order.values()))
    lines = [f"{placed} of {total} descriptors are in place ({100 * placed // total} %)."]
    for code, right in order.items():
        if code not in answers:
            lines.append(f"{code}: not answered.")
        elif answers[code] != right:
            lines.append(f"{code}: read as {' '.join(answers[code])}, and {' '.join(right)} is right.")
    return lines
