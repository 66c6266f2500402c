"""Every key that a questionnaire can have since 0.2, in every place: each says what the key is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import runner
from kits.keys import PLACES, Case, missing, walk
from kits.screen import ENTER

CASES = {
    "label": Case(
        """\
dimensions: {d: {title: Pace}}
sections:
  - id: s
    questions:
      - {id: a, type: rating, scale: five, dimension: d, label: How fast, ask: Do they answer in time?}
      - {id: b, type: rating, scale: five, dimension: d, label: How well, ask: Do they answer well?}
actions:
  - {id: go, when: points.a < 50, because: [a], title: Go, why: Slow., first_step: Call., owner: Us,
     measure: Less.}
""",
        given={"a": 2, "b": 4},
        typed="2\n4\nfinish\n",
        pressed=f"24{ENTER}",
        at="a",
        target="a",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("= How fast", "Do they answer in time?"),
            "plain": ("Do they answer in time?", "1. How fast Answer: 2"),
            "screen": ("How fast", "Do they answer in time?"),
            "answers": '"value": 2',
            "score": '"title": "How fast"',
            "markdown": "How fast",
            "html": "How fast",
            "docx": "How fast",
            "json": "How fast",
            "why": "How fast [question a]",
        },
    ),
    "pick": Case(
        """\
dimensions: {d: {title: Moments}}
sections:
  - id: moments
    repeat:
      ask: Which two matter most to you?
      name: moment
      items: {offer: The offer, start: The start, bill: The bill, help: Getting help}
      pick: 2
    questions:
      - {id: rated, type: rating, scale: five, dimension: d, label: Rated, ask: "How goes {{ item }}?"}
      - {id: liked, type: yes_no, ask: "Do you like {{ item }}?"}
""",
        given={"moments/bill/rated": 2, "moments/help/rated": 4, "moments/bill/liked": "no"},
        typed="3 4\n\n2\nno\n4\n\nfinish\n",
        pressed="341",
        at="moments/",
        target="rated",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "2 of them are chosen",
            "plain": ("1. [ ] The offer", "0 of 2 chosen", "3. [x] The bill", '"bill": "The bill"'),
            "screen": ("3 [x] The bill", "1 [ ] The offer", "2 of 2 chosen", "The number of one of them"),
            "answers": ('"bill": "The bill"', '"help": "Getting help"', 're:"moments/bill/rated".*2'),
            "score": ('"moments/bill/rated"', 're:coverage": 1.0'),
            "markdown": (
                "Moments: what was chosen",
                "| The bill | 6 | 2\\.0 |",
                "| Getting help | 6 | 4\\.0 |",
            ),
            "html": ("Chosen by", "The bill"),
            "docx": "Moments: what was chosen",
            "json": "Moments: what was chosen",
            "why": ("Rated [question rated]", "12 answers of 6 people (gave it at least once: 6 × 2, 6 × 4)"),
        },
    ),
    "precision": Case(
        """\
dimensions: {d: {title: Pace}}
sections:
  - id: s
    questions:
      - {id: seen, type: date, precision: month, label: Last seen, ask: When did you last see them?}
      - {id: a, type: rating, scale: five, dimension: d, label: How fast, ask: Do they answer in time?}
      - {id: b, type: rating, scale: five, dimension: d, label: How well, ask: Do they answer well?}
actions:
  - {id: go, when: days_since(seen) >= 0, because: [seen], title: Go, why: Long ago., first_step: Call.,
     owner: Us, measure: Seen.}
""",
        given={"seen": "May 2025", "a": 2, "b": 4},
        typed="12 May 2025\n2\n4\nfinish\n",
        pressed=f"May{ENTER}",
        at="seen",
        target="seen",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "precision: month",
            "plain": ("Month and year: ", "Saved: May 2025.", '"value": "2025-05"'),
            "screen": "Please give the year too, such as May 2026.",
            "answers": '"value": "2025-05"',
            "score": "2025-05",
            "markdown": "May 2025",
            "html": "May 2025",
            "docx": "May 2025",
            "json": "May 2025",
            "why": "May 2025",
        },
    ),
    "exclusive": Case(
        """\
