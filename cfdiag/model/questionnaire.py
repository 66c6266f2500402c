"""A questionnaire as it is read: every default filled in, every text in its wordings.

No `from __future__ import annotations` here: whoever decodes these would evaluate a text for every field.
"""

from typing import Literal

import msgspec

from cfdiag.model.expression import Expression
from cfdiag.model.interview import Basis
from cfdiag.model.text import ANY_GROUP, Text

BASIS_POINTS = {"guess": 0.0, "hearsay": 33.0, "figures": 67.0, "first_hand": 100.0}
"""What an answer rests on, and its points in the questionnaire's basis dimension."""

BASES: dict[Basis, str] = {
    "guess": "a guess",
    "hearsay": "hearsay",
    "figures": "figures",
    "first_hand": "seen at first hand",
}
"""What an answer can rest on, from the weakest to the strongest, each in English words."""

DEFAULT_TARGET = 70.0
"""The score that is aimed at, where nobody says otherwise."""

MIN_GROUP = 5
"""The default privacy floor: cells of anonymous groups with fewer respondents are withheld."""

Side = Literal["inside", "customer"]
"""Where a group stands: in the organisation that asks, or on the side of those it serves."""

SIDES: tuple[Side, ...] = ("inside", "customer")


USUAL_GROUP = "internal"
"""What most questionnaires call those inside."""
LEAVER, ARRIVER = "leaver", "arriver"
"""Who hands accounts over, and who takes them."""


WHO = ("respondent", "organisation", "account", "department")
"""What a group can be asked about itself before the first question."""


class Group(msgspec.Struct, frozen=True):
    """People who are asked the same questions, in the same words."""

    id: str
    title: Text
    minutes: int | None
    anonymous: bool
    side: Side = "inside"
    short_minutes: int | None = None
    """How long the essentials take, where that is said."""
    ask: tuple[str, ...] | None = None
    """Which of `WHO` is asked of it, in this order; None where the file does not say."""
    hears_back: bool = False
    """Whether its opening promises that people will hear what came of their answers."""


class Scale(msgspec.Struct, frozen=True):
    """A rating scale with its declared ends; whole numbers, `step` apart."""

    id: str
    min: int
    max: int
    labels: dict[int, Text]
    step: int = 1
    downwards: bool = False
    """Shown from the highest step down, as its labels are written."""

    @property
    def values(self) -> range:
        """The steps, the lowest first."""
        return range(self.min, self.max + 1, self.step)

    @property
    def shown(self) -> range:
        """The steps in the order in which people see them."""
        return self.values[::-1] if self.downwards else self.values

    @property
    def span(self) -> int:
        """From one end to the other, in scale units."""
        return self.max - self.min

    def turned(self, value: float) -> float:
        """A value of a reverse-keyed question as one of a question that is not: x′ = min + max − x."""
        return self.min + self.max - value


class Dimension(msgspec.Struct, frozen=True):
    """What several questions say together: a score from 0 to 100, or a checklist (`5 of 7`)."""

    id: str
    title: Text
    weight: float = 1.0
    target: float = DEFAULT_TARGET
    min_valid: int = 0
    kind: Literal["scored", "checklist"] = "scored"


