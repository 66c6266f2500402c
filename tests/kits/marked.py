"""An engagement in which one person is marked, and everything cfdiag makes of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec
import pyrage

from cfdiag.api.comparing import COMPARED_AS
from cfdiag.api.form import FORM_TARGETS
from cfdiag.cli.commands.handover import HANDOVER_FORMATS
from cfdiag.cli.commands.import_ import _FORMATS as IMPORT_FORMATS
from cfdiag.cli.commands.status import FORMATS as STATUS_FORMATS
from cfdiag.formats.interview import read_interview
from cfdiag.ground.sealing import Seal
from cfdiag.interview.events import InterviewerSet, Opened
from cfdiag.interview.journal.journal import Journal
from cfdiag.model.interview import Interview
from cfdiag.render.comments import COMMENT_FORMATS
from cfdiag.render.faults import FAULT_FORMATS
from cfdiag.render.pages import PAGES
from cfdiag.render.person import DOSSIER_FORMATS
from cfdiag.render.plan import PLAN_FORMATS
from cfdiag.render.report import REPORT_FORMATS, formats_of_page
from cfdiag.render.result import RESULT_FORMATS
from cfdiag.render.tables import TABLE_FORMATS
from kits.command import Done

NAME = "Quilla Zwartveld"
ID = "quilla-0077"
WORDS = {
    "customer-view": {
        "worked": "Xylophone engineers told us which lift would fail next week.",
        "not_worked": "Zanzibar silence while nobody told us when somebody would come.",
        "dream": "One obsidian number and a message about who comes and when.",
    },
    "account-view": {
        "push_for": "Every marzipan visit outside of what we had planned together.",
        "stop_accepting": "That we gossip tangerine about them instead of with them.",
    },
    "territory-handover": {
        "advice": "Walk vermilion blocks with the caretakers before any offer.",
    },
}
GROUPS = {"customer-view": "customer", "account-view": "owner", "territory-handover": "leaver"}
"""What the marked person said, by questionnaire and question: no word of it is said by anybody else."""
NOTE = "A cobalt pause before the answer about the level of service."
REMARKS = [word for said in WORDS.values() for word in said.values()] + [NOTE]
OTHER = "customer-view"
"""In the questionnaire of that id somebody else names them."""

FORMATS: dict[str, tuple[str, ...]] = {
    "check": tuple(FAULT_FORMATS),
    "comments": tuple(COMMENT_FORMATS),
    "compare": tuple(COMPARED_AS),
    "handover": HANDOVER_FORMATS,
    "import": IMPORT_FORMATS,
    "plan review": tuple(PLAN_FORMATS),
    "plan show": tuple(PLAN_FORMATS),
    "report": tuple(REPORT_FORMATS),
    "score": tuple(RESULT_FORMATS),
    "status": STATUS_FORMATS,
}
"""What each command over an engagement writes with `--format`."""
EACH = ((), ("--long",))
"""How `score --each` writes interviews as tables."""

Command = Callable[..., Done]
DAY = ("--date", "2026-11-27")
AT = "made/interviews"


class Marked(NamedTuple):
    """The engagement, and what was made of it."""

    files: dict[str, list[Path]]
    """The files, by what makes them."""
    ids: list[str]
    """Of the marked person's interviews."""


def marked(cfdiag: Command, folder: Path) -> Marked:
    """`cfdiag demo` with the marked person in it, and every output of every command over it.

    Args:
        cfdiag: runs a command line.
        folder: where it goes; the working folder of the commands.
    """
    assert cfdiag("demo", "made", "-q").code == 0
    made = folder / "made"
    for path in sorted(made.rglob("*")):
        # What the demo made before the marked person was in it is made again here.
        if path.is_file() and (path.suffix in (".html", ".md", ".svg") or path.name == "plan.yaml"):
            path.unlink()
    ids = _mark(made)
    _lists(made)
    maker = Maker(cfdiag, made)
    _outputs(maker, made, ids)
    files = maker.files | {name: [path] for name, path in _kept(made, ids).items()}
    return Marked(files, [*ids, *_begun(files, made, ids[0], folder)])


