"""Work that is done in threads of one process: engines that map over threads, and clusters that work so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cfdiag.batch.inputs import find_inputs
from cfdiag.batch.order_format import encode_order, encode_work
from cfdiag.batch.worker import Order
from cfdiag.formats.library import Library

EXAMPLES = Path(__file__).parents[2] / "examples"

THREADS = """
import sys
from pathlib import Path
from threading import Barrier, Thread

from cfdiag.batch.elsewhere import do_elsewhere

order, work = (Path(name).read_bytes() for name in sys.argv[1:])
# Threads take turns so often that all of them are in the middle of their first work at once.
sys.setswitchinterval(1e-6)
together, found = Barrier(8), []

def run():
    together.wait()
    found.append(do_elsewhere(order, work))

threads = [Thread(target=run) for _ in range(8)]
for each in threads:
    each.start()
for each in threads:
    each.join()
print(len(found), len(set(found)))
"""


def test_the_first_work_of_a_process_may_be_done_in_threads(tmp_path: Path) -> None:
    order, work = tmp_path / "order", tmp_path / "work"
    order.write_bytes(encode_order(Order(library=Library(), overrides={}, by=())))
    work.write_bytes(encode_work(list(find_inputs([str(EXAMPLES / "000-cfo.json")]).sources)))
    # A process that has worked before cannot fail: what threads trip over is made once.
    run = [sys.executable, "-c", THREADS, str(order), str(work)]
    done = subprocess.run(run, capture_output=True, text=True, env=os.environ, check=False)
    assert (done.returncode, done.stdout) == (0, "8 1\n"), done.stderr
