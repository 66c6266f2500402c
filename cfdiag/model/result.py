"""What scoring hands on: the machine-readable result, key for key (`cfdiag/result@2`).

Every figure is full precision; `None` means not scored, with the reason beside it. Keys whose value
is UNSET are left out of the JSON.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.comparison import Comparison, Interval
from cfdiag.model.engagement import OpensWith
from cfdiag.model.material import SavedMaterial

RESULT_FORMAT = "cfdiag/result@2"

Level = Literal["critical", "developing", "on_target"]
Quadrant = Literal["concentrate", "keep_up", "low_priority", "overkill"]
PerceptionFinding = Literal["blind_spot", "unseen_strength"]
CrosshairPoint = dict[str, float | str | dict[str, float]]


NOT_STATED = "not stated"
"""In a breakdown: those who do not say."""


class _Part(msgspec.Struct, frozen=True):
    """A part of the result."""


class Rejected(_Part, frozen=True, kw_only=True):
    """An input that could not be read or is invalid."""

    file: str
    line: int
    column: int
    code: str
    message: str


class Inputs(_Part, frozen=True, kw_only=True):
    """What came in."""

    interviews: int
    unfinished: int
    people: int | UnsetType = UNSET
    """How many people they are of, where every interview says whose it is."""
    unanswered: int | UnsetType = UNSET
    """How many more came in without an answer; they are in no figure."""
    duplicates: int | UnsetType = UNSET
    """How many more were copies of an interview that is counted."""
    rejected: list[Rejected] = []
    warnings: list[str] = []

    @property
    def others_silent(self) -> bool:
        """Whether more came in, without an answer."""
        return self.unanswered is not UNSET

    @property
    def is_one(self) -> bool:
        """Whether one interview is all that came in: whoever reads it has it in hand, and no floor is needed.

        One that is left over of several is not: it would be somebody's own, among others without an answer.
        """
        return self.interviews == 1 and not self.others_silent


class Privacy(_Part, frozen=True, kw_only=True):
    """The floors that held for this result."""

    min_group: int
    min_comments: int
    unmasked: bool
    between_runs: Literal["off"] | UnsetType = UNSET
    """`off`: two results may be set against each other, whoever is between them."""


class Unheard(_Part, frozen=True, kw_only=True):
    """Those who were not heard, and what they could make of a score."""

    n: int
    lowest: float
    """The score if all of them gave the lowest marks."""
    highest: float


class Repeatable(_Part, frozen=True, kw_only=True):
    """A figure that a release may repeat instead of making it anew."""

    as_of: str | UnsetType = UNSET
    """The day of the release whose figure is repeated here, an ISO date: so few people are between that one
    and this that a new figure would give them away."""
    more: int | UnsetType = UNSET
    """How many more interviews it takes until the new ones count."""


class Score(Repeatable, frozen=True, kw_only=True):
    """A score from 0 to 100 of one respondent or many; `sd` and `interval` are of respondents' scores."""

    score: float | None
    n: int | None
    sd: float | None = None
    median: float | None = None
    interval: Interval | None = None
    range: Interval | None = None
    """The 95 % range of the mean that fits the scale: what is shown. `interval` is the t interval."""
    unheard: Unheard | UnsetType = UNSET
    """Where it is known how many there are, and not all of them were heard."""
    coverage: float | None = None
    target: float | UnsetType = UNSET
    """The targets of the dimensions that these respondents are asked about, by weight."""
    of_dimensions: bool | UnsetType = UNSET
    """Whether it is made of the dimensions' scores as they are shown, because the mean of the respondents'
    own scores would give one of them away."""
    level: Level | None = None
    reason: str | UnsetType = UNSET
    reasons: dict[str, str] | UnsetType = UNSET


class DimensionScore(Repeatable, frozen=True, kw_only=True):
    """A dimension: scored, or a checklist (`met` of `of`, no score, no level)."""

    kind: Literal["scored", "checklist"] = "scored"
    title: str = ""
    score: float | None = None
    n: int | None = None
    sd: float | None = None
    interval: Interval | None = None
    range: Interval | None = None
    coverage: float | None = None
    target: float | UnsetType = UNSET
    weight: float | UnsetType = UNSET
    level: Level | None = None
    alpha: float | None = None
    met: int | float | UnsetType = UNSET
    of: int | float | UnsetType = UNSET
    median: float | None = None
    reversed: list[str] | UnsetType = UNSET
    """With alpha below 0: the questions whose answers run against the rest of the dimension."""
    alpha_importance: float | UnsetType = UNSET
    """Reliability of the importance ratings, where all of the dimension's questions have them."""
    items: dict[str, float | None] | UnsetType = UNSET
    """Score per `section/item`, where the dimension has a repeated section."""
    group: str | UnsetType = UNSET
    """Whose figures these are, where they are not those of the questionnaire's own top level."""
    reason: str | UnsetType = UNSET
    reasons: dict[str, str] | UnsetType = UNSET


