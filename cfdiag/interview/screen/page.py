"""What pages have in common: they show a page model; those with a question also how an answer leaves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cfdiag.ground.cells import wrap
from cfdiag.interview.events import Answered, Cleared
from cfdiag.interview.face.actions import OF_RESPONDENTS, Act
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import PageModel
from cfdiag.interview.flow import question_at
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.everywhere import note_in_passing
from cfdiag.interview.screen.panels.lines import NoteField, NotePanel
from cfdiag.interview.screen.panels.pick import PickPanel
from cfdiag.interview.screen.surface import PageContext, Press, Surface
from cfdiag.model.interview import AnswerValue, Status
from cfdiag.model.questionnaire import BASES, Question
from cfdiag.questions import MismatchError


class ModelPage(Surface):
    """A page that draws a model.

    Args:
        context: what is around.
        way: where it was come to.
    """

    probing = False
    """Whether the hints for the interviewer are shown."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context)
        self.way = way
        self._model: PageModel | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the questions on this page."""
        return ()

    @property
    def key(self) -> str:
        """The key of the question that the cursor is on; empty where there is none."""
        return ""

    def present(self) -> PageModel:
        """The model as things stand."""
        raise NotImplementedError

    @property
    def model(self) -> PageModel:
        """The model, made once between two changes."""
        if self._model is None:
            self._model = self.present()
        return self._model

    def forget(self) -> None:
        """Make the model anew."""
        self._model = None

    def offers(self) -> frozenset[Act]:
        """What can be done on the page; less where the respondent has the keyboard."""
        return self.model.actions & OF_RESPONDENTS if self.context.turned else self.model.actions

    def heading(self, cells: int) -> list[Line]:
        """What the page is about."""
        return [[("class:question", line)] for line in wrap(self.model.ask, cells)]

    def note(self, begun: str = "") -> None:
        """Open the note of this page, with what was typed of it already: what is said between questions."""
        note_in_passing(self.context, begun)

    def pasted(self, text: str) -> None:
        """Words that were pasted where there is no text field are a note, where there is one to be had."""
        if self.filtering or Act.NOTE not in self.offers():
            super().pasted(text)
        else:
            self.note(text)

    def go_on(self) -> None:
        """The next page."""
        self.context.go(lambda way: way.on(self.keys))


class QuestionPage(ModelPage):
    """A page with one or more questions. `entry` is the one the cursor is on."""

    asks_basis = True
    """Whether what the answer rests on is asked after it, because the page has no place for that."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self.entries = [context.presenter.entry(step) for step in way.stop.steps]
        self.row = 0
        self.refused = False
        """Whether what is given was refused by the last key."""
        self._basis_was_asked = False
        self.does = {
            Act.ACCEPT: lambda _: self.accept(),
            Act.SKIP: lambda _: self.settle("skipped"),
            Act.UNKNOWN: lambda _: self.settle("unknown"),
            Act.NOT_APPLICABLE: lambda _: self.settle("not_applicable"),
            Act.NOTE: lambda _: self.note(),
            Act.BASIS: lambda _: self._ask_basis(),
        }

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the questions on this page."""
        return tuple(entry.step.key for entry in self.entries)

    @property
    def key(self) -> str:
        """The key of the question that the cursor is on."""
        return self.entry.step.key

    @property
    def entry(self) -> PageEntry:
        """The answer that the cursor is on."""
        return self.entries[self.row]

    @property
    def question(self) -> Question:
        """The question that the cursor is on."""
        return question_at(self.entry.step)

    def present(self) -> PageModel:
        """The questions as they are answered on the page."""
        return self.context.presenter.question(self.entries, self.row)

    def heading(self, cells: int) -> list[Line]:
        """The question as this respondent's group is asked it."""
        asked = self.model.ask
        if self.model.required:
            asked += f" ({self.context.presenter.words.say('required')})"
        return [[("class:question", line)] for line in wrap(asked, cells)] + self.hint(cells)

    def hint(self, cells: int) -> list[Line]:
        """The hint for the interviewer, while it is shown."""
        if not self.probing or not self.model.probe:
            return []
        text = f"{self.context.presenter.words.say('Probe')}: {self.model.probe}"
        return [[("class:probe", line)] for line in wrap(text, cells)]

    def asides(self, cells: int) -> list[Line]:
        """The note, the evidence, the tags and what the answer rests on."""
        remarks = (f"{remark.name}: {remark.text}" for remark in self.model.remarks)
        return [[("", line)] for text in remarks for line in wrap(text, cells)]

    # --- giving the answer

    def act(self, press: Press) -> bool:
        """Any other key takes what was refused up again."""
        self.refused = False
        return super().act(press)

    def given(self) -> AnswerValue:
        """The answer on the page; None where there is none.

        Raises:
            MismatchError: what is there is no answer.
        """
        raise NotImplementedError

    def accept(self) -> None:
        """Save the answer and go on; nothing given leaves the question open."""
        try:
            value = self.given()
        except MismatchError as wrong:
            self.refused = True
            told = self.context.presenter.words.expected(wrong.template, **wrong.values)
            self.context.tell(told, fault=True)
            return
        if value is not None:
            self.settle("answered", value)
        elif self.entry.saved is not None and self.entry.saved.status == "answered":
            self.withdraw()
        else:
            self.go_on()

    def withdraw(self) -> None:
        """Take back an answer that was emptied: its question is open again."""
        self.entry.status = self.entry.value = None
        if self.save(self.entry):
            self.go_on()

    def settle(self, status: Status, value: AnswerValue = None) -> None:
        """Save the answer and go on, by way of what it rests on where that is asked."""
        entry = self.entry
        entry.give(status, value)
        if not self.save(entry):
            return
        # Once a page: whoever leaves it out is not asked again by the next Enter.
        ask = entry.step.basis and status == "answered" and entry.basis is None and self.asks_basis
        if ask and not self._basis_was_asked:
            self._basis_was_asked = True
            self._ask_basis(then=self.go_on)
        else:
            self.go_on()

    def save(self, entry: PageEntry) -> bool:
        """Save an entry if it differs from what is saved; False when that failed and is told."""
        # Going through pages with Enter changes nothing, and leaves no line in the journal.
        if not entry.changed:
            return True
        answer = entry.answer()
        event = Cleared(entry.step.key) if answer is None else Answered(entry.step.key, answer)
        if not self.context.commit(event):
            return False
        entry.saved = self.context.presenter.interview.answers.get(entry.step.key)
        return answer is not None or self._keep_remarks(entry)

    def _keep_remarks(self, entry: PageEntry) -> bool:
        """What stood beside an answer that was taken back waits for the next one."""
        beside = {"note": entry.note, "evidence": entry.evidence, "tags": " ".join(entry.tags)}
        beside["basis"] = entry.basis or ""
        return all(self.context.keep_draft(entry.step.key, text, field) for field, text in beside.items())

    # --- what stands beside the answer

    def note(self, begun: str = "") -> None:
        """Note something about the question that the cursor is on."""
        entry = self.entry
        say, typed = self.context.presenter.words.say, self.context.presenter.draft

        def kept(texts: Mapping[str, str]) -> bool:
            before = {field: getattr(entry, field) for field in texts}
            for field, text in texts.items():
                setattr(entry, field, text.strip())
            # On an answer that is saved the remark is saved at once; else it waits for its answer.
            done = self._save_remarks(entry) if entry.saved else self._keep_remarks(entry)
            if not done:
                for field, text in before.items():
                    setattr(entry, field, text)
            return done

        fields = [
            NoteField(field, say(name), typed(entry.step.key, field) or getattr(entry, field))
            for field, name in (("note", "Note"), ("evidence", "Evidence"))
        ]
        tags = self._tags if self.question.tags else None
        NotePanel(self.context, entry.step.key, fields, kept, then=tags).open(begun)

    def _save_remarks(self, entry: PageEntry) -> bool:
        """Save what stands beside an answer, without the answer on the page that nobody accepted yet."""
        if entry.saved is None:
            return True
        beside = PageEntry.of(entry.step, entry.saved)
        beside.note, beside.evidence, beside.tags = entry.note, entry.evidence, list(entry.tags)
        beside.basis = entry.basis
        if not self.save(beside):
            return False
        entry.saved = beside.saved
        return True

    def _tags(self) -> None:
        """Choose themes."""
        entry, words = self.entry, self.context.presenter.words
        options = [(tag.id, words.label(tag.label)) for tag in self.question.tags]

        def chosen(ids: list[str]) -> bool:
            entry.tags = ids
            return self._save_remarks(entry) if entry.saved else self._keep_remarks(entry)

        self.context.open(PickPanel(self.context, words.say("Tags"), options, entry.tags, chosen, many=True))

    def _ask_basis(self, then: Callable[[], None] | None = None) -> None:
        """Choose what the answer rests on."""
        entry, words = self.entry, self.context.presenter.words
        options = [(basis, words.basis(basis)) for basis in BASES]

        def chosen(ids: list[str]) -> bool:
            entry.basis = next((basis for basis in BASES if basis in ids), None)
            return self._save_remarks(entry) if entry.saved else self._keep_remarks(entry)

        start = [entry.basis] if entry.basis else []
        asked = words.say("What does this answer rest on?")
        panel = PickPanel(
            self.context, asked, options, start, chosen, many=False, then=then, about=words.asked(entry.step)
        )
        self.context.open(panel)
