from __future__ import annotations

import html
import json
import os
import stat
import sys
from pathlib import Path

import pytest
from kits.command import runner
from kits.pictures import png
from kits.report_pages import made

from cfdiag.api.writing import carries_mark, write_over
from cfdiag.render.pages import PAGES
from cfdiag.render.report import REPORT_FORMATS, Target

EXAMPLES = str(Path(__file__).parents[3] / "examples" / "*.json")


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    return runner(capsys, monkeypatch, tmp_path)


def test_html_to_stdout_is_the_default(run):
    done = run("report", EXAMPLES, "--date", "2026-11-22")
    assert done.code == 0
    assert done.out.startswith("<!doctype html>\n")
    assert "22 November 2026" in done.out


def test_the_format_is_taken_from_the_name_of_the_output(run, tmp_path):
    assert run("report", EXAMPLES, "-o", "plan.md").code == 0
    assert "\n## Customer focus: action plan\n" in (tmp_path / "plan.md").read_text(encoding="utf-8")
    assert run("report", EXAMPLES, "-o", "plan.json").code == 0
    assert json.loads((tmp_path / "plan.json").read_bytes())["format"] == "cfdiag/report@2"


def test_a_name_that_contradicts_the_format_is_refused(run, tmp_path):
    for line, error in (
        ("-o plan.doc", "no report ends in .doc"),
        ("-o plan.md --format html", "a file that ends in .md is no html report"),
    ):
        done = run("report", EXAMPLES, *line.split())
        assert done.code == 2
        assert done.err.startswith(f"error: {error}  [wrong-option]\n  = ")
    assert not list(tmp_path.iterdir())


def test_to_a_terminal_goes_what_can_be_read_there(run, monkeypatch):
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    assert "\n## Customer focus: action plan\n" in run("report", EXAMPLES, "--date", "2026-11-22").out


@pytest.mark.skipif(os.name == "nt", reason="modes")
def test_files_are_private_and_may_be_written_again(run, tmp_path):
    for _ in range(2):
        assert run("report", EXAMPLES, "-o", "plan.html").code == 0
    assert stat.S_IMODE((tmp_path / "plan.html").stat().st_mode) == 0o600


MARKDOWN = [name for name in PAGES if "md" in PAGES.kinds(name)]


@pytest.mark.parametrize("name", MARKDOWN)
def test_a_page_of_markdown_may_be_made_again_on_another_day_and_in_another_language(tmp_path, name):
    # Not its first line, which holds the day and the language, tells what it is: its last line does.
    for language in ("en", "nl"):
        data = REPORT_FORMATS["markdown"](made(language=language), Target(name)).data
        (tmp_path / "mine.md").write_bytes(b"# Something else\n\n" + data)
        assert carries_mark(data)
        write_over(tmp_path / "mine.md", b"another")


