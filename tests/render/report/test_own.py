from __future__ import annotations

import pytest
from kits.report_builders import build_view, engagement, setting

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.render.templates import custom


@pytest.fixture(scope="module")
def view():
    result, questionnaires, remarks = engagement(hostile="<b>")
    return build_view(result, questionnaires, remarks, [], setting(client="A <b> & C"))


def fault(view, source, name="mine.txt"):
    with pytest.raises(CfdiagError) as caught:
        custom.render_own(view, source, name)
    (diagnostic,) = caught.value.diagnostics
    return str(diagnostic.location), diagnostic.message


def test_a_template_gets_the_view_in_its_own_kind_of_text(view):
    source = "{{ _('Summary') }}: {{ view.cover.client }}"
    assert custom.render_own(view, source, "mine.txt") == "Summary: A <b> & C"
    assert custom.render_own(view, source, "mine.html.j2") == "Summary: A &lt;b&gt; &amp; C"
    assert custom.render_own(view, source, "mine.md") == "Summary: A \\<b\\> \\& C"
    assert custom.render_own(view, source, "mine.unknown") == "Summary: A &lt;b&gt; &amp; C"


def test_a_template_may_use_the_shipped_pieces(view):
    source = "{% from 'parts.html.j2' import table %}{{ table(view.method.table) }}"
    assert "<caption" in custom.render_own(view, source, "mine.html")


def test_a_fault_names_its_line(view):
    assert fault(view, "one\n{{ view.cover.client }}\n{{ view.nothing }}") == (
        "mine.txt:3:1",
        "the template fails: 'dict object' has no attribute 'nothing'",
    )
    assert fault(view, "one\n{% for x in %}") == (
        "mine.txt:2:1",
        "the template fails: Expected an expression, got 'end of statement block'",
    )
    assert fault(view, "\n\n{{ 1 / 0 }}") == ("mine.txt:3:1", "the template fails: division by zero")
    assert fault(view, "{% include 'absent.html' %}") == ("mine.txt:1:1", "the template fails: absent.html")


@pytest.mark.parametrize(
    "source",
    [
        "{{ view.__class__.__mro__ }}",
        "{{ _.__globals__ }}",
        "{{ view.cover.update({'client': 1}) }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ '{0.__class__}'.format(view) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% include '../../etc/passwd' %}",
    ],
)
def test_the_sandbox_holds(view, source):
    place, message = fault(view, source)
    assert place == "mine.txt:1:1"
    assert message.startswith("the template fails: ")


def test_translations_cannot_reach_into_values(view):
    assert custom.render_own(view, "{{ _('{x.__class__}', x=view) }}", "mine.txt") == "{x.__class__}"


def test_a_template_without_end_is_stopped(view, monkeypatch):
    monkeypatch.setattr(custom, "SECONDS", 1)
    source = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    assert fault(view, source) == ("mine.txt", "the template takes longer than 1 seconds")


def test_a_template_that_wants_gigabytes_is_stopped(view):
    place, message = fault(view, "{{ 'x' * 3000000000 }}")
    assert place.startswith("mine.txt")
    assert message in ("the template fails: MemoryError", "the template needs too much memory or time")


def test_too_much_output_is_refused(view):
    source = "{% for a in range(90000) %}{{ 'x' * 1000 }}\n{% endfor %}"
    assert fault(view, source) == ("mine.txt", "the template gives more than 20 MB")
