"""What pages have in common: what they offer, what they show, and how an answer leaves them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from cfdiag.ground.cells import wrap
from cfdiag.interview import consent, wording
from cfdiag.interview.events import Answered, Cleared, LanguageSet
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.entry import Entry
from cfdiag.interview.screen.panels import HelpPanel, LinePanel, PickPanel
from cfdiag.interview.screen.route import REVIEW
from cfdiag.interview.screen.surface import Surface
from cfdiag.model.interview import AnswerValue, Basis, Status
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES, MismatchError

if TYPE_CHECKING:
    from cfdiag.interview.flow import Step
    from cfdiag.interview.screen.host import Host

BASIS_WORDS = wording.BASES
BASES: tuple[Basis, ...] = tuple(BASIS_WORDS)


class Page(Surface):
    """A page of the interview."""

    everywhere: ClassVar[frozenset[str]] = frozenset({"leave", "interrupt", "suspend", "help"})

    def offers(self) -> frozenset[str]:
        """Leaving, the keys, another language where there is one, and the way through."""
        more = {"language"} if len(self.host.languages) > 1 else set()
        return self.everywhere | {"accept", "back", "forward", "review"} | more

    def do_accept(self) -> None:
        """Go on."""
        self.host.go_on()

    def do_forward(self) -> None:
        """Go on; drafts are kept on the way."""
        self.host.go_on()

    def do_back(self) -> None:
        """One page back."""
        self.host.go_back()

    def do_review(self) -> None:
        """To the list of all answers."""
        self.host.go_to(REVIEW)

    def do_leave(self) -> None:
        """Save and leave."""
        self.host.leave("left")

    def do_interrupt(self) -> None:
        """Save and leave at once."""
        self.host.leave("interrupted")

    def do_suspend(self) -> None:
        """To the shell for a moment."""
        self.host.suspend()

    def do_help(self) -> None:
        """The keys of this page."""
        self.host.open(HelpPanel(self.host, self))

    def do_consent(self) -> None:
        """With name, without name, only counted, not asked: the next of these."""
        if self.host.commit(consent.turned(self.host.interview)) and self.host.low:
            # Its own line may be out of sight.
            self.host.tell(self.host.consent())

    def do_language(self) -> None:
        """Go on in the next language of the questionnaire."""
        known = self.host.languages
        current = self.host.language
        following = known[(known.index(current) + 1) % len(known)] if current in known else known[0]
        self.host.commit(LanguageSet(following))


class QuestionPage(Page):
    """A page with one or more questions. `entry` is the one the cursor is on."""

    def __init__(self, host: Host, steps: tuple[Step, ...]) -> None:
        super().__init__(host)
        self.entries = [
            Entry.of(
                step,
                host.interview.answers.get(step.key),
                host.session.draft(step.key, "note"),
                host.session.draft(step.key, "evidence"),
            )
            for step in steps
        ]
        self.row = 0
        self._basis_was_asked = False

    @property
    def entry(self) -> Entry:
        """The question that the cursor is on."""
        return self.entries[self.row]

    @property
    def question(self) -> Question:
        """The question that the cursor is on."""
        found = self.entry.step.question
        if found is None:
            raise TypeError("a list of items is no question")
        return found

    def select(self, key: str) -> None:
        """Put the cursor on the question of that key, where it is on this page."""
        for row, entry in enumerate(self.entries):
            if entry.step.key == key:
                self.row = row

    def offers(self) -> frozenset[str]:
        """What every question offers, and what this one has."""
        more = {"skip", "unknown", "not_applicable", "note", "evidence"}
        if self.question.probe is not None:
            more.add("probe")
        if self.question.tags:
            more.add("tags")
        if self.entry.step.basis:
            more.add("basis")
        return super().offers() | more

    def heading(self, cells: int) -> list[Line]:
        """The question as this respondent's group is asked it."""
        asked = self.host.asked(self.entry.step)
        if self.entry.step.required:
            asked += f" ({self.host.say('required')})"
        return [[("class:question", line)] for line in wrap(asked, cells)] + self.hint(cells)

    def hint(self, cells: int) -> list[Line]:
        """The hint for the interviewer, while it is shown."""
        if not self.host.probing or self.question.probe is None:
            return []
        text = self.host.worded(self.question.probe, self.entry.step)
        return [[("class:probe", line)] for line in wrap(f"{self.host.say('Probe')}: {text}", cells)]

    def asides(self, cells: int) -> list[Line]:
        """The note, the evidence, the tags and what the answer rests on."""
        say, entry = self.host.say, self.entry
        found = [(say("Note"), entry.note), (say("Evidence"), entry.evidence)]
        labels = [
            tag.label.pick(self.host.language, self.host.group)
            for tag in self.question.tags
            if tag.id in entry.tags
        ]
        found.append((say("Tags"), ", ".join(labels)))
        if entry.basis is not None and not self.shows_basis:
            found.append((say("Rests on"), say(BASIS_WORDS[entry.basis])))
        return [[("", line)] for name, text in found if text for line in wrap(f"{name}: {text}", cells)]

    shows_basis: ClassVar[bool] = False
    """Whether the page itself has a place for what the answer rests on."""

    # --- giving the answer

    def given(self) -> AnswerValue:
        """The answer on the page; None where there is none.

        Raises:
            MismatchError: what is there is no answer.
        """
        raise NotImplementedError

    def do_accept(self) -> None:
        """Save the answer and go on; nothing given skips a question that may be left out."""
        try:
            value = self.given()
        except MismatchError as wrong:
            self.host.complain(wrong.template, wrong.values)
            return
        if value is not None:
            self.settle("answered", value)
        elif self.entry.saved is not None and self.entry.saved.status not in ("answered", "skipped"):
            self.host.go_on()
        elif self.entry.step.required:
            self.host.tell(self.host.say("It is required. Tab leaves it for later."), "error")
        else:
            self.settle("skipped")

    def settle(self, status: Status, value: AnswerValue = None) -> None:
        """Save the answer and go on, by way of what it rests on where that is asked."""
        entry = self.entry
        entry.give(status, value)
        if not self.save(entry):
            return
        ask = entry.step.basis and status == "answered" and entry.basis is None and not self.shows_basis
        if ask and not self._basis_was_asked:
            self._basis_was_asked = True
            self.host.open(self._basis_panel(then=self.host.go_on))
        else:
            self.host.go_on()

    def save(self, entry: Entry) -> bool:
        """Save an entry if it differs from what is saved; False when that failed and is told."""
        if not entry.changed:
            return True
        answer = entry.answer()
        event = Cleared(entry.step.key) if answer is None else Answered(entry.step.key, answer)
        if not self.host.commit(event):
            return False
        entry.saved = self.host.interview.answers.get(entry.step.key)
        return True

    def do_skip(self) -> None:
        """Skip the question."""
        self.settle("skipped")

    def do_unknown(self) -> None:
        """The respondent does not know."""
        self.settle("unknown")

    def do_not_applicable(self) -> None:
        """It does not apply."""
        self.settle("not_applicable")

    # --- what stands beside the answer

    def do_probe(self) -> None:
        """Show or hide the interviewer's hints, on this page and those that follow."""
        self.host.probing = not self.host.probing

    def do_note(self) -> None:
        """Type a note."""
        self._remark("note", self.host.say("Note"), self.entry.note)

    def do_evidence(self) -> None:
        """Type what shows that it is so."""
        self._remark("evidence", self.host.say("Evidence"), self.entry.evidence)

    def _remark(self, field: str, name: str, old: str) -> None:
        entry = self.entry

        def kept(text: str) -> bool:
            before = getattr(entry, field)
            setattr(entry, field, text.strip())
            # On an answer that is saved the remark is saved at once; else it waits for its answer.
            done = (
                self._save_remarks(entry)
                if entry.saved
                else self.host.keep_draft(entry.step.key, text.strip(), field)
            )
            if not done:
                setattr(entry, field, before)
            return done

        self.host.open(LinePanel(self.host, name, old, kept, half=True))

    def _save_remarks(self, entry: Entry) -> bool:
        """Save what stands beside an answer, without the answer on the page that nobody accepted yet."""
        if entry.saved is None:
            return True
        beside = Entry.of(entry.step, entry.saved)
        beside.note, beside.evidence, beside.tags = entry.note, entry.evidence, list(entry.tags)
        beside.basis = entry.basis
        if not self.save(beside):
            return False
        entry.saved = beside.saved
        return True

    def do_tags(self) -> None:
        """Choose themes."""
        entry, host = self.entry, self.host
        options = [(tag.id, tag.label.pick(host.language, host.group)) for tag in self.question.tags]

        def chosen(ids: list[str]) -> bool:
            entry.tags = ids
            return self._save_remarks(entry)

        host.open(PickPanel(host, host.say("Tags"), options, entry.tags, chosen, many=True))

    def do_basis(self) -> None:
        """Choose what the answer rests on."""
        self.host.open(self._basis_panel())

    def _basis_panel(self, then: Callable[[], None] | None = None) -> PickPanel:
        entry, host = self.entry, self.host
        options = [(basis, host.say(BASIS_WORDS[basis])) for basis in BASES]

        def chosen(ids: list[str]) -> bool:
            entry.basis = next((basis for basis in BASES if basis in ids), None)
            done = self._save_remarks(entry)
            if done and then is not None:
                host.after_panel(then)
            return done

        start = [entry.basis] if entry.basis else []
        return PickPanel(host, host.say("What does this answer rest on?"), options, start, chosen, many=False)


def mismatch(question: Question) -> MismatchError:
    """What a valid answer to a question is."""
    return TYPES[question.type].expects(question)
