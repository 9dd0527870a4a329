"""One image as the grid knows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xray_desktop.imaging.image import ImageKey


class RowState(StrEnum):
    """How far an image came; `xray_desktop.services.result.Status` plus the time before there is one."""

    WAITING = "waiting"
    SCORED = "scored"
    NOT_SCORED = "not_scored"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class GridRow:
    """What a cell shows.

    Attributes
    ----------
    key
        Which file and frame.
    name
        The line under the thumbnail; printable.
    folder
        Folder relative to the study, ``/`` between parts; empty for the study's own.
    order
        Place in scan order: number of the file, then the frame.
    state
        How far it came.
    probability
        0 to 1; None unless scored.
    sentence
        Why it was not scored; empty otherwise.
    heatmap
        The model found positive evidence to show.
    synthetic
        The file says of itself that it is a drawing.
    """

    key: ImageKey
    name: str
    folder: str
    order: tuple[int, int]
    state: RowState = RowState.WAITING
    probability: float | None = None
    sentence: str = ""
    heatmap: bool = False
    synthetic: bool = False