class RollupScore(Repeatable, frozen=True, kw_only=True):
    """Several dimensions seen together: the mean of their scores by weight, 0 to 100; it has no target."""

    title: str = ""
    score: float | None = None
    n: int | None = None
    """Respondents: of its dimensions' numbers the smallest."""
    of: list[str] = []
    """The dimensions."""
    group: str | UnsetType = UNSET
    """Whose figures these are, where they are not those of the questionnaire's own top level."""
    reason: str | UnsetType = UNSET


class Importance(Repeatable, frozen=True, kw_only=True):
    """How important respondents say a question is, in scale units."""

    n: int | None
    mean: float | None
    points: float | UnsetType = UNSET
    """The mean on 0 to 100."""
    sd: float | None = None
    reason: str | UnsetType = UNSET
    reasons: dict[str, str] | UnsetType = UNSET


class Gap(Repeatable, frozen=True, kw_only=True):
    """Performance minus importance, paired, in scale units."""

    n: int | None
    mean: float | None
    interval: Interval | None = None
    points: float | UnsetType = UNSET
    """The mean and its interval in points, −100 to 100."""
    unit: str | UnsetType = UNSET
    """`points`: both ratings are on scales of different ends, and everything here is in points."""
    points_interval: Interval | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    reasons: dict[str, str] | UnsetType = UNSET


class Share(_Part, frozen=True, kw_only=True):
    """A share of those who answered (0 to 1), with its Wilson interval."""

    share: float
    interval: Interval


class Recommend(_Part, frozen=True, kw_only=True):
    """Promoters minus detractors, −100 to 100, with its adjusted Wald interval; below 15 the counts alone."""

    n: int
    score: float | None
    interval: Interval | None
    promoters: int
    passives: int
    detractors: int
    reason: str | UnsetType = UNSET


class QuestionScore(Repeatable, frozen=True, kw_only=True):
    """A question: `mean`, `sd`, `median`, `distribution`, `interval` as answered; `points` 0 to 100."""

    type: str = "rating"
    title: str = ""
    scale: tuple[int, int] | None = None
    dimension: str | None = None
    weight: float = 1
    n: int | None = None
    status: dict[str, int | None] = {}
    """How many people answered, did not know, …; about several items each is counted once in every state.
    None: fewer anonymous people than the floor."""
    given: int | UnsetType = UNSET
    """About several items: so many answers were given by these people."""
    mean: float | None = None
    turned: float | UnsetType = UNSET
    """Of a reversed question its mean as gaps and matrices use it: turned round, in scale units."""
    sd: float | None = None
    median: float | None = None
    unit: str | UnsetType = UNSET
    """What its numbers count: hours, EUR."""
    lowest: float | UnsetType | None = UNSET
    """Of a number: the smallest and the largest that was given; None: each is one anonymous person's."""
    highest: float | UnsetType | None = UNSET
    points: float | None = None
    distribution: dict[str, int | None] = {}
    """How many people gave each: about several items everybody counts once for each that they gave. None: by
    fewer than 3 people of an anonymous group, or it would follow which. Dates of an anonymous group are
    counted by month, where at least 3 people gave it."""
    interval: Interval | None = None
    range: Interval | None = None
    importance: Importance | UnsetType = UNSET
    gap: Gap | UnsetType = UNSET
    quadrant: Quadrant | UnsetType | None = UNSET
    borderline: bool | UnsetType = UNSET
    stability: float | UnsetType | None = UNSET
    agreement: float | UnsetType | None = UNSET
    top2: Share | UnsetType | None = UNSET
    """Who chose one of the two highest steps, as answered: of a reversed question too."""
    shares: dict[str, Share] | UnsetType = UNSET
    """Of yes/no, choice and choices, per option, from five respondents."""
    recommend: Recommend | UnsetType | None = UNSET
    options: dict[str, dict[str, float | None]] | UnsetType = UNSET
    """Per option, where the type has such figures: of a ranking `n`, `mean`, `first`, `top3`."""
    answers: list[float | list[str]] | UnsetType = UNSET
    """One by one, sorted, where there are one to four and all of them are attributed by consent."""
    group: str | UnsetType = UNSET
    """Whose figures these are, where they are not those of the questionnaire's own top level."""
    withheld: bool | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    reasons: dict[str, str] | UnsetType = UNSET

    def told(self, status: str) -> int:
        """How many people are told to be in a state: 0 where nobody is, or it may not be said."""
        return self.status.get(status) or 0


