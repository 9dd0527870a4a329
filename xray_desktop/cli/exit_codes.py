"""What the program's exit code says."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
"""Every image was scored, or refused by the gate."""
NOTHING_RAN: Final = 1
"""No study, no model, or no report."""
USAGE: Final = 2
"""The command line is wrong; nothing was begun."""
INCOMPLETE: Final = 3
"""Finished or stopped, and some images have no answer."""
