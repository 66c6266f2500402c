"""What every section of the report is made from, and the few things that all of them look up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from msgspec import UNSET, UnsetType

from cfdiag.batch.phrasing import phrasing_in
from cfdiag.locales.locale import Locale
from cfdiag.model.blocks import Quote
from cfdiag.model.interview import question_of
from cfdiag.model.material import Remark, SavedMaterial
from cfdiag.model.questionnaire import Action, Question, Questionnaire, Side
from cfdiag.model.result import ActionScore, Finding, QuestionnaireResult, QuestionScore, Result
from cfdiag.model.text import Text
from cfdiag.questions import TYPES
from cfdiag.render.view.setting import Setting
from cfdiag.rules.say import say
from cfdiag.scoring.findings import text_of
from cfdiag.scoring.options import Phrasing

PerhapsUnset = TypeVar("PerhapsUnset")

QUOTE_LENGTH = 420
"""A quote is cut at a word after so many characters: a remark is evidence, not the report."""


@dataclass(frozen=True)
class Material:
    """The inputs of one report, and look-ups over them."""

    result: Result
    setting: Setting
    words: Locale
    alone: Collection[str] = ()
    """The questionnaires of which nothing is listed or quoted but on pages of their own."""

    @property
    def saved(self) -> SavedMaterial:
        """What the result carries beside its figures; nothing where it was saved without."""
        return self.result.material if self.result.material is not UNSET else SavedMaterial()

    @property
    def questionnaires(self) -> Mapping[str, Questionnaire]:
        """The texts, by questionnaire: those that the result carries, else those at hand."""
        return self.saved.texts if self.result.material is not UNSET else self.setting.texts

    @property
    def remarks(self) -> Sequence[Remark]:
        """What people said, as far as it may be shown."""
        return self.saved.spoken.remarks

    def text(self, text: Text | None, group: str = "", side: Side = "inside", /, **context: object) -> str:
        """A questionnaire's text in the report's language, with the client's name filled in."""
        client = self.setting.client
        if not client and self.setting.audience != "customer":
            # To those inside nobody is `this supplier`: the questions were about their own house.
            client = self.words("the organisation")
        known = {"organisation": client, **context} if client else context
        return say(text, self.words.language, group, side, **known).strip()

    def title(self, part: QuestionnaireResult) -> str:
        """A questionnaire's title."""
        questionnaire = self.questionnaires.get(part.id)
        side: Side = "customer" if self.setting.audience == "customer" else "inside"
        group = spoken_to(questionnaire, side)
        # A result that was saved by itself has titles but no texts.
        return (self.text(questionnaire.title, group) if questionnaire else "") or part.title or part.id

    def group(self, questionnaire_id: str, group: str) -> str:
        """A group's title."""
        questionnaire = self.questionnaires.get(questionnaire_id)
        known = questionnaire.groups.get(group) if questionnaire else None
        part = self._part(questionnaire_id)
        shown = part.groups.get(group) if part else None
        return (self.text(known.title) if known else "") or (shown.title if shown else "") or group

    def dimension(self, part: QuestionnaireResult, id_: str) -> str:
        """A dimension's title."""
        questionnaire = self.questionnaires.get(part.id)
        known = questionnaire.dimensions.get(id_) if questionnaire else None
        shown = part.dimensions.get(id_)
        return (
            (self.text(known.title) if known else "") or (shown.title if shown else "") or readable_text(id_)
        )

    def rollup(self, part: QuestionnaireResult, id_: str) -> str:
        """A roll-up's title."""
        questionnaire = self.questionnaires.get(part.id)
        known = questionnaire.rollups.get(id_) if questionnaire else None
        return (self.text(known.title) if known else "") or part.rollups[id_].title or readable_text(id_)

    @property
    def said(self) -> Phrasing:
        """How scoring says things, in the report's language."""
        return phrasing_in(self.words, self.setting.client, self.saved.lists)

    def finding(self, finding: Finding) -> str:
        """A finding as a sentence: the very one of scorecard and JSON."""
        questionnaire = self.questionnaires.get(finding.questionnaire)
        return text_of(finding, questionnaire, self.said) if questionnaire else finding.text

    def question(self, questionnaire_id: str, key: str, group: str = "", *, in_full: bool = False) -> str:
        """A question by its label, else as it was asked of the group; of a repeated one its item.

        Args:
            questionnaire_id: whose question it is.
            key: its id, or `section/item/question`.
            group: whose wording; empty: of those whose figures are shown.
            in_full: as it was asked, even where it has a label.
        """
        questionnaire = self.questionnaires.get(questionnaire_id)
        known = questionnaire.question(question_of(key)) if questionnaire else None
        if questionnaire is None or known is None:
            part = self._part(questionnaire_id)
            shown = part.questions.get(key) if part else None
            return (shown.title if shown else "") or readable_text(key)
        said_to = group or self._voice(questionnaire, key, known)
        side = questionnaire.side(said_to)
        name = known.ask if in_full else known.name
        section, _, rest = key.partition("/")
        if not rest:
            return self.text(name, said_to, side, item="…") or readable_text(key)
        label = self.item(questionnaire, section, rest.partition("/")[0])
        place = questionnaire.section_of(known.id)
        # The only question of its type about an item is called by the item: the rest would be said in every
        # row.
        types = [q.type for q in place.questions] if place else []
        if types.count(known.type) == 1:
            return label
        said = self.text(name, said_to, side, item=label)
        return said if known.label is None or label in said else f"{label}: {said}"

    def unit(self, questionnaire_id: str, key: str) -> str:
        """What the numbers of a question count, in the language of the report; empty where nobody says."""
        questionnaire = self.questionnaires.get(questionnaire_id)
        known = questionnaire.question(question_of(key)) if questionnaire else None
        if questionnaire is None or known is None:
            return ""
        return TYPES[known.type].unit(known, self.words, self._voice(questionnaire, key, known))

    def item(self, questionnaire: Questionnaire, section: str, item: str) -> str:
        """The label of an item of a repeated section: the questionnaire's, or as somebody added it."""
        repeat = next((s.repeat for s in questionnaire.sections if s.id == section), None)
        if repeat and item in repeat.items:
            return self.text(repeat.items[item])
        named = self.saved.labels.get(questionnaire.id, {}).get(f"{section}/{item}", "")
        own = self.saved.lists.get(repeat.source or "", {}) if repeat else {}
        return own.get(item) or named or readable_text(item)

    def _part(self, questionnaire_id: str) -> QuestionnaireResult | None:
        return next((p for p in self.result.questionnaires if p.id == questionnaire_id), None)

    def _voice(self, questionnaire: Questionnaire, key: str, question: Question) -> str:
        """Whose wording to show: theirs whose figures are shown, else insiders', else the first group's."""
        part = self._part(questionnaire.id)
        scored = part.questions.get(key) if part else None
        shown = part.whose(scored) if part and scored else part.groups_shown if part else []
        inside = questionnaire.groups_of("inside")
        wanted = [*(g for g in shown if len(shown) == 1), *inside, *question.groups]
        return next((g for g in wanted if g in question.groups), "")

    def rules(self, action: ActionScore) -> list[tuple[Questionnaire, Action]]:
        """The questionnaires' own words on an action."""
        found = []
        for part in self.result.questionnaires:
            questionnaire = self.questionnaires.get(part.id)
            if questionnaire and (not action.questionnaires or part.id in action.questionnaires):
                found += [(questionnaire, a) for a in questionnaire.actions if a.id == action.id]
        return found

    def figure(self, part: QuestionnaireResult, key: str, group: str) -> QuestionScore | None:
        """What a group said to a question, in figures."""
        own = part.groups[group].questions.get(key) if group in part.groups else None
        top = part.questions.get(key)
        if own is not None or top is None:
            return own
        # Figures of several groups together are nobody's in particular.
        return top if part.whose(top) == [group] else None

    def quote(self, remark: Remark) -> Quote:
        """A remark as it may be printed: the words, and who said them as far as they agreed."""
        w = self.words
        who = [remark.author] if remark.author else []
        if remark.department:
            who.append(remark.department)
        # Customers do not read which other customer said something.
        if remark.account and self.setting.audience != "customer":
            who.append(self.setting.accounts.get(remark.account, remark.account))
        # `Customers` says nothing that the account or the department does not.
        who = who or [self._somebody(remark)]
        return Quote(
            text=shortened(remark.text),
            who=w("shown by {who}", who=", ".join(who)) if remark.kind == "evidence" else ", ".join(who),
            tags=tuple(self.tag(remark, tag) for tag in remark.tags),
            item=remark.item,
            note=w("note of the interviewer") if remark.kind == "note" else "",
            language=remark.language if remark.language != w.language else "",
        )

    def _somebody(self, remark: Remark) -> str:
        """Who said it, where no more may be known: one of the group, or of those it was noted of."""
        questionnaire = self.questionnaires.get(remark.questionnaire)
        sections = questionnaire.sections if questionnaire else ()
        section = next((s for s in sections if s.id == remark.section), None)
        # A guest who spoke is called a guest, and not one of those who noted it.
        if not remark.third or section is None or section.repeat is None:
            return self.group(remark.questionnaire, remark.group)
        name = self.text(section.repeat.name)
        return name[:1].upper() + name[1:]

    def tag(self, remark: Remark, tag: str) -> str:
        """A theme's label."""
        questionnaire = self.questionnaires.get(remark.questionnaire)
        question = questionnaire.question(question_of(remark.question)) if questionnaire else None
        option = next((o for o in question.tags if o.id == tag), None) if question else None
        return (self.text(option.label) if option else "") or readable_text(tag)


def spoken_to(questionnaire: Questionnaire | None, side: Side) -> str:
    """The first group on a side: whose wording is said to that side as a whole."""
    return next(iter(questionnaire.groups_of(side)), "") if questionnaire else ""


def readable_text(id_: str) -> str:
    """An id as words: the last resort where nobody wrote a title."""
    return question_of(id_).replace("_", " ").replace("-", " ").capitalize()


def shortened(value: str) -> str:
    """A long text cut between words."""
    value = " ".join(value.split())
    if len(value) <= QUOTE_LENGTH:
        return value
    return value[:QUOTE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def reason_of(figure: object, name: str = "") -> str:
    """The code that says why a figure is missing: of one of its parts, or of the whole."""
    reasons = getattr(figure, "reasons", UNSET)
    if name and isinstance(reasons, dict) and name in reasons:
        return str(reasons[name])
    reason = getattr(figure, "reason", UNSET)
    return "" if reason is UNSET else str(reason)


def given(value: PerhapsUnset | UnsetType) -> PerhapsUnset | None:
    """The value, or None where the result has no such key."""
    return None if isinstance(value, UnsetType) else value
