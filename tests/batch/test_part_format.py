"""Parts as bytes: what comes back adds up to the same figures, and of another version nothing does."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.batch import QUESTIONNAIRE, interview
from kits.demo import demo_talks

from cfdiag.batch.elsewhere import do_elsewhere, merge_elsewhere, share_elsewhere
from cfdiag.batch.inputs import find_inputs
from cfdiag.batch.order_format import decode_order, encode_order, encode_work
from cfdiag.batch.part_format import decode_part, encode_part
from cfdiag.batch.partial import PartialRun, mark
from cfdiag.batch.score import score_files
from cfdiag.batch.tally_format import plain_value, value_of
from cfdiag.batch.worker import Order, Worker
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.scoring.many.stratum import Stratum
from cfdiag.scoring.many.sums import Figure, TallyCell
from cfdiag.scoring.many.tally import Tally, TextTally
from cfdiag.scoring.options import Options

scalars = (
    st.none() | st.booleans() | st.integers() | st.text() | st.fractions()
    | st.floats(allow_nan=False, allow_infinity=False)
)  # fmt: skip
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple)
)


def kinds(value):
    """A value with what each part of it is: 4 and 4.0 are equal, and not the same."""
    inner = [kinds(each) for each in value] if isinstance(value, (list, tuple)) else repr(value)
    return type(value), inner


@given(values)
def test_a_value_comes_back_as_it_was(value):
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(plain_value(value)))
    assert kinds(value_of(sent)) == kinds(value)


def test_no_whole_number_is_too_large():
    value = (10**40, -(10**19), Fraction(10**30, 7))
    assert value_of(msgspec.msgpack.decode(msgspec.msgpack.encode(plain_value(value)))) == value


@pytest.fixture
def demo(tmp_path, monkeypatch):
    """Interviews by every shipped questionnaire; an order that asks for everything."""
    monkeypatch.chdir(tmp_path)
    ids = [mark(id_) for id_ in demo_talks(Path("in"))]
    order = Order(
        library=Library(), overrides={}, by=("department", "account"), each=True, keep=True, people=True,
        held=frozenset(ids[::9]), halves=frozenset(ids[::27]),
    )  # fmt: skip
    return order, find_inputs(["in"]).sources


def state(value):
    """Everything that a part holds, and what each thing is."""
    if isinstance(value, msgspec.Struct) and not isinstance(value, Questionnaire):
        value = msgspec.structs.asdict(value)
    if isinstance(value, (Tally, Stratum)):
        value = value.__getstate__()
    elif isinstance(value, (TallyCell, TextTally, Figure)):
        value = [getattr(value, name) for name in type(value).__slots__]
    if isinstance(value, dict):
        return type(value), [(state(key), state(each)) for key, each in value.items()]
    if isinstance(value, (set, frozenset)):
        return type(value), sorted(value)
    if isinstance(value, (list, tuple)):
        return type(value), [state(each) for each in value]
    return type(value), repr(value)


def differing(found, wanted):
    """The innermost pair that is not the same."""
    if isinstance(found, (list, tuple)) and isinstance(wanted, (list, tuple)) and len(found) == len(wanted):
        pairs = (differing(one, other) for one, other in zip(found, wanted, strict=True))
        return next((each for each in pairs if each is not None), None)
    return None if found == wanted else (found, wanted)


def test_a_part_comes_back_as_it_was(demo):
    order, sources = demo
    worker = Worker(order)
    part = worker.do(sources)
    assert part.held and part.copies and part.each and part.kept and part.people  # noqa: PT018  all it can hold
    back = decode_part(encode_part(part), worker.questionnaire)
    found, wanted = state(vars(back)), state(vars(part))
    assert differing(found, wanted) is None


def test_an_order_comes_back_with_the_questionnaires_of_its_folders(tmp_path):
    for name in ("q/small.yaml", "q/kept/small-0123456789ab.yaml", "beside/small-abcdef012345.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(QUESTIONNAIRE)
    library = Library([tmp_path / "q"], kept=[tmp_path / "beside", tmp_path / "nowhere"])
    order = Order(
        library=library, overrides={}, by=("department",), ids={"department": {"s": "Sales"}}, seed=4,
        held=frozenset({1 << 63, 5}), fetched={("a.jsonl", 7): {5: True}}, column="doc",
    )  # fmt: skip
    (tmp_path / "there").mkdir()
    back = decode_order(encode_order(order), tmp_path / "there")
    assert msgspec.structs.replace(back, library=library) == order
    assert back.library.get("small") == msgspec.structs.replace(
        library.get("small"), file=back.library.get("small").file
    )
    assert sorted(path.name for path in (tmp_path / "there").rglob("*.yaml")) == sorted(
        path.name for path in tmp_path.glob("[qb]*/**/*.yaml")
    )


@pytest.mark.parametrize("groups", [1, 2, 5])
def test_marks_that_come_twice_are_found_in_whichever_group_they_meet(tmp_path, monkeypatch, groups):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(QUESTIONNAIRE)
    numbers = [*range(12), 3, 7, 7]
    order = encode_order(Order(library=Library([tmp_path]), overrides={}))
    gathered = {}
    for number, id_ in enumerate(numbers):
        Path(f"{number}.json").write_text(json.dumps(interview(id_)))
        work = encode_work(find_inputs([f"{number}.json"]).sources)
        for key, part in share_elsewhere(order, work, number, groups):
            gathered.setdefault(key, []).append(part)
    assert set(gathered) == set(range(groups))
    whole, library = PartialRun(), Library([tmp_path])

    def opened(data):
        return decode_part(data, lambda key: library.get(*key))

    sent = [opened(part).marks for parts in gathered.values() for part in parts]
    assert sorted(one for marks in sent for one in marks) == sorted(mark(interview(n)["id"]) for n in numbers)
    for parts in gathered.values():
        whole.merge(opened(merge_elsewhere(order, parts)))
    assert not whole.marks
    assert whole.repeated == {mark(interview(3)["id"]), mark(interview(7)["id"])}
    assert sum(tally.n for tally in whole.tallies.values()) == len(numbers)


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xc1", b"no part", msgspec.msgpack.encode([1, 2])])
def test_what_is_no_part_is_refused(data):
    with pytest.raises(CfdiagError) as raised:
        decode_part(data, lambda key: Library().get(*key))
    assert raised.value.diagnostics[0].code in ("engine-failed", "other-tool")


def test_a_part_of_another_version_is_refused_at_every_step(monkeypatch):
    order, work = encode_order(Order(library=Library(), overrides={})), encode_work([])
    mine = do_elsewhere(order, work)
    monkeypatch.setattr("cfdiag.batch.order_format.__version__", "0.3.0")
    monkeypatch.setattr("cfdiag.batch.part_format.__version__", "0.3.0")
    theirs = do_elsewhere(order, work)
    assert list(share_elsewhere(order, work, 4, 9)) == [(0, theirs)]
    monkeypatch.undo()
    assert merge_elsewhere(order, [mine, theirs]) == theirs
    with pytest.raises(CfdiagError) as raised:
        decode_part(theirs, lambda key: Library().get(*key))
    (said,) = raised.value.diagnostics
    assert (said.code, said.message) == (
        "other-tool", "the workers of the engine have cfdiag 0.3.0, and this is 0.2.0",
    )  # fmt: skip


def test_copies_that_differ_in_an_order_come_back_from_elsewhere(tmp_path):
    library = Library([Path(__file__).parents[1] / "data"])
    copies = [
        {
            "format": "cfdiag/interview@1",
            "id": "same",
            "questionnaire": {"id": "every-type"},
            "respondent": {"group": "customer"},
            "answers": {"order": {"status": "answered", "value": order}},
            "finished": "2026-11-20T10:00:00Z",
        }
        for order in (["speed", "price", "people"], ["price", "speed", "people"])
    ]
    file = tmp_path / "copies.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in copies))
    found = [
        score_files([str(file)], library, Options(), engine=engine).result.questionnaires
        for engine in ("local[1]", map)
    ]
    assert found[0] == found[1]
