"""Gaps in the languages of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cfdiag.documents.fields import Context
from cfdiag.documents.nodes import Node
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Severity
from cfdiag.model.text import Text, with_parent

ACCEPTED_AT_THE_TOP = Code.MISSING_TRANSLATION
"""`accept: {missing-translation: why}` at the top of a file: some texts are meant to be in one language."""

RARE = 0.1
"""A language in fewer of the texts than this is not taken for one the file is meant to be in."""


def check_translations(context: Context, languages: Sequence[str] = (), *, accepted: bool = False) -> None:
    """Note texts that are not there in a language: one that is asked for, or used elsewhere in the file.

    Args:
        context: the file's, with every text that was read.
        languages: languages in which a gap is an error; in the others it is a warning.
        accepted: gaps are meant, but in the languages that are asked for.
    """
    counts = Counter(language for _, text in context.worded for language in _languages(text))
    rare = {language for language, n in counts.items() if n < RARE * len(context.worded)} - set(languages)
    # Whoever speaks the language of a base with a region is served by the base.
    usual = set(counts) - set(languages) - rare - set(with_parent(context.language))
    for node, text in context.worded:
        _note(context, node, [asked for asked in sorted(set(languages)) if not text.speaks(asked)], "error")
        if not accepted:
            _note(context, node, [known for known in sorted(usual) if not text.speaks(known)], "warning")
    if accepted:
        return
    # A region beside its language says only what is said otherwise there.
    regions = {
        language for language in rare if with_parent(language)[-1] in (*usual, *with_parent(context.language))
    }
    for language in sorted(rare - regions - {context.language}):
        _note_rare(context, language, counts)


def _languages(text: Text) -> set[str]:
    return {language for by_language in text.wordings.values() for language in by_language}


def _note(context: Context, node: Node, missing: Sequence[str], severity: Severity) -> None:
    if not missing:
        return
    hint = f"write {{{context.language}: …, {missing[0]}: …}}"
    if isinstance(node.value, dict):
        by_group = any(key in context.groups for key in node.value)
        hint = f"add {missing[0]}: …{' to the wording of each group' if by_group else ''}"
    named = ", ".join(f"'{language}'" for language in missing)
    context.faults.add(Code.MISSING_TRANSLATION, f"no wording in {named}", node.at, hint, severity)


def _note_rare(context: Context, language: str, counts: Counter[str]) -> None:
    """A language that hardly any text is in is more likely a slip of the pen than a translation begun."""
    node = next(node for node, text in context.worded if language in _languages(text))
    has = "has" if counts[language] == 1 else "have"
    message = f"of {len(context.worded)} texts {counts[language]} {has} a wording in '{language}'"
    hint = f"is another language meant? `check --language {language}` lists the texts without it"
    context.faults.add(Code.MISSING_TRANSLATION, message, node.at, hint, "warning")
