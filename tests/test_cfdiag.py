"""The front door: what a program sees of the package, and what that costs."""

import subprocess
import sys
from pathlib import Path

import pytest

import cfdiag


def test_what_is_public_is_listed_and_there():
    assert dir(cfdiag) == sorted(cfdiag.__all__)
    for name in cfdiag.__all__:
        assert getattr(cfdiag, name) is getattr(cfdiag, name)


def test_what_is_not_there_is_said():
    with pytest.raises(AttributeError, match="module 'cfdiag' has no attribute 'scroe'"):
        cfdiag.scroe  # noqa: B018  looking is what is tested


def test_importing_it_imports_nothing():
    code = "import sys, cfdiag; print([m for m in sys.modules if m.startswith('cfdiag.') or m == 'msgspec'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_there_is_one_version():
    project = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert '\ndynamic = ["version"]\n' in project
    assert '\n[tool.hatch.version]\npath = "cfdiag/__init__.py"\n' in project
    assert "\nversion =" not in project
