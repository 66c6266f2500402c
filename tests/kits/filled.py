"""Random answers to a form, and how survey services hand them back."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Iterator

import msgspec

from cfdiag.exchange.forms import FORM_TARGETS, GroupForm
from cfdiag.exchange.forms._form import FormField
from cfdiag.exchange.forms._limesurvey_rows import SurveyStructure
from cfdiag.interview import flow
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent
from cfdiag.model.questionnaire import BASES
from cfdiag.questions import TYPES

Answers = dict[str, Answer]
WORDS = ("Ja, met een komma; en meer", "Zoë – 'prima'", "one two", "a/b")


def random_answer(form: GroupForm, field: FormField, chance: random.Random) -> Answer | None:
    """Something that somebody may fill in; None: left open."""
    question, kind = field.question, TYPES[field.question.type].column
    if chance.random() < 0.15:
        return None
    if chance.random() < 0.1 and kind in ("step", "tick", "option", "options"):
        answer = Answer(status="unknown")
    else:
        answer = Answer(status="answered", value=_value(question, kind, chance, form))
    changes: dict[str, object] = {}
    if form.group.id in question.importance and question.second_scale is not None and chance.random() < 0.8:
        changes["importance"] = chance.choice(list(question.second_scale.values))
    if form.group.id in question.basis and answer.status == "answered":
        changes["basis"] = chance.choice(list(BASES))
    return msgspec.structs.replace(answer, **changes)


def _value(question, kind, chance, form):  # noqa: PLR0911  # type: ignore[no-untyped-def]  any kind of value
    if kind == "step":
        return chance.choice(list(question.scale.values))
    if kind == "tick":
        return chance.choice(["yes", "no"])
    if kind == "option":
        return chance.choice([option.id for option in question.options if not option.open])
    if kind in ("options", "order"):
        ids = [option.id for option in question.options if not option.exclusive and not option.open]
        least, most = max(1, int(question.min or 1)), int(question.max or len(ids))
        found = chance.sample(ids, chance.randint(min(least, len(ids)), min(most, len(ids))))
        return found if kind == "order" else [id_ for id_ in (o.id for o in question.options) if id_ in found]
    if kind == "figure":
        low = question.min if question.min is not None else 0
        high = question.max if question.max is not None else low + 5_000
        return chance.randint(int(low), int(high))
    if kind == "day":
        day = f"{chance.randint(2001, 2025)}-{chance.randint(1, 12):02}-{chance.randint(13, 28)}"
        return next(each for each in (day, day[:7], day[:4]) if TYPES[question.type].fits(question, each))
    return chance.choice(WORDS)


def filled(form: GroupForm, chance: random.Random) -> tuple[dict[str, dict[str, str]], Answers]:
    """One person's items and answers, everything answered that may be."""
    items: dict[str, dict[str, str]] = {}
    for section in form.sections:
        if section.section.repeat is None:
            continue
        listed = dict(section.items)
        if section.pick:
            listed = dict(chance.sample(sorted(listed.items()), min(section.pick[1], len(listed))))
        for number in range(section.slots):
            if chance.random() < 0.6:
                listed[f"i{number + 1}"] = f"Own {number + 1}"
        if listed:
            items[section.section.id] = {item: listed[item] for item in sorted(listed)}
    answers = {}
    for section, field in form.fields():
        if field.item and field.item not in items.get(section.section.id, {}):
            continue
        answer = random_answer(form, field, chance)
        if answer is not None:
            answers[field.key] = answer
    return items, answers


def expected(
    form: GroupForm, items: dict[str, dict[str, str]], answers: Answers
) -> dict[str, tuple[object, ...]]:
    """What an interview in person would hold of these answers: what is asked, in turn, the rest skipped."""
    known = {field.key for _, field in form.fields()}
    heard = {key.rpartition("/")[0] for key in answers}
    for section in form.sections:
        if section.pick:  # that something was chosen and then left open, no table says
            id_ = section.section.id
            kept = {item: label for item, label in items.get(id_, {}).items() if f"{id_}/{item}" in heard}
            items = {**items, id_: kept}
    interview = Interview(
        id="x",
        questionnaire=QuestionnaireRef(id=form.questionnaire.id),
        respondent=Respondent(group=form.group.id),
        items=items,
        answers={},
    )
    given: Answers = {}
    for step in flow.walk(form.questionnaire, interview, given):
        if step.question is not None and step.key in known:
            given[step.key] = answers.get(step.key) or Answer(status="skipped")
    return {key: told(answer) for key, answer in given.items()}


