"""The questionnaire format, clause by clause, through the command line alone."""

import json
import shutil
from pathlib import Path

import pytest
from kits.command import Command

PAGE = Path(__file__).parents[1] / "data" / "contract" / "customer-view.yaml"
"""The example that the format was agreed on, with the names that it leaves out."""

HEAD = "cfdiag: 1\nid: {id}\nversion: 1.0.0\ntitle: T\ngroups: {{a: {{title: A}}, b: {{title: B}}}}\n"


def write(name: str, *parts: str) -> str:
    """A questionnaire in this folder: the least head there is, and what is to be tried."""
    Path(f"{name}.yaml").write_text(HEAD.format(id=name) + "".join(parts), encoding="utf-8")
    return f"{name}.yaml"


def sections(*questions: str, before: str = "") -> str:
    rows = "".join(f"      - {question}\n" for question in questions)
    return f"{before}sections:\n  - id: s\n    questions:\n{rows}"


def answered(cfdiag: Command, name: str, answers: str, *flags: str) -> dict[str, object]:
    """The interview that these answers make."""
    done = cfdiag(
        *("interview", name, "--group", "a", "--answers", "-", "--output", "it.json", "-q"),
        *("--questionnaires", ".", *flags),
        stdin=answers.encode(),
    )
    assert done.code == 0, done.err
    saved = json.loads(Path("it.json").read_text(encoding="utf-8"))
    assert isinstance(saved, dict)
    return saved


def scored(cfdiag: Command, *paths: str) -> dict[str, object]:
    done = cfdiag("score", *paths, "--questionnaires", ".", "--format", "json")
    assert done.code == 0, done.err
    result = json.loads(done.out)["questionnaires"][0]
    assert isinstance(result, dict)
    return result


def test_the_example_is_read_shown_asked_scored_and_reported(cfdiag: Command) -> None:
    shutil.copy(PAGE, "customer-view.yaml")
    done = cfdiag("check", "customer-view.yaml")
    assert (done.code, done.out.count("error:")) == (0, 0), done.out
    shown = cfdiag("show", "customer-view", "--questionnaires", ".").out
    for told in (
        "importance too: customer",
        "what it rests on: internal",
        'asked when sells_direct == "yes"',
    ):
        assert told in shown

    at_hand = ("--questionnaires", ".", "-q")
    direct = b"sells_direct: 'yes'\n"
    rates = b"touch_points/%s/touch_rating: 4\n"
    insider = (
        direct
        + b"service_level: {value: 5, basis: hearsay}\n"
        + rates % b"first_contact"
        + rates % b"delivery"
    )
    outsider = direct + b"service_level: {value: 2, importance: 5}\ndream: {value: Faster, tags: [speed]}\n"
    outsider += rates % b"first_contact" + rates % b"delivery"
    for group, answers in (("internal", insider), ("customer", outsider)):
        flags = ("--group", group, "--answers", "-", "--output", f"{group}.json", *at_hand)
        done = cfdiag("interview", "customer-view", *flags, stdin=answers)
        assert done.code == 0, done.err
    saved = json.loads(Path("customer.json").read_text(encoding="utf-8"))
    assert list(saved) == [
        *("format", "id", "tool", "questionnaire", "language", "respondent", "mode", "form", "interviewer"),
        *("started", "finished", "scales", "items", "answers", "set_aside"),
    ]
    assert saved["scales"]["service_level"] == [1, 5]
    assert saved["items"] == {"touch_points": {"first_contact": "First contact", "delivery": "Delivery"}}
    assert cfdiag("check", "internal.json", "customer.json", "--questionnaires", ".").code == 0

    done = cfdiag("score", "internal.json", "customer.json", "--format", "json", "--unmasked", *at_hand)
    assert done.code == 0, done.err
    result = json.loads(done.out)["questionnaires"][0]
    assert result["perception"]["service_level"]["difference"] is None  # one of each says nothing of sides
    assert "reason" in " ".join(result["perception"]["service_level"])
    one_of_many = result["dimensions"]["touch_points"]  # no mean of a group of one, be it unmasked
    assert (one_of_many["score"], one_of_many["reason"]) == (None, "too_few_respondents")
    assert result["questions"]["touch_points/delivery/touch_rating"]["answers"] == [4]
    for format_ in ("html", "markdown"):
        done = cfdiag("report", "internal.json", "customer.json", "--format", format_, *at_hand)
        assert done.code == 0, done.err
    assert cfdiag("why", "internal.json", "touch_points", *at_hand).code == 0


