"""Where copies come from is noted by one thread while others name their files."""

from __future__ import annotations

import sys
from threading import Event, Thread

import pytest

from cfdiag.ground import addresses
from cfdiag.ground.addresses import note_copy
from cfdiag.ground.diagnostics import Location


@pytest.fixture
def _switching(monkeypatch):
    monkeypatch.setattr(addresses, "_COPIES", {})
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_switching")
def test_a_place_is_named_while_another_thread_notes_a_copy():
    ended, wrong = Event(), []

    def name():
        try:
            while not ended.is_set():
                Location("in/a.json")
        except RuntimeError as error:
            wrong.append(error)

    threads = [Thread(target=name) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(3_000):
        note_copy(f"/copies/of-{number}", "q")
    ended.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert Location("/copies/of-7/small.yaml").file == "q/small.yaml"