def told(answer: Answer) -> tuple[object, ...]:
    """What has to come back of an answer."""
    value = tuple(answer.value) if isinstance(answer.value, list) else answer.value
    return answer.status, value, answer.importance, answer.basis


# --- layouts: how the answers of several people come back


def _name(key: str) -> str:
    return key.replace("/", "__").replace(".", "__")


def _cells(
    form: GroupForm, items: dict[str, dict[str, str]], answers: Answers, several: str, *, labels: bool
) -> dict[str, object]:
    """One row by column, as Kobo and ODK write it."""
    row: dict[str, object] = {}
    for section, named in items.items():
        own = {
            i for s in form.sections if s.section.id == section for f in s.fields if f.own for i in (f.item,)
        }
        row |= {_name(f"{section}/{item}/name"): label for item, label in named.items() if item in own}
    for _, field in form.fields():
        answer = answers.get(field.key)
        if answer is None:
            continue
        name, kind = _name(field.key), TYPES[field.question.type].column
        offered = dict(
            TYPES[field.question.type].offered(field.question, locale_for(form.language), form.group.id)
        )
        if answer.status == "unknown":
            row[name] = locale_for(form.language)("I don't know") if labels else "unknown"
        elif kind in ("options", "order") and isinstance(answer.value, list):
            row[name] = several.join(offered[id_] if labels else id_ for id_ in answer.value)
        elif kind == "step":
            said = form.say(field.question.step_labels.get(int(str(answer.value))))
            row[name] = f"{answer.value} – {said}" if labels and said else answer.value
        else:
            row[name] = offered.get(str(answer.value), answer.value) if labels else answer.value
        if answer.importance is not None:
            row[f"{name}__importance"] = answer.importance
        if answer.basis is not None:
            row[f"{name}__basis"] = answer.basis
    return row


