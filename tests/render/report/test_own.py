from __future__ import annotations

from pathlib import Path

import pytest
from kits.batch import Desk
from kits.command import at_desk
from kits.report_builders import build_view, engagement, setting
from kits.report_pages import made

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import shipped
from cfdiag.ground.marks import LAST_LINE
from cfdiag.render.pages import PAGES
from cfdiag.render.report import PAGE_KIND, REPORT_FORMATS, Target
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
    assert custom.render_own(view, source, "mine.html.j2") == f"Summary: A &lt;b&gt; &amp; C\n{LAST_LINE}\n"
    assert custom.render_own(view, source, "mine.md") == f"Summary: A \\<b\\> & C\n\n{LAST_LINE}\n"
    assert custom.render_own(view, source, "mine.unknown") == "Summary: A &lt;b&gt; &amp; C"


@pytest.mark.parametrize("ending", ["html", "HTM", "md", "markdown"])
def test_what_is_a_page_by_its_name_says_at_its_end_who_made_it(view, ending):
    assert custom.render_own(view, "  one\n", f"t.{ending}.j2").splitlines()[-1] == LAST_LINE


@pytest.mark.parametrize("ending", [".ics", ".toml", ".js", ".css", ".svg", ".unknown", ""])
def test_of_another_kind_nothing_is_added_that_might_be_no_comment_there(view, ending):
    assert custom.render_own(view, "  one\n", f"t{ending}.j2") == "  one\n"


def test_a_template_may_use_the_shipped_pieces(view):
    source = (
        "{% from 'parts.html.j2' import table %}{% for s in view.sections if s.id == 'method' %}"
        "{% for b in s.blocks if b.kind == 'table' %}{{ table(b) }}{% endfor %}{% endfor %}"
    )
    assert "<caption" in custom.render_own(view, source, "mine.html")


@pytest.mark.parametrize("format_", ["html", "markdown"])
@pytest.mark.parametrize("page", ["", *PAGES])
def test_a_shipped_template_that_was_copied_gives_the_same(format_, page):
    report, kind = made(), PAGE_KIND[format_]
    file = f"pages/{page}.{kind}.j2" if page else f"report.{kind}.j2"
    source = (shipped("templates") / file).read_text(encoding="utf-8")
    own = custom.render_own(report, source, f"mine.{kind}.j2")
    given = REPORT_FORMATS[format_](report, Target(page)).data.decode()
    assert own == given


OF_0_1 = Path(__file__).parents[2] / "data" / "0.1" / "templates"


@pytest.mark.parametrize(
    "name",
    [
        "customer-letter.html.j2", "customer-letter.md.j2", "first-visit.html.j2", "panel-run-sheet.html.j2",
    ],
)  # fmt: skip
def test_a_template_of_0_1_that_asks_for_what_is_still_there_renders(name):
    report = made()
    page, kind, _ = name.split(".")
    own = custom.render_own(report, (OF_0_1 / name).read_text(encoding="utf-8"), name)
    format_ = "markdown" if kind == "md" else "html"
    now = REPORT_FORMATS[format_](report, Target(page)).data.decode()
    assert own == now


@pytest.mark.parametrize("name", ["handover-brief.html.j2", "handover-brief.md.j2", "territory-plan.md.j2"])
def test_a_template_of_0_1_of_a_page_that_says_more_now_renders(name):
    own = custom.render_own(made(), (OF_0_1 / name).read_text(encoding="utf-8"), name)
    assert "Borealis Housing" in own
    assert "promise overdue for 23 days" in own


PARTS = "has section(s), and block(b) for each kind of block"
SUMMARY = (
    "write {% for s in view.sections if s.id == 'summary' %}{{ section(s) }}{% endfor %}, or go through the "
    "blocks of s"
)
REFUSED = {
    "report.html.j2": (2, "'sections.html.j2'", f"'parts.html.j2' {PARTS}"),
    "report.md.j2": (1, "'sections.md.j2'", f"'parts.md.j2' {PARTS}"),
    **dict.fromkeys(
        ("manager-page.html.j2", "manager-page.md.j2"),
        (4, "'view.summary'", SUMMARY),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_template_of_0_1_that_asks_for_what_went_is_told_what_stands_for_it(view, name):
    line, former, instead = REFUSED[name]
    with pytest.raises(CfdiagError) as caught:
        custom.render_own(view, (OF_0_1 / name).read_text(encoding="utf-8"), name)
    (found,) = caught.value.diagnostics
    assert (str(found.location), found.message, found.hint) == (
        f"{name}:{line}:1",
        f"the template uses {former}, which version 0.2 no longer has",
        f"{instead}; docs/templates.md lists what a template can use",
    )


@pytest.mark.parametrize(
    ("source", "former"),
    [
        ("{{ view.decisions[0].hours }}", "'view.decisions'"),
        ("{{ view['scorecard'].lead }}", "'view.scorecard'"),
        (
            "{% for c in view.contents %}{{ view[c.id].title }}{% endfor %}",
            "'view[…]' with the id of a section",
        ),
        ("{% from 'parts.html.j2' import long_table %}", "the macro 'long_table'"),
    ],
)
def test_every_name_that_went_is_known(view, source, former):
    _, message = fault(view, source)
    assert message == f"the template uses {former}, which version 0.2 no longer has"


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


@pytest.mark.parametrize(("page", "kind"), [("", "html"), ("board", "md"), ("to-all", "html")])
def test_a_copy_gives_the_same_bytes_by_the_command_too(capsys, monkeypatch, tmp_path, page, kind):
    desk = Desk(tmp_path)
    desk.many(8)
    call = at_desk(capsys, monkeypatch, tmp_path)
    file = f"pages/{page}.{kind}.j2" if page else f"report.{kind}.j2"
    (tmp_path / f"house.{kind}.j2").write_bytes((shipped("templates") / file).read_bytes())
    format_ = ("--format", "markdown" if kind == "md" else "html", "-q", "--date", "2026-11-26")
    ours = call("report", "in", *(("--template", page) if page else ()), *format_)
    own = call("report", "in", "--template", f"house.{kind}.j2", *format_)
    assert (ours.code, own.code) == (0, 0), own.err
    assert own.out == ours.out
