"""What the report of a particular diagnostic asks for by name is held against its questionnaire."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import runner

from cfdiag.formats.library import Library
from cfdiag.ground.files import shipped
from cfdiag.render.diagnostics import DIAGNOSTICS, missing_ids


@pytest.mark.parametrize("id_", DIAGNOSTICS)
def test_the_shipped_questionnaire_has_all_that_its_report_looks_for(id_: str) -> None:
    assert DIAGNOSTICS[id_].NEEDS
    assert missing_ids(Library().get(id_)) == []


def test_check_names_the_ids_that_a_changed_file_lacks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = (shipped("questionnaires") / "account-view.yaml").read_text(encoding="utf-8")
    (tmp_path / "account-view.yaml").write_text(text.replace("we_could", "we_might"), encoding="utf-8")
    done = runner(capsys, monkeypatch, tmp_path)("check", "account-view.yaml")
    assert done.code == 0, done.out
    assert (
        "account-view.yaml: warning: the report of this diagnostic looks for we_could, which the file does "
        "not have  [missing-for-report]\n"
        "  = keep these ids, or give the diagnostic an id of its own\n"
    ) in done.out
