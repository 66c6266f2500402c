"""Word, to be edited: real headings, tables with header rows, captions, charts with alternative texts.

The document is built from the view by shape: a table is a table wherever it stands, a chart is a picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cfdiag.ground.safe import safe
from cfdiag.render.target import Rendered, Target, View
from cfdiag.render.word import Paper

IS_TEXT = False


def render(view: View, target: Target) -> Rendered:
    """The report as a Word document.

    Raises:
        CfdiagError: `missing-extra`.
    """
    del target  # the pages are for print: what they hold is in the report already
    paper = _Report(view)
    paper.cover()
    own = {
        "summary": paper.summary,
        "voices": paper.voices,
        "accounts": paper.accounts,
        "actions": paper.actions,
        "method": paper.method,
    }
    for entry in view["contents"]:
        own.get(entry["id"], paper.section)(view[entry["id"]])
    return Rendered(paper.bytes(), {})


class _Report(Paper):
    """The report's sections, on paper."""

    def cover(self) -> None:
        cover = self.view["cover"]
        for stamp in self.view["stamps"]:
            self.say(stamp, "Intense Quote")
        self.doc.add_heading(safe(cover["title"]), 0)
        self.say(cover["client"], "Subtitle")
        for keys in (("date", "audience", "confidentiality"), ("asked", "unfinished")):
            self.say(" · ".join(cover[key] for key in keys if cover[key]))
        self.bullets([": ".join([p["title"], ", ".join([p["n"], *p["groups"]])]) for p in cover["people"]])

    def summary(self, summary: Mapping[str, Any]) -> None:
        self.heading(summary["title"], 1)
        for verdict in summary["verdict"]:
            self.say(verdict, "Intense Quote")
        self.bullets(
            [
                " ".join(x for x in (f["value"], f["label"], f["note"] and f"({f['note']})") if x)
                for f in summary["figures"]
            ]
        )
        if summary["findings"]:
            self.heading(self.w("What stands out"), 2)
            self.bullets([f["text"] for f in summary["findings"]])
        for name, title in (("keep", self._keep()), ("mend", self._mend(self.w("Mend first")))):
            if summary[name]:
                self.heading(title, 2)
                self.bullets(
                    [
                        f"{a['rank']}. {a['title']}. {a['first_step']} {a['owner']}, {a['horizon']}".replace(
                            "  ", " "
                        )
                        for a in summary[name]
                    ]
                )

    def section(self, section: Mapping[str, Any] | None) -> None:
        """Any section that is made of a lead and parts with a sentence, a chart and tables."""
        if section is None:
            return
        self.heading(section["title"], 1)
        self.say(section["lead"])
        for part in section.get("parts") or [section]:
            if part is not section:
                self.heading(part["title"], 2)
            self.say(" ".join(x for x in (part.get("sentence"), part.get("order")) if x))
            if part.get("chart"):
                self.chart(part["chart"])
            for key in ("table", "checklists", "groups"):
                if part.get(key):
                    self.table(part[key])
            self.bullets(part.get("beside") or [])
            for table in part.get("tables") or []:
                self.table(table)
            for note in part.get("apart") or []:
                self.say(note, "Caption")
            for one in part.get("one_by_one") or []:
                self.bullets(
                    [f"{one['title']} " + "; ".join(f"{a['who']}: {a['values']}" for a in one["answers"])]
                )

    def quotes(self, quotes: Sequence[Mapping[str, Any]]) -> None:
        for quote in quotes:
            tail = ", ".join(x for x in (quote["who"], quote["item"], quote["kind"]) if x)
            self.say(f"{quote['text']}{' — ' + tail if tail else ''}", "Quote")

    def voices(self, section: Mapping[str, Any] | None) -> None:
        if section is None:
            return
        self.heading(section["title"], 1)
        self.say(section["lead"])
        for part in section["parts"]:
            self.heading(part["title"], 2)
            for question in part["questions"]:
                self.heading(question["question"], 3)
                self.say(" · ".join(x for x in (question["group"], question["themes"]) if x), "Caption")
                self.quotes(question["quotes"])
                self.say(question["more"], "Caption")

    def accounts(self, section: Mapping[str, Any] | None) -> None:
        if section is None:
            return
        self.heading(section["title"], 1)
        self.say(section["lead"])
        for part in section["parts"]:
            self.heading(part["title"], 2)
            self.say(part["folklore"])
            for entry in part["give_and_get"]:
                self.heading(entry["title"], 3)
                self.bullets(entry["items"])

    def _keep(self) -> str:
        return self.w("What we keep") if self.view["audience"] == "customer" else self.w("Keep and spread")

    def _mend(self, inside: str) -> str:
        return self.w("What we change") if self.view["audience"] == "customer" else inside

    def actions(self, section: Mapping[str, Any] | None) -> None:
        if section is None:
            return
        self.heading(section["title"], 1)
        self.say(section["lead"])
        for name, title in (("build", self._keep()), ("mend", self._mend(self.w("Mend")))):
            if section[name]:
                self.heading(title, 2)
            for action in section[name]:
                self._action(action)
        if section["further"]:
            self.heading(self.w("Further actions"), 2)
            self.bullets(
                [
                    f"{a['rank']}. {a['title']}. {a['first_step']} {a['owner']}, {a['when']}".replace(
                        "  ", " "
                    )
                    for a in section["further"]
                ]
            )
        if section["horizons"]:
            self._days(section["horizons"])
        for text in section["projected"]:
            self.say(text)
        if section["chart"]:
            self.chart(section["chart"])
        if section["table"]:
            self.table(section["table"])

    def _days(self, horizons: Sequence[Mapping[str, Any]]) -> None:
        self.heading(self.w("The first 30, 60 and 90 days"), 2)
        for horizon in horizons:
            self.heading(horizon["title"], 3)
            self.bullets(
                [f"{a['rank']}. {a['title']}" for a in horizon["actions"]]
                or [self.w("Nothing new starts here.")]
            )

    def _action(self, action: Mapping[str, Any]) -> None:
        self.heading(f"{action['rank']}. {action['title']}", 3)
        self.say(action["why"])
        rows = (
            (self.w("First step"), action["first_step"]),
            (self.w("Owner"), action["owner"]),
            (self.w("When"), action["when"]),
            (self.w("You will see it when"), action["measure"]),
            (self.w("Priority"), action["parts"]),
            *((self.w("Because"), f"{b['question']} {b['text']}") for b in action["because"]),
        )
        for label, value in rows:
            if value:
                paragraph = self.doc.add_paragraph()
                paragraph.add_run(f"{label}: ").bold = True
                paragraph.add_run(safe(value))
        self.quotes(action["quotes"])

    def method(self, section: Mapping[str, Any]) -> None:
        self.heading(section["title"], 1)
        for paragraph in section["paragraphs"]:
            self.say(paragraph)
        self.table(section["table"])
        if section["not_judged"]:
            self.heading(self.w("Not judged"), 2)
            self.bullets(
                [
                    ": ".join(x for x in (n["title"], "; ".join(n["missing"])) if x)
                    for n in section["not_judged"]
                ]
            )
        self.bullets([*section["rejected"], *section["warnings"]])
        self.say(section["tool"], "Caption")
