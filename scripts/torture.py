"""What cfdiag has to survive, tried on purpose: kills, crashes, accidents, broken files, hostile words.

    python scripts/torture.py --short            a lap of a minute or two, as CI runs it
    python scripts/torture.py                    the long lap: 10,000 kills, 500 locked, 40,000 broken files
    python scripts/torture.py --only kills --kills 500

Prints one line for each kind: how much was tried, and how often something was lost, corrupt or a crash. Exits
with 1 where anything was. Needs a POSIX terminal and the packages of `cfdiag[dev]`; crash points need strace.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec
import pexpect
import pyrage
import pyte

import cfdiag
from cfdiag.formats.careful import examine_interview
from cfdiag.formats.engagement import read_engagement
from cfdiag.formats.interview import read_interview
from cfdiag.formats.questionnaire.reader import examine_questionnaire
from cfdiag.formats.result import read_result
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.sealing import Keys
from cfdiag.interview.journal.replay import read_journal, replay

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = 300
TOLD = 100
"""After so many kills a lane says how far it is: what was done counts, should the rest not be."""
OF_ONE = 20
"""So many kills hit one and the same interview; then the next begins."""

HEAD = "cfdiag: 1\nid: torture\nversion: 1.0.0\ntitle: Torture\ngroups: {all: {title: All}}\nsections:\n"
LONG = (
    HEAD
    + "  - id: s\n    title: S\n    questions:\n"
    + "".join(f"      - {{id: q{n}, type: text, ask: Ask number {n}?}}\n" for n in range(1, QUESTIONS + 1))
)


class Tally(NamedTuple):
    """What one kind comes to."""

    kind: str
    tried: str
    faults: list[str]


def start(folder: Path, name: str, *flags: str) -> list[str]:
    """The command that begins an interview, or goes on with it."""
    journal = folder / f"{name}.open.jsonl"
    words = [sys.executable, "-m", "cfdiag", "interview", "--questionnaires", str(folder), *flags]
    if journal.exists() and journal.stat().st_size:
        return [*words, "--resume", str(journal)]
    return [*words, "torture", "--output", str(folder / f"{name}.json")]


def given(journal: Path) -> dict[str, object]:
    """The answers in a journal.

    Raises:
        CfdiagError: it is damaged.
    """
    return {
        key: answer.value for key, answer in read_journal(journal.read_bytes(), str(journal)).answers.items()
    }


# --- kills on the screen


class Screen:
    """The real screen at a pseudo-terminal, and eyes that read the question on it."""

    def __init__(self, command: list[str], places: dict[str, str] | None = None) -> None:
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=(24, 80),
            encoding="utf-8",
            codec_errors="replace",
            env=None if places is None else dict(os.environ, **places),  # type: ignore[arg-type]  as os takes it
        )
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.Stream(self.screen)

    def look(self, seconds: float) -> None:
        """Take in what is drawn for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.child.child_fd], [], [], left)[0]:
                return
            with contextlib.suppress(pexpect.TIMEOUT):
                try:
                    self._stream.feed(self.child.read_nonblocking(65536, 0))
                except pexpect.EOF:
                    return

    @property
    def question(self) -> int:
        """The number of the question on the screen; 0 where there is none."""
        found = re.search(r"Ask number (\d+)\?", "\n".join(self.screen.display))
        return int(found[1]) if found else 0

    @property
    def opening(self) -> bool:
        """Whether the first page is on the screen."""
        return any("Enter begins" in line for line in self.screen.display)

    def kill(self) -> None:
        """Kill it, and take in what it drew before."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.child.pid, signal.SIGKILL)
        self.look(0.05)
        while self.child.isalive():  # on a busy machine even that takes its time
            time.sleep(0.01)
        self.child.close(force=False)


def one_kill(folder: Path, name: str, chance: random.Random) -> int:
    """Answer on the screen, kill at some moment; how many answers the screen had gone on from."""
    at = Screen(start(folder, name))
    starting = chance.random() < 0.1  # noqa: PLR2004  one kill of ten while it starts
    end = time.monotonic() + (chance.uniform(0.1, 1.0) if starting else 30)
    goal, seen, typed, aimed = chance.randint(1, 8), 0, 0, False
    first = 0
    while time.monotonic() < end:
        at.look(0.02)
        if at.opening and typed == 0:
            at.child.send("\r")
            typed = -1
        here = at.question
        if here > seen:
            seen, first = here, first or here
            if here - first >= goal and not aimed:
                aimed, end = True, time.monotonic() + chance.uniform(0, 0.02)
            at.child.send(f"w{here}\r")
            typed = here
        if chance.random() < 0.02 and sys.platform != "win32":  # noqa: PLR2004  now and then it is stopped
            os.kill(at.child.pid, signal.SIGSTOP)
            os.kill(at.child.pid, signal.SIGCONT)
    at.kill()
    return max(seen, at.question, 1) - 1


def kills(folder: Path, n: int, seed: int, *, lanes: int, end: float) -> Tally:
    """Nothing that the screen went on from is lost by kill -9; `end` is when the last one begins."""
    with ThreadPoolExecutor(lanes) as pool:
        shares = [n // lanes + (lane < n % lanes) for lane in range(lanes)]
        loops = [
            pool.submit(kill_lane, folder / f"lane{lane}", share, seed + lane, end)
            for lane, share in enumerate(shares)
        ]
        found = [loop.result() for loop in loops]
    faults = [fault for lane in found for fault in lane.faults]
    done, confirmed = (sum(numbers) for numbers in zip(*(lane.tried for lane in found), strict=True))
    return Tally("kill -9 on the screen", f"{done:,} kills, {confirmed:,} confirmed answers", faults)


class Lane(NamedTuple):
    """What one loop of kills comes to."""

    tried: tuple[int, int]
    """Kills, confirmed answers."""
    faults: list[str]


def kill_lane(folder: Path, n: int, seed: int, end: float) -> Lane:
    """One interview after another, each killed twenty times."""
    folder.mkdir()
    (folder / "torture.yaml").write_text(LONG)
    chance, faults, confirmed, kept = random.Random(seed), [], 0, 0  # noqa: S311  moments, no secrets
    kill = 0
    while kill < n and time.monotonic() < end:
        name = str(kill // OF_ONE)
        kept = kept if kill % OF_ONE else 0
        done = one_kill(folder, name, chance)
        journal = folder / f"{name}.open.jsonl"
        confirmed += max(0, done - kept)
        kill += 1
        try:
            held = given(journal) if journal.exists() and b"\n" in journal.read_bytes() else {}
        except CfdiagError as error:
            faults.append(f"{folder.name} kill {kill}: corrupt: {error}")
            continue
        lost = [k for k in range(1, max(done, kept) + 1) if held.get(f"q{k}") != f"w{k}"]
        faults += [f"{folder.name} kill {kill}: lost q{k}" for k in lost]
        kept = max(kept, done)
        if kill % TOLD == 0:
            print(f"{folder.name}: {kill} kills, {confirmed} answers, {len(faults)} faults", file=sys.stderr)
    stray = [
        p.name
        for p in folder.iterdir()
        if not re.fullmatch(r"\d+\.open\.jsonl(\.torn)?|torture\.yaml|kept", p.name)
    ]
    return Lane((kill, confirmed), faults + [f"{folder.name}: stray file {name}" for name in stray])


# --- crash points


CALLS = ("write", "fdatasync", "fsync", "rename", "link", "unlink", "openat", "flock", "ftruncate")
SHORT_TEXT = HEAD + (
    "  - id: s\n    title: S\n    questions:\n"
    "      - {id: q1, type: text, ask: One?}\n      - {id: q2, type: text, ask: Two?}\n"
)


def crash_points(folder: Path, most: int) -> Tally:
    """SIGKILL and EIO at each system call that touches the interview's files, then going on."""
    if shutil.which("strace") is None:
        return Tally("crash points", "0 (no strace here)", [])
    (folder / "torture.yaml").write_text(SHORT_TEXT)
    faults: list[str] = []
    tried = 0
    for call in CALLS:
        for what in ("signal=SIGKILL", "error=EIO"):
            for when in range(1, most + 1):
                name = f"{call}-{what[-4:]}-{when}"
                hit, found = _crash(folder, name, call, f"{what}:when={when}")
                tried += hit
                faults += [f"{name}: {fault}" for fault in found]
                if not hit:
                    break
    return Tally("crash points by strace", f"{tried} injections at {len(CALLS)} calls", faults)


