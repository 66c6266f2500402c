"""The one-file form in a real browser: filled by hand and by keyboard alone, read in, and the same as asked in person."""

# ruff: noqa: E501  command lines are read as lines
from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kits.filled import expected, filled, told
from kits.responses import QUESTIONNAIRE

from cfdiag.api.importing import ImportRequest, import_file
from cfdiag.exchange.forms import FORM_TARGETS, GroupForm
from cfdiag.exchange.forms._form import FormWish, form_of
from cfdiag.formats.interview import read_interview
from cfdiag.formats.library import Library
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.model.interview import Answer
from cfdiag.questions import TYPES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NODE = shutil.which("node")
MODULES = os.environ.get("CFDIAG_NODE_MODULES", "")

pytestmark = [
    pytest.mark.skipif(
        not (CHROMIUM and NODE and MODULES), reason="needs chromium, node and CFDIAG_NODE_MODULES"
    ),
    pytest.mark.timeout(300),
]
LIBRARY = Library()
FORMS = [(id_, group) for id_ in LIBRARY.ids() for group in LIBRARY.get(id_).groups]
BY_KEYBOARD = [("silo-busting", "internal", "nl"), ("appreciative", "customer", "en")]


OWN_NAMES = read_questionnaire(
    QUESTIONNAIRE.replace("{id: why,", "{id: name,").replace("{id: since,", "{id: consent,").encode(),
    "tryout.yaml",
)


def made(id_: str, group: str, language: str) -> GroupForm:
    wish = FormWish(
        group=group,
        languages=(language,),
        organisation="Acme <b>&amp;",
        anyway=True,
        departments={"sales": "Sales & <Service>", "legal": "Legal"},
    )
    return form_of(LIBRARY.get(id_), wish)


def steps(
    form: GroupForm, items: dict[str, dict[str, str]], answers: dict[str, Answer]
) -> Iterator[tuple[str, str, Any]]:
    """What a person does in the form to say this, from top to bottom; only what is on the page can be filled."""
    shown = expected(form, items, answers)
    for section in form.sections:
        id_ = section.section.id
        if section.pick:
            yield from (("check", f"pick:{id_}", item) for item in items.get(id_, {}))
        own = [item for item in items.get(id_, {}) if item not in section.items]
        for item in own:
            yield "add", id_, ""
            yield "item", item, items[id_][item]
        for field in section.fields:
            answer = answers.get(field.key)
            if answer is not None and field.key in shown:
                yield from _answered(field.key, TYPES[field.question.type].column, answer)
    if form.department:
        yield "check", "cfdiag:department", "legal"
    yield "check", "cfdiag:consent", "quoted"


def _answered(key: str, kind: str, answer: Answer) -> Iterator[tuple[str, str, Any]]:
    if answer.status == "unknown":
        yield "check", key, "?"
    elif kind == "options" and isinstance(answer.value, list):
        yield from (("check", key, id_) for id_ in answer.value)
    elif kind == "order" and isinstance(answer.value, list):
        yield from (("place", key, [id_, n]) for n, id_ in enumerate(answer.value, 1))
    elif kind in ("step", "tick", "option"):
        yield "check", key, str(answer.value)
    else:
        yield "fill", key, str(answer.value)
    if answer.importance is not None:
        yield "check", f"{key}.importance", str(answer.importance)
    if answer.basis is not None:
        yield "check", f"{key}.basis", answer.basis


