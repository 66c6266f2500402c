"""What somebody says of the columns of a list of accounts, before the words of its header."""

from __future__ import annotations

from cfdiag.documents.fields import BROKEN, Context, String
from cfdiag.documents.records import Field, RecordOf
from cfdiag.documents.yaml import read_yaml
from cfdiag.exchange.words import words
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError

_ID, _NUMBER = "id", "number"
"""What tells accounts apart: the first as it is called in all that is written, the second as here."""


def read_account_columns(data: bytes, file: str) -> dict[str, str]:
    """The header of each field that is named, from YAML or JSON: `{value: Annual Revenue}`; `id` is `number`.

    Raises:
        CfdiagError: every fault of the file, each with its place.
    """
    document = read_yaml(data, file)
    names = (_ID, *words().accounts, *words().deals)
    fields = RecordOf("list of columns", {name: Field(String()) for name in names})
    read = BROKEN if document.root is None else fields.read(document.root, Context(document.faults))
    if isinstance(read, dict) and _ID in read and document.root is not None:
        if _NUMBER in read:
            place = document.root.value[_ID].key_at
            document.faults.add(Code.DUPLICATE_KEY, "'id' and 'number' are one field", place, "leave one out")
        read = {_NUMBER if name == _ID else name: header for name, header in read.items()}
    if not isinstance(read, dict) or document.faults.errors():
        raise CfdiagError(*document.faults.sorted())
    return dict(read)
