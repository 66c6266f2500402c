"""The process as a script sees it: closed and full streams, poor terminals, signals. Never a traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="streams and signals of a POSIX shell")

CFDIAG = f"{sys.executable} -m cfdiag"
INTERVIEW = "--group internal --answers answers.yaml --output it.json -q"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with one interview."""
    folder = tmp_path_factory.mktemp("streams")
    (folder / "answers.yaml").write_text("information_shared: {value: 3, importance: 4}\n")
    assert shell(f"{CFDIAG} interview silo-busting {INTERVIEW}", folder).returncode == 0
    return folder


def shell(line, folder, **environment):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CFDIAG", "PYTHONIO", "LC_"))
    }
    return subprocess.run(
        ["/bin/bash", "-c", line],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        check=False,
        timeout=30,
    )


COMMANDS = [
    "score it.json",
    "score it.json --format json",
    "list",
    "check it.json",
    "why it.json sharing",
    "--help",
]


@pytest.mark.parametrize("command", [*COMMANDS, "--version"])
def test_closed_streams_change_no_exit_code(folder, command):
    done = shell(f"{CFDIAG} {command} >&- 2>&- <&-", folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("format_", ["text", "csv", "json", "junit", "github", "markdown"])
@pytest.mark.parametrize(("flags", "code"), [("", 0), ("--fail-under 100", 1), ("nowhere.json", 2)])
def test_a_reader_that_goes_away_changes_no_exit_code(folder, format_, flags, code):
    """The code is worked out before anything is written."""
    line = f"{CFDIAG} score it.json {flags} --format {format_} 2>/dev/null | true; echo ${{PIPESTATUS[0]}}"
    assert shell(line, folder).stdout.split() == [str(code).encode()]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["score it.json --format json", "list", "--help", "--version"])
def test_a_full_disk_behind_standard_output_is_told(folder, command):
    done = shell(f"{CFDIAG} {command} >/dev/full", folder)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        ""
        if command == "--version"
        else "<stdout>: error: cannot write the file: No space left on device  [cannot-write]\n"
        "  = free some space; what was saved before is still there\n"
    )


def test_a_full_disk_behind_standard_error_leaves_the_exit_code(folder):
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    assert shell(f"{CFDIAG} check nowhere.yaml 2>/dev/full", folder).returncode == 2
    assert shell(f"{CFDIAG} check it.json 2>/dev/full", folder).returncode == 0


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["ascii", "cp1252", "C"],
)
@pytest.mark.parametrize(
    "command", ["score it.json", "show silo-busting", "report it.json", "check nöwhere.yaml"]
)
def test_poor_encodings_get_what_they_can_say(folder, command, environment):
    done = shell(f"{CFDIAG} {command}", folder, **environment)
    assert done.returncode == (2 if "check" in command else 0), done.stderr
    assert b"Traceback" not in done.stderr
    if command.startswith("show") and environment != {"PYTHONIOENCODING": "cp1252"}:
        assert done.stdout.isascii()
        assert b"====" in done.stdout  # a rule is still a rule
        assert b"???" not in done.stdout


def test_standard_input_that_is_closed_is_an_empty_file(folder):
    for command in ("score -", "check -"):
        done = shell(f"{CFDIAG} {command} <&-", folder)
        assert done.returncode == (1 if command == "check -" else 2)
        assert (
            done.stderr.startswith(b"<stdin>: error: the file is empty")
            or b"the file is empty" in done.stdout
        )


@pytest.mark.parametrize("faults", [1, 20_000])
@pytest.mark.parametrize("words", ["", "--format json"])
def test_a_reader_that_has_gone_changes_no_exit_code_of_check(tmp_path, faults, words):
    text = '{"format": "cfdiag/interview@1", "x": 1, ' + '"x": 1, ' * faults + '"id": 3}'
    (tmp_path / "faulty.json").write_text(text)
    # A reader that is there, and reads nothing
    line = f"{CFDIAG} check faulty.json {words} 2>err | (exec 0<&-; sleep 2); echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "1\n"
    assert "Traceback" not in (tmp_path / "err").read_text()


