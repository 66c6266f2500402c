"""The YAML parsers' syntax errors in words that somebody who writes a questionnaire understands."""

from __future__ import annotations

_QUOTE = "put the text in quotes"

# (part of the parser's own words, what is wrong, what to do); libyaml and the Python parser word the
# same fault differently, hence two lines for some. The first match counts.
_KNOWN = (
    ("mapping values are not allowed", "a second ': ' in one line", f'{_QUOTE}: title: "One: two"'),
    ("could not find expected ':'", "a line without ': ' in a map", "add the colon, or quotes"),
    ("did not find expected ',' or '}'", "a { … } that is not closed", "close it, or put the text in quotes"),
    ("expected ',' or '}'", "a { … } that is not closed", "close it, or put the text in quotes"),
    ("did not find expected ',' or ']'", "a [ … ] that is not closed", "close it, or put the text in quotes"),
    ("expected ',' or ']'", "a [ … ] that is not closed", "close it, or put the text in quotes"),
    ("unexpected end of stream", "a quote that is opened and never closed", "close it with the same quote"),
    ("unknown escape character", "a backslash in double quotes", "double it (\\\\), or use single quotes"),
    ("expected hexadecimal", "an incomplete escape in double quotes", "write the character itself"),
    ("expected escape sequence", "an incomplete escape in double quotes", "write the character itself"),
    ("tab character", "a tab where blanks are expected", "indent with blanks"),
    ("cannot start any token", "a character that cannot begin a text", _QUOTE),
    ("did not find expected '-'", "a line that does not fit the list it stands in", "check its indentation"),
    ("did not find expected key", "a line that does not fit the map it stands in",
     "check its indentation, and that a text that begins with a quote ends with one"),
    ("expected <block end>", "a line that does not fit where it stands",
     "check its indentation, and that a text that begins with a quote ends with one"),
    ("block sequence entries are not allowed", "a list item out of place", "begin the list on its own line"),
    ("did not find expected node content", "a value is missing, or the text needs quotes", _QUOTE),
    ("expected the node content", "a value is missing, or the text needs quotes", _QUOTE),
    ("did not find expected alphabetic", "a text that begins with *, & or !", _QUOTE),
    ("expected alphabetic or numeric", "a text that begins with *, & or !", _QUOTE),
    ("undefined tag handle", "a text that begins with !", _QUOTE),
    ("expected ' '", "a text that begins with !, | or >", _QUOTE),
    ("did not find expected whitespace", "a text that begins with !, | or >", _QUOTE),
    ("comment or", "a text that begins with | or >", f"{_QUOTE}, or begin it on the next line"),
    ("did not find expected <document start>", "text after the end of the document", "check its indentation"),
    ("expected '<document start>'", "text after the end of the document", "check its indentation"),
    ("directive", "a line that begins with %", _QUOTE),
    ("control characters are not allowed", "an invisible or control character", "remove it"),
    ("special characters are not allowed", "an invisible or control character", "remove it"),
)  # fmt: skip


# Of these the place to show is where the thing begins, not where the parser noticed it.
_FROM_THE_BEGINNING = ("a { … } that", "a [ … ] that", "a quote that", "a line without")


def explain_yaml(problem: str, context: str = "", character: str = "") -> tuple[str, str, bool]:
    """A parser's complaint in other words.

    Args:
        problem: what the parser says is wrong.
        context: what it was reading.
        character: the character at the place of the problem.

    Returns:
        What is wrong, what to do, and whether to show where the thing begins.
    """
    if character == "\t":
        return "a tab where blanks are expected", "indent with blanks", False
    for part, message, hint in _KNOWN:
        if part in problem or part in context:
            return message, hint, message.startswith(_FROM_THE_BEGINNING)
    words = problem.splitlines()[0] if problem else "syntax"
    return (
        f"this is not valid YAML: {words}",
        "check indentation, quotes and brackets around this place",
        False,
    )
