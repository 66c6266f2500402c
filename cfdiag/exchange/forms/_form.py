"""A questionnaire as somebody fills it in alone: what is asked of one group, in order, every text said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from cfdiag.exchange.asked import Items
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, fault
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.expression import (
    And,
    Call,
    Compare,
    Const,
    Expression,
    Name,
    Not,
    Or,
    Test,
    every_part,
)
from cfdiag.model.interview import answer_key
from cfdiag.model.mapping import Mapping as ColumnMapping
from cfdiag.model.questionnaire import Group, Question, Questionnaire, Section
from cfdiag.model.text import ANY_GROUP, Text
from cfdiag.rules.duration import named_minutes, usual_minutes
from cfdiag.rules.people import asked_of, asks_department
from cfdiag.rules.say import say

ASKED_IN_PERSON = frozenset({"customer-view", "customer-panel", "account-view"})
"""What customers are asked face to face, unrehearsed: a form takes away what makes these worth asking."""


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """One question, once, or about one item of a list."""

    key: str
    question: Question
    item: str = ""
    own: bool = False
    """About an item that the respondent names."""
    when: Expression | None = None
    """The condition that the form itself can work out; without it the question is always there."""
    beside: frozenset[str] = frozenset()
    """The questions about the same item: a condition that names one means the one about this item."""

    def key_of(self, question: str) -> str:
        """The key of the answer that a condition of this field means by a question's id."""
        section = self.key.rpartition("/")[0]
        return f"{section}/{question}" if question in self.beside else question


