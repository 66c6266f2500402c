"""The plan that is followed up: adopt it, set who does what by when, see what became of it.

Listed: 41, Follow up
"""

from cfdiag.cli.app import CommandGroup

command = CommandGroup(
    "cfdiag.cli.planning",
    """The plan that is followed up: who does what by when, what is late, and what moved.

    \b
    Examples:
      cfdiag plan adopt interviews/
      cfdiag plan set repair_together --owner "J. Smit" --status started
      cfdiag plan review interviews-2027/ --output reports/review.html
    """,
)
