"""What holds for every test: no property is judged by how fast this machine is, nor by where it stands."""

import os
import time

from hypothesis import settings

os.environ["TZ"] = "UTC"
os.environ["CFDIAG_CACHE"] = ""  # a questionnaire is read, unless a test is about those that were read before
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")
