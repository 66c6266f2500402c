"""The fictional engagement as a folder: interviews, scores and the plan, the same every time."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from cfdiag.api.handover import HandoverWish, hand_over
from cfdiag.api.planning.adopting import RESULTS, adopt
from cfdiag.api.planning.changing import ActionChange, set_on
from cfdiag.api.planning.following import PLAN_FORMATS, follow
from cfdiag.api.planning.plan_files import plan_file
from cfdiag.api.report_edition import edition_of
from cfdiag.api.reporting import render_report
from cfdiag.api.result import Result
from cfdiag.api.scoring import score, score_paths
from cfdiag.api.setting_up import IGNORED
from cfdiag.api.surroundings import INTERVIEWS
from cfdiag.demo import NOW, demo_engagement, demo_interviews, engagement_file
from cfdiag.demo.accounts import ACCOUNT_LIST, LAST_DAY, WHO_COMES, WHO_LEAVES
from cfdiag.demo.second_wave import LATER, second_wave
from cfdiag.formats.library import Library
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import read_bytes
from cfdiag.ground.writing import make_folder, write_atomically
from cfdiag.locales.catalogue import LANGUAGES, locale_for
from cfdiag.model.file_names import ENGAGEMENT_NAME, PLAN_NAME
from cfdiag.model.plan import AgreedAction
from cfdiag.render.context import OutputContext

REPORTS = {"html": "report.html", "markdown": "report.md"}
REVIEW_PAGE = "review.html"
SECOND_WAVE = "results/2027-02.json"
_OWNERS = ("A. Kaya", "J. Smit", "M. de Wit")


def write_demo(folder: Path, language: str = "") -> Result:
    """Write the engagement and its reports, and give its scores.

    Args:
        folder: where; made where it is not there.
        language: of the reports; else English.

    Raises:
        CfdiagError: `not-a-demo`: the folder holds something else; `cannot-write`.
    """
    _refuse_foreign(folder)
    _write_interviews(folder, language)
    interviews = folder / INTERVIEWS
    result = score_paths([interviews], by=["department"], language=language, today=NOW.date())
    _hand_over(folder, interviews, language)
    _follow_up(folder, language)
    # Who does what by when stands in the adopted plan, and the report says it.
    for format_, name in REPORTS.items():
        rendered = render_report(result, edition_of(format_), stem=Path(name).stem)
        write_atomically(folder / name, rendered.data)
        for beside, data in rendered.beside.items():
            write_atomically(folder / beside, data)
    return result


def _follow_up(folder: Path, language: str) -> None:
    """A plan that was adopted, what became of it, a second wave, and the page of the review."""
    plan, words = folder / PLAN_NAME, locale_for(language or demo_engagement().language)
    plan.unlink(missing_ok=True)
    for earlier in (folder / RESULTS).glob("*.json"):
        earlier.unlink()
    adopted = adopt(
        [str(folder / INTERVIEWS)],
        with_promises=True,
        agreed_with=(words("service team"), words("two customers")),
        output=plan,
        day=NOW.date().isoformat(),
        language=language,
    ).plan
    own = [each for each in adopted.actions if each.kind in ("build", "mend")]
    named = [ActionChange(each.id, owner=owner) for each, owner in zip(own, _OWNERS, strict=False)]
    set_on(plan_file(plan), named, day=NOW.date().isoformat())
    mended = next((each.id for each in own if each.kind == "mend"), "")
    kept = sorted((each for each in adopted.actions if each.kind == "promise" and each.due), key=_due)[1:]
    done = [ActionChange(mended, status="done", note="One day since 4 January.")] if mended else []
    done += [ActionChange(each.id, status="done") for each in kept]
    set_on(plan_file(plan), done, day="2027-01-18", by=_OWNERS[1])
    under_way = [
        ActionChange(each.id, status="started", due="2027-03-31") for each in own if each.id != mended
    ]
    set_on(plan_file(plan), under_way, day="2027-01-18", by=_OWNERS[0])
    spoken = language or demo_engagement().language
    later = score(list(second_wave(demo_interviews(Library()))), today=LATER, language=spoken)
    later = later.with_figures(replace(later.figures, fictional=True))
    write_atomically(folder / SECOND_WAVE, later.render("json").encode() + b"\n")
    view, _ = follow(plan_file(plan), [str(folder / SECOND_WAVE)], day=LATER, language=language)
    context = OutputContext(language=view.language)
    write_atomically(folder / REVIEW_PAGE, PLAN_FORMATS["html"](view, context))


def _due(action: AgreedAction) -> str:
    return action.due or ""


def _hand_over(folder: Path, interviews: Path, language: str) -> None:
    """The six accounts of somebody who leaves, out of their list and the talks there are."""
    accounts = folder / "crm.csv"
    write_atomically(accounts, ACCOUNT_LIST.encode())
    hand_over(
        HandoverWish(
            lists=(accounts,),
            interviews=interviews,
            output=folder / "handover",
            leaver=WHO_LEAVES,
            successor=WHO_COMES,
            last_day=LAST_DAY.isoformat(),
            day=NOW.date().isoformat(),
            language=language,
        )
    )


def _refuse_foreign(folder: Path) -> None:
    """A folder that holds something else is left alone."""
    mine = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    file = folder / ENGAGEMENT_NAME
    made = {engagement_file(language).encode() for language in LANGUAGES}
    if not mine and not (file.is_file() and read_bytes(file) in made):
        raise fault(
            Code.NOT_A_DEMO,
            "the folder holds something other than a demo",
            "name another folder: cfdiag demo DIR",
            Location(str(folder)),
        )


def _write_interviews(folder: Path, language: str) -> None:
    interviews = folder / INTERVIEWS
    make_folder(folder)
    make_folder(interviews)
    write_atomically(folder / ENGAGEMENT_NAME, engagement_file(language).encode())
    write_atomically(folder / ".gitignore", IGNORED.encode())
    for interview in demo_interviews(Library()):
        name = f"{interview.questionnaire.id}-{interview.id}.json"
        write_atomically(interviews / name, encode_interview(interview))
