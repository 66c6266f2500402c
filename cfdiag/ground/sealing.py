"""Files that only the holder of a key can read: sealed to recipients, opened with an identity (age).

A recipient is public and may lie on every laptop; the identity that opens is kept elsewhere.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.extras import optional
from cfdiag.ground.files import STDIN_NAME, read_bytes, read_stdin

SEALED_SUFFIX = ".age"
EXTRA = "encrypt"

_HEADS = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_OF_A_PLUGIN = r"age1(?!tag)[0-9a-z]+1"
"""How a recipient begins that a plugin makes: `age1yubikey1…`; after the last 1 there is none."""
_KEY_FILE = 1 << 16
"""An identity file is a few lines; what is larger is something else."""

_OfPyrage = Any
"""pyrage ships no types."""


class Keys(msgspec.Struct, frozen=True):
    """The identities that sealed files are opened with; without any, nothing sealed can be read."""

    words: tuple[str, ...] = ()
    file: str = ""
    """Where they were read, for faults."""

    def __repr__(self) -> str:
        """Without the identities: what is shown somewhere is no key any more."""
        return f"Keys({self.file!r})"

    def opened(self, data: bytes, file: str) -> bytes:
        """The bytes of a file as they were before it was sealed; of one that is not, the same.

        Args:
            data: the bytes of the file.
            file: its name, for faults.

        Raises:
            CfdiagError: `sealed`: there is no identity; `wrong-key`: none of them opens it, or it is damaged.
        """
        if not is_sealed(data):
            return data
        if not self.words:
            raise needs_key(file)
        pyrage = _pyrage()
        try:
            plain: bytes = pyrage.decrypt(data, list(_identities(self.words, self.file)))
        except pyrage.DecryptError as error:
            wrong = "No matching keys" in str(error)
            raise fault(
                Code.WRONG_KEY,
                "your key does not open this file" if wrong else "the sealed file is damaged or cut off",
                f"it was locked for another one than {self.file}" if wrong else "restore it from a backup",
                Location(file),
            ) from error
        return plain

    def recipients(self) -> tuple[str, ...]:
        """The recipients of these identities, where they can be told: of age's own keys."""
        found = (getattr(each, "to_public", None) for each in _identities(self.words, self.file))
        return tuple(str(public()) for public in found if public is not None)


NO_KEYS = Keys()


class Seal:
    """Seals bytes to recipients.

    Args:
        words: the recipients, as age writes them.

    Raises:
        CfdiagError: `missing-extra`; `bad-recipient`, for each that is none; `no-recipient`.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(dict.fromkeys(words))
        if not self.words:
            # What is sealed to nobody opens with no key: it is lost.
            raise no_recipient()
        pyrage = _pyrage()
        read = [_read_word(word, _recipient_kinds(pyrage)) for word in self.words]
        wrong = [word for word, each in zip(self.words, read, strict=True) if each is None]
        if wrong:
            raise CfdiagError(*(bad_recipient(word).diagnostics[0] for word in wrong))
        self._to = read
        self._encrypt: Callable[[bytes, list[_OfPyrage]], bytes] = pyrage.encrypt

    def sealed(self, data: bytes) -> bytes:
        """The bytes, so that only the recipients can read them."""
        return self._encrypt(data, self._to)


def seal_for(words: Sequence[str]) -> Seal | None:
    """What seals to these recipients; None where there are none, and everything stays readable."""
    return Seal(words) if words else None


def keep_no_core() -> None:
    """From here on a crash of this process leaves no picture of its memory, with what was typed, on disk."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def sealed_name(path: Path) -> Path:
    """The name of a file that is sealed: `NAME.json` → `NAME.json.age`."""
    return path.with_name(path.name + SEALED_SUFFIX)


def is_sealed(data: bytes) -> bool:
    """Whether bytes are a file of age."""
    return data.startswith(_HEADS)


