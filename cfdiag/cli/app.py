"""The command line itself: the commands of the folder beside it, imported when they are called."""

import itertools
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any

import msgspec
import typer
from typer.core import TyperGroup

from cfdiag.cli.console import leave_output, print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.standard_input import read_once
from cfdiag.ground.addresses import shown_text
from cfdiag.ground.diagnostics import CfdiagError, closest
from cfdiag.ground.files import cannot
from cfdiag.ground.folder import Folder


class CommandGroup(msgspec.Struct, frozen=True):
    """A command that has commands of its own: one file each in a folder."""

    package: str
    help: str


COMMANDS: Folder[Callable[..., Any] | CommandGroup] = Folder("cfdiag.cli.commands", "command")
"""`{name: its function}`: one file each."""

HELP = """Interview insiders and customers, score both, and render a plan that shows its evidence.

Start here: `cfdiag demo` shows everything on a fictional engagement; `cfdiag interview` begins a real one.
"""


_HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}
_OfTyper = Any
"""Typer carries click inside it and gives its types no public name."""


class ReaderGoneError(Exception):
    """Nobody reads our output any more (`cfdiag list | head -1`): nothing is wrong with us."""


class LazyGroup(TyperGroup):
    """A group that imports a command when it is called, so that starting up stays cheap."""

    def list_commands(self, ctx: _OfTyper) -> list[str]:
        """The names, in the order of `--help`."""
        from cfdiag.cli.listing import listings

        del ctx
        return [each.name for each in listings()]

    def get_command(self, ctx: _OfTyper, cmd_name: str) -> _OfTyper:
        """The command, imported now."""
        del ctx
        return _command(cmd_name) if cmd_name in COMMANDS else None

    def invoke(self, ctx: _OfTyper) -> _OfTyper:
        """As usual; a reader of our output that has gone is told apart from other faults."""
        try:
            result = super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error
        try:
            # Now and not at exit: there a reader that has gone would be told of with a trace.
            sys.stdout.flush()
        except BrokenPipeError:
            leave_output()
        return result

    def format_commands(self, ctx: _OfTyper, formatter: _OfTyper) -> None:
        """The commands in `--help`, by group: no command is imported for it."""
        from cfdiag.cli.listing import listings

        del ctx
        for title, group in itertools.groupby(listings(), lambda each: each.group):
            with formatter.section(title):
                formatter.write_dl([(each.name, each.line) for each in group])

    def resolve_command(self, ctx: _OfTyper, args: list[str]) -> _OfTyper:
        """As usual, with a suggestion for a near miss."""
        # Before Typer looks: it would say the same without a word of help.
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            hint = closest(args[0], COMMANDS)
            tail = f"; {hint}" if hint else "; `cfdiag --help` lists the commands"
            ctx.fail(f"no such command '{args[0]}'{tail}")
        return super().resolve_command(ctx, args)


@cache
def _command(name: str) -> _OfTyper:
    """A command, made once: who runs many lines in one process waits for the first of each alone."""
    found = COMMANDS[name]
    if not isinstance(found, CommandGroup):
        return _with_usual_flags(_made(name, found))
    group = _group(name, found)
    for command in (group, *group.commands.values()):
        _with_usual_flags(command)
    return group


def _with_usual_flags(command: _OfTyper) -> _OfTyper:
    known = {flag for param in command.params for flag in param.opts}
    # A command that does more about one of them has declared it itself: twice it would be an error.
    command.params += [p for p in _made("", _everywhere).params if not known.intersection(p.opts)]
    read_once(command)
    return command


def _group(name: str, of: CommandGroup) -> _OfTyper:
    app = typer.Typer(
        help=of.help, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
        no_args_is_help=True, context_settings=_HELP_OPTIONS,
    )  # fmt: skip
    for each, function in Folder[Callable[..., Any]](of.package, "command").items():
        app.command(each)(function)
    group: Any = typer.main.get_command(app)
    group.name = name
    return group


def _made(name: str, function: Callable[..., Any]) -> _OfTyper:
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name)(function)
    command: Any = typer.main.get_command(app)
    command.name = name
    return command


def _no_color(wanted: bool) -> None:
    if wanted:
        # By the environment: child processes and libraries ask there.
        os.environ["NO_COLOR"] = "1"


def _verbose(ctx: typer.Context, wanted: bool) -> None:
    if wanted:
        begun = time.perf_counter()
        ctx.call_on_close(lambda: print_error(f"took {time.perf_counter() - begun:.2f} s"))


NoColor = Annotated[
    bool,
    typer.Option("--no-color", help="No colour (also: NO_COLOR).", callback=_no_color, expose_value=False),
]


def _show_version(value: bool) -> None:
    if value:
        from cfdiag import __version__

        typer.echo(f"cfdiag {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version", help="Show the version.", callback=_show_version, is_eager=True, expose_value=False
    ),
]


def _everywhere(
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Only the result and faults.", expose_value=False)
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", "-v", help="Say how long it took.", callback=_verbose, expose_value=False),
    ] = False,
    no_color: NoColor = False,
    version: Version = False,
) -> None:
    """What every command takes; a command that does more about one of them has its own."""


app = typer.Typer(
    cls=LazyGroup,
    help=HELP,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings=_HELP_OPTIONS,
)


@app.callback()
def _root(
    version: Version = False,
    no_color: NoColor = False,
) -> None:
    del version, no_color


# Typer carries its own copy of click, or depends on it, by version: the base of its exported error is
# the one name that holds for both.
_WrongUse: type[Exception] = typer.BadParameter.__mro__[2]


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code; faults are printed, never raised.

    Args:
        arguments: the words after `cfdiag`.
    """
    try:
        return _run(arguments)
    except Exception as error:  # noqa: BLE001  the last net: a trace on a screen shows what people answered
        from cfdiag.ground.failures import TRACE, keep_trace

        keep_trace(error)
        print_error(
            f"this is a fault of cfdiag itself, not of what you did ({type(error).__name__}); "
            f"what was saved is safe, and {TRACE}=FILE keeps where it happened, for a bug report"
        )
        return Exit.FAULT


_BY_SIGNAL = 128
"""The exit code of what a signal ended is this and its number."""


class _TerminatedError(BaseException):
    """A signal asks for the end; processes are ended and temporary files taken away on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def _end_in_order() -> None:
    """Leave upon SIGTERM and SIGHUP as upon Ctrl-C; what was ignored before stays so (`nohup`)."""
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _terminate)


def _terminate(number: int, _: object) -> None:
    raise _TerminatedError(number)


def _show(error: _OfTyper) -> None:
    error.message = shown_text(error.message)
    error.show()


def _run(arguments: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    try:
        _end_in_order()
        code = command.main(list(arguments), prog_name="cfdiag", standalone_mode=False)
    except _WrongUse as error:
        _show(error)
        return Exit.WRONG
    except CfdiagError as error:
        report_faults(error.diagnostics)
        return Exit.WRONG
    except (KeyboardInterrupt, _TerminatedError) as ended:
        print_error("stopped")
        return _BY_SIGNAL + ended.number if isinstance(ended, _TerminatedError) else Exit.INTERRUPTED
    except ReaderGoneError:
        leave_output()
        return Exit.DONE
    except OSError as error:
        leave_output()
        report_faults(cannot("write", str(error.filename or "<stdout>"), error).diagnostics)
        return Exit.WRONG
    return int(code or 0)
