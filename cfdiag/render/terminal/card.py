"""One questionnaire on a terminal: scores as bars, what stands out, what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import UNSET, UnsetType

from cfdiag.ground.cells import width
from cfdiag.locales.locale import NONE, Locale
from cfdiag.model.result import (
    Cell,
    DimensionScore,
    Gap,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
)
from cfdiag.render.bearing import clustering_sentence
from cfdiag.render.plan_sentences import Planned, first_actions
from cfdiag.render.score_sentences import beside_the_scores, checklist
from cfdiag.render.sentences import cell_title, first_findings, headline_sentence
from cfdiag.render.terminal.drawing import DrawnBlock, DrawnLine, DrawnTable, data, heading, item, styled
from cfdiag.scoring.headline import FIRST
from cfdiag.scoring.reasons import NOT_APPLICABLE, NOT_ASKED, NOT_SCORED
from cfdiag.scoring.stats.statistics import MEAN_FROM

ROOM_FOR_TARGET, ROOM_FOR_BARS, ROOM_FOR_COVERAGE, ROOM_FOR_RANGE = 40, 56, 72, 80
"""From so many cells on a table has the column; the name of a dimension keeps at least a third of them."""
BAR_LENGTHS = ((96, 20), (72, 16), (0, 12))
"""From so many cells on, a bar of so many."""
SHORTER_BAR, SHORTEST_BAR = 12, 8
"""Where the names need the cells."""

ScoreRow = tuple[str, Score | DimensionScore]
"""What is scored, by its title."""

_STYLES = {"critical": "red", "developing": "yellow", "on_target": "green"}
_EIGHTHS = " ▏▎▍▌▋▊▉"


class Card:
    """One drawing: what is shown, in which words, how wide."""

    def __init__(self, result: Result, words: Locale, cells: int, *, unicode: bool) -> None:
        self.result = result
        self.words = words
        self.width = cells
        self.unicode = unicode

    def questionnaire(self, each: QuestionnaireResult) -> Iterator[DrawnBlock]:
        """All there is to say about one questionnaire."""
        yield styled(data(each.title or each.id), "bold")
        yield styled(data(headline_sentence(each, self.result, self.words)), "dim")
        yield styled()
        rows, checklists = self.rows(each), list(self.checklists(each))
        if rows:
            yield self.scores(each)
            yield from self.not_scored(each)
            yield from self.taken_together(each)
        yield from checklists
        yield from self.beside(each)
        if not rows and not checklists and each.n == 1:
            yield styled(self.words("Nothing in this interview is scored; what was said is in the report."))
        yield from self.breakdowns(each)
        yield from self.gaps(each)
        if 1 < each.n < MEAN_FROM:
            yield styled()
            yield styled(
                self.words(
                    "Fewer than five interviews: read them one by one; means and intervals say little."
                )
            )

    def scores(self, each: QuestionnaireResult) -> DrawnTable:
        """Overall and dimensions: bar, score, range, target, level, coverage; less where it is narrow."""
        everywhere = [row for one in self.result.questionnaires for row in self.rows(one)]
        return self.drawn(self.rows(each), self._columns(everywhere, whole=True))

    def in_one(self, rows: Sequence[ScoreRow]) -> DrawnTable:
        """Scores as a table with a line for each: what stands in the way of their names is left out."""
        return self.drawn(rows, self._columns(rows, whole=False))

    def drawn(self, rows: Sequence[ScoreRow], columns: Mapping[str, int]) -> DrawnTable:
        """Scores as a table of these columns, each with so many cells."""
        drawn = DrawnTable()
        drawn.add_column("", takes_rest=True, min_width=8)
        for name, room in columns.items():
            drawn.add_column(
                self._head(name),
                justify="left" if name in ("bar", "level") else "right",
                no_wrap=name != "level",
                # as wide in every table, so that the columns of several stand below each other
                min_width=room,
            )
        for title, score in rows:
            cells = self.cells(score, columns.get("bar", 0))
            drawn.add_row(styled(data(title)), *(cells[name] for name in columns))
        return drawn

    def _head(self, column: str) -> str:
        return "" if column in ("bar", "level") else self.words(column)

    def _columns(self, rows: Sequence[ScoreRow], *, whole: bool) -> Mapping[str, int]:
        """The columns and their cells that leave each title one line, as far as that can be.

        Args:
            rows: what they are to hold.
            whole: whether bars may be shorter, and no column is given up.
        """
        wide = self.width
        several = any(one.n > 1 for one in self.result.questionnaires)
        shown = ["bar"] if wide >= ROOM_FOR_BARS else []
        shown += ["score"]
        shown += ["range"] if wide >= ROOM_FOR_RANGE and several else []
        shown += ["target", "level"] if wide >= ROOM_FOR_TARGET else ["level"]
        shown += ["coverage"] if wide >= ROOM_FOR_COVERAGE else []
        cells = [self.cells(score, 0) for _, score in rows]
        room = {
            name: max(width(self._head(name)), *(width(row[name].plain) for row in cells)) for name in shown
        }
        if "level" in room:
            room["level"] = self._level_width() if wide >= ROOM_FOR_BARS else 0
        longest = max(width(data(title)) for title, _ in rows)
        bar = self._bar_length()
        for gone in ((),) if whole else ((), ("coverage",), ("coverage", "target")):
            for length in (bar, SHORTER_BAR, SHORTEST_BAR):
                room |= {"bar": length} if "bar" in room else {}
                found = {name: most for name, most in room.items() if name not in gone}
                if longest + sum(most + 1 for most in found.values()) <= wide:
                    return found
        return found

    def _bar_length(self) -> int:
        return next(cells for least, cells in BAR_LENGTHS if self.width >= least)

    def _level_width(self) -> int:
        return max(width(self.words.level(level)) for level in _STYLES)

    def checklists(self, each: QuestionnaireResult) -> Iterator[DrawnBlock]:
        """The checklists: how much of each was met."""
        drawn = DrawnTable(header=False)
        drawn.add_column("", takes_rest=True, min_width=8)
        drawn.add_column("", justify="right")
        for id_, found in each.dimensions.items():
            if found.kind == "checklist" and not _says_nothing(found, each):
                drawn.add_row(styled(data(found.title or id_)), styled(data(checklist(found, self.words))))
        if drawn.rows:
            yield drawn

    def rows(self, each: QuestionnaireResult) -> list[ScoreRow]:
        """Overall, where anything carries points, and the dimensions that are scored."""
        rows: list[ScoreRow] = []
        if each.overall.reason != NOT_SCORED:
            rows.append((self.words("Overall"), each.overall))
        return rows + [
            (found.title or id_, found)
            for id_, found in each.dimensions.items()
            if found.kind == "scored" and not _says_nothing(found, each)
        ]

    def cells(self, score: Score | DimensionScore, bar: int) -> Mapping[str, DrawnLine]:
        """Every cell a row may show; its bar of so many cells."""
        words = self.words
        target = score.target if isinstance(score, DimensionScore) and score.target is not UNSET else None
        level = _STYLES.get(score.level or "", "")
        return {
            "bar": styled(self.bar(score.score, target, bar), level),
            "score": styled(words.score(score.score, target)),
            "range": styled(words.interval(score.range) if score.range else ""),
            "target": styled("" if target is None else words.number(target, 0)),
            "level": styled(words.level(score.level) if score.level else "", level),
            "coverage": styled(words.percent(score.coverage)),
        }

    def not_scored(self, each: QuestionnaireResult) -> Iterator[DrawnBlock]:
        """Why a dimension has no score."""
        reasons: dict[str, list[str]] = {}
        for title, score in self.rows(each):
            if score.score is None and score.reason is not UNSET:
                reasons.setdefault(self.words.reason(score.reason), []).append(title)
        for reason, titles in reasons.items():
            yield styled(data(f"{NONE} {', '.join(titles)}: {reason}"), "dim")

    def taken_together(self, each: QuestionnaireResult) -> Iterator[DrawnBlock]:
        """The roll-ups, in a sentence: they carry no target and no level."""
        said = [
            f"{found.title or id_} {self.words.score(found.score)}" for id_, found in each.rollups.items()
        ]
        if said:
            yield styled(data(self.words("Taken together: {rollups}.", rollups=", ".join(said))), "dim")

    def beside(self, each: QuestionnaireResult) -> Iterator[DrawnBlock]:
        """Recommendation, numbers, and what should not be read as one score."""
        for said in beside_the_scores(each, self.words):
            yield item("· ", data(said))

    def bar(self, score: float | None, target: float | None, length: int) -> str:
        """A bar of 0 to 100 with the target marked where the score falls short of it."""
        if score is None or not length:
            return ""
        eighths = round(max(0.0, min(100.0, score)) / 100 * length * 8)
        full, rest = divmod(eighths, 8)
        smooth = "█" * full + (_EIGHTHS[rest] if rest else "")
        cells = smooth if self.unicode else "#" * round(eighths / 8)
        bar = list(cells.ljust(length, "░" if self.unicode else "."))
        if target is not None and score < target:
            bar[min(length - 1, max(len(cells), int(target / 100 * length)))] = "│"
        return "".join(bar[:length])

    def breakdowns(self, each: QuestionnaireResult) -> Iterator[DrawnBlock]:
        """The breakdowns that were asked for."""
        for field, cells in each.by.items():
            yield styled()
            yield self.breakdown(field, cells)
            if each.clustering is not UNSET and field in each.clustering:
                yield styled(data(clustering_sentence(each.clustering[field], self.words)), "dim")

    def breakdown(self, field: str, cells: Mapping[str, Cell]) -> DrawnTable:
        """The cells of one breakdown: overall scores, or why they are not shown."""
        words = self.words
        drawn = DrawnTable()
        drawn.add_column(words("by {field}", field=data(words(field))), takes_rest=True, min_width=8)
        bars = self.width >= ROOM_FOR_BARS
        for head in ([""] if bars else []) + [words("score"), "n"]:
            drawn.add_column(head, justify="right" if head else "left", no_wrap=bool(head))
        for name, cell in cells.items():
            overall = cell.overall
            score = None if overall is UNSET else overall.score
            if score is None:
                code = cell.reason if cell.reason is not UNSET or overall is UNSET else overall.reason
                bar = _reason("withheld" if cell.withheld is True else code, words)
            else:
                bar = self.bar(score, None, self._bar_length())
            row = [styled(words.score(score)), styled(words.count(cell.n))]
            drawn.add_row(styled(data(cell_title(name, words))), *([styled(bar)] if bars else []), *row)
        return drawn

    def said_first(self) -> Iterator[DrawnBlock]:
        """What stands out over all questionnaires, and the first actions of the plan with its numbers."""
        found = first_findings(self.result)
        if found:
            yield from heading(self.words("What stands out"))
        for finding in found:
            yield item("• ", data(finding.text))
        for kind, name in (("build", "Keep and spread"), ("mend", "Mend first")):
            yield from self.actions(self.words(name), first_actions(self.result, kind))

    def in_full(self, each: QuestionnaireResult) -> Iterator[DrawnBlock]:
        """Every finding of a questionnaire, and the first actions that it calls for."""
        if each.findings:
            yield from heading(self.words("Findings"))
        for finding in each.findings:
            yield item("• ", data(finding.text))
        for kind, name in (("build", "Keep and spread"), ("mend", "Mend first")):
            yield from self.actions(self.words(name), first_actions(self.result, kind, each.id))

    def gaps(self, each: QuestionnaireResult) -> Iterator[DrawnBlock]:
        """The questions where performance falls furthest behind importance."""
        found: list[tuple[float, str, QuestionScore]] = []
        for id_, question in each.questions.items():
            gap = _gap(question.gap)
            if gap is not None and gap < 0 and "/" not in id_:
                found.append((gap, id_, question))
        if not found:
            return
        yield from heading(self.words("Performance minus importance, largest gaps first"))
        for gap, id_, question in sorted(found, key=lambda entry: entry[:2])[:FIRST]:
            yield item(f"{self.words.signed(gap):>5}  ", data(question.title or id_))

    def actions(self, title: str, actions: list[Planned]) -> Iterator[DrawnBlock]:
        """Actions by their number in the plan, with who and by when."""
        if actions:
            yield from heading(title)
        for rank, action, _ in actions:
            by = self.words("within {n} days", n=action.horizon)
            who = ", ".join(part for part in (data(action.owner), by) if part)
            yield item(f"{rank}. ", f"{data(action.title).rstrip('.')} ({who})")


def _says_nothing(found: DimensionScore, each: QuestionnaireResult) -> bool:
    """Whether one respondent alone was not asked, or it did not apply: that needs no line."""
    return each.n == 1 and found.reason in (NOT_ASKED, NOT_APPLICABLE)


def _reason(code: str | UnsetType, words: Locale) -> str:
    return "" if code is UNSET else data(words.reason(code))


def _gap(gap: Gap | UnsetType) -> float | None:
    return None if gap is UNSET else gap.mean
