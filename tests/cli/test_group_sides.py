"""`side` says where a group stands: questionnaires alike but for the ids of their groups are read alike."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from kits.command import Command, Done, runner

QUESTIONNAIRE = """\
cfdiag: 1
id: NAME
version: 1.0.0
title: {STAFF: For us, OTHERS: For those we serve}
groups:
  STAFF: {SIDE_INtitle: Staff}
  OTHERS: {SIDE_OUTtitle: Those we serve, anonymous: false}
compare: {looking_in: STAFF, looked_at: OTHERS}
scales: {five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}}
dimensions: {a: {title: Quality}}
sections:
  - id: s
    title: {STAFF: Inside, OTHERS: Outside}
    questions:
      - {id: q1, type: rating, scale: five, label: Good, dimension: a, importance: [OTHERS],
         ask: {STAFF: How good would they call us?, OTHERS: "How good is {{ organisation }}?"}}
      - {id: q2, type: rating, scale: five, label: Fast, dimension: a, importance: [OTHERS],
         ask: {STAFF: How fast would they call us?, OTHERS: "How fast is {{ organisation }}?"}}
      - {id: say, type: text, for: [OTHERS], ask: What should change?, tags: [speed, price]}
      - {id: told, type: yes_no, for: [OTHERS], ask: "Has {{ organisation }} told you?"}
actions:
  - {id: tell, when: 'share(told, "no") > 0', because: [told], title: Tell them, why: Nobody did.,
     first_step: Call., owner: Sales, measure: Told., to_customers: We call you.}
findings:
  - {id: untold, when: 'share(told, "no") > 0', text: Nobody told them.}
