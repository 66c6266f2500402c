"""Drafts are marked and leave no trace; what is handed over is remembered, and the next release minds it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from random import Random

import pytest
from kits.attack import solved
from kits.batch import RATED, Desk, interview
from kits.command import at_desk
from kits.demo import demo_talks

from cfdiag.formats.releases import forgotten

MARK = "Draft for your own team, not to be handed over"


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path, desk):
    return at_desk(capsys, monkeypatch, tmp_path)


def handed_over(cfdiag, name, *flags):
    assert cfdiag("score", "in", "--final", "--format", "json", "-o", name, *flags).code == 0
    return json.loads(Path(name).read_text())


def add(desk, numbers, draw=None):
    for number in numbers:
        rng = draw or Random(number)  # noqa: S311  no secret hangs on it
        desk.write(f"in/{number:03}.json", interview(number, tuple(rng.randint(1, 5) for _ in RATED)))


# --- drafts


@pytest.mark.parametrize("format_", ["html", "markdown", "json", "docx", "pdf"])
def test_every_report_is_a_draft_until_it_is_final(desk, cfdiag, format_):
    desk.many(6)
    for flags, marked in ((), True), (("--final",), False):
        assert cfdiag("report", "in", "--format", format_, "-o", f"r.{format_}", "--force", *flags).code == 0
        data = Path(f"r.{format_}").read_bytes()
        if format_ == "docx":
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                data = parts.read("word/document.xml")
        if format_ != "pdf":  # compressed; it is made from the same view as html
            assert (MARK in data.decode()) is marked
        assert Path("in/releases.jsonl").exists() is not marked


@pytest.mark.parametrize("format_", ["text", "markdown", "junit", "github", "json", "csv"])
def test_every_result_is_a_draft_until_it_is_final(desk, cfdiag, format_):
    desk.many(6)
    draft = cfdiag("score", "in", "--format", format_)
    assert not Path("in/releases.jsonl").exists()
    assert cfdiag("score", "in", "--format", format_, "--final", "-o", "r").code == 0
    final = " ".join(Path("r").read_text().split())
    if format_ in ("json", "csv"):
        said = {"json": ('"final": false', '"final": true'), "csv": (",final,false,", ",final,true,")}
        assert said[format_][0] in draft.out
        assert said[format_][1] in final
    else:
        assert MARK in " ".join(draft.out.replace("\\", "").split())
        assert MARK not in final.replace("\\", "")


@pytest.mark.parametrize("format_", ["parquet", "xlsx"])
def test_every_table_says_whether_it_is_a_draft(desk, cfdiag, format_):
    desk.many(6)
    file = Path(f"r.{format_}")
    for flags, said in ((), "false"), (("--final",), "true"):
        assert cfdiag("score", "in", "--format", format_, "-o", str(file), "--force", *flags).code == 0
        if format_ == "parquet":
            rows = pytest.importorskip("pyarrow.parquet").read_table(file).to_pylist()
        else:
            book = pytest.importorskip("python_calamine").CalamineWorkbook.from_path(file)
            head, *body = book.get_sheet_by_index(0).to_python()
            rows = [dict(zip(head, row, strict=True)) for row in body]
        assert [row["text"] for row in rows if row["statistic"] == "final"] == [said]
        assert Path("in/releases.jsonl").exists() is (said == "true")


def words_of(file: Path) -> str:
    """What stands in a report of any format, in one line."""
    data = file.read_bytes()
    if file.suffix == ".pdf":
        data = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True).stdout
    if file.suffix in (".docx", ".pptx"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b" ".join(
                parts.read(name) for name in parts.namelist() if re.search(r"document|slides/slide\d", name)
            )
    return " ".join(data.decode().replace("\\", "").split())


@pytest.mark.parametrize("format_", ["html", "pdf", "docx", "pptx", "markdown", "json"])
@pytest.mark.parametrize("edition", ["internal", "staff", "customer"])
def test_of_named_people_too_every_report_is_a_draft_until_it_is_final(desk, cfdiag, format_, edition):
    if format_ == "pdf" and not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not there")
    of_named_people(desk)
    for flags, marked in ((), True), (("--final",), False):
        file = Path(f"r.{format_}")
        made = ("report", "in", "--audience", edition, "--format", format_, "-o", str(file), "--force")
        assert cfdiag(*made, *flags).code == 0
        assert (MARK in words_of(file)) is marked
        if format_ == "pptx":
            with zipfile.ZipFile(file) as parts:
                slides = [name for name in parts.namelist() if re.search(r"slides/slide\d", name)]
                assert {MARK in parts.read(name).decode() for name in slides} == {marked}


@pytest.mark.parametrize("format_", ["text", "markdown", "junit", "github"])
def test_of_named_people_too_every_result_is_a_draft_until_it_is_final(desk, cfdiag, format_):
    of_named_people(desk)
    draft = cfdiag("score", "in", "--format", format_).out
    assert cfdiag("score", "in", "--format", format_, "--final", "-o", "r").code == 0
    assert MARK in " ".join(draft.replace("\\", "").split())
    assert MARK not in words_of(Path("r"))


def of_named_people(desk):
    for number in range(6):
        who = {"group": "customer", "consent": "named", "name": f"N{number}"}
        desk.write(f"in/{number}.json", interview(number, respondent=who))


def test_the_mark_in_dutch(desk, cfdiag):
    desk.many(6)
    assert "niet verspreiden" in " ".join(cfdiag("score", "in", "--language", "nl").out.split())


# --- what is remembered, and where


def test_a_release_is_one_private_line_without_answers(desk, cfdiag):
    desk.many(6)
    done = cfdiag("report", "in", "--final", "--date", "2026-11-24", "-o", "r.md")
    assert (done.code, "remembered in in/releases.jsonl" in done.err) == (0, True)
    file = Path("in/releases.jsonl")
    assert file.stat().st_mode & 0o777 == 0o600
    (line,) = file.read_text().splitlines()
    assert line.startswith('{"format":"cfdiag/release@1",')
    release = json.loads(line)
    assert release["day"] == "2026-11-24"
    (part,) = release["questionnaires"]
    assert part["shown"]["id"] == "small"
    assert len(part["people"]) == 6
    assert "Do we share" not in line
    assert '"value"' not in line
    cfdiag("score", "in", "--final", "-o", "r.txt")
    assert len(file.read_text().splitlines()) == 2


def test_it_stands_in_the_engagement_s_folder(desk, cfdiag):
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Acme\n")
    desk.many(6, folder="interviews")
    assert cfdiag("score", "interviews/*.json", "--final", "-o", "r.txt").code == 0
    assert Path("releases.jsonl").exists()


def test_no_command_takes_it_for_an_interview(desk, cfdiag):
    desk.many(6)
    before = cfdiag("score", "in")
    handed_over(cfdiag, "r.json")
    assert cfdiag("score", "in") == before
    assert "7 files checked: no faults" in cfdiag("check", "in").err
    assert cfdiag("check", "in/releases.jsonl").code == 0
    written = cfdiag("score", "in", "-o", "in/releases.jsonl", "--force")
    assert (written.code, "nothing was written" in written.err) == (2, True)
    schema = json.loads(cfdiag("schema", "release").out)
    assert schema["$defs"]["Release"]["properties"]["format"] == {"const": "cfdiag/release@1"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "in/releases.jsonl:2:1"),
        ('{"format": "cfdiag/release@9"}', "upgrade cfdiag"),
        ('{"format": "cfdiag/release@1", "tool": "x"}', "damaged"),
        ('{"format": "cfdiag/interview@1"}', "no release"),
    ],
)
def test_a_damaged_file_ends_a_release_and_nothing_else(desk, cfdiag, line, says):
    desk.many(6)
    handed_over(cfdiag, "r.json")
    file = Path("in/releases.jsonl")
    file.write_text(file.read_text() + line + "\n")
    broken = file.read_bytes()
    done = cfdiag("report", "in", "--final", "-o", "new.md")
    assert (done.code, says in done.err, Path("new.md").exists()) == (2, True, False)
    assert cfdiag("check", "in").code == 1
    assert cfdiag("score", "in", "-o", "draft.txt").code == 0
    assert file.read_bytes() == broken


def test_where_it_cannot_be_written_nothing_is_handed_over(desk, cfdiag):
    desk.many(6)
    Path("in/releases.jsonl").mkdir()
    done = cfdiag("score", "in", "--final", "-o", "r.txt")
    assert (done.code, Path("r.txt").exists()) == (2, False)
    Path("in/releases.jsonl").rmdir()
    done = cfdiag("score", "in", "--final", "-o", "no/such/folder/r.txt")
    assert (done.code, Path("in/releases.jsonl").exists()) == (2, False)
    handed_over(cfdiag, "r.json")
    before = Path("in/releases.jsonl").read_bytes()
    assert cfdiag("report", "in", "--final", "-o", "no/such/r.md").code == 2
    assert Path("in/releases.jsonl").read_bytes() == before


@pytest.mark.parametrize("format_", ["text", "csv", "github", "json", "junit", "markdown"])
def test_where_nothing_can_be_scored_nothing_is_handed_over(desk, cfdiag, format_):
    desk.write("in/a.json", "{")
    before = sorted(desk.folder.rglob("*"))
    done = cfdiag("score", "in", "--final", "--format", format_, "-o", "r")
    assert (done.code, "[nothing-to-score]" in done.err, done.out) == (2, True, "")
    assert sorted(desk.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("score", "in", "--final"), "--output FILE"),
        (("score", "in", "--releases", "f.jsonl"), "add --final"),
        (("report", "in", "--final", "--unmasked", "-o", "r.md"), "leave one of them out"),
        (("score", "-", "--final", "-o", "r.txt"), "--releases FILE"),
        (("report", "draft.json", "--final", "-o", "r.md"), "--releases FILE"),
    ],
)
def test_wrong_use(desk, cfdiag, command, says):
    desk.many(6)
    assert cfdiag("score", "in", "--format", "json", "-o", "draft.json").code == 0
    done = cfdiag(*command, stdin=Path("in/000.json").read_bytes())
    assert (done.code, says in done.err) == (2, True)
    assert not Path("in/releases.jsonl").exists()


def test_standard_input_is_remembered_where_it_is_told(desk, cfdiag):
    desk.many(12)
    lines = [json.dumps(json.loads(p.read_text())) for p in sorted(Path("in").iterdir())]
    flags = ("--final", "--releases", "kept.jsonl", "--format", "json")
    for n, name in ((6, "a.json"), (7, "b.json"), (12, "c.json")):
        data = "\n".join(lines[:n]).encode()
        assert cfdiag("score", "-", *flags, "-o", name, stdin=data).code == 0
    found = [
        json.loads(Path(name).read_text())["questionnaires"][0] for name in ("a.json", "b.json", "c.json")
    ]
    assert [part["overall"]["n"] for part in found] == [6, 6, 12]


def test_a_saved_result_is_final_or_goes_by_its_numbers(desk, cfdiag):
    add(desk, range(6))
    assert cfdiag("score", "in", "--comments", "--format", "json", "-o", "draft.json").code == 0
    final = handed_over(cfdiag, "final.json", "--comments")
    assert final["final"] is True
    assert MARK not in cfdiag("report", "final.json", "--format", "markdown").out
    assert MARK in cfdiag("report", "draft.json", "--format", "markdown").out
    flags = ("--final", "--releases", "kept.jsonl")
    again = cfdiag("report", "final.json", *flags, "-o", "f.md")
    assert (again.code, "remembered" in again.err) == (0, False)
    assert not Path("kept.jsonl").exists()
    assert cfdiag("report", "draft.json", *flags, "-o", "a.md").code == 0
    assert MARK not in Path("a.md").read_text()
    add(desk, range(6, 8))
    assert cfdiag("score", "in", "--comments", "--format", "json", "-o", "later.json").code == 0
    done = cfdiag("report", "later.json", *flags, "-o", "b.md")
    assert (done.code, "so few people" in done.err, Path("b.md").exists()) == (2, True, False)
    add(desk, range(8, 12))
    assert cfdiag("score", "in", "--comments", "--format", "json", "-o", "late.json").code == 0
    assert cfdiag("report", "late.json", *flags, "-o", "b.md").code == 0
    # The interviews beside a release of which nobody knows whose it was: by their numbers too.
    add(desk, range(12, 14))
    again = handed_over(cfdiag, "c.json", "--releases", "kept.jsonl")["questionnaires"][0]
    assert again["overall"]["n"] == 12
    assert again["overall"]["as_of"]


# --- the next release


def test_figures_are_repeated_with_their_day_everywhere(desk, cfdiag):
    desk.many(18)
    handed_over(cfdiag, "a.json", "--date", "2026-11-24")
    add(desk, [40])
    part = handed_over(cfdiag, "b.json", "--by", "department")["questionnaires"][0]
    assert (part["n"], part["overall"]["n"], part["overall"]["as_of"], part["overall"]["more"]) == (
        19, 18, "2026-11-24", 4,
    )  # fmt: skip
    assert part["questions"]["reply"]["as_of"] == part["dimensions"]["speed"]["as_of"] == "2026-11-24"
    said = "as of 24 November 2026 (18 people). 4 more talks and the new ones count."
    cfdiag("score", "in", "--final", "-o", "r.txt")
    assert said in " ".join(Path("r.txt").read_text().split())
    for name in ("r.md", "r.html"):
        cfdiag("report", "in", "--final", "-o", name)
        assert said in " ".join(Path(name).read_text().replace("\u00a0", " ").split())
    cfdiag("report", "in", "--final", "--language", "nl", "-o", "r.md")
    assert "stand van 24 november 2026 (18 mensen). Nog 4 gesprekken" in Path("r.md").read_text()
    cfdiag("report", "in", "--final", "--template", "board", "-o", "page.md")
    assert "as of 24 November 2026" in Path("page.md").read_text()
    add(desk, range(41, 45))
    part = handed_over(cfdiag, "c.json")["questionnaires"][0]
    assert (part["overall"]["n"], "as_of" in part["overall"]) == (23, False)


def test_a_result_is_the_same_with_or_without_the_file_where_nothing_is_repeated(desk, cfdiag):
    desk.many(8)
    first = handed_over(cfdiag, "a.json", "--date", "2026-11-24")
    assert handed_over(cfdiag, "b.json", "--date", "2026-11-24") == first
    add(desk, range(20, 25))
    with_it = handed_over(cfdiag, "c.json", "--date", "2026-11-25")
    Path("in/releases.jsonl").unlink()
    assert handed_over(cfdiag, "d.json", "--date", "2026-11-25") == with_it


def test_the_same_people_on_the_same_day_give_the_same_and_nothing_as_of_a_day(tmp_path, cfdiag, monkeypatch):
    """What is held back may be chosen in two ways: the second time it is chosen as the first time."""
    shutil.rmtree(tmp_path / "in", ignore_errors=True)
    monkeypatch.delenv("CFDIAG_QUESTIONNAIRES")
    demo_talks(tmp_path / "in")
    names = ("a.json", "b.json", "c.json")
    first, *others = [handed_over(cfdiag, name, "--date", "2027-02-26") for name in names]
    assert others == [first, first]
    assert cfdiag("report", "in", "--final", "--date", "2027-02-26", "-o", "r.md").code == 0
    assert "Some figures are as of" not in Path("r.md").read_text()


def test_between_runs_off_repeats_nothing_and_says_so(desk, cfdiag):
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Acme\nprivacy: {between_runs: off}\n")
    desk.many(6, folder="interviews")
    assert cfdiag("check", "engagement.yaml").code == 0
    cfdiag("score", "interviews", "--final", "--format", "json", "-o", "a.json")
    desk.write("interviews/x.json", interview(77, (5, 5, 5, 5)))
    assert cfdiag("score", "interviews", "--final", "--format", "json", "-o", "b.json").code == 0
    found = json.loads(Path("b.json").read_text())
    assert found["privacy"]["between_runs"] == "off"
    assert found["questionnaires"][0]["overall"]["n"] == 7
    draft = cfdiag("report", "interviews", "--format", "markdown").out.replace("\\", "")
    assert MARK in draft
    assert "between_runs: off" in draft
    assert "between_runs: off" in cfdiag("score", "interviews").out
    moved = cfdiag("score", "interviews", "--baseline", "a.json", "--format", "json").out
    assert json.loads(moved)["baseline"]["questionnaires"][0]["overall"]["change"] is not None


def test_a_week_with_drafts_a_late_one_a_correction_and_one_who_is_forgotten(desk, cfdiag):
    """Thirty people in five uneven days; two releases; who holds both solves for nobody."""
    draw = Random(11)  # noqa: S311  no secret hangs on it
    heard, shown, held = 0, [], []
    for day, n in enumerate((9, 4, 8, 3, 6), 1):
        add(desk, range(heard, heard + n), draw)
        heard += n
        assert cfdiag("report", "in", "-o", f"draft-{day}.md").code == 0
        assert cfdiag("score", "in", "--format", "json", "-o", f"draft-{day}.json").code == 0
        if day == 3:
            shown.append(handed_over(cfdiag, "wednesday.json", "--by", "department"))
            held.append(answers())
    late = interview(30, (1, 5, 1, 5))
    desk.write("in/030.json", late)
    corrected = json.loads(Path("in/004.json").read_text())
    corrected["answers"]["reply"]["value"] = corrected["answers"]["reply"]["value"] % 5 + 1
    desk.write("in/004.json", corrected)
    gone = json.loads(Path("in/007.json").read_text())["id"]
    Path("in/007.json").unlink()
    Path("in/releases.jsonl").write_bytes(
        forgotten(Path("in/releases.jsonl").read_bytes(), frozenset([gone]))
    )
    assert gone not in Path("in/releases.jsonl").read_text()
    shown.append(handed_over(cfdiag, "friday.json", "--by", "department"))
    held.append(answers())
    last = shown[-1]["questionnaires"][0]
    assert last["n"] == 30
    every = [last["overall"], *last["dimensions"].values()]
    every += [cell["overall"] for cell in last["by"]["department"].values()]
    assert all(each["score"] is not None for each in every)
    assert all(last["questions"][name]["mean"] is not None for name in RATED)
    assert last["overall"]["n"] == 30
    assert "as_of" not in last["overall"]
    assert solved(equations(shown, held)) == set()


def answers():
    """What everybody said, by the id of the interview: with the department."""
    found = {}
    for path in sorted(Path("in").glob("0*.json")):
        document = json.loads(path.read_text())
        given = {name: document["answers"][name]["value"] for name in RATED}
        found[document["id"]] = (document["respondent"]["department"], given)
    return found


def equations(results, held):
    """All that is shown, as `{(person, question, answer): factor}`."""
    scales = {"sharing": RATED[:2], "speed": RATED[2:]}
    rows = []
    for result, people in zip(results, held, strict=True):
        part = result["questionnaires"][0]

        def add_row(figure, members, names):
            if figure.get("score", figure.get("mean")) is not None and "as_of" not in figure:
                assert figure["n"] == len(members)
                rows.append({(id_, name, given[name]): 1 for id_, given in members.items() for name in names})

        places = {"": (part, {id_: given for id_, (_, given) in people.items()})}
        for value, cell in part["by"]["department"].items():
            places[value] = cell, {id_: given for id_, (where, given) in people.items() if where == value}
        for figures, members in places.values():
            add_row(figures["overall"], members, RATED)
            for name, names in scales.items():
                add_row(figures["dimensions"][name], members, names)
            for name in RATED:
                if "questions" in figures:
                    add_row(figures["questions"][name], members, [name])
    return rows


def test_words_of_a_few_new_people_wait_unless_they_agreed(desk, cfdiag):
    def say(number, text, consent=None):
        document = interview(number)
        document["answers"]["remark"] = {"status": "answered", "value": text}
        document["respondent"]["consent"] = consent
        desk.write(f"in/{number:03}.json", document)

    def words(*flags):
        done = cfdiag("score", "in", "--comments", "--format", "json", "-o", "w.json", *flags)
        assert done.code == 0
        return Path("w.json").read_text()

    for number in range(10):
        say(number, f"Said by number {number}.")
    assert "Said by number 3." in words("--final")
    say(20, "The late one was here.")
    say(21, "The late one agreed.", "quoted")
    found = words("--final")
    assert "Said by number 3." in found
    assert "The late one agreed." in found
    assert "The late one was here." not in found
    assert "The late one was here." in words()  # a draft is for one's own eyes
    for number in range(22, 30):
        say(number, f"Said by number {number}.")
    assert "The late one was here." in words("--final")
