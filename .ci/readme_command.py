"""Print a command of the README: the fenced block that follows the comment `<!-- command: NAME -->`."""

import re
import sys
from pathlib import Path

readme = Path(__file__).parent.parent.joinpath("README.md").read_text(encoding="utf-8")
found = re.search(rf"<!-- command: {sys.argv[1]} -->\s*```sh\n(.*?)```", readme, re.DOTALL)
if found is None:
    sys.exit(f"README.md has no command named {sys.argv[1]}")
sys.stdout.write(found[1])