def _crash(folder: Path, name: str, call: str, inject: str) -> tuple[bool, list[str]]:
    """One interview with one injection; whether it was hit, and what was lost."""
    log = folder / f"{name}.log"
    watched = [str(folder / f"{name}{end}") for end in (".open.jsonl", ".json")]
    traced = [
        *("strace", "-f", "-o", str(log), "-e", f"trace={call}", "-e", f"inject={call}:{inject}"),
        *(each for path in watched for each in ("-P", path)),
        *start(folder, name, "--group", "all", "--accessible"),
    ]
    done = subprocess.run(
        traced,
        input="one\ntwo\nfinish\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=folder,
    )
    hit = "INJECTED" in log.read_text(errors="replace") or "killed by SIGKILL" in log.read_text(
        errors="replace"
    )
    log.unlink()
    said = re.findall(r"Saved: (one|two)\.", done.stdout)
    faults = ["a traceback"] if "Traceback" in done.stderr else []
    journal, finished = folder / f"{name}.open.jsonl", folder / f"{name}.json"
    moved = sorted(folder.glob(f"{name}.*.open.jsonl"))
    try:
        if finished.exists():
            found = {a.value for a in read_interview(finished.read_bytes(), name).answers.values()}
        else:
            found = set()
            for path in [journal, *moved]:
                if path.exists() and b"\n" in path.read_bytes():
                    found |= set(given(path).values())
    except CfdiagError as error:
        return hit, [*faults, f"corrupt: {error}"]
    return hit, faults + [f"lost {word}" for word in said if word not in found]


