"""Faults as values and as lines."""

from __future__ import annotations

import pickle

from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, closest, fault, render_fault


def test_a_fault_with_everything() -> None:
    place = Location("a.yaml", 12, 5, "    titel: One")
    shown = render_fault(Diagnostic("unknown-key", "no key 'titel'", place, "did you mean 'title'?"))
    assert shown == (
        "a.yaml:12:5: error: no key 'titel'  [unknown-key]\n"
        "  12 |     titel: One\n"
        "     |     ^\n"
        "  = did you mean 'title'?"
    )


def test_a_fault_without_a_place() -> None:
    assert render_fault(Diagnostic("c", "m", severity="warning")) == "warning: m  [c]"


def test_a_fault_in_a_file_without_a_line() -> None:
    assert render_fault(Diagnostic("c", "m", Location("f"))) == "f: error: m  [c]"


def test_the_caret_stands_under_wide_characters_and_tabs() -> None:
    lines = render_fault(Diagnostic("c", "m", Location("f", 1, 5, "応\t答: x"))).splitlines()
    assert lines[1] == "  1 | 応 答: x"
    assert lines[2] == "    |       ^"  # two wide characters, a blank, a colon: six cells


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    source = "a" * 300 + "HERE" + "b" * 300
    lines = render_fault(Diagnostic("c", "m", Location("f", 1, 301, source))).splitlines()
    shown, caret = lines[1].removeprefix("  1 | "), lines[2].removeprefix("    | ")
    assert len(shown) <= 102
    assert shown[len(caret) - 1 :].startswith("HERE")
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_the_error_holds_its_faults_and_can_travel_between_processes() -> None:
    error = CfdiagError(Diagnostic("a", "one"), Diagnostic("b", "two"))
    assert str(error) == "one; two"
    assert pickle.loads(pickle.dumps(error)).diagnostics == error.diagnostics  # noqa: S301  our own bytes
    assert fault("a", "one").diagnostics == (Diagnostic("a", "one"),)


def test_near_misses() -> None:
    assert closest("facet", ["facets", "evidence"]) == "did you mean 'facets'?"
    assert closest("zzz", ["facets", "evidence"]) == ""


def test_a_place_is_text_on_one_line_whatever_the_file_is_called() -> None:
    shown = Diagnostic("c", "of 'a\udcff\nb'", Location("h\udcff\n::set-output x::y.json"), "see \udcff")
    assert shown.location is not None
    assert shown.location.file == "h\ufffd\n::set-output x::y.json"
    assert render_fault(shown) == (
        "h\ufffd ::set-output x::y.json: error: of 'a\ufffd b'  [c]\n  = see \ufffd"
    )
