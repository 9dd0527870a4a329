"""Which naming series of the published paediatric set a file belongs to.

The set names its normals ``IM-0115-0001`` and ``NORMAL2-IM-0927-0001``, and its pneumonias ``person12_bacteria_47`` and
``person12_virus_3``. A series is the nearest thing to another source that the set has: what was collected together is
named together.
"""

from __future__ import annotations

import re

SERIES = ("IM", "NORMAL2-IM", "bacteria", "virus")
"""Two of normals, two of pneumonias."""

_NAMES = re.compile(r"(?:(?P<normal>(?:NORMAL2-)?IM)-|person)(?P<number>\d+)(?:_(?P<pathogen>bacteria|virus)|-)")


def series_of(stem: str) -> str:
    """Tell the series from a file's name without its extension; empty where the name is of none."""
    named = _NAMES.match(stem)
    return (named["normal"] or named["pathogen"] or "") if named else ""


def number_of(stem: str) -> int | None:
    """Tell the patient's number within the series; None where the name is of none."""
    named = _NAMES.match(stem)
    return int(named["number"]) if named and series_of(stem) else None
