"""Rosters: nobody is lost, whatever stands in a line; what is written is read again."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cfdiag.exchange.delimited import read_table
from cfdiag.exchange.roster import read_roster, roster_text, roster_words
from cfdiag.exchange.table import PlainTable, TableRecord
from cfdiag.ground.safe import one_line
from cfdiag.model.engagement import Engagement, Person

LISTED = Engagement(departments={"sales": "Verkoop"}, accounts={"acme": "Acme Hospitals"})
FIELDS = ("name", "group", "department", "account", "when", "heard")

cells = st.none() | st.text(max_size=6) | st.integers() | st.dates() | st.sampled_from(
    ["sales", "VERKOOP", "acme", "internal", "31-12-2026", "1/2/2027", "2026-02-30"]
)  # fmt: skip


@given(st.lists(st.tuples(*(cells for _ in FIELDS)), min_size=1, max_size=12))
def test_whoever_has_a_name_and_a_group_is_on_the_roster(rows):
    records = tuple(TableRecord(at, at + 1, row) for at, row in enumerate(rows, 1))
    table = PlainTable("roster.csv", "", (), (TableRecord(0, 1, FIELDS),), records)
    found = read_roster(table, LISTED)
    told = [
        at
        for at, (name, group, *_) in enumerate(rows, 2)
        if name is not None and group is not None and one_line(str(name)) and one_line(str(group))
    ]
    assert [int(person.source.rpartition(":")[2]) for person in found.people] == told
    assert {person.department for person in found.people} <= {None, "sales"}
    assert {person.account for person in found.people} <= {None, "acme"}
    lines = {each.location.line for each in found.faults}
    assert lines <= set(range(2, len(rows) + 2))
    left_out = [each for each in found.faults if each.code in ("no-name", "no-group")]
    assert len(left_out) == len(rows) - len(told)


words = st.text(min_size=1, max_size=12).map(one_line).filter(
    lambda word: word and not word.startswith("'") and not set(word) & set(",;|")
)  # fmt: skip
people = st.builds(
    Person,
    name=words,
    group=words,
    department=st.none() | words,
    account=st.none() | words,
    organisation=st.none() | words,
    questionnaires=st.lists(words, max_size=3).map(tuple),
    when=st.none() | st.dates(date(2000, 1, 1), date(2068, 12, 31)),
    heard=st.none() | st.dates(date(2000, 1, 1), date(2068, 12, 31)),
)


@given(st.lists(people, min_size=1, max_size=6))
def test_a_roster_that_is_written_is_read_again(several):
    table = read_table(roster_text(several).encode(), "roster.csv", delimiter=",", aliases=roster_words())
    again = read_roster(table, Engagement()).people
    assert [{**_plain(person), "source": ""} for person in again] == [_plain(person) for person in several]


def _plain(person):
    return {name: getattr(person, name) for name in person.__struct_fields__}
