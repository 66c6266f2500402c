"""Files cut by size: whatever the cut, every line comes once, and at last with its number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cfdiag.batch.inputs import InputSource
from cfdiag.batch.spans import LineNumbers, read_span, spans_of
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location

texts = st.lists(st.sampled_from([b"\n", b"\r\n", b"a", b"bb", b"ccccc"]), max_size=40).map(b"".join)


@given(texts, st.integers(min_value=1, max_value=30))
def test_every_line_comes_once_with_its_number(tmp_path_factory, text, size):
    file = tmp_path_factory.mktemp("spans") / "a.jsonl"
    file.write_bytes(text)
    spans = list(spans_of(InputSource(str(file), kind="lines"), size))
    found = [read_span(span) for span in spans]
    assert b"".join(each.data for each in found) == text
    assert all(each.data.endswith(b"\n") or not each.data for each in found[:-1] if text.endswith(b"\n"))
    numbers = LineNumbers((str(file), n, each.breaks) for n, each in enumerate(found))
    seen, at = [], 0
    for span, each in zip(spans, found, strict=True):
        for offset, line in enumerate(each.data.split(b"\n")[: each.breaks + 1]):
            place = Location(str(file), span.line + offset, 1)
            told = numbers.told(Diagnostic(Code.BAD_VALUE, "wrong", place))
            seen += [(told.location.line, line)] if line else []
        assert numbers.numbered(span).line == 1 + text[:at].count(b"\n")
        at += len(each.data)
    assert seen == [(n, line) for n, line in enumerate(text.split(b"\n"), start=1) if line]


def test_a_fault_elsewhere_keeps_its_place():
    said = Diagnostic(Code.BAD_VALUE, "wrong", Location("b.json", 3, 4))
    assert LineNumbers([("a.jsonl", 0, 9)]).told(said) is said
    nowhere = Diagnostic(Code.SKIPPED, "left out")
    assert LineNumbers([]).told(nowhere) is nowhere
