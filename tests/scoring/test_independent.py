"""A second implementation of the scoring rules, plain and slow, against the first, over random interviews.

Written from the rules alone (docs/scoring.md): lists of answers, `statistics` and scipy; no histograms, no
whole units, no look-up tables.
"""

from __future__ import annotations

import itertools
import math
import operator
import statistics
from random import Random

import pytest
from kits.scoring import result
from scipy import stats
from statsmodels.stats.multitest import multipletests

from cfdiag.formats.library import Library
from cfdiag.model.expression import UNKNOWN, Call, Compare, Const, Name, Not, evaluate, holds, truth
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent
from cfdiag.scoring.options import Options

BASIS = {"guess": 0, "hearsay": 33, "figures": 67, "first_hand": 100}
STATUSES = ("answered",) * 8 + ("skipped", "unknown", "not_applicable", "absent")
LIBRARY = Library()
IDS = LIBRARY.ids()
MANY = 12


def close(value):
    return None if value is None else pytest.approx(value, abs=1e-6, rel=1e-9)


# --- random interviews -------------------------------------------------------------------------------------


def seeded(*parts):
    return Random(" ".join(map(str, parts)))  # noqa: S311  no secret hangs on it


class Said:
    """The answers a condition sees: those about the same item first."""

    def __init__(self, answers, group, item=""):
        self.answers, self.group, self.item = answers, group, item

    def name(self, path):
        if len(path) != 1:
            return UNKNOWN
        answer = self.answers.get(self.item + path[0]) or self.answers.get(path[0])
        if answer is None:
            return self.group if path[0] == "group" else UNKNOWN
        if answer.status != "answered":
            return UNKNOWN
        return tuple(answer.value) if isinstance(answer.value, list) else answer.value

    def call(self, function, arguments):
        del function, arguments
        return UNKNOWN


def asked_of(q, group, items):
    """Every question that a group may be asked: `(prefix, question)`, once per item."""
    for section in q.sections:
        prefixes = [f"{section.id}/{item}/" for item in items.get(section.id, ())] if section.repeat else [""]
        for prefix in prefixes:
            for question in section.questions:
                if group in question.groups:
                    yield prefix, question


def value_of(random, question):  # noqa: PLR0911  one a type
    match question.type:
        case "rating":
            return random.randint(question.scale.min, question.scale.max)
        case "yes_no":
            return random.choice(["yes", "no"])
        case "choice":
            return random.choice(question.options).id
        case "choices":
            return sorted(o.id for o in question.options if random.random() < 0.4)
        case "number":
            return random.randint(int(question.min or 0), int(question.max or 20))
        case "date":
            return f"2026-0{random.randint(1, 9)}-11"
    return "Something."


def answer_of(random, question, group, status):
    if status != "answered":
        return Answer(status=status)
    importance = None
    if group in question.importance and random.random() < 0.9:
        importance = random.randint(question.scale.min, question.scale.max)
    basis = random.choice(list(BASIS)) if group in question.basis and random.random() < 0.8 else None
    value = value_of(random, question)
    return Answer(status="answered", value=value, importance=importance, basis=basis)


def some_interview(random, q, group, *, full=False):
    items = {}
    for section in q.sections:
        if section.repeat:
            pool = [*section.repeat.items, "i1", "i2"]
            count = random.randint(min(section.repeat.extent(group)[0], len(pool)), min(len(pool), 4))
            items[section.id] = dict.fromkeys(pool if full else random.sample(pool, count), "It")
    answers = {}
    for prefix, question in asked_of(q, group, items):
        if question.when is not None and not holds(question.when, Said(answers, group, prefix)):
            continue
        status = "answered" if full else random.choice(STATUSES)
        if status != "absent":
            answers[prefix + question.id] = answer_of(random, question, group, status)
    return Interview(
        id=f"{random.getrandbits(64):016x}",
        questionnaire=QuestionnaireRef(id=q.id, version=q.version),
        respondent=Respondent(group=group, consent=random.choice(["named", None])),
        finished=random.choice(["2026-11-22T10:00:00Z", None]),
        items=items,
        answers=answers,
    )


# --- the rules, one after another --------------------------------------------------------------------------


def points_of(question, value):
    """0 to 100, or None: no part in a score."""
    known = {option.id: option.points for option in question.options}
    match question.type:
        case "rating":
            low, high = question.scale.min, question.scale.max
            turned = low + high - value if question.reverse else value
            return 100 * (turned - low) / (high - low)
        case "yes_no":
            return 100.0 if (value == "yes") != question.reverse else 0.0
        case "choice":
            points = known[value]
            return None if points is None else 100 - points if question.reverse else points
        case "choices":
            if all(points is None for points in known.values()):
                return None
            return max(0.0, min(100.0, sum(known[v] or 0 for v in value)))
    return None


