"""Page models from the interview: what is on a page, in whose words, and what can be done there. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cfdiag.interview import consent, wording
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.navigator import OPENING, READ_BACK, REVIEW, Navigator, Stop
from cfdiag.interview.face.page_model import (
    Body,
    CellName,
    FieldBody,
    GridBody,
    GridCell,
    GridColumn,
    GridRow,
    ItemsBody,
    ListBody,
    ListedOption,
    NotedWords,
    OrderBody,
    PageModel,
    Paragraph,
    ReadBackBody,
    RemarkLine,
    ReviewBody,
    ReviewLine,
    ToldBody,
    Where,
)
from cfdiag.interview.face.phrases import Phrases
from cfdiag.interview.flow import Progress, Step, is_done, languages
from cfdiag.interview.items import label_of, listed_items
from cfdiag.model.interview import Answer, AnswerValue, Consent, Interview
from cfdiag.model.questionnaire import Question, Questionnaire, Repeat, Scale, Section
from cfdiag.questions import TYPES

_EVERYWHERE = frozenset(
    {Act.WHO, Act.UNDO, Act.SECTIONS, Act.FIND, Act.NOTE, Act.LEAVE, Act.INTERRUPT, Act.SUSPEND, Act.HELP}
)
_WAY = frozenset({Act.ACCEPT, Act.BACK, Act.FORWARD, Act.REVIEW})
_ANSWERING = frozenset({Act.SKIP, Act.UNKNOWN, Act.NOT_APPLICABLE})
_SCROLLING = frozenset({Act.MOVE, Act.JUMP})


_AGREED: dict[Consent | None, str] = {
    Consent.NAMED: "Remarks may be quoted by name, as was agreed.",
    Consent.QUOTED: "Remarks may be quoted without a name, as was agreed.",
    Consent.COUNTED: "The answers are counted; what is said in them is quoted nowhere.",
    None: "Nothing was agreed about what was said in words: no name stands with it.",
}


class Presenter:
    """Makes page models of one interview as it stands.

    Args:
        q: the questionnaire.
        iv: the interview.
        progress: how far it is.
        drafts: what was typed and not accepted, `{(key, field): text}`.
        notices: what is to be told at the beginning.
        today: the day it is.
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
    ) -> None:
        self.words = Phrases(q, iv, today)
        self.questionnaire, self.interview = q, iv
        self.progress, self.drafts, self.notices = progress, drafts, notices
        other = {Act.LANGUAGE} if len(languages(q)) > 1 else frozenset[Act]()
        # What insiders think of their own firm is theirs to see; a customer is not shown a grade.
        own = {Act.SCORES} if q.side(iv.respondent.group) == "inside" else frozenset[Act]()
        self._usual = _EVERYWHERE | _WAY | other | own

    def with_drafts(self, drafts: Mapping[tuple[str, str], str]) -> Presenter:
        """The same interview, with what was typed since."""
        known = (self.questionnaire, self.interview, self.progress, drafts, self.notices)
        return Presenter(*known, today=self.words.today)

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

    # --- questions

    def question(self, entries: Sequence[PageEntry], row: int = 0) -> PageModel:
        """The page of one question, or of several ratings together.

        Args:
            entries: the working copies of the answers.
            row: the one that the page is about just now.
        """
        entry = entries[row]
        question = question_at(entry.step)
        kind = TYPES[question.type].page
        made = {"grid": self._grid, "list": self._list, "order": self._order, "field": self._field}[kind]
        body, ask, more = made(entries, entry, question)
        actions = self._usual | _ANSWERING | more
        for there, action in (
            (question.probe is not None, Act.PROBE),
            (entry.step.basis and kind != "grid", Act.BASIS),
        ):
            actions |= {action} if there else set()
        return PageModel(
            kind=kind,
            key=entry.step.key,
            ask=ask,
            body=body,
            actions=actions,
            required=entry.step.required and len(entries) == 1,
            probe=self.words.worded(question.probe, entry.step),
            remarks=tuple(self._remarks(entry, question, with_basis=kind != "grid")),
            saved=self.words.answer(question, entry.saved) if entry.saved is not None else "",
            prompts=self._prompts(entry, question),
        )

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

    def _grid(
        self, entries: Sequence[PageEntry], entry: PageEntry, question: Question
    ) -> tuple[Body, str, frozenset[Act]]:
        step = entry.step
        names: list[CellName] = ["value"]
        if step.importance:
            names.insert(0, "importance")
        if step.basis:
            names.append("basis")
        by_item = entries[0].step.item != entries[-1].step.item
        body = GridBody(
            columns=tuple(self._column(name, question, step) for name in names),
            rows=tuple(self._row(each, names, by_item=by_item) for each in entries),
            general=len(entries) > 1 and not step.label and question.importance_ask is None,
        )
        return (
            body,
            self._grid_ask(entries, step, by_item=by_item),
            frozenset({Act.RATE, Act.MOVE, Act.ACROSS, Act.CLEAR}),
        )

    def _grid_ask(self, entries: Sequence[PageEntry], step: Step, *, by_item: bool) -> str:
        say = self.words.say
        if len(entries) == 1:
            return self.words.asked(step)
        if by_item:
            return self.words.asked(msgspec.structs.replace(step, label="…"))
        told = self._rate_each(question_at(step), with_importance=step.importance)
        second = {self.words.second(each.step) for each in entries} if step.importance else {""}
        if len(second) == 1 and second != {""}:
            told = f"{second.pop()} {say('And how is it?')}"
        return f"{step.label}: {told}" if step.label else told

    def _rate_each(self, question: Question, *, with_importance: bool) -> str:
        """What is asked of a block, in the words of its scale: they are not the same for every block."""
        column = self._column("value", question, None)
        low, high = (end.partition(" ")[2] for end in self._ends(question, column))
        say = self.words.say
        if low and high and with_importance:
            both = "How important is each of these, and where does it lie between “{low}” and “{high}”?"
            return say(both, low=low, high=high)
        if low and high:
            return say("Where does each of these lie, between “{low}” and “{high}”?", low=low, high=high)
        if with_importance:
            return say("How important is each of these, and how do you rate it?")
        return say("Please rate each of these.")

    def _column(self, name: CellName, question: Question, at: Step | None) -> GridColumn:
        say, words = self.words.say, self.words
        rated = question.second if name == "importance" else question
        scale = scale_of(rated)
        numbers: tuple[tuple[AnswerValue, str], ...] = tuple((step, str(step)) for step in scale.shown)
        if name == "basis":
            known = [(basis, f"{n} {words.basis(basis)}") for n, basis in enumerate(wording.BASES, 1)]
            return GridColumn(name, say("Rests on"), tuple(known), tuple(shown for _, shown in known))
        own = question.importance_ask is not None
        if name == "importance" and not own and question.importance_scale is None:
            ends = (f"{scale.min} {say('not important')}", f"{scale.max} {say('very important')}")
            return GridColumn(name, say("Importance"), numbers, ends)
        meant = rated.step_labels
        labels = ((step, words.label(meant[step])) for step in scale.shown if step in meant)
        legend = tuple(f"{step} {label}" for step, label in labels if label)
        if name == "importance":
            return GridColumn(name, say("First") if own else say("Importance"), numbers, legend)
        then = own and at is not None and at.importance
        return GridColumn(name, say("Then") if then else say("Rating"), numbers, legend)

    def _row(self, entry: PageEntry, names: Sequence[CellName], *, by_item: bool) -> GridRow:
        cells: list[GridCell] = []
        for name in names:
            if name == "basis":
                words = self.words.basis(entry.basis) if entry.basis is not None else ""
                cells.append(GridCell(name, entry.basis, None, words))
                continue
            importance = name == "importance"
            value = entry.importance if importance else entry.value
            status = entry.importance_status if importance else entry.status
            words = str(value) if isinstance(value, int) else ""
            if not words and status is not None and status != "answered":
                words = self.words.status(status)
            cells.append(GridCell(name, value, status, words))
        label = entry.step.label if by_item else self._statement(entry.step)
        return GridRow(entry.step.key, label, entry.step.required, tuple(cells))

    def _statement(self, step: Step) -> str:
        """What a row of a block asks: the question, its own ends, a second rating of its own."""
        question, words = question_at(step), self.words
        said = [words.asked(step)]
        if question.low is not None and question.high is not None:
            ends = [question.low, question.high]
            low, high = (words.label(end) for end in (ends[::-1] if scale_of(question).downwards else ends))
            said.append(f"({low} … {high})")
        return " ".join(said)

    def _list(
        self, entries: Sequence[PageEntry], entry: PageEntry, question: Question
    ) -> tuple[Body, str, frozenset[Act]]:
        del entries
        several = TYPES[question.type].domain(question).many
        picked = entry.value if isinstance(entry.value, list) else [entry.value]
        options = tuple(
            ListedOption(id_, label, chosen=id_ in picked) for id_, label in self.words.options(question)
        )
        body = ListBody(options, several, self._why_not(entry))
        more = {Act.DIGIT, Act.MOVE, Act.JUMP, Act.CLEAR, *([Act.TOGGLE] if several else [])}
        return body, self.words.asked(entry.step), frozenset(more)

    def _order(
        self, entries: Sequence[PageEntry], entry: PageEntry, question: Question
    ) -> tuple[Body, str, frozenset[Act]]:
        del entries
        order = tuple(entry.value) if isinstance(entry.value, list) else ()
        options = tuple(
            ListedOption(id_, label, chosen=id_ in order) for id_, label in self.words.options(question)
        )
        more = {Act.DIGIT, Act.TOGGLE, Act.SHIFT, Act.MOVE, Act.JUMP, Act.CLEAR}
        return OrderBody(options, order, self._why_not(entry)), self.words.asked(entry.step), frozenset(more)

    def _field(
        self, entries: Sequence[PageEntry], entry: PageEntry, question: Question
    ) -> tuple[Body, str, frozenset[Act]]:
        del entries
        several_lines = TYPES[question.type].in_words
        expected = TYPES[question.type].expects(question)
        body = FieldBody(
            saved=self._as_typed(entry.saved, question),
            draft=self.draft(entry.step.key),
            several_lines=several_lines,
            form="" if several_lines else self.words.say(expected.template, **expected.values),
            status=self._why_not(entry),
        )
        more = frozenset({Act.NEW_LINE, Act.EDITOR}) if several_lines else frozenset[Act]()
        return body, self.words.asked(entry.step), more

    def _as_typed(self, saved: Answer | None, question: Question) -> str:
        if saved is None or saved.value is None:
            return ""
        return TYPES[question.type].typed(question, saved.value, self.words.say)

    def _why_not(self, entry: PageEntry) -> str:
        status = entry.status
        return self.words.status(status) if status is not None and status != "answered" else ""

    def _prompts(self, entry: PageEntry, question: Question) -> dict[CellName, str]:
        words, say = self.words, self.words.say
        prompts: dict[CellName, str] = {}
        value = TYPES[question.type].prompt(question, say, words.group)
        if entry.step.importance:
            first, then = (self._column(name, question, entry.step) for name in ("importance", "value"))
            asked = words.second(entry.step) or first.title
            prompts["importance"] = self._from_to(asked, *self._ends(question.second, first))
            value = self._from_to(then.title, *self._ends(question, then))
        prompts["value"] = value
        if entry.step.basis:
            prompts["basis"] = say("A number from {min} to {max}, or Enter: ", min=1, max=len(wording.BASES))
        return prompts

    def _from_to(self, name: str, low: str, high: str) -> str:
        comma = "" if name.endswith(("?", ".", ":")) else ","
        return f"{name}{comma} {self.words.say('{min} to {max}', min=low, max=high)}: "

    @staticmethod
    def _ends(question: Question, column: GridColumn) -> tuple[str, str]:
        """The first and the last step, each with what it means."""
        shown = scale_of(question).shown
        told = {part.partition(" ")[0]: part for part in column.legend}
        return told.get(str(shown[0]), str(shown[0])), told.get(str(shown[-1]), str(shown[-1]))

    # --- lists of items

    def items(self, step: Step, ids: Sequence[str] = ()) -> PageModel:
        """The list of a repeated section.

        Args:
            step: the list.
            ids: where its items stand, those that were taken off it among them; without it as they come.
        """
        section = step.section
        repeat = repeat_of(section)
        on, known = self.interview.items.get(section.id, {}), listed_items(self.interview, section)
        items = tuple(
            ListedOption(id_, known.get(id_, id_), chosen=id_ in on) for id_ in dict.fromkeys((*ids, *known))
        )
        some = {Act.DIGIT, Act.TOGGLE, Act.RENAME, *_SCROLLING} if items else set()
        return PageModel(
            kind="items",
            key=step.key,
            ask=self.words.worded(repeat.ask),
            body=ItemsBody(items, self.words.label(repeat.name), self._extent(repeat, len(on))),
            actions=self._usual | ({Act.ADD} if repeat.add else set()) | some,
        )

    def _extent(self, repeat: Repeat, n: int) -> str:
        """How many are on a list, and how many may or should be."""
        say, (least, most) = self.words.say, repeat.extent(self.words.group)
        if repeat.pick(self.words.group) is not None:
            told = "{n} of {max} chosen" if least == most else "{n} chosen; from {min} to {max}"
        else:
            told = "{n} ticked; from {min} to {max}" if least else "{n} ticked; at most {max}"
        return say(told, n=n, min=least, max=most)

    # --- pages that are read

    def opening(self) -> PageModel:
        """What this is about, how long it takes, and what happens with the answers."""
        say, words = self.words.say, self.words
        told: list[Paragraph] = []
        if self.questionnaire.purpose is not None:
            told.append(Paragraph(words.worded(self.questionnaire.purpose)))
        told += [Paragraph(say(notice), "told") for notice in self.notices]
        size = say.plural("{n} question", "{n} questions", self.progress.total)
        minutes = say.plural("about {n} minute", "about {n} minutes", self.minutes)
        told.append(Paragraph(f"{size}, {minutes}. {self.promise()}"))
        if not self._is_known():
            told.append(Paragraph(say("Nobody is named yet: i says who is here."), "dim"))
        told.append(Paragraph(say("Enter begins. ? shows the keys, on every page."), "dim"))
        return PageModel(
            kind="told",
            key=OPENING,
            ask=words.title(),
            body=ToldBody(tuple(told)),
            actions=(self._usual - {Act.BACK, Act.FORWARD}) | _SCROLLING | {Act.CONSENT},
        )

    def _is_known(self) -> bool:
        """Whether it is said who is here; of an anonymous group that is not asked."""
        group, them = self.questionnaire.groups.get(self.words.group), self.interview.respondent
        return group is None or group.anonymous or bool(them.name or them.account or them.organisation)

    def intro(self, section: Section) -> PageModel:
        """What a section is about."""
        intro = self.words.worded(section.intro) if section.intro is not None else ""
        return PageModel(
            kind="told",
            key=f"intro:{section.id}",
            ask=self.words.worded(section.title),
            body=ToldBody(tuple(Paragraph(part) for part in intro.split("\n") if part.strip())),
            actions=(self._usual - {Act.FORWARD}) | _SCROLLING,
        )

    def end(self) -> PageModel:
        """The interview is finished: thanks, and what happens next; nothing of what it came to."""
        told = [Paragraph(text) for text in self.thanks()]
        return PageModel(
            kind="end",
            key="end",
            ask=self.words.say("Thank you. Everything is saved."),
            body=ToldBody((*told, Paragraph(self.words.say("Enter goes on."), "dim"))),
            actions=(self._usual & {Act.SCORES}) | _SCROLLING | {Act.END, Act.INTERRUPT, Act.HELP},
        )

    def hand_back(self) -> PageModel:
        """Whoever has filled it in alone gives the screen back."""
        say = self.words.say
        inside = self.questionnaire.side(self.words.group) == "inside"
        told = (
            say("That was the last question. Please give the screen back.")
            if inside
            else say("That was the last question. Would you please give the screen back?")
        )
        return PageModel(
            kind="hand_back",
            key="hand_back",
            ask=told,
            body=ToldBody((Paragraph(say("For the interviewer: Enter goes on."), "dim"),)),
            actions=frozenset({Act.ACCEPT, Act.BACK, Act.INTERRUPT}),
        )

    def thanks(self) -> tuple[str, ...]:
        """What happens next, and what becomes of the respondent's words."""
        following = self.words.say(
            "What happens next: these answers are put beside those of others, and a report says what is to be"
            " done about them."
        )
        return following, self._kept_promise()

    def _kept_promise(self) -> str:
        """What was agreed in the end; where nothing was, the strictest holds."""
        given = self.interview.respondent.consent
        return self.words.say(_AGREED.get(given, _AGREED[None]))

    def promise(self) -> str:
        """What happens with the answers and the words; the same sentences on every page."""
        say, group = self.words.say, self.questionnaire.groups.get(self.words.group)
        given = self.interview.respondent.consent
        anonymous = group is not None and group.anonymous
        if given == Consent.COUNTED:
            return say(_AGREED[given])
        together = say(
            "The answers are counted together with those of others, and figures of fewer than {n} people are"
            " not shown.",
            n=self.questionnaire.min_group,
        )
        parts = [together] if anonymous else []
        agreed = _AGREED[given] if given is not None else self._at_the_end(anonymous=anonymous)
        return " ".join([*parts, say(agreed)])

    def _at_the_end(self, *, anonymous: bool) -> str:
        """What is read aloud before the first question, in English."""
        inside = self.questionnaire.side(self.words.group) == "inside"
        if anonymous and inside:
            return (
                "You may stop at any time and skip any question; your name is not kept, and at the end you"
                " decide whether your words may be quoted."
            )
        if anonymous:
            return (
                "You may stop at any time, you may skip any question, your name is not kept, and at the end"
                " you decide whether your words may be quoted."
            )
        if inside:
            return (
                "You may stop at any time and skip any question; at the end you decide whether your name"
                " stands with it."
            )
        return (
            "You may stop at any time, you may skip any question, and at the end you decide whether your name"
            " stands with it."
        )

    def consent_and_key(self) -> str:
        """What may become of the words as things stand, and the key that says otherwise."""
        return f"{self.words.consent()} {self.words.say('c changes it.')}"

    def consent_choices(self) -> tuple[ListedOption, ...]:
        """What can be agreed to, each with what follows from it."""
        given, say = self.interview.respondent.consent, self.words.say
        return tuple(
            ListedOption(one.value, say(consent.CHOICES[one]), chosen=one == given)
            for one in consent.offered_consents(self.questionnaire, self.interview)
        )

    # --- what is read back

    def read_back(self, steps: Sequence[Step]) -> PageModel:
        """The words that were noted, to be read aloud and agreed, and the one question about them.

        Args:
            steps: everything that is asked.
        """
        say = self.words.say
        words = tuple(self._noted(steps))
        told = say("Please read this back: is it what was said?") if words else say("No words were noted.")
        actions = (self._usual - {Act.ACCEPT, Act.FORWARD}) | {Act.FINISH, Act.DIGIT, *_SCROLLING}
        return PageModel(
            kind="read_back",
            key=READ_BACK,
            ask=told,
            body=ReadBackBody(words, say(consent.CONSENT_QUESTION), self.consent_choices()),
            actions=actions | ({Act.TOGGLE} if any(each.key for each in words) else frozenset()),
        )

    def _noted(self, steps: Sequence[Step]) -> Iterator[NotedWords]:
        for step in steps:
            question, answer = step.question, self.interview.answers.get(step.key)
            if question is None or answer is None or question.off_record:
                continue
            # Beside an answer in words a note is the interviewer's own, and nothing that was said.
            in_words = TYPES[question.type].in_words
            text = wording.shown(question, self.interview, step.key) if in_words else answer.note
            if text.strip():
                yield NotedWords(step.key, self.words.asked(step), text, quotable=answer.quotable)
        for remark in self.interview.remarks:
            yield NotedWords("", self.words.say("Said in passing"), remark.text)

    # --- finding the way

    def sections(self, steps: Sequence[Step]) -> tuple[ListedOption, ...]:
        """Each section with what is open in it, under the key of its first step.

        Args:
            steps: everything that is asked.
        """
        first: dict[str, Step] = {}
        open_: Counter[str] = Counter()
        for step in steps:
            first.setdefault(step.section.id, step)
            open_[step.section.id] += step.question is not None and not is_done(self.interview, step)
        say = self.words.say
        return tuple(
            ListedOption(
                step.key,
                f"{self.words.worded(step.section.title)}  "
                + (say("{n} open", n=open_[id_]) if open_[id_] else say("nothing open")),
            )
            for id_, step in first.items()
        )

    def found(self, steps: Sequence[Step], words: str) -> tuple[ListedOption, ...]:
        """The questions whose text, answer or note has these words.

        Args:
            steps: everything that is asked.
            words: what is looked for, in any order.
        """
        wanted = words.casefold().split()
        lines = ((step, self.review_line(step)) for step in steps)
        shown = ((step.key, f"{line.ask}  {line.answer}", self._beside(step)) for step, line in lines)
        return tuple(
            ListedOption(key, text)
            for key, text, beside in shown
            if wanted and all(word in f"{text} {beside}".casefold() for word in wanted)
        )

    def _beside(self, step: Step) -> str:
        answer = self.interview.answers.get(step.key)
        return f"{answer.note} {answer.evidence} {step.label}" if answer is not None else step.label

    # --- the review

    def review(self, steps: Sequence[Step]) -> PageModel:
        """Every answer on one list.

        Args:
            steps: everything that is asked.
        """
        say, answers = self.words.say, self.interview.answers
        left_out = sum(answers[step.key].status != "answered" for step in steps if step.key in answers)
        parts = [say("{done} of {total} done", done=self.progress.done, total=self.progress.total)]
        parts.append(say("{n} open", n=self.progress.left) if self.progress.left else say("f finishes"))
        if left_out:
            parts.append(say("{n} without an answer", n=left_out))
        told = (" · ".join(parts), self.consent_and_key())
        actions = (self._usual - {Act.ACCEPT, Act.FORWARD, Act.REVIEW}) | {Act.CLOSING, Act.CONSENT}
        if steps:
            actions |= {Act.EDIT, Act.NEXT_OPEN, Act.DIGIT, *_SCROLLING}
        return PageModel(
            kind="review",
            key=REVIEW,
            ask=say("Review"),
            body=ReviewBody(tuple(self._outline(steps)), self._waiting()),
            actions=actions,
            told=tuple(line for line in told if line),
        )

    def _outline(self, steps: Sequence[Step]) -> list[tuple[str, str]]:
        outline: list[tuple[str, str]] = []
        before = ("", "")
        for step in steps:
            # One question an item: the items are the lines, without a title each.
            place = (step.section.id, "" if step.alone else step.item)
            if place != before:
                title = self.words.worded(step.section.title, step) if step.section.id != before[0] else ""
                label = step.label if place[1] else ""
                outline.append(("", " · ".join(part for part in (title, label) if part)))
                before = place
            outline.append((step.key, ""))
        return outline

    def review_line(self, step: Step) -> ReviewLine:
        """One line of the review."""
        ask, say = self.words.asked(step), self.words.say
        label = step.label if step.alone else self.words.named(step)
        if step.question is None:
            items = self.interview.items.get(step.section.id, {})
            labels = ", ".join(label_of(self.interview, step.section, item) for item in items)
            nothing = "-" if is_done(self.interview, step) else self.open(step)
            return ReviewLine(ask, label, labels or nothing)
        answer = self.interview.answers.get(step.key)
        if answer is None:
            return ReviewLine(ask, label, self.open(step), "open")
        if answer.status != "answered":
            still = f"  {say('required')}" if step.required and answer.status == "skipped" else ""
            said = f"({self.words.status(answer.status)}){still}"
            return ReviewLine(ask, label, said, "open" if still else "without")
        shown = wording.shown(step.question, self.interview, step.key)
        beside = [self.words.basis(answer.basis)] if answer.basis else []
        if answer.importance is not None:
            beside.append(self.words.second_given(step.question, answer.importance))
        if answer.note or answer.evidence:
            beside.append(say("with a note"))
        return ReviewLine(ask, label, shown + (f" ({', '.join(beside)})" if beside else ""))

    def open(self, step: Step) -> str:
        """What is said of a step that nobody has dealt with."""
        if self.draft(step.key):
            return self.words.say("not accepted yet")
        return self.words.say("open, required") if step.required else self.words.say("open")

    def _waiting(self) -> str:
        say = self.words.say
        if self.progress.left:
            return say.plural(
                "{n} question is open. f again finishes without it.",
                "{n} questions are open. f again finishes without them.",
                self.progress.left,
            )
        return ""


def kind_of(stop: Stop) -> str:
    """The kind of page that a stop has."""
    if stop.kind == "questions":
        return TYPES[question_at(stop.steps[0]).type].page
    return "told" if stop.kind in ("opening", "intro") else stop.kind


def question_at(step: Step) -> Question:
    """The question of a step that is one."""
    if step.question is None:
        raise TypeError(f"{step.key} is a list of items and no question")
    return step.question


def scale_of(question: Question) -> Scale:
    """The scale of a rating."""
    if question.scale is None:
        raise TypeError(f"rating {question.id} without a scale")
    return question.scale


def repeat_of(section: Section) -> Repeat:
    """What a section is repeated for."""
    if section.repeat is None:
        raise TypeError(f"section {section.id} is not repeated")
    return section.repeat
