"""`report` of a saved result: the bytes that the interviews give, for every format, page and language."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path

import pytest
from kits.anybody import anybody
from kits.batch import Desk, interview
from kits.command import Command, Done, runner
from kits.once import Scored, scored_once

from cfdiag.api.loading import load_questionnaire
from cfdiag.cli import run
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.files import shipped
from cfdiag.render.pages import PAGES

pytestmark = pytest.mark.timeout(300)  # the first test waits for the demo, and each makes two reports

SAME = ("--date", "2026-11-26", "--seed", "7")
BY = ("--by", "department")


@pytest.fixture(scope="module")
def demo(written_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, and its result with everything that was said."""
    folder = tmp_path_factory.mktemp("saved")
    shutil.copytree(written_demo, folder / "demo")
    made = ("--format", "json", "--output", str(folder / "r.json"), "--quiet")
    assert run(("score", str(folder / "demo"), "--comments", *SAME, *BY, *made)) == 0
    return folder


@pytest.fixture(scope="module")
def known() -> Scored:
    """The demo's interviews, as they were scored: it is in how they are shown that the tests differ."""
    return {}


@pytest.fixture
def cfdiag(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, demo: Path, known: Scored
) -> Command:
    scored_once(monkeypatch, known)
    return runner(capsys, monkeypatch, demo)


def both(cfdiag: Command, demo: Path, suffix: str, *flags: str) -> tuple[Done, Done, bytes, bytes]:
    """The report of the saved result and of the interviews, each into a file of the same name."""
    made, files = [], []
    for place, what in (("a", ("r.json",)), ("b", ("demo", *BY))):
        (demo / place).mkdir(exist_ok=True)
        file = demo / place / f"plan{suffix}"
        file.unlink(missing_ok=True)
        made.append(cfdiag("report", *what, *SAME, "--quiet", *flags, "--output", str(file)))
        files.append(file.read_bytes() if file.exists() else b"")
    return made[0], made[1], files[0], files[1]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("audience", ["internal", "customer"])
@pytest.mark.parametrize("suffix", [".html", ".md", ".json"])
def test_every_text_format(cfdiag: Command, demo: Path, suffix: str, audience: str, language: str) -> None:
    flags = ("--audience", audience, "--language", language)
    saved, fresh, mine, theirs = both(cfdiag, demo, suffix, *flags)
    assert (saved.code, fresh.code) == (0, 0), saved.err + fresh.err
    assert mine
    assert mine == theirs


def test_word(cfdiag: Command, demo: Path) -> None:
    """One combination: all formats are made from one view, and that is compared whole above."""
    pytest.importorskip("docx")
    saved, fresh, mine, theirs = both(cfdiag, demo, ".docx", "--audience", "customer", "--language", "nl")
    assert (saved.code, fresh.code) == (0, 0), saved.err + fresh.err
    assert mine
    assert mine == theirs


def test_pdf(cfdiag: Command, demo: Path) -> None:
    """Of one page: the HTML it is made of is compared whole above, and to set all of that takes a minute."""
    pytest.importorskip("weasyprint")
    saved, fresh, mine, theirs = both(cfdiag, demo, ".pdf", "--template", "board")
    assert (saved.code, fresh.code) == (0, 0), saved.err + fresh.err
    assert mine.startswith(b"%PDF-")
    assert mine == theirs


OWN_TEMPLATES = {
    "own.md": (
        "# {{ view.cover.title }} ({{ view.language }}, {{ view.audience }})\n"
        "{% for part in view.contents %}- {{ part.title }}\n{% endfor %}"
    ),
    "own.html": "<h1>{{ view.cover.client }}</h1><p>{{ view.cover.asked }}</p>",
}


@pytest.mark.parametrize("audience", ["internal", "customer"])
@pytest.mark.parametrize("name", OWN_TEMPLATES)
def test_a_template_of_ones_own(cfdiag: Command, demo: Path, name: str, audience: str) -> None:
    (demo / name).write_text(OWN_TEMPLATES[name], encoding="utf-8")
    flags = ("--template", name, "--audience", audience)
    saved, fresh, mine, theirs = both(cfdiag, demo, Path(name).suffix, *flags)
    assert (saved.code, fresh.code) == (0, 0), saved.err + fresh.err
    assert any(title in mine for title in (b"Harbour &amp; Vale", b"Customer focus", b"What you said"))
    assert mine == theirs


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page(cfdiag: Command, demo: Path, page: str, language: str) -> None:
    flags = ("--template", page, "--language", language)
    saved, fresh, mine, theirs = both(cfdiag, demo, ".md", *flags)
    if PAGES[page].made_of == "engagement":  # a result knows no engagement, and the page no interviews
        assert (saved.code, fresh.code, mine) == (2, 0, b"")
        return
    assert saved.code == fresh.code
    assert saved.err.replace("a/plan", "b/plan") == fresh.err
    assert mine == theirs


