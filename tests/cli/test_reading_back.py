"""What a talk begins with: the leaver's own items to read back, and the row of the list to accept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, Done, runner

TOLD = """\
promises/Free swap of the pumps/promise_due: 2026-12-20
promises/Free swap of the pumps/promise_to: Eva
contacts/Eva/contact_role: [buyer]
contacts/Eva/contact_knows: only_me
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    call = runner(capsys, monkeypatch, tmp_path)
    (tmp_path / "accounts.csv").write_text(
        "Account;ARR;Renewal date\nOther;1;2027-01-01\nAcme;240000;2026-12-20\n", encoding="utf-8"
    )
    assert call("init", ".", "--client", "Harbour", "-q").code == 0
    return call


def leaver(cfdiag: Command, *, account: str = "Acme", consent: str = "named", answers: str = TOLD) -> None:
    flags = ("--group", "leaver", "--account", account, "--consent", consent, "--answers", "-", "--no-input")
    assert cfdiag("interview", "territory-handover", *flags, "-q", stdin=answers.encode()).code == 0


def arriver(cfdiag: Command, keys: str, *flags: str, account: str = "ACME") -> str:
    return arriving(cfdiag, keys, *flags, account=account).out


def arriving(cfdiag: Command, keys: str, *flags: str, account: str = "ACME") -> Done:
    words = ("interview", "territory-handover", "--group", "arriver", "--account", account)
    words = (*words, "--consent", "named", "--respondent", "Kay", "--accessible")
    return cfdiag(*words, *flags, stdin=keys.encode())


def read_back(folder: Path) -> dict:
    (file,) = (folder / "interviews").glob("*.open.jsonl")
    return json.loads(file.read_text(encoding="utf-8").splitlines()[0])["start"]


def test_the_arriver_reads_back_the_leavers_items_with_their_answers_beneath(
    cfdiag: Command, tmp_path: Path
) -> None:
    leaver(cfdiag)
    said = arriver(cfdiag, "yes\n\n", "--essentials")
    assert "1. Free swap of the pumps\n" in said
    assert "To whom was this promised: Eva\n" in said
    assert "When is it due: 20 December 2026\n" in said
    begun = read_back(tmp_path)
    (source,) = (tmp_path / "interviews").glob("*.json")
    assert begun["items"]["promises"] == {"i1": "Free swap of the pumps"}
    assert begun["items"]["contacts"] == {"i1": "Eva"}
    taken = begun["from"]["promises"]
    assert taken["id"] == json.loads(source.read_bytes())["id"]
    assert taken["answers"]["promises/i1/promise_to"]["value"] == "Eva"
    assert not any(key.startswith("promises/") for key in begun["answers"])


def test_a_query_about_a_renamed_item_reaches_the_brief(cfdiag: Command, tmp_path: Path) -> None:
    leaver(cfdiag)
    arriver(cfdiag, "yes\n/rename 1 Pumps\n\n2\n/quit\n", "--essentials")
    day = ("--date", "2026-11-26", "--last-day", "2026-12-08")
    assert cfdiag("handover", *day).code == 0
    made = json.loads((tmp_path / "handover" / "handover.json").read_bytes())
    assert {each["account"] for each in made["accounts"]} == {"Acme", "Other"}
    brief = (tmp_path / "handover" / "accounts" / "acme.html").read_text(encoding="utf-8")
    assert "Free swap of the pumps</th>" in brief
    assert "I have a question" in brief
    assert "Pumps</th>" not in brief.replace("of the pumps", "")


@pytest.mark.parametrize(
    ("account", "consent"), [("Other", "named"), ("Acme", "counted")], ids=["another account", "counted"]
)
def test_nothing_is_taken_from_another_account_or_from_who_agreed_to_be_counted_only(
    cfdiag: Command, tmp_path: Path, account: str, consent: str
) -> None:
    leaver(cfdiag, account=account, consent=consent)
    said = arriver(cfdiag, "yes\n\n", "--essentials")
    assert "Free swap" not in said
    assert read_back(tmp_path).get("from", {}) == {}


def test_of_two_talks_the_one_finished_last_is_read_back(cfdiag: Command, tmp_path: Path) -> None:
    leaver(cfdiag)
    (first,) = (tmp_path / "interviews").glob("*.json")
    earlier = json.loads(first.read_bytes()) | {
        "finished": "2020-01-01T10:00:00Z",
        "started": "2020-01-01T09:00:00Z",
    }
    first.write_text(json.dumps(earlier), encoding="utf-8")
    leaver(cfdiag, answers="promises/Keys/promise_to: Bo\n")
    assert "1. Keys\n" in arriver(cfdiag, "yes\n\n", "--essentials")


