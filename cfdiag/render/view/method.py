"""How the figures were made, what was left out, and why: the last section, and the cover's first lines."""

from __future__ import annotations

from collections import Counter

from msgspec import UNSET

from cfdiag.model.blocks import Block, HeadingBlock, TableBlock
from cfdiag.model.result import NotJudged, QuestionnaireResult
from cfdiag.model.view import Cover, People, ReportSection
from cfdiag.render.as_of import as_of_stamp
from cfdiag.render.fault_words import of_code, placed
from cfdiag.render.sentences import DRAFT, is_draft
from cfdiag.render.view.context import Material, given
from cfdiag.render.view.parts import cell, column, plain_list, section, sentences, table_part
from cfdiag.rules.about import NOT_CHOSEN

HASH_SHOWN = 12
"""Characters of a questionnaire's fingerprint that are printed."""


def cover(m: Material) -> Cover:
    """Client, date, who was asked, how confidential, for whom."""
    w = m.words
    setting = m.setting
    title = w("What you said") if setting.audience == "customer" else w("Customer focus: action plan")
    return Cover(
        title=title,
        client=setting.client,
        date=w.date(setting.date),
        date_iso=setting.date[:10],
        audience=w(_EDITIONS[setting.audience]),
        confidentiality=_confidential(m),
        asked=_asked(m),
        people=tuple(_people(m, p) for p in m.result.questionnaires),
        unfinished=_unfinished(m),
        stamps=tuple(stamp_lines(m)),
    )


_EDITIONS = {"internal": "internal edition", "staff": "staff edition", "customer": "customer edition"}


def _confidential(m: Material) -> str:
    """The engagement's line stands on what stays inside; a customer reads one of their own."""
    if m.setting.audience == "customer":
        return m.words("For those who took part in the talks; please do not pass it on")
    return m.setting.confidentiality or m.words("Confidential")


def stamp_lines(m: Material) -> list[str]:
    """What must be on every page: fictional, unmasked, a draft, figures of an earlier release."""
    w = m.words
    out = []
    if m.setting.fictional or given(m.result.fictional):
        out.append(w("Fictional example: no such organisation, no such people"))
    if m.result.material is UNSET:
        out.append(w("Made without people's words"))
        # To others than insiders no words of a questionnaire are said that is only at hand.
        gone = [part for part in m.result.questionnaires if part.id not in m.questionnaires]
        if gone and m.setting.audience == "internal":
            titles = w.listing([w.quoted(m.title(part)) for part in gone])
            out.append(
                w.plural(
                    "The questionnaire {titles} is not at hand, and with it first steps and how to see that "
                    "they worked (--questionnaires DIR)",
                    "The questionnaires {titles} are not at hand, and with them first steps and how to see "
                    "that they worked (--questionnaires DIR)",
                    len(gone),
                    titles=titles,
                )
            )
    if m.result.privacy.unmasked and m.setting.audience != "customer":
        out.append(w("Unmasked: for the consultant's own eyes, not to be passed on"))
    for_others = m.setting.audience != "internal" and not m.result.final
    if is_draft(m.result) or for_others:
        out.append(w(DRAFT))
    repeated = as_of_stamp(m.result, w)
    return [*out, repeated] if repeated else out


def _people(m: Material, part: QuestionnaireResult) -> People:
    w = m.words
    groups = [
        w("{group}: {n}", group=m.group(part.id, k), n=w.count(g.n) if g.n is not None else w("withheld"))
        for k, g in part.groups.items()
    ]
    said = w.plural("{n} interview", "{n} interviews", part.n)
    return People(questionnaire=part.id, title=m.title(part), n=said, groups=tuple(groups))


def _asked(m: Material) -> str:
    """`46 people in 75 interviews`, where every interview says whose it is."""
    w = m.words
    n = m.result.inputs.interviews
    people = given(m.result.inputs.people)
    said = w.plural("{n} interview", "{n} interviews", n)
    if people is None or people == n:
        return said if len(m.result.questionnaires) > 1 else ""
    return w.plural("{n} person in {interviews}", "{n} people in {interviews}", people, interviews=said)


