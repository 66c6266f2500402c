"""Questionnaires and languages are read once; what is wrong with a cache is no fault."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from cfdiag.formats.compiled import compiled, keep_compiled
from cfdiag.formats.library import Library
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.ground import kept as module
from cfdiag.locales import catalogue
from cfdiag.locales.reading import read_locale

ROOT = Path(__file__).parents[2]
TEXT = """\
cfdiag: 1
id: short
version: 1.0.0
title: Short
groups: {internal: {title: Inside, side: inside}}
scales: {five: {min: 1, max: 5}}
dimensions: {sharing: {title: Sharing}}
sections:
  - id: all
    title: All
    questions:
      - {id: known, type: rating, scale: five, dimension: sharing, ask: What do people know?}
      - {id: told, type: rating, scale: five, dimension: sharing, ask: What is told?}
"""
INTERVIEW = (
    '{"format": "cfdiag/interview@1", "id": "i1", "questionnaire": {"id": "short"}, "respondent": {"group": '
    '"internal"}, "answers": {"known": {"status": "answered", "value": 4}, "told": {"status": "answered", '
    '"value": 2}}}'
)
RUN = (
    "import sys\nfrom cfdiag.cli import run\ncode = run(sys.argv[1:])\n"
    "print('read' if 'cfdiag.formats.questionnaire.reader' in sys.modules else 'known', file=sys.stderr)\n"
    "sys.exit(code)"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "short.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "i1.json").write_text(INTERVIEW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CFDIAG_CACHE", str(tmp_path / "cache"))
    return tmp_path


def score():
    """The result, and whether a questionnaire had to be read."""
    words = ["score", "i1.json", "--questionnaires", "own", "--format", "json", "-q"]
    done = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr.split()[-1]


def kept_of(folder, text):
    """The one file in the cache that was made of a text."""
    (found,) = (folder / "cache").glob(f"{hashlib.sha256(text).hexdigest()[:32]}*")
    return found


def test_the_second_run_reads_no_questionnaire_and_says_the_same(folder):
    first, how = score()
    assert how == "read"
    assert {path.stat().st_mode & 0o777 for path in (folder / "cache").iterdir()} == {0o600}
    assert score() == (first, "known")


def test_another_text_is_read(folder):
    first, _ = score()
    (folder / "own" / "short.yaml").write_text(
        TEXT.replace("title: Sharing", "title: Candour"), encoding="utf-8"
    )
    second, how = score()
    assert how == "read"
    assert ('"Candour"' in first, '"Candour"' in second) == (False, True)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-20],
        lambda data: data[:40] + b"#" + data[41:],
        lambda _: b"",
        lambda _: b"\xff" * 64,
    ],
    ids=["cut", "changed", "empty", "foreign"],
)
def test_what_is_damaged_is_not_used_and_written_again(folder, damage):
    first, _ = score()
    kept = kept_of(folder, TEXT.encode())
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert score() == (first, "read")
    assert score() == (first, "known")


def test_a_folder_that_cannot_be_made_is_no_fault(folder):
    (folder / "cache").write_text("a file", encoding="utf-8")
    assert score() == score()
    assert (folder / "cache").read_text(encoding="utf-8") == "a file"


def test_nothing_is_kept_where_that_is_not_wanted(folder, monkeypatch):
    monkeypatch.setenv("CFDIAG_CACHE", "")
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    (folder / "home").mkdir()
    assert score() == score()
    assert not list((folder / "home").iterdir())
    monkeypatch.delenv("CFDIAG_CACHE")
    assert [score()[1], score()[1]] == ["read", "known"]
    assert (folder / "home" / ".cache" / "cfdiag").is_dir()


def test_of_too_many_the_oldest_go(folder, monkeypatch):
    monkeypatch.setattr(module, "_MOST", 3)
    q = read_questionnaire(TEXT.encode(), "short.yaml")
    for n in range(5):
        keep_compiled(type(q)(**{f: getattr(q, f) for f in q.__struct_fields__} | {"sha256": f"{n}" * 64}))
    assert len(list((folder / "cache").iterdir())) == 3
    assert compiled("4" * 64) is not None


@pytest.mark.parametrize("id_", Library().ids())
def test_every_shipped_questionnaire_is_the_same_afterwards(folder, id_):
    q = Library().get(id_)
    keep_compiled(q)
    again = compiled(q.sha256)
    assert again == type(q)(**{f: getattr(q, f) for f in q.__struct_fields__} | {"file": ""})


@pytest.mark.parametrize("id_", Library().ids())
def test_a_number_is_written_alike_whether_its_questionnaire_was_read_or_kept(folder, id_):
    path = Path(Library().get(id_).file)
    read = read_questionnaire(path.read_bytes(), str(path))
    keep_compiled(read)
    kept = msgspec.structs.replace(compiled(read.sha256), file=read.file)
    assert msgspec.json.encode(kept) == msgspec.json.encode(read)


@pytest.fixture
def nothing_read():
    """No language was looked up in this process yet, nor will be known after."""
    catalogue.locale_for.cache_clear()
    yield
    catalogue.locale_for.cache_clear()


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_a_language_is_read_once_and_the_same_afterwards(folder, monkeypatch, nothing_read, language):
    path = catalogue.FOLDER / f"{language}.yaml"
    read = read_locale(path.read_bytes(), str(path), language)
    catalogue.locale_for(language)
    assert kept_of(folder, path.read_bytes()).stat().st_mode & 0o777 == 0o600
    catalogue.locale_for.cache_clear()
    monkeypatch.setattr(catalogue, "to_kept", None)  # read again, it would fail
    known = catalogue.locale_for(language)
    assert (known.language, known.writing, known.advice) == (read.language, read.writing, read.advice)
    assert list(known.sentences.items()) == list(read.sentences.items())


def test_what_is_kept_of_a_language_and_damaged_is_read_anew(folder, nothing_read):
    path = catalogue.FOLDER / "nl.yaml"
    said = catalogue.locale_for("nl")("on target")
    assert said != "on target"
    kept = kept_of(folder, path.read_bytes())
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-9])
    catalogue.locale_for.cache_clear()
    assert catalogue.locale_for("nl")("on target") == said
    assert kept.read_bytes() == whole


def test_the_wheel_has_every_text_that_ever_shipped(folder, monkeypatch, nothing_read):
    """The script of the build, with its files where a wheel has them."""
    target = folder / "cfdiag" / "compiled"
    target.mkdir(parents=True)
    script = ROOT / "scripts" / "compile_texts.py"
    subprocess.run([sys.executable, str(script), str(target)], check=True)
    monkeypatch.setenv("CFDIAG_CACHE", "")
    monkeypatch.setattr("cfdiag.ground.kept._WHEEL", target)
    for path in (ROOT / "questionnaires").rglob("*.yaml"):
        q = read_questionnaire(path.read_bytes(), "", any_name=True)
        assert compiled(q.sha256) == q
    monkeypatch.setattr(catalogue, "to_kept", None)
    for language in catalogue.LANGUAGES:
        assert catalogue.locale_for(language).sentences or language == catalogue.BASE
