"""The questionnaire's table: every key there is, what it holds, what it is for."""

from __future__ import annotations

from cfdiag.documents.fields import KEBAB, FigureOf, Flag, ListOf, MapOf, OneOf, String
from cfdiag.documents.records import Field, RecordOf
from cfdiag.formats.questionnaire.kinds import (
    GROUPS,
    HASH,
    IDENTIFIER,
    NAME,
    NAMES,
    OPTIONS,
    PLAIN_TEXT,
    STEP,
    TEXT,
    AboutOf,
    AcceptedOf,
    FigureName,
    GroupsOrFlag,
    ImportanceOf,
    MinutesOf,
    OptionsOf,
    PickOf,
    Rule,
    TagsOf,
    own_kind,
)
from cfdiag.formats.questionnaire.texts import TEXT_SCHEMA
from cfdiag.ground.codes import Code
from cfdiag.model.questionnaire import SIDES, WHO
from cfdiag.questions import TYPES, own_keys

QUESTIONNAIRE_FORMAT = 1

NO_DEVICE = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)"
"""Names of files that are devices on Windows, whatever their ending."""

VERSION = r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}"
"""A version is part of a file's name: of the copy that an engagement keeps."""


_ACCEPT = Field(AcceptedOf(), "advice of `check` that is not followed here, and why: {two-questions: why}")