def _mark(made: Path) -> list[str]:
    ids = []
    for id_, said in WORDS.items():
        for path in sorted(made.glob(f"interviews/{id_}-*.json")):
            data = json.loads(path.read_text())
            if data["respondent"]["group"] != GROUPS[id_] or data["respondent"]["consent"] != "named":
                continue
            data["respondent"] |= {"name": NAME, "id": ID}
            for key, words in said.items():
                data["answers"][key] |= {"status": "answered", "value": words, "tags": []}
            if id_ == "customer-view":
                data["answers"]["service_level"]["note"] = NOTE
            path.write_text(json.dumps(data))
            ids.append(data["id"])
            break
    assert len(ids) == len(WORDS)
    path, data = _of_another(made, ids)
    data["answers"]["worked"]["value"] = f"What {NAME} arranged with the planner."
    path.write_text(json.dumps(data))
    return ids


def _of_another(made: Path, ids: list[str]) -> tuple[Path, dict]:
    """Somebody else's interview, in which there is something to say."""
    for path in sorted(made.glob(f"interviews/{OTHER}-*.json"), reverse=True):
        data = json.loads(path.read_text())
        if data["id"] not in ids and data["answers"].get("worked", {}).get("value"):
            return path, data
    raise AssertionError("there is nobody else")


def _lists(made: Path) -> None:
    lines = [f"{name},customer,,customer-view\n" for name in (NAME, "Ada Vale")]
    (made / "roster.csv").write_text("name,group,department,questionnaires\n" + "".join(lines))
    crm = made / "crm.csv"
    crm.write_text(crm.read_text().replace("L. Prins,310000", f"{NAME},310000"))
    lines = crm.read_text().splitlines(keepends=True)
    mine = [line for line in lines if NAME in line or "Borealis" in line]
    engagement = made / "engagement.yaml"
    engagement.write_text(engagement.read_text() + "\nroster: roster.csv\n")
    for name in ("reports", "exports", "outputs", "archive", "begun", "locked"):
        (made / name).mkdir()
    (made / "exports" / "one.csv").write_text("".join([lines[0], *mine]))
    table = f"Name,worked\n{NAME},{WORDS['customer-view']['worked']}\nAda Vale,Somebody came.\n"
    (made / "exports" / "responses.csv").write_text(table)
    mapping = f"cfdiag: 1\nmapping: customer-view\nprofile: plain\nignore: [{NAME}]\n"
    (made / "exports" / "mapping.yaml").write_text(mapping)
    response = {"format": "cfdiag/response@1", "respondent": {"name": NAME}, "answers": {}}
    (made / "exports" / "response.json").write_text(json.dumps(response))


class Maker:
    """Runs commands, and keeps what they write; what they print too, where they write no file."""

    def __init__(self, cfdiag: Command, made: Path) -> None:
        self._cfdiag, self._made = cfdiag, made
        self.files: dict[str, list[Path]] = {}

    def run(self, what: str, *words: str, file: str = "", codes: Iterable[int] = (0,)) -> None:
        """Run a command.

        Args:
            what: it makes; empty where that is looked at elsewhere.
            words: its words.
            file: where it writes, below the engagement's folder; without it what it prints is kept.
            codes: with which it may end.
        """
        done = self._cfdiag(*words, *(("--output", f"made/{file}") if file else ()))
        assert done.code in codes, f"{words}: {done.err or done.out}"
        path = self._made / (file or f"outputs/{what.replace(' ', '-')}.txt")
        if what and not file:
            path.write_text(done.out)
        if what:
            several = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
            self.files[what] = several

    def each(self, command: str, *words: str, folder: str, but: str = "") -> None:
        """Run a command once in each of its formats, but for one."""
        for format_ in FORMATS[command]:
            if format_ == but:
                continue
            file = f"{folder}/{command.replace(' ', '-')}.{format_}"
            self.run(f"{command} {format_}", *command.split(), *words, "--format", format_, *DAY, file=file)

    def shown(self, command: str, *words: str, codes: Iterable[int] = (0,)) -> None:
        """Run a command that prints, once in each of its formats."""
        for format_ in FORMATS[command]:
            self.run(f"{command} {format_}", *command.split(), *words, "--format", format_, codes=codes)