def scores(question):
    """Whether a question takes part in its dimension at all."""
    pointed = any(option.points is not None for option in question.options)
    return question.type in ("rating", "yes_no") or (question.type in ("choice", "choices") and pointed)


def parts_of(q, interview):
    """Per dimension: `[state, weight, points]` of every question asked; state valid, open or out."""
    group, parts = interview.respondent.group, {}
    for prefix, question in asked_of(q, group, interview.items):
        answer = interview.answers.get(prefix + question.id)
        off = answer is None and question.when is not None
        off = off and not holds(question.when, Said(interview.answers, group, prefix))
        out = off or (answer is not None and answer.status == "not_applicable")
        said = answer is not None and answer.status == "answered"
        if question.dimension and scores(question):
            points = points_of(question, answer.value) if said else None
            gone = out or (said and points is None)
            state = "out" if gone else "open" if points is None else "valid"
            parts.setdefault(question.dimension, []).append((state, question.weight, points))
        if group in question.basis and q.basis_dimension:
            points = BASIS[answer.basis] if said and answer.basis else None
            state = "out" if out else "open" if points is None else "valid"
            parts.setdefault(q.basis_dimension, []).append((state, question.weight, points))
    return parts


def one(q, interview):
    """`{dimension: (score, valid weight, applicable weight, met, of)}` and the overall score."""
    parts, found = parts_of(q, interview), {}
    for name, dimension in q.dimensions.items():
        mine = parts.get(name, [])
        valid = [(w, p) for state, w, p in mine if state == "valid"]
        applicable = [w for state, w, _ in mine if state != "out"]
        needed = min(len(mine), max(2, math.ceil(len(applicable) / 2), dimension.min_valid))
        score = None
        if applicable and len(valid) >= needed and dimension.kind == "scored":
            score = sum(w * p for w, p in valid) / sum(w for w, _ in valid)
        met = sum(p >= 75 for _, p in valid)
        found[name] = (score, sum(w for w, _ in valid), sum(applicable), met, len(applicable))
    asked = [d for d in q.dimensions.values() if d.kind == "scored" and can_be_asked(q, interview, d.id)]
    scored = [d for d in asked if found[d.id][0] is not None]
    share = sum(d.weight for d in scored)
    overall = None
    if scored and share >= sum(d.weight for d in asked) / 2:
        overall = sum(d.weight * found[d.id][0] for d in scored) / share
    return found, overall


def can_be_asked(q, interview, dimension):
    """Whether the respondent's group has a question in the dimension, items named or not."""
    group = interview.respondent.group
    return any(
        (question.dimension == dimension and scores(question))
        or (dimension == q.basis_dimension and group in question.basis)
        for section in q.sections
        for question in section.questions
        if group in question.groups
    )


def turned(question, value):
    return question.scale.min + question.scale.max - value if question.reverse else value


def t_interval(values):
    if len(values) < 5 or len(set(values)) == 1:
        return None
    half = stats.t.ppf(0.975, len(values) - 1) * statistics.stdev(values) / math.sqrt(len(values))
    return statistics.fmean(values) - half, statistics.fmean(values) + half


def answers_to(interviews, key):
    found = (interview.answers.get(key) for interview in interviews)
    return [answer for answer in found if answer is not None and answer.status == "answered"]


# --- what is compared --------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=IDS)
def q(request):
    return LIBRARY.get(request.param)


@pytest.mark.parametrize("seed", range(8))
def test_one_interview(q, seed):
    random = seeded(q.id, seed)
    group = random.choice(list(q.groups))
    interview = some_interview(random, q, group)
    lacking = {s.id: s.repeat.extent(group)[0] - len(interview.items[s.id]) for s in q.sections if s.repeat}
    assert all(n <= 0 for n in lacking.values())
    figures = result(q, [interview]).questionnaires[0]
    dimensions, overall = one(q, interview)
    assert figures.overall.score == close(overall)
    for name, found in figures.dimensions.items():
        score, valid, applicable, met, of = dimensions[name]
        if found.kind == "checklist":
            assert (found.met, found.of) == (met, of) if of else found.reason == "not_applicable"
            continue
        assert found.score == close(score), name
        assert found.coverage == close(valid / applicable if applicable else None), name


