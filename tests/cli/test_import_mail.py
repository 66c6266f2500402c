"""`cfdiag import` of mails as programs save them: a response is read however the mail has it written."""

from __future__ import annotations

import json
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import form_response, settle

from cfdiag.formats.response import encode_block

WAYS = ("7bit", "quoted-printable", "base64")
KINDS = ("plain", "html", "both", "attached", "forwarded")


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    return runner(capsys, monkeypatch, tmp_path)


def mail(kind: str, way: str, data: bytes) -> bytes:
    """A response in a mail: pasted into it, as a page, hanging on it, in a mail that was passed on."""
    note = "Hello" if way == "7bit" else "Één formulier, groeten Zoë"
    block = encode_block(data)
    lines = "<br>\n".join(f"&gt;&nbsp;{line}" for line in block.split("\n"))
    page = f"<html><p>{note}</p><div style='{'x' * 300}'>{lines}</div></html>"
    sent = EmailMessage()
    sent["From"], sent["Subject"] = "ada@example.com", note
    if kind in ("plain", "both", "forwarded"):
        sent.set_content(f"{note}\n\n{block}\n", cte=way)
    if kind == "both":
        sent.add_alternative(page, subtype="html", cte=way)
        sent.add_attachment(b"\x89PNG\xff", maintype="image", subtype="png", filename="logo.png")
    if kind == "html":
        sent.set_content(page, subtype="html", cte=way)
    if kind == "attached":
        sent.set_content(note, cte=way)
        sent.add_attachment(data, maintype="application", subtype="json", cte="base64", filename="r.json")
    if kind == "forwarded":
        inner, sent = sent, EmailMessage()
        sent["Subject"] = "Fwd"
        sent.set_content("See beneath.")
        sent.add_attachment(inner)
    return bytes(sent)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_response_is_read_however_its_mail_is_written(
    cfdiag: Command, tmp_path: Path, kind: str, way: str
) -> None:
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "m.eml").write_bytes(mail(kind, way, form_response()).replace(b"\n", b"\r\n"))
    done = cfdiag("import", "back/m.eml", "--format", "json")
    assert (done.code, done.err, json.loads(done.out)["imported"]) == (0, "", 1)
    (held,) = (json.loads(file.read_bytes()) for file in (tmp_path / "interviews").glob("*.json"))
    assert {key: each["value"] for key, each in held["answers"].items()} == {"quick": 4, "again": "yes"}
    assert json.loads(cfdiag("import", "back", "--format", "json").out)["unchanged"] == 1
    assert "back/m.eml: response" in cfdiag("check", "back/m.eml", "-v").err
    assert "ada@example.com" not in json.dumps(held)


def test_two_responses_in_one_mail_are_told_and_neither_is_lost_unsaid(
    cfdiag: Command, tmp_path: Path
) -> None:
    one, other = form_response(), form_response("ABCDEFGH")
    pasted = EmailMessage()
    pasted.set_content(f"{encode_block(one)}\n\n{encode_block(other)}\n", cte="base64")
    attached = EmailMessage()
    attached.set_content(f"{encode_block(one)}\n", cte="quoted-printable")
    attached.add_attachment(other, maintype="application", subtype="json", filename="r.json")
    for number, each in enumerate((pasted, attached)):
        (tmp_path / f"{number}.eml").write_bytes(bytes(each))
        done = cfdiag("import", f"{number}.eml")
        assert done.code == 2
        assert f"{number}.eml: error: more than one response is in this text  [damaged-response]" in done.err
        assert "save each in a file of its own" in done.err
    again = EmailMessage()
    again.set_content(f"{encode_block(one)}\n", cte="quoted-printable")
    spaced = json.dumps(json.loads(one), indent=1).encode()
    again.add_attachment(spaced, maintype="application", subtype="json", filename="r.json")
    (tmp_path / "same.eml").write_bytes(bytes(again))
    assert cfdiag("import", "same.eml").code == 0


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_of_several_mails_in_one_file_none_is_lost_unsaid(
    cfdiag: Command, tmp_path: Path, kind: str, way: str
) -> None:
    one, other = mail(kind, way, form_response()), mail(kind, way, form_response("ABCDEFGH"))
    start = b"From ada@example.com Thu Nov 26 10:00:00 2026\n"
    (tmp_path / "several.mbox").write_bytes(start + one + b"\n" + start + other)
    done = cfdiag("import", "several.mbox")
    assert done.code == 2
    assert "several.mbox: error: more than one response is in this text" in done.err


