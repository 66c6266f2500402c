"""What people are told before they are asked: who asks, what for, what is kept, who reads it, until when.

Made of the engagement and its questionnaires: there are no interviews yet. The promises are the very
sentences that are read aloud when an interview begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cfdiag.interview.face.phrases import Phrases
from cfdiag.interview.face.promise import promise
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview, QuestionnaireRef, Respondent
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.view import Cover, Labelled, Report, ToldBefore
from cfdiag.render.view.branding import branding
from cfdiag.render.view.setting import Setting

_LINE = "____________________"


def notice_view(
    engagement: Engagement,
    questionnaires: Sequence[Questionnaire],
    languages: Sequence[str],
    setting: Setting,
) -> Report:
    """A page for each group of each questionnaire in each language; of a report there is nothing else.

    Args:
        engagement: who asks, and how long answers are kept.
        questionnaires: those in use.
        languages: the pages are in these, the cover in that of the setting.
        setting: day, client and looks.
    """
    w = locale_for(setting.language)
    stamps = (w("Fictional example: no such organisation, no such people"),) if engagement.fictional else ()
    day = date.fromisoformat(setting.date)
    return Report(
        language=setting.language,
        audience="staff",
        cover=Cover(
            title=w("Before we talk"),
            client=setting.client,
            date=w.date(setting.date),
            date_iso=setting.date,
            audience="",
            confidentiality="",
            asked="",
            people=(),
            unfinished="",
            stamps=stamps,
        ),
        stamps=stamps,
        branding=branding(setting),
        contents=(),
        sections=(),
        notice=tuple(
            _notice(engagement, questionnaire, group, language, day)
            for questionnaire in questionnaires
            for group in questionnaire.groups
            for language in languages
        ),
    )


def _notice(
    engagement: Engagement, questionnaire: Questionnaire, group: str, language: str, day: date
) -> ToldBefore:
    nobody = Interview(
        id="notice",
        questionnaire=QuestionnaireRef(id=questionnaire.id, version=questionnaire.version),
        respondent=Respondent(group=group, organisation=engagement.client or None),
        language=language,
        answers={},
    )
    words = Phrases(questionnaire, nobody, day)
    w, known = words.say, questionnaire.groups[group]
    anonymous, inside = known.anonymous, questionnaire.side(group) == "inside"
    minutes = known.minutes or questionnaire.minutes
    told = [
        (w("Who asks"), _asking(engagement, words)),
        (w("What it is about"), words.worded(questionnaire.purpose) if questionnaire.purpose else ""),
        (
            w("How long it takes"),
            w.plural("about {n} minute", "about {n} minutes", minutes) if minutes else "",
        ),
        (w("What is agreed"), promise(words)),
        (w("What is kept"), _kept(words, anonymous=anonymous)),
        (w("Who can open it"), _locked(engagement, words)),
        (w("Until when"), _until(engagement, words)),
        (w("What comes of it"), _back(words, hears_back=known.hears_back, inside=inside)),
        (w("What anybody may ask"), _rights(words, inside=inside)),
        (w("Where to turn"), w("Name: {line} Telephone or mail: {line}", line=_LINE)),
    ]
    return ToldBefore(
        language=language,
        group=words.label(known.title),
        asked=words.title(),
        intro=_intro(words),
        facts=tuple(Labelled(label=label, value=value) for label, value in told if value),
    )


def _asking(engagement: Engagement, words: Phrases) -> str:
    who, client = engagement.branding.name, engagement.client
    if who and client and who != client:
        return words.say("{who}, on behalf of {client}", who=who, client=client)
    return who or client


def _intro(words: Phrases) -> tuple[str, ...]:
    """What is said first: how the first section of this group begins."""
    for section in words.questionnaire.sections:
        asked = any(words.group in question.groups for question in section.questions)
        if asked and section.intro is not None:
            said = words.worded(section.intro)
            return tuple(part.strip() for part in said.split("\n") if part.strip())
    return ()


def _kept(words: Phrases, *, anonymous: bool) -> str:
    if anonymous:
        return words.say(
            "The answers and remarks, with department, account and day; no name. The list of who is to be "
            "heard is kept apart from them."
        )
    return words.say("The answers and remarks, with name, department or account, and day.")


def _locked(engagement: Engagement, words: Phrases) -> str:
    if engagement.recipients:
        return words.say(
            "Those who hold the talks and work on the report. The files are locked; without a key nobody "
            "opens them."
        )
    return words.say("Those who hold the talks and work on the report; nobody else gets the answers as such.")


def _until(engagement: Engagement, words: Phrases) -> str:
    days = engagement.retention.get("interviews")
    if days:
        one = "The answers are kept for {n} day after the talk."
        return words.say.plural(one, "The answers are kept for {n} days after the talk.", days)
    return words.say("The answers are kept until {line}.", line=_LINE)


def _back(words: Phrases, *, hears_back: bool, inside: bool) -> str:
    if not hears_back:
        return ""
    if inside:
        return words.say("You hear what we learned, and what is done with it.")
    return words.say("You will hear from us what we learned, and what is done with it.")


def _rights(words: Phrases, *, inside: bool) -> str:
    # A sentence each, although they begin alike: customers are spoken to more formally than colleagues.
    if inside:
        return words.say(
            "To see what is kept about you, to have it corrected or deleted, to take back what you agreed "
            "to: at any time, without a reason."
        )
    return words.say(
        "You may at any time, without a reason, see what is kept about you, have it corrected or deleted, "
        "and take back what you agreed to."
    )