# --- kills of a locked interview


MARK = "xylophon"
"""In every word that is typed, and in nothing else that is ever written."""


class Vault:
    """A folder, a home and a place for temporary files that are searched for typed words; and the keys."""

    def __init__(self, folder: Path) -> None:
        self.work, self.home, self.temporary = (folder / name for name in ("work", "home", "tmp"))
        for place in (self.work, self.home, self.temporary):
            place.mkdir()
        (self.work / "torture.yaml").write_text(LONG)
        key = pyrage.x25519.Identity.generate()
        self.public, self.words = str(key.to_public()), str(key)
        self.identity = folder / "key"
        self.identity.write_text(self.words)
        # An editor that keeps what it is given: nothing may ever be given to it.
        editor = folder / "editor"
        editor.write_text(f'#!/bin/sh\ncp "$1" {self.home}/edited\n')
        editor.chmod(0o700)
        self.environment = {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "VISUAL": str(editor),
            "EDITOR": str(editor),
        }

    def command(self, name: str, *flags: str) -> list[str]:
        """Begin it locked, or go on with it by the key."""
        words = start(self.work, name, "--group", "all", *flags)
        key = ("--identity", str(self.identity)) if "--resume" in words else ("--encrypt-to", self.public)
        return [*words, *key]

    def in_the_clear(self) -> list[str]:
        """The files that hold a typed word."""
        mark = MARK.encode()
        places = (self.work, self.home, self.temporary)
        files = [path for place in places for path in place.rglob("*") if path.is_file()]
        return [path.name for path in files if mark in path.read_bytes() or MARK in path.name]

    def answers(self, name: str) -> dict[str, object]:
        """What the key finds: in the finished file, else in the journal.

        Raises:
            CfdiagError: it is damaged.
        """
        keys = Keys((self.words,), "key")
        finished, journal = self.work / f"{name}.json.age", self.work / f"{name}.open.jsonl"
        if finished.exists():
            found = read_interview(keys.opened(finished.read_bytes(), name), name)
        elif not journal.exists() or journal.read_bytes().count(b"\n") < 2:  # noqa: PLR2004  its head alone
            return {}
        else:
            found = read_journal(journal.read_bytes(), name, keys)
        return {key: answer.value for key, answer in found.answers.items()}


