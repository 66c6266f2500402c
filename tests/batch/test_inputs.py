import os

import pytest

from cfdiag.batch.inputs import LARGEST_INPUT, find_inputs, open_file, read_whole
from cfdiag.ground.diagnostics import CfdiagError, render_fault


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(found):
    return [(source.file, source.kind) for source in found.sources]


def told(diagnostics):
    return [render_fault(diagnostic) for diagnostic in diagnostics]


def refusal(call):
    with pytest.raises(CfdiagError) as caught:
        call()
    return told(caught.value.diagnostics)


def test_a_folder_is_searched_downwards_and_hidden_files_are_left_out(folder):
    for name in ("a.json", "b.yaml", "c.yml", "d.jsonl", "e.open.jsonl", "f.txt", ".g.json", "noext"):
        (folder / name).write_text("{}")
    (folder / "sales" / "north").mkdir(parents=True)
    (folder / "sales" / "north" / "h.json").write_text("{}")
    (folder / ".git").mkdir()
    (folder / ".git" / "i.json").write_text("{}")
    expected = [
        ("a.json", "file"),
        ("b.yaml", "file"),
        ("c.yml", "file"),
        ("d.jsonl", "lines"),
        ("e.open.jsonl", "journal"),
        ("sales/north/h.json", "file"),
    ]
    assert names(find_inputs(["."])) == expected
    assert names(find_inputs([str(folder)])) == [(f"{folder}/{name}", kind) for name, kind in expected]


def test_the_order_of_paths_and_naming_a_file_twice_change_nothing(folder):
    (folder / "in").mkdir()
    for name in ("b.json", "a.json"):
        (folder / "in" / name).write_text("{}")
    expected = [("in/a.json", "file"), ("in/b.json", "file")]
    assert names(find_inputs(["in"])) == expected
    assert names(find_inputs(["in/b.json", "in", "./in/a.json", "in//b.json"])) == expected


def test_a_glob_the_shell_left_alone_is_expanded(folder):
    (folder / "in" / "deep").mkdir(parents=True)
    for name in ("in/a.json", "in/b.txt", "in/deep/c.json", "in/[x].json"):
        (folder / name).write_text("{}")
    assert names(find_inputs(["in/*.txt"])) == [("in/b.txt", "file")]
    assert names(find_inputs(["in/**/*.json"])) == [
        ("in/[x].json", "file"),
        ("in/a.json", "file"),
        ("in/deep/c.json", "file"),
    ]
    assert names(find_inputs(["in/[x].json"])) == [("in/[x].json", "file")]
    assert names(find_inputs(["in/d*"])) == [("in/deep/c.json", "file")]


def test_a_glob_without_a_match_is_a_fault(folder):
    assert told(find_inputs(["nothing/*.json"]).faults) == [
        (
            "nothing/*.json: error: no file matches the pattern  [no-match]\n"
            "  = check the pattern; it is taken from the folder you are in"
        )
    ]


def test_an_empty_folder_is_a_warning(folder):
    (folder / "in").mkdir()
    assert told(find_inputs(["in"]).faults) == [
        (
            "in: warning: no interviews in this folder  [empty-folder]\n"
            "  = interviews are files that end in .json, .yaml, .yml, .jsonl, .ndjson; "
            "hidden ones are left out"
        )
    ]


def test_links_to_folders_are_told_and_not_followed(folder):
    (folder / "in").mkdir()
    (folder / "in" / "a.json").write_text("{}")
    (folder / "in" / "loop").symlink_to(folder / "in", target_is_directory=True)
    found = find_inputs(["in"])
    assert names(found) == [("in/a.json", "file")]
    assert told(found.faults) == [
        (
            "in/loop: warning: a link to a folder is not followed  [link-not-followed]\n"
            "  = name the folder itself to have it searched"
        )
    ]


def test_a_link_that_points_at_itself_is_read_as_a_fault(folder):
    (folder / "a.json").symlink_to(folder / "a.json")
    assert names(find_inputs(["."])) == [("a.json", "file")]
    assert refusal(lambda: read_whole("a.json")) == [
        (
            "a.json: error: cannot read the file: Too many levels of symbolic links  [cannot-read]\n"
            "  = the link leads back to itself"
        )
    ]


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders")
def test_a_pipe_nobody_writes_to_is_refused_at_once(folder):
    os.mkfifo("a.json")
    expected = [
        (
            "a.json: error: this is a pipe or a device, not a file  [not-a-file]\n"
            "  = save it to a file first; `-` reads standard input"
        )
    ]
    assert refusal(lambda: read_whole("a.json")) == expected
    assert refusal(lambda: open_file("a.json")) == expected


def test_what_is_missing_or_a_folder_says_so(folder):
    (folder / "b.json").mkdir()
    assert refusal(lambda: read_whole("a.json")) == [
        (
            "a.json: error: cannot read the file: No such file or directory  [cannot-read]\n"
            "  = check the name; the path is taken from the folder you are in"
        )
    ]
    assert refusal(lambda: read_whole("b.json")) == [
        "b.json: error: cannot read the file: Is a directory  [cannot-read]\n  = name a file, not a folder"
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_read_is_a_fault(folder):
    (folder / "in").mkdir()
    (folder / "in").chmod(0)
    assert told(find_inputs(["in"]).faults)[0].startswith(
        "in: error: cannot read the file: Permission denied"
    )


def test_a_file_too_large_for_one_interview_is_not_read(folder):
    with (folder / "a.json").open("wb") as file:
        file.truncate(LARGEST_INPUT + 1)
    assert refusal(lambda: read_whole("a.json")) == [
        (
            "a.json: error: the file is larger than 16 MB and was not read  [too-large]\n"
            "  = several interviews go into a .jsonl file, one a line"
        )
    ]


def test_a_whole_file_comes_back_byte_for_byte(folder):
    data = os.urandom(100_000)
    (folder / "a.json").write_bytes(data)
    assert read_whole("a.json") == data


def test_files_are_found_by_their_ending_without_regard_to_case(folder):
    for name in ("A.JSON", "b.Yaml", "C.JSONL", "d.Open.Jsonl", "E.TXT"):
        (folder / name).write_text("")
    kinds = {source.file: source.kind for source in find_inputs(["."]).sources}
    assert kinds == {"A.JSON": "file", "b.Yaml": "file", "C.JSONL": "lines", "d.Open.Jsonl": "journal"}
