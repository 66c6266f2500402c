from __future__ import annotations

import shutil
import subprocess

import pytest
from report_builders import engagement, setting

from cfdiag.report import FORMATS, Target, build_view

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