def test_only_six_keys_are_required(cfdiag: Command) -> None:
    Path("least.yaml").write_text(
        "cfdiag: 1\nid: least\nversion: 1.0.0\ntitle: T\ngroups: {a: {}}\n"
        "sections: [{id: s, questions: [{id: q, type: text, ask: Why?}]}]\n"
    )
    assert cfdiag("check", "least.yaml").code == 0
    Path("bare.yaml").write_text("cfdiag: 1\n")
    found = json.loads(cfdiag("check", "bare.yaml", "--format", "json").out)
    assert {d["message"] for d in found} == {
        f"the questionnaire has no '{key}'" for key in ("id", "version", "title", "groups", "sections")
    }


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("{id: r, type: rating, scale: five, ask: X}", {5: True, 0: False, "'5'": None, 2.5: False}),
        ("{id: r, type: rating, recommend: true, ask: X}", {10: True, 0: True, 11: False}),
        ("{id: r, type: yes_no, ask: X}", {"'yes'": True, "'no'": True, "maybe": False, 1: False}),
        ("{id: r, type: choice, options: {one: One, two: {label: Two, points: 50}}, ask: X}",
         {"one": True, "two": True, "One": None, "three": False}),
        ("{id: r, type: choices, options: {one: One, two: Two}, ask: X}",
         {"[one]": True, "[one, two]": True, "[]": None, "one": None, "[one, one]": False, "[x]": False}),
        ("{id: r, type: ranking, options: {one: One, two: Two}, top: 1, ask: X}",
         {"[two]": True, "[two, one]": True, "'2 1'": True, "[]": False, "[one, one]": False, "[x]": False}),
        ("{id: r, type: number, min: 2, max: 10.5, ask: X}",
         {2: True, 10.5: True, 1: False, 11: False, "'3'": None}),
        ("{id: r, type: number, ask: X}", {-3: True, 1e6: True, "x": False}),
        ("{id: r, type: date, ask: X}",
         {"2026-02-28": True, "'2026-02-28'": True, "2026-02-30": False, "28 February": False}),
        ("{id: r, type: text, ask: X}", {"hello": True, "'5'": True, "5": None, "[x]": False}),
    ],
)  # fmt: skip
def test_every_type_takes_its_values_and_no_others(cfdiag: Command, question: str, answers: dict) -> None:
    write("types", sections(question, before="scales: {five: {min: 1, max: 5}}\n"))
    for value, good in answers.items():
        flags = ("--group", "a", "--answers", "-", "--output", "x.json", "--questionnaires", ".", "-q")
        done = cfdiag("interview", "types", *flags, stdin=f"r: {value}\n".encode())
        if good is not None:
            assert (done.code == 0) is good, (value, done.err)
        assert done.code in (0, 2)
        assert ("<stdin>:1:" in done.err) is (done.code == 2)
        Path("x.json").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('way == "rail"', True),
        ('way != "rail"', False),
        ("sites > 2", True),
        ("sites + 1 > 3", True),
        ("sites >= 3 and sites <= 3", True),
        ("sites < 3 or sites == 3", True),
        ("not sites == 3", False),
        ("sites in [1, 3]", True),
        ("sites not in [1, 3]", False),
        ('"cold" in goods', True),
        ('"fragile" not in goods', True),
        ("sites is answered", True),
        ("sites is not answered", False),
        ("open is answered", False),
        ("open is not answered", True),
        ("open is defined", None),
        ("open > 2", False),
        ("not open > 2", False),
        ("open > 2 or sites == 3", True),
        ("open > 2 and sites == 3", False),
    ],
)
def test_conditions_are_three_valued(cfdiag: Command, condition: str, holds: bool | None) -> None:  # noqa: FBT001
    write(
        "ways",
        sections(
            "{id: way, type: choice, options: {rail: Rail, road: Road}, ask: X}",
            "{id: sites, type: number, ask: X}",
            "{id: goods, type: choices, options: {cold: Cold, fragile: Fragile}, ask: X}",
            "{id: open, type: number, ask: X}",
            f"{{id: last, type: text, ask: X, required: true, when: '{condition}'}}",
        ),
    )
    assert cfdiag("check", "ways.yaml").code == 0
    flags = ("--group", "a", "--answers", "-", "--output", "x.json", "--questionnaires", ".", "-q")
    done = cfdiag("interview", "ways", *flags, stdin=b"way: rail\nsites: 3\ngoods: [cold]\n")
    if holds is not None:
        assert done.code == (3 if holds else 0), done.err  # a required question that is asked stays open