class Option(msgspec.Struct, frozen=True):
    """An option of a choice; `points` (0 to 100) where it takes part in a score."""

    id: str
    label: Text
    points: float | None = None
    exclusive: bool = False
    """Of several options: nothing else can be picked beside it ('none of these')."""
    open: bool = False
    """'Something else': what it is, is noted beside the answer."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question: one id, one wording per group."""

    id: str
    type: str
    """The name of one of the files in `questions/`; what it can do, they know."""
    ask: Text
    groups: tuple[str, ...]
    """The groups that are asked, in the questionnaire's order."""
    label: Text | None = None
    """Its short name, where it is not asked but named: charts, tables, the review, the plan."""
    scale: Scale | None = None
    dimension: str | None = None
    weight: float = 1.0
    reverse: bool = False
    importance: frozenset[str] = frozenset()
    """The groups that also rate importance: a second rating."""
    importance_ask: Text | None = None
    """How the second rating is asked for, where it is not of importance."""
    importance_scale: Scale | None = None
    """Its scale, where it is not the question's."""
    basis: frozenset[str] = frozenset()
    """The groups asked what their answer rests on."""
    probe: Text | None = None
    required: bool = False
    essential: bool = False
    """Part of the essentials: asked when there is little time."""
    when: Expression | None = None
    options: tuple[Option, ...] = ()
    tags: tuple[Option, ...] = ()
    recommend: bool = False
    private: bool = False
    off_record: bool = False
    """The interviewer's own: what was noted here is shown in no report."""
    min: float | None = None
    max: float | None = None
    low: Text | None = None
    high: Text | None = None
    """What the ends of its scale mean, where this question says so itself."""
    yes: Text | None = None
    no: Text | None = None
    """What yes and no are called, where the questionnaire says so."""
    own: dict[str, int | float | bool | str | Text] = {}
    """Keys that its type alone takes."""
    accept: tuple[str, ...] = ()
    """Codes of content warnings that the author has accepted here."""
    line: int = 0

    @property
    def name(self) -> Text:
        """What it is called where it is not asked: its label, else its wording."""
        return self.label or self.ask

    @property
    def second(self) -> "Question":
        """The second rating as a question of its own."""
        scale, ask = self.second_scale, self.importance_ask or self.ask
        low, high = (self.low, self.high) if self.importance_scale is None else (None, None)
        return msgspec.structs.replace(self, ask=ask, scale=scale, low=low, high=high, reverse=False)

    @property
    def plainly_important(self) -> bool:
        """Whether the second rating is asked for in the tool's words: its ends are those of importance."""
        return self.importance_ask is None and self.importance_scale is None

    @property
    def second_scale(self) -> Scale | None:
        """The scale of the second rating: its own, else the question's."""
        return self.importance_scale or self.scale

    @property
    def two_scales(self) -> bool:
        """Whether both ratings are on scales of different ends: then they meet in points."""
        one, other = self.scale, self.importance_scale
        return one is not None and other is not None and (one.min, one.max) != (other.min, other.max)

    @property
    def step_labels(self) -> dict[int, Text]:
        """What the steps of its scale mean."""
        if self.scale is None:
            return {}
        ends = {self.scale.min: self.low, self.scale.max: self.high}
        return self.scale.labels | {step: label for step, label in ends.items() if label is not None}


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Whose words a repeated section holds: those of the item's person, noted by the respondent."""

    name: str | None = None
    """The question that holds the person's name; without it the item's label is the name."""
    quotable: Expression | None = None
    """When it holds, the words may be quoted without the name."""
    named: Expression | None = None
    """When it holds, with the name."""


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """A section asked once per item: touch point, colleague, promise."""

    ask: Text
    name: Text
    items: dict[str, Text]
    source: str | None = None
    """The list of the engagement that brings its own items (`from:` in the file)."""
    from_group: str = ""
    """The group whose latest interview about the same account brings the items; empty: nobody's."""
    add: bool = True
    min: int = 0
    max: int = 12
    speaker: Speaker | None = None
    """Without it the words inside are the respondent's own."""
    picks: dict[str, tuple[int, int]] = {}
    """By group, or for every group: how many of the items are chosen, at least and at most (`pick:` in the
    file). Nothing is on the list before."""

    def pick(self, group: str) -> tuple[int, int] | None:
        """How many of the items somebody of a group chooses; None where all are on the list at first."""
        return self.picks.get(group) or self.picks.get(ANY_GROUP)

    def extent(self, group: str) -> tuple[int, int]:
        """How many items the list of somebody of a group has, at least and at most."""
        return self.pick(group) or (self.min, self.max)


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A page or more of questions on one subject."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text | None = None
    repeat: Repeat | None = None
    when: Expression | None = None
    """A condition for all of it; it is part of the conditions of its questions."""


class About(msgspec.Struct, frozen=True):
    """What a finding or an action is about: named, or chosen from the figures that made its rule hold."""

    chosen: Literal["worst", "best", "items", "named"]
    of: str
    """Of worst and best the figure: points, gap, perception or score; of items the section; else an id."""
    among: str = ""
    """The dimension or section that worst and best look at; empty: what the rule asks for, or all."""
    condition: Expression | None = None
    """Of items: which of them."""


