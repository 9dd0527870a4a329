"""Which way the patient lies in the picture, as letters for its four edges (DICOM PS3.3 C.7.6.1.1.1).

Nothing is invented: a header that does not say it of a human patient, in the letters of the standard, gives no letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xray_desktop.imaging.turn import Turn

_OPPOSITE = {"L": "R", "R": "L", "A": "P", "P": "A", "H": "F", "F": "H"}
"""Left and right, anterior and posterior, head and foot. Animals have other words, which are not read."""
_MOST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class EdgeLetters:
    """Where the patient's sides are; one to three letters each, the strongest direction first."""

    top: str
    right: str
    bottom: str
    left: str


def edge_letters(patient_orientation: tuple[str, str] | None, turn: Turn) -> EdgeLetters | None:
    """Return the letters of the four edges of a picture as it is shown.

    Parameters
    ----------
    patient_orientation
        Patient Orientation (0020,0020): where the rows point, and where the columns point.
    turn
        How the picture is turned for the eye.

    Returns
    -------
    EdgeLetters or None
        None where the header does not say it.
    """
    if patient_orientation is None:
        return None
    right, bottom = (direction.strip().upper() for direction in patient_orientation)
    if not _is_direction(right) or not _is_direction(bottom) or _same_axis(right, bottom):
        return None
    edges = [_opposite(bottom), right, bottom, _opposite(right)]
    if turn.mirrored:
        edges[1], edges[3] = edges[3], edges[1]
    # A quarter clockwise brings the left edge to the top.
    first = -turn.quarters % 4
    return EdgeLetters(*(edges[first:] + edges[:first]))


def _is_direction(text: str) -> bool:
    """Tell whether a text is letters of which no two lie on one axis."""
    axes = {frozenset((letter, _OPPOSITE[letter])) for letter in text if letter in _OPPOSITE}
    return 0 < len(text) <= _MOST_LETTERS and len(axes) == len(text)


def _same_axis(one: str, other: str) -> bool:
    return one[0] in (other[0], _OPPOSITE[other[0]])


def _opposite(direction: str) -> str:
    return "".join(_OPPOSITE[letter] for letter in direction)
