"""Texts as templates: parsed when read, so that nothing strange is ever rendered."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import Environment, TemplateSyntaxError, nodes

from cfdiag.ground.diagnostics import closest
from cfdiag.rules.say import is_template

FILTERS = ("default", "d", "upper", "lower", "title", "capitalize", "join", "trim")

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Const,
    nodes.CondExpr,
    nodes.Concat,
    nodes.List,
    nodes.Tuple,
    nodes.EvalContext,
)


def template_faults(wording: str, names: Iterable[str]) -> list[tuple[str, str, str]]:
    """What is wrong with a text: `(message, hint, the word it is about)` each."""
    if not is_template(wording):
        return []
    environment = Environment(autoescape=True)  # it renders nothing
    try:
        tree = environment.parse(wording)
    except TemplateSyntaxError as error:
        message = (error.message or "").split(". ")[0].split(" at ")[0].rstrip(".")
        return [(f"this is no text that can be filled in: {message}", "such as {{ organisation }}", "{")]
    except RecursionError:
        return [("the text is nested too deeply", "write it more simply", "{")]
    known = list(names)
    found: list[tuple[str, str, str]] = []
    stack: list[nodes.Node] = [tree]
    while stack:
        node = stack.pop()
        found.extend(_fault(node, known))
        stack.extend(node.iter_child_nodes())
    return found


def _fault(node: nodes.Node, known: list[str]) -> list[tuple[str, str, str]]:
    if isinstance(node, nodes.Name):
        if node.name in known:
            return []
        hint = closest(node.name, known) or "organisation, item, respondent, account, or the id of a question"
        return [(f"nothing is called '{node.name}'", hint, node.name)]
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        hint = closest(node.name, FILTERS) or f"filters: {', '.join(FILTERS)}"
        return [(f"the filter '{node.name}' is not known", hint, node.name)]
    if isinstance(node, nodes.Test) and node.name not in ("defined", "undefined"):
        return [(f"the test 'is {node.name}' is not known in texts", "write {% if name %}", node.name)]
    if isinstance(node, (*_ALLOWED, nodes.Test, nodes.Filter)):
        return []
    kind = type(node).__name__.lower()
    return [(f"'{kind}' is not read in texts", "texts take names and {% if %}", "{")]
