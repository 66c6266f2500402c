"""Tables of responses as survey services write them, made for the tests: small, with their traps."""

# ruff: noqa: E501  tables are read as tables

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cfdiag.formats.questionnaire.reader import read_questionnaire

QUESTIONNAIRE = """\
cfdiag: 1
id: tryout
version: "1.0.0"
title: {en: Try-out, nl: Proef}
language: en
scales:
  five: {min: 1, max: 5, labels: {1: {en: Very poor, nl: Heel slecht}, 5: {en: Excellent, nl: Uitstekend}}}
dimensions:
  service: {title: {en: Service, nl: Service}}
groups:
  customer: {title: {en: Customers, nl: Klanten}, minutes: 5, side: customer}
  internal: {title: {en: Insiders, nl: Medewerkers}, minutes: 5, anonymous: true}
sections:
  - id: one
    title: {en: One, nl: Een}
    questions:
      - {id: quick, type: rating, scale: five, dimension: service, importance: [customer], ask: {customer: {en: "How do you rate our speed?", nl: "Wat vindt u van onze snelheid?"}, internal: {en: "How do customers rate our speed?", nl: "Wat vinden klanten van onze snelheid?"}}, label: {en: Speed, nl: Snelheid}}
      - {id: friendly, type: rating, scale: five, dimension: service, ask: {en: "How friendly are people at {{ organisation }}?", nl: "Hoe vriendelijk zijn mensen bij {{ organisation }}?"}, label: {en: Friendliness, nl: Vriendelijkheid}}
      - {id: again, type: yes_no, required: true, ask: {en: "Would you come again?", nl: "Komt u nog eens terug?"}}
      - {id: how, type: choice, ask: {en: "How do you reach us?", nl: "Hoe bereikt u ons?"}, options: {phone: {en: By phone, nl: Per telefoon}, visit: {en: "A visit, announced", nl: "Een bezoek, aangekondigd"}}, other: true}
      - {id: used, type: choices, ask: {en: "What have you used?", nl: "Wat hebt u gebruikt?"}, options: {shop: {en: The shop, nl: De winkel}, advice: {en: "Advice, also by phone", nl: "Advies, ook per telefoon"}, repair: {en: Repair, nl: Reparatie}}}
      - {id: spent, type: number, min: 0, ask: {en: "How much do you spend with us in a year?", nl: "Hoeveel besteedt u per jaar bij ons?"}}
      - {id: since, type: date, ask: {en: "Since when do you know us?", nl: "Sinds wanneer kent u ons?"}}
      - {id: why, type: text, when: "again == 'no'", ask: {en: "Why not?", nl: "Waarom niet?"}}
"""
"""A questionnaire with a question of most types, in two languages."""


def form_response(code: str = "K7QX2MWP", **changes: object) -> bytes:
    """A response to the questionnaire as it stands."""
    text = QUESTIONNAIRE.encode()
    held = {
        "format": "cfdiag/response@1",
        "questionnaire": {
            "id": "tryout", "version": "1.0.0", "sha256": read_questionnaire(text, "tryout.yaml").sha256,
        },
        "group": "internal", "language": "nl", "organisation": "Acme", "account": None, "code": code,
        "date": "2026-11-26", "consent": "counted", "name": None, "session": None, "items": {},
        "answers": {
            "quick": {"status": "answered", "value": 4}, "again": {"status": "answered", "value": "yes"},
        },
    }  # fmt: skip
    return json.dumps({**held, **changes}).encode()


def settle(folder: Path) -> None:
    """An engagement with the questionnaire, in a folder."""
    (folder / "questionnaires").mkdir()
    (folder / "questionnaires" / "tryout.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (folder / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Acme\nquestionnaires: [tryout]\ndepartments: {sales: Sales}\n", encoding="utf-8"
    )


def answers(file: Path) -> dict[str, object]:
    """The answers of an interview: the value, or value and importance."""
    held = json.loads(file.read_bytes())["answers"]
    return {
        key: (answer["value"], answer["importance"]) if "importance" in answer else answer["value"]
        for key, answer in held.items()
        if answer["status"] == "answered"
    }


class Sent(NamedTuple):
    """What somebody filled in."""

    id: str
    quick: int | None
    importance: int | None
    friendly: int | None
    again: str
    how: str
    used: tuple[str, ...]
    spent: str
    since: str
    why: str = ""
    email: str = "ada@example.com"


SENT = (
    Sent(
        "r1",
        4,
        5,
        3,
        "yes",
        "A visit, announced",
        ("The shop", "Advice, also by phone"),
        "1,250.50",
        "2019-04-23",
    ),
    Sent("r2", 2, 4, 5, "no", "By phone", ("Repair",), "300", "2021-02-03", "Too far away"),
    Sent("r3", 5, 5, None, "yes", "By phone", (), "12,000", "2020-11-30"),
)
ASKS = {
    "quick": "How do you rate our speed?",
    "importance": "How do you rate our speed? [importance]",
    "friendly": "How friendly are people at Acme?",
    "again": "Would you come again?",
    "how": "How do you reach us?",
    "used": "What have you used?",
    "spent": "How much do you spend with us in a year?",
    "since": "Since when do you know us?",
    "why": "Why not?",
}
OPTIONS = {"shop": "The shop", "advice": "Advice, also by phone", "repair": "Repair"}


