"""The questionnaires at hand: which file counts, read once, broken ones a fault only when asked for."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from kits.formats import BASE

from cfdiag.formats.library import Library
from cfdiag.formats.questionnaire import reader
from cfdiag.ground.diagnostics import CfdiagError

SHIPPED = Library().ids()


def put(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def version(number: str, title: str = "How was it?") -> str:
    return BASE.replace("version: 1.0.0", f"version: {number}").replace("How was it?", title)


def test_the_shipped_ones_are_there() -> None:
    assert {"customer-view", "silo-busting"} <= set(SHIPPED)
    assert Library().faults() == []
    for id_ in SHIPPED:
        assert Library().get(id_).id == id_


def test_another_folder_adds_and_wins(tmp_path: Path) -> None:
    put(tmp_path, "sample.yaml", BASE)
    put(tmp_path, "customer-view.yaml", BASE.replace("id: sample", "id: customer-view"))
    at_hand = Library([tmp_path])
    assert at_hand.ids() == sorted([*SHIPPED, "sample"])
    assert at_hand.get("customer-view").title.pick() == "How was it?"


def test_of_two_folders_the_first_counts(tmp_path: Path) -> None:
    put(tmp_path / "a", "sample.yaml", version("1.0.0", "First"))
    put(tmp_path / "b", "sample.yaml", version("2.0.0", "Second"))
    at_hand = Library([tmp_path / "a", tmp_path / "b"])
    assert at_hand.get("sample").title.pick() == "First"
    assert at_hand.get("sample", "2.0.0").title.pick() == "Second"


def test_versions(tmp_path: Path) -> None:
    for number in ("1.9.0", "1.10.0", "1.10.0-rc1", "0.1"):
        text = version(f"'{number}'")
        put(tmp_path, f"sample-{number}.yaml", text)
    at_hand = Library([tmp_path])
    assert at_hand.get("sample").version == "1.10.0"
    assert at_hand.get("sample", "1.9.0").version == "1.9.0"
    assert at_hand.get("sample", "7.0.0").version == "1.10.0"


def test_the_very_file_comes_before_its_version(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", version("1.0.0", "Earlier"))
    put(tmp_path, "b.yaml", version("1.0.0", "Later"))
    at_hand = Library([tmp_path])
    for name, title in (("a.yaml", "Earlier"), ("b.yaml", "Later")):
        sha256 = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        assert at_hand.get("sample", "1.0.0", sha256).title.pick() == title
    assert at_hand.get("sample", "1.0.0", "another").title.pick() == "Earlier"


def test_an_unknown_one(tmp_path: Path) -> None:
    with pytest.raises(CfdiagError) as caught:
        Library().get("custmer-view")
    only = caught.value.diagnostics[0]
    assert (only.code, only.message, only.hint) == (
        "unknown-questionnaire",
        "there is no questionnaire 'custmer-view'",
        "did you mean 'customer-view'?",
    )
    with pytest.raises(CfdiagError, match="there is no such folder of questionnaires"):
        Library([tmp_path / "missing"]).ids()


def test_a_broken_one_is_a_fault_only_when_asked_for(tmp_path: Path) -> None:
    put(tmp_path, "sample.yaml", BASE.replace("type: date", "type: dat"))
    put(tmp_path, "wreck.yaml", "[")
    put(tmp_path, "notes.txt", "id: notes")
    (tmp_path / "folder.yaml").mkdir()
    at_hand = Library([tmp_path])
    assert at_hand.get("customer-view").id == "customer-view"
    assert {"sample", "wreck"} <= set(at_hand.ids())
    assert "notes" not in at_hand.ids()
    with pytest.raises(CfdiagError, match="'dat' is not one of"):
        at_hand.get("sample")
    assert [d.code for d in at_hand.faults()] == ["bad-value", "yaml-syntax"]


def test_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "sample.yaml", f"{BASE}# in {tmp_path}: no cache knows this text\n")
    calls: list[str] = []

    def counted(data: bytes, file: str, *, any_name: bool) -> object:
        calls.append(Path(file).name)
        return read(data, file, any_name=any_name)

    read = reader.read_questionnaire
    monkeypatch.setattr(reader, "read_questionnaire", counted)
    at_hand = Library([tmp_path])
    assert at_hand.ids()
    assert calls == []
    assert at_hand.get("sample") is at_hand.get("sample", "1.0.0")
    assert calls == ["sample.yaml"]


def test_other_files_beside_questionnaires_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nclient: Acme\n")
    (tmp_path / "answers.yaml").write_text("sharing: 3\nrole: manager\n")
    (tmp_path / "held.yaml").write_text("format: cfdiag/interview@1\nid: 0197-a\nanswers: {}\n")
    at_hand = Library([tmp_path])
    assert not {"engagement", "answers", "held", "0197-a"} & set(at_hand.ids())
    assert at_hand.faults() == []


def test_in_braces_a_questionnaire_goes_by_its_id_too(tmp_path: Path) -> None:
    question = {"id": "how", "type": "text", "ask": "How?"}
    document = {
        "cfdiag": 1,
        "id": "sample",
        "version": "0.9.0",
        "title": "In braces",
        "groups": {"inside": {"title": "Inside", "side": "inside"}},
        "sections": [{"id": "all", "title": "All", "questions": [question]}],
    }
    put(tmp_path, "as-it-was.yaml", json.dumps(document))
    put(tmp_path, "sample.yaml", BASE)
    at_hand = Library([tmp_path])
    assert at_hand.get("sample", "0.9.0").title.pick() == "In braces"
    assert at_hand.get("sample").title.pick() == "How was it?"