class DoneWhen(msgspec.Struct, frozen=True, kw_only=True):
    """How one will see that an action worked: by a figure, or by what is seen."""

    figure: Expression | None = None
    """One name or call of the rules; `about` in it stands for what the action is about."""
    at_least: float | None = None
    at_most: float | None = None
    seen: Text | None = None


class FindingRule(msgspec.Struct, frozen=True, kw_only=True):
    """A headline of the questionnaire itself: when it holds, its text is a finding."""

    id: str
    when: Expression
    text: Text
    because: tuple[str, ...] = ()
    kind: Literal["concern", "strength"] = "concern"
    private: bool = False
    """Never in the customer's edition."""
    tell: dict[str, str] = {}
    """`{question: option}`: how many gave that answer is said with the sentence, group by group."""
    about: About | None = None
    line: int = 0


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Something to do, and the rule that calls for it."""

    id: str
    when: Expression
    title: Text
    why: Text
    first_step: Text
    owner: Text
    measure: Text
    to_customers: Text | None = None
    """The action as customers are told of it; without it they are not."""
    because: tuple[str, ...] = ()
    kind: Literal["mend", "build"] = "mend"
    horizon: int = 60
    effort: int = 2
    impact: int = 2
    need: float | None = None
    about: About | None = None
    done_when: DoneWhen | None = None
    then: Text | None = None
    """Where it spreads to when it worked."""
    accept: tuple[str, ...] = ()
    line: int = 0


class Rollup(msgspec.Struct, frozen=True):
    """Several dimensions seen together in the report; it has no target and no part in the overall score."""

    id: str
    title: Text
    dimensions: tuple[str, ...]


class ComparedGroups(msgspec.Struct, frozen=True):
    """The perception gap: the group that predicts, and the group it is about."""

    looking_in: str
    looked_at: str


class Questionnaire(msgspec.Struct, frozen=True, kw_only=True):
    """A whole questionnaire. Maps keep the order of the file."""

    id: str
    version: str
    title: Text
    groups: dict[str, Group]
    sections: tuple[Section, ...]
    purpose: Text | None = None
    audience: Text | None = None
    """For whom it is, and who may start it (`for_whom:` in the file)."""
    source: str = ""
    minutes: int | None = None
    short_minutes: int | None = None
    """How long the essentials take, where that is said."""
    compare: ComparedGroups | None = None
    min_group: int = MIN_GROUP
    remarks_by_consent: bool = False
    """Remarks are shown with their author's consent only, however many there are."""
    scales: dict[str, Scale] = {}
    dimensions: dict[str, Dimension] = {}
    rollups: dict[str, Rollup] = {}
    basis_dimension: str | None = None
    language: str = "en"
    findings: tuple[FindingRule, ...] = ()
    actions: tuple[Action, ...] = ()
    notes: dict[str, Text] = {}
    """Fixed sentences for the report, by a name the templates know (`notes:` in the file)."""
    same_as: tuple[str, ...] = ()
    """Hashes of earlier texts whose answers mean the same."""
    sha256: str = ""
    file: str = ""

    def side(self, group: str) -> Side:
        """Where a group stands; inside, where there is no such group."""
        known = self.groups.get(group)
        return known.side if known else "inside"

    def groups_of(self, side: Side) -> tuple[str, ...]:
        """The ids of the groups on a side, in the order of the file."""
        return tuple(id_ for id_, group in self.groups.items() if group.side == side)

    def essentials(self) -> frozenset[str]:
        """The questions that are asked when there is little time."""
        return frozenset(q.id for s in self.sections for q in s.questions if q.essential)

    def question(self, id_: str) -> Question | None:
        """The question of that id."""
        return next((q for s in self.sections for q in s.questions if q.id == id_), None)

    def section_of(self, id_: str) -> Section | None:
        """The section that holds the question of that id."""
        return next((s for s in self.sections for q in s.questions if q.id == id_), None)


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """An order of versions: `1.10.0` after `1.9.0`, a pre-release `1.0.0-rc1` before `1.0.0`."""
    release, _, rest = version.partition("-")
    parts = [(1, int(part), "") if part.isdigit() else (0, 0, part) for part in release.split(".")]
    return (*parts, (0, 0, rest) if rest else (0, 1, ""))
