"""A page that is only read: a letter alone is a key, letters in a row are words and never keys."""

from __future__ import annotations

from cfdiag.interview.face.actions import Act, offer_of
from cfdiag.interview.face.digits import LINGER, PAUSE
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.screen.page import ModelPage
from cfdiag.interview.screen.surface import PageContext, Press

_TWICE = frozenset({Act.BACK, Act.LEAVE, Act.PROBE, Act.UNDO})
"""What a slow typist would not want by the first letter of a word: it is done when pressed twice."""


class ReadPage(ModelPage):
    """Text to be read. Who takes it for a text field types words: they lead to a note and do nothing else.

    A letter waits a moment, as a digit does where a number may become longer. Nothing follows: it is the key
    that it stands for. More follows: the words are offered as a note, where there is one to be had.
    """

    enter_only_settles = True

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self._words = ""
        """What was typed and has done nothing yet."""
        self._stands_for: Press | None = None
        """The key that the one letter of it is."""
        self._asked: Act | None = None
        """What is done when it is pressed once more."""

    @property
    def holds_words(self) -> bool:
        """Whether something was typed that may be the beginning of words."""
        return bool(self._words)

    def ready_for(self, press: Press) -> bool:
        """Any key but a letter first takes the one that waits."""
        if _is_letter(press):
            return True
        # What takes two presses does not wait to be done.
        waits = self._stands_for is not None and self._stands_for.action not in _TWICE
        self.waiting = self._words if waits else ""
        done = super().ready_for(press)
        self._forget_words()
        return done

    def take_waiting(self) -> bool:
        """Do what the letter that waits stands for."""
        self.waiting = ""
        self._take()
        return True

    def act(self, press: Press) -> bool:
        """Do what a key stands for; a letter first waits for more."""
        if not _is_letter(press):
            self._asked = None
            return super().act(press)
        if press.action is self._asked and self._words in ("", press.key):
            self._forget_words()
            self._asked = None
            return super().act(press)
        if self._words:
            self._typed(press.key)
            return True
        self._words, self._stands_for = press.key, press
        say = self.context.presenter.words.say
        if press.action in _TWICE:
            self._asked = press.action
            what = say(offer_of(press.action).short)
            self.context.tell(say("{key} again: {what}", key=press.key, what=what))
        else:
            self._asked = None
            self.context.tell(say("{n} …", n=press.key))
        self.context.later(PAUSE, self._pause_is_over)
        return True

    def mistyped(self, letter: str) -> None:
        """Say that there is no text field, and what is: Enter."""
        self._asked = None
        if self._words or not letter.isspace():
            self._typed(letter)

    def pasted(self, text: str) -> None:
        """Words, whatever they begin with."""
        self._words += text
        self._to_a_note()

    def keep(self) -> None:
        """Away from here: no letter waits any more."""
        self._forget_words()

    def _typed(self, letter: str) -> None:
        """One more letter of words, or the first that is no key."""
        self._words += letter
        self._stands_for = None
        if len(self._words) > 1:
            self._to_a_note()
            return
        self._say_nothing_is_typed()
        self.context.later(PAUSE, self._pause_is_over)

    def _to_a_note(self) -> None:
        """Offer what was typed as a note; where there is none to be had, say what there is."""
        words = self._words
        if Act.NOTE not in self.offers():
            self._say_nothing_is_typed()
            self.context.later(PAUSE, self._pause_is_over)
            return
        self._forget_words()
        self.note(words)
        say = self.context.presenter.words.say
        told = say("Nothing is typed here. Is it a note? Enter keeps it, Shift-Tab drops it.")
        self.context.tell(told)

    def _say_nothing_is_typed(self) -> None:
        say = self.context.presenter.words.say
        self.context.tell(say("Nothing is typed on this page: Enter goes on."))

    def _pause_is_over(self) -> None:
        """Nothing more came. Who types slowly may still be in the middle of a word."""
        if not self._take():
            self.context.later(LINGER, self._forget_words)

    def _take(self) -> bool:
        """Do what the one letter that waits stands for; False where that is nothing."""
        press = self._stands_for
        if press is None or press.action in _TWICE:
            return False
        self._forget_words()
        self.context.tell("")
        if not super().act(press):
            self.context.do(press.action)
        return True

    def _forget_words(self) -> None:
        self._words, self._stands_for = "", None


def _is_letter(press: Press) -> bool:
    """Whether a key may be the beginning of a word."""
    return len(press.key) == 1 and press.key.isalpha()