LETTERS: list[bytes] = []
"""Those that were made: each account has its own."""


@pytest.mark.parametrize("account", ["Acme Hospitals", "Borealis Housing"])
def test_letters_to_several_accounts(cfdiag: Command, demo: Path, account: str) -> None:
    flags = ("--template", "customer-letter", "--account", account)
    saved, _, mine, theirs = both(cfdiag, demo, ".md", *flags)
    assert saved.code == 0, saved.err
    assert mine
    assert mine not in LETTERS
    assert mine == theirs
    LETTERS.append(mine)


def test_the_material_is_private_to_its_owner_and_the_result_says_what_it_is(demo: Path) -> None:
    file = demo / "r.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    result = json.loads(file.read_text(encoding="utf-8"))
    assert (result["format"], result["language"], result["final"]) == ("cfdiag/result@2", "en", False)
    assert "firmness" not in result["plan"]
    assert "indicative" not in file.read_text(encoding="utf-8")
    assert set(result["material"]["texts"]) == {part["id"] for part in result["questionnaires"]}


FIGURES = "figures.json"


@pytest.fixture
def bare(cfdiag: Command, demo: Path) -> Command:
    """The command, where a result without any words lies too."""
    if not (demo / FIGURES).exists():
        made = cfdiag("score", "demo", *SAME, "--format", "json", "--output", FIGURES, "--quiet")
        assert made.code == 0, made.err
    return cfdiag


def test_of_figures_alone_a_report_says_that_it_was_made_without_words(bare: Command) -> None:
    done = bare("report", FIGURES, "--format", "markdown", *SAME)
    assert done.code == 0, done.err
    assert "Made without people's words" in done.out
    assert "| Overall |" in done.out
    assert "## In their own words" not in done.out


SHIPPED = sorted(path.stem for path in shipped("questionnaires").glob("*.yaml"))
HOLES = {
    "a word that is missing": r"\w  +\w|\s[,.;?!](\s|$)|[“‘(]\s*[”’)]",
    "a heading over nothing": r"^- \*\*[^*]*:\*\*\s*$",
    "an id in place of a name": r"\b[a-z]+_[a-z_]+\b",
    "a text that was not filled in": r"[{}]",
}