def locked(folder: Path, n: int, seed: int, most: int) -> Tally:
    """Kills of a locked interview: nothing confirmed is lost, no typed word lies in the clear anywhere."""
    vault = Vault(folder)
    chance, faults, confirmed = random.Random(seed), [], 0  # noqa: S311  moments, no secrets
    faults += _search_finds(vault)
    kept = 0
    for kill in range(n):
        name = str(kill // OF_ONE)
        kept = kept if kill % OF_ONE else 0
        done = _locked_kill(vault, name, chance)
        faults += [f"kill {kill}: in the clear: {file}" for file in vault.in_the_clear()]
        try:
            held = vault.answers(name)
        except CfdiagError as error:
            faults.append(f"kill {kill}: corrupt: {error}")
            continue
        wanted = {f"q{k}": f"{MARK}{k}" for k in range(1, max(done, kept) + 1)}
        # What was typed and not accepted before a kill still stands in the field, before what comes now.
        lost = [key for key, word in wanted.items() if not str(held.get(key)).endswith(word)]
        faults += [f"kill {kill}: lost {key}" for key in lost]
        confirmed += max(0, done - kept)
        kept = max(kept, done)
    faults += _finished_locked(vault, "0")
    crashed, found = _locked_crashes(vault, most)
    faults += found
    tried = f"{n:,} kills, {confirmed:,} confirmed answers, {crashed} crash points"
    return Tally("kill -9, locked", tried, faults)


def _search_finds(vault: Vault) -> list[str]:
    """The same unlocked: the search has to find its words, or it would test nothing."""
    subprocess.run(
        start(vault.work, "clear", "--group", "all", "--accessible"),
        input=f"{MARK}1\n", capture_output=True, text=True, check=False, timeout=120, cwd=vault.work,
    )  # fmt: skip
    found = vault.in_the_clear()
    for path in vault.work.glob("clear.*"):
        path.unlink()
    return [] if found == ["clear.open.jsonl"] else [f"unlocked, the search found {found}"]


def _locked_kill(vault: Vault, name: str, chance: random.Random) -> int:
    """Answer, leave something unaccepted, ask for an editor, kill; how many answers were confirmed."""
    at = Screen(vault.command(name), vault.environment)
    goal, seen, first, begun = chance.randint(1, 4), 0, 0, False
    end = time.monotonic() + 30
    while time.monotonic() < end:
        at.look(0.02)
        if at.opening and not begun:
            at.child.send("\r")
            begun = True
        here = at.question
        if here <= seen:
            continue
        seen, first = here, first or here
        if here - first < goal:
            at.child.send(f"{MARK}{here}\r")
            continue
        # A draft is kept when typing pauses for a second.
        at.child.send(f"{MARK} half a tho" + chance.choice(("", "\x18\x05")))
        at.look(chance.uniform(0, 1.5))
        break
    at.kill()
    return max(seen - 1, 0)


def _finished_locked(vault: Vault, name: str) -> list[str]:
    """Finish it: the finished file is locked too, and nothing else is left of it."""
    command = vault.command(name, "--accessible")
    done = subprocess.run(
        command, input="/finish\nfinish\n", capture_output=True, text=True, check=False, timeout=120,
        cwd=vault.work, env=dict(os.environ, **vault.environment),
    )  # fmt: skip
    faults = [] if (vault.work / f"{name}.json.age").exists() else [f"not finished: exit {done.returncode}"]
    left = [path.name for path in vault.work.glob(f"{name}.*") if path.name != f"{name}.json.age"]
    faults += [f"left after the finish: {file}" for file in left if not faults]
    return faults + [f"finished: in the clear: {file}" for file in vault.in_the_clear()]


def _locked_crashes(vault: Vault, most: int) -> tuple[int, list[str]]:
    """SIGKILL at the system calls that touch its files; how many were hit, and what was lost or readable."""
    if shutil.which("strace") is None:
        return 0, []
    (vault.work / "torture.yaml").write_text(SHORT_TEXT)
    hits, saved = 0, 0
    faults: list[str] = []
    for call in CALLS:
        for when in range(1, most + 1):
            name = f"{call}-{when}"
            log = vault.home / "strace"
            paths = [vault.work / f"{name}{end}" for end in (".open.jsonl", ".json.age", ".json")]
            traced = [
                *("strace", "-f", "-s", "0", "-o", str(log), "-e", f"trace={call}"),
                *("-e", f"inject={call}:signal=SIGKILL:when={when}"),
                *(each for path in paths for each in ("-P", str(path))),
                *vault.command(name, "--accessible"),
            ]
            done = subprocess.run(
                traced, input=f"{MARK}1\n{MARK}2\nfinish\n", capture_output=True, text=True, check=False,
                timeout=120, cwd=vault.work, env=dict(os.environ, **vault.environment),
            )  # fmt: skip
            told = log.read_text(errors="replace")
            log.unlink()
            hits += "killed by SIGKILL" in told
            faults += [f"{name}: in the clear: {file}" for file in vault.in_the_clear()]
            said = re.findall(rf"Saved: ({MARK}\d)\.", done.stdout)
            saved += len(said)
            try:
                held = set(vault.answers(name).values())
            except CfdiagError as error:
                faults.append(f"{name}: corrupt: {error}")
                continue
            faults += [f"{name}: lost {word}" for word in said if word not in held]
    # Where nothing was hit, or nothing saved before, nothing was tried.
    return hits, faults if hits and saved else [*faults, f"{hits} crash points, {saved} answers before them"]


# --- accidents


ACCIDENTS: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "renamed": lambda path: path.rename(path.with_name("moved.jsonl")),
    "replaced": lambda path: (
        path.with_name("new").write_bytes(b"{}\n"),
        path.with_name("new").replace(path),
    ),
    "truncated": lambda path: os.truncate(path, 60),
    "emptied": lambda path: os.truncate(path, 0),
    "appended": lambda path: path.open("ab").write(b"a line\n"),
    "read-only": lambda path: path.chmod(0o400),
}


