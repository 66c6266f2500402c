"""Sail in a process of its own: Spark Connect for tests, without a JVM."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SERVE = """
import sys
from pysail.spark import SparkConnectServer
server = SparkConnectServer()
server.start()
print(server.listening_address[1], flush=True)
sys.stdin.read()
"""


@contextmanager
def sail(**environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a server that is up, and its process; `environment` is what its workers see besides."""
    served = subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "RUST_LOG": "off", **environment},
        text=True,
    )
    try:
        yield f"sc://127.0.0.1:{int(served.stdout.readline())}", served
    finally:
        served.kill()
        served.wait()
        served.stdin.close()
        served.stdout.close()
