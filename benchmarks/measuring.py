"""CPU and memory of a command, of its own and its children's."""

import os
import subprocess
import sys
from typing import NamedTuple


class Measured(NamedTuple):
    cpu: float
    """Seconds, of user and system."""
    memory: int
    """Bytes, the most that were held at once by one process."""


def cpu_and_memory(command: list[str], *, repeat: int = 1, **how: object) -> Measured:
    """The least of several runs: what others do on the machine only adds."""
    # Compiled once as where it is installed, and not anew in every run.
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found = []
    for _ in range(repeat):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=around, **how)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{command[0]} ended with {process.returncode}")
        found.append(Measured(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024))
    return Measured(min(each.cpu for each in found), min(each.memory for each in found))
