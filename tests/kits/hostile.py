"""Strings that try to become something else than text, and a result that holds them."""

from __future__ import annotations

import msgspec

from cfdiag.model.result import Result

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE answers; --",
    "</title><svg onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% for x in y %}",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "| a | b |\n| --- | --- |",
    "# heading\n\n- list\n1. one\n> quote",
    "`code` **bold** __under__ ~~gone~~",
    "http://evil.example www.evil.example mailto:a@b.example",
    "\x1b[31mred\x1b[0m \x1b]52;c;ZXZpbA==\x07",
    "\u202eright to left\u2066",
    '=HYPERLINK("http://evil.example")',
    "&lt;b&gt; &#x3c;script&#x3e;",
    "a\\*b\\\\",
    "日本語のとても長い発言です" * 8,
    "x" * 600,
    "]]> <!-- --> <?php ?>",
    "no characters \ufffe \uffff \U0001fffe \U0010ffff \ufdd0",
    "tags \U000e0041\U000e007f and joiners \u200d\u200d\u200d\u200d\u200d",
)


def with_words(result: Result, words: str) -> Result:
    """The result with the words in every place that others fill in."""
    (old,) = result.questionnaires
    dimension = msgspec.structs.replace(old.dimensions["sharing"], title=words)
    question = msgspec.structs.replace(old.questions["latent_needs"], title=words)
    new = msgspec.structs.replace(
        old,
        title=words,
        dimensions={"sharing": dimension},
        questions={"latent_needs": question},
        by={"department": {words: old.by["department"]["Sales"]}},
        findings=[msgspec.structs.replace(old.findings[0], text=words)],
        actions=[msgspec.structs.replace(old.actions[0], title=words, owner=words)],
    )
    rejected = msgspec.structs.replace(result.inputs.rejected[0], file=words, message=words)
    inputs = msgspec.structs.replace(result.inputs, rejected=[rejected], warnings=[words])
    return msgspec.structs.replace(result, questionnaires=[new], inputs=inputs)
