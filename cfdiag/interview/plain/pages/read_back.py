"""Before the end: the words that were noted, and the one question about them."""

from __future__ import annotations

from cfdiag.interview.consent import to_be_asked
from cfdiag.interview.plain.commands import consent_numbers, finish, give_consent, say_consent, say_words
from cfdiag.interview.plain.console import InputEnded
from cfdiag.interview.plain.conversation import Conversation, Go


def hold(talk: Conversation) -> None:
    """Say the words, ask what may become of them where nobody has, and finish."""
    say = talk.presenter.words.say
    talk.read = True
    say_words(talk)
    if to_be_asked(talk.session.interview):
        _ask_consent(talk)
    typed = talk.ask(say("Enter to finish, or review, or quit: "))
    word = typed.strip().casefold() if isinstance(typed, str) else ""
    if word in ("quit", say("quit")):
        raise InputEnded("left")
    if not word:
        finish(talk)
    raise Go(talk.way.review())


def _ask_consent(talk: Conversation) -> None:
    """Ask once: a number, or Enter for no answer."""
    say_consent(talk)
    choices = consent_numbers(talk)
    while True:
        typed = talk.ask(talk.presenter.words.say("A number, or Enter for no answer: "))
        word = typed.strip().casefold() if isinstance(typed, str) else ""
        if not word:
            return
        if word in choices:
            give_consent(talk, choices[word])
            return
        numbers = ", ".join(known for known in choices if known.isdigit())
        talk.refuse("Please give {what}.", what=numbers)
