import json
import multiprocessing
import os
from pathlib import Path

import msgspec
import pytest
import yaml
from kits.batch import interview

from cfdiag.batch import intake
from cfdiag.batch.intake import Intake
from cfdiag.batch.score import score_files
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import CfdiagError, render_fault
from cfdiag.interview.events import Entry, Opened
from cfdiag.interview.journal.replay import encode_line
from cfdiag.model.engagement import DimensionOverride, Engagement
from cfdiag.model.interview import Interview
from cfdiag.scoring.options import Options


def score(*paths, **kwargs):
    options = kwargs.pop("options", Options())
    return score_files(paths, Library([Path("qs")]), options, **kwargs)


def told(scored):
    return [render_fault(diagnostic) for diagnostic in scored.diagnostics]


def figures(scored):
    """Everything but what names files."""
    inputs = msgspec.structs.replace(scored.result.inputs, rejected=[], warnings=[], unanswered=msgspec.UNSET)
    return msgspec.structs.replace(scored.result, inputs=inputs, interviews=msgspec.UNSET)


def refused(*paths, **kwargs):
    with pytest.raises(CfdiagError) as caught:
        score(*paths, **kwargs)
    return [render_fault(diagnostic) for diagnostic in caught.value.diagnostics]


def test_a_folder_and_its_files_one_by_one_give_the_same(desk):
    desk.many(12)
    whole = score("in")
    assert (whole.result.inputs.interviews, whole.result.inputs.unfinished) == (12, 0)
    names = [f"in/{number:03}.json" for number in range(12)]
    assert score(*reversed(names)).result == whole.result
    assert score("in/*.json").result == whole.result
    assert whole.result.questionnaires[0].overall.score == pytest.approx(50, abs=20)


def test_lines_yaml_and_standard_input_mean_what_files_mean(desk):
    desk.many(6)
    whole = figures(score("in"))
    documents = [json.loads(Path(f"in/{number:03}.json").read_text()) for number in range(6)]
    lines = "\n\n".join(json.dumps(document) for document in documents)
    desk.write("all.jsonl", lines)
    assert figures(score("all.jsonl")) == whole
    assert figures(score("-", stdin=lines.encode())) == whole
    for number, document in enumerate(documents):
        desk.write(f"yaml/{number}.yaml", yaml.safe_dump(document))
    assert figures(score("yaml")) == whole
    one = json.dumps(documents[0], indent=1).encode()
    assert figures(score("-", stdin=one)) == figures(score("in/000.json"))


def test_several_processes_give_the_same_result_to_the_last_digit(desk, monkeypatch):
    desk.many(30)
    monkeypatch.setattr("cfdiag.batch.pieces.FILES_PER_PIECE", 4)
    desk.write("in/bad.json", '{"format": "cfdiag/interview@1",\n "id": 3}')
    options = Options(by=("department",), unmasked=True)
    alone = score("in", each=True, keep=True, options=options)
    calls = []
    pool = score("in", each=True, keep=True, options=options, jobs=3, progress=lambda *c: calls.append(c))
    assert pool.result == alone.result
    assert pool.interviews == alone.interviews
    assert told(pool) == told(alone)
    assert calls == [(done, 8) for done in range(1, 9)]


def test_a_bad_file_is_named_with_its_place_and_the_rest_is_scored(desk):
    desk.many(5)
    desk.write("in/torn.json", '{"format": "cfdiag/interview@1",\n "id": "x", ')
    scored = score("in")
    assert scored.rejected
    assert scored.result.inputs.interviews == 5
    (rejected,) = scored.result.inputs.rejected
    assert (rejected.file, rejected.line) == ("in/torn.json", 2)
    assert "in/torn.json:2:" in told(scored)[0]


@pytest.mark.parametrize("jobs", [1, 2])
def test_whatever_a_file_does_to_us_it_is_one_file(desk, monkeypatch, jobs):
    desk.many(4)
    read = intake.read_interview

    def breaks(data, file):
        if file == "in/002.json":
            raise RecursionError("what Ada said")
        return read(data, file)

    monkeypatch.setattr(intake, "read_interview", breaks)
    monkeypatch.setattr("cfdiag.batch.pieces.FILES_PER_PIECE", 2)
    scored = score("in", jobs=jobs)
    assert scored.result.inputs.interviews == 3
    (message,) = told(scored)
    assert message.startswith("in/002.json: error: this file cannot be read or scored (RecursionError);")
    assert [(r.file, r.code) for r in scored.result.inputs.rejected] == [("in/002.json", "cannot-score")]