def _table(
    rows: list[dict[str, object]], before: list[str], delimiter: str, *, quoted: bool = False
) -> bytes:
    columns = list(dict.fromkeys([*before, *(column for row in rows for column in row)]))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(
        out, columns, restval="", delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


People = list[tuple[dict[str, dict[str, str]], Answers]]


def all_columns(form: GroupForm) -> list[str]:
    """Every column that a service writes, filled or not."""
    names = []
    for _, field in form.fields():
        names.append(_name(field.key))
        names += [_name(f"{field.key}.importance")] if form.group.id in field.question.importance else []
        names += [_name(f"{field.key}.basis")] if form.group.id in field.question.basis else []
        names += [_name(f"{field.key}.note")] if any(o.open for o in field.question.options) else []
    for section in form.sections:
        names += [_name(f"{section.section.id}/i{n + 1}/name") for n in range(section.slots)]
    return [*names, "cfdiag_consent"]


def kobo(form: GroupForm, people: People, *, labels: bool = False) -> bytes:
    """KoboToolbox, by codes or by labels."""
    rows = [
        {
            "_uuid": f"u{n}",
            "_submission_time": "2026-11-23T10:00:00",
            **_cells(form, *person, " ", labels=labels),
        }
        for n, person in enumerate(people)
    ]
    return _table(rows, ["_uuid", "_submission_time", *all_columns(form)], ";", quoted=True)


def odk(form: GroupForm, people: People) -> bytes:
    """ODK Central: the group before the name."""
    rows = [
        {
            "SubmissionDate": "2026-11-23T10:00:00Z",
            "KEY": f"u{n}",
            **{f"group-{k}": v for k, v in _cells(form, *person, " ", labels=False).items()},
        }
        for n, person in enumerate(people)
    ]
    return _table(rows, ["SubmissionDate", "KEY", *(f"group-{name}" for name in all_columns(form))], ",")


def surveyjs(form: GroupForm, people: People) -> bytes:
    """SurveyJS: what is left open is not there."""
    found = []
    for n, (items, answers) in enumerate(people):
        row = _cells(form, items, answers, "\x00", labels=False)
        for _, field in form.fields():
            answer, kind = answers.get(field.key), TYPES[field.question.type].column
            if kind in ("options", "order") and answer is not None:
                row[_name(field.key)] = answer.value if answer.status == "answered" else ["unknown"]
        found.append({"session": f"s{n}", "happendAt": "2026-11-23T10:00:00Z", **row})
    return json.dumps(found).encode()


def limesurvey(form: GroupForm, people: People, *, with_text: bool = False) -> bytes:  # noqa: C901
    """LimeSurvey, by codes, or by codes and texts."""
    made = SurveyStructure(form)
    rows, columns = [], list(_lime_columns(form, made))
    for n, (items, answers) in enumerate(people):
        row: dict[str, object] = {
            "id": n + 1,
            "submitdate": "2026-11-23 10:00:00",
            "lastpage": 3,
            "startlanguage": form.language,
        }
        plain = _cells(form, items, answers, ",", labels=False)
        for _, field in form.fields():
            answer, kind = answers.get(field.key), TYPES[field.question.type].column
            code = made.code(field.key)
            ids = [option.id for option in field.question.options]
            if answer is not None and answer.status == "unknown":
                row[f"{code}[SQ001]" if kind == "options" else code] = "" if kind == "options" else "DK"
            elif answer is not None and kind == "options" and isinstance(answer.value, list):
                row |= {
                    f"{code}[SQ{place:03}]": "Y" if id_ in answer.value else ""
                    for place, id_ in enumerate(ids, 1)
                }
            elif answer is not None and kind == "option":
                row[code] = f"A{ids.index(str(answer.value)) + 1}"
            elif answer is not None:
                row[code] = plain[_name(field.key)]
            for part in ("importance", "basis"):
                value = plain.get(_name(f"{field.key}.{part}"))
                if value is not None:
                    row[made.code(f"{field.key}.{part}")] = value
        for section, named in items.items():
            for item, label in named.items():
                key = f"{section}/{item}/name"
                if key in made.codes:
                    row[made.code(key)] = label
        rows.append(row)
    if with_text:
        texts = {code: f"{code}. {text}" for code, text in _lime_texts(form, made) if "[" not in code}
        rows = [{texts.get(column, column): value for column, value in row.items()} for row in rows]
        columns = [texts.get(column, column) for column in columns]
    return b"\xef\xbb\xbf" + _table(
        rows, ["id", "submitdate", "lastpage", "startlanguage", *columns], ",", quoted=True
    )


def _lime_columns(form: GroupForm, made: SurveyStructure) -> Iterator[str]:
    for key, code in made.codes.items():
        question = form.questionnaire.question(key.rsplit("/", 1)[-1])
        if question is not None and TYPES[question.type].column == "options":
            yield from (f"{code}[SQ{place:03}]" for place in range(1, len(question.options) + 1))
        else:
            yield code


def _lime_texts(form: GroupForm, made: SurveyStructure) -> Iterator[tuple[str, str]]:
    for _, field in form.fields():
        yield made.code(field.key), form.say(field.question.ask)


def limesurvey_full(form: GroupForm, people: People) -> bytes:
    """LimeSurvey, full texts: headers are questions, cells are labels, as its structure words them."""
    structure = FORM_TARGETS["limesurvey"](form).data.decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(structure, delimiter="\t"))
    head: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    code = ""
    for row in rows:
        if row["class"] == "Q":
            code = row["name"]
            head[code] = row["text"]
        elif row["class"] == "SQ":
            head[f"{code}[{row['name']}]"] = f"{head[code]} [{row['text']}]"
        elif row["class"] == "A":
            labels.setdefault(code, {})[row["name"]] = row["text"]
    table = list(csv.DictReader(io.StringIO(limesurvey(form, people).decode("utf-8-sig"), newline="")))
    told = [
        {
            head.get(column, column): labels.get(column, {}).get(
                cell, {"Y": "Yes"}.get(cell, cell) if "[" in column else cell
            )
            for column, cell in row.items()
        }
        for row in table
    ]
    return b"\xef\xbb\xbf" + _table(told, [], ",", quoted=True)


LAYOUTS: dict[str, tuple[str, str, Callable[[GroupForm, People], bytes]]] = {
    "kobo, codes": ("xlsform", "r.csv", kobo),
    "kobo, labels": ("xlsform", "r.csv", lambda form, people: kobo(form, people, labels=True)),
    "odk": ("xlsform", "r.csv", odk),
    "surveyjs": ("surveyjs", "r.json", surveyjs),
    "limesurvey, codes": ("limesurvey", "r.csv", limesurvey),
    "limesurvey, full texts": (
        "limesurvey",
        "r.csv",
        limesurvey_full,
    ),
    "limesurvey, codes and texts": (
        "limesurvey",
        "r.csv",
        lambda form, people: limesurvey(form, people, with_text=True),
    ),
}
"""By name: the target, a file's name, and how it writes what people answered."""