@pytest.mark.parametrize("audience", ["internal", "staff", "customer"])
@pytest.mark.parametrize("name", ["board", "report"])
def test_board_and_report_are_made_again_in_markdown_for_everybody(run, tmp_path, name, audience):
    template = ["--template", name] if name == "board" else []
    for language, day in (("en", "2026-11-22"), ("nl", "2026-11-23")):
        line = ["-o", "b.md", "--audience", audience, "--language", language, "--date", day]
        assert run("report", EXAMPLES, *template, *line).code == 0
    assert "23 november 2026" in (tmp_path / "b.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["md", "html"])
def test_what_a_template_of_ones_own_makes_is_made_again(run, tmp_path, ending):
    (tmp_path / f"firm.{ending}").write_text("{{ view.cover.date }}\n", encoding="utf-8")
    for day in ("2026-11-22", "2026-11-23"):
        line = ["--template", f"firm.{ending}", "--date", day, "-o", f"out.{ending}"]
        assert run("report", EXAMPLES, *line).code == 0
    (tmp_path / f"out.{ending}").write_text("By hand\nwith <!-- cfdiag --> inside\nof it\n", encoding="utf-8")
    assert run("report", EXAMPLES, *line).code == 2


def test_language_and_audience(run):
    done = run("report", EXAMPLES, "--language", "nl", "--audience", "customer", "--format", "markdown")
    assert done.code == 0
    assert "uitgave voor de klant" in done.out


def test_by_and_baseline(run, tmp_path):
    assert run("score", EXAMPLES, "--format", "json", "-o", "base.json").code == 0
    done = run("report", EXAMPLES, "--by", "group", "--baseline", "base.json", "--format", "json")
    assert done.code == 0
    titles = {section["id"]: section["title"] for section in json.loads(done.out)["sections"]}
    assert titles["baseline"] == "Since last time"


def test_unmasked_is_stamped(run):
    assert "Unmasked: for the consultant" in run("report", EXAMPLES, "--unmasked").out


def test_a_page_by_name(run):
    done = run("report", EXAMPLES, "--template", "board", "--format", "markdown")
    assert done.code == 0
    assert "\n# " in done.out


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_to_customers_the_board_page_is_the_first_of_their_report(run, format_):
    for_whom = ("report", EXAMPLES, "--audience", "customer")
    view = json.loads(run(*for_whom, "--format", "json").out)
    done = run(*for_whom, "--template", "board", "--format", format_)
    assert done.code == 0
    first, second = (each["title"] for each in view["sections"][:2])
    assert first in done.out
    assert second not in done.out
    promised = [
        e["label"] for b in view["sections"][0]["blocks"] for g in b.get("groups", ()) for e in g["entries"]
    ]
    assert all(html.escape(label, quote=False) in done.out for label in promised)
    # One page alone leads to no other.
    assert 'href="#action' not in done.out


def test_an_own_template(run, tmp_path):
    (tmp_path / "mine.txt").write_text("{{ view.cover.title }}\n", encoding="utf-8")
    assert run("report", EXAMPLES, "--template", "mine.txt").out == "Customer focus: action plan\n"
    (tmp_path / "bad.txt").write_text("\n{{ view.nope }}\n", encoding="utf-8")
    done = run("report", EXAMPLES, "--template", "bad.txt", "-q")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "bad.txt:2:1: error: the template fails: 'dict object' has no attribute 'nope'  [template]\n"
        "  = docs/templates.md lists what a template can use\n"
    )


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--format", "htm"], "error: --format cannot be 'htm'  [wrong-option]\n  = did you mean 'html'?\n"),
        (
            ["--audience", "boss"],
            "error: --audience cannot be 'boss'  [wrong-option]\n  = choose internal, staff or customer\n",
        ),
        (["--date", "soon"], "error: --date cannot be 'soon'  [wrong-option]\n  = write YYYY-MM-DD\n"),
        (
            ["--template", "handover-brieff"],
            "error: there is no page 'handover-brieff'  [unknown-template]\n"  # noqa: ISC004
            f"  = did you mean 'handover-brief'? the pages are {', '.join(PAGES)}"
            "; or name a file of your own\n",
        ),
        (
            ["--template", "panel-run-sheet"],
            (
                "error: there is nothing to put on the page 'panel-run-sheet'  [no-data]\n"
                "  = it needs an interview of customer-panel with the facilitator\n"
            ),
        ),
        (
            ["--template", "board", "--format", "json"],
            "error: the page 'board' cannot be made as json  [wrong-option]\n"  # noqa: ISC004
            "  = make it as docx, html, markdown, pdf or pptx\n",
        ),
        (
            ["--template", "ballot", "-o", "page.pptx"],
            "error: the page 'ballot' cannot be made as pptx  [wrong-option]\n"  # noqa: ISC004
            "  = make it as docx, html, markdown or pdf\n",
        ),
        (
            ["--account", "Borealis Housin"],
            "error: no interview is about the account 'Borealis Housin'  [unknown-account]\n"  # noqa: ISC004
            "  = no interview names an account\n",
        ),
        (
            ["-o", "."],
            ".: error: cannot write the file: Is a directory  [cannot-write]\n"  # noqa: ISC004
            "  = name a file, not a folder\n",
        ),
        (
            ["-o", "no/such/plan.html"],
            "no/such/plan.html: error: cannot write the file: No such file or directory  [cannot-write]\n"  # noqa: ISC004
            "  = there is no such folder: mkdir -p no/such\n",
        ),
    ],
)
def test_wrong_use(run, arguments, error):
    done = run("report", EXAMPLES, "-q", *arguments)
    assert (done.code, done.out, done.err) == (2, "", error)


def test_a_bad_input_is_reported_and_the_rest_is_rendered(run, tmp_path):
    (tmp_path / "bad.json").write_text('{"format": "cfdiag/interview@1"}', encoding="utf-8")
    done = run("report", EXAMPLES, "bad.json")
    assert done.code == 2
    assert done.out.startswith("<!doctype html>")
    assert "bad.json" in done.err


def test_a_logo_must_be_a_picture(run, tmp_path):
    (tmp_path / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: A\nbranding: {logo: x.png}\n", encoding="utf-8"
    )
    (tmp_path / "x.png").write_bytes(b"no picture")
    (tmp_path / "interviews").mkdir()
    source = next(Path(EXAMPLES).parent.glob("*.json"))
    (tmp_path / "interviews" / source.name).write_bytes(source.read_bytes())
    done = run("report", "interviews", "-q")
    assert done.code == 2
    assert "the logo is no picture that can be used" in done.err
    (tmp_path / "x.png").write_bytes(png())
    assert 'src="data:image/png;base64,' in run("report", "interviews", "-q").out
