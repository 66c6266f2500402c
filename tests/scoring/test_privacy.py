"""The privacy floor, attacked: whoever solves all that one run shows must not learn what is withheld."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kits.scoring import interview, questionnaire, rating, result, tally

from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import ComparedGroups, Repeat, Section
from cfdiag.model.text import plain
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.suppression import Atom, CellTable, floor_of, suppress
from cfdiag.scoring.privacy.withheld import unlisted

GROUPS = ("internal", "coworker", "customer")
BOTH = frozenset(GROUPS)


def make(**changes):
    items = Section(
        id="points",
        title=plain("Points"),
        repeat=Repeat(
            ask=plain("Which?"),
            name=plain("point"),
            items={"x": plain("X"), "y": plain("Y"), "z": plain("Z")},
        ),
        questions=(rating("about", "e", groups=GROUPS),),
    )
    questions = (
        rating("a", "d", groups=GROUPS, importance=BOTH),
        rating("b", "d", groups=GROUPS, importance=BOTH),
    )
    return questionnaire(*questions, items, **changes)


people = st.lists(
    st.fixed_dictionaries(
        {
            "group": st.sampled_from(["internal"] * 5 + ["coworker", "customer"]),
            "department": st.sampled_from(["Sales", "IT", "Legal", None]),
            "account": st.sampled_from(["acme", "bolt", "core", "dune", None]),
            "consent": st.sampled_from([None, None, "named"]),
            "a": st.sampled_from([1, 2, 3, 4, 5, None]),
            "b": st.sampled_from([1, 3, 5, None]),
            "importance": st.sampled_from([2, 4, None]),
            "items": st.dictionaries(st.sampled_from("xyz"), st.integers(1, 5), max_size=3),
        }
    ),
    min_size=2,
    max_size=40,
)


def as_interview(place, person):
    answers = {}
    for name in "ab":
        value = person[name]
        status = "unknown" if value is None else "answered"
        answers[name] = Answer(status=status, value=value, importance=person["importance"])
    answers |= {f"points/{item}/about": value for item, value in person["items"].items()}
    return interview(
        f"i{place}",
        answers,
        person["group"],
        items={"points": {item: item for item in person["items"]}},
        department=person["department"],
        account=person["account"],
        consent=person["consent"],
    )


def has(person, figure):
    """Whether a respondent has the figure, by the rules of scoring and not by its code."""
    items = person["items"]
    # Where anybody of the group is anonymous, a question is made over those who rated both, if enough did.
    rated = person["importance"] is not None
    known = {
        "interviews": True,
        "d": person["a"] is not None and person["b"] is not None,
        "e": bool(items),
        "a": person["a"] is not None and (rated or "a" not in person["paired"]),
        "b": person["b"] is not None and (rated or "b" not in person["paired"]),
        "importance/a": person["importance"] is not None
        and ("a" not in person["paired"] or person["a"] is not None),
        "about": bool(items),
    }
    known["overall"] = known["d"] or known["e"]  # both weigh the same, so one of the two is enough
    return known[figure]


class Attack:
    """Every row a run could show, as a vector over respondents, and which of them it shows."""

    def __init__(self, everybody, figure):
        self.everybody, self.figure = everybody, figure
        self.shown, self.withheld = [], {}

    def row(self, name, member, shown):
        vector = np.array([float(member(p) and has(p, self.figure)) for p in self.everybody])
        if not vector.any():
            return
        if shown:
            self.shown.append(vector)
        else:
            self.withheld[name] = vector

    def leaks(self, exempt=()):
        if not self.shown:
            return []
        shown = np.array(self.shown)
        rank = np.linalg.matrix_rank(shown)
        found = []
        for name, vector in self.withheld.items():
            if exempt and np.linalg.matrix_rank(np.vstack([*exempt, vector])) == np.linalg.matrix_rank(
                exempt
            ):
                continue  # the number of interviews, in all and per group, is no secret
            if np.linalg.matrix_rank(np.vstack([shown, vector])) == rank:
                found.append(name)
        return found


def cells_of(figures, everybody):
    """Name, membership and cell of everything in breakdowns."""
    for scope, by in [("", figures.by), *((g, s.by or {}) for g, s in figures.groups.items())]:
        members = set(figures.groups_shown) if not scope else {scope}
        for field, cells in by.items():
            for value, cell in cells.items():
                stated = None if value == "not stated" else value

                def member(p, members=members, field=field, stated=stated):
                    return p["group"] in members and p[field] == stated

                yield f"{scope}/{field}/{value}", member, cell


def attack(figures, everybody):
    """All leaks of one result."""
    private = {p["group"] for p in everybody if p["group"] != "customer" or p["consent"] != "named"}
    both = Counter(
        (p["group"], key)
        for p in everybody
        for key in "ab"
        if p[key] is not None and p["importance"] is not None
    )
    everybody = [
        {
            **p,
            "paired": {k for k in "ab" if p["group"] in private and both[p["group"], k] >= figures.min_group},
        }
        for p in everybody
    ]
    leaks = []
    counts = Attack(everybody, "interviews")
    lead = set(figures.groups_shown)
    public = [
        ("all", lambda p: p["group"] in lead),
        *((g, lambda p, g=g: p["group"] == g) for g in figures.groups),
    ]
    for name, member in public:
        counts.row(name, member, True)
    free = list(counts.shown)
    for name, member, cell in cells_of(figures, everybody):
        counts.row(name, member, cell.n is not None)
    leaks += counts.leaks(free)
    for figure in ("overall", "d", "e"):
        for part in ("n", "score"):
            sums = Attack(everybody, figure)

            def score_of(entry, figure=figure):
                return entry.overall if figure == "overall" else entry.dimensions.get(figure)

            entries = [("all", public[0][1], figures)]
            entries += [(g, lambda p, g=g: p["group"] == g, e) for g, e in figures.groups.items()]
            entries += list(cells_of(figures, everybody))
            for name, member, entry in entries:
                found = None if getattr(entry, "withheld", None) is True else score_of(entry)
                value = getattr(found, part, None)
                if found is not None and value is None and found.reason != "withheld":
                    continue  # null for another reason: too few for a mean, and no secret
                # Made of the dimensions, it counts nobody and is the mean of nobody's own scores.
                own = getattr(found, "of_dimensions", None) is not True
                sums.row(name, member, own and value is not None)
            leaks += [f"{figure}.{part} of {name}" for name in sums.leaks()]
    return leaks + question_leaks(figures, everybody)


def question_leaks(figures, everybody):
    leaks = []
    lead = set(figures.groups_shown)
    places = [("all", lambda p: p["group"] in lead, figures.questions)]
    places += [(g, lambda p, g=g: p["group"] == g, s.questions) for g, s in figures.groups.items()]
    for kind, keys in (("answers", ("a", "b")), ("importance", ("a",)), ("answers", ("about",))):
        for key in keys:
            whole = "importance/" + key if kind == "importance" else key
            equations = Attack(everybody, whole)
            vectors = []
            for name, member, questions in places:
                entries = {key: questions.get(key)}
                if key == "about":
                    entries |= {f"points/{i}/about": questions.get(f"points/{i}/about") for i in "xyz"}
                for at, entry in entries.items():
                    if key == "about":
                        # Over respondents and items: of several items each respondent's own mean counts once.
                        vector = np.array(
                            [
                                (1 / len(p["items"]) if at == "about" else float(at.split("/")[1] == i))
                                if member(p) and i in p["items"]
                                else 0.0
                                for p in everybody
                                for i in "xyz"
                            ]
                        )
                    else:
                        vector = np.array([float(member(p) and has(p, whole)) for p in everybody])
                    if kind == "importance":
                        part = None if entry is None or not entry.importance else entry.importance
                        shown = part is not None and part.n is not None
                    else:
                        shown = entry is not None and entry.n is not None
                    if vector.any():
                        vectors.append((f"{kind} {at} of {name}", vector, shown))
            equations.shown = [v for _, v, shown in vectors if shown]
            equations.withheld = {n: v for n, v, shown in vectors if not shown}
            leaks += equations.leaks()
    return leaks


@settings(max_examples=40, deadline=None)
@given(
    everybody=people,
    by=st.sampled_from([("department",), ("department", "account"), ()]),
    floor=st.sampled_from([3, 5]),
)
def test_no_withheld_cell_can_be_computed(everybody, by, floor):
    interviews = [as_interview(i, p) for i, p in enumerate(everybody)]
    figures = result(make(), interviews, Options(by=by, min_group=floor)).questionnaires[0]
    leaks = attack(figures, everybody)
    assert leaks == []


BOTH_GIVEN, ONLY_D, ONLY_E, NOTHING = (True, True), (True, False), (False, True), (False, False)


def alike(group, *given, consent=None):
    """People who say the same of what they answer: whether they have `d`, and `e`."""
    rest = {"department": None, "account": None, "consent": consent, "importance": 2}
    return [
        {"group": group, "a": 3 if d else None, "b": 3 if d else None, "items": {"x": 3} if e else {}, **rest}
        for d, e in given
    ]


def test_an_overall_score_of_dimensions_counts_nobody():
    """Two populations look the same, and not as many coworkers have an overall score: `n` is no equation."""
    inside = [ONLY_D, ONLY_D, *[ONLY_E] * 3, *[BOTH_GIVEN] * 3, *[NOTHING] * 2]
    rest = [
        *alike("internal", *inside),
        *alike("coworker", BOTH_GIVEN),
        *alike("customer", *[BOTH_GIVEN] * 6, consent="named"),
    ]
    more = [*alike("internal", BOTH_GIVEN, NOTHING), *alike("coworker", ONLY_D, ONLY_E), *rest]
    fewer = [*alike("internal", ONLY_D, ONLY_E), *alike("coworker", BOTH_GIVEN, NOTHING), *rest]
    shown = []
    for everybody, coworkers in ((more, 3), (fewer, 2)):
        have = [has({**p, "paired": ()}, "overall") for p in everybody if p["group"] == "coworker"]
        assert sum(have) == coworkers
        figures = result(make(), [as_interview(i, p) for i, p in enumerate(everybody)]).questionnaires[0]
        assert figures.overall.n == 18
        # Two coworkers who have both follow from the dimensions beside it; of three unlike ones no sum does.
        assert figures.groups["customer"].overall.n == (6 if coworkers == 3 else None)
        assert figures.groups["coworker"].withheld is True
        assert figures.groups["internal"].overall.of_dimensions is True
        assert attack(figures, everybody) == []
        shown.append((figures.overall, figures.groups["internal"].overall))
    assert shown[0] == shown[1]


@settings(max_examples=25, deadline=None)
@given(everybody=people, by=st.sampled_from([("department",), ("department", "account")]))
def test_nor_where_two_groups_are_compared(everybody, by):
    interviews = [as_interview(i, p) for i, p in enumerate(everybody)]
    q = make(compare=ComparedGroups("internal", "customer"))
    figures = result(q, interviews, Options(by=by)).questionnaires[0]
    leaks = attack(figures, everybody)
    assert leaks == []


def gave(person, key, paired):
    """Whether somebody stands in the figures of a question, or of one about an item."""
    if "/" in key:
        return key.split("/")[1] in person["items"]
    return has({**person, "paired": paired}, key)


@settings(max_examples=25, deadline=None)
@given(everybody=people)
def test_nothing_small_and_anonymous_is_shown(everybody):
    interviews = [as_interview(i, p) for i, p in enumerate(everybody)]
    figures = result(make(), interviews, Options(by=("department",))).questionnaires[0]
    for _, member, cell in cells_of(figures, everybody):
        inside = [p for p in everybody if member(p)]
        named = all(p["group"] == "customer" and p["consent"] == "named" for p in inside)
        if cell.n is not None and not named:
            assert cell.n == len(inside) >= 5
            # Nobody is nobody: where no one has enough answers there is no score of anybody.
            assert cell.overall.n in (None, 0) or cell.overall.n >= 5
    for group, shown in figures.groups.items():
        inside = [p for p in everybody if p["group"] == group]
        named = group == "customer" and all(p["consent"] == "named" for p in inside)
        assert shown.n == len(inside)
        assert (shown.withheld is True) == (len(inside) < 5 and not named)
        for key, question in shown.questions.items():
            # Of those who agreed to be named a few may be told; where two ratings count, of who gave both.
            given = [[p for p in inside if gave(p, key, paired)] for paired in ((), ("a", "b"))]
            told = group == "customer" and any(
                len(each) == question.n and all(p["consent"] == "named" for p in each) for each in given
            )
            assert question.withheld is True or question.n == 0 or question.n >= 5 or told


def staff(**departments):
    made = []
    for name, n in departments.items():
        made += [interview(f"{name}{i}", {"a": 1 + i % 5, "b": 3}, department=name) for i in range(n)]
    return made


def two(**changes):
    return questionnaire(rating("a"), rating("b"), **changes)


def shown_cells(interviews, **options):
    figures = result(two(), interviews, Options(by=("department",), **options)).questionnaires[0]
    return {name: cell.n for name, cell in figures.by["department"].items()}


def test_the_next_smallest_cell_hides_a_single_withheld_one():
    assert shown_cells(staff(Sales=9, IT=6, Legal=3)) == {"Sales": 9, "IT": None, "Legal": None}


def test_two_withheld_cells_must_hold_the_floor_together():
    assert shown_cells(staff(Sales=9, IT=6, Legal=2, Desk=2)) == {
        "Sales": 9,
        "IT": None,
        "Legal": None,
        "Desk": None,
    }
    assert shown_cells(staff(Sales=9, IT=6, Legal=3, Desk=2))["IT"] == 6


def test_not_stated_is_a_cell_too():
    interviews = staff(Sales=9, IT=6)
    interviews += [interview(f"n{i}", {"a": 2, "b": 2}) for i in range(2)]
    assert shown_cells(interviews) == {"Sales": 9, "IT": None, "not stated": None}


def test_unmasked_shows_everything():
    assert shown_cells(staff(Sales=9, Legal=1), unmasked=True) == {"Sales": 9, "Legal": 1}


def test_a_floor_is_never_under_three():
    assert floor_of(5, None) == 5
    assert floor_of(3, None) == 3
    assert floor_of(5, 1) == 3
    assert shown_cells(staff(Sales=3, IT=3), min_group=1) == {"Sales": 3, "IT": 3}


def test_one_interview_has_no_floor():
    figures = result(two(), staff(Sales=1)).questionnaires[0]
    assert figures.overall.score == 25.0
    assert figures.groups["internal"].questions["a"].mean == 1


def test_a_small_group_shows_its_number_and_nothing_else():
    figures = result(two(), staff(Sales=4)).questionnaires[0]
    assert (figures.n, figures.overall.score, figures.overall.n) == (4, None, None)
    assert figures.overall.reason == "withheld"
    group = figures.groups["internal"]
    assert (group.n, group.withheld, group.questions, group.dimensions) == (4, True, {}, {})
    assert all(
        q.withheld is True and q.status == {} and q.distribution == {} for q in figures.questions.values()
    )
    assert figures.dimensions["d"].coverage is None


def test_customers_who_agreed_to_be_named_are_not_withheld():
    q = questionnaire(rating("a", groups=("customer",)), rating("b", groups=("customer",)))
    named = [interview(f"c{i}", {"a": i + 1, "b": 3}, "customer", consent="named") for i in range(4)]
    figures = result(q, named).questionnaires[0]
    assert figures.questions["a"].answers == [1, 2, 3, 4]
    assert (figures.questions["a"].mean, figures.questions["a"].reason) == (None, "too_few_respondents")
    silent = [*named[:3], interview("c9", {"a": 5, "b": 3}, "customer")]
    figures = result(q, silent).questionnaires[0]
    assert figures.questions["a"].withheld is True


def test_everybody_counts_and_nobody_is_listed_who_could_give_another_away():
    q = questionnaire(rating("a", groups=("customer",)), rating("b", groups=("customer",)))
    named = [interview(f"c{i}", {"a": 4, "b": 3}, "customer", consent="named") for i in range(6)]
    silent = [interview(f"s{i}", {"a": 1, "b": 1}, "customer") for i in range(5)]
    for few in (1, 4, 5):
        people = [*named, *silent[:few]]
        # The figures are over all of them, listed or not; the six are not listed beside one to four.
        assert result(q, people, Options(each=True)).questionnaires[0].overall.n == 6 + few
        assert unlisted(tally(q, people), 5) == (frozenset({"customer"}) if few < 5 else frozenset())
    assert unlisted(tally(q, named), 5) == frozenset()


def test_a_cell_that_is_the_same_people_as_a_withheld_one_is_withheld():
    # Three breakdown cells each, but Legal's four and account Z are the same people.
    table = CellTable(
        atoms=(Atom(9, False), Atom(6, False), Atom(4, False)),
        rows={
            ("all",): frozenset({0, 1, 2}),
            ("by", "Sales"): frozenset({0}),
            ("by", "IT"): frozenset({1}),
            ("by", "Legal"): frozenset({2}),
            ("by", "x"): frozenset({0, 1}),
            ("by", "z"): frozenset({2}),
        },
        parts=(
            frozenset({("by", "Sales"), ("by", "IT"), ("by", "Legal")}),
            frozenset({("by", "x"), ("by", "z")}),
        ),
        wholes=(("all",),),
    )
    withheld = suppress(table, 5)
    assert {("by", "Legal"), ("by", "z"), ("by", "IT"), ("by", "x")} <= withheld


@pytest.mark.parametrize("n", [300])
def test_many_small_cells_are_quick(n):
    interviews = [
        interview(f"i{i}", {"a": 1 + i % 5, "b": 3}, department=f"d{i % 40}", account=f"a{i % 37}")
        for i in range(n)
    ]
    figures = result(two(), interviews, Options(by=("department", "account"))).questionnaires[0]
    assert sum(cell.n or 0 for cell in figures.by["department"].values()) <= n


def spoke_of(group, items, **said):
    """Somebody of Sales who rated these items, and `a` and `b`."""
    rest = {"department": "Sales", "account": "acme", "consent": None, "importance": 2, "a": 1, "b": 1}
    return {"group": group, "items": items, **rest, **said}


def test_two_of_a_group_that_is_withheld_do_not_follow_from_means_and_items():
    """All own means less a third of each item leaves those who spoke of one item alone: the whole group."""
    two = [spoke_of("internal", {"x": rated}) for rated in (2, 4)]
    rest = [spoke_of(group, dict.fromkeys("xyz", 3)) for group in ("coworker", "coworker", "customer")]
    everybody = [*two, *rest]
    interviews = [as_interview(i, p) for i, p in enumerate(everybody)]
    figures = result(make(), interviews, Options(min_group=3)).questionnaires[0]
    assert figures.groups["internal"].withheld is True
    assert attack(figures, everybody) == []
    assert figures.questions["a"].n == 5