def accidents(folder: Path, rounds: int, seed: int) -> Tally:
    """Something happens to the open journal between two answers; 'Saved … in FILE' must be true."""
    (folder / "torture.yaml").write_text(LONG)
    chance, faults = random.Random(seed), []  # noqa: S311
    for n in range(rounds):
        for accident, act in ACCIDENTS.items():
            name = f"{accident}-{n}"
            found = _accident(folder, name, act, before=chance.randint(1, 4), after=chance.randint(0, 3))
            faults += [f"{name}: {fault}" for fault in found]
    return Tally(
        "accidents to an open journal",
        f"{rounds * len(ACCIDENTS)} accidents of {len(ACCIDENTS)} kinds",
        faults,
    )


def _accident(
    folder: Path, name: str, act: Callable[[Path], object], *, before: int, after: int
) -> list[str]:
    command = start(folder, name, "--group", "all", "--accessible")
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    assert process.stdin is not None  # noqa: S101  it was asked for
    assert process.stdout is not None  # noqa: S101
    told, sent = "", 0
    for count, then in ((before, True), (after, False)):
        for _ in range(count):
            sent += 1
            process.stdin.write(f"w{sent}\n")
            process.stdin.flush()
            while f"Saved: w{sent}." not in told and (line := process.stdout.readline()):
                told += line
        if then:
            act(folder / f"{name}.open.jsonl")
    process.stdin.close()
    told += process.stdout.read()
    process.wait()
    where = re.search(r"Saved: \d+ of \d+ questions are done, in (.*)", told)
    if where is None:
        return ["it does not say where it is"]
    try:
        held = given(Path(where[1]))
    except (OSError, CfdiagError) as error:
        return [f"what it named cannot be read: {error}"]
    return [f"lost w{k}" for k in range(1, sent + 1) if held.get(f"q{k}") != f"w{k}"]


# --- broken files