def test_what_the_list_says_is_accepted_with_enter_and_keeps_its_line(
    cfdiag: Command, tmp_path: Path
) -> None:
    words = (
        "interview",
        "territory-handover",
        "--group",
        "leaver",
        "--account",
        "Acme",
        "--consent",
        "named",
    )
    done = cfdiag(
        *words, "--respondent", "Lea", "--accessible", "--essentials", stdin=b"\n\n2027-01-05\n/quit\n"
    )
    assert "The list says: 240000. Press Enter to take it.\n" in done.out
    assert "Evidence: accounts.csv:3\n" in done.out
    day = ("--date", "2026-11-26", "--last-day", "2026-12-08")
    (file,) = (tmp_path / "interviews").glob("*.open.jsonl")
    answered = [
        json.loads(line)["do"]
        for line in file.read_text(encoding="utf-8").splitlines()[1:]
        if '"answered"' in line
    ]
    told = {each["key"]: each["answer"] for each in answered}
    assert (told["account_value"]["value"], told["account_value"]["evidence"]) == (240000, "accounts.csv:3")
    assert told["renewal_date"]["value"] == "2027-01-05"
    assert cfdiag("handover", *day).code == 0


def test_answers_of_a_file_take_nothing_from_the_list(cfdiag: Command, tmp_path: Path) -> None:
    leaver(cfdiag)
    (file,) = (tmp_path / "interviews").glob("*.json")
    assert "240000" not in file.read_text(encoding="utf-8")
    assert "drafts" not in file.read_text(encoding="utf-8")


def test_a_group_that_there_is_not_is_a_fault_with_its_place(cfdiag: Command, tmp_path: Path) -> None:
    source = tmp_path / "own.yaml"
    source.write_text(
        "cfdiag: 1\nid: own\nversion: 1.0.0\ntitle: Own\ngroups: {one: {side: inside}, two: {side: inside}}\n"
        "sections:\n  - id: parts\n    title: Parts\n    repeat: {ask: Which?, from_group: tow}\n"
        "    questions: [{id: what, type: text, ask: What is it?}]\n",
        encoding="utf-8",
    )
    done = cfdiag("check", "own.yaml")
    assert done.code == 1
    assert "own.yaml:9:39: error: there is no group 'tow'  [unknown-group]" in done.out + done.err


@pytest.mark.parametrize("spelled", ["Borealis Housing", "BH", "borealis housing B.V."])
def test_an_engagement_that_lists_accounts_by_id_knows_them_by_title_and_alias(
    cfdiag: Command, tmp_path: Path, spelled: str
) -> None:
    (tmp_path / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Harbour\naccounts: {borealis: {name: Borealis Housing, aliases: [BH]}}\n",
        encoding="utf-8",
    )
    leaver(cfdiag, account="borealis")
    (file,) = (tmp_path / "interviews").glob("*.json")
    # As it is where it was held before the engagement listed anything.
    held = json.loads(file.read_bytes())
    held["respondent"]["account"] = spelled
    file.write_text(json.dumps(held), encoding="utf-8")
    assert "1. Free swap of the pumps\n" in arriver(cfdiag, "yes\n\n", "--essentials", account="borealis")


@pytest.mark.parametrize("output", ["kay/", "kay/mine.json"])
def test_a_talk_that_is_kept_elsewhere_reads_back_what_the_engagements_interviews_hold(
    cfdiag: Command, tmp_path: Path, output: str
) -> None:
    leaver(cfdiag)
    (tmp_path / "kay").mkdir()
    said = arriver(cfdiag, "yes\n\n", "--essentials", "--output", output)
    assert "1. Free swap of the pumps\n" in said


NONE_FOUND = "No finished talk with the group 'Leaving owner' about {} was found"


@pytest.mark.parametrize(
    ("heard", "consent"), [("", "named"), ("Other", "named"), ("Acme", "counted")],
    ids=["nobody", "another account", "counted"],
)  # fmt: skip
def test_who_finds_no_talk_to_read_back_is_told(
    cfdiag: Command, tmp_path: Path, heard: str, consent: str
) -> None:
    if heard:
        leaver(cfdiag, account=heard, consent=consent)
    done = arriving(cfdiag, "yes\n\n", "--essentials")
    assert NONE_FOUND.format("Acme") in done.err
    done = arriving(cfdiag, "yes\n\n", "--essentials", "--language", "nl")
    assert "Geen afgerond gesprek met de groep 'Vertrekkende accounthouder' over Acme gevonden" in done.err


def test_who_finds_a_talk_is_told_nothing_though_it_names_no_promise(cfdiag: Command) -> None:
    leaver(cfdiag, answers="account_value: 240000\n")
    assert "No finished talk" not in arriving(cfdiag, "yes\n\n", "--essentials").err


def test_two_words_for_one_account_of_the_list_are_one(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(
        "Account ID;Account;ARR\n007;Acme;240000\n008;Other;1\n", encoding="utf-8"
    )
    leaver(cfdiag, account="007")
    (file,) = (tmp_path / "interviews").glob("*.json")
    held = json.loads(file.read_bytes())
    # As it was written before there was a list.
    held["respondent"]["account"] = "acme " if held["respondent"]["account"] != "acme " else "007"
    file.write_text(json.dumps(held), encoding="utf-8")
    assert "1. Free swap of the pumps\n" in arriver(cfdiag, "yes\n\n", "--essentials")
