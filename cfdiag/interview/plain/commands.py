"""The commands of plain mode that move through the interview or tell about it."""

from __future__ import annotations

from cfdiag.interview import state
from cfdiag.interview.consent import CONSENT_WORDS, said
from cfdiag.interview.events import Cleared, Finished, LanguageSet
from cfdiag.interview.plain import phrases
from cfdiag.interview.plain.annotations import Beside
from cfdiag.interview.plain.console import Stop
from cfdiag.interview.plain.conversation import REVIEW, Go
from cfdiag.interview.plain.lists import Lists
from cfdiag.interview.plain.phrases import COMMANDS
from cfdiag.interview.session import Refused
from cfdiag.interview.wording import worded
from cfdiag.model.interview import Consent


class Commands(Beside, Lists):
    """One method a command, named in the table of commands."""

    told_section = ""
    """The section whose title was said last."""

    def _do_draft(self, rest: str) -> None:
        del rest
        self._refuse(self.t("There is no draft here."))

    def _do_help(self, rest: str) -> None:
        del rest
        for name, meaning in COMMANDS.items():
            self.lines.say(f"/{name}: {self.t(meaning)}")
        self.lines.say(self.t("//: an answer that begins with a slash"))

    def _do_back(self, rest: str) -> None:
        del rest
        keys = [step.key for step in self._steps()]
        place = keys.index(self.here) if self.here in keys else len(keys)
        self.from_review = False
        if not place:
            self.lines.say(self.t("This is the first question."))
        raise Go(keys[max(0, place - 1)] if keys else REVIEW)

    def _do_next(self, rest: str) -> None:
        del rest
        raise Go(self._after(self.here))

    def _do_review(self, rest: str) -> None:
        del rest
        self.from_review = False
        raise Go(REVIEW)

    def _do_quit(self, rest: str) -> None:
        del rest
        raise Stop("left")

    def _do_finish(self, rest: str) -> None:
        del rest
        try:
            done = self._save(Finished(), "", refused=False)
        except Refused:
            still = state.open_required(self.session.questionnaire, self.session.interview)
            self.lines.say(
                self.t.plural(
                    "{n} required question is open.", "{n} required questions are open.", len(still)
                )
            )
            self.from_review = False
            raise Go(still[0]) from None
        if done:
            raise Go(REVIEW)

    def _do_clear(self, rest: str) -> None:
        del rest
        if self.here not in self.session.interview.answers:
            self._refuse(self.t("There is no answer here."))
        elif self._save(Cleared(self.here), self.t("the question is open again")):
            raise Go(self.here)

    def _do_language(self, rest: str) -> None:
        known = state.languages(self.session.questionnaire)
        others = [language for language in known if language != self.session.interview.language]
        wanted = rest.casefold() or (others[0] if len(others) == 1 else "")
        if wanted not in known:
            self._refuse(self.t("The languages are: {all}.", all=", ".join(known)))
        elif self._save(LanguageSet(wanted), wanted):
            self.told_section = ""
            raise Go(self.here)

    def _do_consent(self, rest: str) -> None:
        word = rest.strip().casefold()
        iv = self.session.interview
        chosen: dict[str, Consent | None] = {"-": None, **{known.value: known for known in Consent}}
        if not word:
            line = phrases.consent(self.session)
            self.lines.say(line or self.t("The answers of this group are anonymous."))
        elif word not in chosen:
            self._ask_for("named, quoted, counted, -")
        else:
            told = self.t(CONSENT_WORDS[chosen[word]]).rstrip(".")
            self._save(said(iv, chosen[word]), told[:1].lower() + told[1:])

    def _do_probe(self, rest: str) -> None:
        del rest
        step, question = self._step(), self._question_here()
        probe = question.probe if question is not None else None
        hint = worded(self.session.questionnaire, self.session.interview, probe, step)
        self.lines.say(hint or self.t("There is no hint here."))
