"""What templates written for 0.1 may ask for that is no longer there, and what stands for it now."""

from __future__ import annotations

from typing import NamedTuple

from jinja2 import nodes


class FormerName(NamedTuple):
    """A name that went, where the template uses it, and what to write instead."""

    name: str
    line: int
    instead: str


_A_SECTION = (
    "write {{% for s in view.sections if s.id == '{id}' %}}{{{{ section(s) }}}}{{% endfor %}}, "
    "or go through the blocks of s"
)
_SECTIONS = (
    "summary", "scorecard", "perception", "importance", "breakdown", "actions", "accounts", "unknowns",
    "baseline", "counts", "voices", "method",
)  # fmt: skip

_OF_THE_VIEW = {
    **{id_: _A_SECTION.format(id=id_) for id_ in _SECTIONS},
    "decisions": "the board page shows the three things to do: --template board",
}
_ANY_SECTION = "write {% for s in view.sections %}{{ section(s) }}{% endfor %}"
_FILES = {
    f"sections.{kind}.j2": f"'parts.{kind}.j2' has section(s), and block(b) for each kind of block"
    for kind in ("html", "md")
}
_MACROS = {"long_table": "block(b) draws a table, folded where it is long"}


def former_name(template: nodes.Template) -> FormerName | None:
    """The first name of 0.1 that a template uses and that is gone; None where there is none."""
    found = [*_of_the_view(template), *_imported(template)]
    return min(found, key=lambda each: each.line, default=None)


def _of_the_view(template: nodes.Template) -> list[FormerName]:
    asked = [
        *((node.node, node.attr, node.lineno) for node in template.find_all(nodes.Getattr)),
        *((node.node, _constant(node.arg), node.lineno) for node in template.find_all(nodes.Getitem)),
    ]
    found = []
    for holder, key, line in asked:
        if not isinstance(holder, nodes.Name) or holder.name != "view":
            continue
        if key is None:  # as the report of 0.1 went from its contents to its sections
            found.append(FormerName("'view[…]' with the id of a section", line, _ANY_SECTION))
        elif key in _OF_THE_VIEW:
            found.append(FormerName(f"'view.{key}'", line, _OF_THE_VIEW[key]))
    return found


def _constant(node: nodes.Node) -> str | None:
    return str(node.value) if isinstance(node, nodes.Const) else None


def _imported(template: nodes.Template) -> list[FormerName]:
    asked = [(node.template, node.lineno) for node in template.find_all(nodes.Import)]
    asked += [(node.template, node.lineno) for node in template.find_all(nodes.FromImport)]
    asked += [(node.template, node.lineno) for node in template.find_all(nodes.Include)]
    files = [(_constant(file), line) for file, line in asked]
    found = [FormerName(f"'{file}'", line, _FILES[file]) for file, line in files if file in _FILES]
    for node in template.find_all(nodes.FromImport):
        names = [name if isinstance(name, str) else name[0] for name in node.names]
        found += [FormerName(f"the macro '{n}'", node.lineno, _MACROS[n]) for n in names if n in _MACROS]
    return found
