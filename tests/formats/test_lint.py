"""Advice on content: given where it is deserved, silent where it is not, accepted in place."""

# ruff: noqa: E501  a case a row reads better than one broken over lines
from __future__ import annotations

import pytest
from kits.formats import BASE, changed, codes, examine, shown
from kits.golden import check

from cfdiag.formats.questionnaire.lint import CODES


def ask(wording: str, type_: str = "rating", extra: str = "", language: str = "en") -> list[str]:
    """Codes for a question with this wording."""
    scale = " scale: five, label: Short," if type_ == "rating" else ""
    question = f'      - {{id: extra, type: {type_},{scale} ask: "{wording}"{extra}}}\n'
    text = changed(
        ("  - id: points\n", question + "  - id: points\n"),
        ("version: 1.0.0", f"version: 1.0.0\nlanguage: {language}"),
    )
    found, diagnostics = examine(text)
    assert found is not None, shown(diagnostics)
    return codes(diagnostics)


TWENTY_FIVE = " ".join(["word"] * 25) + "?"


@pytest.mark.parametrize(
    ("wording", "type_", "language", "expected"),
    [
        (TWENTY_FIVE, "text", "en", []),
        ("one " + TWENTY_FIVE, "text", "en", ["long-question"]),
        ("one {{ organisation }} " + " ".join(["word"] * 23), "text", "en", []),
        ("How good are quality and price?", "rating", "en", ["two-questions"]),
        ("How good are products and services?", "rating", "en", []),
        ("What they hear moves between us and them.", "rating", "en", []),
        ("Prices are clear or explained.", "rating", "en", ["two-questions"]),
        ("Will they stay or leave?", "rating", "en", []),
        ("De prijs/kwaliteit klopt.", "rating", "nl", ["two-questions"]),
        ("Hoe gaan verkoop en levering?", "rating", "nl", ["two-questions"]),
        ("Hoe zijn de producten en diensten?", "rating", "nl", []),
        ("How good is it? And how dear?", "rating", "en", ["two-questions"]),
        ("How good is it and what does it cost?", "rating", "en", ["two-questions"]),
        ("Do you visit them, and do you call them?", "yes_no", "en", ["two-questions"]),
        ("Do you know that they listen and do not defend?", "yes_no", "en", []),
        ("We visit them and we call them.", "rating", "en", ["two-questions"]),
        ("We listen to what they want and need.", "rating", "en", []),
        ("We always listen.", "rating", "en", ["absolute-saying"]),
        ("Do we always listen?", "yes_no", "en", []),
        ("We call, with nothing to sell.", "rating", "en", []),
        ("Wij luisteren altijd.", "rating", "nl", ["absolute-saying"]),
        ("Wij komen langs zonder iets te verkopen.", "rating", "nl", []),
        ("They do not listen.", "rating", "en", ["negated-saying"]),
        ("They bring what we did not ask for.", "rating", "en", []),
        ("Zij luisteren niet.", "rating", "nl", ["negated-saying"]),
        ("Zij brengen wat wij niet vroegen.", "rating", "nl", []),
        ("When was that? What happened?", "text", "en", []),
        ("When was that? What happened? Who was there?", "text", "en", ["two-questions"]),
        ("What happened and who was there?", "text", "en", []),
        ("Hoe goed is het en wat kost het?", "rating", "nl", ["two-questions"]),
        ("Wij bellen hen en wij bezoeken hen.", "rating", "nl", ["two-questions"]),
        ("We never do nothing.", "rating", "en", ["double-negative"]),
        ("We don't leave without an agreement.", "rating", "en", ["double-negative"]),
        ("If not, why not?", "text", "en", []),
        ("We are not only fast, we never forget.", "rating", "en", ["absolute-saying"]),
        ("No promise was broken; none was forgotten.", "rating", "en", ["absolute-saying"]),
        ("Wij doen nooit niets.", "rating", "nl", ["double-negative"]),
        ("Niet alleen snel, maar ook nooit te laat.", "rating", "nl", ["absolute-saying"]),
        ("Don't you agree that it is good?", "yes_no", "en", ["leading-question"]),
        ("Vindt u niet dat het goed is?", "yes_no", "nl", ["leading-question"]),
        ("How satisfied are you?", "text", "en", ["leading-question"]),
        ("How satisfied or dissatisfied are you?", "text", "en", []),
        ("Who, as far as you know, decides?", "text", "en", []),
        ("Are you happy with it?", "yes_no", "en", ["leading-question"]),
        ("Are you happy or unhappy with it?", "yes_no", "en", []),
        ("Why do you like us?", "text", "en", ["leading-question"]),
        ("What do you like least?", "text", "en", []),
        ("Hoe tevreden bent u?", "text", "nl", ["leading-question"]),
        ("Hoe tevreden of ontevreden bent u?", "text", "nl", []),
        ("What do you fear they would say?", "text", "en", ["leading-question"]),
        ("When did you last lose time with us?", "text", "en", ["leading-question"]),
        ("How often do customers complain?", "number", "en", ["leading-question"]),
        ("Where did you have to wait?", "text", "en", ["leading-question"]),
        ("When were you last let down?", "text", "en", ["leading-question"]),
        ("Did you lose time with us? When?", "text", "en", []),
        ("When, if ever, did you lose time with us?", "text", "en", []),
        ("When did you last speak with us?", "date", "en", []),
        ("How many customers did we lose in twelve months?", "number", "en", []),
        ("Wanneer verloor u voor het laatst tijd bij ons?", "text", "nl", ["leading-question"]),
        ("Hoe vaak moest u wachten?", "number", "nl", ["leading-question"]),
        ("Wanneer had u voor het laatst last van ons?", "text", "nl", ["leading-question"]),
        ("Verloor u tijd bij ons? Wanneer?", "text", "nl", []),
        ("Wanneer sprak u ons voor het laatst?", "date", "nl", []),
        ("What, if anything, do you fear they would say?", "text", "en", []),
        ("What would you expect them to say?", "text", "en", []),
        ("What worries you most?", "text", "en", ["leading-question"]),
        ("Which worries, if any, should we know?", "text", "en", []),
        ("Why do our best customers love us?", "text", "en", ["leading-question"]),
        ("What would you love to see?", "text", "en", []),
        ("What do you regret about the change?", "text", "en", ["leading-question"]),
        ("What are you most afraid of?", "text", "en", ["leading-question"]),
        ("What do you do with regret in the team?", "text", "en", []),
        ("Wat vreest u dat zij zouden zeggen?", "text", "nl", ["leading-question"]),
        ("Waar ergert u zich aan?", "text", "nl", ["leading-question"]),
        ("Wat frustreert klanten?", "text", "nl", ["leading-question"]),
        ("Waar hebt u spijt van?", "text", "nl", ["leading-question"]),
        ("Waar bent u bang voor?", "text", "nl", ["leading-question"]),
        ("Is er iets waar u bang voor bent?", "text", "nl", []),
        ("Wat doen jullie als klanten boos zijn?", "text", "nl", []),
        ("Wat, als er iets is, ergert u?", "text", "nl", []),
        ("Wat zou u graag zien?", "text", "nl", []),
        ("Was vinden Sie nicht gut, und was nie?", "text", "de", ["yes-no-words"]),
    ],
)
def test_wordings(wording: str, type_: str, language: str, expected: list[str]) -> None:
    assert ask(wording, type_, language=language) == expected


