"""Items of repeated sections: an id is never given twice, and what stands beside them is kept."""

from __future__ import annotations

import msgspec
import pytest
from kits.interview import interview, value

from cfdiag.interview.items import is_settled, new_item, removed_items, with_extra


def listing(ids: dict[str, str], **more: object):
    return msgspec.structs.replace(interview(), items={"things": ids}, **more)


def test_the_next_id_is_above_every_one_there_is():
    assert new_item(listing({"own": "Own"}), "things", "A").item == "i1"
    assert new_item(listing({"i1": "A", "i2": "B"}), "things", "C").item == "i3"
    assert new_item(listing({"i7": "A", "i2": "B"}), "things", "C").item == "i8"
    assert new_item(listing({"ix": "A", "i": "B"}), "things", "C").item == "i1"


@pytest.mark.parametrize("where", ["answers", "set_aside"])
def test_an_id_that_only_answers_still_name_is_not_given_again(where: str):
    # The list was written anew by another program: the answers about its old items stand there still.
    iv = listing({"i1": "A"}, **{where: {"things/i4/t": value(2), "thingsome/i9/t": value(2)}})
    assert new_item(iv, "things", "B").item == "i5"


def test_an_id_that_was_removed_is_not_given_again_and_its_label_brings_it_back():
    iv = listing({"i1": "A"}, extra={"removed_items": {"things": {"i3": "Gone"}, "others": {"i9": "Else"}}})
    assert removed_items(iv, "things") == {"i3": "Gone"}
    assert new_item(iv, "things", "B").item == "i4"
    back = new_item(iv, "things", " gone ")
    assert (back.item, back.label) == ("i3", "gone")


def test_what_is_kept_about_a_section_leaves_all_else_alone():
    iv = listing({}, extra={"mine": 1, "items_settled": {"others": True}})
    settled = with_extra(iv, "items_settled", "things", True)
    assert settled.extra == {"mine": 1, "items_settled": {"others": True, "things": True}}
    assert is_settled(settled, "things")
    assert not is_settled(iv, "things")
    emptied = with_extra(with_extra(settled, "items_settled", "things", False), "items_settled", "others", {})
    assert emptied.extra == {"mine": 1}
