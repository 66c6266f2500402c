"""Interviews: read fast, faults with their places, nothing of the answers in a message."""

# ruff: noqa: E501  a case a row reads better than one broken over lines
from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.formats import BASE, examine, shown
from kits.golden import check

from cfdiag.formats.answer_positions import answer_lines
from cfdiag.formats.interview import examine_interview, read_interview
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.interview import Interview

GOOD = """\
{
 "format": "cfdiag/interview@1",
 "id": "r1",
 "questionnaire": {"id": "sample", "version": "1.0.0", "sha256": ""},
 "respondent": {"group": "customer", "name": "Anna", "consent": "attributed"},
 "items": {"points": {"i1": "Fair visit"}},
 "answers": {
  "sells": {"status": "answered", "value": "yes"},
  "level": {"status": "answered", "value": 4, "importance": 5, "note": "SECRET"},
  "points/offer/touch": {"status": "unknown"},
  "points/i1/touch": {"status": "answered", "value": 2}
 },
 "extra": {"anything": [1, {"at": "all"}]}
}
"""
QUESTIONNAIRE = examine(BASE)[0]


def changed(*changes: tuple[str, str]) -> bytes:
    text = GOOD
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def refused(data: bytes, file: str = "a.json") -> list[tuple[str, int]]:
    with pytest.raises(CfdiagError) as caught:
        read_interview(data, file)
    return [(d.code, d.location.line if d.location else 0) for d in caught.value.diagnostics]


def test_a_good_file() -> None:
    assert QUESTIONNAIRE is not None
    found = read_interview(GOOD.encode(), "a.json")
    assert (found.id, found.respondent.group, found.answers["level"].importance) == ("r1", "customer", 5)
    assert found.extra == {"anything": [1, {"at": "all"}]}
    assert examine_interview(GOOD.encode(), "a.json", QUESTIONNAIRE) == (found, [])


def test_what_is_written_is_read_back() -> None:
    found = read_interview(GOOD.encode(), "a.json")
    assert read_interview(encode_interview(found), "b.json") == found


def test_a_byte_order_mark_is_no_matter() -> None:
    assert read_interview(b"\xef\xbb\xbf" + GOOD.encode(), "a.json").id == "r1"


def test_yaml() -> None:
    text = (
        "format: cfdiag/interview@1\nid: r1\nquestionnaire: {id: sample, version: 1.0.0}\nrespondent: {group: customer}\n"
        'answers:\n  sells: {status: answered, value: "yes"}\n  level: {status: answered, value: 4}\n'
    )
    found = read_interview(text.encode(), "a.yaml")
    assert (found.answers["sells"].value, found.answers["level"].value) == ("yes", 4)
    assert read_interview(text.encode(), "no-suffix") == found
    assert refused(text.replace('"yes"', "yes").encode(), "a.yaml") == [("yaml-ambiguous", 6)]
    assert refused(text.replace("id: r1", "id: 7").encode(), "a.yaml") == [("wrong-type", 2)]


def test_it_is_fast() -> None:
    answers = {
        f"q{n}": {"status": "answered", "value": n % 5 + 1, "at": "2026-11-22T09:00:00Z"} for n in range(40)
    }
    data = json.dumps(json.loads(GOOD) | {"answers": answers}).encode()
    read_interview(data, "a.json")
    before = time.process_time()
    for _ in range(200):
        read_interview(data, "a.json")
    assert (time.process_time() - before) / 200 < 500e-6  # some 10 µs; the slow reader takes milliseconds


FORMAT_FAULTS: dict[str, list[tuple[str, str]]] = {
    "missing": [(' "id": "r1",\n', ""), ('"group": "customer", ', ""), ('{"status": "unknown"}', "{}")],
    "unknown-keys": [
        ('"id": "r1"', '"idd": 1, "id": "r1"'),
        ('"name"', '"nam"'),
        ('"importance"', '"importence"'),
        ('"sha256"', '"sha"'),
    ],
    "wrong-types": [
        ('"value": 4', '"value": {"a": 1}'),
        ('"status": "unknown"', '"status": "SECRET"'),
        ('"value": "yes"', '"value": true'),
    ],
    "wrong-head": [('"version": "1.0.0"', '"version": 1')],
    "wrong-consent": [('"attributed"', '"SECRET"')],
    "items": [('"i1": "Fair visit"', '"i1": 3')],
    "answers-a-list": [('"answers": {\n', '"answers": [], "extra2": {\n')],
    "newer": [("interview@1", "interview@2")],
    "older": [("interview@1", "interview@0")],
    "other-format": [("cfdiag/interview@1", "cfdiag/result@1")],
    "no-format": [(' "format": "cfdiag/interview@1",\n', "")],
    "empty-id": [('"id": "r1"', '"id": ""')],
    "duplicates": [('"sells":', '"level":'), ('"id": "r1",', '"id": "r1", "id": "r2",')],
    "comma": [('"value": 2}\n }', '"value": 2},\n }')],
    "no-comma": [('"id": "r1",', '"id": "r1"')],
    "no-colon": [('"id": ', '"id" ')],
    "quote": [('"SECRET"', '"SECRET')],
    "single-quotes": [('"r1"', "'r1'")],
    "escape": [('"SECRET"', '"\\SECRET"')],
    "control": [('"SECRET"', '"SEC\tRET"')],
    "nan": [('"value": 4', '"value": NaN')],
    "infinite": [('"value": 4', '"value": 1e309')],
    "long-number": [('"value": 4', '"value": ' + "9" * 5000)],
    "surrogate": [('"SECRET"', '"\\ud800"')],
    "python": [('"importance": 5', '"importance": None')],
    "two-objects": [('"all"}]}\n}\n', '"all"}]}\n}\n{}')],
}


