"""The first screen that customers read: the verdict, figures, findings, what to keep and what to mend first.

Every sentence is built by a rule from figures of the result, so that the same result always reads the same.
"""

from __future__ import annotations

from cfdiag.model.blocks import Block, ListBlock, ListEntry, ListGroup
from cfdiag.model.result import QuestionnaireResult
from cfdiag.model.view import ReportSection
from cfdiag.render.plan_sentences import Planned
from cfdiag.render.sentences import first_findings
from cfdiag.render.view.action_words import planned, said_of_action, titled
from cfdiag.render.view.actions import keep_title, mend_title
from cfdiag.render.view.context import Material, reason_of
from cfdiag.render.view.parts import section, sentences
from cfdiag.scoring.headline import FIRST, principal


def summary(m: Material) -> ReportSection:
    """The section; it is always there, if only to say that nothing can be said yet."""
    w = m.words
    plan = planned(m)
    main = principal(m.result.questionnaires, m.questionnaires)
    blocks: list[Block] = [
        *sentences(verdict(m, main), "verdict"),
        ListBlock(groups=(ListGroup(entries=tuple(_figures(m, main))),), look="figures"),
    ]
    findings = [
        ListEntry(text=m.finding(found), tone="plus" if found.strength is True else "minus")
        for found in first_findings(m.result)
    ]
    if findings:
        stands_out = ListGroup(title=w("What stands out"), entries=tuple(findings))
        blocks.append(ListBlock(groups=(stands_out,), look="findings"))
    first = [
        ListGroup(title=title, entries=tuple(_short(m, p) for p in plan if p.action.kind == kind)[:FIRST])
        for kind, title in (("build", keep_title(m)), ("mend", mend_title(m, w("Mend first"))))
    ]
    if any(group.entries for group in first):
        blocks.append(ListBlock(groups=tuple(group for group in first if group.entries), look="actions"))
    return section("summary", w("Summary"), "", blocks)


def _who(m: Material, part: QuestionnaireResult) -> str:
    """`11 customers` or `30 respondents`, as far as the floor lets the number through."""
    w = m.words
    n = part.overall.n
    if n is None:
        return w("the respondents")
    one_group = len(part.groups_shown) == 1 and len(part.groups) > 1 and n > 1
    if one_group:
        return f"{w.count(n)} {w.inline(m.group(part.id, part.groups_shown[0]))}"
    return w.plural("{n} respondent", "{n} respondents", n)


def verdict(m: Material, part: QuestionnaireResult | None) -> list[str]:
    """What is said first."""
    w = m.words
    if part is None:
        return [_nothing(m)]
    # A house does not mark those who were so kind as to talk to it.
    said = "{who} told us about {title}. This is what we heard."
    return [w(said, who=_who(m, part), title=w.quoted(m.title(part)))]


def _nothing(m: Material) -> str:
    w = m.words
    if not m.result.inputs.interviews:
        return w("There are no interviews yet, so there is nothing to say.")
    reasons = sorted({r for p in m.result.questionnaires if (r := reason_of(p.overall, "score"))})
    said = w(
        "The answers are not scored as a whole: what follows shows them one by one, as counts, and "
        "in people's own words."
    )
    spoken = [w.reason(r) for r in reasons if r != "not_scored"]
    return said + (" " + w("Reason: {reasons}.", reasons=w.listing(spoken)) if spoken else "")


def _figures(m: Material, part: QuestionnaireResult | None) -> list[ListEntry]:
    w = m.words
    figures = []
    counts = m.result.counts
    if counts.judged:
        value = w("{met} of {of}", met=w.count(counts.on_target), of=w.count(counts.judged))
        several = len([p for p in m.result.questionnaires if p.overall.score is not None]) > 1
        figures.append(
            _figure(w("dimensions on target"), value, w("over all questionnaires") if several else "")
        )
    if counts.compared:
        blind = counts.blind_spots
        note = w.plural("of {n} question compared", "of {n} questions compared", counts.compared)
        figures.append(_figure(w.plural("blind spot", "blind spots", blind), w.count(blind), note))
    n = m.result.inputs.interviews
    unfinished = m.result.inputs.unfinished
    note = w("{n} unfinished", n=w.count(unfinished)) if unfinished else ""
    figures.append(_figure(w.plural("interview", "interviews", n), w.count(n), note))
    covered = part.overall.coverage if part else None
    if covered is not None:
        figures.append(_figure(w("of the questions answered"), w.percent(covered), w("coverage")))
    return figures[:4]


def _figure(label: str, value: str, note: str) -> ListEntry:
    return ListEntry(label=value, text=label, note=note)


def _short(m: Material, p: Planned) -> ListEntry:
    return ListEntry(
        rank=p.rank,
        label=titled(m, p),
        text="",
        note=said_of_action(m, p).when,
        tone=p.action.kind,
    )
