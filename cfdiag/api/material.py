"""What a result carries beside its figures, and what a report may make of a saved one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.api.scoring import Result
from cfdiag.formats.result import is_result, read_result
from cfdiag.ground.choices import listed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import inside, read_bytes
from cfdiag.model.engagement import Branding
from cfdiag.model.material import SavedMaterial
from cfdiag.model.result import Result as Figures
from cfdiag.render.diagnostics import WHOLE
from cfdiag.render.report import Setting
from cfdiag.render.view.logo import LOGO_LIMIT, MAX_SIDE, data_address
from cfdiag.render.view.setting import Audience
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
    n = people(kept)
    material = SavedMaterial(
        spoken=spoken(
            kept, figures, of_engagement(result.options, engagement), WHOLE, history=result.history
        ),
        texts=result.held_with,
        client=engagement.client,
        confidentiality=engagement.confidentiality,
        brand=engagement.branding.name,
        color=engagement.branding.color,
        logo=_logo(result),
        accounts=engagement.accounts,
        asked_about=accounts(kept),
        lists=lists_of(engagement),
        labels=labels(kept, figures),
    )
    inputs = replace(figures.inputs, people=UNSET if n is None else n)
    return replace(figures, inputs=inputs, material=material)


def _logo(result: Result) -> str:
    logo, folder = result.near.engagement.branding.logo, result.near.folder
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


def saved_result(paths: Sequence[str], stdin: bytes | None) -> Figures | None:
    """The saved result that is the only thing named; None where interviews are.

    Raises:
        CfdiagError: it is one, and damaged or of a newer cfdiag.
    """
    if len(paths) != 1:
        return None
    file = Path(paths[0])
    if paths[0] == "-":
        data = stdin or b""
    elif file.suffix.lower() == ".json" and file.is_file():
        data = read_bytes(file)
    else:
        return None
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


def setting_of(
    figures: Figures, *, language: str, day: str, audience: str = "internal", account: str = ""
) -> Setting:
    """For whom a report is, when and in which language, under whose name.

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
        accounts=material.accounts,
    )


def _audience(figures: Figures, asked: str) -> Audience:
    if asked != "customer":
        return "internal"
    if figures.material is UNSET:
        raise fault(
            Code.NO_TEXTS,
            "what customers may read cannot be told from figures alone",
            f"score the interviews with their words: {_MAKE}",
        )
    return "customer"


def accounts_of(figures: Figures) -> dict[str, str]:
    """The accounts that were asked about, `{id: name}`; the name is empty where nobody gave one."""
    material = figures.material if figures.material is not UNSET else SavedMaterial()
    return {id_: material.accounts.get(id_, "") for id_ in material.asked_about}
