"""Saved results as shells and editors write them: with a byte order mark, in UTF-16, cut off."""

from __future__ import annotations

import msgspec
import pytest
from kits.report_builders import engagement

from cfdiag.formats.result import is_result, read_result
from cfdiag.ground.diagnostics import CfdiagError, render_fault

RESULT = engagement()[0]
DATA = msgspec.json.encode(RESULT)


def refused(data: bytes) -> str:
    with pytest.raises(CfdiagError) as error:
        read_result(data, "r.json")
    return "\n".join(render_fault(d) for d in error.value.diagnostics)


def test_a_byte_order_mark_changes_nothing() -> None:
    marked = b"\xef\xbb\xbf" + DATA
    assert is_result(marked)
    assert read_result(marked, "r.json") == read_result(DATA, "r.json")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_called_by_its_name(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    assert refused(mark + DATA.decode().encode(encoding)) == (
        "r.json: error: the file is not UTF-8 text  [not-utf8]\n"
        "  = a shell's > may write UTF-16: let cfdiag write the file, with --output"
    )


def test_what_is_cut_off_is_damaged_and_what_is_something_else_is_not_ours() -> None:
    assert "[not-a-result]" in refused(b"{}")
    assert not is_result(b"{}")
