"""Who was heard is ticked in the roster's own file: this one day, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cfdiag.api.surroundings import around, with_roster
from cfdiag.api.ticking import tick
from cfdiag.model.engagement import Engagement

DAY = date(2026, 11, 26)
TABLE = 'name;group;department;when\nAda Vale;internal;Sales;2026-11-26\n"Bo; or Bob";internal;;\n'
HEARD = "name,group,heard\nAda Vale,internal,2026-11-01\nBo,internal,\n"
IN_FLOW = "cfdiag: 1\nroster:\n  - {name: Ada, group: internal}  # first\n  - {name: Bo, group: internal}\n"
IN_BLOCK = (
    "cfdiag: 1\nroster:\n  - name: Ada\n    group: internal\n  -  name: Bo   # late\n     group: internal\n"
)
ENGAGEMENT = "cfdiag: 1\ndepartments: {sales: Sales}\nroster: roster.csv\n"
TABLE_AFTER = (
    "name;group;department;when;heard\nAda Vale;internal;Sales;2026-11-26\n"
    '"Bo; or Bob";internal;;;2026-11-26\n'
)
TICKED = "{name: Bo, group: internal, heard: 2026-11-26}"


def engagement(folder: Path) -> Engagement:
    return with_roster(around([str(folder)])).engagement


def write(folder: Path, text: str) -> Path:
    if text.startswith("cfdiag"):
        file = folder / "engagement.yaml"
    else:
        (folder / "engagement.yaml").write_text(ENGAGEMENT)
        file = folder / "roster.csv"
    file.write_bytes(text.encode())
    return file


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "after"),
    [
        (TABLE, TABLE_AFTER),
        (HEARD, "name,group,heard\nAda Vale,internal,2026-11-01\nBo,internal,2026-11-26\n"),
        (IN_FLOW, IN_FLOW.replace("{name: Bo, group: internal}", TICKED)),
        (IN_BLOCK, IN_BLOCK.replace("# late\n", "# late\n     heard: 2026-11-26\n")),
    ],
)
def test_the_day_is_written_into_the_line_and_nothing_else(tmp_path: Path, text: str, after: str, ends: str):
    file = write(tmp_path, text.replace("\n", ends))
    known = engagement(tmp_path)
    assert tick(known, known.roster[1], DAY)
    assert file.read_bytes().decode() == after.replace("\n", ends)
    assert engagement(tmp_path).roster[1].heard == DAY


def test_who_was_ticked_before_is_left_as_it_is(tmp_path: Path):
    write(tmp_path, IN_FLOW.replace("group: internal}  #", "group: internal, heard: 2026-11-01}  #"))
    known = engagement(tmp_path)
    assert not tick(known, known.roster[0], DAY)


def test_what_would_change_more_than_that_is_not_written(tmp_path: Path):
    file = write(tmp_path, TABLE)
    known = engagement(tmp_path)
    # Somebody has sorted the table in the meantime: the line is another person's.
    file.write_text("name;group\nBo;internal\n")
    assert not tick(known, known.roster[1], DAY)
    assert file.read_text() == "name;group\nBo;internal\n"
    file.unlink()
    assert not tick(known, known.roster[1], DAY)
