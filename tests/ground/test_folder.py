"""What there is of a kind, from the names of files."""

import sys
from pathlib import Path

import pytest

from cfdiag.ground.folder import Folder, stems


@pytest.fixture
def colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder[str]:
    """A package beside this one with three things, one of them broken, and a helper."""
    folder = tmp_path / "cfdiag_colours"
    folder.mkdir()
    for name, text in {
        "__init__": "",
        "red": "SHADE = 'warm'",
        "import_": "SHADE = 'foreign'",
        "plain": "",
        "broken": "raise RuntimeError",
        "_mix": "raise RuntimeError",
    }.items():
        (folder / f"{name}.py").write_text(text)
    (folder / "notes.txt").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("cfdiag.ground.folder._ROOT", folder)
    return Folder("cfdiag_colours", "SHADE")


def test_names_come_from_files_and_nothing_is_imported(colours):
    assert list(colours) == ["broken", "import", "plain", "red"]
    assert "import" in colours
    assert "_mix" not in colours
    assert not [name for name in sys.modules if name.startswith("cfdiag_colours.")]


def test_a_thing_is_imported_when_it_is_looked_up(colours):
    assert (colours["red"], colours["import"]) == ("warm", "foreign")
    assert Folder("cfdiag_colours")["red"] is sys.modules["cfdiag_colours.red"]
    with pytest.raises(KeyError):
        colours["blue"]


def test_what_a_file_does_not_say_is_the_default_or_a_fault_of_that_file(colours):
    with pytest.raises(AttributeError, match="SHADE"):
        colours["plain"]
    assert Folder("cfdiag_colours", "SHADE", "none")["plain"] == "none"


def test_the_names_of_other_files(tmp_path: Path):
    for name in ("a.html.j2", "a.md.j2", "b.md.j2", "_c.md.j2", ".md.j2", "d.txt"):
        (tmp_path / name).touch()
    assert stems(tmp_path, ".html.j2", ".md.j2") == ("a", "b")
    assert stems(tmp_path / "nowhere", ".md.j2") == ()