@pytest.fixture(scope="module")
def many(q):
    random = seeded(q.id)
    interviews = [some_interview(random, q, group) for group in q.groups for _ in range(MANY)]
    return interviews, result(q, interviews, Options(unmasked=True)).questionnaires[0]


def test_overall_and_dimensions_of_many(q, many):
    interviews, figures = many
    for group, found in figures.groups.items():
        mine = [one(q, i) for i in interviews if i.respondent.group == group]
        overalls = [overall for _, overall in mine if overall is not None]
        if len(overalls) >= 5:
            assert found.overall.score == close(statistics.fmean(overalls))
            assert found.overall.sd == close(statistics.stdev(overalls))
            assert found.overall.interval == close(t_interval(overalls))
        for name, dimension in found.dimensions.items():
            parts = [dimensions[name] for dimensions, _ in mine]
            said = [score for score, *_ in parts if score is not None]
            assert dimension.coverage == close(sum(p[1] for p in parts) / sum(p[2] for p in parts))
            if dimension.kind == "checklist":
                assert (dimension.met, dimension.of) == (sum(p[3] for p in parts), sum(p[4] for p in parts))
            elif len(said) >= 5:
                assert dimension.score == close(statistics.fmean(said))
                assert dimension.interval == close(t_interval(said))
            else:
                assert dimension.score is None


def test_questions_of_many(q, many):
    interviews, figures = many
    for group, found in figures.groups.items():
        mine = [i for i in interviews if i.respondent.group == group]
        for key, score in found.questions.items():
            question = q.question(key)
            section = q.section_of(key.rsplit("/", 1)[-1])
            if question is None or question.type != "rating" or section.repeat:
                continue
            answers = answers_to(mine, key)
            values = [answer.value for answer in answers]
            assert score.n == len(values)
            if len(values) < 5:
                reason = "too_few_respondents" if values else "not_rated"
                assert (score.mean, score.reason) == (None, reason)
                continue
            assert score.mean == close(statistics.fmean(values))
            assert score.sd == close(statistics.stdev(values))
            assert score.median == close(statistics.median(values))
            assert score.interval == close(t_interval(values))
            assert score.points == close(statistics.fmean(points_of(question, v) for v in values))
            assert {int(step): n for step, n in score.distribution.items() if n} == {
                v: values.count(v) for v in values
            }
            steps = question.scale.max - question.scale.min + 1
            rwg = max(0, 1 - statistics.variance(values) / ((steps**2 - 1) / 12))
            assert score.agreement == close(rwg)
            high = sum(v >= question.scale.max - 1 for v in values)
            wilson = stats.binomtest(high, len(values)).proportion_ci(method="wilson")
            assert score.top2.interval == close((wilson.low, wilson.high))
            rated = [a for a in answers if a.importance is not None]
            gaps = [turned(question, a.value) - a.importance for a in rated]
            if group in question.importance and len(gaps) >= 5:
                assert score.gap.mean == close(statistics.fmean(gaps))
                assert score.gap.interval == close(t_interval(gaps))
                assert score.importance.mean == close(statistics.fmean(a.importance for a in rated))


def test_perception(q, many):
    interviews, figures = many
    if q.compare is None:
        assert figures.perception == {}
        return
    sides = [
        [i for i in interviews if i.respondent.group == g]
        for g in (q.compare.looking_in, q.compare.looked_at)
    ]
    tests = {}
    for key, found in figures.perception.items():
        question = q.question(key.rsplit("/", 1)[-1])
        if q.section_of(question.id).repeat and "/" not in key:
            continue
        one_, other = ([turned(question, a.value) for a in answers_to(side, key)] for side in sides)
        if min(len(one_), len(other)) < 5:
            assert found.difference is None
            few, rest = sorted((one_, other), key=len)
            if len(few) >= 3 and len(rest) >= 5 and len({*few, *rest}) > 1:
                sums = [sum(some) for some in itertools.combinations([*few, *rest], len(few))]
                middle = statistics.fmean(sums)
                far = sum(abs(each - middle) >= abs(sum(few) - middle) - 1e-9 for each in sums)
                tests[key] = far / len(sums), statistics.fmean(one_) > statistics.fmean(other)
            continue
        difference = statistics.fmean(one_) - statistics.fmean(other)
        span = question.scale.max - question.scale.min
        test = stats.ttest_ind(one_, other, equal_var=False)
        welch = test.confidence_interval()
        tests[key] = test.pvalue, difference > 0
        assert (found.internal, found.customer) == close((statistics.fmean(one_), statistics.fmean(other)))
        assert (found.difference, found.points) == close((difference, 100 * difference / span))
        assert found.interval == close((welch.low, welch.high))
        if min(len(one_), len(other)) < 10:
            assert found.g is None
            continue
        n, m = len(one_), len(other)
        pooled = ((n - 1) * statistics.variance(one_) + (m - 1) * statistics.variance(other)) / (n + m - 2)
        assert found.g == close(difference / math.sqrt(pooled) * (1 - 3 / (4 * (n + m) - 9)))
    held = multipletests([p for p, _ in tests.values()], 0.05, "holm")[0] if tests else []
    for (key, (p, higher)), finding in zip(tests.items(), held, strict=True):
        found, name = figures.perception[key], "blind_spot" if higher else "unseen_strength"
        assert found.p == close(p)
        assert found.finding == (name if finding else None)
        assert (found.leans == name) == (p <= 0.05 and not finding)
    assert figures.rank_agreement is None  # of an order of twelve people a side nothing is said


