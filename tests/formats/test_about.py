"""What an action is about: how it is written, and what `check` says of it."""

from __future__ import annotations

import pytest
from kits.formats import BASE, examine

ACTION = "    title: Go there\n"


def faults(*lines: str, title: str = "Go there") -> list[str]:
    more = "".join(f"    {line}\n" for line in lines)
    source = BASE.replace(ACTION, f"    title: {title}\n{more}")
    _, found = examine(source)
    return [f"{d.code}: {d.message}" for d in found]


@pytest.mark.parametrize(
    "about",
    [
        "worst(perception)",
        "best(points, service)",
        'worst(points, "first")',
        "worst(score)",
        "best(gap)",
        """items("points", "touch <= 2")""",
        "items(points, 'touch <= 2')",
        "level",
        "service",
        "points/offer/touch",
    ],
)
def test_it_is_chosen_or_named(about: str) -> None:
    done = "done_when: {figure: mean(about), at_least: 3}"
    texts = 'why: "{{ about.label }}: {{ about.figure }}, {{ about.n }}"'
    source = BASE.replace("    why: To see\n", "").replace(
        ACTION, f"    title: Go there\n    about: {about}\n    {done}\n    {texts}\n    then: Everywhere\n"
    )
    _, found = examine(source)
    assert [d.message for d in found] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("about: worst(mean)", "bad-expression: there is no worst or best 'mean'"),
        ("about: the worst", "bad-expression: this does not say what it is about"),
        ("about: worst(points, frist)", "unknown-dimension: there is no dimension or section 'frist'"),
        ("about: nothing", "unknown-question: there is no question 'nothing'"),
        ("about: items(first, 'touch > 2')", "bad-value: the section 'first' is not repeated"),
        ("about: items(points, 'level > 2')", "unknown-question: 'level' is not asked of its items"),
        ("about: items(points, 'touch == \"x\"')", "bad-expression: touch is a number from 1 to 5, and is"),
        ("done_when: {figure: mean(about), at_least: 3}", "unknown-name: 'about' is known where"),
        ("done_when: {figure: points.levle, at_least: 3}", "unknown-question: there is no question 'levle'"),
        ("done_when: {figure: points.level > 3, at_least: 3}", "bad-expression: this is not one figure"),
        ("done_when: {figure: points.level}", "missing-key: a figure needs one limit"),
        ("done_when: {at_least: 3}", "missing-key: an action is done by a figure, or by what is seen"),
        ('to_customers: "{{ about.label }}"', "bad-template: nothing is called 'about.label'"),
    ],
)
def test_what_there_is_not_is_a_fault(line: str, fault: str) -> None:
    found = faults(line)
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_a_title_that_points_at_something_names_it() -> None:
    said = faults(title="Repair one blind spot")
    assert said == ["unbound-action: the title of the action 'go' says 'one' and not what it is about (en)"]
    assert faults("about: worst(perception)", title="Repair one blind spot") == []
    assert faults("accept: {unbound-action: Meant.}", title="Repair one blind spot") == []


def test_only_an_action_with_an_about_may_speak_of_it() -> None:
    _, found = examine(BASE.replace("ask: Do you sell directly?", 'ask: "And {{ about.label }}?"'))
    assert [(d.code, d.message) for d in found] == [("bad-template", "nothing is called 'about.label'")]
