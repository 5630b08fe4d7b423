"""The council’s own colour: any in which the white text on it stays readable."""

import re

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of ordinary size."""


def checked(text: str) -> str:
    """The colour as `#rrggbb`. Raises ValueError, with a sentence for the person, when it will not do."""
    digits = text.strip().removeprefix("#").lower()
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-f]{6}", digits):
        raise ValueError("Colour must be six hexadecimal digits, like #00573d")
    contrast = contrast_with_white(digits)
    if contrast < LEAST_CONTRAST:
        raise ValueError(
            f"Choose a darker colour: white text on #{digits} has a contrast of {contrast:.2f} to 1, "
            f"and needs {LEAST_CONTRAST} to 1 to be readable"
        )
    return f"#{digits}"


def contrast_with_white(digits: str) -> float:
    """WCAG 2.2’s contrast ratio, from 1 (white itself) to 21 (black)."""
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
