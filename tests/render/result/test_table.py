from pathlib import Path

import pytest

import cfdiag.render.result
from cfdiag.render.result import IN_A_FILE, RESULT_FORMATS, OutputContext

ROOT = Path(cfdiag.render.result.__file__).parent


@pytest.mark.parametrize("name", RESULT_FORMATS)
def test_every_format_has_its_file_and_its_test_and_copes_with_nothing(name, empty):
    assert (ROOT / f"{name}.py").is_file()
    assert (Path(__file__).parent / f"test_{name}_output.py").is_file()
    made = RESULT_FORMATS[name](empty, OutputContext())
    assert isinstance(made, bytes if IN_A_FILE[name] else str)
    assert made