def test_reverse_keyed_items_are_opposites() -> None:
    assert ask("We do not thank them.", extra=", reverse: true") == ["negated-reverse"]
    assert ask("Thanks are forgotten here.", extra=", reverse: true") == []


CASES = {
    "scale-labels": [("labels: {1: Poor, 5: Good}", "labels: {1: Poor}")],
    "nothing-to-compare": [
        ("for: [customer], ", ""), ("dimension: kept, ask", "dimension: kept, for: [internal], ask"),
        ('        when: sells == "yes"\n        ask: {internal: What will they say?, customer: How was the service?}',
         "        for: [internal]\n        ask: What will they say?"),
        ("importance: true", "importance: [internal]"), ("{id: role,", "{id: role, for: [internal],"),
        ("{id: touch,", "{id: touch, for: [internal],"),
    ],
    "unreachable-action": [("{buyer: Buyer,", "{buyer: {label: Buyer, points: 60},"), ("score.service < 50", "points.role < 50")],
    "never-asked": [("type: yes_no, dimension", "type: yes_no, for: [internal], dimension")],
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_structure(code: str) -> None:
    found, diagnostics = examine(changed(*CASES[code]))
    assert found is not None, shown(diagnostics)
    assert {d.severity for d in diagnostics} == {"warning"}
    check(f"formats/lint-{code}.txt", shown(diagnostics))


@pytest.mark.parametrize("code", CASES)
def test_accepted_at_the_top(code: str) -> None:
    text = changed(*CASES[code]).replace(
        "accept: {no-label: Short.}", f"accept: {{no-label: Short., {code}: Meant.}}"
    )
    assert codes(examine(text)[1]) == []


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("scale-labels", "{min: 1,", "{accept: {scale-labels: Meant.}, min: 1,"),
        ("unreachable-action", "because: [level]", "accept: {unreachable-action: Meant.}"),
        ("never-asked", "importance: true", "accept: {never-asked: Meant.}"),
    ],
)
def test_accepted_in_place(code: str, old: str, new: str) -> None:
    text = changed(*CASES[code])
    assert old in text
    assert codes(examine(text.replace(old, new))[1]) == []


