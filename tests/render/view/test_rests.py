"""How firm the choice is said to be: of one action and of several, in both languages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.result import ActionScore, Inputs, Privacy, Result
from cfdiag.render.plan_sentences import Planned, firmness_sentence
from cfdiag.render.view.rests import how_firm


def said(language: str, n: int, **firm: object) -> str:
    """Everything that is said of the first `n` actions."""
    actions = [
        ActionScore(
            id=f"a{rank}", kind="mend", title="", priority=1, need=1, impact=1, effort=1,
            horizon=30, owner="", **firm,
        )
        for rank in range(1, n + 1)
    ]  # fmt: skip
    three = [Planned(rank, action, []) for rank, action in enumerate(actions, 1)]
    result = Result(
        tool="",
        inputs=Inputs(interviews=9, unfinished=0),
        privacy=Privacy(min_group=5, min_comments=7, unmasked=False),
    )
    material = SimpleNamespace(words=locale_for(language), result=result)
    return " ".join(str(entry.text) for entry in how_firm(material, three).entries)


BY_AUTHOR = {"need_from": "author", "tier": "first", "firmness": 0.9}


@pytest.mark.parametrize(
    ("language", "n", "firm", "sentence"),
    [
        ("en", 1, BY_AUTHOR, "How much 1 is needed was judged by its author, not counted."),
        ("en", 2, BY_AUTHOR, "How much 1 and 2 are needed was judged by their author, not counted."),
        ("nl", 1, BY_AUTHOR, "Hoe nodig actie 1 is, schatte de auteur in; het volgt niet uit cijfers."),
        (
            "nl",
            2,
            BY_AUTHOR,
            "Hoe nodig acties 1 en 2 zijn, schatte de auteur in; het volgt niet uit cijfers.",
        ),
        (
            "nl",
            2,
            {"tier": "first", "firmness": 0.9},
            "zulke mensen zouden acties 1 en 2 bij minstens 90 van de 100",
        ),
        ("nl", 1, {"tier": "first", "firmness": 0.9}, "zulke mensen zou actie 1 bij 90 van de 100"),
        ("nl", 1, {}, "Over actie 1 zijn er te weinig antwoorden"),
        ("nl", 2, {}, "Over acties 1 en 2 zijn er te weinig antwoorden"),
        ("nl", 1, {"tier": "next"}, "De plaats van actie 1 ligt open"),
        ("nl", 2, {"tier": "next"}, "De plaatsen van acties 1 en 2 liggen open"),
    ],
)
def test_one_action_and_several_are_said_as_such(
    language: str, n: int, firm: dict[str, object], sentence: str
) -> None:
    assert sentence in said(language, n, **firm)


@pytest.mark.parametrize(
    ("firmness", "sentence"),
    [
        (1.0, "1 would be among the first three every time (100 of 100 repeats)."),
        (0.997, "1 would be among the first three in 99 of 100 repeats."),
    ],
)
def test_every_time_is_all_of_the_times(firmness: float, sentence: str) -> None:
    assert sentence in said("en", 1, tier="first", firmness=firmness)


@pytest.mark.parametrize(("firmness", "times"), [(0.0, "0"), (0.002, "1"), (0.997, "99"), (1.0, "100")])
def test_some_are_never_none_and_never_all(firmness: float, times: str) -> None:
    action = ActionScore(
        id="a", kind="mend", title="", priority=1, need=1, impact=1, effort=1, horizon=30, owner="",
        tier="later", firmness=firmness,
    )  # fmt: skip
    assert f"in {times} of 100 repeats" in firmness_sentence(action, locale_for("en"))
    assert locale_for("en").percent(firmness) == f"{times}%"
