"""Interviews that went wrong in every way: scored or refused with their place, never a traceback."""

import copy
import json
import random
from pathlib import Path

from kits.batch import interview

from cfdiag.batch.score import score_files
from cfdiag.formats.library import Library
from cfdiag.scoring.options import Options

WRONG = [
    None,
    True,
    -1,
    0,
    9,
    2.5,
    1e300,
    "",
    "3",
    "x" * 3000,
    [],
    [3],
    ["a", 3],
    {},
    {"a": 1},
    "\x00\x1b[31m",
]


def score(folder):
    return score_files([folder], Library([Path("qs")]), Options(unmasked=True))


def accounted(scored, written):
    """Every file is an interview that counts, one without an answer, or a fault that names it."""
    faulty = {rejected.file for rejected in scored.result.inputs.rejected}
    noted = " ".join(d.message for d in scored.diagnostics if d.code == "skipped")
    skipped = int(noted.split(" ", 1)[0]) if noted else 0
    doubles = sum(d.code == "duplicate-interview" for d in scored.diagnostics)
    inputs = scored.result.inputs
    unanswered = inputs.unanswered if inputs.others_silent else 0
    assert len(faulty) + skipped + doubles + unanswered + inputs.interviews == written
    for rejected in scored.result.inputs.rejected:
        assert rejected.message
        assert rejected.line >= 0


def test_bytes_flipped_cut_and_repeated(desk):
    dice = random.Random(4)  # noqa: S311
    for number in range(300):
        data = bytearray(json.dumps(interview(number), indent=1).encode())
        at = dice.randrange(len(data))
        kind = dice.randrange(4)
        if kind == 0:
            data[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del data[at:]
        elif kind == 2:
            data[at:at] = dice.choice([b"{", b"]", b'"', b"\xff", b"\x00", b"[" * 2000, b'{"a":' * 500])
        else:
            data[at:at] = data[at : at + 40]
        (desk.folder / "in").mkdir(exist_ok=True)
        (desk.folder / "in" / f"{number:03}.json").write_bytes(bytes(data))
    accounted(score("in"), 300)


def spots(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, each in inner:
        yield from spots(each, (*path, key))


def test_every_value_replaced_by_every_wrong_one(desk):
    whole = interview(1)
    whole["answers"]["region"] = {"status": "answered", "value": "north", "note": "n", "tags": []}
    whole["answers"]["remark"] = {"status": "skipped", "importance": None, "at": "2026-11-22T09:00:00Z"}
    whole["items"] = {"all": {"i1": "One"}}
    written = 0
    lines = []
    for path in spots(whole):
        for wrong in WRONG:
            document = copy.deepcopy(whole)
            if not path:
                document = wrong
            else:
                part = document
                for key in path[:-1]:
                    part = part[key]
                part[path[-1]] = wrong
            if isinstance(document, dict) and path != ("id",):
                document["id"] = f"id-{written}"
            lines.append(json.dumps(document))
            written += 1
    desk.write("all.jsonl", "\n".join(lines))
    scored = score("all.jsonl")
    refused = {rejected.line for rejected in scored.result.inputs.rejected}
    assert scored.result.inputs.interviews + len(refused) >= written - 40
    assert len(refused) > written / 2
    assert all(0 < line <= written for line in refused)


def test_lines_and_yaml_that_are_no_text_at_all(desk):
    desk.write("in/good.json", interview(1))
    for number, data in enumerate(
        [b"\xff\xfe\x00", b"", b"\n\n", b"[" * 100_000, b"null", b"3", b'"x"', b"{}"]
    ):
        for suffix in (".json", ".jsonl", ".yaml", ".open.jsonl"):
            (desk.folder / "in" / f"bad{number}{suffix}").write_bytes(data)
    assert score("in").result.inputs.interviews == 1