def test_signs_by_their_numbers_and_a_byte_order_mark_are_read(cfdiag: Command, tmp_path: Path) -> None:
    page = (
        encode_block(form_response())
        .replace("=", "&#61;")
        .replace("+", "&#43;")
        .replace("\n", "<br>\n&#xA0;")
    )
    sent = EmailMessage()
    sent.set_content(f"<p>{page}</p>", subtype="html")
    (tmp_path / "numbers.eml").write_bytes(bytes(sent))
    marked = EmailMessage()
    marked.set_content("See what hangs on it.")
    marked.add_attachment(b"\xef\xbb\xbf" + form_response(), maintype="application", subtype="json")
    (tmp_path / "marked.eml").write_bytes(bytes(marked))
    for name in ("numbers.eml", "marked.eml"):
        done = cfdiag("import", name, "--dry-run", "--format", "json")
        assert (done.code, done.err, json.loads(done.out)["imported"]) == (0, "", 1)


def test_a_response_beside_many_pictures_is_read(cfdiag: Command, tmp_path: Path) -> None:
    sent = EmailMessage()
    sent.set_content(f"{encode_block(form_response())}\n", cte="base64")
    for number in range(150):
        name = f"{number} {'a name that is as long as those of pictures are ' * 3}.png"
        sent.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename=name)
    (tmp_path / "pictures.eml").write_bytes(bytes(sent))
    assert cfdiag("import", "pictures.eml", "--dry-run").code == 0


@pytest.mark.parametrize("way", WAYS)
def test_a_mail_without_a_response_is_told_as_one(cfdiag: Command, tmp_path: Path, way: str) -> None:
    sent = EmailMessage()
    sent["Subject"] = "Holiday"
    sent.set_content("I will fill it in on Monday.", cte=way)
    (tmp_path / "m.eml").write_bytes(bytes(sent))
    done = cfdiag("import", "m.eml", "--questionnaire", "tryout")
    assert done.code == 2
    told = "this is a mail, and there is no response of a form in it  [no-responses]"
    assert done.err.splitlines()[0] == f"m.eml: error: {told}"
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "m.eml").write_bytes(bytes(sent))
    (tmp_path / "back" / "r.json").write_bytes(form_response())
    beside = cfdiag("import", "back", "--format", "json")
    assert (beside.code, json.loads(beside.out)["imported"]) == (0, 1)
    assert beside.err.splitlines()[0] == f"back/m.eml: note: {told}"


def test_a_response_in_a_mail_has_at_most_a_megabyte(cfdiag: Command, tmp_path: Path) -> None:
    long = form_response(answers={"why": {"status": "answered", "value": "x" * 1_000_001}})
    (tmp_path / "m.eml").write_bytes(mail("plain", "base64", long))
    done = cfdiag("import", "m.eml")
    assert done.code == 2
    assert "m.eml: error: a response has at most 1 MB, and this one has 1.0 MB  [too-large]" in done.err


HEAD = b"From: a\nMIME-Version: 1.0\nContent-Type: "
HOSTILE = {
    "parts in parts": HEAD + b"x/y\n\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)
    ),
    "mails in mails": HEAD + b"message/rfc822\n\nContent-Type: " * 50_000,
    "open": HEAD + b"multipart/mixed; boundary=b\n\n--b\n\n",
    "a type without an end": HEAD + b"multipart/mixed" + b";" * 3_000_000,
    "many types": HEAD + b"multipart/mixed; boundary=b\n\n"
        + (b"--b\nContent-Type: multipart/mixed" + b";" * 3_900 + b"\n\n") * 2_000,
    "a codec": HEAD + b"text/plain; charset=idna\n\n" + b"\xe9" * 500_000,
    "no base64": HEAD + b"text/plain\nContent-Transfer-Encoding: base64\n\n" + b"A" * 1_000_001,
    "what became of a mail": HEAD + b"message/delivery-status\n\n" + b"a: b\n\n" * 240_000,
    "bare parts": HEAD + b"multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 240_000,
    "tags": HEAD + b"text/html\n\n" + b"<" * 5_000_000,
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_mail_is_refused_at_once(cfdiag: Command, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "m.eml").write_bytes(data)
    begun = time.perf_counter()
    done = cfdiag("import", "m.eml", "--questionnaire", "tryout")
    assert (done.code, time.perf_counter() - begun < 15) == (2, True)
    assert "m.eml" in done.err
    assert "Traceback" not in done.err
