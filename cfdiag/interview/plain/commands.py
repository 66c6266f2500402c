"""What the commands of plain mode do, each under the action that the table of actions names it for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from cfdiag.interview.consent import CONSENT_QUESTION, CONSENT_WORDS, said
from cfdiag.interview.events import Cleared, Finished, ItemRemoved, ItemRenamed, LanguageSet
from cfdiag.interview.face.actions import TYPED_COMMANDS, Act
from cfdiag.interview.face.page_model import ReadBackBody
from cfdiag.interview.face.phrases import short
from cfdiag.interview.face.promise import consent_choices
from cfdiag.interview.face.read_back import read_back_page
from cfdiag.interview.face.review import places_with, section_places
from cfdiag.interview.face.told import end_page
from cfdiag.interview.flow import languages, open_required
from cfdiag.interview.items import listed_items, offered_items
from cfdiag.interview.plain import remarks
from cfdiag.interview.plain.console import InputEnded
from cfdiag.interview.plain.conversation import Conversation, Go
from cfdiag.interview.plain.who import tell as tell_who
from cfdiag.model.interview import Consent, was_heard
from cfdiag.model.text import spelled
from cfdiag.questions import MismatchError


def _no_question(talk: Conversation, rest: str) -> None:
    del rest
    talk.refuse("There is no question here.")


def _no_draft(talk: Conversation, rest: str) -> None:
    del rest
    talk.refuse("There is no draft here.")


def _help(talk: Conversation, rest: str) -> None:
    del rest
    say = talk.presenter.words.say
    for name, offer in TYPED_COMMANDS.items():
        argument = f" {say(offer.argument)}" if offer.argument else ""
        talk.lines.say(f"/{name}{argument}: {say(offer.help)}")
    talk.tell("-: after /note or /evidence, removes it")
    talk.tell("//: an answer that begins with a slash")


def _back(talk: Conversation, rest: str) -> None:
    del rest
    if not talk.way.place:
        talk.tell("This is the first question.")
    raise Go(talk.way.settled().back())


def _next(talk: Conversation, rest: str) -> None:
    del rest
    raise Go(talk.way.on())


def _review(talk: Conversation, rest: str) -> None:
    del rest
    talk.reviewed = False
    raise Go(talk.way.review())


def _quit(talk: Conversation, rest: str) -> None:
    del talk, rest
    raise InputEnded("left")


def finish(talk: Conversation, rest: str = "") -> None:
    """Finish, by way of the words where somebody sits there; or to the first required one that is open."""
    del rest
    held = talk.session
    say = talk.presenter.words.say
    still = open_required(held.questionnaire, held.interview)
    if still:
        talk.lines.say(
            say.plural("{n} required question is open.", "{n} required questions are open.", len(still))
        )
        # To the first of them, for a list of ids is no help to who has to answer.
        raise Go(talk.way.to(still[0]) or talk.way)
    if talk.lines.interactive and not talk.read and was_heard(held.interview):
        left = held.progress().left
        if left:
            talk.lines.say(say.plural("{n} question is open.", "{n} questions are open.", left))
        raise Go(talk.way.read_back())
    if talk.save(Finished(), ""):
        raise Go(talk.way.review())


def _clear(talk: Conversation, rest: str) -> None:
    del rest
    if talk.key not in talk.session.interview.answers:
        talk.refuse("There is no answer here.")
    elif talk.save(Cleared(talk.key), talk.presenter.words.say("the question is open again")):
        raise Go(talk.way)


def _language(talk: Conversation, rest: str) -> None:
    known = languages(talk.session.questionnaire)
    others = [language for language in known if language != talk.session.interview.language]
    wanted = (spelled(rest) if rest else "") or (others[0] if len(others) == 1 else "")
    if wanted not in known:
        talk.refuse("The languages are: {all}.", all=", ".join(known))
    elif talk.save(LanguageSet(wanted), wanted):
        # The heading is said once more, in the other language.
        talk.section = ""
        raise Go(talk.way)


def _consent(talk: Conversation, rest: str) -> None:
    word = rest.strip().casefold()
    choices = consent_numbers(talk)
    if not word:
        talk.lines.say(talk.presenter.words.consent())
        say_consent(talk)
    elif word not in choices:
        talk.complain(MismatchError(", ".join(known for known in choices if not known.isdigit())))
    else:
        give_consent(talk, choices[word])


def consent_numbers(talk: Conversation) -> dict[str, Consent | None]:
    """What can be typed for a consent: its number, its name, `-` to take it back."""
    offered = [Consent(choice.id) for choice in consent_choices(talk.presenter.words)]
    numbered = {str(n): one for n, one in enumerate(offered, 1)}
    return {**numbered, **{one.value: one for one in offered}, "-": None}


def say_consent(talk: Conversation) -> None:
    """The question, and its answers, numbered."""
    talk.tell(CONSENT_QUESTION)
    for n, choice in enumerate(consent_choices(talk.presenter.words), 1):
        talk.lines.say(f"{n}. {choice.label}")


def give_consent(talk: Conversation, given: Consent | None) -> None:
    """Save what was agreed, and say so."""
    told = talk.presenter.words.say(CONSENT_WORDS[given]).rstrip(".")
    talk.save(said(talk.session.interview, given), told[:1].lower() + told[1:])


def _read(talk: Conversation, rest: str) -> None:
    del rest
    say_words(talk)


def say_words(talk: Conversation) -> None:
    """The words that were noted, each under its question."""
    model = read_back_page(talk.presenter, talk.way.steps)
    talk.lines.say("")
    talk.lines.say(model.ask)
    for words in model.body.words if isinstance(model.body, ReadBackBody) else ():
        talk.lines.say(words.ask)
        talk.lines.say(f"“{words.text}”")


def _undo(talk: Conversation, rest: str) -> None:
    del rest
    if talk.undo():
        raise Go(talk.way)


def _sections(talk: Conversation, rest: str) -> None:
    places = section_places(talk.presenter, talk.way.steps)
    if rest.isascii() and rest.isdigit() and 1 <= int(rest[:4]) <= len(places):
        raise Go(talk.way.to(places[int(rest[:4]) - 1].id) or talk.way)
    for n, place in enumerate(places, 1):
        talk.lines.say(f"{n}. {place.label}")
    talk.tell("/sections NUMBER goes there.")


def _find(talk: Conversation, rest: str) -> None:
    found = places_with(talk.presenter, talk.way.steps, rest)
    if len(found) == 1:
        raise Go(talk.way.to(found[0].id) or talk.way)
    for place in found:
        talk.lines.say(short(place.label))
    if not found:
        talk.refuse("Nothing has these words.")


def _probe(talk: Conversation, rest: str) -> None:
    del rest
    question, step = talk.question, talk.step
    probe = question.probe if question is not None else None
    words = talk.presenter.words
    talk.lines.say(words.worded(probe, step) or words.say("There is no hint here."))


def _scores(talk: Conversation, rest: str) -> None:
    del rest
    if talk.scorecard is None or Act.SCORES not in end_page(talk.presenter).actions:
        talk.refuse("What a customer's answers come to is not shown to the customer.")
        return
    for line in talk.scorecard(talk.session.interview).splitlines():
        talk.lines.say(line)


def _items(talk: Conversation, rest: str) -> None:
    del rest
    step = talk.step
    lists = [stop for stop in talk.way.stops if stop.kind == "items"]
    own = [stop for stop in lists if step is not None and stop.section == step.section]
    if not lists:
        talk.refuse("There is no list in this interview.")
        return
    found = talk.way.to((own or lists)[0].id) or talk.way
    raise Go(msgspec.structs.replace(found, changing=talk.way.changing))


def _item(talk: Conversation, number: str) -> tuple[str, str] | None:
    """The section and the id of the item of that number on the list that is shown."""
    step = talk.step
    if step is None or step.question is not None:
        talk.refuse("There is no list here; /items goes to it.")
        return None
    interview = talk.session.interview
    items = list(offered_items(interview, step.section) and listed_items(interview, step.section))
    items = items or list(interview.items.get(step.section.id, {}))
    if number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= len(items):
        return step.section.id, items[int(number) - 1]
    talk.complain(MismatchError("a number of the list"))
    return None


def _rename(talk: Conversation, rest: str) -> None:
    number, _, name = rest.partition(" ")
    found = _item(talk, number)
    if found is not None and talk.save(ItemRenamed(*found, name.strip()), name.strip()):
        raise Go(talk.way)


def _remove(talk: Conversation, rest: str) -> None:
    found = _item(talk, rest)
    kept = talk.presenter.words.say("removed; its answers are kept aside")
    if found is not None and talk.save(ItemRemoved(*found), kept):
        raise Go(talk.way)


DOES: Mapping[Act, Callable[[Conversation, str], None]] = {
    Act.BACK: _back,
    Act.FORWARD: _next,
    Act.SKIP: _no_question,
    Act.UNKNOWN: _no_question,
    Act.NOT_APPLICABLE: _no_question,
    Act.CLEAR: _clear,
    Act.NOTE: remarks.note,
    Act.EVIDENCE: remarks.evidence,
    Act.TAGS: remarks.tags,
    Act.BASIS: remarks.basis,
    Act.WHO: tell_who,
    Act.UNDO: _undo,
    Act.SECTIONS: _sections,
    Act.FIND: _find,
    Act.PROBE: _probe,
    Act.SCORES: _scores,
    Act.DRAFT: _no_draft,
    Act.ITEMS: _items,
    Act.RENAME: _rename,
    Act.REMOVE: _remove,
    Act.LANGUAGE: _language,
    Act.CONSENT: _consent,
    Act.FILE: remarks.file,
    Act.REVIEW: _review,
    Act.FINISH: finish,
    Act.READ: _read,
    Act.LEAVE: _quit,
    Act.HELP: _help,
}
"""Skipping and its like are answers where there is a question, and drafts where there is one: see `ask`."""
