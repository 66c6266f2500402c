"""CPU time and size of a report for 40, 400 and 4,000 respondents.

python benchmarks/report.py [N…]    prints a table; renders from interviews that answer at random.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from cfdiag.api.material import setting_of, with_material
from cfdiag.api.scoring import score_paths
from cfdiag.formats.library import Library
from cfdiag.formats.writing import encode_interview
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent
from cfdiag.render.build import build_view
from cfdiag.render.report import REPORT_FORMATS, Target

QUESTIONNAIRE = "silo-busting"
DAY = "2026-11-22"
DEPARTMENTS = ("Sales", "Service", "Finance", "Planning", "Quality", "Legal")
SAID = "A delivery date was promised by one department and changed by another, and nobody told the customer."


def interviews(n: int, folder: Path) -> None:
    questionnaire = Library().get(QUESTIONNAIRE)
    chance = random.Random(n)
    for number in range(n):
        answers = {}
        for section in questionnaire.sections:
            for question in section.questions:
                if section.repeat:
                    continue
                if question.type == "rating":
                    answers[question.id] = Answer(
                        status="answered", value=chance.randint(1, 5), importance=chance.randint(3, 5)
                    )
                elif question.type == "text":
                    answers[question.id] = Answer(status="answered", value=SAID)
        interview = Interview(
            id=f"b{number}",
            questionnaire=QuestionnaireRef(id=QUESTIONNAIRE, version=questionnaire.version),
            respondent=Respondent(group="internal", department=chance.choice(DEPARTMENTS)),
            finished="2026-11-22T10:00:00Z",
            answers=answers,
        )
        (folder / f"{number}.json").write_bytes(encode_interview(interview))


def main(sizes: list[int]) -> None:
    print(f"{'respondents':>11} {'score s':>8} {'view s':>7} {'html s':>7} {'html kB':>8} {'md kB':>6}")
    for n in sizes:
        with tempfile.TemporaryDirectory() as name:
            interviews(n, Path(name))
            start = time.process_time()
            scored = score_paths([name], by=["department"], today=DAY, jobs=1, keep=True)
            scored_at = time.process_time()
            figures = with_material(scored)
            view = build_view(figures, setting_of(figures, language="en", day=DAY))
            viewed = time.process_time()
            html = REPORT_FORMATS["html"](view, Target()).data
            done = time.process_time()
            markdown = REPORT_FORMATS["markdown"](view, Target()).data
        print(
            f"{n:>11} {scored_at - start:>8.2f} {viewed - scored_at:>7.2f} {done - viewed:>7.2f} "
            f"{len(html) / 1000:>8.0f} {len(markdown) / 1000:>6.0f}"
        )


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [40, 400, 4000])