class FormSection(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the form with one heading."""

    section: Section
    items: dict[str, str]
    """The items of its list, by id."""
    pick: tuple[int, int] | None
    """How many of them are chosen; None where all are asked about."""
    slots: int
    """How many items the respondent may add."""
    fields: tuple[FormField, ...]


class GroupForm(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a form of one group holds."""

    questionnaire: Questionnaire
    group: Group
    languages: tuple[str, ...]
    """The first is the one that is shown at first."""
    organisation: str = ""
    account: str = ""
    reply_to: str = ""
    session: str = ""
    sections: tuple[FormSection, ...] = ()
    left_out: tuple[str, ...] = ()
    """What a form cannot carry, in words."""
    floor: int = 0
    """From how many people on figures are shown."""
    department: Mapping[str, str] | None = None
    """The departments that one can pick, by id; empty where one types it, None where nobody is asked."""

    @property
    def language(self) -> str:
        """The language that is shown at first."""
        return self.languages[0]

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        named = named_minutes(self.questionnaire, self.group.id)
        return named or round(usual_minutes(self.questionnaire, self.group.id))

    def fields(self) -> Iterator[tuple[FormSection, FormField]]:
        """All questions in order."""
        for section in self.sections:
            for field in section.fields:
                yield section, field

    def second(self, question: Question) -> Question:
        """The second rating as it is asked: the ends of importance are its own, not those of the rating."""
        second = question.second
        if not question.plainly_important or second.scale is None:
            return second
        return msgspec.structs.replace(
            second,
            scale=msgspec.structs.replace(second.scale, labels={}),
            low=self._tool("not important"),
            high=self._tool("very important"),
        )

    def _tool(self, sentence: str) -> Text:
        """A sentence of the tool in the languages of the form."""
        said = {language: locale_for(language)(sentence) for language in self.languages}
        return Text({ANY_GROUP: said}, self.language)

    def say(self, text: Text | None, language: str = "", item: str = "") -> str:
        """A text as this form's respondents read it."""
        return say(
            text,
            language or self.language,
            self.group.id,
            self.group.side,
            organisation=self.organisation,
            account=self.account,
            item=item,
        )


class FormFile(msgspec.Struct, frozen=True):
    """What a target gives."""

    data: bytes
    suffix: str
    mapping: ColumnMapping | None = None
    """Reads the answers back; None where they come back by themselves."""
    left_out: tuple[str, ...] = ()
    """What this target cannot carry, in words."""


class FormWish(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for beside the questionnaire."""

    group: str = ""
    languages: tuple[str, ...] = ()
    organisation: str = ""
    account: str = ""
    reply_to: str = ""
    session: str = ""
    slots: int = 3
    anyway: bool = False
    """Also what is meant to be asked in person."""
    departments: Mapping[str, str] = {}
    """Those of the engagement, by id."""
    items: Items | None = None


def form_of(questionnaire: Questionnaire, wish: FormWish) -> GroupForm:
    """The form of a questionnaire for one group.

    Args:
        questionnaire: what is asked.
        wish: of whom, and how.

    Raises:
        CfdiagError: `wrong-option`: no such group or language; or it is meant to be asked in person.
    """
    group = _group(questionnaire, wish)
    languages = wish.languages or (questionnaire.language,)
    spoken = questionnaire.title.languages()
    unknown = [language for language in languages if language not in spoken]
    if unknown:
        raise fault(
            Code.WRONG_OPTION, f"{questionnaire.id} does not speak '{unknown[0]}'",
            f"--language, one of {', '.join(sorted(spoken))}",
        )  # fmt: skip
    left_out: dict[str, None] = {}
    sections = tuple(
        made
        for section in questionnaire.sections
        if (made := _section(section, group, wish, left_out)) is not None and made.fields
    )
    shown = {field.question.id for section in sections for field in section.fields}
    sections = tuple(_answerable(section, shown, left_out) for section in sections)
    asks_it = asks_department(questionnaire, group.id, wish.departments)
    if not asks_it and "department" in asked_of(questionnaire, group.id):
        left_out["department: the engagement lists none (departments: {id: name})"] = None
    return GroupForm(
        questionnaire=questionnaire,
        group=group,
        languages=languages,
        organisation=wish.organisation,
        account=wish.account,
        reply_to=wish.reply_to,
        session=wish.session,
        sections=sections,
        left_out=tuple(left_out),
        floor=questionnaire.min_group if group.anonymous else 0,
        department=wish.departments if asks_it else None,
    )


def _group(questionnaire: Questionnaire, wish: FormWish) -> Group:
    groups = questionnaire.groups
    if not wish.group and len(groups) > 1:
        raise fault(Code.WRONG_OPTION, "a form is for one group", f"--group, one of {', '.join(groups)}")
    id_ = wish.group or next(iter(groups))
    if id_ not in groups:
        raise fault(
            Code.WRONG_OPTION, f"{questionnaire.id} has no group '{id_}'", f"one of {', '.join(groups)}"
        )
    if questionnaire.id in ASKED_IN_PERSON and groups[id_].side == "customer" and not wish.anyway:
        raise _in_person(questionnaire)
    return groups[id_]


def _in_person(questionnaire: Questionnaire) -> CfdiagError:
    return fault(
        Code.WRONG_OPTION,
        f"{questionnaire.id} is meant to be asked of customers in person, unrehearsed",
        "hold the talk with `cfdiag interview`; or --anyway",
    )


def _section(section: Section, group: Group, wish: FormWish, left_out: dict[str, None]) -> FormSection | None:
    mine = [q for q in section.questions if group.id in q.groups and not (q.private or q.off_record)]
    for question in section.questions:
        if group.id in question.groups and question not in mine:
            left_out[f"{question.id}: kept by who asks"] = None
    if not mine:
        return None
    if section.repeat is None:
        fields = tuple(FormField(key=q.id, question=q, when=q.when) for q in mine)
        return FormSection(section=section, items={}, pick=None, slots=0, fields=fields)
    brought = (wish.items or {}).get(section.id)
    language = (wish.languages or (section.title.language,))[0]
    items = dict(
        brought or {id_: text.pick(language, group.id) for id_, text in section.repeat.items.items()}
    )
    pick = section.repeat.pick(group.id)
    room = max(0, section.repeat.max - len(items))
    slots = min(wish.slots, room) if section.repeat.add and pick is None else 0
    own = [f"i{number}" for number in range(1, slots + 1)]
    fields = tuple(
        FormField(
            key=answer_key(section.id, item, q.id),
            question=q,
            item=item,
            own=item in own,
            when=q.when,
            beside=frozenset(each.id for each in mine),
        )
        for item in (*items, *own)
        for q in mine
    )
    if section.repeat.add and pick is None and room > slots:
        left_out[f"{section.id}: more than {slots} items of one's own"] = None
    return FormSection(section=section, items=items, pick=pick, slots=slots, fields=fields)


def _answerable(section: FormSection, shown: set[str], left_out: dict[str, None]) -> FormSection:
    """Conditions that the form can work out stay; without one a question is always there, which is said."""
    fields = []
    for field in section.fields:
        when = field.when
        if when is not None and not _is_simple(when, shown):
            left_out[f"{field.question.id}: its condition; it is always asked"] = None
            when = None
        fields.append(msgspec.structs.replace(field, when=when))
    return msgspec.structs.replace(section, fields=tuple(fields))


_SIMPLE = (Const, Name, Compare, And, Or, Not, Test)


def _is_simple(when: Expression, shown: Iterable[str]) -> bool:
    known = {*shown, "group"}
    return all(
        isinstance(part, _SIMPLE)
        and not isinstance(part, Call)
        and (not isinstance(part, Name) or (len(part.path) == 1 and part.path[0] in known))
        for part in every_part(when)
    )
