"""The folder of question types: what holds for every one of them, and that nobody else knows one by name."""

import ast
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.questions import ENGLISH, FIVE, question, typical

import cfdiag
from cfdiag.interview.plain.pages import PLAIN_PAGES as IN_LINES
from cfdiag.interview.screen.pages import SCREEN_PAGES as ON_SCREEN
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Option
from cfdiag.model.text import plain
from cfdiag.questions import FIGURES, TYPES, MismatchError, check_answer

ROOT = Path(__file__).parents[2]
CODE = Path(cfdiag.__file__).parent


def test_the_types_are_the_files_of_the_folder():
    files = {path.stem for path in (CODE / "questions").glob("*.py")}
    assert set(TYPES) == {name for name in files if not name.startswith("_")}
    assert all(type_.name == name for name, type_ in TYPES.items())


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_its_test(name):
    assert (ROOT / "tests" / "questions" / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_a_page_on_the_screen_and_in_lines(name):
    assert TYPES[name].page in ON_SCREEN
    assert TYPES[name].page in IN_LINES


@pytest.mark.parametrize("name", TYPES)
def test_every_type_is_whole(name):
    q, type_ = typical(name), TYPES[name]
    assert type_.seconds > 0
    assert type_.prompt(q, ENGLISH).endswith(": ")
    assert type_.figures <= set(FIGURES)
    assert set(type_.values(q)) >= set(type_.discrete(q) or ())
    assert bool(type_.unshared) == (not type_.values(q) and not type_.counted)
    if type_.page in ("list", "order"):
        assert {id_ for id_, _ in type_.offered(q, ENGLISH)} == set(type_.domain(q).words)


@pytest.mark.parametrize("name", TYPES)
def test_what_the_table_says_is_what_points_says(name):
    q, type_ = typical(name), TYPES[name]
    for value, points in (type_.discrete(q) or {}).items():
        assert type_.points(q, value) == points


@pytest.mark.parametrize("name", TYPES)
def test_invented_answers_fit(name):
    q, type_, chance = typical(name), TYPES[name], random.Random(1)  # noqa: S311  no secret
    invented = [type_.invent(q, chance, mean, 1.0) for mean in (1, 2.5, 5)]
    # None of a type of which nobody can invent an answer: somebody else's words, an amount, a day.
    assert invented == [None] * 3 or [type_.fits(q, value) for value in invented] == [True] * 3


@pytest.mark.parametrize("name", [n for n, type_ in TYPES.items() if type_.page in ("list", "order")])
def test_what_is_shown_of_an_invented_answer_can_be_typed_again(name):
    q, type_, chance = typical(name), TYPES[name], random.Random(2)  # noqa: S311  no secret
    for _ in range(20):
        value = type_.invent(q, chance, 3, 1.0)
        assert type_.parse(q, type_.show(q, value, ENGLISH), ENGLISH) == value


@pytest.mark.parametrize("name", TYPES)
def test_what_is_expected_can_be_said_in_dutch(name):
    q, type_ = typical(name), TYPES[name]
    with pytest.raises(MismatchError) as caught:
        type_.parse(q, "?" * 20_001, ENGLISH)
    for mismatch in (type_.expects(q), caught.value):
        assert mismatch.template.format(**mismatch.values) == str(mismatch)
        said = locale_for("nl")(mismatch.template, **mismatch.values)
        assert said != str(mismatch)
        assert "{" not in said
    assert type_.prompt(q, locale_for("nl")) != type_.prompt(q, ENGLISH)


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=12))
def test_what_can_be_typed_is_valid_or_refused(name, typed):
    q, type_ = typical(name), TYPES[name]
    try:
        value = type_.parse(q, typed, ENGLISH)
    except MismatchError:
        return
    assert type_.check(q, value) is None


def _is_type(node):
    """`question.type`, `data["type"]`."""
    return isinstance(node, ast.Attribute | ast.Subscript) and ast.unparse(node).endswith(
        (".type", "['type']")
    )


