"""Inside one run: which figures would give one person away to who knows all others that are shown.

A figure is made over those who gave what it is made of: a question over those who answered it (and, where it
is rated twice, rated both), a dimension over those with enough answers, an item over those who spoke of it,
all groups over more people than each. Somebody who is in the one set and not in the other can follow from the
two: twelve answered, one of them has no score, and twelve minus eleven is what that one said.

The answers of each person are unknowns, added up for people with the same pattern of answers (which of them
count where). What is shown are linear combinations of them. A combination that holds answers of one person
alone follows from what is shown where the rank of the system falls without that person. A figure of a group
that is withheld follows where it is such a combination itself: means of own means and of items weigh people
unlike. Figures are taken in one by one, what is worth most first, and one with which anything follows is left
out.

Over several items a mean is that of everybody's own means, and a distribution counts everybody once for each
answer that they gave. Where nobody gave an answer twice, it adds up the answers themselves: who spoke of one
item weighs there as in the mean, who spoke of two weighs twice as much. Where somebody may have, what they
are counted for is an unknown of its own. Neither system may hold anybody alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from cfdiag.model.questionnaire import Dimension, Questionnaire
from cfdiag.scoring.many.stratum import MOST_PATTERNS, Stratum
from cfdiag.scoring.one.codes import Layout
from cfdiag.scoring.privacy.equations import AlikePeople, Column, FigureEquations, ShownFigure, is_count
from cfdiag.scoring.privacy.span import Coefficients, SpanBasis, alone
from cfdiag.scoring.privacy.suppression import CellRow


def given_away(
    questionnaire: Questionnaire,
    layout: Layout,
    dimensions: Mapping[str, Dimension],
    strata: Iterable[tuple[str, bool, Stratum]],
    scopes: Mapping[CellRow, Sequence[str]],
    *,
    by: Sequence[str] = (),
    floor: int,
    shown: Callable[[ShownFigure], bool],
    paired: Mapping[str, frozenset[str]],
) -> frozenset[ShownFigure]:
    """The figures beside which one person would follow from the others, or a group that is withheld.

    Args:
        questionnaire: as it was asked.
        layout: of its codes.
        dimensions: with the weights that hold.
        strata: the people, by group and whether they are attributed by consent; without those whose answers
            or scores are listed, for they are known.
        scopes: by row whose figures are shown there: everybody's and each group's, and of each breakdown
            (`("by", scope)`) the groups that are parted in it.
        by: the fields of the breakdowns.
        floor: of fewer people a group is withheld.
        shown: whether a figure is shown otherwise.
        paired: by group the questions whose figures are made over those who rated both.
    """
    people: Counter[AlikePeople] = Counter()
    sampled: dict[str, set[str]] = {}
    for group, attributed, stratum in strata:
        many = len(stratum.patterns) > MOST_PATTERNS
        if many and not attributed:
            sampled.setdefault(group, set()).update(stratum.item_codes)
        for pattern, times in (Counter(stratum.sample.values()) if many else stratum.patterns).items():
            people[AlikePeople(group, pattern, attributed)] += times
    if all(alike.attributed for alike in people):
        return frozenset()
    figures = FigureEquations(questionnaire, layout, dimensions, scopes, by=by, paired=paired)
    columns = {alike: figures.columns(alike, twice=False) for alike in people}
    anybody = [column for group, items in sampled.items() for column in figures.anybody(group, items)]
    order = [each for each in figures.by_worth(columns, people, anybody) if shown(each)]
    systems = [columns]
    if any(is_count(figure) for figure in order):
        systems.append({alike: figures.columns(alike, twice=True) for alike in people})

    few = groups_of_few(((a.group, a.attributed, n) for a, n in people.items()), floor)
    # Nobody is looked for where it is plain: of many cells most have one person of a sample. Only where
    # figures of a group that is withheld are left out themselves, what follows about it depends on which.
    own = any(row[0] == "group" and row[1] in few for row, _ in order)
    plain = frozenset() if own else _of_one(columns, people).intersection(order)
    order = [each for each in order if each not in plain]

    def solves(taken: Sequence[ShownFigure]) -> bool:
        # Without counts over items both systems are one.
        there = systems if any(map(is_count, taken)) else systems[:1]
        return any(_solves(taken, each, people, anybody, few) for each in there)

    return plain | left_out(order, solves)


def _of_one(
    columns: Mapping[AlikePeople, Sequence[Column]], people: Mapping[AlikePeople, int]
) -> frozenset[ShownFigure]:
    """The figures in which nobody stands but one anonymous person: each of them gives that one away."""
    behind: dict[ShownFigure, AlikePeople | None] = {}
    for alike, mine in columns.items():
        for figure in dict.fromkeys(figure for column in mine for figure in column):
            behind[figure] = alike if figure not in behind else None
    return frozenset(
        figure
        for figure, who in behind.items()
        if who is not None and people[who] == 1 and not who.attributed
    )


def left_out(
    order: Sequence[ShownFigure], solves: Callable[[Sequence[ShownFigure]], bool]
) -> frozenset[ShownFigure]:
    """Of figures in their order those with which somebody would follow from the ones before.

    Args:
        order: what is given up last comes first.
        solves: whether somebody follows from so many.
    """
    found: set[ShownFigure] = set()
    kept: list[ShownFigure] = []
    rest = list(order)
    while rest and solves([*kept, *rest]):
        # As many as can be taken in at once: more figures never tell less.
        low, high = 0, len(rest)
        while high - low > 1:
            middle = (low + high) // 2
            if solves([*kept, *rest[:middle]]):
                high = middle
            else:
                low = middle
        kept += rest[:low]
        found.add(rest[low])
        rest = rest[low + 1 :]
    return frozenset(found)


def groups_of_few(people: Iterable[tuple[str, bool, int]], floor: int) -> frozenset[str]:
    """The groups of two or more of whom there are too few: what all of them gave together is withheld.

    Args:
        people: group, whether they are attributed by consent, and how many; without those who are known.
        floor: of fewer a group is withheld.
    """
    many, private = Counter[str](), set[str]()
    for group, attributed, n in people:
        many[group] += n
        if not attributed:
            private.add(group)
    return frozenset(group for group in private if 1 < many[group] < floor)


def _solves(
    figures: Sequence[ShownFigure],
    columns: Mapping[AlikePeople, Sequence[Column]],
    people: Mapping[AlikePeople, int],
    anybody: Sequence[Column],
    few: Collection[str],
) -> bool:
    """Whether some combination of figures holds one anonymous person alone, or is one that is withheld."""
    place = {figure: n for n, figure in enumerate(figures)}
    every = {id(column): column for mine in (*columns.values(), anybody) for column in mine}
    cut = {
        key: {place[figure]: part for figure, part in column.items() if figure in place}
        for key, column in every.items()
    }
    several, singles = SpanBasis(), dict[AlikePeople | int, list[Coefficients]]()
    private: dict[AlikePeople | int, list[Coefficients]] = {}
    for alike, mine in columns.items():
        narrow = [cut[id(column)] for column in mine]
        if people[alike] > 1:
            several.add_all(narrow)
            continue
        singles[alike] = narrow
        if not alike.attributed:
            private[alike] = narrow
    private |= {n: [cut[id(column)]] for n, column in enumerate(anybody)}
    if alone(several, singles, private, first=True):
        return True
    hidden = sorted(
        {
            figure
            for who, mine in columns.items()
            for column in mine
            for figure in column
            if figure[0] == ("group", who.group) and who.group in few and figure not in place
        }
    )
    return bool(hidden) and _follows(hidden, place, cut, every)


def _follows(
    hidden: Sequence[ShownFigure],
    place: Mapping[ShownFigure, int],
    cut: Mapping[int, Coefficients],
    every: Mapping[int, Column],
) -> bool:
    """Whether one of the figures that are withheld is some combination of those that are shown."""
    behind = {figure: n for n, figure in enumerate(hidden, len(place))}
    basis = SpanBasis()
    basis.add_all(
        [
            cut[key] | {behind[figure]: part for figure, part in column.items() if figure in behind}
            for key, column in every.items()
        ]
    )
    return len(basis.loose(len(place))) < len(hidden)