READERS: dict[str, Callable[[bytes], object]] = {
    "questionnaire": lambda data: examine_questionnaire(data, "torture.yaml", ["nl"]),
    "interview.json": lambda data: examine_interview(data, "a.json"),
    "interview.yaml": lambda data: read_interview(data, "a.yaml"),
    "journal": lambda data: replay(data, "a.open.jsonl"),
    "engagement": lambda data: read_engagement(data, "engagement.yaml"),
    "result": lambda data: read_result(data, "r.json"),
}
PIECES = (
    *(
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
        b"\\ud800",
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b":",
        b",",
        b"\n",
        b"- ",
        b"&a ",
    ),
    *(
        b"*a",
        b"!!int ",
        b"<<: ",
        b"1e999",
        b"NaN",
        b"9" * 400,
        b"{{ ",
        b"{% if ",
        b" | join('x')",
        b"| default(",
    ),
    *(
        "\ufffe\u202e\u2028".encode(),
        b"\xef\xbb\xbf",
        b" " * 300,
        b"(" * 300,
        b"[" * 3000,
        b"not " * 100,
        b"\x1b[2J",
    ),
)


def seeds(folder: Path) -> dict[str, list[bytes]]:
    """Sound files of every kind, to be broken."""
    subprocess.run(
        [sys.executable, "-m", "cfdiag", "demo", "made"], cwd=folder, check=True, capture_output=True
    )
    made = folder / "made"
    interviews = [path.read_bytes() for path in sorted(made.glob("interviews/*.json"))[:6]]
    result = msgspec.json.encode(cfdiag.score_paths([str(made / "interviews")]).figures)
    (folder / "torture.yaml").write_text(SHORT_TEXT)
    words = start(folder, "seed", "--group", "all", "--accessible")
    subprocess.run(words, input="one\n", cwd=folder, capture_output=True, text=True, check=False)
    return {
        "questionnaire": [path.read_bytes() for path in sorted((ROOT / "questionnaires").glob("*.yaml"))],
        "interview.json": interviews,
        "interview.yaml": interviews,
        "journal": [(folder / "seed.open.jsonl").read_bytes()],
        "engagement": [(made / "engagement.yaml").read_bytes()],
        "result": [result],
    }


