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
    ("'\\t'", "a tab where blanks are expected", "indent with blanks"),
    ("tab character", "a tab where blanks are expected", "indent with blanks"),
    ("cannot start any token", "a character that cannot begin a text", f"{_QUOTE}; indent with blanks"),
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


def explain(problem: str, context: str = "") -> tuple[str, str]:
    """What is wrong and what to do, for a parser's `problem` (and its `context`)."""
    for part, message, hint in _KNOWN:
        if part in problem or part in context:
            return message, hint
    return f"this is not valid YAML: {problem.splitlines()[0] if problem else 'syntax'}", (
        "check indentation, quotes and brackets around this place"
    )
