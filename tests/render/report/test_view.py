from __future__ import annotations

import msgspec
from kits.report_builders import blocks, build_view, engagement, judged, setting
from msgspec.structs import replace

from cfdiag.locales.catalogue import locale_for
from cfdiag.model import result as r
from cfdiag.model.blocks import CardsBlock, SentenceBlock, TableBlock
from cfdiag.model.view import Report
from cfdiag.render.view.parts import anchor


def view(**changes):
    result, questionnaires, remarks = engagement()
    return build_view(result, questionnaires, remarks, [], setting(**changes))


def verdict(report: Report) -> str:
    """The headline."""
    section = report.section("board")
    assert section is not None
    return section.title


def test_the_view_is_stable_and_comes_back_from_its_json():
    first, second = view(), view()
    assert first == second
    assert msgspec.json.decode(msgspec.json.encode(first), type=Report) == first


def test_sections_without_data_are_left_out_and_the_method_says_so():
    result, questionnaires, _ = engagement()
    bare = replace(
        result,
        questionnaires=[
            replace(p, perception={}, by={}, actions=[], questions={}) for p in result.questionnaires
        ],
        plan=r.Plan(),
    )
    made = build_view(bare, questionnaires, [], [], setting())
    for key in (
        "perception",
        "importance",
        "breakdown",
        "counts",
        "voices",
        "accounts",
        "actions",
        "unknowns",
        "baseline",
    ):
        assert made.section(key) is None
    assert [c.id for c in made.contents] == ["board", "scorecard", "tables", "method"]
    said = [s.text for s in blocks(made, "method", SentenceBlock)]
    left_out = next(p for p in said if p.startswith("Not in this report"))
    assert left_out == (
        "Not in this report, for want of data: How you think they see you, how they see you, Importance "
        "and performance, Where it differs, Actions, Per account, What nobody could answer, Since last "
        "time, Answer by answer and In their own words."
    )


def test_the_contents_follow_the_order_of_the_report():
    assert [c.id for c in view().contents] == [
        "board",
        "scorecard",
        "perception",
        "importance",
        "breakdown",
        "actions",
        "tables",
        "voices",
        "method",
    ]


def test_nothing_at_all_is_said_in_words():
    empty = r.Result(
        tool="0",
        inputs=r.Inputs(interviews=0, unfinished=0),
        privacy=r.Privacy(min_group=5, min_comments=10, unmasked=False),
    )
    made = build_view(empty, {}, [], [], setting())
    assert verdict(made) == "There are no interviews yet, so there is nothing to say."


def test_the_headline_is_what_holds_then_what_falls_short():
    assert verdict(view()) == (
        "Nothing that was asked stands out as a strength yet. "
        "“Four facets of the business” scores 61 of 100; its target is 70."
    )


def test_a_score_just_below_its_target_is_not_rounded_up_to_it():
    result, questionnaires, remarks = engagement()
    part = result.questionnaires[0]
    short = replace(part.dimensions["facets"], score=69.7)
    part = replace(part, dimensions={**part.dimensions, "facets": short})
    made = build_view(replace(result, questionnaires=[part]), questionnaires, remarks, [], setting())
    (table,) = blocks(made, "scorecard", TableBlock)
    assert "69.7" in [row[1].text for row in table.rows]


def test_a_missing_figure_is_a_dash_with_its_reason():
    result, questionnaires, remarks = engagement()
    part = result.questionnaires[1]
    none = r.DimensionScore(score=None, n=3, target=70, reason="too_few_respondents")
    part = replace(part, dimensions={**part.dimensions, "structure": none})
    result = replace(result, questionnaires=[result.questionnaires[0], part])
    made = build_view(result, questionnaires, remarks, [], setting())
    table = next(t for t in blocks(made, "scorecard", TableBlock) if t.id == "scorecard-silo")
    row = next(row for row in table.rows if row[0].text == "Structure and governance")
    assert (row[1].text, row[1].note) == ("–", "too few respondents for this figure")


def test_withheld_cells_show_nothing_but_that_they_are():
    (table,) = blocks(view(), "breakdown", TableBlock)
    legal = next(row for row in table.rows if row[0].text == "Legal")
    assert [(c.text, c.span) for c in legal[1:]] == [("withheld", 5)]


def test_the_headline_opens_with_a_strength_where_there_is_one():
    result, questionnaires, remarks = engagement()
    part = result.questionnaires[1]
    strong = r.DimensionScore(score=88.0, n=30, target=70, level="on_target")
    part = replace(part, dimensions={**part.dimensions, "structure": strong})
    result = judged(replace(result, questionnaires=[result.questionnaires[0], part]), questionnaires)
    said = verdict(build_view(result, questionnaires, remarks, [], setting()))
    assert said.startswith("“Structure and governance” scores 88 of 100 and reaches its target of 70.")


def test_actions_build_first_then_mend_each_with_date_and_evidence():
    build, mend = (block.cards for block in blocks(view(), "actions", CardsBlock))
    assert [a.id for a in build] == ["tell_it"]
    assert [a.id for a in mend] == ["go_and_see", "one_goal", "repair", "spread_pilot"]
    said = {line.id: line.text for line in mend[0].lines}
    assert said["when"] == "by 22 December 2026"
    assert said["priority"] == "need 0.44 × impact 3 ÷ effort 1 = 1.31"
    assert [line.figure for line in mend[0].lines if line.id == "because"] == [
        "35 of 100, target 70, importance 88%; n = 30",
        "answered in words",
    ]
    assert len(mend[0].quotes) == 2


def test_dutch_has_commas_dates_and_no_english_left():
    made = view(language="nl")
    assert made.cover.date == "22 november 2026"
    first = blocks(made, "actions", CardsBlock)[1].cards[0]
    assert {line.id: line.text for line in first.lines}[
        "priority"
    ] == "noodzaak 0,44 × effect 3 ÷ inspanning 1 = 1,31"
    assert verdict(made).startswith("Niets van wat gevraagd is, springt er al als sterk punt uit.")


def test_fictional_and_unmasked_are_stamped():
    result, questionnaires, remarks = engagement()
    result = replace(result, privacy=replace(result.privacy, unmasked=True))
    made = build_view(result, questionnaires, remarks, [], setting())
    assert made.stamps == (
        "Fictional example: no such organisation, no such people",
        "Unmasked: for the consultant's own eyes, not to be passed on",
    )


def test_ids_are_fit_for_html_and_file_names():
    assert anchor("contacts-Borealis Housing / é") == "contacts-borealis-housing"
    assert anchor("///") == "part"


def test_counts_have_plurals_in_both_languages():
    for language, one, many in (
        ("en", "1 working day left", "2 working days left"),
        ("nl", "nog 1 werkdag", "nog 2 werkdagen"),
    ):
        w = locale_for(language)
        said = [w.plural("{n} working day left", "{n} working days left", n) for n in (1, 2)]
        assert said == [one, many]