def _unfinished(m: Material) -> str:
    n = m.result.inputs.unfinished
    return m.words.plural("{n} interview is unfinished", "{n} interviews are unfinished", n) if n else ""


def method(m: Material, left_out: list[str]) -> ReportSection:
    """The section; `left_out` are the titles of sections without data."""
    w = m.words
    blocks: list[Block] = [*sentences(_paragraphs(m, left_out)), _questionnaires(m)]
    not_judged, rejected, warnings = _not_judged(m), _rejected(m), m.result.inputs.warnings
    if not_judged:
        said = w(
            "These actions could neither be called for nor ruled out: too few answers, or too few people."
        )
        blocks += [HeadingBlock(text=w("Not judged")), *sentences([said]), plain_list(not_judged)]
    if rejected:
        blocks += [HeadingBlock(text=w("Not read")), plain_list(rejected)]
    if warnings:
        blocks.append(plain_list(warnings))
    blocks += sentences(
        [w("cfdiag {version}, seed {seed}", version=m.result.tool, seed=m.result.seed)], "note"
    )
    return section("method", w("Method"), "", blocks)


def _paragraphs(m: Material, left_out: list[str]) -> list[str]:
    w = m.words
    p = m.result.privacy
    out = [
        w("This is a structured conversation with honest arithmetic, not a validated scale."),
        w(
            "Points run from 0 to 100 over the scale as declared; reversed questions are turned "
            "round. A dimension is the "
            "weighted mean of its answered questions and needs at least half of them; a question "
            "that was left open, did "
            "not apply or was answered with ‘I don't know’ is left out of the mean and lowers the "
            "coverage, except where "
            "it did not apply. Respondents weigh equally. A missing score is shown as –, never as 0."
        ),
        w(
            "Ranges are 95% ranges of the mean that fit the scale, from five respondents; where it is known "
            "how many there are, they count those who were not heard, else they take a large number for "
            "granted. Gaps have t intervals. Differences between two groups use Welch's interval. Nothing is "
            "ranked by significance."
        ),
    ]
    out += _crosshair(m)
    out += _held(m)
    if p.unmasked:
        out.append(w("Privacy: nothing was withheld in this run."))
    else:
        out.append(
            w(
                "Privacy: in anonymous groups, figures of fewer than {group} people are withheld, "
                "and so is what would "
                "give them away; their remarks are shown with their consent or from {comments} "
                "people. Within one report nothing that is withheld follows from what is shown; drafts "
                "of different days, and reports of copied folders, could still be subtracted from each "
                "other.",
                group=_floor(m),
                comments=p.min_comments,
            )
        )
        out.append(_between(m))
    if left_out:
        out.append(w("Not in this report, for want of data: {titles}.", titles=w.listing(left_out)))
    out += _notes(m)
    return out


def _floor(m: Material) -> str:
    """From how many people on figures are shown: of each questionnaire its own, where they differ."""
    floors = sorted({part.min_group for part in m.result.questionnaires}) or [m.result.privacy.min_group]
    return m.words.listing([m.words.count(floor) for floor in floors], "or")


def _between(m: Material) -> str:
    """What protects those who are between two reports."""
    w = m.words
    if m.result.privacy.between_runs == "off":
        return w(
            "Nothing protects those who are between two reports (privacy.between_runs: off): this engagement "
            "says that they need it not."
        )
    if m.result.final:
        return w(
            "This report is remembered. Together with the reports that were handed over before it gives "
            "nobody away; a figure that would do so is repeated from an earlier one, with its day."
        )
    return w("This is a draft: nothing remembers it, and two drafts show who joined between them.")


_HELD = {
    "in_person": "in person: {n}",
    "phone": "by phone: {n}",
    "alone": "filled in alone: {n}",
    "imported": "taken over from a survey: {n}",
}


def _held(m: Material) -> list[str]:
    """How the interviews were held, where any says so: answers given alone are others."""
    w = m.words
    held: Counter[str] = Counter()
    for part in m.result.questionnaires:
        held.update(part.modes)
    if not held:
        return []
    told = [w(text, n=w.count(held[mode])) for mode, text in _HELD.items() if held[mode]]
    silent = sum(part.n for part in m.result.questionnaires) - held.total()
    if silent > 0:
        told.append(w("not known: {n}", n=w.count(silent)))
    return [w("How the interviews were held: {modes}.", modes="; ".join(told))]


