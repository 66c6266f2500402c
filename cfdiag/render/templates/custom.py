"""Templates of other people: plain data only, in the sandbox, in a child process with limits.

The sandbox keeps a template from Python's insides; it does not keep it from looping for ever or from
building a text of gigabytes. So it runs where it can be stopped.
"""

from __future__ import annotations

import sys

import msgspec

from cfdiag.ground.child import ChildFailedError, child
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.model.view import Report
from cfdiag.render.templates.environment import HINT, environment, explain_template, template_kind
from cfdiag.render.templates.finishing import finished
from cfdiag.render.templates.former_names import former_name

SECONDS = 15
OUTPUT_LIMIT = 20_000_000
MEMORY_LIMIT = 1 << 30
_SAID_LIMIT = 8 * OUTPUT_LIMIT
"""Bytes: in JSON a character takes six at most, and there is something around it."""


class Job(msgspec.Struct):
    """What the child is told."""

    source: str
    name: str
    language: str
    view: dict[str, object]


class RenderOutcome(msgspec.Struct):
    """What the child says: the text, or what is wrong on which line."""

    text: str = ""
    fault: str = ""
    line: int = 0
    hint: str = HINT


def render_own(view: Report, source: str, name: str) -> str:
    """The output of somebody's own template.

    Args:
        view: everything that the report shows.
        source: the template.
        name: its file name: `.md` escapes for Markdown, `.txt` and its like not at all, others for HTML.

    Raises:
        CfdiagError: `template`, with the template's line; or that it took too long or too much.
    """
    job = Job(source, name, view.language, msgspec.to_builtins(view))
    try:
        said = child(__name__, msgspec.json.encode(job), seconds=SECONDS, limit=_SAID_LIMIT)
    except ChildFailedError as error:
        if error.timed_out:
            raise _fault(f"the template takes longer than {SECONDS} seconds", name) from error
        raise _fault("the template needs too much memory or time", name) from error
    outcome = msgspec.json.decode(said, type=RenderOutcome)
    if outcome.fault:
        raise _fault(outcome.fault, name, outcome.line, outcome.hint)
    return finished(outcome.text, name)


def _fault(message: str, name: str, line: int = 0, hint: str = HINT) -> CfdiagError:
    return CfdiagError(Diagnostic(Code.TEMPLATE, message, Location(name, line, 1 if line else 0), hint))


def _limit() -> None:
    if sys.platform == "win32":  # pragma: no cover
        return
    import resource  # noqa: PLC0415  not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_SAID_LIMIT, _SAID_LIMIT))


def _render(job: Job) -> RenderOutcome:
    try:
        made = environment(job.language, template_kind(job.name), {job.name: job.source})
        former = former_name(made.parse(job.source))
        if former:
            said = f"the template uses {former.name}, which version 0.2 no longer has"
            return RenderOutcome("", said, former.line, f"{former.instead}; {HINT}")
        template = made.get_template(job.name)
        pieces, size = [], 0
        for piece in template.generate(view=job.view):
            size += len(piece)
            if size > OUTPUT_LIMIT:
                return RenderOutcome(fault=f"the template gives more than {OUTPUT_LIMIT // 1_000_000} MB")
            pieces.append(piece)
    except Exception as error:  # noqa: BLE001  whatever a stranger's template does is its own fault
        message, line = explain_template(error)
        return RenderOutcome(fault=message, line=line)
    return RenderOutcome(text="".join(pieces))


if __name__ == "__main__":
    _limit()
    sys.stdout.buffer.write(
        msgspec.json.encode(_render(msgspec.json.decode(sys.stdin.buffer.read(), type=Job)))
    )