@pytest.fixture
def of_one(cfdiag: Command, demo: Path, request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """Interviews that were held with one questionnaire, and their figures without words."""
    q = load_questionnaire(request.param)
    folder = demo / f"only-{q.id}"
    figures = folder / "figures.json"
    if not figures.exists():
        (folder / "in").mkdir(parents=True)
        for n, group in enumerate(group for group in q.groups for _ in range(7)):
            held = anybody(q, group, n, name=f"{group} {n}", consent="named")
            (folder / "in" / f"{n}.json").write_bytes(encode_interview(held))
        made = cfdiag(
            "score", str(folder / "in"), *SAME, "--format", "json", "--output", str(figures), "--quiet"
        )
        assert made.code == 0, made.err
    return folder / "in", figures


def page_1(cfdiag: Command, what: Path) -> list[str]:
    done = cfdiag("report", str(what), "--template", "board", "--format", "markdown", *SAME, "--quiet")
    assert done.code == 0, done.err
    return done.out.splitlines()


@pytest.mark.parametrize("of_one", SHIPPED, indirect=True)
def test_figures_alone_find_their_questionnaire_where_it_is_at_hand(
    cfdiag: Command, of_one: tuple[Path, Path]
) -> None:
    interviews, figures = of_one
    lines = page_1(cfdiag, figures)
    assert holes(lines) == []
    asked = [line for line in page_1(cfdiag, interviews) if line.startswith(("# ", "## ", "### ", "- **"))]
    assert len(asked) > 5
    assert [line for line in lines if line.startswith(("# ", "## ", "### ", "- **"))] == asked


@pytest.mark.parametrize("of_one", SHIPPED, indirect=True)
def test_figures_whose_questionnaire_is_gone_say_so_and_have_no_holes(
    cfdiag: Command, of_one: tuple[Path, Path]
) -> None:
    result = json.loads(of_one[1].read_text(encoding="utf-8"))
    for part in result["questionnaires"]:
        part["sha256"] = "0" * 64
    gone = of_one[1].with_name("gone.json")
    gone.write_text(json.dumps(result), encoding="utf-8")
    lines = page_1(cfdiag, gone)
    assert holes(lines) == []
    assert any("is not at hand, and with it first steps" in line for line in lines)
    assert not any("On Monday" in line for line in lines)


def holes(lines: list[str]) -> list[tuple[str, str]]:
    """What is missing in a line, and the line."""
    return [(what, line) for line in lines for what, hole in HOLES.items() if re.search(hole, line)]


@pytest.mark.parametrize("of_one", ["appreciative"], indirect=True)
def test_a_plan_of_figures_alone_has_the_words_of_the_questionnaire(
    cfdiag: Command, demo: Path, of_one: tuple[Path, Path]
) -> None:
    plans = []
    for what in of_one:
        made = cfdiag("plan", "adopt", str(what), "--output", f"{what.stem}.yaml", "--date", "2026-11-26")
        assert made.code == 0, made.err
        text = (demo / f"{what.stem}.yaml").read_text(encoding="utf-8")
        plans.append(text.partition("\nactions:")[2])
    assert "seen:" in plans[0]
    assert plans[0] == plans[1]


@pytest.mark.parametrize(
    ("flags", "fault"),
    [
        (
            ("--language", "nl"),
            (
                "error: this result has no texts but its own, which are in 'en'  [no-texts]\n"
                "  = score the interviews with their words: cfdiag score PATH… --comments --format json "
                "--output FILE; or --language en\n"
            ),
        ),
        (
            ("--audience", "customer"),
            (
                "error: what others than insiders may read cannot be told from figures alone  [no-texts]\n"
                "  = score the interviews with their words: cfdiag score PATH… --comments --format json "
                "--output FILE\n"
            ),
        ),
        (
            ("--by", "account"),
            (
                "error: a saved result is reported as it was scored: --by account cannot be asked of it  "
                "[wrong-use]\n"
                "  = score again: cfdiag score PATH… --by account --comments --format json --output FILE\n"
            ),
        ),
    ],
)
def test_what_figures_alone_cannot_tell_is_refused_with_the_command_that_helps(
    bare: Command, flags: tuple[str, ...], fault: str
) -> None:
    done = bare("report", FIGURES, *flags)
    assert (done.code, done.out, done.err) == (2, "", fault)


def test_words_are_for_the_json_only(bare: Command) -> None:
    done = bare("score", "demo", "--comments")
    assert (done.code, done.err) == (
        2,
        "error: --comments adds to the JSON only  [wrong-use]\n  = add --format json\n",
    )


SECRET = "Zwanenzang"  # noqa: S105  a word to look for


@pytest.mark.parametrize(
    ("consent", "enters"),
    [("named", True), ("quoted", True), ("counted", False), (None, False)],
)
def test_an_interview_in_which_nothing_may_be_quoted_never_enters_the_material(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    consent: str | None,
    *,
    enters: bool,
) -> None:
    desk = Desk(tmp_path)
    desk.many(4)
    said = interview(9)
    said["respondent"] = {"group": "customer", "name": f"{SECRET} N", "consent": consent}
    said["answers"]["remark"] = {"status": "answered", "value": SECRET, "note": SECRET, "evidence": SECRET}
    desk.write("in/9.json", said)
    cfdiag = runner(capsys, monkeypatch, tmp_path)
    done = cfdiag("score", "in", "--questionnaires", "qs", "--comments", "--format", "json", "--quiet")
    assert done.code == 0, done.err
    assert (SECRET in done.out) is enters
    assert (f"{SECRET} N" in done.out) is (consent == "named")


def test_a_result_of_the_first_format_is_still_a_baseline(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = Path(__file__).parents[1] / "data" / "0.1" / "result.json"
    desk = Desk(tmp_path)
    desk.many(6)
    (tmp_path / "old.json").write_bytes(old.read_bytes())
    assert json.loads(old.read_text(encoding="utf-8"))["format"] == "cfdiag/result@1"
    cfdiag = runner(capsys, monkeypatch, tmp_path)
    done = cfdiag(
        "score", "in", "--questionnaires", "qs", "--baseline", "old.json", "--max-drop", "5", "--quiet"
    )
    assert done.code == 0, done.err
    assert "Since the baseline" in done.out


def test_a_hyphen_is_stdout_and_no_file(cfdiag: Command, demo: Path) -> None:
    plain = cfdiag("report", str(demo / "r.json"), "--format", "markdown")
    hyphen = cfdiag("report", str(demo / "r.json"), "--format", "markdown", "--output", "-")
    assert hyphen.out == plain.out
    assert not Path("-").exists()
