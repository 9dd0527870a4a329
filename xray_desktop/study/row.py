"""One image of the study: where it lies and belongs, and what was said of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from xray_desktop.findings.agreement import disagree
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.items import ScanFailure, ScannedFile
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.study.branch import folder_branch
from xray_desktop.study.result import Status

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Threshold
    from xray_desktop.imaging.series_info import SeriesInfo
    from xray_desktop.study.branch import Branch
    from xray_desktop.study.result import ImageResult

Entry = ScannedFile | ScanFailure
"""What the walk finds."""


class RowState(StrEnum):
    """How far an image came; `xray_desktop.study.result.Status` plus the time before there is one."""

    WAITING = "waiting"
    SCORED = "scored"
    NOT_SCORED = "not_scored"
    FAILED = "failed"
    CANCELLED = "cancelled"


_STATES = {status: RowState(status.value) for status in Status}


@dataclass(frozen=True, slots=True)
class SecondScore:
    """What a second model says of an image that both models scored.

    Attributes
    ----------
    result
        The second model's; scored.
    threshold
        Its own line.
    """

    result: ImageResult
    threshold: Threshold

    @property
    def probability(self) -> float:
        """Of the positive class, 0–1."""
        return self.result.scores[0]

    @property
    def positive(self) -> bool:
        """True at or above its line."""
        return self.threshold.holds(self.probability)


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of an image; says nothing itself of what a model said, but refers to its results.

    Attributes
    ----------
    key
        Which file and frame.
    name
        Of the file; printable. All frames share it.
    folder
        Folder relative to the study, ``/`` between parts; empty for the study's own.
    order
        Place in scan order: number of the file, then the frame.
    branch
        Where it hangs in the tree; empty as long as its header is still to be read.
    place
        Patient, study and series; None where the file belongs to none, or its header is still to be read.
    synthetic
        The file says of itself that it is a drawing.
    failure
        Why the image cannot be read, as the walk or a viewer found; empty where nothing is known of that.
    first
        What the model in use says; None while it says nothing.
    second
        What a second model says; None unless both models scored the image.
    before
        The row as it was before its latest result came; None where there is none. Taking a model's results back, of
        fifty thousand rows at once, then makes no object.
    """

    key: ImageKey
    name: str
    folder: str
    order: tuple[int, int]
    branch: Branch = ()
    place: SeriesInfo | None = None
    synthetic: bool = False
    failure: str = ""
    first: ImageResult | None = None
    second: SecondScore | None = None
    before: Row | None = field(default=None, compare=False, repr=False)

    # --- what follows from it ------------------------------------------------------------------

    @property
    def state(self) -> RowState:
        """How far it came."""
        if self.first is not None:
            return _STATES[self.first.status]
        return RowState.FAILED if self.failure else RowState.WAITING

    @property
    def probability(self) -> float | None:
        """The first model's score, 0–1; None unless scored."""
        return None if self.first is None else self.first.probability

    @property
    def sentence(self) -> str:
        """Why it was not scored; empty otherwise."""
        return self.failure if self.first is None else self.first.reason

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences that belong beside the score."""
        return () if self.first is None else self.first.remarks

    @property
    def overridden(self) -> bool:
        """Whether the user had it scored although the gate refused it."""
        return self.first is not None and self.first.overridden

    @property
    def heatmap(self) -> bool:
        """Whether the first model found positive evidence to show."""
        return self.first is not None and self.first.shows_evidence

    def disagrees(self, threshold: Threshold) -> bool:
        """Tell whether the two models fall on different sides, `threshold` being the first one's line."""
        probability = self.probability
        if probability is None or self.second is None:
            return False
        return disagree(threshold.holds(probability), self.second.positive)

    # --- the row that follows it ---------------------------------------------------------------

    @property
    def unscored(self) -> Row:
        """The row without what any model said."""
        row = self
        while row.before is not None:
            row = row.before
        return row

    @property
    def alone(self) -> Row:
        """The row without what a second model said."""
        return self if self.second is None or self.before is None else self.before

    def with_results(self, first: ImageResult | None, second: SecondScore | None) -> Row:
        """Return the row with what the models say now; itself where they say the same as before."""
        if first is self.first and second == self.second:
            return self
        row = self.alone
        if first is not row.first:
            row = self.unscored
            if first is None:
                return row
            if first.synthetic and not row.synthetic:
                row = replace(row, synthetic=True)
            row = replace(row, first=first, before=row)
        return row if second is None else replace(row, second=second, before=row)

    def placed(self, branch: Branch, place: SeriesInfo | None) -> Row:
        """Return the row with where the image belongs, now that its header is read."""
        return self._with(branch=branch, place=place)

    def failed(self, sentence: str) -> Row:
        """Return the row with why the image cannot be read."""
        return self._with(failure=sentence)

    def drawn(self) -> Row:
        """Return the row of an image that says of itself that it is a drawing."""
        return self._with(synthetic=True)

    def _with(self, **facts: Any) -> Row:
        # A fact about the file outlives what a model says.
        before = None if self.before is None else self.before._with(**facts)
        return replace(self, before=before, **facts)


def row_of_entry(place: int, entry: Entry) -> Row:
    """Make the row of what the walk found, at its place in scan order."""
    folder, _, name = entry.relative.rpartition("/")
    # Until its header is read, nobody knows to whom a DICOM image belongs.
    branch = () if isinstance(entry, ScannedFile) and entry.kind is FileKind.DICOM else folder_branch(folder)
    failure = entry.sentence if isinstance(entry, ScanFailure) else ""
    return Row(ImageKey(entry.path), name, folder, (place, 0), branch, failure=failure)


def frames_after(first: Row, last: int) -> list[Row]:
    """Make rows for the frames after the first, of which nothing is said yet."""
    alike = first.unscored
    return [
        replace(alike, key=ImageKey(alike.key.path, frame), order=(alike.order[0], frame))
        for frame in range(1, last + 1)
    ]