def test_accepted_on_a_question() -> None:
    assert ask("Is it good? Is it cheap?", extra=", accept: {two-questions: Meant.}") == []
    assert ask("Is it good? Is it cheap?", extra=", accept: {long-question: Meant.}") == ["two-questions"]


@pytest.mark.parametrize(
    "place",
    ["internal: {", "five: {", "service: {", "  - id: first\n    ", "      - id: level\n        "],
    ids=["group", "scale", "dimension", "section", "question"],
)
def test_accepted_wherever_a_question_belongs(place: str) -> None:
    twice = ("What will they say?", "Is it good? Is it cheap?")
    assert codes(examine(changed(twice))[1]) == ["two-questions"]
    meant = "accept: {two-questions: Meant.}" + (", " if place.endswith("{") else place[place.index("\n") :])
    assert codes(examine(changed(twice, (place, place + meant)))[1]) == []


@pytest.mark.parametrize("place", ["customer: {", "kept: {", "  - id: points\n    "])
def test_not_accepted_where_the_question_does_not_belong(place: str) -> None:
    twice = ("What will they say?", "Is it good? Is it cheap?")
    meant = "accept: {two-questions: Meant.}" + (", " if place.endswith("{") else place[place.index("\n") :])
    assert codes(examine(changed(twice, (place, place + meant)))[1]) == ["two-questions"]


@pytest.mark.parametrize(
    ("wording", "word"),
    [("Notes do not get lost.", "not get"), ("We hope they don’t wait.", "don’t wait")],
)
def test_the_caret_stands_under_the_word_as_it_is_written(wording: str, word: str) -> None:
    text = changed(
        ("What will they say?", f'"{wording}"'),
    )
    (found,) = (d for d in examine(text)[1] if d.code == "negated-saying")
    line = text.splitlines()[found.location.line - 1]
    assert line[found.location.column - 1 :].startswith(word)


def test_the_ends_that_one_group_reads_are_compared_with_each_other() -> None:
    ends = "{1: {internal: Very poor, customer: Poor}, 5: {internal: Very good, customer: Very good}}"
    found = [d for d in examine(changed(("{1: Poor, 5: Good}", ends)))[1] if d.code == "unequal-anchors"]
    assert [d.message for d in found] == ["the scale 'five' leans: 'Poor' and 'Very good' (customer / en)"]


