"""Many questionnaires on two screens: each one's scores, then over all what stands out and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import ConsoleRenderable
from rich.text import Text

from cfdiag.model.result import QuestionnaireResult
from cfdiag.render.sentences import checklist, interviews_of, stamps
from cfdiag.render.terminal.card import Card
from cfdiag.render.terminal.drawing import data


def overview(card: Card) -> Iterator[ConsoleRenderable]:
    """The result in short; the long form has every finding and action, and the breakdowns."""
    result, words = card.result, card.words
    every = [
        words.plural("{n} interview", "{n} interviews", result.inputs.interviews),
        words("{n} questionnaires", n=words.count(len(result.questionnaires))),
    ]
    if result.inputs.unfinished:
        every.append(words("{n} unfinished", n=words.count(result.inputs.unfinished)))
    yield Text(data(" · ".join([*every, *stamps(result, words)])), style="dim")
    headed = False
    for each in result.questionnaires:
        yield Text()
        yield _title(card, each)
        if card.rows(each):
            yield card.scores(each, header=not headed, brief=True)
            headed = True
            yield from card.not_scored(each)
            yield from card.taken_together(each)
        yield from _checklists(card, each)
        yield from card.beside(each)
    yield from card.said_first()
    yield Text()
    yield Text(words("Every questionnaire in full: cfdiag score -v"), style="dim")


def _title(card: Card, each: QuestionnaireResult) -> Text:
    said = " · ".join(interviews_of(each, card.words))
    return Text.assemble((data(each.title or each.id), "bold"), (data(f" · {said}"), "dim"))


def _checklists(card: Card, each: QuestionnaireResult) -> Iterator[ConsoleRenderable]:
    """Checklists on one line: `Composition: 8 of 8 met · …`."""
    said = [
        f"{found.title or id_}: {checklist(found, card.words)}"
        for id_, found in each.dimensions.items()
        if found.kind == "checklist"
    ]
    if said:
        yield Text(data(" · ".join(said)))