def written(rows: Sequence[Sequence[object]], delimiter: str = ",", *, quoted: bool = False) -> bytes:
    """Rows as a table of text."""
    out = io.StringIO(newline="")
    how = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, quoting=how).writerows(rows)
    return out.getvalue().encode()


def cell(sent: Sent, key: str, *, separator: str = ", ") -> object:
    """One answer as most services write it."""
    value = getattr(sent, key)
    if key == "used":
        return separator.join(value)
    if key == "again":
        return {"yes": "Yes", "no": "No"}[value]
    return "" if value is None else value


def rows_of(
    before: Mapping[str, Callable[[Sent], object]],
    after: Mapping[str, Callable[[Sent], object]],
    separator: str = ", ",
) -> list[list[object]]:
    """A header of questions, and a response a row, between what a service notes itself."""
    header: list[object] = [*before, *ASKS.values(), *after]
    body = [
        [
            *(say(sent) for say in before.values()),
            *(cell(sent, key, separator=separator) for key in ASKS),
            *(say(sent) for say in after.values()),
        ]
        for sent in SENT
    ]
    return [header, *body]


def google() -> bytes:
    """Google Forms."""
    return written(
        rows_of({"Timestamp": lambda _: "11/23/2026 10:04:05", "Email Address": lambda s: s.email}, {})
    )


def microsoft() -> bytes:
    """Microsoft Forms, as text."""
    before: dict[str, Callable[[Sent], object]] = {
        "ID": lambda s: s.id, "Start time": lambda _: "2026-11-23 10:00:00", "Completion time": lambda _: "2026-11-23 10:04:05",
        "Email": lambda s: s.email, "Name": lambda _: "Ada Vale",
    }  # fmt: skip
    return written(rows_of(before, {}, ";"))


def typeform() -> bytes:
    """Typeform."""
    before: dict[str, Callable[[Sent], object]] = {"#": lambda s: s.id}
    after: dict[str, Callable[[Sent], object]] = {
        "Start Date (UTC)": lambda _: "2026-11-23 10:00:00", "Submit Date (UTC)": lambda _: "2026-11-23 10:04:05", "Network ID": lambda _: "0af31",
    }  # fmt: skip
    return written(rows_of(before, after))


def surveymonkey() -> bytes:
    """SurveyMonkey: two header rows, a column an option."""
    fixed = [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        "Email Address",
        "First Name",
        "Last Name",
        "Custom Data 1",
    ]
    upper: list[object] = [*fixed]
    lower: list[object] = ["" for _ in fixed]
    for key, ask in ASKS.items():
        if key == "used":
            upper += [ask, "", ""]
            lower += list(OPTIONS.values())
        else:
            upper.append(ask)
            lower.append("Response")
    body = []
    for sent in SENT:
        row: list[object] = [
            sent.id,
            "17",
            "11/23/2026 09:58:00 AM",
            "11/23/2026 10:04:05 AM",
            "10.0.0.7",
            sent.email,
            "Ada",
            "Vale",
            "",
        ]
        for key in ASKS:
            row += (
                [text if text in sent.used else "" for text in OPTIONS.values()]
                if key == "used"
                else [cell(sent, key)]
            )
        body.append(row)
    return b"\xef\xbb\xbf" + written([upper, lower, *body]).replace(b"\n", b"\n")


def qualtrics() -> bytes:
    """Qualtrics: codes, texts, import ids."""
    noted = {
        "StartDate": "2026-11-23 09:58:00",
        "EndDate": "2026-11-23 10:04:05",
        "IPAddress": "10.0.0.7",
        "Finished": "True",
        "ResponseId": None,
        "RecipientEmail": "ada@example.com",
        "UserLanguage": "EN",
    }
    codes = list(ASKS)
    codes[codes.index("importance")] = "quick.importance"
    header = [
        [*noted, *codes],
        [*noted, *ASKS.values()],
        [json.dumps({"ImportId": name}) for name in (*noted, *codes)],
    ]
    body = [
        [*(value or sent.id for value in noted.values()), *(cell(sent, key) for key in ASKS)] for sent in SENT
    ]
    return written([*header, *body])


def limesurvey() -> bytes:
    """LimeSurvey: codes, a column an option, a blank line at the end."""
    header = [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        "quick",
        "quick[importance]",
        "friendly",
        "again",
        "how",
        "how[other]",
        "used[shop]",
        "used[advice]",
        "used[repair]",
        "spent",
        "since",
        "why",
        "interviewtime",
    ]
    codes = {"A visit, announced": "visit", "By phone": "phone"}
    body = [
        [sent.id, "2026-11-23 10:04:05", "3", "en", "1", cell(sent, "quick"), cell(sent, "importance"), cell(sent, "friendly"), sent.again[:1].upper(), codes[sent.how], "",
         *("Y" if text in sent.used else "" for text in OPTIONS.values()), sent.spent, sent.since, sent.why, "31.5"]
        for sent in SENT
    ]  # fmt: skip
    return b"\xef\xbb\xbf" + written([header, *body], quoted=True) + b"\n"


