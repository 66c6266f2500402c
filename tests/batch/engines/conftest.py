import os

import pytest
from kits.cluster import sail
from kits.store import WHO, store

from cfdiag.ground import stores


@pytest.fixture(scope="session")
def cluster():
    """Spark Connect, one for all tests; its workers may read the store of the tests.

    CFDIAG_CLUSTER names one of Spark's own in place of Sail: docs/releasing.md.
    """
    if os.environ.get("CFDIAG_CLUSTER"):
        yield os.environ["CFDIAG_CLUSTER"]
        return
    with sail(**WHO) as (address, _):
        yield address


@pytest.fixture(scope="session")
def port():
    """Of a store that speaks S3."""
    with store() as number:
        yield number


@pytest.fixture(autouse=True)
def _closed():
    """Other tests of this process fork again."""
    yield
    stores._opened.cache_clear()
