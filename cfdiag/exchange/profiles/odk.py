"""ODK Central: the submissions of a form."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile, has

PROFILE = ServiceProfile(
    fits=has("submissiondate", "key"),
    place=60,
    beside=(
        "submissiondate",
        "key",
        "submitter(id|name)",
        "attachments(present|expected)",
        "status",
        "reviewstate",
        "deviceid",
        "edits",
        "formversion",
        ".*instanceid",
        ".*instancename",
        "start",
        "end",
        "today",
        "(username|phonenumber|email|simserial|subscriberid)",
    ),
    personal=("submitter(id|name)", "deviceid", "(username|phonenumber|email|simserial|subscriberid)"),
    key=("key",),
    started=("start",),
    finished=("submissiondate",),
    separators=(" ",),
)
