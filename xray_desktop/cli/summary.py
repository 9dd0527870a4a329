"""The last word of a headless run: one line, or the same as values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from xray_desktop.findings.agreement import Agreement
from xray_desktop.services.demo import SYNTHETIC
from xray_desktop.study.result import Status


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
    agreements
        Images for each value of `xray_desktop.findings.agreement.Agreement`; None where no second model was asked.
    refusals
        Images that are not scored, for each rule of the gate.
    overridden
        Images that are scored although the gate refused them.
    """

    files: int
    skipped: int
    rows: Counter[str]
    images_per_second: float
    synthetic: bool
    agreements: Counter[str] | None = None
    refusals: Counter[str] = field(default_factory=Counter)
    overridden: int = 0

    def line(self) -> str:
        """Return the summary as one line for the user."""
        counts = [
            f"{self.rows[status]} {words}{self._detail(status)}"
            for status, words in _WORDS.items()
            if self._is_told(status)
        ]
        files = f"{self.files} {'file' if self.files == 1 else 'files'}"
        if self.rows.total() > self.files:
            # Of several frames each; without their number the counts would not add up.
            files += f" ({self.rows.total()} images)"
        if self.agreements is not None:
            counts += [f"the models {each.value} on {self.agreements[each]}" for each in Agreement]
        line = f"{files}: {', '.join(counts)}, {self.skipped} skipped; {self.images_per_second:.1f} images/s"
        return f"{line}. {SYNTHETIC}" if self.synthetic else line

    def as_json(self) -> dict[str, Any]:
        """Return the summary as values."""
        counts = {status.value: self.rows[status] for status in Status}
        agreements = {each.value: self.agreements[each] for each in Agreement} if self.agreements is not None else {}
        return {
            "files": self.files,
            **counts,
            "not_scored_by_rule": dict(self.refusals),
            "scored_although_not_accepted": self.overridden,
            "skipped": self.skipped,
            "images_per_second": round(self.images_per_second, 2),
            "synthetic": self.synthetic,
            **agreements,
        }

    def _detail(self, status: Status) -> str:
        if status is Status.SCORED and self.overridden:
            return f" ({self.overridden} although not accepted)"
        if status is Status.NOT_SCORED and self.refusals:
            return f" ({', '.join(f'{number} by {rule}' for rule, number in self.refusals.most_common())})"
        return ""

    def _is_told(self, status: Status) -> bool:
        return status is not Status.CANCELLED or self.rows[status] > 0


_WORDS = {
    Status.SCORED: "scored",
    Status.NOT_SCORED: "not scored",
    Status.FAILED: "failed",
    Status.CANCELLED: "cancelled",
}
