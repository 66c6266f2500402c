"""What others run cfdiag by: the hook, the action, the image, the metadata. Each says what is there."""

from __future__ import annotations

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cfdiag import __version__

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
CI_PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

QUESTIONNAIRE = (ROOT / "templates" / "new" / "en.yaml").read_text(encoding="utf-8")

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="the action's steps are for bash")


def block(head: str) -> Any:
    (found,) = re.findall(rf"^```{head}\n(.*?)^```$", CI_PAGE, re.DOTALL | re.MULTILINE)
    return yaml.safe_load(found)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One sound questionnaire, one with a fault, and the command where the action installs it."""
    folder = tmp_path / "repository"
    (folder / "questionnaires").mkdir(parents=True)
    for id_, text in (
        ("sound", QUESTIONNAIRE),
        ("bad", QUESTIONNAIRE.replace("dimension: visit", "dimension: vist")),
    ):
        written = text.replace("new-questionnaire", id_)
        (folder / "questionnaires" / f"{id_}.yaml").write_text(written, encoding="utf-8")
    tool = tmp_path / "temp" / "cfdiag" / "bin" / "cfdiag"
    tool.parent.mkdir(parents=True)
    tool.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cfdiag "$@"\n')
    tool.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("file", "looked_at"),
    [
        ("questionnaires/first-visit.yaml", True),
        ("acme/questionnaires/first-visit.yml", True),
        ("acme/interviews/customer-view-1.json", True),
        ("interviews/all.jsonl", True),
        ("engagement.yaml", True),
        ("acme/plan.yaml", True),
        ("package.json", False),
        (".github/workflows/scores.yaml", False),
        ("questionnaires/kept/old-0123456789ab.yaml", False),
        ("floorplan.yaml", False),
    ],
)
def test_the_hook_looks_at_our_files(file: str, *, looked_at: bool) -> None:
    assert bool(re.search(HOOK["files"], file)) is looked_at


def test_the_hook_names_faults_and_is_quiet_about_sound_files(repository: Path) -> None:
    entry = [sys.executable, "-m", *shlex.split(HOOK["entry"])]
    for name, code in (("sound", 0), ("bad", 1)):
        done = subprocess.run(
            [*entry, f"questionnaires/{name}.yaml"],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert ("[unknown-dimension]" in done.stdout) is bool(code)


def test_the_page_shows_the_hook_and_the_action_as_they_are() -> None:
    (repo,) = block("yaml pre-commit")["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == [HOOK["id"]]
    assert repo["rev"] == f"v{__version__}"
    step = block("yaml action")["steps"][-1]
    assert step["uses"].endswith(f"@v{__version__}")
    assert set(step["with"]) <= set(ACTION["inputs"])


def run_action(repository: Path, **inputs: str) -> list[subprocess.CompletedProcess[str]]:
    """The steps after the installation, each as the runner runs it, until one fails."""
    given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    done: list[subprocess.CompletedProcess[str]] = []
    for step in ACTION["runs"]["steps"]:
        if "run" not in step or "pip install" in step["run"]:
            continue
        condition = re.fullmatch(r"inputs\.(\w+) != ''", step["if"])
        assert condition
        if not given[condition[1]] or (done and done[-1].returncode):
            continue
        named = {key: re.fullmatch(r"\$\{\{ inputs\.(\w+) \}\}", value) for key, value in step["env"].items()}
        environment = {key: given[found[1]] for key, found in named.items() if found}
        assert set(environment) == set(step["env"])
        assert "${{" not in step["run"]  # what is given is never part of the script
        done.append(
            subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=repository,
                env={**os.environ, **environment, "RUNNER_TEMP": str(repository.parent / "temp")},
                capture_output=True,
                text=True,
                check=False,
            )
        )
    return done


@needs_bash
def test_the_action_checks(repository: Path) -> None:
    (done,) = run_action(repository)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=questionnaires/bad.yaml,line=")
    (done,) = run_action(repository, check="questionnaires/sound.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert run_action(repository, check="") == []


@needs_bash
def test_the_action_scores_and_holds_to_limits(repository: Path) -> None:
    (repository / "in").mkdir()
    for n in range(2):
        answered = '{"preparation": {"value": 2, "importance": 5}, "talking": 4}'
        done = subprocess.run(
            [
                *(sys.executable, "-m", "cfdiag", "interview", "sound", "--questionnaires", "questionnaires"),
                *("--group", "customer", "--answers", "-", "--consent", "counted", "-q"),
                *("-o", f"in/{n}.json"),
            ],
            cwd=repository, input=answered, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    (repository / "questionnaires" / "bad.yaml").rename(repository / "bad.txt")
    gates = "--questionnaires questionnaires --fail-under 60 --min-n 3"
    check, score = run_action(repository, check="questionnaires", score="in", gates=gates)
    assert check.returncode == 0
    assert score.returncode == 1
    assert "::error title=Gate failed::" in score.stdout


@needs_bash
def test_what_is_given_to_the_action_is_no_command(repository: Path) -> None:
    (done,) = run_action(repository, check="$(touch a) ; touch b `touch c` --explain")
    assert done.returncode == 2
    assert [name for name in "abc" if (repository / name).exists()] == []


def instructions() -> list[list[str]]:
    lines = DOCKERFILE.replace("\\\n", " ").splitlines()
    return [line.split() for line in lines if line.strip() and not line.startswith("#")]


def test_the_image_holds_the_tool_and_nothing_of_anybody() -> None:
    last = max(n for n, words in enumerate(instructions()) if words[0] == "FROM")
    final = {words[0]: words[1:] for words in instructions()[last:]}
    assert final["USER"] == ["cfdiag"]
    assert final["ENTRYPOINT"] == ['["cfdiag"]']
    assert {words[0] for words in instructions()} <= {
        *("FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT", "CMD"),
    }
    copied = [
        source
        for words in instructions()
        if words[0] == "COPY" and not words[1].startswith("--from")
        for source in words[1:-1]
    ]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[1] == "*"
    assert sorted(line[1:] for line in ignored if line.startswith("!")) == sorted(copied)
    assert all((ROOT / source).exists() for source in copied)
    assert not any(fnmatch.fnmatch("interviews/a.json", f"{source}*") for source in copied)
    pythons = {words[1] for words in instructions() if words[0] == "FROM"}
    assert len(pythons) == 1


def builder() -> str | None:
    for name in ("docker", "podman", "buildah"):
        found = shutil.which(name)
        if found and subprocess.run([found, "info"], capture_output=True, check=False).returncode == 0:
            return found
    return None


@pytest.mark.timeout(600)
def test_the_image_is_built_where_a_builder_is() -> None:
    tool = builder()
    if tool is None:
        pytest.skip("no docker, podman or buildah that answers")
    subprocess.run([tool, "build", "-t", "cfdiag-test", str(ROOT)], check=True, capture_output=True)
    if not tool.endswith("buildah"):
        said = subprocess.run(
            [tool, "run", "--rm", "cfdiag-test", "--version"], check=True, capture_output=True, text=True
        )
        assert said.stdout == f"cfdiag {__version__}\n"


def test_the_metadata_is_whole() -> None:
    for key in ("description", "readme", "license", "authors", "keywords", "classifiers", "urls"):
        assert PROJECT[key], key
    for url in PROJECT["urls"].values():
        assert re.fullmatch(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+/\S*", url)
    pythons = {
        line.rsplit(" ", 1)[1] for line in PROJECT["classifiers"] if re.search(r"Python :: 3\.\d+$", line)
    }
    assert PROJECT["requires-python"].removeprefix(">=") in pythons