class Cell(_Part, frozen=True, kw_only=True):
    """One value of a breakdown; withheld ones show nothing."""

    n: int | None
    withheld: bool | UnsetType = UNSET
    overall: Score | UnsetType = UNSET
    dimensions: dict[str, DimensionScore] | UnsetType = UNSET
    reason: str | UnsetType = UNSET


class Widest(_Part, frozen=True, kw_only=True):
    """Where two cells of a breakdown lie furthest apart: on which dimension, and by how many points."""

    dimension: str
    high: str
    low: str
    points: float


class Clustering(_Part, frozen=True, kw_only=True):
    """How alike people of one cell of a breakdown answer, where the cells stand for others too."""

    icc: float
    """Which part of the spread of overall scores lies between the cells, 0 to 1."""
    design_effect: float
    """How many times as many respondents it would take for the same precision; 1: no allowance."""
    cells: int


class Regression(_Part, frozen=True, kw_only=True):
    """What the questions that are lowest now would rise by in a next wave if nothing changed."""

    lowest: list[str]
    points: float


AnswersListed = dict[str, list[float | str | list[str]]]
"""Answers one by one, sorted, by question or `section/item/question`: a number, an option, a day, options."""


class GroupScore(_Part, frozen=True, kw_only=True):
    """What one group of respondents said."""

    n: int | None
    title: str = ""
    anonymous: bool | UnsetType = UNSET
    """Whether anybody in it did not agree to be named."""
    overall: Score | UnsetType = UNSET
    dimensions: dict[str, DimensionScore] = {}
    questions: dict[str, QuestionScore] = {}
    by: dict[str, dict[str, Cell]] | UnsetType = UNSET
    """Breakdowns of this group, where it is not the questionnaire's own top level."""
    widest: dict[str, Widest] | UnsetType = UNSET
    worst_set: list[str] | UnsetType = UNSET
    """As of the questionnaire."""
    population: int | UnsetType = UNSET
    """How many there are, by the roster or the engagement; no fewer than were heard."""
    named: int | UnsetType = UNSET
    """How many agreed to be named, in a group where that can be agreed."""
    listed: AnswersListed | UnsetType = UNSET
    """Of a group below the floor: what those answered who agreed to be named, one by one."""
    unshown: int | UnsetType = UNSET
    """Of a group below the floor: people who were heard, and of whom nothing is shown."""
    withheld: bool | UnsetType = UNSET
    reason: str | UnsetType = UNSET


class Perception(Repeatable, frozen=True, kw_only=True):
    """The same question from both sides, in scale units; `points` is the difference on 0 to 100."""

    internal: float | None
    customer: float | None
    n_internal: int | None
    n_customer: int | None
    difference: float | None
    points: float | None
    interval: Interval | None = None
    internal_points: float | UnsetType = UNSET
    """Both means and the interval on 0 to 100, as `points`: for questions whose scales differ."""
    customer_points: float | UnsetType = UNSET
    points_interval: Interval | UnsetType = UNSET
    g: float | None = None
    p: float | UnsetType = UNSET
    """How often chance alone would part both sides so far: of Welch's test or, with three or four people on
    one side, of all ways to part them. Nothing is ranked by it; findings count how many were compared."""
    finding: PerceptionFinding | None = None
    """Corrected over all questions that were compared in the run (Holm)."""
    leans: PerceptionFinding | UnsetType = UNSET
    """What it would be if it were the only question that was compared."""
    answers: dict[str, list[float]] | UnsetType = UNSET
    """With 3 or 4 on a side: that side's answers one by one, sorted."""
    reason: str | UnsetType = UNSET
    reasons: dict[str, str] | UnsetType = UNSET


class AnswerCount(_Part, frozen=True, kw_only=True):
    """How often an answer was given, `of` those to its question."""

    question: str
    option: str
    n: int
    of: int
    group: str | UnsetType = UNSET
    """Whose answers, where each group is told by itself."""