@pytest.mark.parametrize("name", FORMAT_FAULTS)
def test_faults_of_the_format(name: str) -> None:
    data = changed(*FORMAT_FAULTS[name])
    _, diagnostics = examine_interview(data, "a.json", QUESTIONNAIRE)
    text = shown(diagnostics)
    assert "SECRET" not in text
    check(f"formats/interview-{name}.txt", text)
    if name != "duplicates":  # the fast reader takes the last of two
        assert [code for code, _ in refused(data)] == [d.code for d in diagnostics if d.code != "bad-answer"]


CONTENT_FAULTS: dict[str, list[tuple[str, str]]] = {
    "group": [('"group": "customer"', '"group": "custmer"')],
    "answers": [
        ('"level"', '"levle"'),
        ('"value": 2', '"value": 9'),
        ('"sells":', '"first/x/sells":'),
        ("points/offer/touch", "points/ofer/touch"),
    ],
    "keys": [("points/offer/touch", "touch"), ("points/i1/touch", "point/i1/touch")],
    "values": [
        ('"value": "yes"', '"value": "SECRET"'),
        ('"value": 4, "importance": 5', '"value": 4.5, "importance": 6'),
        ('"status": "unknown"', '"status": "unknown", "value": 3'),
    ],
    "version": [('"version": "1.0.0"', '"version": "0.9.0"'), ('"level"', '"levle"')],
    "sha": [('"sha256": ""', '"sha256": "abc"')],
    "set-aside": [(' "extra"', ' "set_aside": {"dreem": {"status": "skipped"}},\n "extra"')],
}


@pytest.mark.parametrize("name", CONTENT_FAULTS)
def test_against_the_questionnaire(name: str) -> None:
    found, diagnostics = examine_interview(changed(*CONTENT_FAULTS[name]), "a.json", QUESTIONNAIRE)
    assert found is not None
    text = shown(diagnostics)
    assert "SECRET" not in text
    check(f"formats/against-{name}.txt", text)


HUGE = {
    "nothing": b"",
    "blank": b" \n ",
    "brackets": b"[" * 100_000,
    "objects": b'{"a":' * 100_000,
    "closed brackets": b"[" * 100_000 + b"]" * 100_000,
    "deep extra": GOOD.replace('[1, {"at": "all"}]', "[" * 2000 + "]" * 2000).encode(),
    "nul": b"\x00" * 1000,
    "latin-1": GOOD.replace("Anna", "José").encode("latin-1"),
    "utf-16": GOOD.encode("utf-16"),
    "a number": b"3",
    "a list": b"[]",
    "cut": GOOD.encode()[:200],
    "a megabyte of quotes": b'"' * 1_000_000,
    "a megabyte of escapes": b'"' + b"\\n" * 500_000,
    "many keys": b"{" + b",".join(b'"k%d": 1' % n for n in range(50_000)) + b"}",
}


@pytest.mark.parametrize("name", HUGE)
@pytest.mark.parametrize("file", ["a.json", "a.yaml", "a"])
def test_strange_files_are_refused_quickly(name: str, file: str) -> None:
    before = time.process_time()
    assert refused(HUGE[name], file)
    assert time.process_time() - before < 3


@given(st.data())
def test_mutated_files_are_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(GOOD.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        change = data.draw(st.sampled_from(["set", "delete", "insert", "cut"]))
        byte = data.draw(st.integers(0, 255))
        if change == "set":
            raw[at] = byte
        elif change == "delete":
            del raw[at : at + data.draw(st.integers(1, 20))]
        elif change == "insert":
            raw[at:at] = bytes([byte])
        else:
            del raw[at:]
        if not raw:
            break
    both_agree(bytes(raw), "a.json")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*Interview.__struct_fields__, "status", "value", "x"]), inner, max_size=5
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_refused(value: Any) -> None:
    both_agree(json.dumps(value).encode(), "a.json")


def both_agree(data: bytes, file: str) -> None:
    """The fast reader and the slow one accept and refuse the same, but for keys that are there twice."""
    found, diagnostics = examine_interview(data, file, QUESTIONNAIRE)
    format_faults = [d for d in diagnostics if d.code not in AGAINST]
    try:
        fast = read_interview(data, file)
    except CfdiagError as error:
        faults = error.diagnostics
    else:
        assert all(d.code == "duplicate-key" for d in format_faults)
        assert format_faults or found == fast
        return
    assert faults
    assert all(d.location is not None for d in faults)
    assert format_faults


AGAINST = {"bad-answer", "bad-key", "unknown-item", "unknown-question", "unknown-group", "other-version"}


def test_lines_of_answers() -> None:
    assert answer_lines(GOOD.encode()) == {
        "sells": 8,
        "level": 9,
        "points/offer/touch": 10,
        "points/i1/touch": 11,
    }
    assert answer_lines(b"{") == {}
    assert answer_lines(b"[]") == {}