def _outputs(maker: Maker, made: Path, ids: list[str]) -> None:
    maker.each("score", AT, folder="results")
    maker.run("score --each json", "score", AT, "--each", "--format", "json", *DAY, file="results/each.json")
    for format_ in TABLE_FORMATS:
        for long in EACH:
            words = ("score", AT, "--each", *long, "--format", format_, *DAY)
            file = f"results/{'long' if long else 'each'}-table.{format_}"
            maker.run(" ".join(("score --each", *long, format_)), *words, file=file)
    words = ("score", AT, "--comments", "--format", "json", *DAY)
    maker.run("score --comments json", *words, file="results/words.json")
    # A page of PDF takes a second: the marked person and a few more who said as much have all there is to it.
    mine, *others = sorted(
        made.glob("interviews/customer-view-*.json"), key=lambda path: ids[0] not in path.name
    )
    few = [f"{AT}/{path.name}" for path in (mine, *others[:9])]
    maker.run("report pdf", "report", *few, "--format", "pdf", *DAY, file="reports/report.pdf")
    maker.each("report", AT, folder="reports", but="pdf")
    _pages(maker, made)
    maker.run("report --final", "report", AT, "--final", *DAY, file="reports/final.html")
    for format_ in FORMATS["comments"]:
        maker.run(f"comments {format_}", "comments", AT, "--format", format_, file=f"comments.{format_}")
    for format_ in FORMATS["compare"]:
        both = ("compare", "made/results/2026-11.json", AT, "--format", format_)
        maker.run(f"compare {format_}", *both, file=f"reports/compare.{format_}")
    maker.run("plan adopt", "plan", "adopt", AT, "--with-promises", *DAY, file="plan.yaml")
    first = (made / "plan.yaml").read_text().split("- id: ")[1].split("\n")[0]
    maker.run("", "plan", "set", first, "--owner", NAME, "--plan", "made/plan.yaml", *DAY)
    maker.each("plan show", "--plan", "made/plan.yaml", folder="reports")
    maker.each("plan review", "made/results/words.json", "--plan", "made/plan.yaml", folder="reports")
    for format_ in FORMATS["handover"]:
        # A page of PDF takes a second: one account has all that there is to it.
        accounts = "exports/one.csv" if format_ == "pdf" else "crm.csv"
        lists = ("handover", f"made/{accounts}", "--interviews", AT, "--quiet", "--format", format_, *DAY)
        maker.run(f"handover {format_}", *lists, file=f"handover-{format_}")
    for to in FORM_TARGETS:
        form = ("form", "customer-view", "--to", to, "--group", "customer", "--anyway")
        maker.run(f"form {to}", *form, file=f"outputs/form-{to}")
    table = ("made/exports/responses.csv", "--questionnaire", "customer-view", "--group", "customer")
    maker.shown("import", *table, "--dry-run", codes=(0, 3))
    maker.shown("status", "made", *DAY)
    maker.shown("check", "made/interviews")
    maker.run("why", "why", AT, "overall", codes=(0, 2))
    mine = f"{AT}/customer-view-{ids[0]}.json"
    maker.run("redact", "redact", mine)
    for suffix in ("html", "json"):
        maker.files[f"person show {suffix}"] = [made / f"reports/person.{suffix}"]
    maker.run("", "person", "show", NAME, "made", *DAY, file="reports/person.html")
    maker.run("person show text", "person", "show", NAME, "made", *DAY)
    assert set(DOSSIER_FORMATS) == {"html", "json", "text"}


