"""What holds for every test: no property is judged by how fast this machine happens to be."""

from hypothesis import settings

settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")
