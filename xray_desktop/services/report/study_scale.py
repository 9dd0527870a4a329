"""The scale that the heat maps of a study share, kept up to date while results come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.imaging.heatmap.style import CommonScale
from xray_desktop.study.result import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.study.result import ImageResult


class StudyScale:
    """The largest maximum of one model's maps, and how many maps that is.

    Each result is looked at once, when it comes. A map that the user asked for although the gate refused its image does
    not count: the evidence found in a leg says nothing of chests.
    """

    def __init__(self) -> None:
        self._maxima: dict[ImageKey, float] = {}
        self._maximum = 0.0

    def take(self, results: Iterable[ImageResult]) -> None:
        """Count the maps among some results; one that comes again takes its own place."""
        lost = False
        for result in results:
            maximum = _maximum(result)
            before = self._maxima.pop(result.key, None)
            if maximum is not None:
                self._maxima[result.key] = maximum
                self._maximum = max(self._maximum, maximum)
            lost = lost or (before is not None and before == self._maximum)
        if lost:
            # Once for all of them: maps that are all blank, or all alike, hold the maximum together.
            self._maximum = max(self._maxima.values(), default=0.0)

    def forget(self) -> None:
        """Begin anew, with another study or another model."""
        self._maxima.clear()
        self._maximum = 0.0

    @property
    def scale(self) -> CommonScale | None:
        """The scale so far; None where no map counts."""
        return CommonScale(self._maximum, len(self._maxima)) if self._maxima else None


def _maximum(result: ImageResult) -> float | None:
    if result.status is not Status.SCORED or result.overridden or result.heatmap is None:
        return None
    return float(result.heatmap.max())
