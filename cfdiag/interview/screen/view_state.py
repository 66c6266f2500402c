"""The interview as it stands, in the words of this respondent: what pages and the header show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview import consent, wording
from cfdiag.interview.events import Event
from cfdiag.interview.flow import Progress, Step, blocks, languages, steps
from cfdiag.interview.screen.route import Stop, route
from cfdiag.interview.session import Refused, Session
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.interview import Interview, Status
from cfdiag.model.text import Text

_STATUS_WORDS: dict[Status, str] = {
    "answered": "answered",
    "unknown": "don't know",
    "skipped": "skipped",
    "not_applicable": "does not apply",
}


class Held:
    """An interview while it is held: the way through it, how far it is, and its words.

    Args:
        session: the interview. Whoever changes it calls `refresh`.
    """

    say: Locale
    """The tool's own words in the interview's language."""
    stops: tuple[Stop, ...]
    """The pages, in order."""
    progress: Progress
    sections: list[str]
    """The ids of the sections this respondent is asked."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.questionnaire = session.questionnaire
        self.languages = languages(session.questionnaire)
        self.message: tuple[Literal["told", "error"], str] = ("told", "")
        """What the last key led to, and whether it is a fault."""
        self.unsaved = False
        """Whether something could not be saved, since this was last set to false."""
        self._seen: Interview | None = None
        self.refresh()

    def refresh(self) -> None:
        """Make the way anew where the interview has changed."""
        if self._seen is self.session.interview:
            return
        self._seen = self.session.interview
        self.say = locale_for(self.language)
        self.stops = route(blocks(steps(self.questionnaire, self._seen)))
        self.progress = self.session.progress()
        sections = [stop.section.id for stop in self.stops if stop.section is not None]
        self.sections = list(dict.fromkeys(sections))

    @property
    def interview(self) -> Interview:
        """The interview as it stands."""
        return self.session.interview

    @property
    def language(self) -> str:
        """The language it is held in."""
        return self.session.interview.language

    @property
    def group(self) -> str:
        """The respondent's group."""
        return self.session.interview.respondent.group

    # --- what changes it

    def commit(self, event: Event) -> bool:
        """Let something happen; False, with a message, when it cannot be or cannot be saved."""
        try:
            self.session.do(event)
        except Refused as refused:
            problem = refused.problem
            text = self.say(problem.template, **problem.values)
            self.tell(text[:1].upper() + text[1:] + ("" if text.endswith(".") else "."), "error")
            return False
        except CfdiagError as error:
            first = error.diagnostics[0]
            hint = f" ({first.hint})" if first.hint else ""
            self.tell(self.say("Not saved") + f": {first.message}{hint}", "error")
            self.unsaved = True
            return False
        self.refresh()
        return True

    def keep_draft(self, key: str, text: str, field: str = "value") -> bool:
        """Keep what is typed and not accepted; False, with a message, when it cannot be saved."""
        try:
            self.session.keep_draft(key, text, field)
        except Refused:
            return True
        except CfdiagError as error:
            self.tell(f"{self.say('Not saved')}: {error.diagnostics[0].message}", "error")
            self.unsaved = True
            return False
        return True

    def tell(self, text: str, kind: Literal["told", "error"] = "told") -> None:
        """Show a line above the footer, until the next key."""
        self.message = (kind, text)

    def complain(self, template: str, values: Mapping[str, object]) -> None:
        """Say what an answer would be."""
        self.tell(self.say("Please give {what}.", what=self.say(template, **values)), "error")

    # --- words

    def worded(self, text: Text | None, step: Step | None = None) -> str:
        """A text of the questionnaire as this respondent hears it."""
        return wording.worded(self.questionnaire, self.interview, text, step)

    def asked(self, step: Step) -> str:
        """A step's question."""
        if step.question is not None:
            return self.worded(step.question.ask, step)
        return self.worded(step.section.repeat.ask, step) if step.section.repeat else ""

    def status(self, status: Status) -> str:
        """A status in words."""
        return self.say(_STATUS_WORDS[status])

    @property
    def title(self) -> str:
        """The questionnaire's title."""
        return self.worded(self.questionnaire.title)

    def who(self) -> str:
        """Who is being interviewed."""
        who = self.interview.respondent
        group = self.questionnaire.groups.get(who.group)
        title = group.title.pick(self.language, who.group) if group else who.group
        name = who.name or who.organisation or who.account or ""
        return f"{name} · {title}" if name else title

    def consent(self) -> str:
        """Whether the respondent may be named, and the key that changes it; empty where it is no question."""
        if not consent.concerns(self.questionnaire, self.interview):
            return ""
        stands = self.say(consent.CONSENT_WORDS[self.interview.respondent.consent])
        if self.interview.respondent.consent is None:
            return f"{stands} {self.say('c: with name, without name, or only counted.')}"
        return f"{stands} {self.say('c changes it.')}"

    def left(self, *, narrow: bool) -> str:
        """How many questions are left, and about how long they take; empty when none is."""
        if not self.progress.left or self.interview.finished is not None:
            return ""
        questions = self.say("{n} left", n=self.progress.left)
        form = "{n} min" if narrow else "about {n} min"
        return f"{questions} · {self.say(form, n=self.minutes())}"

    def minutes(self) -> int:
        """About how many minutes are left."""
        return max(1, round(self.progress.seconds_left / 60))