def test_half_a_surrogate_pair_in_a_key_is_a_fault_in_its_place(desk):
    desk.many(2)
    for number, (old, new) in enumerate([('"answers"', '"\\ud800": 1, "answers"'), ('"value"', '"\\udfff"')]):
        text = Path("in/000.json").read_text().replace(old, new, 1)
        desk.write(f"in/bad{number}.json", text)
    scored = score("in")
    assert scored.result.inputs.interviews == 2
    bad = scored.result.inputs.rejected
    assert [(r.file, r.message) for r in bad] == [
        (f"in/bad{number}.json", "half of a surrogate pair in a text") for number in (0, 1)
    ]
    assert all(r.line and r.column for r in bad)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_names_of_files_that_are_no_utf8_are_results_like_others(desk):
    desk.many(2)
    good = Path("in/000.json").read_bytes()
    odd = os.fsencode("in/") + b"h\xff.json"
    for name, data in ((odd, b"{"), (b"in/\xfe.json", good), (b"in/other\xfe.json", good)):
        Path(os.fsdecode(name)).write_bytes(data)
    scored = score("in", each=True, options=Options(unmasked=True))
    document = msgspec.json.encode(scored.result)
    assert "h\ufffd.json" in document.decode()
    assert scored.result.inputs.interviews == 2
    assert [r.file for r in scored.result.inputs.rejected] == ["in/h\ufffd.json"]


def test_an_answer_its_question_cannot_have_is_a_fault_at_its_line(desk):
    desk.many(5)
    desk.write("in/wrong.json", interview(7, (3, 9, 3, 3)))
    scored = score("in")
    (rejected,) = scored.result.inputs.rejected
    assert '"share_data"' in Path("in/wrong.json").read_text().split("\n")[rejected.line - 1]
    assert rejected.message == "share_data: the value must be a whole number from 1 to 5"
    assert scored.result.inputs.interviews == 5


def test_every_bad_line_of_a_jsonl_has_its_own_place(desk):
    good, wrong = json.dumps(interview(1)), json.dumps(interview(2, (3, 3, 3, 6)))
    desk.write("all.jsonl", f"{good}\n{wrong}\n\n{{\n{json.dumps(interview(3))}\n")
    scored = score("all.jsonl")
    assert scored.result.inputs.interviews == 2
    assert [(r.file, r.line) for r in scored.result.inputs.rejected] == [("all.jsonl", 2), ("all.jsonl", 4)]
    assert scored.result.inputs.rejected[0].column == wrong.index('"deliver"') + 1


@pytest.mark.parametrize("document", [
    {"format": "cfdiag/result@1"}, {"name": "package"}, [1, 2], "a: 1\n",
])  # fmt: skip
def test_other_documents_in_a_folder_are_left_out_with_a_note(desk, document):
    desk.many(2)
    name = desk.write("in/other.yaml" if isinstance(document, str) else "in/other.json", document)
    scored = score("in")
    assert not scored.rejected
    assert told(scored) == [f"note: 1 file is no interview and was left out: {name}  [skipped]"]
    assert scored.result.inputs.rejected == []


def test_the_engagements_own_files_are_no_surprise_in_its_folder(desk):
    desk.many(2, "interviews")
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Alder\n")
    scored = score(".")
    assert scored.result.inputs.interviews == 2
    assert told(scored) == []
    assert told(score("interviews", "engagement.yaml")) == [
        "note: 1 file is no interview and was left out: engagement.yaml  [skipped]"
    ]


def test_an_empty_file_and_a_newer_format_are_faults(desk):
    desk.many(1)
    desk.write("in/empty.json", "")
    desk.write("in/newer.json", interview(5, format="cfdiag/interview@2"))
    assert [r.file for r in score("in").result.inputs.rejected] == ["in/empty.json", "in/newer.json"]


def test_nothing_to_score(desk):
    (desk.folder / "in").mkdir()
    assert refused("in") == [
        (
            "in: warning: no interviews in this folder  [empty-folder]\n"
            "  = interviews are files that end in .json, .yaml, .yml, .jsonl, .ndjson; "
            "hidden ones are left out"
        ),
        (
            "in: error: nothing to score  [nothing-to-score]\n"
            "  = name interviews or a folder that holds them; `cfdiag interview` makes one"
        ),
    ]
    desk.write("in/bad.json", "{")
    assert refused("in")[-1] == (
        "error: nothing to score: no interview could be read  [nothing-to-score]\n"
        "  = `cfdiag check` lists every fault of a file"
    )
    scored = score("in", empty=True)
    assert scored.result.questionnaires == []
    assert [r.code for r in scored.result.inputs.rejected][-1] == "nothing-to-score"


