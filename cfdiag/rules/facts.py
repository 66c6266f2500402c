"""What a rule may ask: one table of facts, each with everything that anybody asks about it.

The check of a questionnaire takes the values a fact can have from here, a run its value, `why` and the
customer's edition what it rests on, the reader of rules and the documentation how it is written.
A new fact is one entry in `FACTS`, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec import UNSET

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest
from cfdiag.model.domain import Domain
from cfdiag.model.expression import Call, Few, Name, Value
from cfdiag.model.questionnaire import BASIS_POINTS, Question, Questionnaire
from cfdiag.model.result import DimensionScore, QuestionnaireResult, QuestionScore
from cfdiag.questions import TYPES
from cfdiag.rules.domains import NameFault, Names

QUADRANTS = ("concentrate", "keep_up", "low_priority", "overkill")

SubjectKind = Literal["dimension", "question", "section", "group"]
"""What the id in a fact names, and so what the fact rests on."""


class Shown(msgspec.Struct, frozen=True):
    """One questionnaire's figures, floors applied: what facts are read from."""

    questionnaire: Questionnaire
    result: QuestionnaireResult
    items: Mapping[str, int]
    """Interviews' items per repeated section; sections that nobody came to are not in it."""
    today: str
    """ISO date, or an empty string: no days are counted then."""
    own_items: Sequence[tuple[str, tuple[tuple[str, Value], ...]]] = ()
    """Items that people added who may be recognised, by `section/item`, with what was answered about each, by
    question."""

    def dimension(self, id_: str) -> DimensionScore | None:
        """A dimension's figures."""
        return self.result.dimensions.get(id_)

    def question(self, key: str) -> QuestionScore | None:
        """A question's figures, by its id or `section/item/question`."""
        return self.result.questions.get(key)


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a rule may ask."""

    written: str
    """How a rule asks for it, about an example."""
    about: str
    """What it is, in a line."""
    subject: SubjectKind
    takes: tuple[str, ...] = ()
    """The arguments of a function; none where it is written with a dot: `score.trust`."""
    domain: Callable[[Names, Sequence[object]], Domain]
    """The values that it can have; refuses (NameFault) what it cannot be asked of."""
    value: Callable[[Shown, Sequence[str]], object]
    """Its value; None and UNSET where there is none that may be shown."""
    theirs: bool = True
    """Whether a customer's edition may rest on it where its subject is the customer's own."""
    reach: Callable[[Names, str], Domain] | None = None
    """The values that this questionnaire's questions can bring it to, where they are fewer."""

    @property
    def form(self) -> str:
        """How it is written, in general: `share(question, option)`."""
        name = self.written.partition("(" if self.takes else ".")[0]
        return f"{name}({', '.join(self.takes)})" if self.takes else f"{name}.{self.subject}"


# --- the values that facts can have


def _score(names: Names, of: Sequence[object]) -> Domain:
    id_ = str(of[0])
    if names.dimension(id_).kind == "checklist":
        raise NameFault(Code.BAD_VALUE, f"'{id_}' is a checklist: it has no score", f"write met.{id_}", id_)
    return Domain(0, 100)


def _met(names: Names, of: Sequence[object]) -> Domain:
    id_ = str(of[0])
    if names.dimension(id_).kind != "checklist":
        raise NameFault(Code.BAD_VALUE, f"'{id_}' is no checklist", f"write score.{id_}", id_)
    questions = [q for q in names.questions.values() if q.dimension == id_]
    if id_ == names.questionnaire.basis_dimension:
        questions += [q for q in names.questions.values() if q.basis]
    repeated = any(names.section_of[q.id].repeat for q in questions)
    return Domain(0, math.inf if repeated else len(questions))


def _coverage(names: Names, of: Sequence[object]) -> Domain:
    names.dimension(str(of[0]))
    return Domain(0, 1)


