"""The JSON Schema of a file format.

Listed: 74, Write your own
"""

from typing import Annotated

import typer

from cfdiag.api.authoring import SCHEMAS
from cfdiag.cli.console import out_json
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import starting
from cfdiag.ground.choices import known_one
from cfdiag.ground.codes import Code


def command(
    name: Annotated[
        str,
        typer.Argument(
            metavar=f"[{'|'.join(SCHEMAS)}]", help="Which format.", autocompletion=starting(SCHEMAS)
        ),
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
    known_one(name, SCHEMAS, Code.WRONG_OPTION, f"there is no schema '{name}'")
    out_json(SCHEMAS[name](), indent=2)
    return Exit.DONE
