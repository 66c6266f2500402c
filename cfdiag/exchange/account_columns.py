"""What somebody says of the columns of a list of accounts, before the words of its header."""

from __future__ import annotations

from cfdiag.documents.fields import BROKEN, Context, String
from cfdiag.documents.records import Field, RecordOf
from cfdiag.documents.yaml import read_yaml
from cfdiag.exchange.words import words
from cfdiag.ground.diagnostics import CfdiagError


def read_account_columns(data: bytes, file: str) -> dict[str, str]:
    """The header of each field that is named, from YAML or JSON: `{value: Annual Revenue}`.

    Raises:
        CfdiagError: every fault of the file, each with its place.
    """
    document = read_yaml(data, file)
    fields = RecordOf("list of columns", {f: Field(String()) for f in (*words().accounts, *words().deals)})
    read = BROKEN if document.root is None else fields.read(document.root, Context(document.faults))
    if not isinstance(read, dict) or document.faults.errors():
        raise CfdiagError(*document.faults.sorted())
    return dict(read)
