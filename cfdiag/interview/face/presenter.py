"""Page models from the interview: what is on a page, in whose words, and what can be done there. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.navigator import Navigator, Stop
from cfdiag.interview.face.page_model import CellName, PageModel, RemarkLine, Where
from cfdiag.interview.face.pages import QUESTION_PAGES
from cfdiag.interview.face.phrases import Phrases
from cfdiag.interview.flow import Progress, Step, languages, question_at
from cfdiag.model.interview import Interview, answer_key
from cfdiag.model.questionnaire import BASES, Question, Questionnaire
from cfdiag.questions import TYPES

_EVERYWHERE = frozenset(
    {Act.WHO, Act.UNDO, Act.SECTIONS, Act.FIND, Act.NOTE, Act.LEAVE, Act.INTERRUPT, Act.SUSPEND, Act.HELP}
)
_WAY = frozenset({Act.ACCEPT, Act.BACK, Act.FORWARD, Act.REVIEW})
_ANSWERING = frozenset({Act.SKIP, Act.UNKNOWN, Act.NOT_APPLICABLE})


class Presenter:
    """Makes page models of one interview as it stands.

    Args:
        q: the questionnaire.
        iv: the interview.
        progress: how far it is.
        drafts: what was typed and not accepted, `{(key, field): text}`.
        notices: what is to be told at the beginning.
        today: the day it is.
        without: what can be done on no page of it.
    """

    def __init__(
        self,
        q: Questionnaire,
        iv: Interview,
        progress: Progress,
        drafts: Mapping[tuple[str, str], str],
        notices: Sequence[str] = (),
        *,
        today: dt.date,
        without: frozenset[Act] = frozenset(),
    ) -> None:
        self._without = without
        self.words = Phrases(q, iv, today)
        self.questionnaire, self.interview = q, iv
        self.progress, self.drafts, self.notices = progress, drafts, notices
        other = {Act.LANGUAGE} if len(languages(q)) > 1 else frozenset[Act]()
        # What insiders think of their own firm is theirs to see; a customer is not shown a grade.
        own = {Act.SCORES} if q.side(iv.respondent.group) == "inside" else frozenset[Act]()
        self.usual: frozenset[Act] = _EVERYWHERE | _WAY | other | own
        """What can be done on every page of it."""

    def with_drafts(self, drafts: Mapping[tuple[str, str], str]) -> Presenter:
        """The same interview, with what was typed since."""
        known = (self.questionnaire, self.interview, self.progress, drafts, self.notices)
        return Presenter(*known, today=self.words.today, without=self._without)

    def draft(self, key: str, field: str = "value") -> str:
        """What was typed for a question and not accepted; empty where there is nothing."""
        return self.drafts.get((key, field), "")

    def entry(self, step: Step) -> PageEntry:
        """The working copy of a step's answer."""
        saved = self.interview.answers.get(step.key)
        typed = {field: text for (key, field), text in self.drafts.items() if key == step.key}
        return PageEntry.of(step, saved, typed)

    @property
    def minutes(self) -> int:
        """About how many minutes are left, at least 1."""
        return max(1, round(self.progress.seconds_left / 60))

    def where(self, navigator: Navigator) -> Where:
        """Where in the interview a place is."""
        stop, words, progress = navigator.stop, self.words, self.progress
        found = Where(
            done=progress.done,
            left=progress.left,
            total=progress.total,
            minutes=self.minutes,
            until=progress.until,
        )
        if stop.section is None:
            return found
        number, sections = navigator.section()
        labels = {step.label: step.item for step in stop.steps}
        item, id_ = next(iter(labels.items())) if len(labels) == 1 else ("", "")
        listed = list(self.interview.items.get(stop.section.id, {}))
        repeat = stop.section.repeat
        return msgspec.structs.replace(
            found,
            section=words.worded(stop.section.title),
            number=number,
            sections=sections,
            intro=words.worded(stop.section.intro) if stop.section.intro is not None else "",
            item=item,
            item_name=words.worded(repeat.name) if item and repeat is not None else "",
            item_number=listed.index(id_) + 1 if id_ in listed else 0,
            items=len(listed),
        )

    def question(self, entries: Sequence[PageEntry], row: int = 0) -> PageModel:
        """The page of one question, or of several ratings together.

        Args:
            entries: the working copies of the answers.
            row: the one that the page is about just now.
        """
        entry = entries[row]
        step, question = entry.step, question_at(entry.step)
        kind = TYPES[question.type].page
        page = QUESTION_PAGES[kind](self.words, entries, entry, self.draft(step.key))
        actions = (self.usual | _ANSWERING | page.actions) - self._without
        if question.probe is not None:
            actions |= {Act.PROBE}
        if step.basis and not page.has_basis:
            actions |= {Act.BASIS}
        return PageModel(
            kind=kind,
            key=step.key,
            ask=page.ask,
            body=page.body,
            actions=actions,
            required=step.required and len(entries) == 1,
            probe=self.words.worded(question.probe, step),
            remarks=(
                *self._taken(step),
                *self._remarks(entry, question, with_basis=not page.has_basis),
            ),
            given=self._given(entry, step),
            saved=self.words.answer(question, entry.saved) if entry.saved is not None else "",
            prompts=self._prompts(step, question, page.prompts),
        )

    def _given(self, entry: PageEntry, step: Step) -> str:
        """What a list says and nobody has said yet: to be accepted, or corrected."""
        from_list = entry.saved is None and bool(self.draft(step.key, "evidence"))
        return self.draft(step.key) if from_list else ""

    def _taken(self, step: Step) -> Iterator[RemarkLine]:
        """What the other one said of the item: shown, never scored."""
        taken = self.interview.taken_from.get(step.section.id)
        if taken is None or not step.item:
            return
        for question in step.section.questions:
            answer = taken.answers.get(answer_key(step.section.id, step.item, question.id))
            if answer is not None:
                name = self.words.worded(question.label or question.ask, step)
                yield RemarkLine(name.rstrip("?:. "), self.words.answer(question, answer))

    def _prompts(self, step: Step, question: Question, own: Mapping[CellName, str]) -> Mapping[CellName, str]:
        say, words = self.words.say, self.words
        prompts = dict(own) or {"value": TYPES[question.type].prompt(question, say, words.group)}
        if step.basis:
            prompts["basis"] = say("A number from {min} to {max}, or Enter: ", min=1, max=len(BASES))
        return prompts

    def _remarks(self, entry: PageEntry, question: Question, *, with_basis: bool) -> list[RemarkLine]:
        say = self.words.say
        tags = ", ".join(self.words.label(tag.label) for tag in question.tags if tag.id in entry.tags)
        basis = self.words.basis(entry.basis) if entry.basis is not None and with_basis else ""
        found = [
            RemarkLine(say("Note"), entry.note),
            RemarkLine(say("Evidence"), entry.evidence),
            RemarkLine(say("Tags"), tags),
            RemarkLine(say("Rests on"), basis),
        ]
        return [remark for remark in found if remark.text]


def kind_of(stop: Stop) -> str:
    """The kind of page that a stop has."""
    if stop.kind == "questions":
        return TYPES[question_at(stop.steps[0]).type].page
    return "told" if stop.kind in ("opening", "intro") else stop.kind
