import json
from pathlib import Path

import pytest
import yaml
from kits.batch import Desk, interview

from cfdiag.cli import run


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "qs")
    monkeypatch.setenv("COLUMNS", "100")
    return Desk(tmp_path)


@pytest.fixture
def why(capsys):
    def call(*arguments):
        code = run(["why", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def line_of(path, text):
    lines = Path(path).read_text().split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_a_dimension_of_one_interview_down_to_file_and_line(desk, why):
    path = desk.write("a.json", interview(1, (2, 5, 3, 3)))
    code, out, err = why(path, "sharing")
    assert (code, err) == (0, "")
    plans, data = line_of(path, '"share_plans"'), line_of(path, '"share_data"')
    lines = out.split("\n")
    assert lines[0].startswith("Small: 1 interview, small 1.1.0 (qs/small.yaml, sha256 ")
    assert lines[1:] == [
        "",
        "Sharing [dimension sharing]",
        "  (1 × 25.0 + 1 × 100.0) / 2 = 62.5; 2 of 2 answered, 2 needed",
        "  Do we share plans? [question share_plans]",
        "    25.0 points; weight 1",
        f"    2 → 100 × (2 − 1) / 4 = 25.0 points  a.json:{plans}",
        "  Do we share data? [question share_data]",
        "    100.0 points; weight 1",
        f"    5 → 100 × (5 − 1) / 4 = 100.0 points  a.json:{data}",
        "",
    ]


def test_an_action_names_its_rule_where_it_is_written(desk, why):
    code, out, _ = why(desk.many(6), "plan_together")
    assert code == 0
    assert f"qs/small.yaml:{line_of('qs/small.yaml', 'id: plan_together')}" in out
    assert "score.sharing (47.92) < 60: holds" in out
    assert "priority = need " in out


def test_single_answers_of_anonymous_people_are_listed_only_unmasked(desk, why):
    desk.many(6)
    assert "in/003.json" not in why("in", "sharing")[1]
    assert "--unmasked lists them" in why("in", "sharing")[1]
    assert "in/003.json:" in why("in", "sharing", "--unmasked")[1]
    assert "--unmasked" not in why("in", "sharing", "--unmasked")[1]


def test_the_arithmetic_in_dutch(desk, why):
    path = desk.write("a.json", interview(1, (2, 5, 3, 3)))
    out = why(path, "sharing", "--language", "nl")[1]
    assert "(1 × 25,0 + 1 × 100,0) / 2 = 62,5; 2 van 2 beantwoord, 2 nodig" in out
    assert "25,0 punten; gewicht 1" in out


def test_lines_of_a_jsonl_and_of_yaml(desk, why):
    desk.write("all.jsonl", "".join(json.dumps(interview(n)) + "\n" for n in range(5)))
    out = why("all.jsonl", "share_data", "--unmasked")[1]
    assert [f"all.jsonl:{number}" in out for number in range(1, 6)] == [True] * 5
    desk.write("a.yaml", yaml.safe_dump(interview(9)))
    assert f"a.yaml:{line_of('a.yaml', 'share_data:')}" in why("a.yaml", "share_data")[1]


def test_the_kind_of_a_finding_stands_for_all_of_them(desk, why):
    for number in range(6):
        desk.write(f"in/{number}.json", interview(number, (1, 1, 5, 5)))
    assert run(["score", "in", "--format", "json", "-o", "r.json"]) == 0
    findings = json.loads(Path("r.json").read_text())["questionnaires"][0]["findings"]
    kind = next(f["kind"] for f in findings if f.get("dimension") == "sharing")
    code, out, _ = why("in", kind)
    assert code == 0
    assert "Sharing [dimension sharing]" in out


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("sharin", "did you mean 'sharing'?"),
        ("overal", "did you mean 'overall'?"),
        ("plan_togeter", "did you mean 'plan_together'?"),
        ("smal:sharing", "did you mean 'small:sharing'?"),
    ],
)
def test_a_near_miss_gets_a_suggestion(desk, why, target, hint):
    code, out, err = why(desk.many(2), target)
    assert (code, out) == (2, "")
    assert err == (
        f"error: there is no score, finding or action '{target}' here  [unknown-target]\n  = {hint}\n"
    )


def test_interviews_and_a_target_are_needed(desk, why):
    assert why("in") == (
        2,
        "",
        (
            "error: say which interviews, and what to explain  [wrong-use]\n"
            "  = for example: cfdiag why interviews/ overall\n"
        ),
    )


def test_a_bad_file_beside_the_others_is_told_and_gives_two(desk, why):
    desk.many(2)
    desk.write("in/bad.json", "{")
    code, out, err = why("in", "overall")
    assert code == 2
    assert "[overall small]" in out
    assert err.startswith("in/bad.json:1:2: error: ")
