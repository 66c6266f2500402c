"""What a result carries beside its figures, and what a report may make of a saved one."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.api.result import Result
from cfdiag.api.surroundings import Around, from_here
from cfdiag.followup.as_of import plan_on
from cfdiag.followup.states import done_on, spread_on
from cfdiag.formats.library import Library
from cfdiag.formats.plan import read_plan
from cfdiag.formats.result import is_result, read_result
from cfdiag.ground.choices import listed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.files import inside, read_bytes, read_plain
from cfdiag.ground.sealing import NO_KEYS, SEALED_SUFFIX, Keys, is_sealed
from cfdiag.model.engagement import Branding
from cfdiag.model.file_names import PLAN_NAME
from cfdiag.model.interview import Interview
from cfdiag.model.material import Agreed, SavedMaterial
from cfdiag.model.plan import ActionPlan
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Result as Figures
from cfdiag.render.diagnostics import WHOLE
from cfdiag.render.report import Setting
from cfdiag.render.view.logo import LOGO_LIMIT, MAX_SIDE, data_address
from cfdiag.render.view.setting import AUDIENCES, Audience
from cfdiag.scoring.options import lists_of, of_engagement
from cfdiag.scoring.privacy.material import accounts, labels, people, spoken

_MAKE = "cfdiag score PATH… --comments --format json --output FILE"


def with_material(result: Result) -> Figures:
    """The figures with the words and texts beside them: all that a report is made from.

    Args:
        result: with its interviews kept.

    Raises:
        CfdiagError: `bad-logo`, or the logo cannot be read.
    """
    kept, engagement, figures = result.interviews, result.near.engagement, result.figures
    n, day = people(kept), result.options.today
    plan = _plan_of(result.near, day)
    material = SavedMaterial(
        spoken=spoken(
            kept, figures, of_engagement(result.options, engagement), WHOLE, history=result.history
        ),
        texts=result.held_with,
        client=engagement.client or _organisation(kept),
        confidentiality=engagement.confidentiality,
        brand=engagement.branding.name,
        color=engagement.branding.color,
        logo=logo_of(result.near),
        accounts=engagement.accounts,
        asked_about=accounts(kept),
        lists=lists_of(engagement),
        agreed=_agreed(plan, day) if plan else {},
        agreed_with=list(plan.agreed_with) if plan else [],
        labels=labels(kept, figures),
    )
    inputs = replace(figures.inputs, people=UNSET if n is None else n)
    return replace(figures, inputs=inputs, material=material)


def _organisation(kept: Sequence[tuple[Interview, object]]) -> str:
    """Whom the interviews are about, where all of them name the same organisation."""
    named = {interview.respondent.organisation or "" for interview, _ in kept}
    return named.pop() if len(named) == 1 else ""


def plan_unread(near: Around) -> tuple[Diagnostic, ...]:
    """Why the engagement's plan cannot be read: what a report is made of then is without what was agreed."""
    return _read_plan_of(near)[1]


def _plan_of(near: Around, day: str) -> ActionPlan | None:
    """The engagement's plan, where it was adopted by that day; None too for one that `check` would fault."""
    plan, _ = _read_plan_of(near)
    return plan if plan is not None and plan.adopted <= day[:10] else None


def _read_plan_of(near: Around) -> tuple[ActionPlan | None, tuple[Diagnostic, ...]]:
    file = from_here(near.folder) / PLAN_NAME if near.folder is not None else None
    if file is None or not os.path.lexists(file):
        return None, ()
    try:
        return read_plan(read_plain(str(file)), str(file)), ()
    except CfdiagError as error:
        return None, error.diagnostics


def _agreed(plan: ActionPlan, day: str) -> dict[str, Agreed]:
    """What the plan says of each action on the day of the report; what was promised to one is left out."""
    return {
        each.id: Agreed(
            title=each.title,
            about=each.about,
            owner=each.owner,
            due=each.due,
            status=each.status,
            done_on=done_on(each),
            spread_on=spread_on(each),
        )
        for each in plan_on(plan, day).actions
        if each.kind != "promise"
    }


def logo_of(near: Around) -> str:
    """The engagement's logo as a `data:` address; empty where it has none.

    Raises:
        CfdiagError: `bad-logo`, or it cannot be read.
    """
    logo, folder = near.engagement.branding.logo, near.folder
    if not logo or folder is None:
        return ""
    address = data_address(inside(folder, logo, LOGO_LIMIT))
    if address is None:
        raise fault(
            Code.BAD_LOGO,
            "the logo is no picture that can be used",
            f"use a PNG or JPEG of at most {LOGO_LIMIT // 1000} kB and {MAX_SIDE:,} pixels a side; "
            "an SVG may hold shapes and words only",
            Location(str(folder / logo)),
        )
    return address


