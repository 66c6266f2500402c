"""What passes by once: standard input and pipes of any length, read like files and in no more memory."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from kits.batch import QUESTIONNAIRE, interview
from kits.memory import peak

from cfdiag.api.scoring import score_paths
from cfdiag.batch import passing, streams

TOOL = [
    sys.executable,
    "-m",
    "cfdiag",
    "score",
    "--questionnaires",
    "q",
    "--format",
    "json",
    "--date",
    "2026-11-26",
]
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "small.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    return tmp_path


def lines(numbers):
    made = (json.dumps(interview(n, (1 + n % 5, 3, 4, 2))) for n in numbers)
    return "".join(f"{each}\n" for each in made).encode()


def score(*words, stdin=b"", code=0):
    around = {**os.environ, "TMPDIR": str(Path("tmp").resolve())}
    done = subprocess.run([*TOOL, *words], input=stdin, capture_output=True, check=False, env=around)
    assert done.returncode == code, done.stderr
    assert list(Path("tmp").iterdir()) == []  # nobody's answers stay behind
    return json.loads(done.stdout), done.stderr.decode()


def poured(name, data):
    """A pipe into which somebody writes."""
    os.mkfifo(name)
    threading.Thread(target=Path(name).write_bytes, args=(data,), daemon=True).start()
    return name


@pytest.fixture
def small_blocks(monkeypatch):
    """A stream is long from a hundred bytes on."""
    monkeypatch.setattr(passing, "BYTES_PER_READ", 100)


def kept(data, sources=None):
    """The figures of what is poured in, read by this process."""
    return score_paths(sources or ["-"], questionnaires=["q"], stdin=data, keep=False)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_long_stream_is_read_like_its_file(folder, jobs):
    # Longer than what stays in memory, and with copies, for which it is read a second time.
    data = lines(range(12_000))
    data += b"\n" + data[: data.index(b"\n") + 1] + b"{broken\n"
    assert len(data) > streams.BYTES_PER_READ
    (folder / "all.jsonl").write_bytes(data)
    wanted, said = score("all.jsonl", code=2)
    found, also_said = score("-", "--jobs", jobs, stdin=data, code=2)
    assert found["questionnaires"] == wanted["questionnaires"]
    assert found["inputs"] == json.loads(json.dumps(wanted["inputs"]).replace("all.jsonl", "<stdin>"))
    assert also_said == said.replace("all.jsonl", "<stdin>")
    assert "<stdin>:12003:" in also_said


@pipes
@pytest.mark.parametrize("name", ["a.pipe", "a.jsonl"])
def test_a_pipe_is_read_like_its_file_whatever_it_is_called(folder, name):
    (folder / "all.jsonl").write_bytes(lines(range(9)))
    assert (
        score(poured(name, lines(range(9))))[0]["questionnaires"] == score("all.jsonl")[0]["questionnaires"]
    )


@pipes
def test_a_pipe_in_a_folder_is_still_not_waited_for(folder):
    (folder / "in").mkdir()
    (folder / "in" / "a.json").write_bytes(lines([1]))
    os.mkfifo("in/b.json")
    found, said = score("in", code=2)
    assert found["inputs"]["interviews"] == 1
    assert said.startswith("in/b.json: error: this is a pipe or a device, not a file  [not-a-file]\n")


@pipes
def test_pipes_and_standard_input_go_together(folder):
    found, _ = score(poured("a", lines([1, 2])), poured("b", lines([3])), "-", stdin=lines([4, 5]))
    assert found["inputs"]["interviews"] == 5


@pipes
def test_a_pipe_is_closed_when_it_is_read(folder):
    # What is left open warns, and here every warning is an error.
    assert kept(b"", [poured("a", lines([1, 2]))]).figures.inputs.interviews == 2
    gc.collect()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("wrap", [b"%s", b"[%s]"])
def test_a_long_document_or_array_is_no_lines(folder, small_blocks, mark, wrap):
    one = json.dumps(interview(1), indent=1).encode()
    assert kept(mark + wrap % one).figures.inputs.interviews == 1


POUR = (
    "import sys\nfor k in range(int(sys.argv[1])):\n"
    " for line in open('part.jsonl', 'rb'):\n"
    '  sys.stdout.buffer.write(line.replace(b\'"id": "\', b\'"id": "%d\' % k, 1))'
)
"""So many times the same answers, of other people each time: copies would be held."""


def peak_of(times):
    with subprocess.Popen([sys.executable, "-c", POUR, str(times)], stdout=subprocess.PIPE) as source:
        return peak([*TOOL, "-"], source.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing tells how much memory it was")
def test_of_a_long_stream_nothing_is_held(folder):
    (folder / "part.jsonl").write_bytes(lines(range(8_000)))
    size = (folder / "part.jsonl").stat().st_size
    assert size * 7 > 5 * streams.BYTES_PER_READ
    # The marks of ids are 8 bytes an interview; of the bytes themselves one block is there at a time.
    assert peak_of(8) - peak_of(1) < streams.BYTES_PER_READ * 2


def test_files_are_named_by_a_list(folder):
    (folder / "in").mkdir()
    for number in range(4):
        (folder / "in" / f"{number} ü.json").write_bytes(lines([number]))
    names = [f"in/{number} ü.json" for number in range(4)]
    wanted = score("in")
    (folder / "list.txt").write_text("\n".join(names[:3]) + "\n\n", encoding="utf-8")
    assert score("--files-from", "list.txt", names[3]) == wanted
    assert score("--files-from", "-", stdin="\0".join(names).encode() + b"\0") == wanted


def refused(*words, stdin=b""):
    done = subprocess.run([*TOOL, *words], input=stdin, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    return done.stderr.decode()


def test_a_list_that_cannot_be_is_refused(folder):
    assert refused() == (
        "error: there is nothing to score: no path is given  [wrong-use]\n"
        "  = name interviews or a folder that holds them\n"
    )
    assert refused("--files-from", "-", stdin=b"\n\n") == (
        "error: there is nothing to score: no path is given  [wrong-use]\n  = the list is empty\n"
    )
    assert refused("--files-from", "-", "-") == (
        "error: standard input is read once: it holds the data or --files-from, not both  [wrong-use]\n"
        "  = write one of them to a file\n"
    )
    assert refused("--files-from", "nowhere") == (
        "nowhere: error: cannot read the file: No such file or directory  [cannot-read]\n"
        "  = check the name; the path is taken from the folder you are in\n"
    )
