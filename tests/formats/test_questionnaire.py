"""Questionnaires: every default, every fault with its place, all of them at once."""

# ruff: noqa: E501  a case a row reads better than one broken over lines
from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.formats import BASE, changed, codes, examine, shown
from kits.golden import check

from cfdiag.formats.questionnaire.reader import examine_questionnaire, read_questionnaire
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.rules.explain import spell

SHIPPED = sorted((Path(__file__).parents[2] / "questionnaires").glob("*.yaml"))


def test_the_base_is_read_whole() -> None:
    found, diagnostics = examine(BASE)
    assert diagnostics == []
    assert found is not None
    assert found.sha256 == hashlib.sha256(BASE.encode()).hexdigest()
    assert (found.id, found.version, found.file, found.language) == ("sample", "1.0.0", "sample.yaml", "en")
    assert found.min_group == 5
    assert (found.groups["internal"].anonymous, found.groups["customer"].anonymous) == (True, False)
    assert (found.dimensions["service"].target, found.dimensions["kept"].kind) == (70.0, "checklist")
    level = found.question("level")
    assert level is not None
    assert level.groups == ("internal", "customer")
    assert level.importance == {"internal", "customer"}
    assert (level.weight, level.reverse, level.required, level.basis) == (1.0, False, False, frozenset())
    assert level.when is not None
    assert spell(level.when) == 'sells == "yes"'
    assert level.line == 19
    assert level.ask.pick("en", "customer") == "How was the service?"
    role = found.question("role")
    assert role is not None
    assert [(o.id, o.points) for o in role.options] == [("buyer", None), ("champion", 80.0)]
    dream = found.question("dream")
    assert dream is not None
    assert dream.groups == ("customer",)
    repeat = found.sections[1].repeat
    assert repeat is not None
    assert (list(repeat.items), repeat.add, repeat.min, repeat.max) == (["offer"], True, 0, 12)
    action = found.actions[0]
    assert (action.kind, action.horizon, action.effort, action.impact, action.need) == (
        "mend",
        60,
        2,
        2,
        None,
    )
    assert (found.findings[0].kind, found.findings[0].private, found.findings[0].because) == (
        "concern",
        False,
        (),
    )


def test_everything_that_can_be_given_is_kept() -> None:
    text = changed(
        ("version: 1.0.0\n", ("version: 2.0.0-rc1\npurpose: P\nfor_whom: W\nsource: '001'\nminutes: 9\nlanguage: nl\n"
         "privacy: {min_group: 3}\nbasis_dimension: basis\nnotes: {fixed: Says}\n")),
        ("{title: Customer}", "{title: Klant, minutes: 7, anonymous: true}"),
        ("{title: Service}", "{title: S, weight: 2, target: 80, min_valid: 3}\n  basis: {title: B}"),
        ("importance: true", ("importance: [customer]\n        basis: [internal]\n        weight: 0.5\n"
         "        reverse: true\n        required: true\n        private: true\n        probe: {customer: Why?}\n"
         "        tags: {speed: Snel}")),
        ("items: {offer: Offer}", "from: touch_points, add: false, min: 1, max: 4"),
        ("measure: Seen", "measure: Seen\n    kind: build\n    horizon: 90\n    effort: 1\n    impact: 3\n    need: 0.4"),
        ("text: Half", "kind: strength, private: true, because: [role], text: Half"),
        ("accept: {no-label: Short.}", "accept: {no-label: Short., low-floor: Few.}"),
    )  # fmt: skip
    found, diagnostics = examine(text)
    assert diagnostics == []
    assert found is not None
    assert (found.version, found.source, found.minutes, found.min_group) == ("2.0.0-rc1", "001", 9, 3)
    assert found.purpose is not None
    assert found.audience is not None
    assert (found.purpose.pick(), found.audience.language, found.notes["fixed"].pick()) == ("P", "nl", "Says")
    assert (found.groups["customer"].minutes, found.groups["customer"].anonymous) == (7, True)
    service = found.dimensions["service"]
    assert (service.weight, service.target, service.min_valid) == (2.0, 80.0, 3)
    assert found.basis_dimension == "basis"
    level = found.question("level")
    assert level is not None
    assert (level.importance, level.basis) == ({"customer"}, {"internal"})
    assert (level.weight, level.reverse, level.required, level.private) == (0.5, True, True, True)
    assert level.probe is not None
    assert (level.probe.pick("nl", "customer"), level.probe.pick("nl", "internal")) == ("Why?", "")
    assert [(tag.id, tag.label.pick()) for tag in level.tags] == [("speed", "Snel")]
    repeat = found.sections[1].repeat
    assert repeat is not None
    assert (repeat.source, repeat.add, repeat.min, repeat.max) == ("touch_points", False, 1, 4)
    action = found.actions[0]
    assert (action.kind, action.horizon, action.effort, action.impact, action.need) == (
        "build",
        90,
        1,
        3,
        0.4,
    )
    assert (found.findings[0].kind, found.findings[0].private) == ("strength", True)


