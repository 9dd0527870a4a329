"""The last word of a headless run: one line, or the same as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xray_desktop.services.demo import SYNTHETIC
from xray_desktop.services.result import Status

if TYPE_CHECKING:
    from collections import Counter


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What became of a study.

    Attributes
    ----------
    files
        Files that are images or claim to be, and those that could not be looked at.
    skipped
        Other files.
    rows
        Images and frames for each status.
    images_per_second
        Over the whole analysis, the walk through the folders included.
    synthetic
        At least one picture says of itself that it is drawn.
    """

    files: int
    skipped: int
    rows: Counter[str]
    images_per_second: float
    synthetic: bool

    def line(self) -> str:
        """Give the summary as one line for a person."""
        counts = [f"{self.rows[status]} {words}" for status, words in _WORDS.items() if self._is_told(status)]
        files = f"{self.files} {'file' if self.files == 1 else 'files'}"
        if self.rows.total() > self.files:
            # Of several frames each; without their number the counts would not add up.
            files += f" ({self.rows.total()} images)"
        line = f"{files}: {', '.join(counts)}, {self.skipped} skipped; {self.images_per_second:.1f} images/s"
        return f"{line}. {SYNTHETIC}" if self.synthetic else line

    def as_json(self) -> dict[str, Any]:
        """Give the summary as values."""
        counts = {status.value: self.rows[status] for status in Status}
        return {
            "files": self.files,
            **counts,
            "skipped": self.skipped,
            "images_per_second": round(self.images_per_second, 2),
            "synthetic": self.synthetic,
        }

    def _is_told(self, status: Status) -> bool:
        return status is not Status.CANCELLED or self.rows[status] > 0


_WORDS = {
    Status.SCORED: "scored",
    Status.NOT_SCORED: "not scored",
    Status.FAILED: "failed",
    Status.CANCELLED: "cancelled",
}