def kobo() -> bytes:
    """KoboToolbox: codes, several options both in one cell and a column each."""
    header = [
        "start",
        "end",
        "quick",
        "quick__importance",
        "friendly",
        "again",
        "how",
        "used",
        "used/shop",
        "used/advice",
        "used/repair",
        "spent",
        "since",
        "why",
        "_id",
        "_uuid",
        "_submission_time",
    ]
    codes = {"A visit, announced": "visit", "By phone": "phone"}
    ids = {text: id_ for id_, text in OPTIONS.items()}
    body = [
        ["2026-11-23T10:00:00.000+01:00", "2026-11-23T11:04:05.000+01:00", cell(s, "quick"), cell(s, "importance"), cell(s, "friendly"), s.again, codes[s.how], " ".join(ids[t] for t in s.used),
         *(("1" if text in s.used else "0") if s.used else "" for text in OPTIONS.values()), s.spent, s.since, s.why, "7", s.id, "2026-11-23T10:04:05"]
        for s in SENT
    ]  # fmt: skip
    return written([header, *body], ";", quoted=True)


def odk() -> bytes:
    """ODK Central: groups before the names, codes with blanks between."""
    header = [
        "SubmissionDate",
        "one-quick",
        "one-quick__importance",
        "one-friendly",
        "one-again",
        "one-how",
        "one-used",
        "one-spent",
        "one-since",
        "one-why",
        "name",
        "KEY",
        "SubmitterName",
        "DeviceID",
    ]
    codes = {"A visit, announced": "visit", "By phone": "phone"}
    ids = {text: id_ for id_, text in OPTIONS.items()}
    body = [
        ["2026-11-23T10:04:05.000Z", cell(s, "quick"), cell(s, "importance"), cell(s, "friendly"), s.again, codes[s.how], " ".join(ids[t] for t in s.used), s.spent, s.since, s.why, "Ada Vale", s.id, "ada", "d7"]
        for s in SENT
    ]  # fmt: skip
    return written([header, *body])


def redcap() -> bytes:
    """REDCap: `question___code`, and how complete a form is."""
    header = [
        "record_id",
        "redcap_survey_identifier",
        "quick",
        "quick__importance",
        "friendly",
        "again",
        "how",
        "used___shop",
        "used___advice",
        "used___repair",
        "spent",
        "since",
        "why",
        "tryout_complete",
    ]
    codes = {"A visit, announced": "visit", "By phone": "phone"}
    body = [
        [s.id, "", cell(s, "quick"), cell(s, "importance"), cell(s, "friendly"), {"yes": "1", "no": "0"}[s.again], codes[s.how], *("1" if text in s.used else "0" for text in OPTIONS.values()), s.spent, s.since, s.why, "2"]
        for s in SENT
    ]  # fmt: skip
    return written([header, *body])


def _as_json(sent: Sent) -> dict[str, object]:
    ids = {text: id_ for id_, text in OPTIONS.items()}
    codes = {"A visit, announced": "visit", "By phone": "phone"}
    said = {
        "quick": sent.quick, "quick__importance": sent.importance, "friendly": sent.friendly, "again": sent.again == "yes", "how": codes[sent.how],
        "used": [ids[text] for text in sent.used], "spent": float(sent.spent.replace(",", "")), "since": sent.since, "why": sent.why or None,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value not in (None, [])}


def surveyjs() -> bytes:
    """SurveyJS: a list of maps; what somebody left open is not there."""
    return json.dumps(
        [
            {"session": s.id, **_as_json(s), "how-Comment": None, "happendAt": "2026-11-23T10:04:05Z"}
            for s in SENT
        ]
    ).encode()


def formr() -> bytes:
    """formr."""
    noted = {
        "created": "2026-11-23 09:58:00",
        "modified": "2026-11-23 10:00:00",
        "ended": "2026-11-23 10:04:05",
        "expired": None,
    }
    return json.dumps([{"session": s.id, **noted, **_as_json(s)} for s in SENT]).encode()


def plain_json() -> bytes:
    """Any list of maps."""
    return json.dumps([{"quick": s.quick, **_as_json(s)} for s in SENT]).encode()


def plain() -> bytes:
    """A table somebody keeps, with a title above."""
    return written([["Answers of 2026"], [], *rows_of({}, {})])


SERVICES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "google-forms": ("r.csv", google), "microsoft-forms": ("r.csv", microsoft), "typeform": ("r.csv", typeform), "surveymonkey": ("r.csv", surveymonkey),
    "qualtrics": ("r.csv", qualtrics), "limesurvey": ("r.csv", limesurvey), "kobo": ("r.csv", kobo), "odk": ("r.csv", odk), "redcap": ("r.csv", redcap),
    "surveyjs": ("r.json", surveyjs), "formr": ("r.json", formr), "plain-json": ("r.json", plain_json), "plain": ("r.csv", plain),
}  # fmt: skip
"""By profile: a file's name and its bytes."""
