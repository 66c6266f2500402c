import re

import msgspec

from cfdiag.render.escaping import escape
from cfdiag.render.result import RESULT_FORMATS, OutputContext


def rendered(result, language="en"):
    return RESULT_FORMATS["markdown"](result, OutputContext(language=language))


def test_the_table_of_scores(result):
    lines = rendered(result).split("\n")
    start = lines.index("|  | Score | Range | Target | Level | Coverage | n |")
    assert lines[start + 1 : start + 7] == [
        "| --- | --: | --: | --: | --- | --: | --: |",
        "| Overall | 54 | 51–58 | – | developing | 97% | 30 |",
        "| Sharing | 48 | 43–52 | 70 | developing | 98% | 30 |",
        "| Silo busting | 81 | – | 70 | on target | 100% | 30 |",
        "| Customer knowledge | – (too few of its questions were answered) | – | 70 | – | 20% | 30 |",
        "| Habits | 5 of 7 met | – | – | – | – | 30 |",
    ]


def test_gates_and_rejected_files_are_listed(result):
    text = rendered(result)
    assert "| overall\\: 54\\.3\\, at least 60 wanted | **failed** |" in text
    assert "| 30 interviews\\, at least 5 wanted | passed |" in text
    assert "| a\\,b\\:c\\%\\.json | 3 | not a whole number \\:\\:error\\:\\: |" in text


def test_data_stays_text():
    hostile = "# a | b\n[x](javascript:alert(1)) ![y](z) <b> `c` *d* _e_ http://f @g &amp; 1. \\ ~~h~~"
    escaped = escape(hostile)
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped) == hostile.replace("\n", " ")
    assert re.findall(r"(?<!\\)(?:\\\\)*[!-/:-@\[\]^-`{-~]", escaped) == []


def test_an_unmasked_result_is_stamped(result):
    open_ = msgspec.structs.replace(result, privacy=msgspec.structs.replace(result.privacy, unmasked=True))
    assert "unmasked\\: for the consultant\\'s own eyes" in rendered(open_)


def test_the_last_line_says_what_made_it(result):
    # By it a page with other figures is written over by the next run, and a note of somebody's is not.
    assert rendered(result).splitlines()[-1] == f"cfdiag {result.tool}, seed {result.seed}"