LEVEL_ASK = "ask: {internal: What will they say?, customer: How was the service?}"

FAULTY: dict[str, list[tuple[str, str]]] = {
    "head": [("cfdiag: 1", "cfdiag: 2"), ("id: sample", "id: Sample"), ("version: 1.0.0", "version: 1.0"),
             ("title: How was it?\n", "titel: How was it?\n")],
    "other-name": [("id: sample", "id: other")],
    "unknown-keys": [("importance: true", "importence: true"), ("because:", "becuase:"), ("{title: Service}", "{title: Service, wieght: 2}")],
    "wrong-types": [("title: How was it?", "title: 2026"), ("  - id: first\n    title: First", "  - id: first\n    title:"),
                    ("importance: true", "importance: sometimes"), ("min: 0", "min: '0'"),
                    ("{min: 1, max: 5, labels", "{min: 1.5, max: five, labels")],
    "missing": [("version: 1.0.0\n", ""), ("        type: rating\n", ""), ("    owner: Sales\n", "")],
    "empty": [("groups:\n  internal: {title: Inside}\n  customer: {title: Customer}\n", "groups: {}\n")],
    "out-of-range": [("{title: Service}", "{title: Service, weight: 0, target: 120}"),
                     ("measure: Seen", "measure: Seen\n    effort: 4\n    need: 2\n    horizon: 0"),
                     ("{min: 1, max: 5,", "{min: 5, max: 5,"), ("version: 1.0.0", "version: 1.0.0\nprivacy: {min_group: 2}")],
    "ids": [("id: level", "id: Level"), ("id: go", "id: go-there"), ("{buyer: Buyer", "{Buyer: Buyer")],
    "duplicate-ids": [("id: role", "id: sells"), ("id: points", "id: first"), ("{id: seen_it", "{id: go")],
    "unknown-names": [("looking_in: internal", "looking_in: internel"), ("scale: five, dimension: service", "scale: fife, dimension: servcie"),
                      ("for: [customer]", "for: [custmer]"), ("because: [level]", "because: [levle]"),
                      ("importance: true", "importance: [customers]"), ("version: 1.0.0", "version: 1.0.0\nbasis_dimension: basis")],
    "texts": [(LEVEL_ASK, "ask: {internal: What will they say?, custmer: How was it?}"),
              ("title: First", "title: {nl: Eerst}"), ("title: Go there", "title: {internal: Go, customer: Come}"),
              ("title: Points", "title: {en: Points, internal: Punten}"), ("text: Half are buyers.", "text: ''")],
    "wordings": [(LEVEL_ASK, "ask: {internal: What will they say?}")],
    "templates": [("{{ organisation }}", "{{ organization }}"), ("{{ item }}", "{{ item | uper }}"),
                  ("ask: Who?", 'ask: "{% for x in y %}{% endfor %}{{ sells() }}?"'),
                  ("ask: Which themes?", 'ask: "Which {{ themes?"')],
    "misplaced": [("type: date,", "type: date, dimension: service, scale: five,"), ("type: number, min: 0,", "type: rating, min: 0,"),
                  ("type: choices, options: {price: Price, speed: Speed},", "type: choices,")],
    "scale-labels": [("labels: {1: Poor, 5: Good}", "labels: {0: None, 5: Good, best: Best}")],
    "repeat": [("items: {offer: Offer}", "items: {offer: Offer}, min: 3, max: 2, itmes: 3"), ],
    "repeat-empty": [("items: {offer: Offer}", "add: false")],
    "recommend": [("scale: five\n", "scale: five\n        recommend: true\n")],
    "expressions": [('when: sells == "yes"', 'when: sells = "yes"'), ("when: score.service < 50", "when: score.service + 1 < 50"),
                    ("share(role, buyer) > 0.5", "shar(role, buyer) > 0.5")],
    "conditions": [('when: sells == "yes"', 'when: role == "buyer" and levl > 2')],
    "condition-on-itself": [('when: sells == "yes"', "when: level > 2")],
    "condition-on-repeat": [
                            ("actions:", "  - {id: last, title: Last, questions: [{id: q, type: text, when: touch > 2, ask: Why?}]}\nactions:")],
    "condition-values": [('when: sells == "yes"', 'when: sells == "maybe" or sells == true or sells or sells == yes or sells > "no"')],
    "condition-numbers": [("when: score.service < 50", "when: score.service < '50' or level > 9 or size < -1 or seen == 3 or themes == \"price\"")],
    "rules": [("when: score.service < 50", 'when: score.servce < 50 or score.kept > 1 or met.service > 1 or points.dream > 3 or gap.touch < 0 or quadrant.level == "keepup" or n.internals > 1 or perception.dream > 1')],
    "rule-functions": [("when: score.service < 50", "when: share(role, boss) > 0 or share(dream, x) > 0 or share(role) > 1 or count(first) > 1 or count(pionts) > 1 or days_since(role) > 3")],
    "rule-functions-2": [("when: score.service < 50", "when: share(role, boss) > 0 or share(dream, x) > 0 or count(first) > 1 or count(pionts) > 1 or days_since(role) > 3")],
    "never-true": [("when: score.service < 50", "when: score.service > 100 or met.kept > 1"),
                   ("share(role, buyer) > 0.5", "share(role, buyer) > 0.5 and share(role, buyer) < 0.2")],
    "unused": [("  kept: {title: Kept, kind: checklist}", "  kept: {title: Kept, kind: checklist}\n  spare: {title: Spare}"),
               ("  customer: {title: Customer}", "  customer: {title: Customer}\n  owner: {title: Owner}"),
               ("importance: true", "importance: true\n        for: [internal, customer]"),
               ("type: yes_no, dimension", "type: yes_no, for: [internal, customer], dimension"),
               ("{id: role,", "{id: role, for: [internal],"), ("{id: themes,", "{id: themes, for: [internal],"),
               ("{id: seen,", "{id: seen, for: [internal],"), ("{id: size,", "{id: size, for: [internal],"),
               ("{id: touch,", "{id: touch, for: [internal, customer],")],
    "no-points": [("{id: role, type: choice, options: {buyer: Buyer, champion: {label: Champion, points: 80}}",
                   "{id: role, type: choice, dimension: service, options: {buyer: Buyer, champion: Champion}")],
    "comma-in-braces": [('when: "share(role, buyer) > 0.5"', "when: share(role, buyer) > 0.5")],
    "odd-comparisons": [("when: score.service < 50", """when: '"buyer" in role or "prize" in themes or not score.service or 1 is answered or score.service == role or (level > 1) == 2 or role in ["buyer", "bos"]'""")],
    "dotted-condition": [('when: sells == "yes"', 'when: score.service > 3 or group == "custmer" or points.level > 1')],
    "odd-names": [("when: score.service < 50", "when: score.service.mean < 5 or scor.service < 5 or points.service < 5 or score.level < 5 or service < 5 or coverage.servise < 1 or buyer == 1 or n.customer < 0")],
    "perception-without-compare": [("compare: {looking_in: internal, looked_at: customer}\n", ""), ("when: score.service < 50", "when: perception.level > 1")],
    "compared-with-itself": [("looked_at: customer", "looked_at: internal")],
    "tags": [("id: dream,", "id: dream, tags: [speed, Price, speed],"), ("id: size,", "id: size, tags: 3,"), ("id: seen,", "id: seen, min: 5, max: 3,")],
    "bounds": [("min: 0,", "min: 5, max: 3,"), ("items: {offer: Offer}", "items: {offer: Offer}, min: 3, max: 2"), ("options: {price: Price, speed: Speed}", "options: {price: {label: Price, points: high}, speed: {points: 3}}")],
    "contradicting-condition": [('when: sells == "yes"', 'when: sells == "yes" and sells == "no"')],
    "expression-types": [('when: sells == "yes"', "when: true"), ("when: score.service < 50", "when: 50")],
    "empty-texts": [("title: First", 'title: ""'), ("title: Points", "title: {}"), ("title: Service", "title: {en: 3}"), ("ask: Who?", "ask: {internal: {dutch: Wie}, customer: Who?}")],
    "template-nesting": [("ask: Who?", 'ask: "{{ ' + "(" * 500 + ' }}"'), ("ask: When was it?", 'ask: "{{ item is odd }}{% set x = 1 %}"')],
    "a-list": [(BASE, "- a\n- b\n")],
    "yaml-and-more": [("title: First", "title: no"), ("importance: true", "importence: true\n        importance: yes"),
                      ("type: date", "type: dat")],
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_faults(name: str) -> None:
    found, diagnostics = examine(changed(*FAULTY[name]))
    assert found is None
    check(f"formats/questionnaire-{name}.txt", shown(diagnostics))


def test_the_error_holds_every_fault_and_no_warning() -> None:
    text = changed(("id: sells", "id: sels"), ("labels: {1: Poor, 5: Good}", "labels: {5: Good}"))
    with pytest.raises(CfdiagError) as caught:
        read_questionnaire(text.encode(), "sample.yaml")
    assert codes(caught.value.diagnostics) == ["unknown-question"]


def test_a_copy_may_be_called_otherwise() -> None:
    assert read_questionnaire(BASE.encode(), "sample-1.0.0.yaml", any_name=True).id == "sample"
    assert codes(examine(BASE, file="folder/other.yml")[1]) == ["bad-id"]


def test_gaps_in_a_language() -> None:
    text = changed(("title: First", "title: {en: First, nl: Eerst}"))
    found, diagnostics = examine(text)
    assert found is not None
    assert {(d.code, d.severity) for d in diagnostics} == {("missing-translation", "warning")}
    asked, diagnostics = examine(text, ["nl", "de"])
    assert asked is None
    assert {d.severity for d in diagnostics} == {"error"}
    check("formats/questionnaire-translations.txt", shown(diagnostics[:4]))
    assert examine(BASE, ["en"])[1] == []


def test_in_one_language_no_translation_is_missed() -> None:
    assert examine(BASE)[1] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_questionnaires_are_sound(path: Path) -> None:
    found, diagnostics = examine_questionnaire(path.read_bytes(), path.name, ["nl"])
    assert shown(diagnostics) == ""
    assert found is not None


LINES = BASE.splitlines(keepends=True)


@given(st.data())
def test_mutated_files_give_a_questionnaire_or_faults(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        cut = data.draw(st.integers(0, len(line)))
        junk = data.draw(
            st.sampled_from(
                [
                    "",
                    ":",
                    "{",
                    "}",
                    "[",
                    "]",
                    "'",
                    '"',
                    "- ",
                    "no",
                    "1",
                    "~",
                    "&a ",
                    "*a ",
                    "{{",
                    "|",
                    "\t",
                    "é",
                    "\x00",
                ]
            )
        )
        change = data.draw(st.sampled_from(["insert", "delete", "swap", "repeat", "cut"]))
        other = data.draw(st.integers(0, len(lines) - 1))
        if change == "insert":
            lines[at] = line[:cut] + junk + line[cut:]
        elif change == "delete":
            lines[at] = ""
        elif change == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif change == "repeat":
            lines[at] = line + line
        else:
            lines[at] = line[:cut] + "\n"
    text = "".join(lines)
    found, diagnostics = examine(text)
    errors = [d for d in diagnostics if d.severity == "error"]
    assert (found is None) == bool(errors)
    assert all(d.location is not None and d.location.line <= text.count("\n") + 1 for d in diagnostics)


@given(st.binary(max_size=120))
def test_any_bytes_give_a_questionnaire_or_faults(data: bytes) -> None:
    found, diagnostics = examine_questionnaire(data, "sample.yaml")
    assert found is None
    assert diagnostics


LEAST = b"""\
cfdiag: 1
id: least
version: 1.0.0
title: As little as there may be
groups: {internal: {}}
sections:
  - id: only_section
    questions:
      - {id: loyal, type: rating, recommend: true, dimension: loyalty_so_far, label: L, ask: Do you?}
dimensions: {loyalty_so_far: {}}
actions:
  - {id: call, when: score.loyalty_so_far < 50, title: Call them}
"""


def test_what_may_be_left_out_has_a_default():
    found, diagnostics = examine_questionnaire(LEAST, "least.yaml")
    assert found is not None
    assert [found.groups["internal"].title.pick(), found.sections[0].title.pick()] == [
        "Internal",
        "Only section",
    ]
    assert found.dimensions["loyalty_so_far"].title.pick() == "Loyalty so far"
    scale = found.sections[0].questions[0].scale
    assert scale is not None
    assert (scale.min, scale.max) == (0, 10)
    action = found.actions[0]
    assert [action.horizon, action.effort, action.impact, action.why.pick()] == [60, 2, 2, ""]
    assert [(d.code, d.message, d.severity) for d in diagnostics] == [
        (
            "bare-action",
            "the action 'call' has no 'why' and no 'first_step' and no 'owner' and no 'measure'",
            "warning",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "buyer: Buyer",
            "buyer: {label: Buyer, exclusive: true}",
            "'exclusive' belongs to choices of several",
        ),
        (
            "{price: Price, speed: Speed}",
            "{price: Price, other: Speed}, other: true",
            "there is an option 'other' already",
        ),
        (
            "{price: Price, speed: Speed}",
            "{price: Price, speed: Speed}, max: 3",
            "'max' of choices is a number of options",
        ),
        ("type: number, min: 0", "type: number, other: true, min: 0", "a number question takes no 'other'"),
    ],
)
def test_options_that_cannot_be(old: str, new: str, message: str) -> None:
    found, diagnostics = examine(changed((old, new)))
    assert found is None
    assert message in shown(diagnostics)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("size + role > 3", "'role' is no number to calculate with"),
        ("size + 1", "a number alone says nothing"),
        ("size * -1 > 0", "this comparison never holds"),
        ("touch > 3", "the condition asks for itself"),
    ],
)
def test_conditions_of_sections_are_checked(condition: str, message: str) -> None:
    changes = [("    title: Points\n", f"    title: Points\n    when: {condition}\n")]
    if "size *" in condition:
        changes.append(("type: number, min: 0", "type: number, min: 0, max: 9"))
    found, diagnostics = examine(changed(*changes))
    assert found is None
    assert message in shown(diagnostics)


