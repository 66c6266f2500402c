"""Broken tables of responses: whatever became of the bytes, there are interviews or faults, never a crash."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from kits.responses import QUESTIONNAIRE, SERVICES

from cfdiag.api.importing import ImportRequest, import_file
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.ground.diagnostics import CfdiagError

MUTANTS = int(os.environ.get("CFDIAG_MUTANTS", "260"))
"""By hand more: `CFDIAG_MUTANTS=5000 pytest tests/exchange/test_mutated_responses.py`."""
ODD = [
    b"\x00",
    b"\xff",
    b'"',
    b",",
    b";",
    b"\n",
    b"\r",
    b"[",
    b"{",
    b"]}",
    b"=1+1",
    b"\xe2\x80\xae",
    b"9" * 400,
    b"'",
    b"\\",
    b"\t",
]


def mutant(data: bytes, chance: random.Random) -> bytes:
    """The same bytes with a few of them cut, doubled, swapped or replaced."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 2, 8, 60))
        kind = chance.randrange(5)
        if kind == 0:
            data = data[:at] + data[at + length :]
        elif kind == 1:
            data = data[:at] + chance.choice(ODD) + data[at:]
        elif kind == 2:
            data = data[:at] + data[at : at + length] * 3 + data[at:]
        elif kind == 3:
            data = data[: max(1, at)]
        else:
            data = (
                data[:at] + bytes(chance.randrange(256) for _ in range(min(length, 8))) + data[at + length :]
            )
        data = data or b" "
    return data


@pytest.mark.timeout(1800)
@pytest.mark.filterwarnings("ignore")
def test_no_broken_table_is_a_crash(tmp_path: Path) -> None:
    questionnaire = read_questionnaire(QUESTIONNAIRE.encode(), "tryout.yaml")
    chance = random.Random(20261126)  # noqa: S311  broken files, no secrets
    done = refused = 0
    for n in range(MUTANTS):
        name, make = SERVICES[sorted(SERVICES)[n % len(SERVICES)]]
        file = tmp_path / name
        file.write_bytes(mutant(make(), chance))
        request = ImportRequest(file, "tryout", output=str(tmp_path / "out"), group="customer", dry_run=True)
        try:
            outcome = import_file(request, [questionnaire])
        except CfdiagError:
            refused += 1
        else:
            done += 1
            assert outcome.report.file == str(file)
    assert done > MUTANTS // 4
    assert refused > MUTANTS // 50
