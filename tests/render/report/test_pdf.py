from __future__ import annotations

import shutil
import subprocess

import pytest
from kits.hostile import HOSTILE
from kits.planted import MARK, planted
from kits.report_builders import build_view, engagement, setting

from cfdiag.render.report import FORMATS, Target

pytest.importorskip("weasyprint")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    result, questionnaires, remarks = engagement()
    view = build_view(result, questionnaires, remarks, [], setting())
    file = tmp_path_factory.mktemp("pdf") / "report.pdf"
    file.write_bytes(FORMATS["pdf"](view, Target()).data)
    return view, file


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_it_is_tagged_for_screen_readers(made):
    _, file = made
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, check=True).stdout.decode()
    assert "Tagged:          yes" in told
    assert "Title:           Customer focus: action plan – Acme Pumps" in told
    metadata = subprocess.run(["pdfinfo", "-meta", str(file)], capture_output=True, check=True).stdout
    assert b"pdfuaid:part" in metadata


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_its_text_has_every_section_and_says_on_every_page_that_it_is_fictional(made):
    view, file = made
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    text = done.stdout.decode()
    for section in view["contents"]:
        assert section["title"] in text
    pages = text.rstrip("\f").split("\f")
    assert all("Fictional example" in page for page in pages)
    assert f"1/{len(pages)}" in pages[0].replace(" ", "")


def words_of(view, folder, target=None) -> str:
    file = folder / "made.pdf"
    file.write_bytes(FORMATS["pdf"](view, target or Target()).data)
    return subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_no_marker_reaches_the_customers_pdf(tmp_path):
    theirs = words_of(build_view(*planted(), setting(audience="customer")), tmp_path)
    assert MARK not in theirs
    assert "went well" in theirs
    assert MARK not in words_of(build_view(*planted(), setting()), tmp_path, Target("customer-letter"))
    assert words_of(build_view(*planted(), setting()), tmp_path).count(MARK) > 5, "the test can fail"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_hostile_text_is_printed_as_it_was_said(tmp_path):
    result, questionnaires, remarks = engagement(hostile=" ".join(HOSTILE[i] for i in (0, 6, 12, 13)))
    text = words_of(build_view(result, questionnaires, remarks, [], setting()), tmp_path)
    assert "<script>alert(1)</script>" in text.replace("\n", "")
    assert "{{ 7 * 7 }}" in " ".join(text.split())
    assert not set("\x1b\x07\u202e\u2066") & set(text)