def renumbered(
    items: dict[str, dict[str, str]], answers: dict[str, Answer]
) -> tuple[dict[str, dict[str, str]], dict[str, Answer]]:
    """Own items in the order in which a form adds them: `i1`, `i2`, without a gap."""
    new: dict[str, str] = {}
    for section, listed in items.items():
        own = sorted(item for item in listed if item[:1] == "i" and item[1:].isdigit())
        new |= {f"{section}/{item}": f"{section}/i{n}" for n, item in enumerate(own, 1)}
    moved = {
        section: {
            new.get(f"{section}/{item}", f"{section}/{item}").rpartition("/")[2]: label
            for item, label in listed.items()
        }
        for section, listed in items.items()
    }
    back = {}
    for key, answer in answers.items():
        place, _, question = key.rpartition("/")
        back[f"{new.get(place, place)}/{question}" if place else key] = answer
    return moved, back


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every form of every questionnaire, filled by one person; two of them by keyboard alone."""
    folder = tmp_path_factory.mktemp("forms")
    jobs, wanted = [], {}
    for n, (id_, group) in enumerate(FORMS):
        form = made(id_, group, ("en", "nl")[n % 2])
        items, answers = renumbered(*filled(form, random.Random(f"{id_} {group}")))  # noqa: S311  answers, no secrets
        page = folder / f"{n}.html"
        page.write_bytes(FORM_TARGETS["html"](form).data)
        jobs.append({"page": str(page), "fill": list(steps(form, items, answers))})
        wanted[n] = (form, expected(form, items, answers))
    for id_, group, language in BY_KEYBOARD:
        page = folder / f"{id_}-keys.html"
        page.write_bytes(FORM_TARGETS["html"](made(id_, group, language)).data)
        jobs.append({"page": str(page), "fill": None})
    page = folder / "own-names.html"
    page.write_bytes(FORM_TARGETS["html"](form_of(OWN_NAMES, FormWish(group="customer"))).data)
    own = [
        ("check", "again", "no"),
        ("fill", "name", "Far"),
        ("check", "cfdiag:consent", "named"),
        ("fill", "cfdiag:name", "Ada"),
    ]
    jobs.append({"page": str(page), "fill": own})
    (folder / "job.json").write_text(json.dumps(jobs), encoding="utf-8")
    script = str(Path(__file__).parent / "fill.mjs")
    ran = subprocess.run(
        [str(NODE), script, MODULES, str(CHROMIUM), str(folder / "job.json")],
        capture_output=True,
        check=False,
        timeout=280,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return {"told": json.loads(ran.stdout), "wanted": wanted, "folder": folder}


def imported(done: dict[str, Any], n: int, text: bytes, name: str) -> list[Any]:
    """The interviews that a saved or mailed response becomes."""
    folder = done["folder"] / f"in-{n}-{name}"
    folder.mkdir()
    (folder / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Acme\ndepartments: {sales: Sales, legal: Legal}\n", encoding="utf-8"
    )
    (folder / name).write_bytes(text)
    outcome = import_file(ImportRequest(folder / name, output=str(folder / "out")))
    assert [fault.message for fault in outcome.faults] == []
    return [read_interview(file.read_bytes(), str(file)) for file in sorted((folder / "out").glob("*.json"))]


def test_what_is_saved_is_what_would_have_been_said_in_person(done: dict[str, Any]) -> None:
    for n, (form, wanted) in done["wanted"].items():
        told_ = done["told"][n]
        (interview,) = imported(done, n, told_["saved"].encode(), told_["name"])
        found = {key: told(answer) for key, answer in interview.answers.items()}
        assert found == wanted, form.questionnaire.id
        assert interview.mode == "alone"
        assert str(interview.respondent.consent) == "quoted"
        assert interview.respondent.department == ("legal" if form.department else None)
        assert ("Legal" in told_["shown"]) == bool(form.department)


def test_the_mailed_text_is_the_same_response(done: dict[str, Any]) -> None:
    for n, told_ in enumerate(done["told"][:-1]):
        mailed = ("Hello\n> " + told_["text"].replace("\n", "\r\n> ")).encode()
        assert imported(done, n, mailed, "mail.txt") == imported(
            done, n, told_["saved"].encode(), "saved.json"
        )


def test_two_forms_are_filled_by_keyboard_alone(done: dict[str, Any]) -> None:
    for told_ in done["told"][len(FORMS) : -1]:
        assert told_["steps"] > 20
        answers = json.loads(told_["saved"])["answers"]
        assert len(answers) > 10
        assert all(answer["status"] == "answered" for answer in answers.values())


def test_a_question_may_be_called_as_what_the_form_asks_itself(done: dict[str, Any]) -> None:
    saved = json.loads(done["told"][-1]["saved"])
    assert saved["answers"]["name"] == {"status": "answered", "value": "Far"}
    assert (saved["name"], saved["consent"]) == ("Ada", "named")


def test_a_reload_loses_nothing_and_nothing_is_requested(done: dict[str, Any]) -> None:
    for told_ in done["told"]:
        assert told_["progress"] == told_["after"]
        assert (told_["requests"], told_["console"]) == ([], [])


def test_it_fits_a_phone_and_axe_finds_nothing(done: dict[str, Any]) -> None:
    for told_ in done["told"]:
        assert (told_["overflow"], told_["small"], told_["violations"]) == (0, 0, [])
