"""The oracle of counting: each interview as it comes, answer by answer, with nothing put off or put together.

`Tally` lets interviews wait and counts many of them at once; what is counted must be the same. What a code
means is taken from the house, how it is counted is not.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.rules.about import asked_of_items
from cfdiag.rules.lookup import items_of
from cfdiag.scoring.attribution import is_attributed
from cfdiag.scoring.many.cells import decimal, field_of, month_of
from cfdiag.scoring.many.item_counts import is_shared
from cfdiag.scoring.many.meanings import NOTHING, CountedGroup, Counting, Meanings
from cfdiag.scoring.many.stratum import MOST_PATTERNS, Stratum
from cfdiag.scoring.many.sums import OWN, Figure, TallyCell
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.one.codes import NOT_ASKED_CODE, Layout, turned_value
from cfdiag.scoring.one.scored import InterviewScore


class TallyOracle:
    """Counts interviews of one questionnaire one by one, as many as fit into what is kept of them."""

    def __init__(self, questionnaire: Questionnaire, by: tuple[str, ...] = (), seed: int = 0) -> None:
        self.questionnaire, self.by = questionnaire, by
        self.layout = Layout(questionnaire)
        self.groups = {name: CountedGroup(questionnaire, self.layout, name) for name in questionnaire.groups}
        self.units, self.importances = (Meanings(self.layout, kind) for kind in ("points", "importance"))
        self.kinds = Counting(self.layout)
        self.hash = Tally(questionnaire, by, seed).hash_of
        self.repeats = {s.id: s.repeat for s in questionnaire.sections if s.repeat}
        self.in_repeats = {x.id for s in questionnaire.sections if s.repeat for x in s.questions}
        self.cells: dict[tuple[bool, tuple[str, ...]], TallyCell] = {}
        self.strata: dict[tuple[str, bool], Stratum] = {}

    def add(self, interview: Interview, score: InterviewScore) -> None:
        named = is_attributed(interview, self.questionnaire)
        profile = (score.group, *(field_of(interview, name) for name in self.by))
        cell = self.cells.setdefault((named, profile), TallyCell())
        self.count_in_cell(cell, score, finished=interview.finished is not None)
        stratum = self.strata.setdefault((score.group, named), Stratum())
        stratum.codes.update(score.codes)
        stratum.extras.update(score.extras)
        for question, answer in score.listed:
            stratum.keep(question, (answer,))
        if score.item_codes:
            self.count_items(stratum, score)
            self.count_item_scores(stratum, score)
        self.count_own(stratum, interview)
        states = bytes(self.kinds[code] for code in score.codes)
        pattern = states, self.states_of_items(score), profile[1:]
        if len(stratum.patterns) <= MOST_PATTERNS:
            stratum.patterns[pattern] = stratum.patterns.get(pattern, 0) + 1
        self.count_complete(stratum, score)
        if self.groups[score.group].resampled:
            number = self.hash(interview.id)
            stratum.take_sample(number, pattern)
            shared = ((name, tuple(codes)) for name, codes in score.item_codes.items() if self.shared(name))
            stratum.people[number] = tuple(score.codes), tuple(shared)

    def count_in_cell(self, cell: TallyCell, score: InterviewScore, *, finished: bool) -> None:
        cell.n += 1
        cell.finished += finished
        if score.overall is not None:
            cell.overall.add(score.overall)
        for name, found in score.dimensions.items():
            scored = self.questionnaire.dimensions[name].kind == "scored"
            if scored:
                cell.valid += found.valid_weight
                cell.applicable += found.applicable_weight
            if found.score is not None:
                cell.dimensions.setdefault(name, Figure()).add(found.score)
            if not scored and found.applicable:
                n, met, of = cell.met.get(name, (0, 0, 0))
                cell.met[name] = (n + 1, met + found.met, of + found.applicable)
            share = cell.shares.setdefault(name, [0, 0])
            share[0] += found.valid_weight
            share[1] += found.applicable_weight
        have = [name for name, found in score.dimensions.items() if found.score is not None]
        lack = [name for name, found in score.dimensions.items() if found.reason]
        cell.complete += bool(have and not lack)
        cell.partial += bool(have and lack)

    def count_items(self, stratum: Stratum, score: InterviewScore) -> None:
        sums: dict[tuple[str, str], tuple[int | Fraction, int]] = {}
        given: dict[tuple[str, str], set[str]] = {}
        for name, codes in score.item_codes.items():
            stratum.codes.update(codes)
            if self.shared(name):
                stratum.item_codes.setdefault(name, Counter()).update(codes)
            item = name if self.shared(name) else OWN
            given.setdefault(("items", name.partition("/")[0]), set()).add(item)
            for gave, figures in map(self.note, codes):
                for key in gave:
                    given.setdefault(key, set()).add(item)
                for kind, question, figure in figures:
                    add_to(sums, kind, question, figure)
        self.count_extras(score, sums, given)
        for (kind, question), (total, count) in sums.items():
            stratum.repeated[kind, question, total, count] += 1
        for (kind, question), items in given.items():
            stratum.persons[kind, question, tuple(sorted(items))] += 1

    def count_item_scores(self, stratum: Stratum, score: InterviewScore) -> None:
        for dimension, scores in score.item_scores.items():
            for name, mean in scores.items():
                if mean is not None and self.shared(name):
                    stratum.item_scores.setdefault((dimension, name), Figure()).add(mean)

    def count_extras(self, score: InterviewScore, sums: dict[Any, Any], given: dict[Any, set[str]]) -> None:
        for kind, question, value in score.extras:
            if question not in self.in_repeats:
                continue
            if kind == "number":
                add_to(sums, "value", question, decimal(value))
            elif kind == "points":
                add_to(sums, kind, question, self.layout.whole(value))
            elif kind == "place":
                add_to(sums, f"place:{value[0]}", question, value[1])
            elif kind in ("option", "tag", "date", "top"):
                given.setdefault((f"{kind}:{value}", question), set()).add(OWN)
                if kind == "date":
                    given.setdefault((f"month:{month_of(value)}", question), set()).add(OWN)

    def note(self, code: int) -> tuple[list[tuple[str, str]], list[tuple[str, str, int]]]:
        slot, read = self.layout.at(code)
        points = self.units[code] if self.units[code] < NOTHING else None
        figures: dict[str, Any] = {"importance": read.importance, "points": points}
        gave = ["answers" if read.status == "answered" else read.status]
        gave += ["importance"] if read.importance is not None else []
        gave += [f"option:{read.value}"] if read.value is not None else []
        if isinstance(read.value, int):
            figures["value"] = read.value
            if read.importance is not None:
                figures["gap"] = turned_value(slot.question, read.value) - read.importance
                figures |= {f"both_{kind}": figures[kind] for kind in ("value", "importance", "points")}
                gave += ["gap", f"both_option:{read.value}"]
        return (
            [(kind, read.question) for kind in gave if kind != NOT_ASKED_CODE],
            [(kind, read.question, figure) for kind, figure in figures.items() if figure is not None],
        )

    def count_own(self, stratum: Stratum, interview: Interview) -> None:
        for section in asked_of_items(self.questionnaire):
            for item in items_of(interview, section):
                if is_shared(self.repeats[section], item):
                    continue
                start = f"{section}/{item}/"
                said = tuple(
                    (
                        key.removeprefix(start),
                        tuple(answer.value) if isinstance(answer.value, list) else answer.value,
                    )
                    for key, answer in interview.answers.items()
                    if key.startswith(start) and answer.status == "answered"
                )
                stratum.own_items[self.hash(interview.id), f"{section}/{item}"] = said

    def states_of_items(self, score: InterviewScore) -> tuple[tuple[str, bytes], ...]:
        named = (
            (name if self.shared(name) else name.partition("/")[0] + "/", codes)
            for name, codes in score.item_codes.items()
        )
        return tuple(sorted((name, bytes(self.kinds[code] for code in codes)) for name, codes in named))

    def count_complete(self, stratum: Stratum, score: InterviewScore) -> None:
        for scale in self.groups[score.group].scales:
            codes, name = scale.pick(score.codes), scale.dimension
            for kind in ("points", "importance") if scale.rated else ("points",):
                worth = [(self.units if kind == "points" else self.importances)[code] for code in codes]
                if NOTHING in worth:
                    continue
                stratum.complete_codes[kind].update(codes)
                stratum.complete[kind, name, sum(worth)] += 1
                if kind == "points":
                    for code in codes:
                        stratum.complete_totals[code] = stratum.complete_totals.get(code, 0) + sum(worth)

    def shared(self, name: str) -> bool:
        section, _, item = name.partition("/")
        return is_shared(self.repeats[section], item)


def add_to(sums: dict[Any, Any], kind: str, question: str, figure: int | Fraction) -> None:
    total, count = sums.get((kind, question), (0, 0))
    sums[kind, question] = total + figure, count + 1