def test_ends_in_which_only_one_differs_by_group_are_compared_for_each() -> None:
    ends = "{1: Very poor, 5: {internal: Very good, customer: Good}}"
    found = [d for d in examine(changed(("{1: Poor, 5: Good}", ends)))[1] if d.code == "unequal-anchors"]
    assert [d.message for d in found] == ["the scale 'five' leans: 'Very poor' and 'Good' (customer / en)"]


def test_an_unknown_code_is_a_fault() -> None:
    found, diagnostics = examine(
        BASE.replace("accept: {no-label: Short.}", "accept: {no-label: Short., two-question: Meant.}")
    )
    assert found is None
    assert [(d.code, d.hint) for d in diagnostics] == [("unknown-code", "did you mean 'two-questions'?")]


def test_every_code_of_this_file_exists() -> None:
    assert set(CASES) < set(CODES)


def test_of_many_wordings_each_is_named() -> None:
    text = changed(
        ("title: How was it?", "title: {en: How was it?, nl: Hoe was het?}"),
        ("ask: Do you sell directly?", "ask: {en: Do you? Or not?, nl: Doet u dat? Of niet?}"),
    )
    found = [d for d in examine(text)[1] if d.code == "two-questions"]
    assert [d.message for d in found] == [
        "two questions in one (en)",
        "two questions in one (nl)",
    ]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("size > 2", {"size": "mean(size)"}),
        ("level < 3", {"level": "mean(level)"}),
        ('role == "buyer"', {"role": "share(role, buyer)"}),
        ('role in ["buyer", "champion"]', {"role": "share(role, buyer) + share(role, champion)"}),
        ('not ("speed" in themes)', {"themes": "share(themes, speed)"}),
        ("sells is answered", {"sells": "share(sells, yes) + share(sells, no)"}),
        ("seen is answered", {"seen": "days_since(seen)"}),
        ('group == "customer"', {"group": "n.customer > 0"}),
        ("dream is answered", {"dream": ""}),
        (
            "score.service < 50 or size > 2 or size / level > 3",
            {"size": "mean(size)", "level": "mean(level)"},
        ),
        ("mean(size) > 2 and share(role, buyer) > 0 and n.customer > 0 and days_since(seen) > 1", {}),
    ],
)
@pytest.mark.parametrize(
    ("old", "what"),
    [("when: score.service < 50", "action 'go'"), ('when: "share(role, buyer) > 0.5"', "finding 'seen_it'")],
)
def test_an_answer_by_its_id_in_a_rule(old: str, what: str, rule: str, told: dict[str, str]) -> None:
    found, diagnostics = examine(changed((old, "when: '" + rule.replace("'", "''") + "'")))
    assert found is not None, shown(diagnostics)
    accept = "; or say why it is meant: accept: {single-answer: …}"
    assert [(d.code, d.message, d.hint) for d in diagnostics] == [
        (
            "single-answer",
            f"of several interviews '{id_}' is not known, and the {what} asks for it",
            (f"write {instead}" if instead else "ask for what can be counted: a choice, a number or a date")
            + accept,
        )
        for id_, instead in told.items()
    ]


def test_yes_and_no_of_a_language_with_a_region_that_the_tool_speaks() -> None:
    text = changed(("version: 1.0.0", "version: 1.0.0\nlanguage: nl-BE"))
    assert codes(examine(text)[1]) == []


def test_options_of_a_set_that_many_share_are_named_once() -> None:
    row = "      - {id: q%d, type: choice, options: pace, ask: Wie?}\n"
    text = changed(
        ("sections:\n", "answer_sets: {pace: {fast: Fast, quick: ' fast'}}\nsections:\n"),
        ("  - id: points\n", row % 1 + row % 2 + "  - id: points\n"),
    )
    found = [d for d in examine(text)[1] if d.code == "same-label"]
    assert [d.message for d in found] == ["the options 'fast' and 'quick' of 'q1' are called the same"]