sections:
  - id: s
    questions:
      - id: heard
        type: choices
        ask: What have you heard of us?
        max: 2
        options:
          price: Prices
          speed: Speed
          people: People
          none: {label: None of these, exclusive: true}
""",
        given={"heard": ["none"]},
        typed="4\nfinish\n",
        pressed="124",
        at="heard",
        target="heard",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "None of these (alone)",
            "plain": ("4. None of these", 're:value": \\[\\s*"none"'),
            "screen": ("1 [ ] Prices", "4 [x] None of these"),
            "answers": 're:value": \\[\\s*"none"',
            "score": '"none": 6',
            "markdown": "6 of 6: None of these",
            "html": "6 of 6: None of these",
            "docx": "6 of 6: None of these",
            "json": "6 of 6: None of these",
            "why": "None of these",
        },
    ),
    "other": Case(
        """\
sections:
  - id: s
    questions:
      - {id: way, type: choice, ask: How did you hear of us?, other: true,
         options: {paper: A paper, friend: A friend}}
""",
        given={"way": {"value": "other", "note": "At a fair"}},
        typed="3\nAt a fair\nfinish\n",
        pressed=f"3{ENTER}At a fair",
        at="way",
        target="way",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "[ ] Something else",
            "plain": (
                "3. Something else",
                "Something else, in their words: ",
                'note": "At a fair"',
                'value": "other"',
            ),
            "screen": ("3 (o) Something else", "Something else, in their words: At a fair"),
            "answers": ('note": "At a fair"', 'value": "other"'),
            "score": '"other": 6',
            "markdown": ("6 of 6: Something else", "At a fair"),
            "html": ("6 of 6: Something else", "At a fair"),
            "docx": ("6 of 6: Something else", "At a fair"),
            "json": ("6 of 6: Something else", "At a fair"),
            "why": "Something else",
        },
    ),
    "unit, currency, decimals": Case(
        """\
sections:
  - id: s
    questions:
      - {id: most, type: number, min: 0, currency: EUR, decimals: 0, label: Most, ask: What would you pay?}
      - {id: hours, type: number, unit: hours, ask: How long does it take?}
""",
        given={"most": "€ 120,000", "hours": 3.5},
        typed="120k\n3.5 hours\nfinish\n",
        pressed="120k",
        at="most",
        target="most",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("currency: EUR", "decimals: 0", "unit: hours"),
            "plain": (
                "Number (EUR): ",
                "Saved: 120 000 EUR (120 thousand).",
                "Saved: 3.5 hours.",
                '"value": 120000',
            ),
            "screen": "120 000 EUR (120 thousand)",
            "answers": ('"value": 120000', '"value": 3.5'),
            "score": ('"unit": "EUR"', '"unit": "hours"', '"median": 120000.0'),
            "markdown": ("120 000 EUR", "3.5 hours"),
            "html": ("120 000 EUR", "3.5 hours"),
            "docx": ("120 000 EUR", "3.5 hours"),
            "json": ("120 000 EUR", "3.5 hours"),
            "why": "120 000 EUR",
        },
    ),
    "min below 0, labels downwards": Case(
        """\
  ends: {min: -3, max: 3, labels: {3: Warm, 0: Neither, -3: Cold}}
dimensions: {d: {title: Tone}}
sections:
  - id: s
    questions:
      - {id: tone, type: rating, scale: ends, dimension: d, label: Tone, ask: How do they sound?}
      - {id: mood, type: rating, scale: ends, dimension: d, label: Mood, ask: How are they?}
actions:
  - {id: go, when: score.d < 60, because: [tone], title: Go, why: Cold., first_step: Call.,
     owner: Us, measure: Warm.}
