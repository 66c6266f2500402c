"""The definition of a form, where its answers were meant: refused, with the place where those are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cfdiag.exchange.table import PlainTable, TableRecord, folded
from cfdiag.exchange.words import words
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.marks import GENERATOR

_HEAD = 4_000
"""Bytes in which a file says what it is."""
_LIMESURVEY = "Responses → Export responses, CSV"
_QUALTRICS = "Data & Analysis → Export & Import → Export data, CSV"
_OF_BYTES = (
    (f'{GENERATOR}">'.encode(), "the form that cfdiag wrote",
     "import what people save or mail: cfdiag import FILE|FOLDER"),
    (rb"<LimeSurveyDocType>", "the form (LimeSurvey)", f"export the answers: {_LIMESURVEY}"),
    (rb'\A\s*\{\s*"Survey(Entry|Elements)"\s*:', "the form (Qualtrics)", f"export the answers: {_QUALTRICS}"),
)  # fmt: skip
_OWN_JSON = re.compile(rb'"format"\s*:\s*"(cfdiag/(?!response@)[a-z-]+@\d+)"')
_BLANKS = rb"[^\S\n]*"
# Blanks end with their line: were a line's end one of them, there would be two ways to read each line.
_OWN_YAML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:%b(?:#[^\n]*)?\n)*%bcfdiag:%b\d+%b\n" % (_BLANKS, _BLANKS, _BLANKS, _BLANKS)
)
_MAPPING = re.compile(rb"^mapping:", re.MULTILINE)

_SHEETS = frozenset({"survey", "choices", "settings", "external_choices", "entities", "osm"})
_NAMES_A_FORM = frozenset({"form_title", "form_id"})
_SETTINGS = _NAMES_A_FORM | {
    "version", "default_language", "instance_name", "instance_id", "public_key", "submission_url", "style",
    "title", "id_string", "name", "prefix", "delimiter", "auto_send", "auto_delete", "client_editable",
    "allow_choice_duplicates", "clean_text_values", "omit_instanceid", "namespaces", "sms_keyword",
    "sms_separator",
}  # fmt: skip
"""What stands on XLSForm's sheet of settings."""


class _Kind(NamedTuple):
    """One way to write a form down as a table."""

    service: str
    fits: Callable[[tuple[str, ...], PlainTable], bool]
    answers: str


def refuse_definition_file(data: bytes, file: str) -> None:
    """Refuse what says in its first bytes that it is a form, or a file of cfdiag's own.

    Raises:
        CfdiagError: `no-responses`.
    """
    head = data[:_HEAD]
    for pattern, what, hint in _OF_BYTES:
        if re.search(pattern, head):
            raise _refused(f"this is {what}, not its answers", hint, file)
    own = _OWN_JSON.search(head)
    if own is not None:
        raise _refused(f"this is {own[1].decode()}, not a table of responses", "is it the right file?", file)
    if _OWN_YAML.match(head):
        what = "a mapping" if _MAPPING.search(head) else "a questionnaire or another file of cfdiag's own"
        raise _refused(f"this is {what}, not a table of responses", "is it the right file?", file)


def refuse_definition(table: PlainTable) -> None:
    """Refuse a table that is a form: its questions, or its options, a row each.

    Args:
        table: with its header found.

    Raises:
        CfdiagError: `no-responses`.
    """
    header = tuple(_words(table.header_rows[0]))
    for kind in _KINDS:
        if kind.fits(header, table):
            hint = f"export the answers: {kind.answers}"
            others = [name for name in table.others if _plain(name) not in _SHEETS and "--" not in name]
            # Vendors add sheets of their own; the answers may stand in one of them.
            hint += f"; or, if they are in this file, --sheet {others[0]}" if others else ""
            hint += "; if these are the answers, --mapping FILE says which column answers what"
            raise _refused(f"this is the form ({kind.service}), not its answers", hint, table.file)


def _refused(message: str, hint: str, file: str) -> CfdiagError:
    return fault(Code.NO_RESPONSES, message, hint, Location(file))


def _plain(name: str) -> str:
    return name.strip().casefold()


def _words(row: TableRecord) -> Iterable[str]:
    return (_plain(str(cell)) if cell is not None else "" for cell in row.cells)


def _has(*wanted: str) -> Callable[[tuple[str, ...], PlainTable], bool]:
    return lambda header, _: set(wanted) <= set(header)


def _is_survey(header: tuple[str, ...], table: PlainTable) -> bool:
    """Whether a row each asks something: a type that forms have, a name, a label."""
    labelled = any(name == "label" or name.startswith("label:") for name in header)
    if not {"type", "name"} <= set(header) or not labelled:
        return False
    at = header.index("type")
    # People have columns with these names too; what stands under `type` is then something else.
    return _are_types([str(row.cells[at]) for row in table.rows if row.cells[at] is not None])


def _are_types(cells: Sequence[str]) -> bool:
    """Whether most of these begin with the type of a question: `select_one five`."""
    first = (cell.split()[0] for cell in cells if cell.strip())
    return 2 * sum(folded(word) in words().form_types for word in first) > len(cells)


def _is_choices(header: tuple[str, ...]) -> bool:
    """Whether a row each is an option of a list."""
    listed = {"list_name", "list name"} & set(header)
    labelled = any(name == "label" or name.startswith("label:") for name in header)
    return bool(listed) and "name" in header and labelled


def _is_settings(header: tuple[str, ...], table: PlainTable) -> bool:
    """Whether the one row says what a form is called; answers may have a column `form_id` among theirs."""
    named, held = _NAMES_A_FORM & set(header), {name for name in header if name}
    return bool(named) and len(table.rows) == 1 and (named == _NAMES_A_FORM or held <= _SETTINGS)


def _questions_in(*lists: str) -> Callable[[tuple[str, ...], PlainTable], bool]:
    """Whether one map holds questions in lists of these names, each with a type and what it is called."""
    in_list = re.compile(rf"(?:pages/\d+/)?(?:(?:{'|'.join(lists)})/\d+/)+(type|name|title|label|ref)")

    def fits(header: tuple[str, ...], table: PlainTable) -> bool:
        if table.delimiter != "json" or len(table.rows) != 1:
            return False
        parts: dict[str, list[str]] = defaultdict(list)
        for name, cell in zip(header, table.rows[0].cells, strict=True):
            found = in_list.fullmatch(name)
            if found is not None:
                parts[found[1]].append(str(cell))
        types = parts.pop("type", [])
        return bool(parts) and _are_types(types)

    return fits


_KINDS = (
    _Kind(
        "REDCap's data dictionary",
        _has("variable / field name", "form name", "field type"),
        "Data Exports → Export Data, CSV",
    ),
    _Kind("LimeSurvey", _has("class", "type/scale", "name", "relevance"), _LIMESURVEY),
    _Kind(
        "formr",
        lambda header, table: _is_survey(header, table) and bool({"showif", "optional"} & set(header)),
        "the survey's results, as JSON or CSV",
    ),
    _Kind("XLSForm", lambda h, t: _is_survey(h, t) or _is_choices(h) or _is_settings(h, t),
          "KoboToolbox: Data → Downloads, CSV; ODK Central: Submissions → Download"),
    _Kind("SurveyJS", _questions_in("elements", "questions", "templateElements"),
          "the result of each person, in one list: [{…}, {…}]"),
    _Kind("formr", _questions_in("items"), "the survey's results, as JSON or CSV"),
    _Kind("Typeform", _questions_in("fields"), "Results → Download, CSV"),
)  # fmt: skip