def test_a_question_that_its_section_excludes_is_never_asked() -> None:
    text = changed(
        ("    title: Points\n", '    title: Points\n    when: sells == "yes"\n'),
        ('dimension: service, ask: "How was', 'dimension: service, when: sells == "no", ask: "How was'),
    )
    assert "never hold together with the condition of its section" in shown(examine(text)[1])


def with_set(options: str, more: str = "") -> str:
    return changed(
        ("sections:\n", f"answer_sets: {{grades: {options}}}\nsections:\n"),
        ("{buyer: Buyer, champion: {label: Champion, points: 80}}", f"grades{more}"),
        ("share(role, buyer)", "share(role, low)"),
    )


def test_questions_name_a_set_of_options() -> None:
    found, diagnostics = examine(with_set("{low: Low, high: {label: High, points: 100}}"))
    assert found is not None, shown(diagnostics)
    role = found.question("role")
    assert role is not None
    assert [(option.id, option.points) for option in role.options] == [("low", None), ("high", 100.0)]


def test_a_set_that_is_not_there_is_named() -> None:
    text = with_set("{low: Low, high: High}").replace("options: grades", "options: grade")
    assert "there is no set 'grade'  [unknown-set]" in shown(examine(text)[1])
    assert "did you mean 'grades'?" in shown(examine(text)[1])