""",
        given={"tone": -3, "mood": 3},
        typed="-2\nWarm\nfinish\n",
        pressed="-23",
        at="tone",
        target="tone",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "-3 to 3: 3 Warm, 0 Neither, -3 Cold",
            "plain": ("Rating, 3 Warm to -3 Cold: ", '"value": -2', '"value": 3'),
            "screen": (
                "3 Warm   0 Neither   -3 Cold",
                "re:How do they sound\\? +-2",
                "re:How are they\\? +\\[3\\]",
            ),
            "answers": ('"value": -3', '"tone": [-3, 3]'),
            "score": ('"-3": 6', '"score": 50.0'),
            "markdown": "0 of 100, target 70",
            "html": "0 of 100, target 70",
            "docx": "0 of 100, target 70",
            "json": "0 of 100, target 70",
            "why": "100 × (-3 − -3) / 6 = 0",
        },
    ),
    "step": Case(
        """\
  tens: {min: 0, max: 100, step: 10, labels: {0: Never, 100: Always}}
dimensions: {d: {title: Tone}}
sections:
  - id: s
    questions:
      - {id: often, type: rating, scale: tens, dimension: d, label: How often, ask: How often do they call?}
      - {id: soon, type: rating, scale: tens, dimension: d, label: How soon, ask: How soon do they call?}
actions:
  - {id: go, when: score.d < 60, because: [often], title: Go, why: Rare., first_step: Call.,
     owner: Us, measure: Often.}
""",
        given={"often": 30, "soon": 70},
        typed="40\n50\nfinish\n",
        pressed=f"30{ENTER}15",
        at="often",
        target="often",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "0–100, in steps of 10: 0 Never, 100 Always",
            "plain": ("Rating, 0 Never to 100 Always: ", '"value": 40'),
            "screen": "re:How often do they call\\? +30",
            "answers": '"value": 30',
            "score": ('"30": 6', '"score": 50.0'),
            "markdown": "30 of 100, target 70",
            "html": "30 of 100, target 70",
            "docx": "30 of 100, target 70",
            "json": "30 of 100, target 70",
            "why": "100 × (30 − 0) / 100 = 30",
        },
    ),
    "section when": Case(
        """\
sections:
  - id: first
    questions:
      - {id: a, type: number, min: 0, max: 100, ask: How many of ten for us?}
      - {id: b, type: number, min: 0, max: 100, ask: And for others?}
  - id: second
    when: a + b == 10 and b / a < 1
    intro: Now about us.
    questions:
      - {id: why, type: text, ask: Why so many?}
      - {id: more, type: text, when: a > 8, ask: Why all of them?}
""",
        given={"a": 7, "b": 3, "why": "Because"},
        typed="7\n3\nBecause\nfinish\n",
        pressed=f"7{ENTER}2{ENTER}",
        at="a",
        target="why",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("? asked when a + b == 10 and b / a < 1", "? asked when a > 8"),
            "plain": ("Why so many?", '"why"'),
            "screen": ("2 of 2 done", "Review"),
            "answers": '"Because"',
            "score": '"why"',
            "markdown": "Because",
            "html": "Because",
            "docx": "Because",
            "json": "Because",
            "why": "answered in words",
        },
    ),
    "max_length": Case(
        """\
sections:
  - id: s
    questions:
      - {id: word, type: text, max_length: 20, ask: In one word?}
""",
        given={"word": "Twelve of us"},
        typed="Twelve of us\nfinish\n",
        pressed=f"One two three four five{ENTER}",
        at="word",
        target="word",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "max_length: 20",
            "plain": '"value": "Twelve of us"',
            "screen": ("23 of 20 characters", "Please give a text of at most 20 characters."),
            "answers": '"value": "Twelve of us"',
            "score": '"word"',
            "markdown": "Twelve of us",
            "html": "Twelve of us",
            "docx": "Twelve of us",
            "json": "Twelve of us",
            "why": "answered in words",
        },
    ),
    "yes, no": Case(
        """\
"yes": Certainly
"no": Not at all
dimensions: {kept: {title: Kept, kind: checklist}}
sections:
  - id: s
    questions:
      - {id: kept_it, type: yes_no, dimension: kept, label: Kept, ask: Was it kept?}
