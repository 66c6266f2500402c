"""Across releases: which figures would give one person away beside those that were shown before.

As `within`, over all releases together: the answers of each person to each question are unknowns, what is
and was shown are linear equations in them. What somebody answered before and answers now are one unknown
where nothing was changed. Of those who changed something it is not known what: they are held to protect
others as if nothing had changed (one unknown: fewer to hide behind), and to be protected as if everything
had (two). Counts over several items are held twice, as in `within`.

A group that is or was withheld in a release is held as in `within`, too: none of its figures may be a
combination of those that are and were shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from cfdiag.model.questionnaire import Dimension, Question, Questionnaire
from cfdiag.model.release import Participant
from cfdiag.scoring.one.codes import Layout, can_score
from cfdiag.scoring.privacy.equations import COUNTS, ShownFigure, is_count, rank_of, whole_weight
from cfdiag.scoring.privacy.members import OVERALL_NAME, is_only_counted, own_answers, score_about
from cfdiag.scoring.privacy.span import PRIME, Coefficients, SpanBasis, alone
from cfdiag.scoring.privacy.suppression import ALL, CellRow
from cfdiag.scoring.privacy.within import groups_of_few, left_out

GHOST = "\0"
"""How the id of a stand-in for somebody who was forgotten begins."""

UnknownAnswer = tuple[str, str, str]
"""A version of somebody's answers, a question (or `@dimension`), and the item that it is about."""
ReleaseFigure = tuple[int, CellRow, str]
"""A figure of a release."""
ReleaseColumn = dict[ReleaseFigure, int]


class Seen(msgspec.Struct, frozen=True):
    """A release as everybody sees it."""

    people: Mapping[str, Participant]
    """By id."""
    lead: tuple[str, ...]
    by: tuple[str, ...]
    paired: Mapping[str, frozenset[str]]
    shown: frozenset[ShownFigure] = frozenset()
    """Of an earlier one."""


def given_away_since(
    questionnaire: Questionnaire,
    layout: Layout,
    dimensions: Mapping[str, Dimension],
    sides: Sequence[Seen],
    shown: Callable[[ShownFigure], bool],
    *,
    floor: int,
    known: bool,
) -> frozenset[ShownFigure]:
    """The figures beside which one person, or few, would follow from the others and what was shown before.

    Args:
        questionnaire: as it is asked now.
        layout: of its codes.
        dimensions: with the weights that hold.
        sides: the releases there were, then the one that is being made.
        shown: whether a figure is shown now otherwise.
        floor: of fewer people a group is withheld.
        known: whether the answers of those who agreed to be named are known.
    """
    columns = _Columns(questionnaire, layout, dimensions, sides)
    last = len(sides) - 1
    before = [(at, *figure) for at, side in enumerate(sides[:last]) for figure in sorted(side.shown)]
    once = _People(columns, sides, floor=floor, known=known, twice=False)
    now = {figure[1:] for figure in once.figures() if figure[0] == last}
    repeated = frozenset(q.id for s in questionnaire.sections if s.repeat for q in s.questions)
    order = sorted((f for f in now if shown(f)), key=lambda figure: (*rank_of(figure, repeated), figure))
    counted_before = any(is_count(figure[1:]) for figure in before)
    systems = [once]
    if counted_before or any(map(is_count, order)):
        systems.append(_People(columns, sides, floor=floor, known=known, twice=True))
    # Who could be solved before cannot be protected any more; nothing else is given up for them.
    given_away = [people.alone(before) for people in systems]

    def solves(figures: Sequence[ShownFigure]) -> bool:
        rows = [*before, *((last, *figure) for figure in figures)]
        # Without counts over items both systems are one.
        there = systems if counted_before or any(map(is_count, figures)) else systems[:1]
        return any(
            people.alone(rows, besides=gone, first=True)
            for people, gone in zip(there, given_away, strict=False)
        )

    gone = left_out(order, solves)
    secret = [people.secret(before) for people in systems]

    def follows(figures: Sequence[ShownFigure]) -> bool:
        rows = [*before, *((last, *figure) for figure in figures)]
        there = systems if counted_before or any(map(is_count, figures)) else systems[:1]
        return any(
            not kept.difference(rows) <= people.secret(rows)
            for people, kept in zip(there, secret, strict=False)
        )

    # More figures never tell less: with others left out too, nobody is solved again.
    return gone | left_out([figure for figure in order if figure not in gone], follows)


_SeenAs = tuple[int, frozenset[str], str, tuple[str, ...]]
"""Of somebody in a release: which version of the answers, what was given, the group and the cells."""


