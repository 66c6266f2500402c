"""Templates: Jinja's immutable sandbox over plain data, and each kind of text's own escaping."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import PurePath

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.ground.files import shipped
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale

PLAIN_SUFFIXES = frozenset(
    {".txt", ".csv", ".tsv", ".tex", ".json", ".yaml", ".yml", ".rst", ".adoc", ".org", ".typ"}
)
"""Templates of these kinds get the texts as they are; `.md` escapes for Markdown, all others for HTML."""


MARKDOWN_SUFFIXES: frozenset[str] = frozenset({".md", ".markdown"})


def template_suffix(name: str) -> str:
    """The end of a template's name without `.j2`, in small letters: `.html`; empty where it has none."""
    return PurePath(name.removesuffix(".j2").removesuffix(".jinja")).suffix.lower()


def template_kind(name: str) -> str:
    """`markdown`, `plain` or `html`, by the template's name without `.j2`."""
    suffix = template_suffix(name)
    if suffix in MARKDOWN_SUFFIXES:
        return "markdown"
    return "plain" if suffix in PLAIN_SUFFIXES else "html"


@lru_cache(maxsize=6)
def shipped_environment(language: str, kind: str) -> jinja2.Environment:
    """The shipped templates only, compiled once a process; what is our own needs no sandbox."""
    return _fitted(jinja2.Environment, language, kind)


def environment(language: str, kind: str, own: Mapping[str, str] | None = None) -> jinja2.Environment:
    """The sandbox for one kind of output.

    Args:
        language: of `_("…")` and `ngettext`.
        kind: `html`, `markdown` or `plain`.
        own: further templates by name, before the shipped ones.
    """
    return _fitted(ImmutableSandboxedEnvironment, language, kind, own)


def _fitted(
    of: type[jinja2.Environment], language: str, kind: str, own: Mapping[str, str] | None = None
) -> jinja2.Environment:
    loaders: list[jinja2.BaseLoader] = [jinja2.DictLoader(own)] if own else []
    made = of(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.FileSystemLoader(shipped("templates"))]),
        # For Markdown too: what is finalised and what macros give is marked as done, and not escaped twice.
        autoescape=kind != "plain",
        undefined=jinja2.StrictUndefined,
        finalize=_FINALIZE[kind],
        keep_trailing_newline=True,
    )
    words = locale_for(language)
    made.globals.update(_=_closure(words), ngettext=_plural(words))
    made.filters.update(px=pixels, literal=literal, raw=raw, css_string=css_string)
    return made


def fill_template(template: jinja2.Template, file: str, **values: object) -> str:
    """The output of a template.

    Raises:
        CfdiagError: `template`, with the line of the template.
    """
    try:
        return template.render(**values)
    except jinja2.TemplateError as error:
        raise template_fault(error, file) from error


def template_fault(error: Exception, file: str) -> CfdiagError:
    """The fault of a template, at the line that it has in the template (or in one that it includes)."""
    message, line = explain_template(error)
    return CfdiagError(Diagnostic(Code.TEMPLATE, message, Location(file, line, 1 if line else 0), HINT))


HINT = "docs/templates.md lists what a template can use"


def explain_template(error: BaseException) -> tuple[str, int]:
    """What a template's error says, and on which of its lines; 0 where that is not known."""
    first = (str(error).splitlines() or [""])[0]
    message = f"the template fails: {first or type(error).__name__}"
    line = getattr(error, "lineno", None) or 0
    trace = error.__traceback__
    while trace is not None:
        # Jinja rewrites tracebacks so that they name the template's own lines.
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return message, line


def _closure(words: Locale) -> Callable[..., str]:
    def translate(message: str, **values: object) -> str:
        return words(message, **values)

    return translate


def _plural(words: Locale) -> Callable[..., str]:
    def translate(one: str, many: str, n: float, **values: object) -> str:
        return words.plural(one, many, n, **values)

    return translate


def pixels(value: float) -> str:
    """A coordinate, no longer than it must be."""
    shown = f"{value:.1f}"
    return shown.removesuffix(".0") if shown != "-0.0" else "0"


def raw(value: str) -> Markup:
    """Text of ours that is markup already; in a template of somebody else only for Markdown."""
    return Markup(value)  # noqa: S704  only what the view and the renderer made


def css_string(value: str) -> Markup:
    """A text as a CSS string: everything but letters, digits and spaces as an escape."""
    body = "".join(
        c if (c.isalnum() and c.isascii()) or c == " " else f"\\{ord(c):06x} "
        for c in safe(value, keep_lines=False)
    )
    return Markup(f'"{body}"')  # noqa: S704  nothing but letters, digits, spaces and escapes is left


_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~@$^]|=(?==)|(?<==)=|!(?=\[)|&(?=[A-Za-z0-9#]+;?)")
_LINK = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")
_LINE_START = re.compile(r"^(\s*)([-+]|=(?!=)|\d+(?=[.)]))")


def markdown(value: object) -> object:
    """Text that Markdown shows as it is: escaped wherever it could begin markup, and on one line."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    out = _MARKUP.sub(lambda found: "\\" + found[0], re.sub(r"\s+", " ", safe(value)))
    out = _LINK.sub(lambda f: f"{f[1]}\\:" if f[1] else f"{f[3]}\\.", out)
    start = _LINE_START.match(out)
    if start:
        body = start[2]
        out = start[1] + (f"\\{body}" if body in "-+=" else f"{body}\\") + out[start.end() :]
    return Markup(out)  # noqa: S704  escaped above


def literal(value: str) -> Markup:
    """What people said, for Markdown: escaped like every text, whatever marks it as done already."""
    return Markup(markdown(str(value)))  # noqa: S704  escaped there


def _plain(value: object) -> object:
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_FINALIZE: dict[str, Callable[[object], object]] = {"html": _plain, "plain": _plain, "markdown": markdown}