""",
        given={"kept_it": "not at all"},
        typed="certainly\nfinish\n",
        pressed="2",
        at="kept_it",
        target="kept_it",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "[ ] Certainly / Not at all",
            "plain": ("1. Certainly", "Certainly or Not at all: ", "Saved: Certainly.", '"value": "yes"'),
            "screen": ("1 ( ) Certainly", "2 (o) Not at all"),
            "answers": '"value": "no"',
            "score": '"no": 6',
            "markdown": "6 of 6: not at all",
            "html": "6 of 6: not at all",
            "docx": "6 of 6: not at all",
            "json": "6 of 6: not at all",
            "why": "Not at all",
        },
    ),
    "answer_sets": Case(
        """\
answer_sets:
  maturity:
    none: {label: Not at all, points: 0}
    some: {label: For some, points: 25}
    most: {label: For most, points: 50}
    all: {label: For all, points: 100}
dimensions: {d: {title: Maturity}}
sections:
  - id: s
    questions:
      - {id: known, type: choice, options: maturity, dimension: d, label: Known, ask: Are risks known?}
      - {id: tested, type: choice, options: maturity, dimension: d, label: Tested, ask: Is it tested?}
""",
        given={"known": "some", "tested": "all"},
        typed="For some\n4\nfinish\n",
        pressed="2",
        at="known",
        target="known",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("[ ] Not at all (0)", "[ ] For all (100)"),
            "plain": ("2. For some", '"value": "some"', '"value": "all"'),
            "screen": "2 (o) For some",
            "answers": ('"value": "some"', '"known": ["none", "some", "most", "all"]'),
            "score": ('"some": 6', '"score": 62.5'),
            "markdown": "6 of 6: For some",
            "html": "6 of 6: For some",
            "docx": "6 of 6: For some",
            "json": "6 of 6: For some",
            "why": "For some",
        },
    ),
    "low, high": Case(
        """\
  ends: {min: -3, max: 3, labels: {0: Neither}}
dimensions: {d: {title: Tone}}
sections:
  - id: s
    questions:
      - {id: tone, type: rating, scale: ends, dimension: d, low: Cold, high: Warm, ask: "They are:", label: T}
      - {id: pc, type: rating, scale: ends, dimension: d, low: Slow, high: Quick, ask: "They are:", label: P}
actions:
  - {id: go, when: score.d < 60, because: [tone], title: Go, why: Cold., first_step: Call.,
     owner: Us, measure: Warm.}
""",
        given={"tone": "Cold", "pc": "Quick"},
        typed="Warm\n-1\nfinish\n",
        pressed="3",
        at="tone",
        target="tone",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("-3 to 3: -3 Cold, 0 Neither, 3 Warm", "-3 Slow"),
            "plain": ("Rating, -3 Cold to 3 Warm: ", "Rating, -3 Slow to 3 Quick: ", '"value": 3'),
            "screen": (
                "They are: (Cold … Warm)",
                "They are: (Slow … Quick)",
                "-3 Slow   0 Neither   3 Quick",
            ),
            "answers": ('"value": -3', '"value": 3'),
            "score": ('"-3": 6', '"score": 50.0'),
            "markdown": "0 of 100, target 70",
            "html": "0 of 100, target 70",
            "docx": "0 of 100, target 70",
            "json": "0 of 100, target 70",
            "why": "-3 – Cold",
        },
    ),
    "importance with ask and scale": Case(
        """\
  hundred: {min: 0, max: 100, step: 10, labels: {0: Not at all, 100: Wholly}}
dimensions: {d: {title: Service}}
sections:
  - id: s
    questions:
"""
        + "".join(
            f"""\
      - id: q{n}
        type: rating
        scale: five
        dimension: d
        label: Part {n}
        importance: {{groups: [customer], ask: How should it be?, scale: hundred}}
        ask: Part {n} goes well.