@pytest.mark.parametrize(
    "condition",
    ["sites.__class__", "len(sites) > 2", "sites ** 2 > 2", "lambda: 1", "sites if sites else 1",
     "[x for x in y]", "sites is odd", "sites | length > 1", "sites[0] == 1", "(1).real", "nobody == 1"],
)  # fmt: skip
def test_nothing_else_passes_in_a_condition(cfdiag: Command, condition: str) -> None:
    write(
        "ways",
        sections("{id: sites, type: number, ask: X}", f'{{id: q, type: text, ask: X, when: "{condition}"}}'),
    )
    done = cfdiag("check", "ways.yaml")
    assert done.code == 1
    assert "ways.yaml:10:" in done.out


def test_texts_by_group_by_language_and_both(cfdiag: Command) -> None:
    ask = '{a: {en: "You and {{ organisation }}", nl: "U en {{ organisation }}"}, b: Plain}'
    write(
        "worded",
        sections(f"{{id: q, type: text, ask: {ask}}}", "{id: p, type: text, ask: {en: One, fr: Un}}"),
    )
    assert cfdiag("check", "worded.yaml").code == 0
    at_hand = ("--questionnaires", ".", "--group")
    assert "U en [organisation]" in cfdiag("show", "worded", "--language", "nl", *at_hand, "a").out
    assert "One" in cfdiag("show", "worded", "--language", "nl", *at_hand, "a").out  # base language
    assert "Plain" in cfdiag("show", "worded", "--language", "nl", *at_hand, "b").out
    done = cfdiag("check", "worded.yaml", "--language", "nl")
    assert done.code == 1
    assert "no wording in 'nl'" in done.out


def test_a_language_of_the_questionnaire_alone_is_spoken(cfdiag: Command) -> None:
    Path("only.yaml").write_text(
        "cfdiag: 1\nid: only\nversion: 1.0.0\ntitle: {fr: Titre, en: Title}\ngroups: {a: {}}\nlanguage: fr\n"
        "sections: [{id: s, questions: [{id: q, type: text, ask: {fr: Pourquoi ?, en: Why?}}]}]\n"
    )
    at_hand = ("--questionnaires", ".")
    assert "Pourquoi ?" in cfdiag("show", "only", "--language", "fr", *at_hand).out
    assert "Titre" in cfdiag("list", "--language", "fr", *at_hand).out
    done = cfdiag("show", "only", "--language", "de", *at_hand)
    assert (done.code, done.err) == (
        2,
        "error: --language cannot be 'de'  [wrong-option]\n  = choose en, nl or fr\n",
    )


@pytest.mark.parametrize(
    ("repeat", "asked"),
    [
        ("{ask: Which?, name: way, items: {x: X, z: Z}}", ["w/x/q", "w/z/q"]),
        ("{items: {x: X}}", ["w/x/q"]),
        ("{from: touch_points}", []),
        ("{add: true, min: 0, max: 2}", []),
        ("{items: {x: X}, add: false, min: 1, max: 1}", ["w/x/q"]),
    ],
)
def test_every_key_of_a_repeat_has_a_default(cfdiag: Command, repeat: str, asked: list[str]) -> None:
    write(
        "again",
        f"sections:\n  - id: w\n    repeat: {repeat}\n",
        "    questions: [{id: q, type: text, ask: '{{ item }}?'}]\n",
    )
    done = cfdiag("check", "again.yaml")
    assert done.code == 0, done.out
    saved = answered(cfdiag, "again", "\n".join(f"{key}: fine" for key in asked) or "{}")
    assert list(saved["answers"]) == asked


