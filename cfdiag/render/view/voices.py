"""What people chose, answer by answer, and what they said, by theme and in their own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from cfdiag.model.blocks import Block, HeadingBlock, Quote, QuotesBlock, ShownCell, TableBlock
from cfdiag.model.interview import question_of
from cfdiag.model.material import Remark
from cfdiag.model.questionnaire import Question
from cfdiag.model.result import QuestionnaireResult, QuestionScore
from cfdiag.model.view import ReportSection
from cfdiag.questions import TYPES
from cfdiag.questions._type import not_told
from cfdiag.render.view.chosen import chosen_items
from cfdiag.render.view.context import Material, given, readable_text, reason_of
from cfdiag.render.view.listed import listed_groups
from cfdiag.render.view.lists import item_lists, listed_sections
from cfdiag.render.view.parts import cell, column, section, table_part
from cfdiag.render.view.sides import set_beside, side_by_side
from cfdiag.render.view.themes import themes_beside
from cfdiag.scoring.reasons import TOO_FEW_RESPONDENTS, WITHHELD
from cfdiag.scoring.themes import themes_of, told_themes

QUOTES = 4
"""So many quotes a question; the others are folded away."""
FOLDED = 2_000
"""Of more remarks the others are only counted: a page of them all would open slowly."""


def counts(m: Material) -> ReportSection | None:
    """Choices and yes-or-no questions as `3 of 4`, unscored ratings group beside group; None without any."""
    blocks: list[Block] = []
    for part in m.result.questionnaires:
        tables = _tables(m, part)
        if tables:
            blocks += [HeadingBlock(text=m.title(part)), *tables]
    if not blocks:
        return None
    return section(
        "counts",
        m.words("Answer by answer"),
        m.words(
            "Questions with a few possible answers, as counts of those who answered; and the lists "
            "that people made."
        ),
        blocks,
        folds=True,
    )


def _tables(m: Material, part: QuestionnaireResult) -> list[TableBlock]:
    w = m.words
    of_items = {question_of(key) for key in part.questions if "/" in key}
    beside_ids = {question.id for question in set_beside(m, part)}
    rows = [
        row
        for key, score in part.questions.items()
        if key not in of_items | beside_ids and (row := _count(m, part, key, score))
    ]
    columns = [column(w("Question")), column(w("Answers"))]
    counted = [table_part(f"counts-{part.id}", w("Counts"), columns, rows)] if rows else []
    counted += [
        made
        for key, score in part.questions.items()
        if key not in of_items and (made := _by_option(m, part, key, score))
    ]
    beside = side_by_side(m, part)
    counted += [*([beside] if beside else []), *listed_groups(m, part)]
    return [*counted, *chosen_items(m, part), *themes_beside(m, part), *item_lists(m, part).values()]


def _count(m: Material, part: QuestionnaireResult, key: str, score: QuestionScore) -> list[ShownCell] | None:
    question = _asked(m, part, key)
    if question is None:
        return None
    title = _title(m, part, key)
    said = TYPES[question.type].cell(question, score, m.words, m.text) or _why_not(m, question, score)
    return [cell(title), cell(said)] if said else None


def _why_not(m: Material, question: Question, score: QuestionScore) -> str:
    """That something was answered and is not shown; ratings have their own tables, words their own page.

    Of a number the middle may be shown above, where its mean is not.
    """
    type_ = TYPES[question.type]
    shown = given(score.median) is not None
    if shown or type_.rated or type_.in_words or reason_of(score) not in (TOO_FEW_RESPONDENTS, WITHHELD):
        return ""
    return f"– ({m.words.reason(reason_of(score))})"


def _by_option(m: Material, part: QuestionnaireResult, key: str, score: QuestionScore) -> TableBlock | None:
    """A table of what a question has to show of each of its options."""
    question = _asked(m, part, key)
    made = TYPES[question.type].table(question, score, m.words, m.text) if question else None
    if made is None:
        return None
    columns = [column(head, numeric=place > 0) for place, head in enumerate(made.heads)]
    rows = [[cell(text) for text in row] for row in made.rows]
    return table_part(f"options-{part.id}-{key}", _title(m, part, key), columns, rows)


def _asked(m: Material, part: QuestionnaireResult, key: str) -> Question | None:
    questionnaire = m.questionnaires.get(part.id)
    return questionnaire.question(question_of(key)) if questionnaire else None


def _title(m: Material, part: QuestionnaireResult, key: str) -> str:
    title, questionnaire = m.question(part.id, key), m.questionnaires.get(part.id)
    section, _, rest = key.partition("/")
    if rest and questionnaire and title == m.item(questionnaire, section, rest.partition("/")[0]):
        # An item says nothing without what was asked about it.
        return f"{title}: {m.question(part.id, question_of(key))}"
    return title


def option_label(m: Material, question: Question, option: str) -> str:
    """The label of an option."""
    return TYPES[question.type].label(question, option, m.words, m.text)


def voices(m: Material) -> ReportSection | None:
    """Open answers: themes counted, remarks quoted; None where nothing may be shown."""
    w = m.words
    blocks: list[Block] = []
    for part in m.result.questionnaires:
        if part.id in m.alone:
            continue
        questionnaire = m.questionnaires.get(part.id)
        order = [q.id for s in questionnaire.sections for q in s.questions] if questionnaire else []
        listed = listed_sections(m, part)
        mine = [r for r in m.remarks if r.questionnaire == part.id and r.question and r.section not in listed]
        groups: dict[tuple[str, str], list[Remark]] = {}
        for remark in mine:
            groups.setdefault((question_of(remark.question), remark.group), []).append(remark)
        keys = sorted(groups, key=lambda k: order.index(k[0]) if k[0] in order else len(order))
        questions = [v for key in keys if (v := _voice(m, part, key, groups[key]))]
        if questions:
            blocks += [HeadingBlock(text=m.title(part)), *questions]
    if not blocks:
        return None
    # Without a word of theirs it does not say that there are some.
    spoken = any(r.text for r in m.remarks)
    title = w("In their own words") if spoken else w("What was said, by theme")
    return section("voices", title, _lead(m), blocks, folds=True)


def _lead(m: Material) -> str:
    w = m.words
    if any(r.text for r in m.remarks):
        return w(
            "Stories carry no score. They are counted by theme and quoted, as far as those who told "
            "them agreed."
        )
    return w("Counted by theme. What one customer said is not shown to another.")


def in_turns(remarks: list[Remark], themes: Mapping[str, int], most: int) -> list[Remark]:
    """A few remarks that stand for all: theme by theme, account by account."""
    left, taken = list(remarks), Counter[str]()
    out: list[Remark] = []
    while left and len(out) < most:

        def heard(remark: Remark) -> tuple[int, int, int]:
            known = [taken[tag] for tag in remark.tags] or [len(out)]
            weight = max((themes.get(tag, 0) for tag in remark.tags), default=0)
            return (min(known), taken[f"account {remark.account}"], -weight)

        chosen = min(left, key=heard)
        left.remove(chosen)
        out.append(chosen)
        taken.update([*chosen.tags, f"account {chosen.account}"])
    return out


def _voice(
    m: Material, part: QuestionnaireResult, key: tuple[str, str], remarks: list[Remark]
) -> QuotesBlock | None:
    """What was said to a question; None where neither a theme nor a quote of it may be shown."""
    w = m.words
    id_, group = key
    figure = m.figure(part, id_, group)
    themes = told_themes(figure)
    question = _asked(m, part, id_)
    label = {option.id: m.text(option.label) for option in question.tags} if question else {}
    named = [
        f"{label.get(tag) or readable_text(tag)} ({w.count(n)})"
        for tag, n in sorted(themes.items(), key=lambda t: (-t[1], t[0]))
    ]
    hidden = [tag for tag, n in themes_of(figure).items() if n is None]
    if hidden:
        named.append(not_told([label.get(tag) or readable_text(tag) for tag in hidden], w))
    spoken = [r for r in remarks if r.text]
    rest = len(spoken) - QUOTES if spoken else 0
    who = m.group(part.id, group)
    if not (named or spoken):
        return None
    counted = w("Themes: {themes}.", themes="; ".join(named) if hidden else ", ".join(named)) if named else ""
    first = in_turns(spoken, themes, QUOTES)
    both = first, _after(m, first, spoken)
    quotes, others = ([_without(who, m.quote(r)) for r in several] for several in both)
    return QuotesBlock(
        title=m.question(part.id, id_, group, in_full=True),
        about=" · ".join(said for said in (who, counted) if said),
        quotes=tuple(quotes),
        more=w.plural("and {n} more", "and {n} more", rest) if rest > 0 else "",
        rest=tuple(others),
    )


def _without(who: str, quote: Quote) -> Quote:
    """A quote without what stands above it already."""
    return replace(quote, who="" if quote.who == who else quote.who)


def _after(m: Material, first: list[Remark], spoken: list[Remark]) -> list[Remark]:
    """All others, where a report for colleagues can hold them: `comments` has them in any case."""
    if m.setting.audience == "customer" or len(m.remarks) > FOLDED:
        return []
    taken = {id(each) for each in first}
    return [each for each in spoken if id(each) not in taken]