"""
            for n in range(1, 5)
        ),
        given={f"q{n}": {"value": 2, "importance": 80} for n in range(1, 5)},
        typed="100\n5\n" + "\n4\n" * 3 + "finish\n",
        pressed="100",
        at="q1",
        target="q1",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("How should it be?", "0–100, in steps of 10: 0 Not at all, 100 Wholly"),
            "plain": (
                "How should it be? 0 Not at all to 100 Wholly: ",
                "Then, 1 Poor to 5 Good: ",
                '"importance": 100',
            ),
            "screen": ("How should it be? And how is it?", "Then: 1 Poor", "First", "100"),
            "answers": '"importance": 80',
            "score": ('"unit": "points"', '"points": -55.0', '"concentrate"', '"points": 80.0'),
            "markdown": ("−55", "The scales differ, so everything is shown on 0 to 100 points."),
            "html": "−55",
            "docx": "−55",
            "json": "−55",
            "why": "importance 80",
        },
    ),
    "language with a region": Case(
        """\
language: pt-BR
"yes": {pt: Sim, pt-BR: Claro}
"no": {pt: Não}
sections:
  - id: s
    title: {pt: Aluguel}
    questions:
      - {id: paid, type: yes_no, ask: {pt: Está pago?, pt-BR: Já pagou?}}
      - {id: why, type: text, ask: {pt: Porquê?}}
""",
        given={"paid": "claro", "why": "Sei"},
        typed="claro\nSei\nfinish\n",
        pressed="1",
        at="paid",
        target="paid",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("Já pagou?", "Porquê?"),
            "plain": ("Já pagou?", "Claro or Não: ", "Porquê?", '"language": "pt-BR"'),
            "screen": ("Já pagou?", "1 (o) Claro", "2 ( ) Não"),
            "answers": ('"value": "yes"', '"language": "pt-BR"'),
            "score": '"yes": 6',
            "markdown": ("6 of 6: claro", "Sei"),
            "html": "6 of 6: claro",
            "docx": "6 of 6: claro",
            "json": "6 of 6: claro",
            "why": "Claro",
        },
    ),
    "essential": Case(
        """\
minutes: {full: 10, essentials: 5}
dimensions: {d: {title: Pace}}
sections:
  - id: s
    questions:
      - {id: a, type: rating, scale: five, dimension: d, label: How fast, essential: true, ask: In time?}
      - {id: b, type: rating, scale: five, dimension: d, label: How well, essential: true, ask: Good?}
      - {id: c, type: text, ask: What else?}
""",
        given={"a": 2, "b": 4},
        typed="2\n4\nfinish\n",
        pressed="2",
        at="a",
        form="essentials",
        target="c",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "a (rating, essential)",
            "plain": ("Question 1 of 2", '"form": "essentials"'),
            "screen": "1 left",
            "answers": '"form": "essentials"',
            "score": ('"reason": "not_asked"', '"coverage": 1.0'),
            "markdown": "50",
            "html": "50",
            "docx": "50",
            "json": "50",
            "why": "not asked",
        },
    ),
    "an answer that may be open": Case(
        """\
sections:
  - id: s
    questions:
      - {id: thing, type: text, ask: What do you use most?}
      - {id: why, type: text, ask: "Why {{ thing }}?"}
      - {id: else, type: text, ask: "What beside {{ thing | default('that') }}?"}
""",
        given={"why": "It works", "else": "Nothing"},
        typed="\nIt works\nNothing\nfinish\n",
        pressed="",
        at="else",
        target="why",
        says={
            "check": (
                "12:44: warning: the answer to 'thing' may be missing here",
                "1 warning",
            ),
            "schema": "accepted",
            "show": ("Why [thing]?", "What beside [thing]?"),
            "plain": ("Why ?", "What beside that?"),
            "screen": "What beside that?",
            "answers": '"It works"',
            "score": '"why"',
            "markdown": ("It works",),
            "html": "It works",
            "docx": "It works",
            "json": "It works",
            "why": "answered in words",
        },
    ),
    "ranking, top": Case(
        """\
sections:
  - id: s
    questions:
      - {id: order, type: ranking, top: 2, ask: What matters most?, label: Most,
         options: {price: Price, speed: Speed, people: People}}
