"""People's words and lists on their way into a result: consent and floors are applied here, and only here.

| what | of whom |
| --- | --- |
| remarks, notes, evidence | `privacy.remarks` |
| lists of names, dates | who agreed to be named: a few names give away who listed them |
| whole answers (a handover, the preparation of a panel) | who may be named or quoted |
| what stories about an account rest on | everybody, from the privacy floor on |

One interview on its own, and `unmasked`, have no floor. Who agreed to be counted only, is only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from cfdiag.model.interview import LETS_WORDS_OUT, Answer, Consent, Interview, Respondent, question_of
from cfdiag.model.material import Occasions, Remark, Spoken
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.release import History
from cfdiag.model.result import Result
from cfdiag.questions import TYPES
from cfdiag.scoring.attribution import is_attributed
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.releases import newcomers
from cfdiag.scoring.privacy.remarks import collect_remarks
from cfdiag.scoring.privacy.suppression import MIN_COMMENTS, floor_of

HeldInterview = tuple[Interview, Questionnaire]


def spoken(
    interviews: Sequence[HeldInterview],
    figures: Result,
    options: Options,
    whole: Collection[str] = (),
    history: Mapping[str, History] | None = None,
) -> Spoken:
    """What people said, as far as it may be shown.

    Args:
        interviews: each with its questionnaire.
        figures: theirs; a theme that is not told there is not told beside a remark either.
        options: floors and `unmasked`.
        whole: ids of the questionnaires whose report asks for whole interviews.
        history: where this is a release: by questionnaire the earlier ones, and who is in this one.
    """
    silent = figures.inputs.others_silent
    off = options.unmasked or (len(interviews) == 1 and not silent)
    known = [(i, q) for i, q in interviews if i.respondent.group in q.groups]
    return Spoken(
        remarks=[
            remark if off else _with_told_tags(remark, figures)
            for remark in collect_remarks(known, options, _waiting(history, options), others_silent=silent)
        ],
        lists=[
            kept
            for i, q in known
            if _may(i, (Consent.NAMED,), off=off) and ((kept := _listed(i, q)).answers or kept.items)
        ],
        sheets=[_whole(i, q) for i, q in known if q.id in whole and _may(i, LETS_WORDS_OUT, off=off)],
        occasions=_occasions(known, options, off=off),
        heard=_heard(known),
    )


def _waiting(history: Mapping[str, History] | None, options: Options) -> frozenset[str]:
    """Those whose words wait until as many others are new as a remark needs."""
    least = options.min_comments if options.min_comments is not None else MIN_COMMENTS
    return frozenset().union(*(newcomers(each, least) for each in (history or {}).values()))


def _with_told_tags(remark: Remark, figures: Result) -> Remark:
    """A remark with those of its themes that may be counted out."""
    part = next((part for part in figures.questionnaires if part.id == remark.questionnaire), None)
    group = part.groups.get(remark.group) if part else None
    if not remark.tags or (group is not None and group.anonymous is False):
        return remark
    score = group.questions.get(remark.question) if group else None
    told = score.distribution if score else {}
    return replace(remark, tags=tuple(tag for tag in remark.tags if told.get(tag)))


def _may(interview: Interview, consents: Collection[Consent], *, off: bool) -> bool:
    consent = interview.respondent.consent
    return consent in consents or (off and consent != Consent.COUNTED)


def _listed(interview: Interview, questionnaire: Questionnaire) -> Interview:
    """What was listed by name in repeated sections, and dates."""
    own = {
        s.id for s in questionnaire.sections if s.repeat and not s.repeat.items and s.repeat.speaker is None
    }
    dated = {
        q.id for s in questionnaire.sections for q in s.questions if TYPES[q.type].dated and not q.off_record
    }
    listed = {q.id for s in questionnaire.sections if s.id in own for q in s.questions if not q.off_record}
    return _cut(interview, dated | listed, own)


def _whole(interview: Interview, questionnaire: Questionnaire) -> Interview:
    asked = {
        q.id
        for s in questionnaire.sections
        for q in s.questions
        # The words of somebody else are quoted as that person agreed, and nowhere else.
        if not q.off_record and not (s.repeat and s.repeat.speaker and TYPES[q.type].in_words)
    }
    return _cut(interview, asked, {s.id for s in questionnaire.sections})


def _cut(interview: Interview, questions: Collection[str], sections: Collection[str]) -> Interview:
    """The interview with these answers and items; without a name, and without what stands beside answers."""
    who = interview.respondent
    return Interview(
        id="",
        questionnaire=interview.questionnaire,
        respondent=Respondent(group=who.group, account=who.account),
        started=interview.started,
        finished=interview.finished,
        items={section: items for section, items in interview.items.items() if section in sections},
        answers={
            key: Answer(status=answer.status, value=answer.value, tags=answer.tags)
            for key, answer in interview.answers.items()
            if question_of(key) in questions
        },
    )


def _occasions(interviews: Sequence[HeldInterview], options: Options, *, off: bool) -> dict[str, Occasions]:
    """What private answers about each account rest on; of fewer people than the floor nothing."""
    found: dict[str, Occasions] = {}
    about = {i.respondent.account for i, _ in interviews if i.respondent.account}
    for account in sorted(about):
        seen: Counter[str] = Counter()
        people, floor, hidden = 0, 1, False
        for interview, questionnaire in interviews:
            if interview.respondent.account != account:
                continue
            rests = [
                answer.basis
                for key, answer in interview.answers.items()
                if answer.basis and (q := questionnaire.question(question_of(key))) and q.private
            ]
            if not rests:
                continue
            seen.update(rests)
            people += 1
            if not is_attributed(interview, questionnaire):
                hidden, floor = True, max(floor, floor_of(questionnaire.min_group, options.min_group))
        if seen and (off or not hidden or people >= floor):
            found[account] = Occasions(
                n=seen.total(),
                by_basis=dict(sorted(seen.items())),
                mostly_witnessed=2 * seen["first_hand"] >= seen.total(),
            )
    return found


def _heard(interviews: Sequence[HeldInterview]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for interview, questionnaire in interviews:
        if questionnaire.side(interview.respondent.group) == "customer":
            found.setdefault(questionnaire.id, set()).add(interview.respondent.account or "")
    return {id_: sorted(accounts) for id_, accounts in sorted(found.items())}


def people(interviews: Sequence[HeldInterview]) -> int | None:
    """How many people the interviews are of, where every one of them says whose it is."""
    ids = [i.respondent.id for i, _ in interviews]
    return len(set(ids)) if ids and all(ids) else None


def labels(interviews: Sequence[HeldInterview], result: Result) -> dict[str, dict[str, str]]:
    """What items that have figures of their own were called: those of lists that many were asked about."""
    shown = {
        part.id: {key.rpartition("/")[0] for key in part.questions if "/" in key}
        for part in result.questionnaires
    }
    found: dict[str, dict[str, str]] = {}
    for interview, questionnaire in interviews:
        for section, items in interview.items.items():
            for item, label in items.items():
                if f"{section}/{item}" in shown.get(questionnaire.id, ()):
                    found.setdefault(questionnaire.id, {}).setdefault(f"{section}/{item}", label)
    return found


def accounts(interviews: Sequence[HeldInterview]) -> list[str]:
    """The accounts that anybody was asked about."""
    return sorted({i.respondent.account for i, _ in interviews if i.respondent.account})
