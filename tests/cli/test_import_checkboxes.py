"""`cfdiag import` of checkboxes: columns of options are one question, whatever the service calls them."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import answers, settle, written

LINE = ("import", "t.csv", "--questionnaire", "tryout")


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    return runner(capsys, monkeypatch, tmp_path)


def redcap(folder: Path, codes: tuple[str, ...], name: str = "used") -> str:
    """A raw export: the codes of options are whatever its maker chose."""
    header = ["record_id", "again", "how", *(f"{name}___{code}" for code in codes), "tryout_complete"]
    rows = [
        ["1", "1", "visit", *("1" if code in codes[:2] else "0" for code in codes), "2"],
        ["2", "0", "phone", *("1" if code == codes[-1] else "0" for code in codes), "2"],
    ]
    (folder / "t.csv").write_bytes(written([header, *rows]))
    return (
        (folder / "t.csv.mapping.yaml").read_text("utf-8") if (folder / "t.csv.mapping.yaml").exists() else ""
    )


def test_codes_that_are_no_options_are_proposed_as_one_question_in_its_order(
    cfdiag: Command, tmp_path: Path
) -> None:
    redcap(tmp_path, ("1", "2", "3"))
    done = cfdiag(*LINE, "--group", "customer")
    assert done.code == 3
    assert "near        used___1, used___2, used___3 could be the options of used: confirm it" in done.out
    assert "no question" not in done.out
    file = tmp_path / "t.csv.mapping.yaml"
    proposal = file.read_text("utf-8")
    assert "used___" not in proposal
    line = "  # near: used: {columns: {shop: 4, advice: 5, repair: 6}}"
    assert line in proposal
    assert '# "1", "2", "3" in the questionnaire\'s order; take `# near:` away if it is right' in proposal
    file.write_text(proposal.replace("# near: used:", "used:"), "utf-8")
    assert cfdiag("check", file.name).code == 0
    assert cfdiag(*LINE).code == 0
    used = [answers(each)["used"] for each in sorted((tmp_path / "interviews").glob("*.json"))]
    assert sorted(map(str, used)) == ["['repair']", "['shop', 'advice']"]


def test_more_codes_than_options_are_for_a_person_to_tell(cfdiag: Command, tmp_path: Path) -> None:
    redcap(tmp_path, ("1", "2", "3", "4"))
    assert cfdiag(*LINE, "--group", "customer").code == 3
    proposal = (tmp_path / "t.csv.mapping.yaml").read_text("utf-8")
    line = "# near: used: {columns: {OPTION: 4, OPTION: 5, OPTION: 6, OPTION: 7}}"
    assert f'{line}    # "1", "2", "3", "4"; options: shop, advice, repair' in proposal
    assert cfdiag("check", "t.csv.mapping.yaml").code == 0


def test_columns_of_options_that_no_question_has_stand_in_one_line(cfdiag: Command, tmp_path: Path) -> None:
    redcap(tmp_path, ("1", "2", "3", "4"), "check_one")
    done = cfdiag(*LINE, "--group", "customer")
    assert 'no question 4–7 "check_one" (4 options)' in done.out
    proposal = (tmp_path / "t.csv.mapping.yaml").read_text("utf-8")
    line = '#   4, 5, 6, 7: check_one, a column an option ("1", "2", "3", "4"): QUESTION: {columns: {OPTION: 4, OPTION: 5, OPTION: 6, OPTION: 7}}'  # noqa: E501
    assert line in proposal


@pytest.mark.parametrize("ticks", [("Checked", "Unchecked"), ("1", "0")])
def test_labels_of_checkboxes_are_understood(cfdiag: Command, tmp_path: Path, ticks: tuple[str, str]) -> None:
    on, off = ticks
    header = [
        "Record ID",
        "Would you come again?",
        *(
            f"What have you used? (choice={label})"
            for label in ("The shop", "Advice, also by phone", "Repair")
        ),
        "Complete?",
    ]
    (tmp_path / "t.csv").write_bytes(written([header, ["1", "Yes", on, off, on, "Complete"]]))
    assert cfdiag(*LINE, "--group", "customer").code == 3
    assert cfdiag(*LINE).code == 0
    assert answers(next((tmp_path / "interviews").glob("*.json")))["used"] == ["shop", "repair"]