def _points(names: Names, of: Sequence[object]) -> Domain:
    _with_points(names, str(of[0]))
    return Domain(0, 100)


def _gap(names: Names, of: Sequence[object]) -> Domain:
    question = _important(names, str(of[0]))
    scale = question.scale
    span: float = scale.span if scale else math.inf
    span = 100 if question.two_scales else span
    return Domain(-span, span)


def _quadrant(names: Names, of: Sequence[object]) -> Domain:
    _important(names, str(of[0]))
    return Domain(words=QUADRANTS)


def _perception(names: Names, of: Sequence[object]) -> Domain:
    id_ = str(of[0])
    question = _with_points(names, id_)
    compare = names.questionnaire.compare
    if compare is None:
        hint = "add compare: {looking_in: …, looked_at: …}"
        raise NameFault(Code.BAD_VALUE, "the questionnaire compares no groups", hint, id_)
    missing_ = [g for g in (compare.looking_in, compare.looked_at) if g not in question.groups]
    if missing_:
        hint = "perception takes a question that both groups are asked"
        raise NameFault(Code.BAD_VALUE, f"the group '{missing_[0]}' is not asked '{id_}'", hint, id_)
    return Domain(-100, 100)


def _n(names: Names, of: Sequence[object]) -> Domain:
    id_, groups = str(of[0]), names.questionnaire.groups
    if id_ not in groups:
        hint = closest(id_, groups) or f"groups: {', '.join(groups)}"
        raise NameFault(Code.UNKNOWN_GROUP, f"there is no group '{id_}'", hint, id_)
    return Domain(0, whole=True)


def _share(names: Names, of: Sequence[object]) -> Domain:
    id_, option = str(of[0]), of[1]
    question = names.question(id_)
    domain = names.answer(id_)
    why_not = TYPES[question.type].unshared
    if why_not:
        hint = "share takes a choice, yes_no or rating"
        raise NameFault(Code.BAD_VALUE, f"'{id_}' is a {question.type}: {why_not}", hint, id_)
    fits = (
        isinstance(option, (int, float)) and domain.low <= option <= domain.high
        if domain.numeric
        else str(option) in (domain.words or ())
    )
    if not fits:
        hint = closest(str(option), domain.words or ()) or f"{id_} is {domain}"
        raise NameFault(Code.UNKNOWN_OPTION, f"'{id_}' has no option '{option}'", hint, str(option))
    return Domain(0, 1)


def _mean(names: Names, of: Sequence[object]) -> Domain:
    key = str(of[0])
    question = names.answered(key)
    domain = names.answer(question.id)
    if not domain.numeric:
        hint = "mean takes a rating or a number; of options, write share(question, option)"
        raise NameFault(Code.BAD_VALUE, f"'{question.id}' has no mean: it is {domain}", hint, key)
    return Domain(domain.low, domain.high)


def _count(names: Names, of: Sequence[object]) -> Domain:
    section = names.section(str(of[0]))
    if section.repeat is None:
        hint = "count takes a repeated one"
        raise NameFault(Code.BAD_VALUE, f"the section '{section.id}' is not repeated", hint, section.id)
    return Domain(0, whole=True)


def _days_since(names: Names, of: Sequence[object]) -> Domain:
    id_ = str(of[0])
    if not TYPES[names.question(id_).type].dated:
        raise NameFault(Code.BAD_VALUE, f"'{id_}' is no date", "days_since takes a date question", id_)
    return Domain(whole=True)


def _with_points(names: Names, id_: str) -> Question:
    question = names.question(id_)
    if not TYPES[question.type].can_score(question):
        hint = "points come from ratings, yes_no, and options with points"
        hint = "use share(question, option), or give its options points" if question.options else hint
        raise NameFault(Code.BAD_VALUE, f"'{id_}' has no points", hint, id_)
    return question


