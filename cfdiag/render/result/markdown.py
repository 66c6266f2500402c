"""The result as Markdown tables: for a summary page, a merge request, a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import UNSET, UnsetType

from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import NONE, Locale
from cfdiag.model.result import DimensionScore, Gate, QuestionnaireResult, Result, RollupScore, Score
from cfdiag.render.bearing import clustering_sentence
from cfdiag.render.context import OutputContext
from cfdiag.render.escaping import escape
from cfdiag.render.fault_words import of_code
from cfdiag.render.plan_sentences import first_actions
from cfdiag.render.score_sentences import beside_the_scores, checklist
from cfdiag.render.sentences import cell_title, first_findings, gate_sentence, headline_sentence


def render(result: Result, context: OutputContext) -> str:
    """A heading, a table and the findings for each questionnaire; then gates and rejected files."""
    words = locale_for(context.language)
    blocks = [block for each in result.questionnaires for block in _questionnaire(each, result, words)]
    blocks += _said_first(result, words)
    if result.gates:
        rows = [_gate_row(gate, words) for gate in result.gates]
        blocks += [f"## {words('Gates')}", _table((words("Gate"), words("Outcome")), rows, "ll")]
    if result.inputs.rejected:
        head = (words("File"), words("Line"), words("Fault"))
        rejected = [
            (escape(each.file), str(each.line or NONE), escape(of_code(each.code, each.message, words)))
            for each in result.inputs.rejected
        ]
        blocks += [f"## {words('Not scored')}", _table(head, rejected, "lrl")]
    if result.inputs.warnings:
        blocks.append("\n".join(f"- {escape(warning)}" for warning in result.inputs.warnings))
    # By this line an earlier page is known again, and may be written over.
    blocks.append(words("cfdiag {version}, seed {seed}", version=result.tool, seed=result.seed))
    return "\n\n".join(blocks)


def _questionnaire(each: QuestionnaireResult, result: Result, words: Locale) -> Iterator[str]:
    yield f"## {escape(each.title or each.id)}"
    yield escape(headline_sentence(each, result, words))
    head = ("", *(words(name) for name in ("Score", "Range", "Target", "Level", "Coverage", "n")))
    rows = [_row(words("Overall"), each.overall, words)]
    rows += [_row(dimension.title or id_, dimension, words) for id_, dimension in each.dimensions.items()]
    rows += [_rollup(rollup.title or id_, rollup, words) for id_, rollup in each.rollups.items()]
    yield _table(head, rows, "lrrrlrr")
    beside = beside_the_scores(each, words)
    if beside:
        yield "\n".join(f"- {escape(said)}" for said in beside)
    for field, cells in each.by.items():
        yield f"### {escape(words(field).capitalize())}"
        yield _table(
            ("", words("Score"), words("Range"), "n"),
            [
                (
                    escape(cell_title(name, words)),
                    *_figures(cell.overall, cell.reason, words),
                    words.count(cell.n),
                )
                for name, cell in cells.items()
            ],
            "lrrr",
        )
        if each.clustering is not UNSET and field in each.clustering:
            yield escape(clustering_sentence(each.clustering[field], words))
    if each.findings:
        yield f"### {words('Findings')}"
        yield "\n".join(f"- {escape(finding.text)}" for finding in each.findings)


def _said_first(result: Result, words: Locale) -> Iterator[str]:
    """What stands out, and the first actions with their numbers in the plan."""
    found = first_findings(result)
    if found:
        yield f"## {words('What stands out')}"
        yield "\n".join(f"- {escape(finding.text)}" for finding in found)
    for kind, heading in (("build", words("Keep and spread")), ("mend", words("Mend first"))):
        actions = first_actions(result, kind)
        if actions:
            yield f"## {heading}"
            yield "\n".join(f"{rank}. {escape(action.title)}" for rank, action, _ in actions)


def _row(title: str, score: Score | DimensionScore, words: Locale) -> tuple[str, ...]:
    if isinstance(score, DimensionScore) and score.kind == "checklist":
        met = escape(checklist(score, words))
        return (escape(title), met, NONE, NONE, NONE, NONE, words.count(score.n))
    target = score.target if isinstance(score, DimensionScore) and score.target is not UNSET else None
    return (
        escape(title),
        *_figures(score, score.reason, words),
        words.number(target, 0),
        words.level(score.level),
        words.percent(score.coverage),
        words.count(score.n),
    )


def _rollup(title: str, rollup: RollupScore, words: Locale) -> tuple[str, ...]:
    """A roll-up has a score and nothing to judge it by."""
    why = "" if rollup.reason is UNSET else f" ({escape(words.reason(rollup.reason))})"
    name = f"{escape(words('Taken together'))}: {escape(title)}"
    return (name, f"{words.score(rollup.score)}{why}", NONE, NONE, NONE, NONE, words.count(rollup.n))


def _figures(
    score: Score | DimensionScore | UnsetType, reason: str | UnsetType, words: Locale
) -> tuple[str, str]:
    """The score, or why there is none; and the range."""
    if score is UNSET or score.score is None:
        code = reason if score is UNSET or score.reason is UNSET else score.reason
        return (NONE if code is UNSET else f"{NONE} ({escape(words.reason(code))})", NONE)
    target = score.target if isinstance(score, DimensionScore) else None
    shown = words.score(score.score, None if target is UNSET else target)
    return shown, words.interval(score.range)


def _gate_row(gate: Gate, words: Locale) -> tuple[str, str]:
    return escape(gate_sentence(gate, words)), words("passed") if gate.passed else f"**{words('failed')}**"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], sides: str) -> str:
    """A table; `sides` has a letter a column: words stand left, figures right."""
    rule = [{"l": "---", "r": "--:"}[side] for side in sides]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))
