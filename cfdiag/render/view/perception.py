"""How you think they see you, how they see you: the same question from both sides."""

from __future__ import annotations

from typing import NamedTuple

from cfdiag.locales.locale import difference_as_printed
from cfdiag.model.blocks import Block, ChartBlock, HeadingBlock, ListBlock, ListEntry, ListGroup, ShownCell
from cfdiag.model.comparison import Interval
from cfdiag.model.interview import question_of
from cfdiag.model.result import Perception, QuestionnaireResult
from cfdiag.model.view import ReportSection
from cfdiag.questions.rating import in_a_row, turned_round
from cfdiag.render.charts.pairs import PairValues, pairs
from cfdiag.render.view.context import Material, given, reason_of
from cfdiag.render.view.importance import unit
from cfdiag.render.view.parts import cell, chart, column, section, sentences, table_part


class Pair(NamedTuple):
    """One question with both sides' figures in one unit."""

    key: str
    title: str
    figure: Perception
    inside: float | None
    outside: float | None
    difference: float | None
    interval: Interval | None


def perception(m: Material) -> ReportSection | None:
    """The section, or None where no question was put to both sides."""
    parts = [block for part in m.result.questionnaires if part.perception for block in _part(m, part)]
    if not parts:
        return None
    w = m.words
    return section(
        "perception",
        w("How you think they see you, how they see you"),
        w(
            "The same question was put to both sides. A blind spot is what those inside rate higher "
            "than those "
            "they serve; an unseen strength is what they rate lower. Either is named only where chance "
            "would hardly explain it, however many questions were compared."
        ),
        parts,
    )


def perception_pairs(m: Material, part: QuestionnaireResult) -> tuple[list[Pair], float, float, bool]:
    """The questions of both sides, largest difference first, then those without one; and their scale."""
    repeated = {question_of(k) for k in part.perception if "/" in k}
    keys = [k for k in part.perception if k not in repeated]
    scores = [part.questions[k] for k in keys if k in part.questions]
    low, high, in_units = unit(scores)
    found = []
    for key in keys:
        figure = part.perception[key]
        title = m.question(part.id, key, looked_at(m, part))
        found.append(Pair(key, title, figure, *_shown(figure, in_units=in_units)))
    decimals = 1 if in_units else 0

    def place(pair: Pair) -> tuple[bool, float, float]:
        shown = shown_difference(pair, decimals)
        return shown is None, -(shown or 0.0), -(pair.difference or 0.0)

    found.sort(key=place)
    return found, low, high, in_units


def _shown(
    figure: Perception, *, in_units: bool
) -> tuple[float | None, float | None, float | None, Interval | None]:
    """Both means, their difference and its interval: in scale units, or all of them in points."""
    if in_units:
        return figure.internal, figure.customer, figure.difference, figure.interval
    inside, outside = given(figure.internal_points), given(figure.customer_points)
    return inside, outside, figure.points, given(figure.points_interval)


def shown_difference(pair: Pair, decimals: int) -> float | None:
    """The difference of both figures as they are shown: who reads it subtracts what stands beside it."""
    if pair.difference is None:
        return None
    if pair.inside is None or pair.outside is None:
        return pair.difference
    return difference_as_printed(pair.inside, pair.outside, decimals)


def sides(m: Material, part: QuestionnaireResult) -> tuple[str, str]:
    """The names of who looks in and who is looked at."""
    questionnaire = m.questionnaires.get(part.id)
    compare = questionnaire.compare if questionnaire else None
    if compare is None:
        return m.words("inside"), m.words("customers")
    return m.group(part.id, compare.looking_in), m.group(part.id, compare.looked_at)


def looked_at(m: Material, part: QuestionnaireResult) -> str:
    """The group that is looked at; empty where there is none."""
    questionnaire = m.questionnaires.get(part.id)
    return questionnaire.compare.looked_at if questionnaire and questionnaire.compare else ""


