import pytest
from kits.batch import Desk


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty desk that is also the working folder."""
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)
