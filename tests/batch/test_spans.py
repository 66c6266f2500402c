"""Files cut by size: whatever the cut, every line comes once, and at last with its number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.batch.inputs import InputSource
from cfdiag.batch.spans import LineNumbers, span_lines, spans_of
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location

texts = st.lists(st.sampled_from([b"\n", b"\r\n", b"a", b"bb", b"ccccc"]), max_size=40).map(b"".join)


@given(texts, st.integers(min_value=1, max_value=30))
def test_every_line_comes_once_with_its_number(tmp_path_factory, text, size):
    file = tmp_path_factory.mktemp("spans") / "a.jsonl"
    file.write_bytes(text)
    spans = list(spans_of(InputSource(str(file), kind="lines"), size))
    found = [list(span_lines(span)) for span in spans]
    assert [line for each in found for line in each] == text.splitlines(keepends=True)
    numbers = LineNumbers((str(file), n, len(each)) for n, each in enumerate(found))
    seen = []
    for span, each in zip(spans, found, strict=True):
        assert numbers.numbered(span).line == 1 + len(seen)
        for offset, line in enumerate(each):
            place = Location(str(file), span.line + offset, 1)
            told = numbers.told(Diagnostic(Code.BAD_VALUE, "wrong", place))
            seen.append((told.location.line, line))
    assert seen == list(enumerate(text.splitlines(keepends=True), start=1))


def test_a_file_that_is_not_there_is_one_span_and_says_so(tmp_path):
    (span,) = spans_of(InputSource(str(tmp_path / "none.jsonl"), kind="lines"), 7)
    with pytest.raises(CfdiagError, match="No such file"):
        list(span_lines(span))


def test_a_fault_elsewhere_keeps_its_place():
    said = Diagnostic(Code.BAD_VALUE, "wrong", Location("b.json", 3, 4))
    assert LineNumbers([("a.jsonl", 0, 9)]).told(said) is said
    nowhere = Diagnostic(Code.SKIPPED, "left out")
    assert LineNumbers([]).told(nowhere) is nowhere


def test_a_file_that_does_not_say_how_long_it_is_is_read_to_its_end(tmp_path, monkeypatch):
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"a\nb\n")
    monkeypatch.setattr("cfdiag.batch.spans.size_of", lambda _: 0)  # as those of /proc
    (span,) = spans_of(InputSource(str(file), kind="lines"), 3)
    assert list(span_lines(span)) == [b"a\n", b"b\n"]
