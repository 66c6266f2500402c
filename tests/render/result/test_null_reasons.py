"""A null figure has its reason beside it, in every result there is."""

from __future__ import annotations

import csv
import json

import pytest
from kits.demo import demo_talks

from cfdiag.batch.score import score_files
from cfdiag.demo import demo_engagement
from cfdiag.formats.library import Library
from cfdiag.render.result import RESULT_FORMATS, OutputContext
from cfdiag.render.result._figure_rows import FIGURE_COLUMNS as HEADER
from cfdiag.scoring.options import Options

NO_FIGURES = {"scale", "dimension", "finding"}
"""Keys whose null says that there is none: no scale, no dimension, no finding in the gap."""


def unexplained(value, path=(), parent=None):
    """The paths of nulls without a reason: in the same object, or for an entry of `items` beside that."""
    if isinstance(value, dict):
        above = (parent or {}).get("reasons", {})
        known = value.get("reasons", {}) | above
        if path and path[-1] in above:  # the reason of a whole map: options that a few people chose
            known |= dict.fromkeys(value, above[path[-1]])
        for key, entry in value.items():
            if entry is None:
                if key not in NO_FIGURES and "reason" not in value and key not in known:
                    yield (*path, key)
            else:
                yield from unexplained(entry, (*path, key), value)
    elif isinstance(value, list):
        for place, entry in enumerate(value):
            yield from unexplained(entry, (*path, place))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    demo_talks(folder)
    return folder


def scored(paths, **options):
    each = options.pop("each", False)
    options = Options(today="2026-11-20", **options)
    paths = [str(path) for path in paths]
    return score_files(paths, Library(), options, each=each, engagement=demo_engagement()).result


def as_json(result):
    return json.loads(RESULT_FORMATS["json"](result, OutputContext()))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"by": ("department", "account")},
        {"by": ("department", "group"), "each": True, "unmasked": True},
        {"min_group": 9, "crosshair": "median"},
    ],
    ids=["whole", "by", "each-unmasked", "high-floor"],
)
def test_of_the_demo(demo, options):
    assert list(unexplained(as_json(scored([demo], **options)))) == []


def test_of_few_and_of_single_interviews(demo):
    files = sorted(demo.glob("*.json"))
    kinds = {file.name.rpartition("-01a1")[0].partition("-01")[0]: [] for file in files}
    for file in files:
        kinds[file.name.rpartition("-01a1")[0].partition("-01")[0]].append(file)
    for mine in kinds.values():
        for some in (mine[:1], mine[-1:], mine[:2], mine[-3:], mine[:4]):
            for options in ({}, {"unmasked": True, "by": ("department",)}):
                assert list(unexplained(as_json(scored(some, **options)))) == [], some


def beside(value, path=()):
    """The paths of reasons beside a figure that is there: they would be read as 'not scored'."""
    if isinstance(value, dict):
        if "reason" in value and any(value.get(key) is not None for key in ("score", "mean", "difference")):
            yield path
        for key, entry in value.items():
            yield from beside(entry, (*path, key))
    elif isinstance(value, list):
        for place, entry in enumerate(value):
            yield from beside(entry, (*path, place))


def test_no_reason_stands_beside_a_figure_that_is_there(demo):
    assert list(beside(as_json(scored([demo], by=("department",))))) == []


def test_csv_says_the_reason_of_every_empty_value(demo):
    table = csv.DictReader(
        RESULT_FORMATS["csv"](scored([demo], by=("department",)), OutputContext()).splitlines()
    )
    assert tuple(table.fieldnames) == HEADER
    silent = [row for row in table if not row["value"] and not row["reason"]]
    assert {row["statistic"] for row in silent} <= NO_FIGURES


def test_what_cannot_exist_has_no_key(demo):
    found = {part["id"]: part for part in as_json(scored([demo], by=("department",)))["questionnaires"]}
    checklist = found["customer-panel"]["dimensions"]["composition"]
    assert set(checklist) == {"kind", "title", "n", "coverage", "weight", "met", "of", "reasons"}
    assert checklist["reasons"] == {"coverage": "too_few_respondents"}
    words = found["silo-busting"]["questions"]["customers_to_matter_to"]
    assert set(words) & {"mean", "sd", "median", "interval", "points"} == set()
    cell = next(c for c in found["silo-busting"]["by"]["department"].values() if not c.get("withheld"))
    assert "alpha" not in next(iter(cell["dimensions"].values()))