class Finding(_Part, frozen=True, kw_only=True):
    """Something worth saying: a perception gap, a headline of the questionnaire, a strength."""

    kind: str
    text: str = ""
    """The sentence in the language of the result, made from the rest."""
    questionnaire: str = ""
    question: str | UnsetType = UNSET
    dimension: str | UnsetType = UNSET
    id: str | UnsetType = UNSET
    """Of a rule of the questionnaire's own."""
    about: str | list[str] | UnsetType = UNSET
    """As of an action."""
    group: str | UnsetType = UNSET
    """In whose wording the question is named."""
    figures: dict[str, float] = {}
    """What counts, by name, full precision: of two sides their means in scale units, and `points` of 100."""
    points: float | UnsetType = UNSET
    counts: list[AnswerCount] | UnsetType = UNSET
    """Of a rule about fewer people than a share is said of: the numbers that its sentence is said with."""
    strength: bool | UnsetType = UNSET
    private: bool | UnsetType = UNSET


class OptionCount(_Part, frozen=True, kw_only=True):
    """How many chose an option, `of` those who answered."""

    option: str
    n: int
    of: int


class Because(_Part, frozen=True, kw_only=True):
    """A question that an action rests on, with the figures that count."""

    question: str
    points: float | None
    target: float
    importance: float | None = None
    text: str = ""
    """What was said most to a question without points, or the question."""
    answer: str | UnsetType = UNSET
    """The answer that was given most, as it is stored; by so many `of` those who answered."""
    n: int | UnsetType = UNSET
    of: int | UnsetType = UNSET
    options: list[OptionCount] | UnsetType = UNSET
    """The options that the rule asks about, where what it asks of their share holds."""
    gaps: list[str] | UnsetType = UNSET
    """Where the rule asks how far both sides lie apart: the keys of `perception` for which it holds."""
    holds: bool | UnsetType = UNSET
    """Where the rule asks for the points of the question: whether that part of it holds."""
    reason: str | UnsetType = UNSET


class DoneAt(_Part, frozen=True, kw_only=True):
    """The figure by which one sees that an action worked, and what it is now."""

    figure: str
    """As rules write it: `mean("touch_points/complaints/touch_rating")`."""
    at_least: float | UnsetType = UNSET
    at_most: float | UnsetType = UNSET
    now: float | UnsetType = UNSET
    """Missing where too few people gave it, or nobody."""


class ActionScore(_Part, frozen=True, kw_only=True):
    """An action whose rule holds, with the parts of its priority."""

    id: str
    kind: Literal["mend", "build"]
    title: str
    about: str | list[str] | UnsetType = UNSET
    """The question, item or dimension that it is about, by its key; of several a list."""
    priority: float
    need: float
    need_from: Literal["figures", "author"] = "figures"
    firmness: float | None = None
    """In which share of recounts it is among the first three of the plan; None: too few answered to say."""
    tier: Literal["first", "next", "later"] | None = None
    impact: int
    effort: int
    horizon: int
    owner: str
    because: list[Because] = []
    done_when: DoneAt | UnsetType = UNSET
    questionnaires: list[str] = []
    reasons: dict[str, str] | UnsetType = UNSET


class NotJudged(_Part, frozen=True, kw_only=True):
    """An action whose rule came to unknown, and what it would take to know."""

    id: str
    title: str
    missing: list[str] = []


class Unanswered(_Part, frozen=True, kw_only=True):
    """A question that many of those asked could not answer, and whom to ask."""

    question: str
    n: int
    """So many did not know, `of` those asked."""
    of: int
    share: float
    group: str | UnsetType = UNSET
    """The group of which most did know, where that is more than half."""


class TextHeld(_Part, frozen=True, kw_only=True):
    """A text that interviews were held with, and which of its questions do not count in this result."""

    version: str
    sha256: str
    n: int
    left_out: list[str] = []
    reason: str | UnsetType = UNSET
    """Why nothing on a scale counts: `text_missing`."""


class FigureCounts(_Part, frozen=True, kw_only=True):
    """How many of the figures say what."""

    judged: int = 0
    """Dimensions with a score and a target."""
    on_target: int = 0
    compared: int = 0
    """Questions that were tested between both sides; of these the two below."""
    blind_spots: int = 0
    unseen_strengths: int = 0


