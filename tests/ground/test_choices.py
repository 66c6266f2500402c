"""A value that must be one of some names."""

import pytest

from cfdiag.ground.choices import choose, listed
from cfdiag.ground.diagnostics import CfdiagError


def test_a_list_in_words():
    assert [listed(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a or b", "a, b or c"]


@pytest.mark.parametrize("value", ["", "html", "pdf"])
def test_one_of_them_or_none_is_taken(value):
    assert choose("--format", value, ["html", "pdf"]) == value


@pytest.mark.parametrize(("value", "hint"), [("htlm", "did you mean 'html'?"), ("x", "choose html or pdf")])
def test_another_gets_to_hear_which_there_are(value, hint):
    with pytest.raises(CfdiagError) as caught:
        choose("--format", value, ["html", "pdf"])
    (said,) = caught.value.diagnostics
    assert (said.code, said.message, said.hint) == ("wrong-option", f"--format cannot be '{value}'", hint)