def _part(m: Material, part: QuestionnaireResult) -> list[Block | None]:
    w = m.words
    found, low, high, in_units = perception_pairs(m, part)
    if all(p.figure.n_internal == p.figure.n_customer == 0 for p in found) and not any(
        given(p.figure.answers) for p in found
    ):
        return []  # nobody rated anything: a list of questions says nothing
    names = sides(m, part)
    decimals = 1 if in_units else 0
    columns = [
        column(w("Question")),
        column(names[0], numeric=True),
        column(names[1], numeric=True),
        column(w("Difference"), numeric=True),
        column(w("95% interval"), numeric=True),
        column(w("Respondents"), numeric=True),
        column(w("Finding")),
    ]
    shown = [p for p in found if p.difference is not None or given(p.figure.p) is not None]
    rows = [_row(m, p, decimals) for p in shown]
    notes = [
        w(
            "Difference: {inside} minus {outside}, as the figures are shown.",
            inside=names[0],
            outside=names[1],
        )
    ]
    if not in_units:
        notes.append(w("The scales differ, so everything is shown on 0 to 100 points."))
    if any(given(p.figure.leans) for p in found):
        notes.append(
            w(
                "Leans that way: it would be a finding if it were the only question that was compared. "
                "Among so many, one or two lean that way by chance."
            )
        )
    caption = f"{m.title(part)}: {w.inline(w('Both sides, question by question'))}"
    return [
        HeadingBlock(text=m.title(part)),
        *sentences([f"{_sentence(m, part, found)} {_order(m, part)}".strip()]),
        _chart(m, part, found, (low, high, in_units)),
        *sentences([_grey(m, shown)], "note"),
        table_part(f"perception-{part.id}", caption, columns, rows, notes, look="behind") if rows else None,
        *sentences(_not_compared(m, [p for p in found if p not in shown]), "note"),
        _one_by_one(m, part, found, names),
    ]


def finding(m: Material, figure: Perception) -> str:
    """The finding's name, or a dash."""
    w = m.words
    names = {"blind_spot": w("blind spot"), "unseen_strength": w("unseen strength")}
    if figure.finding:
        return names[figure.finding]
    leans = given(figure.leans)
    if leans:
        few = min(figure.n_internal or 0, figure.n_customer or 0)
        return w(
            "leans towards {finding}; with {n} people it may be chance", finding=names[leans], n=w.count(few)
        )
    return w("no clear difference") if given(figure.p) is not None else w.score(None)


def _not_compared(m: Material, rest: list[Pair]) -> list[str]:
    """Questions without a difference, by the reason for it."""
    w = m.words
    by_reason: dict[str, list[str]] = {}
    for pair in rest:
        by_reason.setdefault(reason_of(pair.figure, "difference"), []).append(w.quoted(pair.title))
    return [
        w("Not compared, {reason}: {which}.", reason=w.reason(code), which=w.listing(titles)) if code
        else w("Not compared: {which}.", which=w.listing(titles))
        for code, titles in by_reason.items()
    ]  # fmt: skip


def _row(m: Material, pair: Pair, decimals: int) -> list[ShownCell]:
    w = m.words
    figure = pair.figure
    why = (
        w.reason(reason_of(figure, "difference"))
        if pair.difference is None and reason_of(figure, "difference")
        else ""
    )
    return [
        cell(pair.title),
        cell(w.number(pair.inside, decimals)),
        cell(w.number(pair.outside, decimals)),
        cell(w.signed(shown_difference(pair, decimals), decimals), "", why),
        cell(w.interval(pair.interval, decimals, signed=True)),
        cell(
            w("{inside} and {outside}", inside=w.count(figure.n_internal), outside=w.count(figure.n_customer))
        ),
        cell(finding(m, figure), figure.finding or ""),
    ]


def _sentence(m: Material, part: QuestionnaireResult, found: list[Pair]) -> str:
    w = m.words
    judged = [p for p in found if given(p.figure.p) is not None]
    if not judged:
        why = next((f.text for f in part.findings if f.kind == "not_compared"), "")
        return why or w("There are too few answers on one side or the other to compare.")
    counts = part.counts
    said = [w.plural("{n} blind spot", "{n} blind spots", counts.blind_spots)]
    said.append(w.plural("{n} unseen strength", "{n} unseen strengths", counts.unseen_strengths))
    return w.plural(
        "One question can be compared; it shows {found}.",
        "{n} questions can be compared; they show {found}.",
        counts.compared,
        found=w.listing(said),
    )