class Figures:
    """What a rule asks of many interviews, read from the result's own figures."""

    def __init__(self, q, figures):
        self.q, self.figures = q, figures

    def name(self, path):
        if len(path) != 2:
            return UNKNOWN
        kind, id_ = path
        found = {
            "score": lambda: self.figures.dimensions[id_].score,
            "coverage": lambda: self.figures.dimensions[id_].coverage,
            "points": lambda: self.figures.questions[id_].points,
            "gap": lambda: self.figures.questions[id_].gap.mean,
            "perception": lambda: self.figures.perception[id_].points,
            "n": lambda: self.figures.groups[id_].n,
        }
        value = found[kind]() if kind in found else None
        return UNKNOWN if value is None else value

    def call(self, function, arguments):
        del function, arguments
        return UNKNOWN


def gaps_behind(expression, figures, *, wanted=True):
    """The gaps whose comparison makes a rule hold, in points: `(question, points)`."""
    if isinstance(expression, Not):
        yield from gaps_behind(expression.part, figures, wanted=not wanted)
    for part in getattr(expression, "parts", ()):
        yield from gaps_behind(part, figures, wanted=wanted)
    if isinstance(expression, Compare) and truth(evaluate(expression, figures)) is wanted:
        for name in (side for side in (expression.left, expression.right) if isinstance(side, Name)):
            if name.path[0] == "perception":
                yield name.path[1], figures.figures.perception[name.path[1]].points
            elif name.path[0] == "gap":
                found = figures.figures.questions[name.path[1]]
                yield name.path[1], 100 * found.gap.mean / (found.scale[1] - found.scale[0])


OPERATORS = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


def compared(expression):
    for part in getattr(expression, "parts", ()):
        yield from compared(part)
    if isinstance(expression, Compare) and isinstance(expression.right, Const):
        yield expression.left, expression.op, expression.right.value


def shares_behind(action, figures):
    """The centre of the score interval of each share by which a rule holds; of rating steps together."""
    many, few, counted = {}, {}, set()
    for left, op, limit in compared(action.when):
        if not isinstance(left, Call) or left.function != "share":
            continue
        _, question, option = left.key
        found = figures.questions.get(question)
        n = found.n if found is not None and found.distribution else 0
        said = found.distribution.get(option, 0) if n else None
        if said is None or (n < 5 and limit != 0) or not OPERATORS[op](said / n, limit):
            continue
        if op in ("<", "<=") or (op, limit) == ("==", 0):
            few[question] = max(few.get(question, (0, n)), (n - said, n))
        elif (question, option) not in counted:
            counted.add((question, option))
            many[question] = min(n, many.get(question, (0, n))[0] + said), n
    z = statistics.NormalDist().inv_cdf(0.975)
    return [(said + z * z / 2) / (n + z * z) for said, n in (many or few).values()]


def held_behind(q, action, figures):
    """How far a figure is from what it is compared with, where it belongs to no dimension of questions."""
    for left, op, limit in compared(action.when):
        if not isinstance(left, Name) or len(left.path) != 2:
            continue
        kind, id_ = left.path
        value, aim = None, limit
        if kind == "score" and id_ == q.basis_dimension:
            value, aim = figures.dimensions[id_].score, q.dimensions[id_].target
        elif kind == "points" and figures.questions[id_].dimension is None:
            value = figures.questions[id_].points
        if value is not None and OPERATORS[op](value, limit):
            yield max(0, value - aim) / (100 - aim) if action.kind == "build" else max(0, aim - value) / aim