ENDS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_a_signal_while_it_waits_for_input_ends_it_with_a_word(tmp_path, number, code):
    process = subprocess.Popen(
        [sys.executable, "-m", "cfdiag", "score", "-", "--format", "json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert process.stdin is not None
    # More than a pipe holds: once this is written, the command is up and reading, however slow the machine
    process.stdin.write(b"\n" * 1_000_000)
    process.stdin.flush()
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.removesuffix(b"stopped\n")) == (code, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_signal_ends_the_processes_of_a_run_too(tmp_path):
    line = b'{"format": "cfdiag/interview@1"}\n'
    (tmp_path / "much.jsonl").write_bytes(line * (20_000_000 // len(line)))
    process = subprocess.Popen(
        [sys.executable, "-m", "cfdiag", "score", str(tmp_path / "much.jsonl"), "--jobs", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while subprocess.run(
        ["pgrep", "-P", str(process.pid)], stdout=subprocess.DEVNULL, check=False
    ).returncode:
        assert process.poll() is None
        time.sleep(0.05)
    process.terminate()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (143, b"stopped\n")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_the_completion_script_completes_commands_flags_and_questionnaires(folder):
    script = shell(f"{CFDIAG} --show-completion bash", folder)
    assert script.returncode == 0
    assert b"complete -o default -F" in script.stdout
    for words, expected in (
        ("cfdiag s", {"schema", "score", "show", "status"}),
        ("cfdiag show cu", {"customer-view", "customer-panel"}),
        ("cfdiag score --fail", {"--fail-under"}),
    ):
        number = str(len(words.split()) - 1)
        done = shell(CFDIAG, folder, _CFDIAG_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=number)
        assert set(done.stdout.decode().split()) == expected


@pytest.mark.parametrize("command", ["list", "score it.json", "check it.json", "why it.json sharing"])
def test_no_colour_where_none_is_wanted(folder, command):
    for flags, environment in (("--no-color", {}), ("", {"NO_COLOR": "1"}), ("", {"TERM": "dumb"})):
        done = shell(f"script -qec '{CFDIAG} {command} {flags}' /dev/null", folder, **environment)
        if done.returncode == 127:
            pytest.skip("no `script` to make a terminal with")
        assert b"\x1b[" not in done.stdout


PROMPTS = ("prompt_toolkit", "questionary")
PAPER = ("cfdiag.render.report", "cfdiag.render.view", "cfdiag.exchange")
"""What makes reports, and what reads tables."""


# Budgets of the house: who does not draw does not load what draws; texts of questionnaires need no Jinja.
@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (["list"], (*PROMPTS, "rich", "jinja2")),
        (["check", "it.json"], (*PROMPTS, "rich", "jinja2")),
        (["score", "it.json", "--format", "json"], (*PROMPTS, *PAPER, "rich", "jinja2")),
        (["score", "it.json"], (*PROMPTS, *PAPER, "jinja2")),
        (["report", "it.json", "--format", "markdown"], (*PROMPTS, "weasyprint", "docx")),
        (["why", "it.json", "sharing"], (*PROMPTS, "jinja2")),
        (["compare", "it.json", "it.json"], (*PROMPTS, "jinja2")),
        (["show", "silo-busting"], (*PROMPTS, "jinja2")),
        (["schema"], (*PROMPTS, "rich", "jinja2")),
        (["interview", "--help"], (*PROMPTS, "rich", "jinja2")),
        (["init", "x"], (*PROMPTS, "rich", "jinja2")),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_commands_load_only_what_they_use(folder, command, absent):
    code = (
        "import sys, io\nfrom cfdiag.cli import run\n"
        "kept, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())\n"
        f"code = run({command!r})\nprint(code, *(m for m in {absent!r} if m in sys.modules), file=kept)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stdout == "0\n", done.stderr


RARELY = (
    *("calendar", "glob", "gzip", "pkgutil", "resource", "shlex", "tempfile"),
    *("cfdiag.batch.duplicates", "cfdiag.batch.halves", "cfdiag.batch.rows", "cfdiag.batch.stretch_writer"),
    *("cfdiag.documents.nodes", "cfdiag.formats.engagement", "cfdiag.formats.releases", "cfdiag.interview"),
    *("cfdiag.ground.cells", "cfdiag.ground.failures", "cfdiag.ground.stores", "cfdiag.ground.writing"),
    *("cfdiag.api.judging", "cfdiag.api.loading", "cfdiag.api.releasing", "cfdiag.api.writing"),
    *("cfdiag.rules.parse", "cfdiag.rules.sameness", "cfdiag.rules.tokens", "cfdiag.rules.voices"),
    *("cfdiag.scoring.between", "cfdiag.scoring.compare", "cfdiag.scoring.gates", "cfdiag.scoring.moved"),
    *("cfdiag.scoring.privacy.releases", "cfdiag.scoring.privacy.remarks", "cfdiag.scoring.text_missing"),
    *("cfdiag.cli.listing", "cfdiag.render.interview_tables", "cfdiag.render.result._figure_table"),
)
"""What most runs of `score` have no use for: tables, stores, copies and halves, releases, gates, writing."""
MODULES = 191
"""So many of our own it takes at most; each costs a twentieth of a millisecond, and most take twice that."""


def test_a_plain_score_loads_what_it_uses_and_little_else(folder):
    code = (
        "import sys, io\nfrom cfdiag.cli import run\n"
        "kept, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())\n"
        "code = run(['score', 'it.json', '-q', '--format', 'json'])\n"
        "own = sum(name.partition('.')[0] == 'cfdiag' for name in sys.modules)\n"
        f"print(code, own, *(m for m in {RARELY!r} if m in sys.modules), file=kept)"
    )
    for _ in range(2):  # whoever is the first here reads the questionnaire, and writes it into the cache
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
        )
    exit_code, own, *rarely = done.stdout.split()
    assert (exit_code, rarely) == ("0", []), done.stderr
    assert int(own) <= MODULES