def test_importance_and_basis_for_all_none_or_some(cfdiag: Command) -> None:
    five = "scales: {five: {min: 1, max: 5}}\ndimensions: {rests: {}, d: {}}\nbasis_dimension: rests\n"
    write(
        "weighed",
        sections(
            "{id: all, type: rating, scale: five, dimension: d, ask: X, importance: true, basis: true}",
            "{id: none, type: rating, scale: five, dimension: d, ask: X, importance: false, basis: false}",
            "{id: some, type: rating, scale: five, dimension: d, ask: X, importance: [b], basis: [a]}",
            before=five,
        ),
    )
    assert cfdiag("check", "weighed.yaml").code == 0
    answers = "all: {value: 5, importance: 4, basis: first_hand}\nnone: 3\nsome: {value: 4, basis: guess}\n"
    saved = answered(cfdiag, "weighed", answers)
    assert saved["answers"]["all"]["importance"] == 4
    result = scored(cfdiag, "it.json")
    assert result["questions"]["all"]["importance"]["mean"] == 4
    assert result["dimensions"]["rests"]["score"] is not None
    for wrong in (
        "none: {value: 3, importance: 2}",
        "some: {value: 3, importance: 2}",
        "none: {value: 3, basis: guess}",
    ):
        flags = ("--group", "a", "--answers", "-", "-q", "--questionnaires", ".", "--output", "y.json")
        assert cfdiag("interview", "weighed", *flags, stdin=wrong.encode()).code == 2, wrong


def test_scoring_keys_reverse_weight_points_checklist_and_min_valid(cfdiag: Command) -> None:
    write(
        "counted",
        sections(
            "{id: up, type: rating, scale: five, dimension: d, weight: 3, ask: X}",
            "{id: down, type: rating, scale: five, dimension: d, reverse: true, ask: X}",
            "{id: pick, type: choice, dimension: e, ask: X, options: {no_part: Z, half: {label: H, points: 50}}}",  # noqa: E501
            "{id: done, type: yes_no, dimension: c, ask: X}",
            "{id: todo, type: yes_no, dimension: c, ask: X}",
            "{id: few, type: rating, scale: five, dimension: f, ask: X}",
            "{id: open, type: rating, scale: five, dimension: f, ask: X}",
            before="scales: {five: {min: 1, max: 5, labels: {1: Low, 5: High}}}\n"
            "dimensions: {d: {weight: 2, target: 80}, e: {}, c: {kind: checklist}, f: {min_valid: 2}}\n",
        ),
    )
    assert cfdiag("check", "counted.yaml").code == 0
    answered(cfdiag, "counted", "up: 5\ndown: 5\npick: half\ndone: 'yes'\ntodo: 'no'\nfew: 5\n")
    found = scored(cfdiag, "it.json")["dimensions"]
    assert (found["d"]["score"], found["d"]["target"]) == (75, 80)
    assert found["e"]["score"] == 50
    assert (found["c"]["met"], found["c"]["of"]) == (1, 2)
    assert found["f"]["score"] is None


