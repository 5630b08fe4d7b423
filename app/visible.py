"""What can be seen of a text, and the characters in it that nobody sees."""

from unicodedata import category

# For a character class: soft hyphens, zero-width spaces, byte order marks and what turns the direction of a text.
# Joiners and tags are none of them, because some scripts and pictures are made with them.
INVISIBLE = "\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"

# Letters and symbols by category, and drawn as nothing.
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_visible(text: str) -> bool:
    """Whether anything in it would be seen."""
    return any(category(character)[0] in "LNPS" and character not in BLANKS for character in text)