""",
        given={"order": ["speed", "price", "people"]},
        typed="2 1\nfinish\n",
        pressed="21",
        at="order",
        target="order",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("top: 2", "Price", "Speed"),
            "plain": ("2. Speed", 're:value": \\[\\s*"speed",\\s*"price"'),
            "screen": ("Speed", "Price"),
            "answers": 're:value": \\[\\s*"speed",\\s*"price",\\s*"people"',
            "score": '"speed"',
            "markdown": "Speed",
            "html": "Speed",
            "docx": "Speed",
            "json": "Speed",
            "why": "Speed",
        },
    ),
    "min and max of choices, pick of a range": Case(
        """\
sections:
  - id: s
    questions:
      - {id: heard, type: choices, ask: What have you heard?, min: 2, max: 3,
         options: {a: Apples, b: Books, c: Cars, d: Dogs}}
  - id: moments
    repeat: {ask: Which matter?, name: moment, pick: {min: 1, max: 2}, items: {x: Xylo, y: Yarn, z: Zoo}}
    questions:
      - {id: liked, type: yes_no, ask: "Do you like {{ item }}?"}
""",
        given={"heard": ["a", "b"], "moments/x/liked": "yes"},
        typed="1 2 3\n1\n\nyes\nfinish\n",
        pressed="1234",
        at="heard",
        target="heard",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("min: 2", "max: 3", "1–2 of them are chosen"),
            "plain": (
                "Enter 2 to 3 numbers",
                "0 chosen; from 1 to 2",
                're:value": \\[\\s*"a",\\s*"b",\\s*"c"',
            ),
            "screen": ("3 chosen; from 2 to 3", "4 [ ] Dogs", "puts “Dogs” in its"),
            "answers": 're:value": \\[\\s*"a",\\s*"b"',
            "score": '"a": 6',
            "markdown": "6 of 6: Apples",
            "html": "6 of 6: Apples",
            "docx": "6 of 6: Apples",
            "json": "6 of 6: Apples",
            "why": "Apples",
        },
    ),
    "speaker": Case(
        """\
sections:
  - id: guests
    repeat:
      ask: Who said something?
      name: guest
      speaker: {quotable: 'may == "quoted"', named: 'may == "named"', name: who}
    questions:
      - {id: who, type: text, ask: "What is the name of {{ item }}?"}
      - {id: may, type: choice, options: {named: Named, quoted: Quoted, never: Never}, ask: "Quote them?"}
      - {id: said, type: text, ask: "What did {{ item }} say?"}
""",
        given={
            "guests/One/who": "Bea Ruiz",
            "guests/One/may": "quoted",
            "guests/One/said": "Too slow by far",
            "guests/Two/who": "Cy Lund",
            "guests/Two/may": "named",
            "guests/Two/said": "Friendly as ever",
        },
        typed="One\n\nBea Ruiz\n2\nToo slow by far\nfinish\n",
        pressed="",
        at="guests/",
        target="said",
        people=2,
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": "Who said something?",
            "plain": ("What did One say?", '"One"'),
            "screen": "Nothing yet: + adds one.",
            "answers": '"Bea Ruiz"',
            "score": '"said"',
            "markdown": (
                "Too slow by far — Guest",
                "Friendly as ever — Cy Lund",
                "re:^(?s:(?!.*Bea Ruiz).*)$",
            ),
            "html": ("Too slow by far", "Cy Lund", "re:^(?s:(?!.*Bea Ruiz).*)$"),
            "docx": ("Too slow by far", "Cy Lund", "re:^(?s:(?!.*Bea Ruiz).*)$"),
            "json": ("Too slow by far", "Cy Lund", "re:^(?s:(?!.*Bea Ruiz).*)$"),
            "why": "answered in words",
        },
    ),
}


@pytest.mark.parametrize("key", CASES)
def test_a_key_in_every_place(
    key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[key]
    assert {*case.says, *case.silent} == {*PLACES}
    said = walk(case, runner(capsys, monkeypatch, tmp_path), tmp_path)
    assert not (lacking := missing(case, said)), lacking
