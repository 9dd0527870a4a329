"""One image as the grid knows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.series_place import SeriesPlace
    from xray_desktop.study.branch import Branch


class RowState(StrEnum):
    """How far an image came; `xray_desktop.study.result.Status` plus the time before there is one."""

    WAITING = "waiting"
    SCORED = "scored"
    NOT_SCORED = "not_scored"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SecondScore:
    """What a second model says of an image, held against its own threshold; both 0 to 1."""

    probability: float
    threshold: float

    @property
    def positive(self) -> bool:
        """True at or above its line."""
        return self.probability >= self.threshold


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
    remarks
        Sentences that belong beside the score.
    branch
        Where it hangs in the tree; empty as long as its header is still to be read.
    place
        Patient, study and series; None where the file belongs to none, or its header is still to be read.
    overridden
        The user had it scored although the gate refused it.
    heatmap
        The model found positive evidence to show.
    synthetic
        The file says of itself that it is a drawing.
    second
        The second model's answer; None while there is none.
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
    second: SecondScore | None = None
    remarks: tuple[str, ...] = ()
    overridden: bool = False
    branch: Branch = ()
    place: SeriesPlace | None = None

    def disagrees(self, threshold: float) -> bool:
        """Tell whether the two models fall on different sides, the first one's line being `threshold`, 0 to 1."""
        if self.probability is None or self.second is None:
            return False
        return (self.probability >= threshold) is not self.second.positive
