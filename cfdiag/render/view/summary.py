"""The first screen: the verdict, four figures, three findings, what to keep and what to mend first.

Every sentence is built by a rule from figures of the result, so that the same result always reads the same.
"""

from __future__ import annotations

from cfdiag.model.result import QuestionnaireResult
from cfdiag.model.view import Block, ListBlock, ListEntry, ListGroup, ReportSection
from cfdiag.render.sentences import Planned, first_findings, unheard_sentence
from cfdiag.render.view.actions import keep_title, mend_title, planned, titled
from cfdiag.render.view.context import Material, reason_of, section, sentences
from cfdiag.render.view.scores import targets_reached
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
    score = part.overall
    client = w("One interview") if score.n == 1 else m.setting.client or w("The organisation")
    names = {"critical": w("far below target"), "developing": w("below target"), "on_target": w("on target")}
    message = (
        "{client} scores {score} of 100 on {title}: {level}."
        if score.level
        else "{client} scores {score} of 100 on {title}."
    )
    said = w(
        message,
        client=client, score=w.score(score.score), title=w.quoted(m.title(part)),
        level=names.get(score.level or "", ""),
    )  # fmt: skip
    if score.range and score.range[0] == score.range[1]:
        said += " " + w("{who} were asked, and that is all of them.", who=_who(m, part))
    elif score.range:
        said += " " + w(
            "{who} were asked; with others like them it would most likely lie between {low} and {high}.",
            who=_who(m, part), low=w.number(score.range[0], 0), high=w.number(score.range[1], 0),
        )  # fmt: skip
    out = [said, *filter(None, [unheard_sentence(score, w)])]
    if part.counts.judged:
        out.append(targets_reached(m, part.counts))
    out += _both_sides(part, m)
    return [" ".join(out)]


def _both_sides(part: QuestionnaireResult, m: Material) -> list[str]:
    """How well those inside know how they are seen, in one sentence."""
    w = m.words
    counts = part.counts
    if not (counts.blind_spots or counts.unseen_strengths):
        return []
    return [
        w(
            "Asked to predict the answers, those inside were too high on {blind} of {n} questions "
            "and too low on {unseen}.",
            blind=w.count(counts.blind_spots),
            n=w.count(counts.compared),
            unseen=w.count(counts.unseen_strengths),
        )
    ]


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
    if part is not None:
        score = part.overall
        note = w("range {range}", range=w.interval(score.range)) if score.range else ""
        if not note and score.of_dimensions is not True:
            note = w("no range from so few")
        figures.append(_figure(w("of 100, overall"), w.score(score.score), note))
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
    note = w.plural("{n} unfinished", "{n} unfinished", unfinished) if unfinished else ""
    figures.append(_figure(w.plural("interview", "interviews", n), w.count(n), note))
    covered = part.overall.coverage if part else None
    if covered is not None:
        figures.append(_figure(w("of the questions answered"), w.percent(covered), w("coverage")))
    return figures[:4]


def _figure(label: str, value: str, note: str) -> ListEntry:
    return ListEntry(label=value, text=label, note=note)


def _short(m: Material, p: Planned) -> ListEntry:
    rules = m.rules(p.action)
    first = rules[0][1] if rules else None
    inside = m.setting.audience != "customer"
    owner = (m.text(first.owner) if first else p.action.owner) if inside else ""
    within = m.words("within {n} days", n=p.action.horizon)
    return ListEntry(
        rank=p.rank,
        label=titled(m, p.action, first),
        text=m.text(first.first_step) if first and inside else "",
        note=", ".join(said for said in (owner, within) if said),
        tone=p.action.kind,
    )