def read_keys(name: str) -> Keys:
    """The identities in a file, `-` for standard input; lines that begin with # are remarks.

    From then on a crash leaves no picture of the memory, which holds the key and what it opens.

    Raises:
        CfdiagError: `missing-extra`, `bad-identity`, or it cannot be read.
    """
    shown = STDIN_NAME if name == "-" else name
    keep_no_core()
    data = read_stdin(_KEY_FILE) if name == "-" else read_bytes(Path(name), _KEY_FILE)
    if b"-----BEGIN OPENSSH PRIVATE KEY-----" in data:
        words: tuple[str, ...] = (data.decode("utf-8", "replace"),)
    else:
        lines = (line.strip() for line in data.decode("utf-8", "replace").splitlines())
        words = tuple(line for line in lines if line and not line.startswith("#"))
    if any(word.startswith("AGE-PLUGIN-") for word in words):
        what, hint = "this key takes a plugin of age, and no plugin is run", f"age -d -i {shown} NAME.age"
        raise fault(Code.BAD_IDENTITY, what, f"open the file with age itself: {hint}", Location(shown))
    if not _identities(words, shown):
        raise _bad_identity(shown)
    return Keys(words, shown)


def needs_key(file: str) -> CfdiagError:
    """The fault of a file that is sealed, where nobody gave a key."""
    return fault(Code.SEALED, "the file is locked", "open it with your key: --identity FILE", Location(file))


def refuse_sealed(data: bytes, file: str) -> None:
    """See that bytes are not sealed, where nothing opens them.

    Raises:
        CfdiagError: `sealed`.
    """
    if is_sealed(data):
        hint = f"unlock it first: cfdiag unlock {file} --identity FILE"
        raise fault(Code.SEALED, "the file is locked", hint, Location(file))


def no_recipient() -> CfdiagError:
    """The fault of sealing for nobody."""
    return fault(
        Code.NO_RECIPIENT,
        "nobody is named who could open the locked files again",
        "--encrypt-to age1…, the public key; or recipients: [age1…] in engagement.yaml",
    )


def bad_recipient(word: str) -> CfdiagError:
    """The fault of a word that is no recipient."""
    hint = "it is the public key, and begins with age1: age-keygen prints it; copy the whole line"
    if word.upper().startswith("AGE-SECRET-KEY"):
        # Whoever mistakes the two has just shown the one that nobody may see.
        return fault(Code.BAD_RECIPIENT, "this is a secret key, not a recipient", f"make a new one; {hint}")
    if re.match(_OF_A_PLUGIN, word):
        what = f"'{word}' is locked for by a plugin of age, and no plugin is run"
        hint = (
            "its age1tag1… recipient, where the key has one, needs none; "
            "or the public key that age-keygen prints"
        )
        return fault(Code.BAD_RECIPIENT, what, hint)
    return fault(Code.BAD_RECIPIENT, f"'{word}' is no recipient to lock files for", hint)


def _bad_identity(file: str) -> CfdiagError:
    hint = "it is the file that age-keygen wrote, with a line AGE-SECRET-KEY-1…, or an SSH key"
    return fault(Code.BAD_IDENTITY, "this file holds no key that opens locked files", hint, Location(file))


def _pyrage() -> _OfPyrage:
    return optional("pyrage", EXTRA)


_Reader = Callable[[str], _OfPyrage]


def _recipient_kinds(pyrage: _OfPyrage) -> list[_Reader]:
    # Of hardware keys; older releases of pyrage know none.
    tagged = (getattr(pyrage, name, None) for name in ("tag", "tagpq"))
    return [
        pyrage.x25519.Recipient.from_str,
        pyrage.ssh.Recipient.from_str,
        *(kind.Recipient.from_str for kind in tagged if kind is not None),
    ]


def _read_word(word: str, kinds: Iterable[_Reader]) -> _OfPyrage | None:
    for kind in kinds:
        # Each kind of key refuses the others, with an exception of its own.
        with contextlib.suppress(Exception):
            return kind(word)
    return None


@lru_cache(maxsize=8)
def _identities(words: tuple[str, ...], file: str) -> tuple[_OfPyrage, ...]:
    pyrage = _pyrage()
    kinds: list[_Reader] = [
        pyrage.x25519.Identity.from_str,
        lambda word: pyrage.ssh.Identity.from_buffer(word.encode()),
    ]
    found = tuple(_read_word(word, kinds) for word in words)
    if None in found:
        raise _bad_identity(file)
    return found
