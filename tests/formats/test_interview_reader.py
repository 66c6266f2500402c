"""Interviews: read fast, faults with their places, nothing of the answers in a message."""

# ruff: noqa: E501  a case a row reads better than one broken over lines
from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.formats import BASE, examine, shown
from kits.golden import check

from cfdiag.formats.answer_positions import answer_lines
from cfdiag.formats.careful import examine_interview
from cfdiag.formats.interview import read_interview
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview.journal.replay import read_journal
from cfdiag.model.interview import Interview

OF_0_1 = Path(__file__).parents[1] / "data" / "0.1"
GOOD = """\
{
 "format": "cfdiag/interview@1",
 "id": "r1",
 "questionnaire": {"id": "sample", "version": "1.0.0", "sha256": ""},
 "respondent": {"group": "customer", "name": "Anna", "consent": "named"},
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


EVERYTHING = """\
{
 "format": "cfdiag/interview@1",
 "id": "r1",
 "tool": "0.2.0",
 "questionnaire": {"id": "sample", "version": "1.0.0", "sha256": ""},
 "language": "en",
 "respondent": {"group": "customer", "id": null, "name": "Anna", "organisation": null, "department": null, "account": null, "consent": "quoted", "consent_at": "2026-11-22", "extra": {}},
 "mode": "phone",
 "form": "essentials",
 "interviewer": null,
 "started": "2026-11-22T09:00:00Z",
 "finished": "2026-11-22T09:20:00Z",
 "continues": "r0",
 "scales": {"level": [1, 5], "sells": ["yes", "no"]},
 "from": {"points": {"id": "r9", "sha256": "ab", "answers": {"points/i1/touch": {"status": "answered", "value": 2}}}},
 "items": {
  "points": {"i1": "Fair visit"}
 },
 "answers": {
  "level": {"status": "answered", "value": 4, "importance_status": "unknown", "quotable": true}
 },
 "remarks": [
  {"text": "By the way.", "at": "2026-11-22T09:01:00Z", "question": null},
  {"text": "And this.", "at": null, "question": "level"}
 ],
 "set_aside": {}
}
"""


def test_every_key_is_read_and_written_in_one_order() -> None:
    found = read_interview(EVERYTHING.encode(), "a.json")
    assert encode_interview(found).decode() == EVERYTHING
    assert examine_interview(EVERYTHING.encode(), "a.json", QUESTIONNAIRE) == (found, [])
    assert read_interview(EVERYTHING.replace(": ", ":  ").encode(), "a.yaml") == found


def test_keys_without_anything_to_say_are_not_written() -> None:
    text = encode_interview(read_interview(GOOD.encode(), "a.json")).decode()
    assert not {"continues", "scales", "from", "remarks"} & json.loads(text).keys()
    assert json.loads(text)["form"] == "full"


@pytest.mark.parametrize(("old", "new"), [("attributed", "named"), ("anonymous", "counted")])
def test_the_words_of_0_1_are_read_and_the_new_ones_written(old: str, new: str) -> None:
    for file in ("a.json", "a.yaml"):
        found, faults = examine_interview(changed(('"named"', f'"{old}"')), file, QUESTIONNAIRE)
        assert (found, faults) == (read_interview(changed(('"named"', f'"{new}"')), file), [])
        assert found is not None
        assert json.loads(encode_interview(found))["respondent"]["consent"] == new


def test_files_of_0_1_are_read() -> None:
    named, unnamed = (
        read_interview((OF_0_1 / f"{name}.json").read_bytes(), name) for name in ("named", "unnamed")
    )
    begun = read_journal((OF_0_1 / "begun.open.jsonl").read_bytes(), "begun.open.jsonl")
    assert [one.respondent.consent for one in (named, unnamed, begun)] == ["named", "counted", "counted"]
    assert (named.mode, named.form, named.scales, named.remarks) == (None, "full", {}, [])
    questionnaire = read_questionnaire((OF_0_1 / "tidings.yaml").read_bytes(), "tidings.yaml")
    for name in ("named", "unnamed"):
        assert examine_interview((OF_0_1 / f"{name}.json").read_bytes(), name, questionnaire)[1] == []


def test_a_number_without_a_fraction_is_that_whole_number() -> None:
    data = changed(('"value": 4, "importance": 5', '"value": 4.0, "importance": 5.0'))
    found = read_interview(data, "a.json")
    assert examine_interview(data, "a.json", QUESTIONNAIRE) == (found, [])
    assert found == read_interview(GOOD.encode(), "a.json")
    assert type(found.answers["level"].value) is type(found.answers["level"].importance) is int
    only = read_interview(changed(('"value": 4', '"value": 4.0')), "a.json")
    assert type(only.answers["level"].value) is int


@pytest.mark.parametrize(
    ("key", "text", "place"),
    [
        ("started", "2026-02-30T25:61:00Z", "6:2"),
        ("finished", "26-11-2026", "6:2"),
    ],
)
def test_a_date_that_is_none(key: str, text: str, place: str) -> None:
    data = changed((' "items"', f' "{key}": "{text}",\n "items"'))
    _, faults = examine_interview(data, "a.json", QUESTIONNAIRE)
    assert shown(faults) == (
        f"a.json:{place}: error: '{key}' is no date and no time of the calendar  [bad-time]\n"
        "  = write 2026-11-22, or 2026-11-22T09:00:00Z\n"
    )


def test_times_of_answers_remarks_and_consent_too() -> None:
    data = changed(
        ('"status": "unknown"', '"status": "unknown", "at": "yesterday"'),
        ('"consent": "named"', '"consent": "named", "consent_at": "today"'),
        (' "items"', ' "remarks": [{"text": "Oh.", "at": "noon"}],\n "items"'),
    )
    _, faults = examine_interview(data, "a.json", QUESTIONNAIRE)
    places = [(d.code, d.location.line) for d in faults if d.location]
    assert places == [("bad-time", 5), ("bad-time", 6), ("bad-time", 11)]


@pytest.mark.parametrize(
    ("started", "finished", "fault"),
    [
        ("2026-11-22T09:00:00Z", "2019-11-22T10:00:00Z", True),
        ("2026-11-22T09:00:00Z", "2026-11-22T10:00:00+02:00", True),
        ("2026-11-22T09:00:00Z", "2026-11-22", False),
        ("2026-11-22", "2026-11-21", True),
        ("2026-11-22T09:00:00Z", "2026-11-22T09:00:00Z", False),
    ],
)
def test_an_end_before_the_beginning(started: str, finished: str, fault: bool) -> None:  # noqa: FBT001  a column of the table above
    data = changed((' "items"', f' "started": "{started}",\n "finished": "{finished}",\n "items"'))
    _, faults = examine_interview(data, "a.json", QUESTIONNAIRE)
    assert shown(faults) == (
        "a.json:7:2: error: finished before it was started  [finished-before-started]\n"
        "  = set right which of the two is wrong; was a clock changed meanwhile?\n"
        if fault
        else ""
    )


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
    "wrong-consent": [('"named"', '"SECRET"')],
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
