"""Sealed bytes: only who holds the key reads them; what is wrong is said, and no key is ever shown."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from cfdiag.ground import sealing
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.extras import optional
from cfdiag.ground.sealing import NO_KEYS, Keys, Seal, is_sealed, read_keys, seal_for

pyrage = pytest.importorskip("pyrage")

WORDS = "what somebody said – 応答".encode()


@pytest.fixture
def key():
    return pyrage.x25519.Identity.generate()


def codes(error):
    return [(d.code.value, str(d.location or "")) for d in error.value.diagnostics]


def test_what_is_sealed_opens_with_either_key(key):
    firm = pyrage.x25519.Identity.generate()
    sealed = Seal([str(key.to_public()), str(firm.to_public())]).sealed(WORDS)
    assert is_sealed(sealed)
    assert WORDS not in sealed
    assert [Keys((str(each),), "key").opened(sealed, "a") for each in (key, firm)] == [WORDS, WORDS]


def test_armoured_files_of_other_tools_open_too(key):
    try:
        armoured = pyrage.encrypt(WORDS, [key.to_public()], armored=True)
    except TypeError:
        pytest.skip("this pyrage writes none")
    assert Keys((str(key),), "key").opened(armoured, "a") == WORDS


def test_bytes_in_the_clear_are_left_as_they_are():
    assert NO_KEYS.opened(WORDS, "a") is WORDS


def test_without_a_key_and_with_the_wrong_one_the_file_is_named(key):
    sealed = Seal([str(key.to_public())]).sealed(WORDS)
    with pytest.raises(CfdiagError) as none:
        NO_KEYS.opened(sealed, "in/a.json.age")
    assert codes(none) == [("sealed", "in/a.json.age")]
    other = Keys((str(pyrage.x25519.Identity.generate()),), "other.txt")
    with pytest.raises(CfdiagError) as wrong:
        other.opened(sealed, "in/a.json.age")
    assert codes(wrong) == [("wrong-key", "in/a.json.age")]
    assert wrong.value.diagnostics[0].message == "your key does not open this file"
    with pytest.raises(CfdiagError) as damaged:
        Keys((str(key),), "key").opened(sealed[:-3], "in/a.json.age")
    assert damaged.value.diagnostics[0].message == "the sealed file is damaged or cut off"


def test_each_recipient_that_is_none_is_named_and_a_secret_key_is_never_repeated(key):
    good = str(key.to_public())
    with pytest.raises(CfdiagError) as error:
        Seal([good, good[:-1], "nobody"])
    assert [d.message for d in error.value.diagnostics] == [
        f"'{good[:-1]}' is no recipient to lock files for",
        "'nobody' is no recipient to lock files for",
    ]
    with pytest.raises(CfdiagError) as secret:
        Seal([str(key)])
    said = secret.value.diagnostics[0]
    assert said.message == "this is a secret key, not a recipient"
    assert str(key) not in said.message + said.hint


def test_nobody_to_seal_for_is_no_seal():
    assert seal_for(()) is None


def test_a_key_file_is_read_without_its_remarks(tmp_path: Path, key):
    file = tmp_path / "key.txt"
    file.write_text(f"# created: today\n# public key: {key.to_public()}\n{key}\n")
    keys = read_keys(str(file))
    assert keys.words == (str(key),)
    assert keys.recipients() == (str(key.to_public()),)
    assert str(key) not in repr(keys)


@pytest.mark.parametrize("text", ["", "# a remark\n", "AGE-SECRET-KEY-1NO\n", "age1public\n"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, text):
    file = tmp_path / "key.txt"
    file.write_text(text)
    with pytest.raises(CfdiagError) as error:
        read_keys(str(file))
    assert codes(error) == [("bad-identity", str(file))]


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")
def test_keys_of_ssh_lock_and_open(tmp_path: Path):
    file = tmp_path / "id"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file], check=True)
    sealed = Seal([(tmp_path / "id.pub").read_text().strip()]).sealed(WORDS)
    assert read_keys(str(file)).opened(sealed, "a") == WORDS


def test_without_the_package_the_install_command_is_said(monkeypatch):
    monkeypatch.setattr(sealing, "optional", lambda module, extra: optional("no_such_module", extra))
    with pytest.raises(CfdiagError) as error:
        Seal(["age1"])
    assert codes(error) == [("missing-extra", "")]
    assert error.value.diagnostics[0].hint == "install it: pip install 'cfdiag[encrypt]'"


TAGGED = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e"
"""The recipient of a hardware key, as such keys give it now: it takes no plugin to lock for it."""
OF_A_PLUGIN = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t"


@pytest.mark.skipif(not hasattr(pyrage, "tag"), reason="this pyrage knows no such recipients")
def test_a_hardware_key_and_another_one_may_both_be_locked_for(key):
    sealed = Seal([TAGGED, str(key.to_public())]).sealed(WORDS)
    assert Keys((str(key),), "key").opened(sealed, "a") == WORDS
    assert b"p256tag" in sealed


def test_keys_that_take_a_plugin_are_told_apart_from_typing_errors(key, tmp_path):
    with pytest.raises(CfdiagError) as error:
        Seal([OF_A_PLUGIN])
    (found,) = error.value.diagnostics
    assert (found.code, found.message) == (
        "bad-recipient",
        f"'{OF_A_PLUGIN}' is locked for by a plugin of age, and no plugin is run",
    )
    assert found.hint == (
        "its age1tag1… recipient, where the key has one, needs none; or the public key that age-keygen prints"
    )
    file = tmp_path / "key.txt"
    file.write_text("# a hardware key\nAGE-PLUGIN-YUBIKEY-17DDRYQ5ZFMHALWQJTKHAV\n")
    with pytest.raises(CfdiagError) as error:
        read_keys(str(file))
    (found,) = error.value.diagnostics
    assert (found.code, found.message) == (
        "bad-identity",
        "this key takes a plugin of age, and no plugin is run",
    )
    assert found.hint == f"open the file with age itself: age -d -i {file} NAME.age"
