"""One questionnaire in full, as it is asked: wordings, options, probes, and the actions with their rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cfdiag.ground.cells import width, wrap
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.expression import And
from cfdiag.model.questionnaire import Action, DoneWhen, Question, Questionnaire, Repeat, Scale, Section
from cfdiag.model.text import ANY_GROUP, Text
from cfdiag.rules.about import SAID_OF, written
from cfdiag.rules.explain import spell
from cfdiag.rules.say import say

_NAMES = {
    "organisation": "[organisation]",
    "account": "[account]",
    "item": "[item]",
    "respondent": "[respondent]",
}


class _Answer:
    """An answer that nobody has given, in a text that repeats it: `[role]`. To conditions it says nothing."""

    def __init__(self, id_: str) -> None:
        self._id = id_

    def __str__(self) -> str:
        return f"[{self._id}]"


def sheet(questionnaire: Questionnaire, language: str, group: str, cells: int) -> Iterator[str]:
    """The lines of one questionnaire.

    Args:
        questionnaire: what is shown.
        language: of its texts and of the tool's words.
        group: only what this group is asked; empty for all.
        cells: how wide a line may be.
    """
    return _Sheet(questionnaire, language, group, cells).lines()


class _Sheet:
    def __init__(self, questionnaire: Questionnaire, language: str, group: str, cells: int) -> None:
        self.questionnaire = questionnaire
        self.language = language
        self.group = group
        self.tr: Locale = locale_for(language)
        self.cells = cells
        asked = (question.id for section in questionnaire.sections for question in section.questions)
        self.named: dict[str, object] = {**{id_: _Answer(id_) for id_ in asked}, **_NAMES}
        label = f"[{self.tr('what it is about')}]"
        self.named["about"] = {**{name: f"[{name}]" for name in SAID_OF}, "label": label}

    def lines(self) -> Iterator[str]:
        yield from self.head()
        for section in self.questionnaire.sections:
            yield from self.section(section)
        if not self.group:
            yield from self.findings()
            yield from self.actions()

    def said(self, text: Text | None, group: str = "") -> str:
        wanted = group or self.group
        return say(text, self.language, wanted, self.questionnaire.side(wanted), **self.named)

    def block(self, text: str, indent: int = 0, first: str = "") -> Iterator[str]:
        """A text wrapped under its first mark."""
        lead = " " * indent + first
        hang = " " * width(lead)
        for n, line in enumerate(wrap(text, max(20, self.cells - width(lead)))):
            yield (lead if n == 0 else hang) + line

    def head(self) -> Iterator[str]:
        q, tr = self.questionnaire, self.tr
        yield from self.heading(q.title, "═")
        yield f"{q.id} {q.version}"
        for text in (q.purpose, q.audience):
            if text is not None:
                yield ""
                yield from self.worded(text, 0)
        yield ""
        for id_, group in q.groups.items():
            if self.group in ("", id_):
                minutes = group.minutes or q.minutes
                time = ", " + tr("{n} minutes", n=minutes) if minutes else ""
                if group.short_minutes:
                    time += ", " + tr("essentials {n}", n=group.short_minutes)
                hidden = ", " + tr("anonymous") if group.anonymous else ""
                yield from self.block(f"{self.said(group.title)} ({id_}){time}{hidden}", 2, "- ")
        if q.dimensions and not self.group:
            yield ""
            yield tr("What is scored")
            for id_, dimension in q.dimensions.items():
                kind = (
                    tr("checklist")
                    if dimension.kind == "checklist"
                    else tr("target {n}", n=tr.number(dimension.target, 0))
                )
                yield from self.block(f"{self.said(dimension.title)} ({id_}), {kind}", 2, "- ")

    def section(self, section: Section) -> Iterator[str]:
        questions = [q for q in section.questions if not self.group or self.group in q.groups]
        if not questions:
            return
        yield ""
        asked = {group for question in questions for group in question.groups}
        groups = tuple(group for group in self.questionnaire.groups if group in asked)
        yield from self.heading(section.title, "─", groups)
        if section.when is not None:
            yield from self.block(f"{self.tr('asked when')} {spell(section.when)}", 0, "? ")
        yield from self.worded(section.intro, 0, groups)
        if section.repeat is not None:
            yield from self.repeat(section.repeat, groups)
        for question in questions:
            yield ""
            yield from self.question(question, section)

    def heading(self, title: Text, line: str, groups: tuple[str, ...] = ()) -> Iterator[str]:
        """A title underlined; where the groups read different ones, each of them."""
        drawn = list(self.worded(title, 0, groups))
        yield from drawn
        yield line * max(map(width, drawn))

    def repeat(self, repeat: Repeat, groups: tuple[str, ...]) -> Iterator[str]:
        yield from self.worded(repeat.ask, 0, groups)
        if repeat.items:
            items = ", ".join(self.short(item, groups) for item in repeat.items.values())
            yield from self.block(f"{self.tr('For each of')}: {items}")
        if not repeat.picks:
            can_add = self.tr(
                "asked once for each item; items can be added, {max} in all at most", max=repeat.max
            )
            yield from self.block(can_add if repeat.add else self.tr("asked once for each item"), 4, "# ")
        for group, (least, most) in repeat.picks.items():
            if self.group in ("", group) or not group:
                chosen = str(least) if least == most else f"{least}–{most}"
                told = self.tr("{n} of them are chosen", n=chosen)
                yield from self.block(f"{group}: {told}" if group and not self.group else told, 4, "# ")

    def marks(self, q: Question) -> Iterator[str]:
        """What is to be known of a question beside its wording."""
        yield q.type
        for mark, holds in (
            ("required", q.required),
            ("essential", q.essential),
            ("private", q.private),
            ("in no report", q.off_record),
            ("reversed", q.reverse),
        ):
            if holds:
                yield self.tr(mark)
        if not self.group and set(q.groups) != set(self.questionnaire.groups):
            yield self.tr("only {groups}", groups=", ".join(q.groups))

    def question(self, q: Question, section: Section) -> Iterator[str]:
        yield from self.block(f"{q.id} ({', '.join(self.marks(q))})")
        yield from self.worded(q.label, 4, q.groups, mark="= ")
        yield from self.worded(q.ask, 4, q.groups)
        yield from self.answers(q)
        for label, groups in (
            (self.tr("importance too"), q.importance),
            (self.tr("what it rests on"), q.basis),
        ):
            asked = [g for g in self.questionnaire.groups if g in groups and self.group in ("", g)]
            if asked:
                yield from self.block(f"{label}: {', '.join(asked)}", 4, "+ ")
            if asked and groups is q.importance:
                yield from self.second(q)
        yield from self.worded(q.probe, 4, q.groups, mark="> ")
        own = q.when
        if section.when is not None:  # said once, at the section
            own = own.parts[1] if isinstance(own, And) and own.parts[0] == section.when else None
        if own is not None:
            yield from self.block(f"{self.tr('asked when')} {spell(own)}", 4, "? ")

    def second(self, q: Question) -> Iterator[str]:
        """How a second rating is asked for, and on which scale, where that is its own."""
        yield from self.worded(q.importance_ask, 6, q.groups)
        if q.importance_scale is not None:
            yield from self.block(
                self.scale(q.importance_scale, q.importance_scale.labels, q.groups), 6, "[ ] "
            )

    def worded(
        self, text: Text | None, indent: int, groups: tuple[str, ...] = (), mark: str = ""
    ) -> Iterator[str]:
        """A text, once where all groups hear the same, else once a group."""
        if text is None:
            return
        for group, said in self.wordings(text, groups):
            if said:
                yield from self.block(said, indent, f"{mark}{group}: " if group else mark)

    def wordings(self, text: Text, groups: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """What each group hears; one entry for nobody in particular where all hear the same."""
        if self.group or set(text.wordings) == {ANY_GROUP}:
            return [(ANY_GROUP, self.said(text))]
        # What nobody of these groups hears is shown all the same: it is in the file.
        mine = [group for group in groups or self.questionnaire.groups if self.has(text, group)]
        each = [(group, self.said(text, group)) for group in mine or text.wordings]
        return each if len({said for _, said in each}) > 1 else [(ANY_GROUP, each[0][1])]

    @staticmethod
    def has(text: Text, group: str) -> bool:
        """Whether a text has a wording for a group."""
        return group in text.wordings or ANY_GROUP in text.wordings

    def short(self, text: Text, groups: tuple[str, ...] = ()) -> str:
        """A label, on one line; where the groups read different ones, each of them."""
        each = self.wordings(text, groups)
        return " / ".join(f"{group}: {said}" if group else said for group, said in each)

    def answers(self, q: Question) -> Iterator[str]:
        if q.scale is not None:
            yield from self.block(self.scale(q.scale, q.step_labels, q.groups), 4, "[ ] ")
        if q.yes is not None and q.no is not None:
            ends = (self.short(end, q.groups) for end in (q.yes, q.no))
            yield from self.block(" / ".join(ends), 4, "[ ] ")
        for option in q.options:
            points = [] if option.points is None else [self.tr.number(option.points, 0)]
            beside = ", ".join([*points, *([self.tr("alone")] if option.exclusive else [])])
            label = self.short(option.label, q.groups)
            yield from self.block(f"{label}{f' ({beside})' if beside else ''}", 4, "[ ] ")
        for key, bound in (("min", q.min), ("max", q.max)):
            if bound is not None:
                yield from self.block(f"{key}: {bound:g}", 4)
        for key, value in q.own.items():
            if not isinstance(value, bool):  # that is seen in what can be answered
                said = self.short(value, q.groups) if isinstance(value, Text) else value
                yield from self.block(f"{key}: {said}", 4)
        if q.tags:
            tags = ", ".join(self.short(tag.label, q.groups) for tag in q.tags)
            yield from self.block(f"{self.tr('tags')}: {tags}", 4, "# ")

    def scale(self, scale: Scale, known: Mapping[int, Text], groups: tuple[str, ...]) -> str:
        labels = [f"{step} {self.short(known[step], groups)}" for step in scale.shown if step in known]
        ends = f"{scale.min} {self.tr('to')} {scale.max}" if scale.min < 0 else f"{scale.min}–{scale.max}"
        apart = self.tr(", in steps of {step}", step=scale.step) if scale.step > 1 else ""
        return ends + apart + (f": {', '.join(labels)}" if labels else "")

    def findings(self) -> Iterator[str]:
        if self.questionnaire.findings:
            heading = self.tr("Headlines")
            yield from ("", heading, "─" * width(heading))
        for finding in self.questionnaire.findings:
            yield ""
            yield from self.block(f"{self.said(finding.text)} ({finding.id})")
            yield from self.block(spell(finding.when), 4, f"{self.tr('when')} ")

    def actions(self) -> Iterator[str]:
        for kind, heading in (("build", self.tr("What to build on")), ("mend", self.tr("What to mend"))):
            chosen = [action for action in self.questionnaire.actions if action.kind == kind]
            if chosen:
                yield ""
                yield heading
                yield "─" * width(heading)
            for action in chosen:
                yield ""
                yield from self.action(action)

    def action(self, action: Action) -> Iterator[str]:
        tr = self.tr
        yield from self.block(f"{self.said(action.title)} ({action.id})")
        yield from self.block(spell(action.when), 4, f"{tr('when')} ")
        yield from self.block(self.said(action.why), 4)
        yield from self.block(self.said(action.first_step), 4, f"{tr('First step')}: ")
        if action.to_customers:
            yield from self.block(self.said(action.to_customers), 4, f"{tr('To customers')}: ")
        facts = f"{self.said(action.owner)}; {tr('{n} days', n=action.horizon)}"
        facts += f"; {tr('effort')} {action.effort}, {tr('impact')} {action.impact}"
        yield from self.block(facts, 4)
        if self.said(action.measure):
            yield from self.block(self.said(action.measure), 4, f"{tr('It worked when')}: ")
        if action.about is not None:
            yield from self.block(written(action.about), 4, f"{tr('About')}: ")
        if action.done_when is not None:
            yield from self.block(self.done(action.done_when), 4, f"{tr('Done when')}: ")
        if action.then is not None:
            yield from self.block(self.said(action.then), 4, f"{tr('Then')}: ")

    def done(self, done: DoneWhen) -> str:
        """`mean(about) >= 3`, or what is seen."""
        if done.figure is None:
            return self.said(done.seen) if done.seen is not None else ""
        limit = done.at_least if done.at_least is not None else done.at_most
        sign = ">=" if done.at_least is not None else "<="
        return f"{spell(done.figure)} {sign} {limit:g}"
