"""What holds for every test: no property is judged by how fast this machine is, nor by where it stands."""

import os
import time

from hypothesis import settings

os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")
