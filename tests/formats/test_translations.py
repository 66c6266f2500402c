"""Gaps in languages: asked for, usual in the file, or a slip of the pen."""

from __future__ import annotations

from kits.formats import BASE, examine

from cfdiag.documents.faults import MAX_FAULTS, Faults


def test_a_language_that_hardly_any_text_is_in_is_told_once() -> None:
    text = BASE.replace("title: First", "title: {en: First, nn: Eerst}")
    found, diagnostics = examine(text)
    assert found is not None
    assert [(d.severity, d.message) for d in diagnostics] == [
        ("warning", "of 30 texts 1 has a wording in 'nn'"),
    ]


def test_a_slip_beside_another_language() -> None:
    text = BASE.replace("title: First", "title: {en: First, nn: Eerst}")
    for word in ("Inside", "Customer", "Service", "Kept", "Poor", "Good", "Buyer", "Champion", "Price"):
        text = text.replace(f": {word}", f": {{en: {word}, nl: {word}}}")
    _, diagnostics = examine(text)
    rare = [d for d in diagnostics if d.message.startswith("of ")]
    assert [d.hint for d in rare] == [
        "is another language meant? `check --language nn` lists the texts without it"
    ]
    assert any(d.message == "no wording in 'nl'" for d in diagnostics)


def test_a_language_that_is_asked_for_is_never_rare() -> None:
    text = BASE.replace("title: First", "title: {en: First, nn: Eerst}")
    found, diagnostics = examine(text, ["nn"])
    assert found is None
    assert len(diagnostics) == 29
    assert {(d.severity, d.message) for d in diagnostics} == {("error", "no wording in 'nn'")}


def test_errors_are_never_left_out_for_warnings() -> None:
    faults = Faults("f")
    for line in range(1, MAX_FAULTS + 51):
        faults.add("w", f"warning {line}", (line, 1), severity="warning")
    faults.add("e", "an error", (MAX_FAULTS + 100, 1))
    found = faults.sorted()
    assert len(found) == MAX_FAULTS + 1
    assert [d.severity for d in found].count("error") == 1
    assert (found[-1].message, found[-1].severity) == ("and 51 more", "warning")
