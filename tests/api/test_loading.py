"""Files, ids and bytes into memory."""

from pathlib import Path

import pytest

import cfdiag

ROOT = Path(__file__).parents[2]


def test_a_questionnaire_by_id_by_path_and_by_bytes():
    path = ROOT / "questionnaires" / "customer-view.yaml"
    ways = ("customer-view", path, str(path), path.read_bytes())
    assert len({cfdiag.load_questionnaire(way).sha256 for way in ways}) == 1


def test_an_interview_by_path_and_by_bytes():
    path = ROOT / "examples" / "002-client.json"
    assert cfdiag.load_interview(path) == cfdiag.load_interview(path.read_bytes())


@pytest.mark.parametrize(
    ("load", "given", "said"),
    [
        ("load_questionnaire", "custmer-view", "error: there is no questionnaire 'custmer-view'"),
        ("load_questionnaire", b"cfdiag: 1\n", "<bytes>:1:1: error: the questionnaire has no 'id'"),
        ("load_interview", "nowhere.json", "nowhere.json: error: cannot read the file"),
        ("load_interview", b"{}", "<bytes>:1:1: error: the interview has no 'format'"),
        ("load_result", b"{}", "<bytes>: error: this is no result"),
    ],
)
def test_what_cannot_be_read_says_why(load, given, said):
    with pytest.raises(cfdiag.CfdiagError) as caught:
        getattr(cfdiag, load)(given)
    first = caught.value.diagnostics[0]
    where = f"{first.location}: " if first.location else ""
    assert f"{where}{first.severity}: {first.message}".startswith(said)