def _important(names: Names, id_: str) -> Question:
    question = names.question(id_)
    if not question.importance:
        hint = "add importance: true to the question"
        raise NameFault(Code.BAD_VALUE, f"nobody rates how important '{id_}' is", hint, id_)
    return question


def _ends(question: Question) -> tuple[float, float]:
    """The fewest and the most points that an answer can give."""
    table = TYPES[question.type].discrete(question)
    values = table.values() if table else (0.0, 100.0)
    low, high = min(values), max(values)
    return (low, high) if math.isfinite(low) and math.isfinite(high) else (0.0, 100.0)


def _reach_of_points(names: Names, id_: str) -> Domain:
    return Domain(*_ends(names.question(id_)))


def _reach_of_score(names: Names, id_: str) -> Domain:
    ends = [_ends(q) for q in names.questions.values() if q.dimension == id_]
    if id_ == names.questionnaire.basis_dimension:
        ends.append((min(BASIS_POINTS.values()), max(BASIS_POINTS.values())))
    return Domain(min(low for low, _ in ends), max(high for _, high in ends)) if ends else Domain(0, 100)


# --- the values that they have


def _met_each(shown: Shown, of: Sequence[str]) -> object:
    """Of many interviews, what one of them has on average."""
    found = shown.dimension(of[0])
    return found.met / found.n if found and found.n and found.met is not UNSET else None


def _mean_gap(shown: Shown, of: Sequence[str]) -> object:
    found = shown.question(of[0])
    return None if found is None or found.gap is UNSET else found.gap.mean


def _difference(shown: Shown, of: Sequence[str]) -> object:
    found = shown.result.perception.get(of[0])
    return None if found is None else found.points


def _people(shown: Shown, of: Sequence[str]) -> object:
    if of[0] not in shown.questionnaire.groups:
        return None
    found = shown.result.groups.get(of[0])
    return found.n if found else 0


def _part(shown: Shown, of: Sequence[str]) -> object:
    score = shown.question(of[0])
    return None if score is None else share(score, of[1])


def _days(shown: Shown, of: Sequence[str]) -> object:
    score, question = shown.question(of[0]), shown.questionnaire.question(of[0])
    if score is None or question is None or not shown.today or _is_by_month(score):
        return None
    today = dt.date.fromisoformat(shown.today[:10])
    days = [day for each in score.distribution if (day := TYPES[question.type].day(each, today)) is not None]
    return (today - max(days)).days if days else None


def _is_by_month(score: QuestionScore) -> bool:
    """Whether days are told as months, as those of an anonymous group are."""
    return score.reasons is not UNSET and "distribution" in score.reasons


def share(score: QuestionScore, option: str) -> float | Few | None:
    """Of those who answered, the share (0 to 1) that said so; None where nothing may be told.

    Of fewer people than a share is said of, no more than whether there is any.
    """
    counts: Mapping[str, int | None] = score.distribution
    if not counts and isinstance(score.answers, list):
        counts = Counter(f"{each:g}" for each in score.answers if not isinstance(each, list))
    if not counts or not score.n:
        return None
    n = counts.get(option, 0)
    few = score.reason is not UNSET  # but for the one interview of a run: its answers are all there is
    return Few(n, score.n) if n is None or few else n / score.n