def needs(q, figures, action):
    """The widest gap × weight; else as stated, by what the rule holds, or the distance from targets."""

    def importance(key):
        found = figures.questions.get(key)
        rated = found is not None and getattr(found.importance, "mean", None) is not None
        return (found.importance.mean - found.scale[0]) / (found.scale[1] - found.scale[0]) if rated else None

    rated = [share for key in figures.questions if (share := importance(key)) is not None]
    typical = statistics.fmean(rated) if rated else 1.0
    gaps = list(gaps_behind(action.when, Figures(q, figures)))
    if gaps:
        return max(
            abs(points) / 100 * (typical if importance(key) is None else importance(key))
            for key, points in gaps
        )
    if action.need is not None:
        return action.need
    held = list(held_behind(q, action, figures))
    if held:
        return max(held) * typical
    parts = []
    for key in action.because:
        found = figures.questions.get(key)
        if found is None or found.points is None or found.dimension is None:
            continue
        target = q.dimensions[found.dimension].target
        beyond = max(0, found.points - target) / (100 - target)
        short = max(0, target - found.points) / target
        weight = importance(key)
        weight = typical if weight is None else weight
        parts.append((beyond if action.kind == "build" else short) * weight)
    shares = [] if parts else shares_behind(action, figures)
    if shares:
        return max(shares) * typical
    return statistics.fmean(parts) if parts else 0.5


def test_needs_priorities_and_order(q, many):
    interviews, figures = many
    known = {action.id: action for action in q.actions}
    for found in figures.actions:
        action = known[found.id]
        need = needs(q, figures, action)
        assert found.need == close(need)
        assert found.priority == close(need * action.impact / action.effort)
    for action in q.actions:
        verdict = truth(evaluate(action.when, Figures(q, figures)))
        if verdict is True:
            assert action.id in {found.id for found in figures.actions}
        elif verdict is False:
            assert action.id not in {found.id for found in figures.actions}
    order = result(q, interviews, Options(unmasked=True)).plan
    keys = {found.id: (-found.priority, found.effort, found.id) for found in figures.actions}
    kinds = {found.id: found.kind for found in figures.actions}
    assert order.mend == sorted((i for i in keys if kinds[i] == "mend"), key=keys.get)
    assert order.build == sorted((i for i in keys if kinds[i] == "build"), key=keys.get)[:3]
    assert order.projected.get(q.id) == close(projected(q, figures, order.mend[:3]))


def projected(q, figures, first):
    """The overall if every question that the first three rest on had at least its target."""
    if not first or figures.overall.score is None:
        return None
    raised = {key for action in q.actions if action.id in first for key in action.because}
    score = whole = 0.0
    for name, dimension in figures.dimensions.items():
        if dimension.score is None or isinstance(dimension.group, str):
            continue
        mine = {
            key: found
            for key, found in figures.questions.items()
            if found.dimension == name and found.points is not None and "/" not in key
        }
        mine = {key: found for key, found in mine.items() if not isinstance(found.group, str)}
        target, weight = q.dimensions[name].target, q.dimensions[name].weight
        now = sum(found.weight * found.points for found in mine.values())
        then = sum(
            found.weight * (max(found.points, target) if key in raised else found.points)
            for key, found in mine.items()
        )
        share = sum(found.weight for found in mine.values())
        score += weight * ((then - now) / share if share else 0.0)
        whole += weight
    return min(100.0, figures.overall.score + score / whole)


def test_reliability_listwise():
    """α by its definition, on the questionnaire with most rated questions in a dimension."""
    for id_ in IDS:
        q = LIBRARY.get(id_)
        for group in q.groups:
            random = seeded(id_, group)
            interviews = [some_interview(random, q, group, full=True) for _ in range(34)]
            found = result(q, interviews, Options(unmasked=True)).questionnaires[0].groups[group]
            for name, dimension in found.dimensions.items():
                mine = [
                    question
                    for section in q.sections
                    if not section.repeat
                    for question in section.questions
                    if question.dimension == name and group in question.groups and question.type == "rating"
                ]
                others = [key for key, s in found.questions.items() if s.dimension == name and "/" not in key]
                if dimension.alpha is None or len(mine) != len(others):
                    continue
                rows = [
                    [points_of(question, i.answers[question.id].value) for question in mine]
                    for i in interviews
                    if all(question.id in i.answers for question in mine)
                ]
                k = len(mine)
                items = sum(statistics.variance(column) for column in zip(*rows, strict=True))
                total = statistics.variance(sum(row) for row in rows)
                assert dimension.alpha == close(k / (k - 1) * (1 - items / total))
