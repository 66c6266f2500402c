from __future__ import annotations

import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from kits.hostile import HOSTILE
from kits.pictures import png, svg
from kits.planted import MARK, planted
from kits.report_builders import build_view, engagement, setting

from cfdiag.api.writing import write_over
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.render.report import REPORT_FORMATS, Target
from cfdiag.render.report.pdf import finish
from cfdiag.render.view.logo import data_address

pytest.importorskip("weasyprint")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    result, questionnaires, remarks = engagement()
    view = build_view(result, questionnaires, remarks, [], setting())
    file = tmp_path_factory.mktemp("pdf") / "report.pdf"
    file.write_bytes(REPORT_FORMATS["pdf"](view, Target()).data)
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
    one_line = " ".join(text.split())
    for section in view.contents:
        assert section.title in one_line
    pages = text.rstrip("\f").split("\f")
    assert all("Fictional example" in page for page in pages)
    assert f"1/{len(pages)}" in pages[0].replace(" ", "")


def test_the_next_report_takes_its_place(made, tmp_path):
    _, file = made
    there = tmp_path / "plan.pdf"
    there.write_bytes(file.read_bytes())
    assert write_over(there, file.read_bytes()) == there
    there.write_bytes(b"%PDF-1.7\nsomebody else's")
    with pytest.raises(CfdiagError):
        write_over(there, file.read_bytes())


def words_of(view, folder, target=None) -> str:
    file = folder / "made.pdf"
    file.write_bytes(REPORT_FORMATS["pdf"](view, target or Target()).data)
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


@pytest.fixture
def web():
    """A server that counts who asks for anything."""
    asked = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Counting)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def pictures_in(data, folder) -> int:
    file = folder / "made.pdf"
    file.write_bytes(data)
    told = subprocess.run(["pdfimages", "-list", str(file)], capture_output=True, check=True).stdout
    return len(told.splitlines()) - 2


@pytest.mark.skipif(shutil.which("pdfimages") is None, reason="poppler is not installed")
@pytest.mark.parametrize(("picture", "n"), [(png(), 1), (svg(), 0)])
def test_a_logo_is_in_it(tmp_path, picture, n):
    result, questionnaires, remarks = engagement()
    view = build_view(result, questionnaires, remarks, [], setting(logo=data_address(picture) or ""))
    assert pictures_in(REPORT_FORMATS["pdf"](view, Target()).data, tmp_path) == n


@pytest.mark.skipif(shutil.which("pdfimages") is None, reason="poppler is not installed")
def test_of_a_template_of_ones_own_pictures_are_drawn_and_nothing_is_fetched(tmp_path, web):
    address, asked = web
    (tmp_path / "secret.png").write_bytes(png(3, 3))
    secret = (tmp_path / "secret.png").as_uri()
    text = f"""<!doctype html><html lang="en"><title>Mine</title>
      <style>@font-face {{ font-family: x; src: url({address}/font.woff) }} p {{ font-family: x;
      background: url({address}/back.png), url({secret}) }} @import "{address}/more.css";</style>
      <link rel="stylesheet" href="{address}/sheet.css"><link rel="attachment" href="{secret}">
      <link rel="attachment" href="{address}/file"><p>words <img src="{address}/a.png"><img src="{secret}">
      <img src="{data_address(png())}"><object data="{address}/o"></object><embed src="{secret}"></p>"""
    made = finish(text)
    assert pictures_in(made, tmp_path) == 1
    assert b"/EmbeddedFile" not in made
    assert asked == []