def test_a_private_answer_never_leaves_the_insiders_edition(cfdiag: Command) -> None:
    write(
        "hush",
        sections(
            "{id: loud, type: text, ask: Aloud?}", "{id: soft, type: text, ask: Softly?, private: true}"
        ),
    )
    answered(cfdiag, "hush", "loud: MARKLOUD\nsoft: MARKSOFT\n", "--consent", "named")
    flags = ("--questionnaires", ".", "--format", "markdown", "--unmasked")
    assert "MARKSOFT" in cfdiag("report", "it.json", *flags).out
    customers = cfdiag("report", "it.json", "--audience", "customer", *flags)
    assert customers.code == 0, customers.err
    assert "MARKSOFT" not in customers.out
    assert "Softly?" not in customers.out


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ("{id: x, when: score.d < 50, title: Do}", 0),
        ("{id: x, when: score.d < 50, because: [q], title: Do, why: W, first_step: F, kind: build}", 0),
        ("{id: x, when: score.d < 50, title: Do, horizon: 90, effort: 3, impact: 2, need: 0.5}", 0),
        ("{id: x, when: score.d < 50, title: Do, owner: O, measure: M}", 0),
        ("{id: x, when: score.nope < 50, title: Do}", 1),
        ("{id: x, when: score.d < 50, because: [nope], title: Do}", 1),
        ("{id: x, when: score.d < 50, title: Do, need: 1.5}", 1),
        ("{id: x, when: score.d < 50, title: Do, kind: repair}", 1),
        ("{id: x, when: score.d > 100, title: Do}", 1),
        ("{id: x, when: 'share(nope, \"a\") > 0.5', title: Do}", 1),
    ],
)  # fmt: skip
def test_actions_take_their_keys(cfdiag: Command, action: str, code: int) -> None:
    before = "scales: {five: {min: 1, max: 5}}\ndimensions: {d: {}}\n"
    write(
        "acts",
        sections("{id: q, type: rating, scale: five, dimension: d, ask: X}", before=before),
        f"actions:\n  - {action}\n",
    )
    done = cfdiag("check", "acts.yaml")
    assert done.code == code, done.out
    if code:
        assert "acts.yaml:13:" in done.out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: q,", "id: q, id: r,", "is there twice"),
        ("type: text", "typ: text", "did you mean 'type'?"),
        ("type: text", "type: txt", "did you mean 'text'?"),
        ("ask: X", "ask: &a X", "anchor"),
        ("ask: X", "ask: *a", "alias"),
        ("ask: X", "ask: !!str X", "tag"),
        ("ask: X", "ask: no", "can be read in two ways"),
        ("ask: X", "ask: 012", "can be read in two ways"),
        ("ask: X", "ask: 1:30", "can be read in two ways"),
        ("ask: X", "ask: " + "[" * 60 + "]" * 60, "nested deeper than 50 levels"),
        ("ask: X", "ask: " + "x" * 1_000_001, "larger than 1,000,000 bytes"),
        ("ask: X", "ask: X, weight: 0", "above 0"),
        ("ask: X", "ask: X, weight: -1", "above 0"),
        ("ask: X", "ask: X, for: [nobody]", "nobody"),
        ("ask: X", "ask: X, when: later == 1", "later"),
        ("cfdiag: 1", "cfdiag: 2", "written in format 2; this cfdiag reads up to 1"),
        ("cfdiag: 1", "cfdiag: 0", "at least 1"),
        ("ask: X", "ask: X, dimension: nowhere", "nowhere"),
        ("ask: X", "ask: X\0", "U+0000"),
        ("title: T\n", "title: T\ndimensions: {lonely: {}}\n", "lonely"),
        ("b: {title: B}", "b: {title: B}, c: {title: C}, d: {title: D}", ""),
    ],
)  # fmt: skip
def test_it_is_read_strictly(cfdiag: Command, old: str, new: str, said: str) -> None:
    name = write("strict", sections("{id: q, type: text, ask: X}", "{id: later, type: number, ask: Z}"))
    path = Path(name)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = cfdiag("check", name)
    assert said in done.out
    assert done.code == (1 if said else 0), done.out
    if said and "1,000,000" not in said:
        assert "strict.yaml:" in done.out
        assert "| " in done.out  # the line
        assert "^" in done.out


def test_all_faults_of_a_file_at_once(cfdiag: Command) -> None:
    write(
        "many",
        sections(
            "{id: q, typ: text, ask: X}", "{id: Q, type: text}", "{id: z, type: rating, scale: six, ask: X}"
        ),
    )
    lines = [
        int(line.split(":")[1])
        for line in cfdiag("check", "many.yaml").out.splitlines()
        if ": error:" in line
    ]
    assert lines == sorted(lines)
    assert len(lines) >= 5
    assert set(lines) == {9, 10, 11}


def test_a_byte_order_mark_and_windows_lines_are_no_fault(cfdiag: Command) -> None:
    name = write("win", sections("{id: q, type: text, ask: X}"))
    text = Path(name).read_bytes()
    Path(name).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert cfdiag("check", name).code == 0
    answered(cfdiag, "win", "q: fine\n")
