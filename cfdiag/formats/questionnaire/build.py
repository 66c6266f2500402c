"""From the records of a questionnaire to its model: every reference looked up, every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from cfdiag.documents.fields import Context
from cfdiag.documents.nodes import Node, Place
from cfdiag.documents.records import Record
from cfdiag.formats.questionnaire.answer_parts import AnswerParts, tool_text
from cfdiag.formats.questionnaire.usual import ACTION_TEXTS, CAREFUL, USUAL_SIDES
from cfdiag.ground.codes import Code
from cfdiag.model.expression import And, Expression
from cfdiag.model.questionnaire import (
    MIN_GROUP,
    Action,
    ComparedGroups,
    Dimension,
    DoneWhen,
    FindingRule,
    Group,
    Option,
    Question,
    Questionnaire,
    Repeat,
    Rollup,
    Scale,
    Section,
    Speaker,
)
from cfdiag.model.text import ANY_GROUP, Text, plain
from cfdiag.questions import TYPES, QuestionType

_TAKERS = {
    key: [name for name, type_ in TYPES.items() if key in type_.takes or key in type_.own]
    for key in sorted({key for type_ in TYPES.values() for key in (*type_.takes, *type_.own)})
}
"""The keys that not every question takes, each with the types that it belongs to."""


class Builder(AnswerParts):
    """Builds one questionnaire; what cannot be built is noted as a fault and left out."""

    def __init__(self, record: Record, context: Context) -> None:
        super().__init__(record, context)
        self.dimensions: dict[str, Dimension] = {}
        self.sections: dict[str, Record] = {}
        self.questions: dict[str, Record] = {}
        """Records of sections and questions by id, for the checks that come after."""
        self.rules: dict[str, Record] = {}
        """Records of actions and findings: `action go_and_see`, `finding busy`."""

        self.never_asked: list[tuple[str, Place, str, Record]] = []
        """Questions whose condition a group can never fulfil: message, place, remedy, record."""

        self.nameless = False
        """Some question or section has no id that could be read: names cannot be judged."""

    def broken(self, questionnaire: Questionnaire) -> frozenset[str]:
        """Ids of questions, sections and dimensions that are declared and not in what was built."""
        built = {q.id for section in questionnaire.sections for q in section.questions}
        built |= {section.id for section in questionnaire.sections} | set(questionnaire.dimensions)
        return frozenset((*self.questions, *self.sections, *self.declared("dimensions"))) - built

    def build(self, sha256: str) -> Questionnaire:
        """The questionnaire; complete only where no fault was noted."""
        record = self.record
        self.groups = {id_: self._group(id_, r) for id_, r in record.get("groups", {}).items()}
        self.answers()
        self.dimensions = {id_: self._dimension(id_, r) for id_, r in record.get("dimensions", {}).items()}
        sections = [section for _, r in record.get("sections", []) if (section := self._section(r))]
        return Questionnaire(
            id=record.get("id", ""),
            version=record.get("version", ""),
            title=self.text(record, "title") or plain(""),
            groups=self.groups,
            sections=tuple(sections),
            purpose=self.text(record, "purpose"),
            audience=self.text(record, "for_whom"),
            source=record.get("source", ""),
            minutes=record.get("minutes", {}).get("full"),
            short_minutes=record.get("minutes", {}).get("essentials"),
            compare=self._compare(),
            min_group=record.get("privacy", {}).get("min_group", MIN_GROUP),
            remarks_by_consent=record.get("privacy", {}).get("remarks_by_consent", False),
            scales=self.scales,
            dimensions=self.dimensions,
            rollups={
                id_: self._rollup(id_, r) for id_, r in record.get("rollups", {}).items() if "title" in r
            },
            basis_dimension=self.known(record, "basis_dimension", self.declared("dimensions"), "dimension"),
            language=self.context.language,
            findings=tuple(f for node, r in record.get("findings", []) if (f := self._finding(node, r))),
            actions=tuple(a for node, r in record.get("actions", []) if (a := self._action(node, r))),
            notes=record.get("notes", {}),
            same_as=tuple(hash_ for _, hash_ in record.get("same_as", [])),
            sha256=sha256,
            file=self.faults.file,
        )

    def _group(self, id_: str, record: Record) -> Group:
        # A group that says nothing is taken so that least is shown; an author has to ask for more.
        side, anonymous = USUAL_SIDES.get(id_, CAREFUL)
        if "side" in record:
            side = record["side"]
            anonymous = side != "customer"
        return Group(
            id=id_,
            title=self.text(record, "title") or self._readable(id_),
            minutes=record.get("minutes", {}).get("full"),
            short_minutes=record.get("minutes", {}).get("essentials"),
            anonymous=record.get("anonymous", anonymous),
            side=side,
            ask=self._asked_of_group(record, anonymous=record.get("anonymous", anonymous)),
            hears_back=record.get("hears_back", False),
        )

    def _asked_of_group(self, record: Record, *, anonymous: bool) -> tuple[str, ...] | None:
        if "ask" not in record:
            return None
        for node, field in record["ask"]:
            # Whoever is asked for a name does not believe that nobody will know it.
            if field == "respondent" and anonymous:
                self.faults.add(
                    Code.BAD_VALUE,
                    "an anonymous group is not asked for its name",
                    (node.line, node.column),
                    "leave 'respondent' out; the roster is ticked when somebody was heard",
                )
        return tuple(dict.fromkeys(field for _, field in record["ask"]))

    def _dimension(self, id_: str, record: Record) -> Dimension:
        return Dimension(
            id_,
            record.get("title") or self._readable(id_),
            float(record.get("weight", 1)),
            float(record.get("target", 70)),
            record.get("min_valid", 0),
            record.get("kind", "scored"),
        )

    def _rollup(self, id_: str, record: Record) -> Rollup:
        known = self.declared("dimensions")
        named = (
            name for node, name in record.get("dimensions", []) if self.refer(name, node, known, "dimension")
        )
        return Rollup(id_, record["title"], tuple(named))

    def _compare(self) -> ComparedGroups | None:
        record = self.record.get("compare")
        if not isinstance(record, Record):
            return None
        groups = self.declared("groups")
        looking_in = self.known(record, "looking_in", groups, "group")
        looked_at = self.known(record, "looked_at", groups, "group")
        if looking_in and looking_in == looked_at:
            self.faults.add(Code.BAD_VALUE, "a group is compared with itself", record.at("looked_at"))
        return ComparedGroups(looking_in, looked_at) if looking_in and looked_at else None

    def _section(self, record: Record) -> Section | None:
        id_ = record.get("id")
        if id_ is not None:
            self.unique(id_, record, self.sections, "section")
        # What could not be read may be what others refer to: they are not blamed for it.
        self.nameless |= id_ is None or _incomplete(record)
        when = record.get("when")
        questions = [
            # Put into each question: nothing further on has to know that sections have conditions.
            msgspec.structs.replace(q, when=_both(when, q.when)) if when is not None else q
            for _, r in record.get("questions", [])
            if (q := self._question(r))
        ]
        if id_ is None or ("title" in record.node.value and "title" not in record):
            return None
        # A heading needs words only for those who come to it.
        met = [group for group in self.groups if any(group in q.groups for q in questions)]
        return Section(
            id=id_,
            title=(self.worded(record, "title", met) if "title" in record else None) or self._readable(id_),
            questions=tuple(questions),
            intro=self.optional(record, "intro", met),
            repeat=self._repeat(record, met),
            when=when,
        )

    def _repeat(self, section: Record, met: list[str]) -> Repeat | None:
        record = section.get("repeat")
        if not isinstance(record, Record):
            return None
        repeat = Repeat(
            ask=(self.worded(record, "ask", met) or record["ask"])
            if "ask" in record
            else tool_text("Which ones are there?"),
            name=(self.worded(record, "name", met) or record["name"])
            if "name" in record
            else tool_text("item"),
            items=record.get("items", {}),
            source=record.get("from"),
            from_group=self.known(record, "from_group", self.declared("groups"), "group") or "",
            add=record.get("add", True),
            min=record.get("min", 0),
            max=record.get("max", 12),
            speaker=_speaker(record),
            picks=record.get("pick", {}),
        )
        self._check_pick(record, repeat)
        if repeat.min > repeat.max:
            self.faults.add(Code.BAD_VALUE, "min is above max", record.at("min"))
        # Some of them could never be asked about, and nobody would know which.
        if len(repeat.items) > repeat.max:
            self.faults.add(Code.BAD_VALUE, "more items than 'max' allows", record.at("max"), "raise max")
        if not repeat.items and not repeat.source and not repeat.add:
            self.faults.add(
                Code.BAD_VALUE,
                "a repeat that can have no items",
                record.node.at,
                "give it items, from, or add: true",
            )
        return repeat

    def _check_pick(self, record: Record, repeat: Repeat) -> None:
        """How many are chosen says how long the list is, and there must be as many."""
        if repeat.picks and ANY_GROUP in repeat.picks and {"min", "max"} & set(record):
            message, hint = "'pick' says how many there are", "leave min and max out"
            self.faults.add(Code.BAD_VALUE, message, record.at("pick"), hint)
        most = max((least for least, _ in repeat.picks.values()), default=0)
        if repeat.items and not repeat.add and not repeat.source and most > len(repeat.items):
            message = f"{most} are to be chosen of {len(repeat.items)}"
            self.faults.add(Code.BAD_VALUE, message, record.at("pick"), "give it more items, or pick fewer")

    def _question(self, record: Record) -> Question | None:
        id_, type_ = record.get("id"), record.get("type")
        if id_ is not None:
            self.unique(id_, record, self.questions, "question")
        self.nameless |= id_ is None
        # What it names is looked up first: no fault hides behind another of the same question.
        scale = self.known(record, "scale", self.declared("scales"), "scale")
        dimension = self.known(record, "dimension", self.declared("dimensions"), "dimension")
        if id_ is None or type_ is None or not isinstance(record.get("ask"), Text):
            return None
        kind = TYPES[type_]
        self._fitting_keys(record, kind)
        groups = self.asked_groups(record, "for", tuple(self.groups))
        options = self.options(record)
        second = record["importance"] if isinstance(record.get("importance"), Record) else Record(record.node)
        self.known(second, "scale", self.declared("scales"), "scale")
        implied = self._implied(record, kind)
        without = kind.needs and kind.needs.key == "scale" and scale not in self.scales and not implied
        if without or sum(not option.open for option in options) < self.declared_options(record):
            return None
        question = Question(
            id=id_,
            type=type_,
            ask=self.worded(record, "ask", groups) or record["ask"],
            groups=groups,
            label=self.text(record, "label"),
            scale=implied or (self.scales.get(scale) if scale else None),
            dimension=dimension,
            weight=float(record.get("weight", 1)),
            reverse=record.get("reverse", False),
            importance=frozenset(self._second(record, groups)),
            importance_ask=self.text(second, "ask"),
            importance_scale=self.scales.get(second.get("scale", "")),
            basis=frozenset(self._asked(record, "basis", groups)),
            probe=self.optional(record, "probe", groups),
            required=record.get("required", False),
            essential=record.get("essential", False),
            when=record.get("when"),
            options=options,
            tags=tuple(
                Option(tag, text or plain(tag.replace("_", " "), self.context.language))
                for tag, text in record.get("tags", {}).items()
            ),
            recommend=record.get("recommend", False),
            private=record.get("private", False),
            off_record=record.get("off_record", False),
            min=record.get("min"),
            max=record.get("max"),
            low=self.text(record, "low"),
            high=self.text(record, "high"),
            yes=self.text(self.record, "yes"),
            no=self.text(self.record, "no"),
            own={key: record[key] for key in kind.own if key in record},
            accept=accepted(record),
            line=record.node.line,
        )
        for wrong in kind.wrongs(question):
            self.faults.add(Code.BAD_VALUE, wrong.message, record.at(wrong.key), wrong.hint)
        return question

    def _fitting_keys(self, record: Record, type_: QuestionType) -> None:
        for key, types in _TAKERS.items():
            # Switched off is what it is without the key: templates write all of them.
            if key in record and record[key] is not False and type_.name not in types:
                self.faults.add(
                    Code.MISPLACED_KEY, f"a {type_.name} question takes no '{key}'", record.inner(key).key_at,
                    f"it belongs to: {', '.join(types)}",
                )  # fmt: skip
        need = type_.needs
        if need and need.key not in record.node.value and not self._implied(record, type_):
            self.faults.add(Code.MISSING_KEY, need.message, record.node.at, need.hint)
        if "min" in record and "max" in record and record["min"] > record["max"]:
            self.faults.add(Code.BAD_VALUE, "max is below min", record.at("max"))

    @staticmethod
    def _implied(record: Record, type_: QuestionType) -> Scale | None:
        """The scale of a question that names none."""
        named = "scale" in record.node.value
        return None if named else type_.implied_scale(recommend=record.get("recommend", False))

    def _second(self, record: Record, groups: tuple[str, ...]) -> tuple[str, ...]:
        """Who gives a second rating."""
        second = record.get("importance")
        if isinstance(second, Record):
            return self._asked(second, "groups", groups) if "groups" in second else groups
        return self._asked(record, "importance", groups)

    def _asked(self, record: Record, key: str, groups: tuple[str, ...]) -> tuple[str, ...]:
        """Who is asked for importance or basis: all who are asked the question, or those named."""
        value = record.get(key, False)
        if isinstance(value, bool):
            return groups if value else ()
        named = self.asked_groups(record, key, ())
        for node, group in value:
            # Left out in silence it would look as if they had been asked and said nothing.
            if group in named and group not in groups:
                self.faults.add(
                    Code.BAD_VALUE, f"the group '{group}' is not asked this question", node.at,
                    f"asked are: {', '.join(groups)}",
                )  # fmt: skip
        return tuple(group for group in named if group in groups)

    def _because(self, record: Record) -> tuple[str, ...]:
        because = record.get("because", [])
        if self.nameless:
            return tuple(name for _, name in because if name in self.questions)
        return tuple(name for node, name in because if self.refer(name, node, self.questions, "question"))

    def _finding(self, node: Node, record: Record) -> FindingRule | None:
        self.unique(f"finding {record.get('id', node.line)}", record, self.rules, "finding")
        if not all(key in record for key in ("id", "when", "text")):
            return None
        return FindingRule(
            id=record["id"],
            when=record["when"],
            text=record["text"],
            because=self._because(record),
            kind=record.get("kind", "concern"),
            private=record.get("private", False),
            tell=record.get("tell", {}),
            about=record.get("about"),
            line=node.line,
        )

    def _action(self, node: Node, record: Record) -> Action | None:
        self.unique(f"action {record.get('id', node.line)}", record, self.rules, "action")
        because = self._because(record)
        if not all(key in record for key in ("id", "when", "title")):
            return None
        return Action(
            id=record["id"],
            when=record["when"],
            title=record["title"],
            **{key: record.get(key) or plain("", self.context.language) for key in ACTION_TEXTS},
            to_customers=record.get("to_customers"),
            because=because,
            kind=record.get("kind", "mend"),
            horizon=record.get("horizon", 60),
            effort=record.get("effort", 2),
            impact=record.get("impact", 2),
            need=record.get("need"),
            about=record.get("about"),
            done_when=self._done_when(record),
            then=record.get("then"),
            accept=accepted(record),
            line=node.line,
        )

    def _done_when(self, action: Record) -> DoneWhen | None:
        record = action.get("done_when")
        if not isinstance(record, Record):
            return None
        keys = {key for key in record.node.value if key in ("figure", "at_least", "at_most", "seen")}
        # With both, one may be reached and the other not: then nobody could say whether it is done.
        if not keys & {"figure", "seen"} or {"figure", "seen"} <= keys:
            message = "an action is done by a figure, or by what is seen"
            hint = "write {figure: mean(about), at_least: 3}, or {seen: …}"
            self.faults.add(Code.MISSING_KEY, message, record.node.at, hint)
        elif "figure" in keys and len(keys & {"at_least", "at_most"}) != 1:
            message = "a figure needs one limit: at_least, or at_most"
            hint = "write {figure: mean(about), at_least: 3}"
            self.faults.add(Code.MISSING_KEY, message, record.node.at, hint)
        return DoneWhen(
            figure=record.get("figure"),
            at_least=record.get("at_least"),
            at_most=record.get("at_most"),
            seen=record.get("seen"),
        )

    def _readable(self, id_: str) -> Text:
        """The title of what has none: its id in words."""
        words = id_.replace("_", " ")
        return plain(words[:1].upper() + words[1:], self.context.language)


def _speaker(repeat: Record) -> Speaker | None:
    record = repeat.get("speaker")
    if not isinstance(record, Record):
        return None
    return Speaker(name=record.get("name"), quotable=record.get("quotable"), named=record.get("named"))


def _both(section: Expression, question: Expression | None) -> Expression:
    return section if question is None else And((section, question))


def _incomplete(section: Record) -> bool:
    """Whether some of a section's questions could not be read at all."""
    return len(section.get("questions", [])) != len(section.inner("questions").value or ())


def accepted(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes of content warnings that are accepted in a record."""
    return tuple(record.get("accept", {}))
