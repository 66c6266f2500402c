"""Every row of what there is to be at the table, typed: on the screen, in lines, three sizes, two languages.

One talk comes by all of them; each step says which rows it types. A row without a step fails the last test.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kits.screen import CTRL_C, CTRL_G, ENTER, ESC, SPACE
from kits.table import InLines, Table, table_folder
from kits.terminal import Terminal

from cfdiag.interview.journal.replay import replay

ROWS = (
    "who is here", "bare", "three keys", "consent", "the respondent can read the screen", "a word between",
    "undo", "find the way", "seven keys", "open stays open", "two digits", "numbers", "time left",
    "read-back", "block headings", "filling in alone", "drafts", "pick", "a branch",
)  # fmt: skip
"""The rows, by what they are called in front."""
SIZES = [(80, 24), (120, 40), (46, 14)]
CUT = "\x15"


Step = Callable[[Any], None]
TYPED: dict[str, dict[str, set[str]]] = {"screen": {}, "lines": {}}
"""Each row, and the steps that type it, on the screen and in lines."""
ON_SCREEN: list[Step] = []
IN_LINES: list[Step] = []


def step(mode: str, *rows: str) -> Callable[[Step], Step]:
    """Which rows a step types."""

    def kept(done: Step) -> Step:
        (ON_SCREEN if mode == "screen" else IN_LINES).append(done)
        for row in rows:
            TYPED[mode].setdefault(row, set()).add(done.__name__)
        return done

    return kept


# --- on the screen


@step("screen", "bare", "three keys", "who is here", "time left", "consent")
def _somebody_of_the_roster(at: Table) -> None:
    at.sees("Which interview?|Welk gesprek?", "1 today · Ada Vale|1 vandaag · Ada Vale")
    at.sees("letters, or the arrows and Enter; Ctrl-C leaves|letters, of de pijlen en Enter; Ctrl-C stopt")
    at.presses("1")
    at.sees("at the end you decide|aan het einde beslist u").has("A talk|Een gesprek", "Ada Vale")
    at.sees("8 left|nog 8", "12 min")
    assert "(o)" not in at.seen  # it is said, and not asked
    at.presses(ENTER).sees("Do we call?|Bellen we?")


@step("screen", "block headings")
def _heading(at: Table) -> None:
    at.sees("Importance: 1 not important|Belang: 1 niet belangrijk")
    # On a low screen the heading of the other column comes when its cell does.
    at.presses("5").sees("5 [·]").has("Rating: 1 Bad|Cijfer: 1 Slecht")


@step("screen", "undo")
def _taken_back(at: Table) -> None:
    at.presses("4").sees("5 4").presses("d").sees("? ? [·]").presses("z").sees(
        "taken back|teruggenomen", "5 [·]"
    )
    # Once it is about the cell, and twice about its row.
    at.presses("s").sees("5 -").presses("z").sees("5 [·]")
    at.presses("x").sees("x is no key of this page|x doet op deze pagina niets")


@step("screen", "the respondent can read the screen", "seven keys")
def _nothing_of_the_interviewers(at: Table) -> None:
    at.never("HINT|TIP").presses("p").sees("HINT|TIP").presses("p").gone("HINT|TIP").presses(CTRL_G, "?")
    at.sees("Keys on this page|Toetsen op deze pagina").presses(ESC).sees("Do we call?|Bellen we?")
    at.never("Overall|Totaal")
    footer = re.split(r"\s·\s", " · ".join(line.strip() for line in at.at.screen.display[-2:]))
    assert len([each for each in footer if each.strip()]) <= 8  # what is above it may be one of them


@step("screen", "open stays open")
def _passed_by(at: Table) -> None:
    at.presses(ENTER).sees("goes on without|gaat zonder").presses(ENTER)
    at.sees("Would you say so?|Zou u dat zeggen?")


@step("screen", "two digits")
def _ten(at: Table) -> None:
    at.presses("1", "0").sees("[10]").presses("1", "2").sees("0 to 10|0 tot en met 10")
    at.presses("1", "0").gone("0 to 10|0 tot en met 10").has("[10]").presses(ENTER).sees(
        "Which tone?|Welke toon?"
    )
    at.presses("-", "2").sees("[-2]").presses(ENTER).sees("How much?|Hoeveel?")


@step("screen", "numbers")
def _asked_back(at: Table) -> None:
    at.presses("120.000|120,000", ENTER).sees("120 000 EUR or 120 EUR|120 000 EUR of 120 EUR")
    at.presses(CUT, "120k").gone("or 120 EUR|of 120 EUR").has("120 000 EUR").presses(ENTER).sees(
        "Which sector?|Welke sector?"
    )


@step("screen", "two digits")
def _letters_narrow(at: Table) -> None:
    at.sees("of 12|van 12").presses("ha").gone("Abbeys").has("Harbours").presses(ENTER)
    at.sees("Any trouble?|Problemen?")


@step("screen", "a word between")
def _noted(at: Table) -> None:
    at.presses("n").sees("Note:|Notitie:").presses("beside it", ENTER)
    at.sees("beside it").has("Any trouble?|Problemen?")
    at.presses("1", ENTER).sees("What was it?|Wat was het?").presses("A flood", ENTER)


@step("screen", "drafts")
def _typing_pauses(at: Table) -> None:
    at.sees("Why us?|Waarom wij?").presses("They come")
    at.until(lambda: "They come" in at.journal().read_text(), "nothing is saved while nobody types")
    at.presses(ENTER)


@step("screen", "pick")
def _one_too_many(at: Table) -> None:
    at.sees("0 of 2|0 van 2").presses("1", "2", "3").sees("2 are chosen already|al 2 gekozen").presses("1")
    at.sees("3 [x] Zoo").has("2 [x] Yarn").presses(ENTER).sees("Like Yarn?|Yarn goed?")


@step("screen", "find the way")
def _found(at: Table) -> None:
    at.presses("g").sees("The visit|Het bezoek", "open").presses(ESC).sees("Like Yarn?|Yarn goed?")
    at.presses("/", "flood").sees("> What was it? A flood|> Wat was het? A flood").presses(ENTER)
    at.gone("> What was it?|> Wat was het?").has("What was it?|Wat was het?")
    at.presses(ESC + "r").sees("Review|Overzicht").presses("7").sees("> 7").presses(ENTER)
    at.gone("> 7").has("Any trouble?|Problemen?")


@step("screen", "a branch")
def _branch(at: Table) -> None:
    at.presses("2", ENTER).sees("Review|Overzicht", "No (with|Nee (met").gone("A flood")
    aside = replay(at.journal().read_bytes(), "").interview.set_aside
    assert [answer.value for answer in aside.values()] == ["A flood"]


@step("screen", "open stays open")
def _what_is_open(at: Table) -> None:
    at.presses("o").sees("Like Yarn?|Yarn goed?").presses("f").sees("are open|staan nog open").presses("f")


@step("screen", "read-back", "consent", "the respondent can read the screen")
def _read_back(at: Table) -> None:
    at.sees("“beside it”", "“They come”", "What may become|Wat mag er").presses(SPACE).sees("[x] “beside it”")
    at.presses("2", ENTER).sees("Thank you|Bedankt", "without a name|zonder naam").presses(CTRL_G)
    at.presses(ENTER).sees("What now?|Wat nu?")
    at.never("Overall|Totaal")
    saved = at.saved()
    assert saved["respondent"]["consent"] == "quoted"
    assert saved["answers"]["trouble"]["quotable"]
    assert (saved["answers"]["nps"]["value"], saved["answers"]["worth"]["value"]) == (10, 120000)
    assert "parts" not in saved["answers"]


@step("screen", "who is here", "the respondent can read the screen")
def _three_choices(at: Table) -> None:
    at.sees("1 the same person|1 dezelfde persoon", "3 stop").presses("2")
    at.sees("Who is next?|Wie is de volgende?", "Cy Inside").gone("Ada Vale").presses("1")
    at.gone("Who is next?|Wie is de volgende?").has("A talk|Een gesprek")
    if not at.narrow:
        at.sees("your name is not kept|je naam wordt niet")
    at.presses("i").sees("Who is here?|Wie is hier?", "Sales").presses(CTRL_C)
    at.at.end()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return table_folder(tmp_path, monkeypatch)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_each_row_is_typed_on_the_screen(folder: Path, size: tuple[int, int], language: str) -> None:
    at = Table(language=language, size=size, folder=folder)
    for done in ON_SCREEN:
        done(at)


# --- in lines


@step("lines", "bare", "three keys", "who is here", "time left", "consent")
def _in_lines_somebody_of_the_roster(at: InLines) -> None:
    at.sees("1. today · Ada Vale|1. vandaag · Ada Vale").says("1")
    at.sees("at the end you decide|aan het einde beslist u", "8 left, about 12 min|Nog 8, ongeveer 12 min")


@step("lines", "block headings", "the respondent can read the screen")
def _in_lines_heading(at: InLines) -> None:
    at.sees("Importance, 1 not important|Belang, 1 niet belangrijk").says("5").sees("1 Bad|1 Slecht")
    at.never("HINT|TIP").says("/probe").sees("HINT|TIP").says("/scores").sees("not shown|niet te zien").says(
        "4"
    )


@step("lines", "undo", "open stays open")
def _in_lines_taken_back(at: InLines) -> None:
    at.sees("Have we parts?|Hebben we delen?").says("/undo").sees("taken back|teruggenomen").says("5", "/dk")
    at.sees("Have we parts?|Hebben we delen?").says("", "").sees("Left open|Opengelaten")


@step("lines", "two digits")
def _in_lines_ten(at: InLines) -> None:
    at.sees("Would you say so?|Zou u dat zeggen?").says("12").sees("0 to 10|0 tot en met 10").says("10")
    at.sees("Which tone?|Welke toon?").says("-2").sees("How much?|Hoeveel?")


@step("lines", "numbers")
def _in_lines_asked_back(at: InLines) -> None:
    at.says("120.000|120,000").sees("120 000 EUR or 120 EUR|120 000 EUR of 120 EUR").says("120k")
    at.sees("Which sector?|Welke sector?").says("harbours").sees("Any trouble?|Problemen?")


@step("lines", "a word between", "who is here")
def _in_lines_noted(at: InLines) -> None:
    at.says("/note beside it").sees("beside it.").says("/who interviewer Bo").sees(": Bo.").says("1")
    at.sees("What was it?|Wat was het?").says("A flood").sees("Why us?|Waarom wij?")


@step("lines", "find the way", "a branch")
def _in_lines_found(at: InLines) -> None:
    at.says("/sections").sees("1. The visit|1. Het bezoek").says("/find flood").sees("A flood")
    at.says("/back").sees("Note: beside it|Notitie: beside it").says("no|nee").sees("Why us?|Waarom wij?")
    assert [each.value for each in replay(at.journal().read_bytes(), "").interview.set_aside.values()] == [
        "A flood"
    ]
    at.says("//slash").sees("/slash.")


@step("lines", "pick")
def _in_lines_one_too_many(at: InLines) -> None:
    at.sees("0 of 2|0 van 2").says("1 2").sees("2 of 2|2 van 2").says("3 > 1").sees(
        "3. [x] Zoo", "1. [ ] Xylo"
    )
    at.says("").sees("Yarn goed?" if at.dutch else "Like Yarn?").says("/skip").says("/na")


@step("lines", "read-back", "consent", "open stays open")
def _in_lines_read_back(at: InLines) -> None:
    at.sees("Review|Overzicht").says("finish|afronden").sees(
        "open.", "“beside it”", "What may become|Wat mag er"
    )
    at.says("2").sees("without name|zonder naam").says("").sees("Thank you|Bedankt", "What now?|Wat nu?")
    saved = at.saved()
    assert saved["respondent"]["consent"] == "quoted"
    assert saved["interviewer"] == "Bo"
    assert (saved["answers"]["nps"]["value"], saved["answers"]["worth"]["value"]) == (10, 120000)
    calls = saved["answers"]["calls"]
    assert (calls["status"], calls["importance"]) == ("unknown", 5)


@step("lines", "who is here", "the respondent can read the screen")
def _in_lines_three_choices(at: InLines) -> None:
    at.says("2").sees("Who is next?|Wie is de volgende?", "Cy Inside")
    at.no_more("“beside it”").at.send(CTRL_C)
    at.at.end()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_each_row_is_typed_in_lines(folder: Path, size: tuple[int, int], language: str) -> None:
    at = InLines("--accessible", language=language, size=size, folder=folder)
    for done in IN_LINES:
        done(at)


# --- what is done once, in one size


@pytest.mark.parametrize("mode", [(), ("--accessible",)])
def test_the_respondents_fill_it_in_alone(folder: Path, mode: tuple[str, ...]) -> None:
    (folder / "answers.yaml").write_text("nps: 9\ntrouble: 'no'\n")
    if mode:
        who = ("--respondent", "Eve", "--organisation", "E", "--account", "acme")
        flags = ("talk", "--group", "customer", *who, *mode)
        at = InLines(*flags, language="en", size=(80, 24), folder=folder)
        at.sees("Do we call?").says("", "4", "/quit")
        at.at.end()
        again = ["--resume", str(at.journal()), "--answers", "answers.yaml"]
        assert Terminal(*again, folder=folder).end() == 0
        assert at.saved()["answers"]["nps"]["value"] == 9
    else:
        at = Table("talk", "--group", "staff", "--turn-round", language="en", size=(80, 24), folder=folder)
        at.sees("Who is here?").presses("\t").sees("Enter begins").presses(ENTER).sees("Do we call?")
        at.presses("n", "p", "5").sees("5 [·]").never("HINT").never("Note:").never("n note")
        at.presses(CTRL_C)
        at.at.end()


IN_OTHER_MODES = {
    ("screen", "filling in alone"): test_the_respondents_fill_it_in_alone,
    ("lines", "filling in alone"): test_the_respondents_fill_it_in_alone,
}
NOT_IN_LINES = {"seven keys": "there is no footer", "drafts": "a line is whole when it is sent"}


def test_every_row_is_typed_in_both_modes() -> None:
    for mode, name in itertools.product(TYPED, ROWS):
        typed = TYPED[mode].get(name) or (mode, name) in IN_OTHER_MODES
        assert typed or (mode == "lines" and name in NOT_IN_LINES), (mode, name)