def _compared(node):
    """What is compared with each other; of two tuples their parts."""
    for left, right in zip([node.left, *node.comparators], node.comparators, strict=False):
        if isinstance(left, ast.Tuple) and isinstance(right, ast.Tuple):
            yield from zip(left.elts, right.elts, strict=False)
        else:
            yield left, right


def _tested(tree):
    """Where a type is compared with a name, matched, or looked up in a table other than TYPES.

    Whether two questions are of the same type may be asked: that knows no type by its name.
    """
    for node in ast.walk(tree):
        found = False
        if isinstance(node, ast.Compare):
            found = any(_is_type(left) is not _is_type(right) for left, right in _compared(node))
        elif isinstance(node, ast.Match):
            found = _is_type(node.subject)
        elif isinstance(node, ast.Subscript):
            found = _is_type(node.slice) and ast.unparse(node.value) != "TYPES"
        if found:
            yield node.lineno


def test_nobody_else_asks_which_type_a_question_is():
    found = [
        f"{path.relative_to(CODE)}:{line}"
        for path in sorted(CODE.rglob("*.py"))
        if path.parent.name != "questions"
        for line in _tested(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == [], "ask the type what it can do (cfdiag/questions/_type.py)"


@pytest.mark.parametrize(
    "code",
    [
        "question.type == 'text'",
        "q.type not in ('text', 'date')",
        "(one.type, 1) == ('text', 1)",
        "'text' != one.type == other.type",
        "row['type'] != 'text'",
        "_PROMPTS[question.type]",
        "match q.type:\n    case 'text': pass",
    ],
)
def test_the_test_before_finds_what_it_looks_for(code):
    assert list(_tested(ast.parse(code)))


@pytest.mark.parametrize("code", ["old.type != new.type", "(a.type, a.scale) == (b.type, b.scale)"])
def test_two_questions_may_be_of_the_same_type(code):
    assert not list(_tested(ast.parse(code)))


# --- whole answers

FULL = question(
    "rating",
    scale=FIVE,
    groups=("internal", "customer"),
    importance=frozenset({"customer"}),
    basis=frozenset({"internal"}),
    tags=(Option("speed", plain("Speed")),),
)


@pytest.mark.parametrize(
    ("group", "answer", "problem"),
    [
        ("internal", Answer(status="answered", value=4, basis="guess", tags=("speed",)), None),
        ("customer", Answer(status="answered", value=4, importance=5), None),
        ("customer", Answer(status="answered", value=4, importance_status="unknown"), None),
        ("customer", Answer(status="unknown", importance=3), None),
        ("internal", Answer(status="skipped"), None),
        ("owner", Answer(status="skipped"), "the group 'owner' is not asked this question"),
        ("internal", Answer(status="answered"), "the value must be a whole number from 1 to 5"),
        ("internal", Answer(status="unknown", value=3),
         "a value is there although the status is not 'answered'"),
        ("internal", Answer(status="answered", value=3, importance=3),
         "importance is not asked of the group 'internal' here"),
        ("customer", Answer(status="answered", value=3, importance=6),
         "the importance must be a whole number from 1 to 5"),
        ("customer", Answer(status="answered", value=3, importance=3, importance_status="unknown"),
         "an importance is there although importance_status says that there is none"),
        ("customer", Answer(status="answered", value=3, importance_status="answered"),
         "importance_status is 'answered' and there is no importance"),
        ("customer", Answer(status="answered", value=3, basis="guess"),
         "what the answer rests on is not asked of the group 'customer' here"),
        ("internal", Answer(status="unknown", basis="guess"),
         "a basis is there although the status is not 'answered'"),
        ("internal", Answer(status="answered", value=3, tags=("price",)), "tags must be of speed"),
    ],
)  # fmt: skip
def test_whole_answers(group, answer, problem):
    assert check_answer(FULL, answer, group) == problem


def test_tags_where_there_are_none():
    answer = Answer(status="answered", value="x", tags=("speed",))
    assert check_answer(typical("text"), answer, "internal") == "this question has no tags"


def test_no_message_holds_the_answer():
    words = "my boss is a fool"
    assert words not in str(
        check_answer(typical("choice"), Answer(status="answered", value=words), "internal")
    )