@pytest.mark.parametrize(("low", "high", "told"), [(-10, 100, 1), (0, 99.5, 1), (0, 100, 0), (25, 100, 0)])
def test_points_below_zero_and_sets_that_never_reach_100_are_warned_about(
    low: float, high: float, told: int
) -> None:
    points = f"{{low: {{label: Low, points: {low}}}, high: {{label: High, points: {high}}}}}"
    faults = examine(with_set(points, ", dimension: service"))[1]
    assert [f.severity for f in faults if f.code == "option-points"] == ["warning"] * told


def test_points_that_never_reach_100_are_told_once_a_set() -> None:
    text = with_set("{low: {label: Low, points: 0}, high: {label: High, points: 1}}", ", dimension: service")
    text = text.replace(
        "      - {id: themes",
        "      - {id: role2, type: choice, options: grades, dimension: service, ask: Who?}\n      - {id: themes",
    )
    assert codes(examine(text)[1]).count("option-points") == 1


@pytest.mark.parametrize(
    ("old", "what", "remedy"),
    [
        ("type: number, min: 0,", "number", "name a scale that it counts on"),
        ("type: choices, options: {price: Price, speed: Speed},", "choices", "give its options points"),
    ],
)
def test_what_has_no_points_is_told_how_to_get_some(old: str, what: str, remedy: str) -> None:
    diagnostics = examine(changed((old, f"{old} dimension: service,")))[1]
    assert [(d.code, d.message, d.hint) for d in diagnostics] == [
        (
            "no-points",
            f"a {what} without points cannot count in a dimension",
            f"{remedy}, or leave the dimension out",
        )
    ]
