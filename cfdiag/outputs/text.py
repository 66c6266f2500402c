"""The result for people at a terminal: scores as bars, what stands out, what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

import msgspec
from msgspec import UNSET, UnsetType
from rich.console import ConsoleRenderable
from rich.table import Table
from rich.text import Text

from cfdiag.model.result import (
    ActionScore,
    Cell,
    DimensionScore,
    Gap,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
)
from cfdiag.outputs.comparison import blocks as comparison_blocks
from cfdiag.outputs.context import OutputContext
from cfdiag.outputs.drawing import NARROWEST, data, draw, heading, item, table
from cfdiag.outputs.sentences import FIRST, actions_in_order, gate_sentence, headline
from cfdiag.scoring.compare import Comparison
from cfdiag.scoring.reasons import NOT_SCORED
from cfdiag.words import NONE, Words

_STYLES = {"critical": "red", "developing": "yellow", "on_target": "green"}
_EIGHTHS = " ▏▎▍▌▋▊▉"


def render(result: Result, context: OutputContext) -> str:
    """The scorecard for this terminal."""
    return scorecard(
        result,
        width=context.width,
        unicode=context.unicode,
        colour=context.colour,
        language=context.language,
    )


def scorecard(
    result: Result, *, width: int, unicode: bool = True, colour: bool = False, language: str = "en"
) -> str:
    """A result drawn for a terminal, in lines of at most `width` cells.

    Args:
        result: what to show; every text in it is made safe here.
        width: cells; below 24 it is drawn for 24.
        unicode: whether the output can show bars and dashes; otherwise plain ASCII.
        colour: whether to colour levels; they are named in words as well.
        language: of the tool's own words (`en`, `nl`).
    """
    card = _Card(result, Words(language), max(width, NARROWEST), unicode=unicode)
    return draw(card.blocks(), width, unicode=unicode, colour=colour)


class _Card:
    """One drawing: what is shown, in which words, how wide."""

    def __init__(self, result: Result, words: Words, width: int, *, unicode: bool) -> None:
        self.result = result
        self.words = words
        self.width = width
        self.unicode = unicode

    def blocks(self) -> Iterator[ConsoleRenderable]:
        for place, each in enumerate(self.result.questionnaires):
            if place:
                yield Text()
            yield from self.questionnaire(each)
        if self.result.baseline is not UNSET:
            moved = msgspec.convert(self.result.baseline, Comparison)
            yield from heading(self.words("Since the baseline"))
            yield from comparison_blocks(moved, self.words, self.width)
        if self.result.gates:
            yield Text()
            for gate in self.result.gates:
                outcome = self.words("passed") if gate.passed else self.words("failed")
                style = "green" if gate.passed else "red"
                said = data(gate_sentence(gate, self.words))
                yield Text.assemble(f"{self.words('Gate')} ", (outcome, style), " · ", said)

    def questionnaire(self, each: QuestionnaireResult) -> Iterator[ConsoleRenderable]:
        yield Text(data(each.title or each.id), style="bold")
        yield Text(data(headline(each, self.result, self.words)), style="dim")
        yield Text()
        yield self.scores(each)
        yield from self.not_scored(each)
        for field, cells in each.by.items():
            yield Text()
            yield self.breakdown(field, cells)
        yield from self.standing_out(each)
        yield from self.gaps(each)
        for kind, name in (("build", "Keep and spread"), ("mend", "Mend first")):
            yield from self.actions(self.words(name), actions_in_order(each, self.result, kind))
        if 1 < each.n < 5:  # noqa: PLR2004  intervals are shown from five on
            yield Text()
            yield Text(
                self.words(
                    "Fewer than five interviews: read them one by one; means and intervals say little."
                )
            )

    def scores(self, each: QuestionnaireResult) -> Table:
        """Overall and dimensions: bar, score, interval, target, level, coverage; less where it is narrow."""
        words, wide = self.words, self.width
        drawn = table()
        drawn.add_column("", ratio=1, min_width=8)
        shown = ["bar"] if wide >= 56 else []  # noqa: PLR2004  see the widths in the tests
        shown += ["score"]
        shown += ["interval"] if wide >= 80 and each.n > 1 else []  # noqa: PLR2004
        shown += ["target", "level"] if wide >= 40 else ["level"]  # noqa: PLR2004
        shown += ["coverage"] if wide >= 72 else []  # noqa: PLR2004
        heads = {"bar": "", "level": "", **{name: words(name) for name in ("score", "interval", "target")}}
        heads["coverage"] = words("coverage")
        for name in shown:
            drawn.add_column(
                heads[name], justify="left" if name in ("bar", "level") else "right", no_wrap=name != "level"
            )
        for title, score in self.rows(each):
            cells = self.cells(score)
            drawn.add_row(Text(data(title)), *(cells[name] for name in shown))
        return drawn

    def rows(self, each: QuestionnaireResult) -> list[tuple[str, Score | DimensionScore]]:
        """Overall, where anything carries points, and the dimensions."""
        rows: list[tuple[str, Score | DimensionScore]] = []
        if each.overall.reason != NOT_SCORED:
            rows.append((self.words("Overall"), each.overall))
        return rows + [(found.title or id_, found) for id_, found in each.dimensions.items()]

    def cells(self, score: Score | DimensionScore) -> Mapping[str, Text]:
        """Every cell a row may show."""
        words = self.words
        target = score.target if isinstance(score, DimensionScore) and score.target is not UNSET else None
        level = _STYLES.get(score.level or "", "")
        cells = {
            "bar": Text(self.bar(score.score, target), style=level),
            "score": Text(words.score(score.score, target)),
            "interval": Text(words.score_interval(score.interval) if score.interval else ""),
            "target": Text("" if target is None else words.number(target, 0)),
            "level": Text(words.level(score.level) if score.level else "", style=level),
            "coverage": Text(words.percent(score.coverage)),
        }
        if _is_checklist(score):
            met, of = (NONE if part is UNSET else words.count(part) for part in (score.met, score.of))
            cells |= {"bar": Text(), "score": Text(), "target": Text(), "coverage": Text()}
            cells["level"] = Text(words("{met} of {of} met", met=met, of=of))
        return cells

    def not_scored(self, each: QuestionnaireResult) -> Iterator[ConsoleRenderable]:
        """Why a dimension has no score."""
        reasons: dict[str, list[str]] = {}
        for title, score in self.rows(each):
            if score.score is None and score.reason is not UNSET and not _is_checklist(score):
                reasons.setdefault(self.words.reason(score.reason), []).append(title)
        for reason, titles in reasons.items():
            yield Text(data(f"{NONE} {', '.join(titles)}: {reason}"), style="dim")

    def bar(self, score: float | None, target: float | None) -> str:
        """A bar of 0 to 100 with the target marked where the score falls short of it."""
        if score is None:
            return ""
        length = 20 if self.width >= 96 else 16 if self.width >= 72 else 12  # noqa: PLR2004
        eighths = round(max(0.0, min(100.0, score)) / 100 * length * 8)
        full, rest = divmod(eighths, 8)
        smooth = "█" * full + (_EIGHTHS[rest] if rest else "")
        cells = smooth if self.unicode else "#" * round(eighths / 8)
        bar = list(cells.ljust(length, "░" if self.unicode else "."))
        if target is not None and score < target:
            bar[min(length - 1, max(len(cells), int(target / 100 * length)))] = "│"
        return "".join(bar[:length])

    def breakdown(self, field: str, cells: Mapping[str, Cell]) -> Table:
        """The cells of one breakdown: overall scores, or why they are not shown."""
        words = self.words
        drawn = table()
        drawn.add_column(words("by {field}", field=data(words(field))), ratio=1, min_width=8)
        bars = self.width >= 56  # noqa: PLR2004
        for head in ([""] if bars else []) + [words("score"), "n"]:
            drawn.add_column(head, justify="right" if head else "left", no_wrap=bool(head))
        for name, cell in cells.items():
            overall = cell.overall
            score = None if overall is UNSET else overall.score
            if score is None:
                code = cell.reason if cell.reason is not UNSET or overall is UNSET else overall.reason
                bar = _reason("withheld" if cell.withheld is True else code, words)
            else:
                bar = self.bar(score, None)
            row = [Text(words.score(score)), Text(words.count(cell.n))]
            drawn.add_row(Text(data(name)), *([Text(bar)] if bars else []), *row)
        return drawn

    def standing_out(self, each: QuestionnaireResult) -> Iterator[ConsoleRenderable]:
        """The first findings, as the sentences they are."""
        if each.findings:
            yield from heading(self.words("What stands out"))
            for finding in each.findings[:FIRST]:
                yield item("• ", data(finding.text))

    def gaps(self, each: QuestionnaireResult) -> Iterator[ConsoleRenderable]:
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

    def actions(self, title: str, actions: list[ActionScore]) -> Iterator[ConsoleRenderable]:
        """The first actions of a kind, with who and by when."""
        if actions:
            yield from heading(title)
        for place, action in enumerate(actions, start=1):
            by = self.words("within {n} days", n=action.horizon)
            who = ", ".join(part for part in (data(action.owner), by) if part)
            yield item(f"{place}. ", f"{data(action.title).rstrip('.')} ({who})")


def _is_checklist(score: Score | DimensionScore) -> TypeGuard[DimensionScore]:
    return isinstance(score, DimensionScore) and score.kind == "checklist"


def _reason(code: str | UnsetType, words: Words) -> str:
    return "" if code is UNSET else data(words.reason(code))


def _gap(gap: Gap | UnsetType) -> float | None:
    return None if gap is UNSET else gap.mean