GROUP = RecordOf(
    "group",
    {
        "title": Field(TEXT, "what the group is called, in the plural (default: its id)"),
        "minutes": Field(MinutesOf(), "how long it takes this group: 25, or {full: 25, essentials: 10}"),
        "side": Field(OneOf(SIDES), "where it stands: inside, or customer"),
        "anonymous": Field(Flag(), "withhold small cells (default: true inside, false of customers)"),
        "ask": Field(
            ListOf(OneOf(WHO)),
            "what it is asked about itself, in this order; of an anonymous group never the respondent's name"
            " (default: anonymous insiders department; others inside respondent, department, account; else"
            " respondent, organisation, account)",
        ),
        "hears_back": Field(
            Flag(), "its opening promises that they will hear what came of it: `status` counts them"
        ),
        "accept": _ACCEPT,
    },
)
SCALE = RecordOf(
    "scale",
    {
        "min": Field(FigureOf(-100, 100, whole=True), "the lowest step", required=True),
        "max": Field(FigureOf(-99, 100, whole=True), "the highest step", required=True),
        "step": Field(FigureOf(1, 100, whole=True), "how far the steps are apart (default 1)"),
        "labels": Field(MapOf(TEXT, STEP), "what the steps mean, the ends at least; shown in this direction"),
        "accept": _ACCEPT,
    },
)
DIMENSION = RecordOf(
    "dimension",
    {
        "title": Field(TEXT, "what it is called (default: its id)"),
        "weight": Field(FigureOf(above=0), "its weight in the overall score (default 1)"),
        "target": Field(FigureOf(0, 100), "the score that is aimed at (default 70)"),
        "min_valid": Field(FigureOf(0, 100, whole=True), "how many answers a score needs at least"),
        "kind": Field(OneOf(("scored", "checklist")), "a score from 0 to 100, or '5 of 7 in place'"),
        "accept": _ACCEPT,
    },
)
ROLLUP = RecordOf(
    "roll-up",
    {
        "title": Field(TEXT, "what it is called", required=True),
        "dimensions": Field(ListOf(NAME, at_least=1), "the dimensions it takes together", required=True),
    },
)
QUESTION = RecordOf(
    "question",
    {
        "id": Field(IDENTIFIER, "one id for all groups, such as service_level", required=True),
        "type": Field(OneOf(tuple(TYPES)), f"one of {', '.join(TYPES)}", required=True),
        "ask": Field(TEXT, "the wording, one or one per group", required=True),
        "label": Field(TEXT, "its short name in charts, tables, the review and the plan"),
        "for": Field(GROUPS, "the groups that are asked (default: all)"),
        "scale": Field(NAME, "the name of the scale of a rating (default with recommend: 0 to 10)"),
        "low": Field(TEXT, "of a rating: what the lowest step of this question means"),
        "high": Field(TEXT, "of a rating: what the highest step of this question means"),
        "dimension": Field(NAME, "the dimension it counts in"),
        "weight": Field(FigureOf(above=0), "its weight in the dimension (default 1)"),
        "reverse": Field(Flag(), "a high answer is a low score"),
        "importance": Field(ImportanceOf(), "who also rates importance, or gives another second rating"),
        "basis": Field(GroupsOrFlag(), "who is asked what the answer rests on: true, false or groups"),
        "probe": Field(TEXT, "what the interviewer may ask further"),
        "required": Field(Flag(), "the interview cannot be finished without it"),
        "essential": Field(Flag(), "part of the essentials: asked when there is little time"),
        "when": Field(Rule(rule=False), 'the condition under which it is asked: sells_direct == "yes"'),
        "options": Field(OptionsOf(), "the options of a choice, by id; or the name of an answer set"),
        "tags": Field(TagsOf(), "themes the interviewer can mark an answer with"),
        "recommend": Field(Flag(), "a rating from 0 to 10 that counts promoters and detractors"),
        "private": Field(Flag(), "its answer never leaves the insiders' edition"),
        "off_record": Field(Flag(), "the interviewer's own: its answer is shown in no report"),
        "min": Field(FigureOf(), "the smallest number, or the fewest options of choices"),
        "max": Field(FigureOf(), "the largest number, or the most options of choices"),
        **{name: Field(own_kind(key), key.about) for name, key in own_keys().items()},
        "accept": _ACCEPT,
    },
)
SPEAKER = RecordOf(
    "speaker",
    {
        "name": Field(
            IDENTIFIER, "the question that holds the person's name (default: the item is the name)"
        ),
        "quotable": Field(Rule(rule=False), "when the words may be quoted without the name"),
        "named": Field(Rule(rule=False), "when they may be quoted with the name"),
    },
)
REPEAT = RecordOf(
    "repeat",
    {
        "ask": Field(TEXT, "the question that brings the items (default: which ones there are)"),
        "name": Field(TEXT, "what one item is called (default: item)"),
        "items": Field(MapOf(TEXT, IDENTIFIER), "the items there are from the beginning, by id"),
        "from": Field(IDENTIFIER, "the list of the engagement that brings its own items"),
        "add": Field(Flag(), "items can be added in the interview (default true)"),
        "min": Field(FigureOf(0, 100, whole=True), "how many items at least"),
        "max": Field(FigureOf(1, 100, whole=True), "how many items at most (default 12)"),
        "from_group": Field(
            IDENTIFIER, "it begins with the items of that group's latest interview about the same account"
        ),
        "pick": Field(PickOf(), "how many items are chosen: 4, {min: 3, max: 5}, or that by group"),
        "speaker": Field(SPEAKER, "the words inside are those of the item's person, by their consent"),
    },
)
SECTION = RecordOf(
    "section",
    {
        "id": Field(IDENTIFIER, "such as facets", required=True),
        "title": Field(TEXT, "the heading (default: its id)"),
        "intro": Field(TEXT, "what is said before its questions"),
        "when": Field(Rule(rule=False), "the condition under which any of it is asked"),
        "repeat": Field(REPEAT, "asked once per item"),
        "questions": Field(ListOf(QUESTION, at_least=1), "the questions in their order", required=True),
        "accept": _ACCEPT,
    },
)
FINDING = RecordOf(
    "finding",
    {
        "id": Field(IDENTIFIER, "such as busy_with_ourselves", required=True),
        "when": Field(Rule(rule=True), "the rule that makes it true", required=True),
        "text": Field(TEXT, "the sentence in the report, one or one per group", required=True),
        "because": Field(NAMES, "the questions that show it"),
        "kind": Field(OneOf(("concern", "strength")), "concern (default) or strength"),
        "private": Field(Flag(), "never in the customer's edition"),
        "tell": Field(
            MapOf(IDENTIFIER, IDENTIFIER),
            "answers whose numbers go with the sentence, group by group: {question: option}",
        ),
        "about": Field(
            AboutOf(),
            'what it is about: worst(perception), best(points, facets), items(promises, "…"), or an id',
        ),
        "accept": _ACCEPT,
    },
)
DONE_WHEN = RecordOf(
    "done_when",
    {
        "figure": Field(
            FigureName(), "one figure of the rules: mean(about), points.about, or of a question by its id"
        ),
        "at_least": Field(FigureOf(), "the figure that it then has at least"),
        "at_most": Field(FigureOf(), "or at most"),
        "seen": Field(PLAIN_TEXT, "or what one sees, where no figure tells it"),
    },
)
ACTION = RecordOf(
    "action",
    {
        "id": Field(IDENTIFIER, "such as go_and_see", required=True),
        "when": Field(Rule(rule=True), "the rule that calls for it", required=True),
        "because": Field(NAMES, "the questions whose answers show why"),
        "title": Field(PLAIN_TEXT, "what to do", required=True),
        "to_customers": Field(PLAIN_TEXT, "the same as customers are told of it (default: they are not)"),
        "why": Field(PLAIN_TEXT, "why it helps"),
        "first_step": Field(PLAIN_TEXT, "what can be done within a week"),
        "owner": Field(PLAIN_TEXT, "the role that owns it"),
        "kind": Field(OneOf(("mend", "build")), "mend a shortfall (default) or build on a strength"),
        "horizon": Field(FigureOf(1, 365, whole=True), "days, as a rule 30, 60 or 90 (default 60)"),
        "effort": Field(FigureOf(1, 3, whole=True), "1 to 3 (default 2)"),
        "impact": Field(FigureOf(1, 3, whole=True), "1 to 3 (default 2)"),
        "need": Field(FigureOf(0, 1), "0 to 1, where the rule rests on something else than scores"),
        "measure": Field(PLAIN_TEXT, "how you will see that it worked"),
        "about": Field(
            AboutOf(),
            'what it is about: worst(perception), best(points, facets), items(promises, "…"), or an id',
        ),
        "done_when": Field(DONE_WHEN, "how one will see that it worked: {figure, at_least}, or {seen}"),
        "then": Field(PLAIN_TEXT, "where it spreads to when it worked"),
        "accept": _ACCEPT,
    },
)
QUESTIONNAIRE = RecordOf(
    "questionnaire",
    {
        "cfdiag": Field(FigureOf(1, whole=True), "the version of the format: 1", required=True),
        "id": Field(
            String(
                NO_DEVICE + KEBAB,
                "an id in kebab-case",
                Code.BAD_ID,
                "small letters, digits and -: customer-view",
            ),
            "kebab-case, the file's name",
            required=True,
        ),
        "version": Field(
            String(VERSION, "a version", Code.BAD_VERSION, "letters, digits and . + _ -, at most 32: 1.0.0"),
            "such as 1.0.0",
            required=True,
        ),
        "same_as": Field(ListOf(HASH), "hashes of earlier texts whose answers mean the same"),
        "title": Field(TEXT, "one, or one per group", required=True),
        "purpose": Field(TEXT, "what it is for"),
        "for_whom": Field(TEXT, "who answers it, and who may start it"),
        "source": Field(NAME, "where its ideas come from"),
        "minutes": Field(MinutesOf(), "how long it takes: 25, or {full: 25, essentials: 10}"),
        "groups": Field(MapOf(GROUP, IDENTIFIER, at_least=1), "who is asked, by id", required=True),
        "compare": Field(
            RecordOf(
                "comparison",
                {
                    "looking_in": Field(NAME, "the group that predicts", required=True),
                    "looked_at": Field(NAME, "the group it is about", required=True),
                },
            ),
            "the perception gap: who predicts, and whom it is about",
        ),
        "privacy": Field(
            RecordOf(
                "privacy",
                {
                    "min_group": Field(FigureOf(3, 100, whole=True), "never less than 3"),
                    "remarks_by_consent": Field(Flag(), "remarks only with their author's consent"),
                },
            ),
            "the floor under which cells of anonymous groups are withheld",
        ),
        "scales": Field(MapOf(SCALE, IDENTIFIER), "rating scales by name"),
        "dimensions": Field(MapOf(DIMENSION, IDENTIFIER), "what several questions say together, by id"),
        "rollups": Field(MapOf(ROLLUP, IDENTIFIER), "dimensions seen together in the report, by id"),
        "basis_dimension": Field(NAME, "the dimension that takes what answers rest on"),
        "language": Field(
            String("[a-z]{2}(-[A-Z]{2})?", "a language, such as nl or pt-BR"),
            "of plain texts (default en)",
        ),
        "yes": Field(PLAIN_TEXT, "what yes is called, in languages that the tool does not speak"),
        "no": Field(PLAIN_TEXT, "what no is called"),
        "answer_sets": Field(MapOf(OPTIONS, IDENTIFIER), "options by name, shared by questions"),
        "sections": Field(ListOf(SECTION, at_least=1), "the questions, in their order", required=True),
        "findings": Field(ListOf(FINDING), "headlines of the report, with the rule that makes each true"),
        "actions": Field(ListOf(ACTION), "what to do, with the rule that calls for it"),
        "notes": Field(MapOf(PLAIN_TEXT, IDENTIFIER), "fixed sentences for the report"),
        "accept": _ACCEPT,
    },
    "A cfdiag questionnaire: who is asked what, how it scores, and what follows from it.",
)


def questionnaire_schema() -> dict[str, object]:
    """The JSON Schema of a questionnaire, out of the table that its reader uses."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cfdiag questionnaire",
        **QUESTIONNAIRE.schema(),
        "$defs": {"text": TEXT_SCHEMA},
    }
