"""Gaps in the languages of a file."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.reading.fields import Context
from cfdiag.text import Text


def check_translations(context: Context, languages: Sequence[str] = ()) -> None:
    """Note texts that are not there in a language: one that is asked for, or used elsewhere in the file.

    Args:
        context: the file's, with every text that was read.
        languages: languages in which a gap is an error; in the others it is a warning.
    """
    used = {language for _, text in context.worded for by in text.wordings.values() for language in by}
    for node, text in context.worded:
        for severity, wanted in (("error", set(languages)), ("warning", used - set(languages))):
            missing = sorted(language for language in wanted if _lacks(text, language))
            if missing:
                named = ", ".join(f"'{language}'" for language in missing)
                hint = f"write {{{context.language}: …, {missing[0]}: …}}"
                if isinstance(node.value, dict):
                    hint = f"add {missing[0]}: …"
                    hint += " to each group's wording" if "" not in text.wordings else ""
                context.faults.add(
                    "missing-translation",
                    f"no wording in {named}",
                    node.at,
                    hint,
                    "error" if severity == "error" else "warning",
                )


def _lacks(text: Text, language: str) -> bool:
    return any(language not in by_language for by_language in text.wordings.values())