def broken(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """A file with one to four things wrong."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice((1, 1, 4, 40, 400)))
        match chance.randrange(7):
            case 0 if at < len(made):
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                del made[at:end]
            case 2:
                made[at:at] = made[at:end]
            case 3:
                made[at:at] = chance.choice(PIECES)
            case 4:
                del made[at:]
            case 5:
                other = chance.choice(others)
                made[at:end] = other[(k := chance.randrange(len(other) + 1)) : k + 60]
            case _:
                made[at:end] = chance.choice(PIECES)
    return bytes(made)


def mutants(folder: Path, n: int, seed: int) -> Tally:
    """Broken files through every reader: a result or faults, never another exception, never minutes."""
    chance, faults, slowest = random.Random(seed), [], 0.0  # noqa: S311
    files = seeds(folder)
    kinds = list(files)
    for number in range(n):
        kind = kinds[number % len(kinds)]
        data = broken(chance.choice(files[kind]), chance, files[chance.choice(kinds)])
        begun = time.process_time()
        try:
            READERS[kind](data)
        except CfdiagError:
            pass
        except Exception as error:  # noqa: BLE001  this is what is looked for
            faults.append(f"mutant {number} of {kind}: {type(error).__name__}")
        spent = time.process_time() - begun
        slowest = max(slowest, spent)
        if spent > 5:  # noqa: PLR2004  seconds
            faults.append(f"mutant {number} of {kind}: {spent:.1f} s")
    return Tally("broken files", f"{n:,} files, {len(READERS)} readers; slowest {slowest:.2f} s", faults)


# --- hostile words


WORDS = (
    "<script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "\x1b[31m\x1b]52;c;ZXZpbA==\x07",
    "\u202eback\u2066",
    '=HYPERLINK("http://evil.example")',
    "[x](javascript:alert(1))",
    "| a | b |\n| - | - |",
    "{{ 7 * 7 }}",
    "%0A::error::x",
    "\n::stop-commands::x",
    "\ufffe\uffff\U0001fffe\ufdd0",
    "\U000e0041\U000e007f",
    "\u200d" * 50,
    "]]> <!-- -->",
    "x" * 5_000,
)
REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)


def hostile(folder: Path, kinds: tuple[str, ...]) -> Tally:
    """Words that try to be something else, in every place of an interview, through every output."""
    subprocess.run(
        [sys.executable, "-m", "cfdiag", "demo", "made"], cwd=folder, check=True, capture_output=True
    )
    files = sorted((folder / "made" / "interviews").glob("*.json"))
    faults, tried = [], 0
    for number, words in enumerate(kinds):
        there = folder / f"in{number}"
        there.mkdir()
        for path in files[:12]:
            data = msgspec.json.decode(path.read_bytes())
            who = data["respondent"]
            data["respondent"] = who | dict.fromkeys(("name", "organisation", "department"), words[:200])
            for answer in data["answers"].values():
                answer["note"] = answer["evidence"] = words
            (there / path.name).write_bytes(msgspec.json.encode(data))
        for command in _outputs():
            tried += 1
            done = subprocess.run(
                [sys.executable, "-m", "cfdiag", *command, str(there)],
                capture_output=True,
                check=False,
                timeout=120,
            )
            said = done.stdout.decode("utf-8", "replace") if b"docx" not in " ".join(command).encode() else ""
            code = done.returncode
            if code not in (0, 1, 2) or b"Traceback" in done.stderr:
                faults.append(f"words {number}: {' '.join(command)}: exit {code}")
            if found := REFUSED.search(said if "json" not in command else ""):
                faults.append(f"words {number}: {' '.join(command)}: U+{ord(found[0]):04X} in the output")
            if "html" in command and "<script" in said:
                faults.append(f"words {number}: {' '.join(command)}: markup")
    return Tally("hostile words", f"{len(WORDS)} kinds, {tried} outputs", faults)


def _outputs() -> Iterator[list[str]]:
    for format_ in ("text", "json", "csv", "markdown", "junit", "github"):
        yield ["score", "--format", format_]
    for format_ in ("html", "markdown", "json", "docx"):
        yield ["report", "--format", format_]
    yield ["check"]


def main() -> int:
    """Do the laps that were asked for, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--short", action="store_true", help="a few of each")
    parser.add_argument("--only", choices=("kills", "locked", "crashes", "accidents", "mutants", "hostile"))
    parser.add_argument("--kills", type=int)
    parser.add_argument("--mutants", type=int)
    parser.add_argument("--lanes", type=int, default=1, help="loops of kills side by side")
    parser.add_argument("--minutes", type=float, default=math.inf, help="no kill begins after so long")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    n_kills = asked.kills if asked.kills is not None else 12 if asked.short else 10_000
    n_locked = asked.kills if asked.kills is not None else 4 if asked.short else 500
    n_mutants = asked.mutants if asked.mutants is not None else 1_500 if asked.short else 40_000
    laps: dict[str, Callable[[Path], Tally]] = {
        "kills": lambda folder: kills(
            folder, n_kills, asked.seed, lanes=asked.lanes, end=time.monotonic() + 60 * asked.minutes
        ),
        "locked": lambda folder: locked(folder, n_locked, asked.seed, 1 if asked.short else 6),
        "crashes": lambda folder: crash_points(folder, 1 if asked.short else 12),
        "accidents": lambda folder: accidents(folder, 1 if asked.short else 10, asked.seed),
        "mutants": lambda folder: mutants(folder, n_mutants, asked.seed),
        "hostile": lambda folder: hostile(folder, (" ".join(WORDS),) if asked.short else WORDS),
    }
    failed = False
    print("| kind | tried | faults |\n| --- | --- | --- |")
    for name, lap in laps.items():
        if asked.only and name != asked.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            tally = lap(Path(folder))
        print(f"| {tally.kind} | {tally.tried} | {len(tally.faults)} |", flush=True)
        for fault in tally.faults[:20]:
            print(f"  {fault}", file=sys.stderr)
        failed = failed or bool(tally.faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