"""


def written(id_: str, staff: str, others: str, *, sides: bool = True) -> str:
    text = QUESTIONNAIRE.replace("STAFF", staff).replace("OTHERS", others).replace("NAME", id_)
    inside, outside = ("side: inside, ", "side: customer, ") if sides else ("", "")
    return text.replace("SIDE_IN", inside).replace("SIDE_OUT", outside)


def held(folder: Path, id_: str, staff: str, others: str) -> str:
    """Seven customers and six of the staff, as they would be interviewed."""
    (folder / id_).mkdir()
    for n in range(13):
        outside = n < 7
        answers: dict[str, object] = {
            key: {"status": "answered", "value": 1 + (n * step) % 5, **({"importance": 4} if outside else {})}
            for key, step in (("q1", 2), ("q2", 3))
        }
        if outside:
            answers["say"] = {
                "status": "answered",
                "value": f"Call back within a day ({n})",
                "tags": ["speed"],
            }
            answers["told"] = {"status": "answered", "value": "no" if n else "yes"}
        document = {
            "format": "cfdiag/interview@1",
            "id": f"01970000-0000-7000-8000-{n:012d}",
            "questionnaire": {"id": id_, "version": "1.0.0", "sha256": ""},
            "respondent": {
                "group": others if outside else staff,
                "name": f"P{n}",
                "account": "acme",
                "consent": "attributed" if outside else None,
            },
            "started": "2026-11-22T09:00:00Z",
            "finished": "2026-11-22T09:20:00Z",
            "answers": answers,
        }
        (folder / id_ / f"{n:02}.json").write_text(json.dumps(document), encoding="utf-8")
    return id_


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """The command, in a folder with the two questionnaires."""
    (tmp_path / "qs").mkdir()
    for id_, staff, others in (("clients", "people", "clients"), ("usual", "internal", "customer")):
        (tmp_path / "qs" / f"{id_}.yaml").write_text(written(id_, staff, others), encoding="utf-8")
        held(tmp_path, id_, staff, others)
    return runner(capsys, monkeypatch, tmp_path)


def same_names(text: str) -> str:
    """Only names may differ: ids of groups and of the questionnaire, hashes of its text."""
    for theirs, usual in (("clients", "usual"), ("people", "internal")):
        text = text.replace(f'"{theirs}"', f'"{usual}"').replace(f"-{theirs}", f"-{usual}")
    text = re.sub(r"\bclients\b", "usual", text).replace('"customer"', '"usual"')
    return re.sub(r"[0-9a-f]{64}|[0-9a-f]{12}", "HASH", text)


@pytest.mark.parametrize("audience", ["internal", "customer"])
@pytest.mark.parametrize("format_", ["markdown", "html", "json"])
def test_the_same_report_whatever_the_groups_are_called(cfdiag: Command, format_: str, audience: str) -> None:
    def report(id_: str) -> Done:
        return cfdiag(
            "report", id_, "--questionnaires", "qs", "--format", format_, "--audience", audience,
            "--date", "2026-11-26", "--quiet",
        )  # fmt: skip

    clients, usual = report("clients"), report("usual")
    assert (clients.code, usual.code) == (0, 0), clients.err
    assert "For those we serve" in usual.out if audience == "customer" else "For us" in usual.out
    assert "There are no interviews yet" not in clients.out
    assert same_names(clients.out) == same_names(usual.out)


def test_a_client_is_asked_about_this_supplier(cfdiag: Command) -> None:
    asked = [
        cfdiag(
            "interview", id_, "--questionnaires", "qs", "--group", group, "--organisation", "BuyerCo",
            "--accessible", "--output", f"{id_}.json", stdin=b"4\n",
        ).out
        for id_, group in (("clients", "clients"), ("usual", "customer"))
    ]  # fmt: skip
    assert "How good is this supplier?" in asked[0]
    assert "BuyerCo?" not in asked[0]
    assert "How good is this supplier?" in asked[1]


def test_a_group_that_does_not_say_where_it_stands_is_read_with_care(cfdiag: Command, tmp_path: Path) -> None:
    bare = written("bare", "people", "clients", sides=False)
    (tmp_path / "bare.yaml").write_text(f"{bare}accept: {{no-label: Short.}}\n", encoding="utf-8")
    done = cfdiag("check", "bare.yaml")
    assert done.code == 0
    assert done.out == (
        "bare.yaml:6:3: warning: the group 'people' does not say where it stands: it is taken as inside and "
        "anonymous  [no-side]\n"
        "  6 |   people: {title: Staff}\n"
        "    |   ^\n"
        "  = write side: inside, or side: customer; or say why it is meant: accept: {no-side: …}\n"
        "bare.yaml:7:3: warning: the group 'clients' does not say where it stands: it is taken as inside  "
        "[no-side]\n"
        "  7 |   clients: {title: Those we serve, anonymous: false}\n"
        "    |   ^\n"
        "  = write side: inside, or side: customer; or say why it is meant: accept: {no-side: …}\n"
    )


def test_the_ids_of_old_files_say_it_and_a_word_that_is_no_side_is_refused(
    cfdiag: Command, tmp_path: Path
) -> None:
    (tmp_path / "old.yaml").write_text(written("old", "internal", "customer", sides=False), encoding="utf-8")
    assert cfdiag("check", "old.yaml").code == 0
    assert "no-side" not in cfdiag("check", "old.yaml").err
    odd = written("odd", "people", "clients").replace("side: customer", "side: custmer")
    (tmp_path / "odd.yaml").write_text(odd, encoding="utf-8")
    done = cfdiag("check", "odd.yaml")
    assert done.code == 1
    assert "did you mean 'customer'?" in done.err + done.out


def test_a_group_of_customers_is_attributed_by_consent_and_one_inside_anonymous(
    cfdiag: Command, tmp_path: Path
) -> None:
    text = written("new", "people", "clients").replace(", anonymous: false", "")
    (tmp_path / "qs" / "new.yaml").write_text(text, encoding="utf-8")
    listed = json.loads(cfdiag("list", "--questionnaires", "qs", "--format", "json").out)
    groups = next(entry["groups"] for entry in listed if entry["id"] == "new")
    assert {id_: (g["side"], g["anonymous"]) for id_, g in groups.items()} == {
        "people": ("inside", True),
        "clients": ("customer", False),
    }
