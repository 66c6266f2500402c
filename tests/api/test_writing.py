"""A result or a report takes the place of an earlier one, and of nothing that people answered or wrote."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from kits.batch import interview

from cfdiag.api.writing import write_over
from cfdiag.ground.diagnostics import CfdiagError, render_fault
from cfdiag.render import interview_tables
from cfdiag.render.result._figure_rows import FIGURE_COLUMNS

SORTED = json.dumps(interview(1, extra={"a": "x" * 10_000}), sort_keys=True)
KEPT = {
    "a.json": '{\n "format": "cfdiag/interview@1",\n "id": "x"}',
    "sorted.json": SORTED,
    "slash.json": SORTED.replace("cfdiag/interview", "cfdiag\\/interview"),
    "long.yaml": "# " + "a long comment\n# " * 1000 + "\nformat: cfdiag/interview@1\nid: x\nanswers: {}\n",
    "mine.yaml": "# mine\ncfdiag: 1\nid: mine\nsections: []\n",
    "engagement.yaml": "cfdiag: 1\nclient: Acme\n",
}
FOREIGN = {
    "thesis.txt": b"My thesis\n",
    "notes.txt": b"Monday\nask whether cfdiag reads this list\nTuesday: call Ada\n",
    "other.json": b'{"format": "cyclonedx", "answers": 1}',
    "page.html": b"<!doctype html>\n<title>Mine</title>",
    "paper.pdf": b"%PDF-1.7\nmine",
    "mine.docx": b"PK\x03\x04 no archive at all",
    "picture.png": b"\x89PNG\r\n\x1a\n....",
}


def refused(file: Path, data: bytes, *, force: bool) -> str:
    with pytest.raises(CfdiagError) as error:
        write_over(file, data, force=force)
    (found,) = error.value.diagnostics
    return render_fault(found)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("name", KEPT)
def test_what_people_answered_or_wrote_stays(tmp_path, name, force):
    file = tmp_path / name
    file.write_text(KEPT[name])
    told = "an interview, a response, a questionnaire, an engagement or a plan; nothing was written"
    assert (
        refused(file, b"a report", force=force)
        == f"{file}: error: the file there is {told}  [exists]\n  = choose another --output"
    )
    assert file.read_text() == KEPT[name]


@pytest.mark.parametrize("name", FOREIGN)
def test_what_cfdiag_did_not_make_needs_force(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(FOREIGN[name])
    assert refused(file, b"a report", force=False) == (
        f"{file}: error: cfdiag did not make the file there; nothing was written  [exists]\n"
        "  = choose another --output, or overwrite it with --force"
    )
    assert file.read_bytes() == FOREIGN[name]
    write_over(file, b"a report", force=True)
    assert file.read_bytes() == b"a report"


def word_file(author: str) -> bytes:
    """The part of a Word file that says who made it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("docProps/core.xml", f"<x>{author}</x>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "earlier", "data"),
    [
        ("result.json", b'{"format": "cfdiag/result@1"}', b"newer"),
        ("plan.html", b'<!doctype html>\n<meta name="generator" content="cfdiag">', b"<p>"),
        ("table.csv", b"questionnaire,n\na,1\n", b"questionnaire,n\na,2\n"),
        ("page.md", b"## A\n\ntext\n\ncfdiag 0.2.0, seed 0\n", b"## B\n"),
        ("letter.md", b"# A letter\nDear Ada\n", b"# A letter\nDear Bob\n"),
        ("plan.docx", word_file("cfdiag"), b"PK"),
        ("empty.txt", b"", b"x"),
    ],
)
def test_an_earlier_output_is_replaced(tmp_path, name, earlier, data):
    file = tmp_path / name
    file.write_bytes(earlier)
    write_over(file, data)
    assert file.read_bytes() == data


def test_a_word_file_of_somebody_else_stays(tmp_path):
    file = tmp_path / "plan.docx"
    file.write_bytes(word_file("Ada"))
    assert "--force" in refused(file, b"PK", force=False)


def test_a_link_is_not_followed(tmp_path):
    file, link = tmp_path / "kept", tmp_path / "link"
    file.write_text("words")
    link.symlink_to(file)
    assert "links are not followed" in refused(link, b"x", force=True)
    assert file.read_text() == "words"


@pytest.mark.parametrize("columns", [FIGURE_COLUMNS, interview_tables._WHOSE], ids=["figures", "interviews"])
def test_a_table_of_other_columns_takes_the_place_of_an_earlier_one(tmp_path, columns):
    file = tmp_path / "t.csv"
    file.write_bytes(",".join([*columns, "once"]).encode() + b"\r\n1\r\n")
    write_over(file, b"questionnaire,other\r\n")
    assert file.read_bytes() == b"questionnaire,other\r\n"
