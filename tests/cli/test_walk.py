"""What is promised for the table, typed at a terminal of three sizes, in both languages and modes."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from kits.screen import BACK, BACKSPACE, CTRL_G, DOWN, ENTER, ESC, SPACE, TAB
from kits.sitting import ENGAGEMENT, sitting_folder
from kits.terminal import Terminal

from cfdiag.interview.journal.replay import read_journal
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Interview
from cfdiag.render.sentences import DRAFT

ROSTER = "name,group,account,organisation,when\nAda Vale,customer,acme,Acme,{today}\nCy Owner,owner,borax,,\n"
WALK = """\
cfdiag: 1
id: walk
version: 1.0.0
title: {en: A walk, nl: Een rondgang}
minutes: 10
groups:
  owner: {side: inside, title: {en: Owners, nl: Accounthouders}}
  customer: {side: customer, title: {en: Customers, nl: Klanten}}
scales:
  five: {min: 1, max: 5, labels: {1: {en: Bad, nl: Slecht}, 5: {en: Fine, nl: Goed}}}
  ten: {min: 0, max: 10}
dimensions: {d: {title: All}}
sections:
  - id: one
    title: {en: Part one, nl: Deel een}
    intro: {en: Here it begins., nl: Hier begint het.}
    questions:
      - {id: told, type: text, essential: true, probe: {en: SECRET HINT, nl: SECRET HINT},
         ask: {en: "QA what happened?", nl: "QA wat gebeurde er?"}}
      - {id: worth, type: number, min: 0, currency: EUR, ask: {en: "QB how much?", nl: "QB hoeveel?"}}
      - {id: day, type: date, ask: {en: "QC which day?", nl: "QC welke dag?"}}
      - {id: where, type: choice, ask: {en: "QD where?", nl: "QD waar?"},
         options: {o1: Apeldoorn, o2: Breda, o3: Culemborg, o4: Delft, o5: Emmen, o6: Franeker, o7: Gouda,
                   o8: Haarlem, o9: IJmuiden, o10: Joure, o11: Kampen, o12: Leiden}}
  - id: two
    title: {en: Part two, nl: Deel twee}
    questions:
      - {id: r1, type: rating, scale: ten, dimension: d, ask: {en: "QE first?", nl: "QE eerste?"}}
      - {id: r2, type: rating, scale: ten, dimension: d, ask: {en: "QE second?", nl: "QE tweede?"}}
      - {id: w, type: rating, scale: five, dimension: d, importance: [customer, owner],
         ask: {en: "QF how good?", nl: "QF hoe goed?"}}
  - id: three
    title: {en: Part three, nl: Deel drie}
    repeat:
      pick: 2
      name: {en: moment, nl: moment}
      ask: {en: "QG which two?", nl: "QG welke twee?"}
      items: {a: Alpha, b: Beta, c: Gamma}
    questions:
      - {id: item, type: rating, scale: five, dimension: d, ask: {en: "QH {{ item }}?", nl: "QH {{ item }}?"}}