class QuestionnaireResult(_Part, frozen=True, kw_only=True):
    """One questionnaire over all its interviews."""

    id: str
    version: str
    sha256: str
    n: int
    texts: list[TextHeld] = []
    """The texts that its interviews were held with, the newest first."""
    modes: dict[str, int] = {}
    """How many were held in person, by phone, alone, or imported; those that do not say are left out."""
    title: str = ""
    min_group: int = 5
    """The privacy floor that held here."""
    groups_shown: list[str] = []
    """The groups behind `overall`, `dimensions` and `questions`."""
    overall: Score
    dimensions: dict[str, DimensionScore] = {}
    rollups: dict[str, RollupScore] = {}
    questions: dict[str, QuestionScore] = {}
    groups: dict[str, GroupScore] = {}
    by: dict[str, dict[str, Cell]] = {}
    widest: dict[str, Widest] | UnsetType = UNSET
    """By breakdown, where two cells have a score on one dimension."""
    clustering: dict[str, Clustering] | UnsetType = UNSET
    """By breakdown, where two cells have an overall score with its spread."""
    regression: Regression | UnsetType = UNSET
    """Regression to the mean, from eight people and six rated questions."""
    more_for_precision: int | UnsetType = UNSET
    """How many more have to be heard until overall is known to ±7.5 points, by the spread that was seen."""
    unanswered: list[Unanswered] = []
    """Questions that a fifth or more of those asked could not answer, the most unknown first."""
    worst_set: list[str] | UnsetType = UNSET
    """The questions of which any may be the worst, from eight people; there are others too, which are not."""
    perception: dict[str, Perception] = {}
    rank_agreement: float | None = None
    counts: FigureCounts = FigureCounts()
    resampled: int | UnsetType = UNSET
    """Respondents behind `stability`, where there were more than the resampling takes."""
    crosshair: CrosshairPoint | UnsetType = UNSET
    """`{kind, importance, performance, unit, drawn}`: where the quadrants meet. Of `lines` in points,
    performance per dimension; of the others in `unit`: the scale's or points. `drawn` is where a chart in
    `unit` has its lines, `{performance, importance}`: of several targets the mean."""
    findings: list[Finding] = []
    actions: list[ActionScore] = []
    not_judged: list[NotJudged] = []
    reasons: dict[str, str] | UnsetType = UNSET

    def whose(self, figure: QuestionScore | DimensionScore) -> list[str]:
        """The groups that a figure of the top level is of: its own, else all that are shown together."""
        return list(self.groups_shown) if figure.group is UNSET else [figure.group]


class Plan(_Part, frozen=True, kw_only=True):
    """The order of work: ids of actions, building ones first three, then mending ones."""

    first: list[str] = []
    """The three of the first page: one to keep, where any is, and those that answer what is said first."""
    build: list[str] = []
    mend: list[str] = []
    projected: dict[str, float | None] = {}
    reasons: dict[str, str] | UnsetType = UNSET
    """Why a questionnaire's projected score is null."""


OVERALL_TARGET = "overall"
"""What a gate holds to its limit, where that is the whole."""
RECOMMEND = "recommend"
"""The same of the recommendation score, where one question has it."""


class Gate(_Part, frozen=True, kw_only=True):
    """A limit that was asked for, and whether it held."""

    kind: Literal["comparable", "fail_under", "min_n", "max_drop"]
    target: str
    limit: float
    value: float | None
    passed: bool
    within_noise: bool | UnsetType = UNSET
    """A drop beyond the limit that passes, since chance may have made it."""
    reason: str | UnsetType = UNSET


class InterviewResult(_Part, frozen=True, kw_only=True):
    """One interview scored; no names."""

    file: str
    id: str
    questionnaire: str
    group: str
    finished: bool
    overall: float | None
    dimensions: dict[str, DimensionScore] = {}
    reason: str | UnsetType = UNSET


class Headline(_Part, frozen=True, kw_only=True):
    """A finding that is said first: its place in the findings of a questionnaire."""

    questionnaire: str
    finding: int


class Result(_Part, frozen=True, kw_only=True):
    """Everything that one run of scoring shows."""

    format: str = RESULT_FORMAT
    tool: str
    language: str = ""
    """Of every text in it; empty in results of 0.1, which do not say."""
    final: bool = False
    """Whether it was released; all else is a draft."""
    inputs: Inputs
    privacy: Privacy
    questionnaires: list[QuestionnaireResult] = []
    counts: FigureCounts = FigureCounts()
    """Over all questionnaires."""
    opens_with: OpensWith = "strengths"
    headline: list[Headline] = []
    """What is said first, in that order; at most three."""
    plan: Plan = Plan()
    gates: list[Gate] = []
    baseline: Comparison | UnsetType = UNSET
    """What moved since an earlier result, as it may be shown."""
    interviews: list[InterviewResult] | UnsetType = UNSET
    seed: int = 0
    fictional: bool | UnsetType = UNSET
    material: SavedMaterial | UnsetType = UNSET
    """People's words and every text: what a report needs beside the figures."""