class _People:
    """The people of all releases, those that no figure tells apart as one."""

    def __init__(
        self, columns: _Columns, sides: Sequence[Seen], *, floor: int, known: bool, twice: bool
    ) -> None:
        found: dict[tuple[bool, tuple[_SeenAs | None, ...]], list[str]] = {}
        ghosts: list[str] = []
        for id_ in sorted({id_ for side in sides for id_ in side.people}):
            there = [side.people.get(id_) for side in sides]
            hashes = list(dict.fromkeys(person.hash for person in there if person))
            named = all(person.named for person in there if person)
            # Nobody knows what they answered, so nobody can hide among them.
            if id_.startswith(GHOST):
                ghosts.append(id_)
            elif not (named and known):
                seen = tuple((hashes.index(p.hash), p.given, p.group, p.cells) if p else None for p in there)
                found.setdefault((named, seen), []).append(id_)
        self._narrow = {ids[0]: columns.of(ids[0], apart=False, twice=twice) for ids in found.values()}
        self._several = {ids[0] for ids in found.values() if len(ids) > 1}
        anonymous = [ids[0] for (named, _), ids in found.items() if not named]
        changed = {ids[0] for (_, seen), ids in found.items() if any(p and p[0] for p in seen)}
        self._wide = {
            id_: columns.of(id_, apart=True, twice=twice)
            if id_ in changed or id_ in ghosts
            else self._narrow[id_]
            for id_ in [*anonymous, *ghosts]
        }
        """Of those who are to be protected; who was forgotten is, and hides nobody."""
        of_few = [_of_few(side, floor, known=known) for side in sides]
        every = [*self._narrow.values(), *(self._wide[id_] for id_ in ghosts)]
        self._columns = list({id(column): column for mine in every for column in mine}.values())
        self._withheld = sorted(
            {f for c in self._columns for f in c if f[1][0] == "group" and f[1][1] in of_few[f[0]]}
        )
        """The figures of groups of whom there were too few in their release."""

    def figures(self) -> set[ReleaseFigure]:
        """Every figure that anybody stands in."""
        return {figure for mine in self._narrow.values() for column in mine for figure in column}

    def secret(self, rows: Sequence[ReleaseFigure]) -> frozenset[ReleaseFigure]:
        """The figures of groups withheld in their release that are no combination of what is shown."""
        if not self._withheld:
            return frozenset()
        place = {row: n for n, row in enumerate(dict.fromkeys([*rows, *self._withheld]))}
        basis = SpanBasis()
        basis.add_all(_cut(self._columns, place))
        loose = basis.loose(len(rows))
        return frozenset(figure for figure in self._withheld if place[figure] in loose)

    def alone(
        self, rows: Sequence[ReleaseFigure], besides: frozenset[str] = frozenset(), *, first: bool = False
    ) -> frozenset[str]:
        """The anonymous people of whom some combination of the rows holds the answers alone.

        Args:
            rows: what is shown.
            besides: who is not looked for.
            first: whether one is enough.
        """
        place = {row: n for n, row in enumerate(rows)}
        narrow = {id_: _cut(mine, place) for id_, mine in self._narrow.items()}
        wide: dict[str, list[Coefficients]] = {}
        for id_, mine in self._wide.items():
            if mine is not self._narrow.get(id_):
                wide[id_] = _cut(mine, place)
            elif id_ not in self._several:
                wide[id_] = narrow[id_]
        several = SpanBasis()
        for id_ in self._several:
            several.add_all(narrow.pop(id_))
        wanted = {id_: mine for id_, mine in wide.items() if mine and id_ not in besides}
        return frozenset(alone(several, narrow, wanted, first=first))


def _of_few(side: Seen, floor: int, *, known: bool) -> frozenset[str]:
    """The groups of two or more of whom there are too few, and whom not everybody knows by name."""
    mine = ((p.group, p.named, 1) for p in side.people.values() if not (p.named and known))
    return groups_of_few(mine, floor)


def _cut(columns: Sequence[ReleaseColumn], place: Mapping[ReleaseFigure, int]) -> list[Coefficients]:
    cut = ({place[f]: n for f, n in column.items() if f in place} for column in columns)
    return [column for column in cut if column]