def test_the_finished_copy_of_an_interview_counts_once_whatever_the_order(desk):
    desk.many(3)
    desk.write("in/a.json", interview(1, (5, 5, 5, 5), finished=None))
    desk.write("in/z.json", interview(1, (4, 4, 4, 4), finished="2026-11-23T09:00:00Z"))
    scored = score("in", each=True, options=Options(unmasked=True))
    assert (scored.result.inputs.interviews, scored.result.inputs.unfinished) == (3, 0)
    assert [each.file for each in scored.result.interviews] == ["in/000.json", "in/002.json", "in/z.json"]
    assert told(scored) == [
        (
            "in/001.json: warning: this is the same interview as in/z.json; it is counted once"
            "  [duplicate-interview]\n  = remove the copy that is not wanted"
        ),
        (
            "in/a.json: warning: this is the same interview as in/z.json; that one is finished"
            "  [duplicate-interview]\n  = remove the copy that is not wanted"
        ),
    ]
    assert scored.result.inputs.warnings == [
        "in/001.json: this is the same interview as in/z.json; it is counted once",
        "in/a.json: this is the same interview as in/z.json; that one is finished",
    ]
    Path("in/z.json").rename("in/0.json")
    Path("in/a.json").rename("in/y.json")
    assert figures(score("in", jobs=2, options=Options(unmasked=True))) == figures(scored)


def test_an_unknown_questionnaire_rejects_its_interview_at_the_line_that_names_it(desk):
    desk.many(1)
    desk.write("in/bad.json", interview(2, questionnaire={"id": "smal", "version": "1"}))
    assert told(score("in"))[0] == (
        "in/bad.json:4:2: error: there is no questionnaire 'smal'  [unknown-questionnaire]\n"
        "  = did you mean 'small'?"
    )


def test_a_journal_is_an_unfinished_interview(desk):
    desk.many(1)
    begun = msgspec.convert({**interview(8), "finished": None}, Interview)
    opened = Opened(at="2026-11-22T09:00:00Z", pid=1, host="here")
    Path("in/new.open.jsonl").write_bytes(encode_line(Entry(n=0, start=begun, do=opened), 0)[0])
    scored = score("in")
    assert told(scored) == []
    assert (scored.result.inputs.interviews, scored.result.inputs.unfinished) == (2, 1)
    Path("in/new.open.jsonl").write_bytes(b"{}\nnot a journal\n")
    assert score("in").result.inputs.rejected[0].file == "in/new.open.jsonl"


def test_each_lists_anonymous_interviews_only_unmasked(desk):
    desk.many(6)
    known = {"group": "customer", "name": "Ann Ash", "consent": "named"}
    desk.write("in/c.json", interview(50, respondent=known))
    desk.write("in/d.json", interview(51, respondent={"group": "customer", "name": "Bo Birch"}))
    assert [each.file for each in score("in", each=True).result.interviews] == ["in/c.json"]
    assert told(score("in", each=True)) == [
        (
            "note: 7 of the interviews are not listed one by one, so that nobody anonymous is shown"
            "  [not-listed]\n"
            "  = --unmasked lists them, for your own eyes"
        )
    ]
    everything = score("in", each=True, options=Options(unmasked=True)).result
    assert len(everything.interviews) == 8
    assert b"Ash" not in msgspec.json.encode(everything)
    assert score("in").result.interviews is msgspec.UNSET
    assert len(score("in/000.json").result.interviews) == 1


def test_an_engagement_sets_targets_and_floors(desk):
    desk.many(6)
    engagement = Engagement(
        min_group=7, fictional=True, overrides={"small": {"sharing": DimensionOverride(target=30)}}
    )
    result = score("in", engagement=engagement).result
    assert result.fictional is True
    assert result.privacy.min_group == 7
    assert result.questionnaires[0].dimensions["sharing"].target == 30
    assert score("in", engagement=engagement, options=Options(min_group=5)).result.privacy.min_group == 5


