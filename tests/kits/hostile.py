"""Strings that try to become something else than text."""

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
)
