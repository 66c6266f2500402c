"""What the commands about a person share."""

from pathlib import Path
from typing import Annotated

import typer

PersonName = Annotated[
    str,
    typer.Argument(metavar="NAME", help="The full name, or the id of an interview of an anonymous group."),
]
EngagementFolder = Annotated[
    Path, typer.Argument(metavar="[DIR]", help="The engagement's folder; else this one.", show_default=False)
]