def _finding(m: Material, part: QuestionnaireResult, found: list[Pair], decimals: int) -> str:
    """What the picture shows: on what both sides lie furthest apart, and which of them is higher there."""
    w = m.words
    told = [p for p in found if p.figure.finding and p.difference is not None]
    if not told:
        return w("Nowhere do the two sides differ by more than chance does")
    widest = max(told, key=lambda p: (abs(shown_difference(p, decimals) or 0.0), abs(p.difference or 0.0)))
    inside, outside = (w.inline(name) for name in sides(m, part))
    message = "Furthest apart on {which}: {inside} expect less than {outside} give"
    if (widest.difference or 0.0) > 0:
        message = "Furthest apart on {which}: {inside} expect more than {outside} give"
    return w(message, which=w.quoted(widest.title), inside=inside, outside=outside)


_KNOWS, _PARTLY = 0.7, 0.3


def _order(m: Material, part: QuestionnaireResult) -> str:
    rho = part.rank_agreement
    w = m.words
    if rho is None:
        return ""
    if rho >= _KNOWS:
        said = w(
            "Those inside know the order: what is rated highest and lowest they see much as the others do"
        )
    elif rho >= _PARTLY:
        said = w(
            "Those inside know the order in part: some of what is rated highest or lowest they place "
            "elsewhere"
        )
    else:
        said = w(
            "Those inside do not know the order: what is rated highest and lowest is not what they expect"
        )
    return w("{said} (rank correlation {rho}).", said=said, rho=w.number(rho, 2))


def _one_by_one(
    m: Material, part: QuestionnaireResult, found: list[Pair], names: tuple[str, str]
) -> ListBlock | None:
    """The answers themselves, where the groups are small and may be shown."""
    entries = [
        ListEntry(label=pair.title, text=said) for pair in found if (said := _answers(m, part, pair, names))
    ]
    note = m.words("Below five answers there is no mean; where people may be shown, each answer stands here.")
    group = ListGroup(title=m.words("Answer by answer"), note=note, entries=tuple(entries))
    return ListBlock(groups=(group,), look="facts", level=2) if entries else None


def _answers(m: Material, part: QuestionnaireResult, pair: Pair, names: tuple[str, str]) -> str:
    answers = given(pair.figure.answers) or {}
    said = []
    for key, name in (("internal", names[0]), ("customer", names[1])):
        values = answers.get(key)
        if values:
            said.append(f"{name}: {in_a_row(values, m.words)}")
    questionnaire = m.questionnaires.get(part.id)
    question = questionnaire.question(question_of(pair.key)) if questionnaire else None
    return turned_round("; ".join(said), m.words) if question and question.reverse else "; ".join(said)


def _chart(
    m: Material, part: QuestionnaireResult, found: list[Pair], scale: tuple[float, float, bool]
) -> ChartBlock | None:
    names, (low, high, in_units) = sides(m, part), scale
    decimals = 1 if in_units else 0
    w = m.words
    shown = [p for p in found if p.inside is not None and p.outside is not None]
    if not shown:
        return None
    rows = [
        PairValues(
            p.title,
            p.inside,
            p.outside,
            _at_the_right(m, p, decimals),
            p.figure.finding or "",
            (w.number(p.inside, decimals), w.number(p.outside, decimals)),
        )
        for p in shown
    ]
    said = [
        w(
            "{label}: {inside} {a}, {outside} {b}, {finding}.",
            label=p.title, inside=names[0], a=w.number(p.inside, decimals), outside=names[1],
            b=w.number(p.outside, decimals), finding=finding(m, p.figure),
        )
        for p in shown
    ]  # fmt: skip
    head = w("difference (95% interval)")
    wide, narrow = (
        pairs(rows, w, low=low, high=high, names=names, head=head, narrow=side) for side in (False, True)
    )
    id_ = f"chart-perception-{part.id}"
    return chart(
        id_, m.title(part), _finding(m, part, found, 1 if in_units else 0), " ".join(said), (wide, narrow)
    )


def _grey(m: Material, shown: list[Pair]) -> str:
    """Why a difference is no finding although its own interval leaves nothing out."""
    alone = [p for p in shown if not p.figure.finding and p.interval and p.interval[0] * p.interval[1] > 0]
    if not alone:
        return ""
    return m.words(
        "Grey: may be chance where {n} questions are compared at once, even if its own interval "
        "leaves 0 out.",
        n=m.words.count(len(shown)),
    )


def _at_the_right(m: Material, pair: Pair, decimals: int) -> str:
    """The difference and its interval."""
    w = m.words
    said = w.signed(shown_difference(pair, decimals), decimals)
    return f"{said} ({w.interval(pair.interval, decimals, signed=True)})" if pair.interval else said