def _crosshair(m: Material) -> list[str]:
    w = m.words
    kinds = {
        str(p.crosshair["kind"])
        for p in m.result.questionnaires
        if isinstance(p.crosshair, dict) and "kind" in p.crosshair
    }
    names = {
        "lines": w("75 points of importance and the target"),
        "mean": w("the mean of the questions' means"),
        "median": w("the median of the questions' means"),
        "midpoint": w("the midpoint of the scale"),
    }
    known = [names[k] for k in sorted(kinds) if k in names]
    return [w("The lines of the matrix lie at {kind}.", kind=w.listing(known))] if known else []


def _notes(m: Material) -> list[str]:
    """Fixed sentences that the questionnaires bring, each with the title of whose they are."""
    said: dict[str, list[str]] = {}
    for part in m.result.questionnaires:
        questionnaire = m.questionnaires.get(part.id)
        for name, text in questionnaire.notes.items() if questionnaire else ():
            # Notes by these names belong to a page, which prints them itself.
            if not name.startswith(("visit_", "run_sheet_", "value_")) and (note := m.text(text)):
                said.setdefault(note, []).append(m.title(part))
    w = m.words
    return [
        w("{titles}: {note}", titles=w.listing([w.quoted(title) for title in whose]), note=note)
        for note, whose in said.items()
    ]


def _questionnaires(m: Material) -> TableBlock:
    w = m.words
    columns = [
        column(w("Questionnaire")),
        column(w("Version")),
        column(w("Fingerprint")),
        column(w("Interviews"), numeric=True),
        column(w("Who was asked")),
        column(w("Weights and targets")),
    ]
    rows = [
        [
            cell(m.title(p)),
            cell(p.version),
            cell(p.sha256[:HASH_SHOWN] or w.score(None)),
            cell(w.count(p.n)),
            cell("; ".join(_people(m, p).groups)),
            cell(_targets(m, p)),
        ]
        for p in m.result.questionnaires
    ]
    if m.setting.audience == "customer":
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return table_part("method-questionnaires", w("Questionnaires used"), columns, rows)


def _targets(m: Material, part: QuestionnaireResult) -> str:
    w = m.words
    out = []
    questionnaire = m.questionnaires.get(part.id)
    for key, dimension in part.dimensions.items():
        target = given(dimension.target)
        if dimension.kind != "scored" or target is None:
            continue
        known = questionnaire.dimensions.get(key) if questionnaire else None
        weight = given(dimension.weight)
        weight = weight if weight is not None else (known.weight if known else 1.0)
        said = w(
            "{dimension} {weight} × / {target}",
            dimension=m.dimension(part, key), weight=w.count(weight), target=w.score(target),
        )  # fmt: skip
        if known and (known.target != target or known.weight != weight):
            said = w("{said} (changed for this engagement)", said=said)
        out.append(said)
    return "; ".join(out) or w("a checklist: no targets")


def _rejected(m: Material) -> list[str]:
    w = m.words
    return [
        placed(each.file, each.line, of_code(each.code, each.message, w), w)
        for each in m.result.inputs.rejected
    ]


def _rule_title(m: Material, part: QuestionnaireResult, entry: NotJudged) -> str:
    questionnaire = m.questionnaires.get(part.id)
    rule = next((a for a in questionnaire.actions if a.id == entry.id), None) if questionnaire else None
    return m.text(rule.title, about=NOT_CHOSEN) if rule else entry.title


def _not_judged(m: Material) -> list[str]:
    out = []
    for part in m.result.questionnaires:
        for entry in part.not_judged:
            missing = [m.question(part.id, name.split(".", 1)[-1]) for name in entry.missing]
            # Of what it is about nothing is known: what would stand after or before a colon is not there.
            said = (_rule_title(m, part, entry).strip(": …"), "; ".join(missing))
            out.append(": ".join(each for each in said if each))
    return out
