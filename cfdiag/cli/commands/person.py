"""What is held about somebody, and forgetting it.

Listed: 60, Protect
"""

from cfdiag.cli.app import CommandGroup

command = CommandGroup(
    "cfdiag.cli.person",
    """The rights of the people in the files: to see what is held about them, and to be forgotten.

    \b
    Examples:
      cfdiag person show "Ada Vale" --output ada-vale.html
      cfdiag person forget "Ada Vale"
    """,
)
