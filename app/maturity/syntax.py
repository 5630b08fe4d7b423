"""YAML's own errors in plain words."""

from yaml import MarkedYAMLError

TAB = "This line is indented with a tab. Indent with spaces."
UNCLOSED_QUOTE = "The quotes that open here are never closed. Close them at the end of the text."
UNCLOSED_BRACKET = "The bracket that opens here is not closed, or a comma is missing inside it."

# What libyaml says, the words for it, and whether its place is where the trouble began rather than where it showed.
WORDS = {
    "mapping values are not allowed in this context": (
        "A key or a colon cannot stand here. Line the key up with the ones above it; put a text that holds a colon in "
        "quotes, or begin it on the next line after >-.",
        False,
    ),
    "did not find expected key": (
        "This does not fit the lines above. Line it up with them; inside single quotes write an apostrophe twice, or a "
        "curly one.",
        False,
    ),
    "could not find expected ':'": (
        "A key needs a colon and a space after it. If this belongs to the text above, indent it further than the key "
        "above.",
        True,
    ),
    "did not find expected '-' indicator": (
        "This lines up with nothing above. Indent it as the keys it belongs with; begin an item with a hyphen and "
        "a space.",
        False,
    ),
    "found a tab character that violates indentation": (TAB, False),
    "found a tab character where an indentation space is expected": (TAB, False),
    "block sequence entries are not allowed in this context": (
        "A list cannot begin on the line of its key. Begin it on the next line; put a text that begins with a hyphen "
        "in quotes.",
        False,
    ),
    "found unexpected end of stream": (UNCLOSED_QUOTE, True),
    "found unexpected document indicator": (UNCLOSED_QUOTE, True),
    "did not find expected ',' or ']'": (UNCLOSED_BRACKET, True),
    "did not find expected ',' or '}'": (UNCLOSED_BRACKET, True),
    "found unknown escape character": (
        "A backslash in double quotes needs another after it. Write it twice, or use single quotes.",
        False,
    ),
    "found invalid Unicode character escape code": (
        "The character code after this backslash does not exist. Write the character itself.",
        False,
    ),
    "did not find expected comment or line break": (
        "A text after > or | begins on the next line. Move it there, indented further than its key.",
        False,
    ),
}


def in_words(error: MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """The line, the column and what to do about it."""
    problem = error.problem or "the text ends too early"
    words, began_earlier = WORDS.get(problem, ("", False))
    mark = (error.context_mark if began_earlier else None) or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if problem == "found character that cannot start any token":
        words = _cannot_begin(text[mark.index : mark.index + 1] if mark else "")
    elif not words:
        words = f"This is not YAML ({problem}). Compare its indentation, quotes and colons with the lines around it."
    return line + 1, column + 1, words


def _cannot_begin(character: str) -> str:
    return TAB if character == "\t" else f"A text cannot begin with {character} as it is. Put the whole text in quotes."
