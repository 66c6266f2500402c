"""Texts filled in: names, neutral words, answers, and nothing dangerous."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cfdiag.formats.questionnaire.templates import template_faults
from cfdiag.model.expression import UNKNOWN
from cfdiag.model.text import Text, plain
from cfdiag.rules.say import NAMED_IN_TEXTS, fill, say
from cfdiag.rules.wording import MAX_WORDING

ORGANISATION = Text(
    {"": {"en": "How does {{ organisation }} do?", "nl": "Hoe doet {{ organisation }} het?"}}, "en"
)


def test_names_are_filled_in() -> None:
    assert say(ORGANISATION, "en", organisation="Alice GmbH") == "How does Alice GmbH do?"


def test_a_missing_or_empty_name_gets_neutral_words() -> None:
    assert say(ORGANISATION, "en") == "How does your organisation do?"
    assert say(ORGANISATION, "en", organisation="") == "How does your organisation do?"
    assert say(ORGANISATION, "en", organisation=None) == "How does your organisation do?"
    assert "{{" not in say(ORGANISATION, "nl")
    assert "your" not in say(ORGANISATION, "nl")


def test_no_text_says_nothing() -> None:
    assert say(None, "en") == ""


def test_wordings_by_group() -> None:
    text = Text({"a": {"en": "We: {{ item }}"}, "b": {"en": "They: {{ item }}"}}, "en")
    assert say(text, "nl", "b", item="invoice") == "They: invoice"


def test_answers_by_id_and_conditions() -> None:
    text = plain("{% if size %}With {{ size }} people{% else %}Alone{% endif %}: {{ tools | join(' + ') }}")
    assert say(text, "en", size=3, tools=["a", "b"]) == "With 3 people: a + b"
    assert say(text, "en") == "Alone: "


def test_markup_is_not_escaped_for_the_terminal() -> None:
    assert say(ORGANISATION, "en", organisation="A & <B>") == "How does A & <B> do?"


@pytest.mark.parametrize("wording", ["a { b } c", "100 {", "}}"])
def test_braces_alone_are_text(wording: str) -> None:
    assert say(plain(wording), "en") == wording


@pytest.mark.parametrize(
    "wording",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ organisation.__class__.__init__.__globals__ }}",
        "{{ ''.format.__globals__ }}",
        "{{ 1 / 0 }}",
        "{{ broken",
        "{{ x | nofilter }}",
    ],
)
def test_what_cannot_or_must_not_render_reveals_nothing_and_does_not_fail(wording: str) -> None:
    said = say(plain(wording), "en", organisation="A")
    assert said in ("", wording)


def test_what_is_filled_in_is_never_a_template_itself() -> None:
    assert say(ORGANISATION, "en", organisation="{{ 7 * 7 }}") == "How does {{ 7 * 7 }} do?"


def test_objects_come_as_text_only() -> None:
    class Secret:
        token = "s3cret"  # noqa: S105

        def __str__(self) -> str:
            return "shown"

    assert fill("{{ item }} {{ item.token }}", "en", {"item": Secret()}).strip() == "shown"


@pytest.mark.parametrize("name", NAMED_IN_TEXTS)
def test_every_name_has_neutral_words_in_dutch(name: str) -> None:
    assert "{" not in say(plain("{{ " + name + " }}"), "nl")


@pytest.mark.parametrize(
    ("wording", "context", "said"),
    [
        ('Dear {{ respondent | default("Sir or Madam") }},', {}, "Dear Sir or Madam,"),
        ('Dear {{ respondent | default("Sir or Madam") }},', {"respondent": "Ada"}, "Dear Ada,"),
        ("{{ organisation }} and {{organisation}}", {}, "Your organisation and your organisation"),
        ("{{ themes }}", {"themes": ["Price", "Speed"]}, "Price, Speed"),
        ("{{ themes | join(' / ') }}", {"themes": ["Price", "Speed"]}, "Price / Speed"),
        ("{{ themes | join(' / ') }}", {"themes": "Price"}, "Price"),
        ("{{ about.label }}: {{ about.n }}", {"about": {"label": "Invoices", "n": 4}}, "Invoices: 4"),
        ("{% if a %}1{% elif b %}2{% else %}3{% endif %}", {"a": "x"}, "1"),
        ("{% if a %}1{% elif b %}2{% else %}3{% endif %}", {"b": "x"}, "2"),
        ("{% if a %}1{% elif b %}2{% else %}3{% endif %}", {}, "3"),
        ("{% if not a %}1{% endif %}", {}, ""),  # unknown is neither true nor false
        ("{% if a is answered %}1{% else %}2{% endif %}", {}, "2"),
        ("{% if a == 'x' and (b > 2 or c in ['y']) %}1{% endif %}", {"a": "x", "c": "y", "b": 1}, "1"),
        ("{% if a %}{% if b %}{{ b }}{% endif %}!{% endif %}", {"a": "x", "b": "y"}, "y!"),
    ],
)
def test_what_is_said(wording: str, context: dict[str, object], said: str) -> None:
    assert fill(wording, "en", context) == said


def test_conditions_ask_the_answer_as_it_was_given() -> None:
    class Given:
        def name(self, path: tuple[str, ...]) -> object:
            return "yes" if path == ("sells",) else UNKNOWN

        def call(self, function: str, arguments: tuple[object, ...]) -> object:
            return UNKNOWN

    text = plain('{% if sells == "yes" %}You said {{ sells }}.{% endif %}')
    assert say(text, "en", "", "inside", Given(), sells="Ja") == "You said Ja."


_names = st.sampled_from(["organisation", "a", "b", "many", "about.label"])
_filters = st.sampled_from(["", "", " | default('x')", ' | join(", ")'])
_conditions = st.sampled_from(
    ["a", "not a", "a == 'x'", "b > 2 and a", "many is answered", "'p' in many or a"]
)
_words = st.text(alphabet=st.sampled_from("ab {}%#'\"\n|"), max_size=12)
_texts = st.recursive(
    st.one_of(_words, st.builds("{{{{ {}{} }}}}".format, _names, _filters)),
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, _conditions, inner, inner),
        st.builds(
            "{{% if {} %}}{}{{% elif {} %}}{}{{% endif %}}".format, _conditions, inner, _conditions, inner
        ),
    ),
    max_leaves=30,
)
_LONG = {"a": "x" * 200_000, "b": 3, "many": ["y" * 9_000] * 200, "about": {"label": "z" * 50_000}}


@given(_texts)
@example("{{ a }}" * 20)
@example("{{ many | join('" + "-" * 15_000 + "') }}")
@example("{% if a %}" * 5 + "{{ a }}" + "{% endif %}" * 5)
def test_whatever_the_check_passes_is_said_at_once_and_in_little_room(wording: str) -> None:
    """In 50 ms of the processor, one megabyte, 20,000 characters."""
    known = ("organisation", "a", "b", "many", "about.label")
    if list(template_faults(wording, known, lambda name: name == "many")):
        return
    fill(wording, "en", _LONG)  # what is read once and kept
    tracemalloc.start()
    begun = time.thread_time()
    said = fill(wording, "en", _LONG)
    spent = time.thread_time() - begun
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(said) <= MAX_WORDING
    assert peak < 1_000_000
    assert spent < 0.05
    assert "{{ organisation" not in said


@pytest.mark.parametrize(
    ("wording", "message"),
    [
        ('{{ "aaaaaaaaaa"|join("aaaaaaaaaa") }}', 'this is no name: \'"aaaaaaaaaa"|join("aaaaaaaaaa")\''),
        ("{{ a | join('x') | join('y') }}", "one filter stands behind a name, and nothing behind it"),
        ("{% if dream %}" * 30 + "{% endif %}" * 30, "nested deeper than 5 levels"),
        ("{% if " + "not " * 100 + "a %}x{% endif %}", "nested deeper than 20 levels"),
        ("{% if not not a %}x{% endif %}", "'not not' says nothing"),
        (
            "{% if " + "(" * 300 + "a" + ")" * 300 + " %}x{% endif %}",
            "nested deeper than 20 levels",
        ),
        ("{{ a }}" * 21, "more than 20 names and branches in one text"),
        ("{{ a }}" * 100_000, "the text is longer than 20,000 characters"),
        ("{{" * 9_000, "the text has no '}}' after this '{{'"),
        ("{% if a %}x", "an {% if … %} without its {% endif %}"),
        ("x{% endif %}", "{% endif %} without an {% if … %} before it"),
        ("{% if a %}x{% else %}y{% else %}z{% endif %}", "{% else %} without an {% if … %} before it"),
        ("{% if a %}x{% else b %}y{% endif %}", "nothing stands behind 'else'"),
        ("{{ a | default(b) }}", "default takes a text in quotes"),
        ("{{ a | upper }}", "the filter 'upper' is not known"),
        ("{# hidden #}{{ a }}", "a comment is not read in texts"),
        ("{{ a.b(1) }}", "'(1)' is not read after a name"),
        ("{{ a | join(', ') }}", "'a' is no list to join"),
        ("{{ a.__class__ }}", "nothing is called 'a.__class__'"),
    ],
)
def test_what_is_not_read_in_a_text(wording: str, message: str) -> None:
    found = list(template_faults(wording, ("a", "dream"), lambda _: False))
    assert message in [fault[0] for fault in found]
