"""The scores of some interviews, what was wrong with the others, and what a report is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from cfdiag.api.surroundings import Around
from cfdiag.batch.summed import Scored
from cfdiag.ground.choices import choose
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, fault
from cfdiag.ground.extras import optional
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.release import History, Participant
from cfdiag.model.result import QuestionnaireResult
from cfdiag.model.result import Result as Figures
from cfdiag.render.context import OutputContext
from cfdiag.render.figure_keys import figure_data as keys_of
from cfdiag.render.result import RESULT_FORMATS
from cfdiag.scoring.options import Options, of_engagement


class Result:
    """The scores of some interviews, what was wrong with the others, and what a report is made from.

    Made by `score` and `score_paths`.
    """

    def __init__(self, scored: Scored, options: Options, near: Around) -> None:
        self._scored = scored
        self.options, self.near = options, near

    @property
    def figures(self) -> Figures:
        """Every figure, as `score --format json` has it: scores from 0 to 100, None where there is none."""
        return self._scored.result

    @property
    def questionnaires(self) -> list[QuestionnaireResult]:
        """The figures of each questionnaire."""
        return self.figures.questionnaires

    @property
    def faults(self) -> list[Diagnostic]:
        """What there is to say about the inputs: errors (rejected ones), then warnings, then notes."""
        order = ("error", "warning", "note")
        told = [*self.near.faults, *self._scored.diagnostics, *self._quoted_of_few()]
        return sorted(told, key=lambda each: order.index(each.severity))

    def _quoted_of_few(self) -> Iterator[Diagnostic]:
        """Where the words that go along may give their authors away: who agreed to be quoted, is quoted."""
        if not self._scored.interviews:
            return
        from cfdiag.scoring.privacy.remarks import quoted_of_few  # noqa: PLC0415  most runs keep no words

        options = of_engagement(self.options, self.near.engagement)
        silent = self.figures.inputs.others_silent
        for each in quoted_of_few(self.interviews, options, others_silent=silent):
            said = "1 remark is" if each.words == 1 else f"{each.words} remarks are"
            rest = "is 1 person" if each.people == 1 else f"are {each.people} people"
            yield Diagnostic(
                Code.QUOTED_OF_FEW,
                f"{said} quoted without a name (group '{each.group}' of {each.questionnaire}), and there "
                f"{rest} who could have said it: readers may know whose words they are",
                hint="ask again before you hand them over; with consent 'counted' they stay out",
                severity="warning",
            )

    @property
    def rejected(self) -> bool:
        """Whether there was an input that could not be used; the others are scored."""
        return self._scored.rejected

    @property
    def passed(self) -> bool:
        """Whether every gate held; without gates it does."""
        return all(gate.passed for gate in self.figures.gates)

    @property
    def held_with(self) -> dict[str, Questionnaire]:
        """The questionnaires that the interviews were held with, by their names in the figures."""
        return self._scored.questionnaires

    @property
    def interviews(self) -> list[tuple[Interview, Questionnaire]]:
        """The interviews that were scored, each with its questionnaire, where they were kept."""
        return [
            (interview, self.held_with[interview.questionnaire.id])
            for interview, _ in self._scored.interviews
            if interview.questionnaire.id in self.held_with
        ]

    @property
    def files(self) -> list[tuple[Interview, str]]:
        """The interviews that were scored, each with its file, where they were kept."""
        return self._scored.interviews

    @property
    def halves(self) -> dict[str, tuple[tuple[Interview, str], ...]]:
        """By the id of an interview that was held in several files: its parts, where they were kept."""
        return self._scored.halves

    @property
    def people(self) -> dict[str, list[Participant]]:
        """By questionnaire who is in it, where that was noted: for releases and comparisons."""
        return self._scored.people

    @property
    def history(self) -> dict[str, History]:
        """Where this is a release: by questionnaire the earlier ones, and who is in this one."""
        return self._scored.history

    def to_dict(self) -> dict[str, object]:
        """The figures as plain values, key for key those of `score --format json`."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(keys_of(self.figures)))
        return plain

    def to_arrow(self) -> Any:  # noqa: ANN401  pyarrow is an extra, and has no types
        """The figures as a `pyarrow.Table`: one row a questionnaire × breakdown × subject × statistic.

        Columns as in `score --format parquet`: `value` is a float, None where there is none, `text` what is
        no number, `reason` why both are empty. Its metadata say which floors held.

        Raises:
            CfdiagError: `missing-extra`: it takes `cfdiag[parquet]`.
        """
        from cfdiag.render.result._figure_table import figure_table  # noqa: PLC0415  few results become tables
        from cfdiag.render.tables.parquet import arrow_table  # noqa: PLC0415  as above

        return arrow_table(figure_table(self.figures))

    def to_pandas(self) -> Any:  # noqa: ANN401  pandas is an extra
        """The same as a `pandas.DataFrame`.

        Raises:
            CfdiagError: `missing-extra`: it takes `cfdiag[pandas]`.
        """
        optional("pandas", "pandas")
        optional("pyarrow", "pandas")
        return self.to_arrow().to_pandas()

    def render(self, format: str = "json", context: OutputContext | None = None) -> str:  # noqa: A002  the flag's name
        """The figures in one of the text formats of `score --format`.

        Args:
            format: `json`, `csv`, `text`, …
            context: how wide, with which characters; else 80 columns in the result's own language.

        Raises:
            CfdiagError: `wrong-option`: there is no such format, or it is none of text: `file` makes it.
        """
        found = self._rendered(format, context)
        if isinstance(found, bytes):
            raise fault(Code.WRONG_OPTION, f"{format} is no text", "take `file`, which gives bytes")
        return found

    def file(self, format: str = "json", context: OutputContext | None = None) -> bytes:  # noqa: A002  the flag's name
        """The figures as a file in any format of `score --format`; texts are UTF-8.

        Args:
            format: `parquet`, `xlsx`, `json`, …
            context: as of `render`.

        Raises:
            CfdiagError: `wrong-option`; `missing-extra`.
        """
        found = self._rendered(format, context)
        return found if isinstance(found, bytes) else found.encode() + b"\n"

    def _rendered(self, format_: str, context: OutputContext | None) -> str | bytes:
        choose("the format", format_, RESULT_FORMATS)
        context = context or OutputContext(language=self.options.language)
        return RESULT_FORMATS[format_](self.figures, context)

    def judged(
        self,
        *,
        fail_under: Iterable[tuple[str, float]] = (),
        min_n: int | None = None,
        baseline: Figures | None = None,
        max_drop: float | None = None,
        beyond_noise: bool = False,
    ) -> Result:
        """The same with its gates, and with what moved since an earlier result.

        Args:
            fail_under: `overall`, a dimension or `recommend`, or `FIELD:` before one of the first two for
                every cell of a breakdown, each with the least score.
            min_n: the least number of interviews of each questionnaire.
            baseline: an earlier result, as `load_result` reads it.
            max_drop: by how many points a score may be lower than in the baseline.
            beyond_noise: whether such a drop counts only where it is more than chance does.

        Raises:
            CfdiagError: `unknown-dimension`.
        """
        figures = msgspec.structs.replace(self.figures, gates=[], baseline=msgspec.UNSET)
        wanted = tuple(fail_under)
        if wanted or min_n is not None or max_drop is not None or baseline is not None:
            from cfdiag.api.judging import hold_to  # noqa: PLC0415  most results are held to nothing

            figures = hold_to(figures, wanted, min_n, baseline, max_drop, beyond_noise=beyond_noise)
        return self.with_figures(figures)

    def with_figures(self, changed: Figures) -> Result:
        """The same with other figures: those that something was added to."""
        return Result(msgspec.structs.replace(self._scored, result=changed), self.options, self.near)