FACTS: dict[str, Fact] = {
    "score": Fact(
        written="score.trust",
        about="a dimension, 0 to 100",
        subject="dimension",
        domain=_score,
        value=lambda shown, of: getattr(shown.dimension(of[0]), "score", None),
        reach=_reach_of_score,
    ),
    "points": Fact(
        written="points.raise_early",
        about="one question, 0 to 100, reverse-keyed ones already turned",
        subject="question",
        domain=_points,
        value=lambda shown, of: getattr(shown.question(of[0]), "points", None),
        reach=_reach_of_points,
    ),
    "gap": Fact(
        written="gap.raise_early",
        about="performance minus importance, in steps of the scale",
        subject="question",
        domain=_gap,
        value=_mean_gap,
    ),
    "perception": Fact(
        written="perception.unasked_welcome",
        about="those who look in minus those who are looked at, in points",
        subject="question",
        domain=_perception,
        value=_difference,
        theirs=False,
    ),
    "quadrant": Fact(
        written="quadrant.raise_early",
        about='`"concentrate"`, `"keep_up"`, `"low_priority"`, `"overkill"`',
        subject="question",
        domain=_quadrant,
        value=lambda shown, of: getattr(shown.question(of[0]), "quadrant", None),
    ),
    "met": Fact(
        written="met.promises",
        about="questions of a checklist that are met; of many interviews, what one of them has on average",
        subject="dimension",
        domain=_met,
        value=_met_each,
    ),
    "coverage": Fact(
        written="coverage.facts",
        about="which part of a dimension was answered, 0 to 1",
        subject="dimension",
        domain=_coverage,
        value=lambda shown, of: getattr(shown.dimension(of[0]), "coverage", None),
    ),
    "n": Fact(
        written="n.customer",
        about="interviews of a group",
        subject="group",
        domain=_n,
        value=_people,
    ),
    "share": Fact(
        written='share(reason_given, "cost")',
        about="which part, 0 to 1, of the people who answered; of a rating, a step; of a ranking, first; of "
        "fewer than five people only whether there is any (`> 0`) or none (`== 0`)",
        subject="question",
        takes=("question", "option"),
        domain=_share,
        value=_part,
    ),
    "mean": Fact(
        written='mean("touch_points/complaints/touch_rating")',
        about="the mean of a rating or a number as it was answered; of one item, or by its id of all",
        subject="question",
        takes=("question",),
        domain=_mean,
        value=lambda shown, of: getattr(shown.question(of[0]), "mean", None),
    ),
    "count": Fact(
        written="count(promises)",
        about="how many items people named in a repeated section",
        subject="section",
        takes=("section",),
        domain=_count,
        value=lambda shown, of: shown.items.get(of[0]),
        theirs=False,
    ),
    "days_since": Fact(
        written="days_since(last_contact)",
        about="whole days since the latest date given; negative for a day to come",
        subject="question",
        takes=("question",),
        domain=_days_since,
        value=_days,
    ),
}
"""Every fact, by name. Of one interview a rule may also ask for answers, by question id, and for `group`."""

FUNCTIONS = {name: fact for name, fact in FACTS.items() if fact.takes}
DOTTED = {name: fact for name, fact in FACTS.items() if not fact.takes}
"""Those that are written with a dot."""


def domain(names: Names, asked: Name | Call) -> Domain:
    """The values of what a rule asks for.

    Raises:
        NameFault: there is no such thing.
    """
    if isinstance(asked, Call):
        return FUNCTIONS[asked.function].domain(names, asked.arguments)
    if len(asked.path) == 1:
        return names.answer(asked.path[0])
    kind, id_, *more = asked.path
    if kind not in DOTTED:
        hint = closest(kind, DOTTED) or f"rules know: {', '.join(DOTTED)}"
        raise NameFault(Code.UNKNOWN_NAME, f"'{kind}.…' is not known", hint, kind)
    if more:
        whole = ".".join(asked.path)
        raise NameFault(Code.UNKNOWN_NAME, f"'{whole}' has a dot too many", f"write {kind}.{id_}", kind)
    try:
        return DOTTED[kind].domain(names, (id_,))
    except NameFault as fault:
        fault.word = ".".join(asked.path)
        raise


def attainable(names: Names, asked: Name | Call) -> Domain | None:
    """The values that the questions there are can bring it to; None where there is no such thing."""
    try:
        values = domain(names, asked)
    except NameFault:
        return None
    fact = FACTS.get(asked.key[0]) if len(asked.key) > 1 else None
    return fact.reach(names, asked.key[1]) if fact and fact.reach else values