class _Columns:
    """Which answers of whom stand in which figures of which release."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        layout: Layout,
        dimensions: Mapping[str, Dimension],
        sides: Sequence[Seen],
    ) -> None:
        self._layout, self._dimensions, self._sides = layout, dimensions, sides
        self._asked = [
            (section.id if section.repeat else "", question)
            for section in questionnaire.sections
            for question in section.questions
            if not is_only_counted(question)
        ]
        scored = {name for name, d in dimensions.items() if d.kind == "scored"}
        basis = questionnaire.basis_dimension
        self._made = {str(q.dimension) for _, q in self._asked if can_score(q)} & scored - {str(basis)}
        self._hidden = scored & {str(basis)}

    def of(self, id_: str, *, apart: bool, twice: bool) -> list[ReleaseColumn]:
        """The columns of one person's unknowns, in a fixed order.

        Args:
            id_: of the person.
            apart: whether every version of the answers is another unknown.
            twice: whether one answer may have been given about several items.
        """
        found: dict[UnknownAnswer, ReleaseColumn] = {}
        for at, side in enumerate(self._sides):
            person = side.people.get(id_)
            if person is None:
                continue
            version = person.hash if apart else ""
            for about, item, figure, rows, part in self._parts(person, side, twice=twice):
                column = found.setdefault((version, about, item), {})
                for row in rows if part else ():
                    place = (at, row, figure)
                    column[place] = (column.get(place, 0) + part) % PRIME
        return [found[unknown] for unknown in sorted(found)]

    def _parts(
        self, person: Participant, side: Seen, *, twice: bool
    ) -> Iterator[tuple[str, str, str, Sequence[CellRow], int]]:
        """Question, item, figure, the rows it is shown in, and how much of the answer stands there."""
        lead = person.group in side.lead
        whole: list[CellRow] = [("group", person.group), *([ALL] if lead else [])]
        scope = "" if lead else person.group
        # Of who was forgotten no cell is known.
        rows = [*whole, *(("by", scope, *cell) for cell in zip(side.by, person.cells, strict=False))]
        have = [name for name in sorted(self._made | self._hidden) if f"{OVERALL_NAME}{name}" in person.given]
        total = sum(self._weight(name) for name in have)
        whole_score = bool(total) and OVERALL_NAME in person.given
        made: dict[str, list[tuple[Question, str, int]]] = {name: [] for name in sorted(self._made)}
        for section, question in self._asked:
            answers = list(_answers(person, section, question))
            if question.id in side.paired.get(person.group, ()):
                behind = {item: n_both for item, _, n_both, _ in answers}
            else:
                behind = {item: n for item, n, _, _ in answers}
            for about, item, figure, part in _of_question(question.id, behind, section, twice=twice):
                yield about, item, figure, whole, part
            if str(question.dimension) in made:
                mine = ((question, item, valid) for item, _, _, valid in answers if valid)
                made[str(question.dimension)].extend(mine)
        for name in have:
            share = self._weight(name) * pow(total, -1, PRIME) % PRIME if whole_score else 0
            if name in self._hidden:
                made_of = [(f"{OVERALL_NAME}{name}", "", 1)]
            else:
                weight = sum(self._layout.weight(q) * n for q, _, n in made[name])
                made_of = [
                    (q.id, item, self._layout.weight(q) * n * pow(weight, -1, PRIME) % PRIME)
                    for q, item, n in made[name]
                ]
            for about, item, part in made_of:
                yield about, item, f"{OVERALL_NAME}{name}", rows, part
                yield about, item, OVERALL_NAME, rows, part * share % PRIME
        for name, answers_of in made.items():
            yield from self._of_items(person, name, answers_of, whole)

    def _of_items(
        self,
        person: Participant,
        name: str,
        made: Sequence[tuple[Question, str, int]],
        whole: Sequence[CellRow],
    ) -> Iterator[tuple[str, str, str, Sequence[CellRow], int]]:
        """The scores of a dimension about single items, whether there is one about all of them or not."""
        for item in sorted({item for _, item, _ in made if score_about(name, item) in person.given}):
            mine = [q for q, about, _ in made if about == item]
            weight = sum(map(self._layout.weight, mine))
            for question in mine:
                part = self._layout.weight(question) * pow(weight, -1, PRIME) % PRIME
                yield question.id, item, f"#{name}/{item}", whole, part

    def _weight(self, dimension: str) -> int:
        return whole_weight(self._dimensions[dimension])


def _of_question(
    question: str, behind: Mapping[str, int], section: str, *, twice: bool
) -> Iterator[tuple[str, str, str, int]]:
    """Question, item, figure, and how much of somebody's answer about the item stands there."""
    beside, counts = sum(behind.values()), f"{COUNTS}{question}"
    apart = twice and beside > 1
    if section and apart:
        yield counts, "", counts, 1
    for item, n in behind.items():
        if not n:
            continue
        yield question, item, question, n * pow(beside, -1, PRIME) % PRIME if section else 1
        if section and not apart:
            yield question, item, counts, n
        if item:
            yield question, item, f"{item}/{question}", 1


def _answers(person: Participant, section: str, question: Question) -> Iterator[tuple[str, int, int, int]]:
    """Item, how many answered, rated twice, and count in the dimension: of items of their own all as one."""
    ends = {kind: f"{question.id}:{kind}" for kind in "agv"}
    if not section:
        answered, both, valid = (int(ends[kind] in person.given) for kind in "agv")
        yield "", answered, both, valid
        return
    items = sorted(
        name.removesuffix(f"/{ends['a']}")
        for name in person.given
        if name.startswith(f"{section}/") and name.endswith(f"/{ends['a']}")
    )
    for item in items:
        yield item, 1, int(f"{item}/{ends['g']}" in person.given), int(f"{item}/{ends['v']}" in person.given)
    yield "", *own_answers(person.given, question.id)