def test_a_breakdown_by_what_nobody_asks_is_refused(desk):
    desk.many(2)
    assert refused("in", options=Options(by=("departement",))) == [
        (
            "error: there is nothing to break down by in 'departement'  [unknown-field]\n"
            "  = did you mean 'department'?"
        )
    ]
    assert list(score("in", options=Options(by=("region",))).result.questionnaires[0].by) == ["region"]


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="the crash is handed on by fork"
)
def test_a_process_that_ends_takes_its_file_only(desk, monkeypatch):
    desk.many(40)
    monkeypatch.setattr("cfdiag.batch.pieces.FILES_PER_PIECE", 16)
    whole, take = os.getpid(), Intake.take

    def fatal(self, piece):
        if piece.file == "in/013.json" and os.getpid() != whole:
            os._exit(11)
        return take(self, piece)

    monkeypatch.setattr(Intake, "take", fatal)
    scored = score("in", jobs=2)
    assert scored.result.inputs.interviews == 39
    assert told(scored) == [
        (
            "in/013.json: error: the process that was scoring this ended without a word; it is left out"
            "  [worker-ended]\n  = was there enough memory? Try the file alone with --jobs 1"
        )
    ]


def test_pieces_of_one_jsonl_are_shared_out_and_add_up(desk, monkeypatch):
    desk.many(50)
    whole = figures(score("in"))
    desk.write(
        "all.jsonl", "".join(json.dumps(json.loads(p.read_text())) + "\n" for p in Path("in").iterdir())
    )
    monkeypatch.setattr("cfdiag.batch.spans.BYTES_PER_SPAN_HERE", 2000)
    pieces = []
    assert figures(score("all.jsonl", jobs=2, progress=lambda done, _: pieces.append(done))) == whole
    assert len(pieces) > 10


def test_no_process_is_left_behind(desk):
    desk.many(4)
    score("in", jobs=4)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_lines_in_another_encoding_are_one_fault_and_not_one_a_line(desk, encoding):
    desk.many(1)
    lines = "\n".join(json.dumps(interview(number)) for number in range(1, 40)) + "\n"
    (desk.folder / "in" / "wide.jsonl").write_bytes(lines.encode(encoding))
    found = score("in").result.inputs
    assert (found.interviews, [(r.line, r.code) for r in found.rejected]) == (1, [(1, "not-utf8")])


def test_breakdowns_of_too_many_cells_are_refused_unless_nothing_is_withheld(desk, monkeypatch):
    monkeypatch.setattr("cfdiag.batch.breakdowns.MOST_CELLS", 2)
    for number, department in enumerate(("Sales", "Legal", "Care")):
        desk.write(
            f"in/{number}.json",
            interview(number, (1, 2, 3, 4), respondent={"group": "internal", "department": department}),
        )
    with pytest.raises(CfdiagError) as caught:
        score("in", options=Options(by=("department",)))
    assert "\n".join(map(render_fault, caught.value.diagnostics)) == (
        "error: small: the breakdowns make 3 cells; 2 is the limit  [too-many-cells]\n"
        "  = break down by less at a time (--by), or by a field of fewer values; "
        "--unmasked withholds nothing and has no limit"
    )
    assert score("in", options=Options(by=("department",), unmasked=True)).result.inputs.interviews == 3


def test_a_finished_interview_without_an_answer_is_none(desk):
    desk.many(6)
    whole = score("in")
    skipped = {key: {"status": "skipped"} for key in interview(8)["answers"]}
    # As 0.1 left them: finished at once, or passed by with Enter.
    desk.write("in/empty.json", json.dumps(interview(7, answers={})))
    desk.write("in/passed.json", json.dumps(interview(8, answers=skipped)))
    scored = score("in")
    assert figures(scored) == figures(whole)
    assert scored.result.inputs.interviews == 6
    assert told(scored) == [
        "note: 2 interviews have no answer and are not counted: in/empty.json, in/passed.json  [unanswered]"
    ]
    desk.write("more.jsonl", "".join(json.dumps(interview(n, answers={})) + "\n" for n in (20, 21, 22)))
    assert told(score("in", "more.jsonl"))[0].startswith(
        "note: 5 interviews have no answer and are not counted: in/empty.json, in/passed.json, more.jsonl  ["
    )
    # 'I don't know' is an answer: somebody was asked, and heard.
    unknown = {next(iter(skipped)): {"status": "unknown"}}
    desk.write("in/empty.json", json.dumps(interview(7, answers=unknown)))
    assert score("in").result.inputs.interviews == 7