def _pages(maker: Maker, made: Path) -> None:
    """Every shipped page as HTML and as Markdown: what else there is is made of these."""
    held = [json.loads(path.read_text())["respondent"] for path in made.glob("interviews/*.json")]
    accounts = sorted({who["account"] for who in held if who.get("name") == NAME and who.get("account")})
    for name, page in PAGES.items():
        source = "made" if page.made_of == "engagement" else "made/results/words.json"
        found = []
        for format_ in set(formats_of_page(name)) & {"html", "markdown"}:
            words = ("report", source, "--template", name, "--format", format_, *DAY)
            for account in accounts if page.one_of else [""]:
                file = f"reports/{name}-{account}.{format_}"
                maker.run(
                    "page", *words, *(("--account", account) if account else ()), file=file, codes=(0, 2)
                )
                found += [path for path in maker.files.pop("page") if path.is_file()]
        assert found, f"{name} cannot be made"
        maker.files[f"report --template {name}"] = found


def _kept(made: Path, ids: list[str]) -> dict[str, Path]:
    """What is no output: lists, exports, interviews."""
    return {
        "plan.yaml": made / "plan.yaml",
        "releases": made / "releases.jsonl",
        "response": made / "exports" / "response.json",
        "table of responses": made / "exports" / "responses.csv",
        "mapping": made / "exports" / "mapping.yaml",
        "roster": made / "roster.csv",
        "list of accounts": made / "crm.csv",
        "interview": next(made.glob(f"interviews/customer-view-{ids[0]}.json")),
        "redacted interview": next(made.glob(f"interviews/customer-view-{ids[0]}.redacted.json")),
    }


KEY = pyrage.x25519.Identity.generate()
SEAL = Seal([str(KEY.to_public())])
_OPENED = Opened(at="2026-11-27T09:00:00Z", pid=1, host="desk")
_NEW = "0197{:04d}-0000-7000-8000-000000007777"


def _begun(files: dict[str, list[Path]], made: Path, first: str, folder: Path) -> list[str]:
    """Journals, torn lines, locked and compressed files, of the marked person and of others who name them."""
    mine = read_interview(next(made.glob(f"interviews/customer-view-{first}.json")).read_bytes(), "x")
    other_path, _ = _of_another(made, [first])
    other = read_interview(other_path.read_bytes(), "x")
    (folder / "key").write_text(str(KEY))
    ids = []
    for number, (name, whose, seal) in enumerate(
        (("mine", mine, None), ("shut", mine, SEAL), ("other", other, None), ("other-shut", other, SEAL))
    ):
        begun = msgspec.structs.replace(whose, id=_NEW.format(number), finished=None)
        path = made / f"begun/{name}.open.jsonl"
        journal = Journal.create(path, begun, _OPENED, seal)
        journal.append(InterviewerSet("" if whose is mine else NAME), (), ())
        journal.close()
        ids += [begun.id] if whose is mine else []
    torn = made / "begun/mine.open.jsonl.torn"
    torn.write_bytes(b'{"crc":"0", "do": {"text": "' + REMARKS[0].encode())
    _packed(made, mine, other)
    files |= {
        "journal": [made / "begun/mine.open.jsonl"],
        "locked journal": [made / "begun/shut.open.jsonl"],
        "torn lines": [torn],
        "locked interview": [made / "locked/mine.json.age"],
    }
    return ids


def _packed(made: Path, mine: Interview, other: Interview) -> None:
    encoded = {"mine": msgspec.json.encode(mine), "other": msgspec.json.encode(other)}
    for name, data in encoded.items():
        (made / f"locked/{name}.json.age").write_bytes(SEAL.sealed(data))
    lines = b"".join(each + b"\n" for each in encoded.values())
    (made / "archive/all.jsonl.gz").write_bytes(gzip.compress(lines))
    (made / "archive/shut.jsonl.gz.age").write_bytes(SEAL.sealed(gzip.compress(lines)))
    (made / "archive/all.json").write_bytes(b"[" + b",".join(encoded.values()) + b"]")
    (made / "archive/comments.csv.gz").write_bytes(gzip.compress((made / "comments.csv").read_bytes()))
    for path in (made / "results/words.json", made / "reports/report.html", made / "plan.yaml"):
        (made / f"locked/{path.name}.age").write_bytes(SEAL.sealed(path.read_bytes()))
