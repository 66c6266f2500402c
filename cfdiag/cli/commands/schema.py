"""`cfdiag schema`: the JSON Schema of a file format, for editors and other programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
import typer

from cfdiag.cli.console import out
from cfdiag.cli.exits import Exit
from cfdiag.formats.engagement import engagement_schema
from cfdiag.formats.questionnaire.table import questionnaire_schema
from cfdiag.ground.diagnostics import closest, fault
from cfdiag.model.interview import FORMAT as INTERVIEW_FORMAT
from cfdiag.model.interview import Interview
from cfdiag.model.result import FORMAT as RESULT_FORMAT
from cfdiag.model.result import Result

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _struct_schema(type_: Any, name: str, format_: str) -> dict[str, Any]:  # noqa: ANN401  a struct type
    """The schema of a format whose file is a struct, key for key."""
    schema = msgspec.json.schema(type_)
    schema["$defs"][type_.__name__]["properties"]["format"] = {"const": format_}
    required = schema["$defs"][type_.__name__].setdefault("required", [])
    if "format" not in required:
        required.insert(0, "format")
    return {"$schema": _DIALECT, "title": f"cfdiag {name}", **schema}


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "questionnaire": questionnaire_schema,
    "interview": lambda: _struct_schema(Interview, "interview", INTERVIEW_FORMAT),
    "engagement": engagement_schema,
    "result": lambda: _struct_schema(Result, "result", RESULT_FORMAT),
}


def command(
    name: Annotated[
        str, typer.Argument(metavar="[questionnaire|interview|engagement|result]", help="Which format.")
    ] = "questionnaire",
) -> Exit:
    """The JSON Schema of a file format, on stdout.

    An editor with a YAML plugin then completes keys and marks faults while you write: keep the schema
    beside the file and begin the file with the line
    `# yaml-language-server: $schema=questionnaire.schema.json`.

    \b
    Examples:
      cfdiag schema > questionnaire.schema.json
      cfdiag schema interview
    """
    if name not in SCHEMAS:
        raise fault(
            "wrong-option",
            f"there is no schema '{name}'",
            closest(name, SCHEMAS) or f"one of {', '.join(SCHEMAS)}",
        )
    out(msgspec.json.format(msgspec.json.encode(SCHEMAS[name]()), indent=2).decode())
    return Exit.DONE
