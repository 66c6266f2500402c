"""Every remark, note and piece of evidence that consent and floors let through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cfdiag.api.material import setting_of, with_material
from cfdiag.api.scoring import score_paths
from cfdiag.ground.choices import choose
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, closest, fault
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.comments import Comment, Comments
from cfdiag.model.interview import question_of
from cfdiag.model.material import Remark
from cfdiag.render.comments import COMMENT_FORMATS, IN_A_FILE, comments_format_of
from cfdiag.render.diagnostics import OWN_PAGES
from cfdiag.render.sentences import stamps
from cfdiag.render.view.context import Material
from cfdiag.scoring.privacy.remarks import how_many_said

__all__ = ["COMMENT_FIELDS", "COMMENT_FORMATS", "IN_A_FILE", "comments_format_of", "comments_of"]

COMMENT_FIELDS = ("question", "theme", "group", "department", "account", "kind", "questionnaire")
"""What comments can be put together by; by question unless something else is asked for."""


def comments_of(
    paths: Sequence[str],
    *,
    by: str = "",
    question: str = "",
    unmasked: bool = False,
    language: str = "",
    questionnaires: Sequence[Path] = (),
    stdin: bytes | None = None,
    keys: Keys = NO_KEYS,
) -> tuple[Comments, list[Diagnostic]]:
    """Collect what people said, and what was noted beside it.

    Args:
        paths: interviews.
        by: one of `COMMENT_FIELDS`.
        question: of one question only, by its id.
        unmasked: withhold nothing that was not refused.
        language: of the questions; else the engagement's.
        questionnaires: folders with more of them.
        stdin: what standard input held.
        keys: what opens interviews that are sealed.

    Raises:
        CfdiagError: nothing can be read; `unknown-question`; `wrong-option`.
    """
    choose("--by", by, COMMENT_FIELDS)
    scored = score_paths(
        paths,
        questionnaires=list(questionnaires),
        unmasked=unmasked,
        language=language,
        recount=False,
        stdin=stdin,
        keys=keys,
    )
    asked = {q.id for text in scored.held_with.values() for s in text.sections for q in s.questions}
    if question and question not in asked:
        hint = closest(question, asked) or "`cfdiag show ID` lists the questions of a questionnaire"
        raise fault(Code.UNKNOWN_QUESTION, f"nobody was asked '{question}'", hint)
    figures, spoken = with_material(scored), scored.options.language
    words = locale_for(spoken)
    setting = setting_of(figures, language=spoken, day=scored.options.today)
    material = Material(figures, setting, words, OWN_PAGES)
    said = material.saved.spoken.remarks
    remarks = [each for each in said if not question or question_of(each.question) == question]
    found = [_comment(each, material) for each in remarks]
    if by and by != "question":
        found.sort(key=lambda each: _place(each, by))
    return (
        Comments(
            language=spoken,
            unmasked=unmasked,
            comments=found,
            withheld=how_many_said(scored.interviews, question) - len(found),
            by=by or "question",
            stamps=stamps(figures, words),
        ),
        scored.faults,
    )


def _comment(remark: Remark, m: Material) -> Comment:
    id_ = question_of(remark.question) if remark.question else ""
    return Comment(
        questionnaire=remark.questionnaire,
        question=id_,
        asked=m.question(remark.questionnaire, id_, remark.group, in_full=True) if id_ else "",
        item=remark.item,
        group=remark.group,
        department=remark.department,
        account=remark.account,
        author=remark.author,
        kind=remark.kind,
        third=remark.third,
        themes=list(remark.tags),
        text=remark.text,
    )


def _place(comment: Comment, by: str) -> tuple[bool, str]:
    """Those that do not say come last."""
    said = ", ".join(comment.themes) if by == "theme" else str(getattr(comment, by))
    return not said, said
