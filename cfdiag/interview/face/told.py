"""Pages that are only read: how it begins, what a section is about, how it ends."""

from __future__ import annotations

from cfdiag.interview.face.actions import SCROLLING, Act
from cfdiag.interview.face.navigator import OPENING
from cfdiag.interview.face.page_model import PageModel, Paragraph, ToldBody
from cfdiag.interview.face.presenter import Presenter
from cfdiag.interview.face.promise import kept_promise, promise
from cfdiag.model.questionnaire import LEAVER, Section


def opening_page(presenter: Presenter) -> PageModel:
    """What this is about, how long it takes, and what happens with the answers."""
    say, words = presenter.words.say, presenter.words
    told: list[Paragraph] = []
    if presenter.questionnaire.purpose is not None:
        told.append(Paragraph(words.worded(presenter.questionnaire.purpose)))
    told += [Paragraph(say(notice), "told") for notice in presenter.notices]
    size = say.plural("{n} question", "{n} questions", presenter.progress.total)
    minutes = say.plural("about {n} minute", "about {n} minutes", presenter.minutes)
    told.append(Paragraph(f"{size}, {minutes}. {promise(presenter.words)}"))
    if not _is_known(presenter):
        told.append(Paragraph(say("Nobody is named yet: i says who is here."), "dim"))
    told.append(Paragraph(say("Enter begins. ? shows the keys, on every page."), "dim"))
    return PageModel(
        kind="told",
        key=OPENING,
        ask=words.title(),
        body=ToldBody(tuple(told)),
        actions=(presenter.usual - {Act.BACK, Act.FORWARD}) | SCROLLING | {Act.CONSENT},
    )


def _is_known(presenter: Presenter) -> bool:
    """Whether it is said who is here; of an anonymous group that is not asked."""
    group, them = presenter.questionnaire.groups.get(presenter.words.group), presenter.interview.respondent
    return group is None or group.anonymous or bool(them.name or them.account or them.organisation)


def intro_page(presenter: Presenter, section: Section) -> PageModel:
    """What a section is about."""
    intro = presenter.words.worded(section.intro) if section.intro is not None else ""
    return PageModel(
        kind="told",
        key=f"intro:{section.id}",
        ask=presenter.words.worded(section.title),
        body=ToldBody(tuple(Paragraph(part) for part in intro.split("\n") if part.strip())),
        actions=(presenter.usual - {Act.FORWARD}) | SCROLLING,
    )


def end_page(presenter: Presenter) -> PageModel:
    """The interview is finished: thanks, and what happens next; nothing of what it came to."""
    told = [Paragraph(text) for text in thanks(presenter)]
    return PageModel(
        kind="end",
        key="end",
        ask=presenter.words.say("Thank you. Everything is saved."),
        body=ToldBody((*told, Paragraph(presenter.words.say("Enter goes on."), "dim"))),
        actions=(presenter.usual & {Act.SCORES}) | SCROLLING | {Act.END, Act.INTERRUPT, Act.HELP},
    )


def hand_back_page(presenter: Presenter) -> PageModel:
    """Whoever has filled it in alone gives the screen back."""
    say = presenter.words.say
    inside = presenter.questionnaire.side(presenter.words.group) == "inside"
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


def thanks(presenter: Presenter) -> tuple[str, ...]:
    """What happens next, and what becomes of the respondent's words."""
    say = presenter.words.say
    if LEAVER in presenter.questionnaire.groups:
        following = say(
            "What happens next: whoever goes on with this gets a plan made of what you have told."
        )
    else:
        following = say(
            "What happens next: these answers are put beside those of others, and a report says what is to be"
            " done about them."
        )
    return following, kept_promise(presenter.words)
