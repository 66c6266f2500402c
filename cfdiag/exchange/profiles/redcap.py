"""REDCap: a record a row, `question___code` for each option, `form_complete` at the end of a form."""

from __future__ import annotations

import re

from cfdiag.exchange.profiles._profile import ServiceProfile, Top


def _fits(top: Top) -> bool:
    header = top.words()
    return header[:1] != ("",) and any(re.fullmatch(r".+_complete", word) for word in header[1:])


PROFILE = ServiceProfile(
    fits=_fits,
    place=110,
    beside=("record_id", "study_id", ".+_complete", "redcap_.*", ".+_timestamp"),
    personal=("redcap_survey_identifier",),
    key=("record_id", "study_id"),
    finished=(),
    complete=(".+_complete", frozenset({"2", "complete"})),
)