"""
SIZES = [(80, 24), (120, 40), (46, 14)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return sitting_folder(tmp_path, monkeypatch, "walk", WALK, ROSTER)


class Walk:
    """Somebody at a terminal who waits for what they are to see before they type on."""

    def __init__(self, folder: Path, language: str, size: tuple[int, int], *flags: str) -> None:
        said = ENGAGEMENT.replace("QUESTIONNAIRE", "walk")
        (folder / "engagement.yaml").write_text(f"{said}language: {language}\n")
        self.folder, self.say = folder, locale_for(language)
        self.at = Terminal(*flags, columns=size[0], rows=size[1])
        self._lines = "--accessible" in flags

    @property
    def page(self) -> str:
        """What is on the screen, whichever way it is broken into lines."""
        # In lines, what was said may have gone out of sight.
        return "".join((self.at.raw if self._lines else "".join(self.at.screen.display)).split())

    def sees(self, text: str, **values: object) -> Walk:
        wanted = "".join(self.say(text, **values).split())
        end = time.monotonic() + 15
        while wanted not in self.page and time.monotonic() < end and self.at._take():
            pass
        assert wanted in self.page, f"{wanted!r} is not in\n" + "\n".join(self.at.screen.display)
        return self

    def sees_not(self, *texts: str) -> Walk:
        """What goes is wiped line by line: wait until the whole of it has gone."""
        end = time.monotonic() + 15
        for text in texts:
            gone = "".join(self.say(text).split())
            while gone in self.page and time.monotonic() < end and self.at._take():
                pass
            assert gone not in self.page, text
        return self

    def types(self, keys: str) -> Walk:
        self.at.send(keys)
        return self

    def begins(self, text: str) -> Walk:
        """Enter, until all of the opening was seen and what comes then is there."""
        self.sees("Enter" if self.at.screen.lines > 20 else "min")
        for _ in range(4):
            before = self.page
            self.types(ENTER)
            end = time.monotonic() + 15
            while self.page == before and time.monotonic() < end:
                self.at._take()
            for _ in range(4):
                self.at._take()
            if "".join(text.split()) in self.page:
                return self
        return self.sees(text)

    def held(self) -> Interview:
        (journal,) = (self.folder / "interviews").glob("*.open.jsonl")
        return read_journal(journal.read_bytes(), str(journal))


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES)
def test_on_the_screen(folder: Path, size: tuple[int, int], language: str) -> None:
    walk = Walk(folder, language, size)
    say = walk.say
    # Who is to be heard today stands first; three keys to the first question aloud.
    walk.sees("Which interview?").sees("Ada Vale").types("1")
    walk.sees("at the end you decide" if language == "en" else "aan het einde beslist u")
    walk.sees_not("SECRET HINT", "What may become of these words?")
    # Consent is a sentence at the start; the question is behind c, numbered, and Esc closes it unchanged.
    walk.types("c").sees("What may become of these words?").sees("1 ( )").types(ESC).sees(
        "A walk" if language == "en" else "Een rondgang"
    )
    # Who is here, with the keys there too.
    walk.types("i").sees("Who is here?").sees("Ada Vale").types("?").sees("Keys on this page").types(ENTER)
    walk.sees("Who is here?").types(TAB)
    walk.begins("Here it begins." if language == "en" else "Hier begint het.")
    # A word between questions.
    walk.types("n").types("n").sees("Note").types("an aside" + ENTER)
    walk.types(ENTER).sees("QA").sees("min")
    # Of a customer no score is ever seen; the hint only when asked for.
    walk.types(CTRL_G).types("half a sen").sees("half a sen").sees_not("SECRET HINT", DRAFT)
    walk.types(ESC + "p").sees("SECRET HINT").types(ESC + "p")
    # What is typed is kept when typing pauses, and when one goes on and back.
    time.sleep(1.3)
    assert '"half a sen"' in next((folder / "interviews").glob("*.open.jsonl")).read_text()
    walk.types("tence" + TAB).sees("QB").types(BACK).sees("half a sentence").types(ENTER).sees("QB")
    # Amounts: echoed in words; what could be two things is asked back.
    walk.types("120,000" if language == "nl" else "120.000").types(ENTER).sees("120")
    walk.sees("QB").types(BACKSPACE * 7 + "120k").sees("120 thousand" if language == "en" else "120 duizend")
    walk.types(ENTER).sees("QC")
    # A refusal names the fault.
    walk.types("31-11-2026" + ENTER).sees("30").types(BACKSPACE * 10 + "30-11-2026" + ENTER).sees("QD")
    # A long list: letters narrow it, a digit waits for the second.
    walk.types("lei").sees("{n} of {of} with ‘{letters}’", n=1, of=1, letters="lei").sees_not("Apeldoorn")
    walk.types(BACKSPACE * 3).sees("{n} of {of}; letters narrow the list", n=12, of=12)
    walk.types("12").sees("(o) Leiden").types(ENTER).sees("QE")
    # NPS: 10 is 10, in a block too; a number that is not on the scale is refused.
    walk.types("10").types("7").sees("[7]").types(ENTER).sees("QF")
    held = walk.held()
    assert [held.answers[key].value for key in ("told", "worth", "day", "where", "r1", "r2")] == [
        "half a sentence", 120000, "2026-11-30", "o12", 10, 7,
    ]  # fmt: skip
    # s, d, a are about the cell; z takes the last change back.
    # What is waited for must not have been there before: d leads on, z back.
    walk.types("4d").sees("QG").types("z").sees("QF").types("z").types("45").sees("[5]")
    walk.types(ENTER).sees("QG")
    assert (walk.held().answers["w"].importance, walk.held().answers["w"].value) == (4, 5)
    # Nothing is ticked before; one too many waits for the one that makes way.
    walk.sees("{n} of {max} chosen", n=0, max=2).sees_not("[x]").types("12").sees(
        "{n} of {max} chosen", n=2, max=2
    )
    walk.types("3").sees("Alpha").types("1").sees("[ ] Alpha").types(ENTER).sees("QH")
    assert set(walk.held().items["three"]) == {"b", "c"}
    # Enter on an empty page leaves it open; the review finds it by o, a number jumps.
    walk.types(ENTER).sees("Review").sees("{done} of {total} done", done=7, total=9).types("5").types("o")
    walk.types("x").sees("{key} is no key of this page; ? shows the keys.", key="x")
    # The way: sections with what is open, words that are searched.
    walk.types("g").sees("Sections").sees("{n} open", n=2).types(ESC).sees("Review")
    walk.types("/").sees("Search").types("QB").sees("QB").types(ENTER).sees("120").types(ESC + "r").sees(
        "Review"
    )
    # Said in passing belongs to no question: it is not read back, until somebody says to which.
    walk.types("f").types("f").sees("Please read this back: is it what was said?").sees("half a sentence")
    walk.sees_not("an aside").types("r").sees("Review").types("m").types("QB").types(ENTER).sees("Review")
    walk.types("f").types("f").sees("Please read this back: is it what was said?").sees("an aside")
    # One sentence may be quotable; consent is numbered and said once more in the thanks.
    walk.types(SPACE).sees("[x]").types("2").sees("(o)" if size[1] > 20 else "1-3").types(ENTER)
    walk.sees("Thank you. Everything is saved.").sees_not(DRAFT, "SECRET HINT").types(ENTER)
    # The screen is cleared for whoever is next.
    walk.sees("What now?").types("2").sees("Who is next?")
    walk.sees_not("Ada Vale", "half a sentence")
    walk.types("\x03")
    assert walk.at.end() == 130
    (saved,) = (json.loads(path.read_text()) for path in (folder / "interviews").glob("*.json"))
    assert saved["respondent"]["consent"] == "quoted"
    assert saved["answers"]["told"]["quotable"] is True
    assert saved["language"] == language
    assert say.language == language


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES)
def test_scores_are_behind_one_key_for_insiders_only(
    folder: Path, size: tuple[int, int], language: str
) -> None:
    flags = (
        "walk",
        "--group",
        "owner",
        "--respondent",
        "Cy Owner",
        "--account",
        "borax",
        "--department",
        "sales",
    )
    walk = Walk(folder, language, size, *flags)
    begins = "Here it begins." if language == "en" else "Hier begint het."
    walk.sees("min").begins(begins).types(ENTER).sees("QA")
    walk.types("x" + TAB).sees("QB").types(ESC + "g").sees("Sections").types("2").sees("QE").types("10")
    walk.types(CTRL_G).sees(DRAFT).types(ESC).sees("0-10").sees_not(DRAFT).types(DOWN).types("q")
    assert walk.at.end() == 3


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES)
def test_in_lines(folder: Path, size: tuple[int, int], language: str) -> None:
    walk = Walk(folder, language, size, "--accessible")
    en = language == "en"
    walk.sees("Which interview?").sees("Ada Vale").types("1" + ENTER).sees("QA")
    walk.types("/help" + ENTER).sees("/quit")
    walk.types("/probe" + ENTER).sees("SECRET HINT")
    walk.types("/scores" + ENTER).sees("What a customer's answers come to is not shown to the customer.")
    walk.types("/who" + ENTER).sees("account: Acme")
    walk.types("/who interviewer Bo" + ENTER).sees("Saved: {what}.", what="Bo")
    walk.types("/note beside" + ENTER).sees("Saved: {what}.", what="beside")
    walk.types("//slash" + ENTER).sees("Saved: {what}.", what="/slash").sees("QB")
    walk.types("120k" + ENTER).sees("QC").types("31-11-2026" + ENTER).sees("30")
    walk.types("30-11-2026" + ENTER).sees("QD").types("leiden" + ENTER).sees("QE")
    walk.types("/back" + ENTER).sees("Leiden").types(ENTER).sees("QE")
    walk.types("10" + ENTER).sees("Saved: {what}.", what="10").types("/dk" + ENTER).sees("QF")
    walk.types("/undo" + ENTER).sees("the last change is taken back").types("/na" + ENTER).sees("QF")
    walk.types("4" + ENTER + "5" + ENTER).sees("QG").types("1 2" + ENTER).sees(
        "{n} of {max} chosen", n=2, max=2
    )
    walk.types("3" + ENTER).sees("5 > 2").types("3 > 1" + ENTER).sees("[x] Gamma").types(ENTER).sees("QH")
    walk.types("/skip" + ENTER).types(ENTER).sees("Review")
    walk.types("/sections" + ENTER).sees("/sections NUMBER goes there.")
    walk.types("/note an aside" + ENTER).sees("an aside").types("/file 1 2" + ENTER)
    walk.types("/find QB" + ENTER).sees("QB").types("/review" + ENTER).sees("Review")
    walk.types("/read" + ENTER).sees("“/slash”").sees("“an aside”")
    walk.types("/consent" + ENTER).sees("What may become of these words?")
    walk.types("/consent counted" + ENTER).sees("only counted" if en else "alleen mee")
    walk.types("finish" + ENTER).sees("Enter to finish, or review, or quit: ").types(ENTER)
    walk.sees("Thank you. Everything is saved.").sees("What now?").sees_not(DRAFT).types("\x03")
    walk.at.end()
    (saved,) = (json.loads(path.read_text()) for path in (folder / "interviews").glob("*.json"))
    assert saved["respondent"]["consent"] == "counted"
    assert saved["answers"]["r1"]["value"] == 10
    assert saved["answers"]["r2"]["status"] == "not_applicable"
    assert saved["answers"]["worth"]["value"] == 120000
    assert saved["interviewer"] == "Bo"
    assert [each["question"] for each in saved["remarks"]] == ["worth"]