def saved_result(paths: Sequence[str], stdin: bytes | None, keys: Keys = NO_KEYS) -> Figures | None:
    """The saved result that is the only thing named; None where interviews are.

    Args:
        paths: what was named.
        stdin: what came in, where that is named.
        keys: what opens a result that is locked.

    Raises:
        CfdiagError: it is one, and damaged or of a newer cfdiag; it is locked, and the keys do not open it.
    """
    if len(paths) != 1:
        return None
    file = Path(paths[0])
    if paths[0] == "-":
        data = stdin or b""
    elif file.name.lower().removesuffix(SEALED_SUFFIX).endswith(".json") and file.is_file():
        data = read_bytes(file)
        if is_sealed(data) and not keys.words:
            return None  # it may be an interview as well: whoever reads those says that it is locked
    else:
        return None
    data = keys.opened(data, paths[0])
    return read_result(data, paths[0]) if is_result(data) else None


def only_of_interviews(
    figures: Figures, *, by: Sequence[str] = (), unmasked: bool = False, seed: int = 0
) -> None:
    """What is settled when interviews are scored cannot be asked of a saved result.

    Raises:
        CfdiagError: `wrong-use`.
    """
    has = {field for part in figures.questionnaires for field in part.by}
    asked = [f"--by {field}" for field in by if field not in has]
    asked += ["--unmasked"] if unmasked and not figures.privacy.unmasked else []
    asked += [f"--seed {seed}"] if seed and seed != figures.seed else []
    if asked:
        raise fault(
            Code.WRONG_USE,
            f"a saved result is reported as it was scored: {listed(asked)} cannot be asked of it",
            f"score again: cfdiag score PATH… {' '.join(asked)} --comments --format json --output FILE",
        )


def language_of(figures: Figures, asked: str) -> str:
    """The language of a saved result's report: any with its texts, else its own.

    Raises:
        CfdiagError: `no-texts`: another language, and the result carries no texts.
    """
    own = figures.language or "en"
    if not asked or asked == own or figures.material is not UNSET:
        return asked or own
    raise fault(
        Code.NO_TEXTS,
        f"this result has no texts but its own, which are in '{own}'",
        f"score the interviews with their words: {_MAKE}; or --language {own}",
    )


def texts_at_hand(figures: Figures, library: Library) -> dict[str, Questionnaire]:
    """By id the questionnaires of a result that was saved without them.

    The very texts, or such as mean the same; those that are not at hand are left out, and so are all where
    the result carries its own.
    """
    found = {}
    for part in figures.questionnaires if figures.material is UNSET else ():
        try:
            text = library.get(part.id, part.version, part.sha256)
        except CfdiagError:
            continue
        if part.sha256 in (text.sha256, *text.same_as):
            found[part.id] = text
    return found


def setting_of(
    figures: Figures,
    *,
    language: str,
    day: str,
    audience: str = "internal",
    account: str = "",
    texts: Mapping[str, Questionnaire] | None = None,
) -> Setting:
    """For whom a report is, when and in which language, under whose name; and by which texts at hand.

    Raises:
        CfdiagError: `no-texts`: an edition for others than insiders, and the result carries no texts.
    """
    material = figures.material if figures.material is not UNSET else SavedMaterial()
    return Setting(
        client=material.client,
        date=day,
        language=language,
        audience=_audience(figures, audience),
        confidentiality=material.confidentiality,
        branding=Branding(name=material.brand, color=material.color),
        logo=material.logo,
        fictional=figures.fictional is True,
        account=account,
        agreed=material.agreed,
        agreed_with=tuple(material.agreed_with),
        accounts=material.accounts,
        texts=dict(texts or {}),
    )


def _audience(figures: Figures, asked: str) -> Audience:
    found: Audience = next((each for each in AUDIENCES if each == asked), AUDIENCES[0])
    if found != AUDIENCES[0] and figures.material is UNSET:
        raise fault(
            Code.NO_TEXTS,
            "what others than insiders may read cannot be told from figures alone",
            f"score the interviews with their words: {_MAKE}",
        )
    return found


def accounts_of(figures: Figures) -> dict[str, str]:
    """The accounts that were asked about, `{id: name}`; the name is empty where nobody gave one."""
    material = figures.material if figures.material is not UNSET else SavedMaterial()
    return {id_: material.accounts.get(id_, "") for id_ in material.asked_about}
