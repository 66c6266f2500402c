"""A text that repeats an answer that may be missing is told of, unless something covers it."""

from __future__ import annotations

import pytest
from kits.formats import changed, codes, examine, shown

ROLE = "      - {id: dream, type: text, for: [customer], ask: "


@pytest.mark.parametrize(
    ("ask", "warned"),
    [
        ('"You are {{ role }}?"', True),
        ("\"You are {{ role | default('somebody') }}?\"", False),
        ('"You are {{ role }}?", when: role is answered', False),
        ('"You are {{ role }}?", when: role == "buyer"', False),
        ('"You are {{ role }}?", when: not (role == "buyer")', False),
        ('"You are {{ role }}?", when: size > 3', True),
        ('"You are {{ role }}?", when: size > 3 and role == "buyer"', False),
        ('"You are {{ role }}?", when: size > 3 or role == "buyer"', True),
        ('"You are {{ role }}?", when: role is not answered', True),
        ('"{% if role is answered %}You are {{ role }}?{% else %}Who?{% endif %}"', False),
        ('"{% if size > 3 %}You are {{ role }}?{% endif %}"', True),
        ("\"About {{ themes | join(' and ') }}?\"", True),
        ('"What would {{ organisation }} and {{ respondent }} do?"', False),
    ],
)
def test_repeated_answers(ask: str, *, warned: bool) -> None:
    text = changed((f'{ROLE}"What would {{{{ organisation }}}} do?"}}', f"{ROLE}{ask}}}"))
    found, diagnostics = examine(text)
    assert found is not None, shown(diagnostics)
    assert ("open-answer" in codes(diagnostics)) is warned


def test_a_required_answer_is_there_and_a_section_can_cover_its_intro() -> None:
    repeated = changed(("    title: Points\n", '    title: Points\n    intro: "You are {{ role }}."\n'))
    assert "33:24: warning: the answer to 'role' may be missing here" in shown(examine(repeated)[1])
    required = repeated.replace("options: {buyer", "required: true, options: {buyer")
    assert "open-answer" not in codes(examine(required)[1])
    covered = repeated.replace("    title: Points\n", '    title: Points\n    when: role == "buyer"\n')
    assert "open-answer" not in codes(examine(covered)[1])


def test_ratings_have_short_names() -> None:
    found = examine(changed(("accept: {no-label: Short.}\n", "")))[1]
    assert "the rating 'level' has no short name" in shown(found)
    assert "'touch'" not in shown([d for d in found if d.code == "no-label"])  # its items are its names
    assert "no-label" not in codes(
        examine(
            changed(
                ("accept: {no-label: Short.}\n", ""),
                ("        type: rating\n", "        type: rating\n        label: The level\n"),
            )
        )[1]
    )
