"""Forget somebody."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.person.forgetting import forget
from cfdiag.api.person.steps import Does, ForgetStep, forget_steps
from cfdiag.api.person.whom import find_person
from cfdiag.api.surroundings import chosen_day
from cfdiag.cli.console import out, print_error
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Day, Identity, Language
from cfdiag.cli.person._shared import EngagementFolder, PersonName
from cfdiag.ground.sealing import NO_KEYS
from cfdiag.locales.locale import Locale

_TITLES: dict[Does, str] = {
    "remove": "Goes",
    "rewrite": "Is written anew without them",
    "by_hand": "Look yourself",
    "recompute": "Destroy it, or score again: they may have counted in it",
}
"""What is said over the files of each kind, in English."""


def command(
    name: PersonName,
    folder: EngagementFolder = Path(),
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; without, only what would be done is shown.")
    ] = False,
    day: Day = "",
    language: Language = "",
    identity: Identity = NO_KEYS,
) -> Exit:
    """Forget somebody: interviews, roster, plan, results, reports, responses, releases.

    First it shows what would be done to each file. With --yes it is done, looked for once more, and exit
    code 1 says that something is left for you. What stays is a line in .cfdiag-forgotten.jsonl, without name
    or id, by which `cfdiag check` knows a backup that was put back.

    \b
    Examples:
      cfdiag person forget "Ada Vale"
      cfdiag person forget "Ada Vale" acme-2026 --yes
      cfdiag person forget 0197a000-0000-7000-8000-000000000001 --yes
    """
    found = find_person(name, folder, identity, language)
    steps = forget_steps(found)
    _show(steps, found.t)
    by_hand = [step for step in steps if step.does == "by_hand"]
    if not yes:
        print_error(found.t("Nothing was changed. To do it: the same with --yes"))
        return Exit.DONE
    done = forget(found, date.fromisoformat(chosen_day(day)))
    for file in done.left:
        print_error(found.t("{file}: still leads to them; look yourself", file=file.path))
    if not done.left and not by_hand:
        print_error(found.t("Forgotten. Copies elsewhere (backups, mail, paper, git) are yours to destroy."))
    return Exit.GATE if done.left or by_hand else Exit.DONE


def _show(steps: Iterable[ForgetStep], t: Locale) -> None:
    several = list(steps)
    for does, title in _TITLES.items():
        mine = [step for step in several if step.does == does]
        if mine:
            out(t(title))
            for step in mine:
                out(f"  {step.path}: {t(step.why)}")
