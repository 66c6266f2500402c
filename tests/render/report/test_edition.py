from __future__ import annotations

import zipfile
from io import BytesIO

import msgspec
import pytest
from kits.planted import MARK, planted
from kits.report_builders import blocks, build_view, carrying, setting
from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.blocks import LeadBlock, QuotesBlock
from cfdiag.model.material import Remark
from cfdiag.model.result import QuestionScore
from cfdiag.model.view import Report
from cfdiag.render.report import REPORT_FORMATS, Target
from cfdiag.scoring.privacy.edition import for_customers


def rendered(format_: str, audience: str) -> str:
    view = build_view(*planted(), setting(audience=audience))
    target = REPORT_FORMATS[format_](view, Target(stem="x"))
    data = b"".join([target.data, *target.beside.values()])
    if format_ == "docx":
        with zipfile.ZipFile(BytesIO(target.data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    return data.decode(errors="ignore")


@pytest.mark.parametrize("format_", ["html", "markdown", "json", "docx"])
def test_no_marker_reaches_the_customers_edition(format_):
    found = rendered(format_, "customer")
    assert MARK not in found
    if format_ != "docx":
        assert "went well" in found, "what customers said is there"


@pytest.mark.parametrize("format_", ["html", "markdown", "json"])
def test_the_internal_edition_has_them_so_the_test_can_fail(format_):
    assert rendered(format_, "internal").count(MARK) > 12


def test_no_page_for_customers_has_a_marker():
    view = build_view(*planted(), setting())
    for format_ in ("html", "markdown"):
        page = REPORT_FORMATS[format_](view, Target("customer-letter")).data.decode()
        assert MARK not in page
        assert "together with you" in page


def plain(view: Report) -> str:
    return msgspec.json.encode(view).decode()


def heard(*accounts: str):
    """The planted engagement with one customer of each account, each saying one thing."""
    result, questionnaires, _, interviews = planted()
    remarks = [
        Remark(
            questionnaire="view", question="worked", section="facets", group="customer", kind="answer",
            text=f"{account} spoke.", account=account, tags=("people",),
        )
        for account in accounts
    ]  # fmt: skip
    customer = interviews[1]
    who = [replace(customer, respondent=replace(customer.respondent, account=a)) for a in accounts]
    part = result.questionnaires[0]
    worked = QuestionScore(type="text", n=len(accounts), distribution={"people": len(accounts)})
    customers = replace(part.groups["customer"], n=len(accounts), questions={"worked": worked})
    groups = {**part.groups, "customer": customers}
    result = replace(result, questionnaires=[replace(part, groups=groups), *result.questionnaires[1:]])
    return result, questionnaires, remarks, who


def test_one_customer_does_not_read_what_another_said():
    several = build_view(*heard("Acme", "Borealis"), setting(audience="customer"))
    assert "spoke" not in plain(several)
    (voice,) = blocks(several, "voices", QuotesBlock)
    assert (voice.about, voice.quotes) == ("Customers · Themes: People (2).", ())
    (lead,) = blocks(several, "voices", LeadBlock)
    assert lead.text == "Counted by theme. What one customer said is not shown to another."
    one = plain(build_view(*heard("Acme", "Borealis"), setting(audience="customer", account="Acme")))
    assert "Acme spoke." in one
    assert "Borealis spoke." not in one
    alone = plain(build_view(*heard("Acme", "Acme"), setting(audience="customer")))
    assert "Acme spoke." in alone


def test_of_customers_without_an_account_nobody_is_quoted():
    assert "spoke" not in plain(build_view(*heard("", ""), setting(audience="customer")))
    assert "spoke" in plain(build_view(*heard(""), setting(audience="customer")))


def test_the_letter_quotes_one_account():
    assert build_view(*heard("Acme", "Borealis"), setting()).letter.said == ()
    assert build_view(*heard("Acme", "Borealis"), setting(account="Acme")).letter.said == ("Acme spoke.",)


def test_the_edition_keeps_what_customers_themselves_said():
    own = for_customers(carrying(*planted()))
    assert [p.id for p in own.questionnaires] == ["view"]
    part = own.questionnaires[0]
    assert list(part.groups) == ["customer"]
    assert part.n == 11
    assert (part.texts, part.modes) == ([], {})
    assert part.overall.score == 61.3
    assert [a.id for a in part.actions] == ["repair"]
    assert own.plan.mend == ["repair"]
    assert own.interviews is UNSET
    assert own.baseline is UNSET
    assert [(r.text, r.author) for r in own.material.spoken.remarks][-1] == ("It went well.", "")
    said = own.material.spoken
    assert (said.lists, said.sheets, said.occasions) == ([], [], {})
    assert list(own.material.texts) == ["view"]


def test_the_customers_edition_has_no_word_on_prediction_or_departments():
    view = build_view(*planted(), setting(audience="customer"))
    assert view.section("perception") is None
    assert view.section("breakdown") is None
    assert view.section("accounts") is None
    assert view.handovers == ()
    assert view.panel is None
    assert "Inside" not in plain(view)
