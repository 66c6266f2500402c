"""The flags about who does the work: apart from the others, for these are read before any command is."""

from __future__ import annotations

from typing import Annotated

import typer

from cfdiag.api.scoring import ENGINES
from cfdiag.cli.flags import starting
from cfdiag.ground.choices import listed

Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="E",
        help=f"Who does the work: {listed(ENGINES)}, as in local[4] or sc://host:15002 (Spark Connect).",
        autocompletion=starting(ENGINES),
    ),
]
EngineTimeout = Annotated[
    float,
    typer.Option(
        "--engine-timeout",
        metavar="SECONDS",
        min=1,
        help="With --engine: give up where nothing has moved for so long.",
    ),
]
