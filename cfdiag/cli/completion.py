"""What the shell completes: every value that can be known from what is at hand.

Of names that come out of files only those are handed on that no shell can take for anything else: a file of
a stranger's may be called `$(rm -rf ~)`. Whatever cannot be read completes nothing, and says nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import typer

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import is_id, shipped
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.questionnaire import Questionnaire

_SAFE = r"[\w./@%+=:,][\w./@%+=:,-]*"
"""Letters, digits and signs that mean nothing to a shell; no blank, which would split the word."""
_FIELDS = ("account", "department", "group", "mode", "organisation")


def questionnaire_ids(incomplete: str) -> list[str]:
    """The ids that begin like this: shipped ones, the engagement's here, those of `CFDIAG_QUESTIONNAIRES`.

    Files are not read: a key pressed in a shell must not wait.
    """
    named = os.environ.get("CFDIAG_QUESTIONNAIRES", "").split(os.pathsep)
    folders = (
        shipped("questionnaires"),
        Path("questionnaires"),
        *(Path(folder) for folder in named if folder),
    )
    # By file names: to read them all takes longer than anybody waits for Tab.
    names = {path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.y*ml")}
    # A shell runs what it is handed: of a stranger's file names only ids are handed on.
    return sorted(name for name in names if name.startswith(incomplete) and is_id(name))


def groups(context: typer.Context, incomplete: str) -> list[str]:
    """The groups of the questionnaire that stands on the line, else of all that the engagement uses."""
    return _beginning(incomplete, (group for q in _asked(context) for group in q.groups))


def language_codes(context: typer.Context, incomplete: str) -> list[str]:
    """The languages of the questionnaire that stands on the line, else those of the tool."""
    from cfdiag.interview.flow import languages as spoken

    own = [language for q in _asked(context) for language in spoken(q)] if _id_of(context) else []
    return _beginning(incomplete, own or LANGUAGES)


def account_names(incomplete: str) -> list[str]:
    """The accounts of the engagement here, by id."""
    return _beginning(incomplete, _engagement("accounts"))


def department_names(incomplete: str) -> list[str]:
    """The departments of the engagement here, by id."""
    return _beginning(incomplete, _engagement("departments"))


def fields(context: typer.Context, incomplete: str) -> list[str]:
    """What figures can be broken down by: fields, and questions that everybody answers with one of a few."""
    from cfdiag.api.surroundings import splitting

    return _beginning(incomplete, (*_FIELDS, *(id_ for q in _asked(context) for id_ in splitting(q))))


def questions(context: typer.Context, incomplete: str) -> list[str]:
    """The questions of the questionnaires in use."""
    asked = (question for q in _asked(context) for section in q.sections for question in section.questions)
    return _beginning(incomplete, (question.id for question in asked))


def planned_actions(incomplete: str) -> list[str]:
    """The ids of the actions in the plan that was adopted here."""
    from cfdiag.api.planning.plan_files import plan_file

    with contextlib.suppress(CfdiagError, OSError):
        return _beginning(incomplete, (action.id for action in plan_file(None).plan.actions))
    return []


def action_ids(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of the actions that the questionnaires in use can call for, one behind the other's comma."""
    before, comma, last = incomplete.rpartition(",")
    ids = (action.id for q in _asked(context) for action in q.actions)
    return [f"{before}{comma}{id_}" for id_ in _beginning(last, ids)]


def fault_codes(incomplete: str) -> list[str]:
    """The codes of faults and warnings."""
    from cfdiag.ground.codes import Code

    return _beginning(incomplete, (code.value for code in Code))


def files(*endings: str) -> Callable[[str], list[str]]:
    """Completes files with one of these endings, and the folders on the way to them."""

    def complete(incomplete: str) -> list[str]:
        folder, _, start = incomplete.rpartition("/")
        at = Path(f"{folder}/") if folder or incomplete.startswith("/") else Path()
        found: list[str] = []
        with contextlib.suppress(OSError):
            for path in sorted(at.iterdir()):
                name = path.name
                hidden = name.startswith(".") and not start.startswith(".")
                if hidden or not name.startswith(start) or not (path.is_dir() or name.endswith(endings)):
                    continue
                found.append(f"{folder}/{name}" if folder or incomplete.startswith("/") else name)
        return [name for name in found if _is_safe(name)]

    return complete


def files_and_questions(context: typer.Context, incomplete: str) -> list[str]:
    """Interviews, and what can be explained about them."""
    return [*files(".json", ".jsonl")(incomplete), *questions(context, incomplete)]


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    known = sorted({name for name in names if name.startswith(incomplete)})
    return [name for name in known if _is_safe(name)]


def _is_safe(name: str) -> bool:
    return re.fullmatch(_SAFE, name) is not None


def _id_of(context: typer.Context) -> str:
    """The questionnaire on the line; while a flag waits for its value nothing of it is parsed yet."""
    given = context.params.get("id_")
    if isinstance(given, str) and given:
        return given
    # While a flag waits for its value the line is not parsed: its words are all there is.
    words = f"{os.environ.get('COMP_WORDS', '')} {os.environ.get('_TYPER_COMPLETE_ARGS', '')}".split()
    known = questionnaire_ids("")
    return next((word for word in words[2:] if word in known), "")


def _asked(context: typer.Context) -> Iterator[Questionnaire]:
    """The questionnaire on the line, else those of the engagement, else the shipped ones."""
    from cfdiag.api.surroundings import around

    with contextlib.suppress(CfdiagError, OSError):
        near = around(["."], None, {"cfdiag", "questionnaires"}.__contains__)
        ids = [_id_of(context)] if _id_of(context) else (near.engagement.questionnaires or near.library.ids())
        for id_ in ids:
            with contextlib.suppress(CfdiagError):
                yield near.library.get(id_)


def _engagement(field: str) -> list[str]:
    from cfdiag.api.surroundings import around

    with contextlib.suppress(CfdiagError, OSError):
        return list(getattr(around(["."], None, {"cfdiag", field}.__contains__).engagement, field))
    return []
