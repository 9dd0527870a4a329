"""Keeps Python's collector of cycles from stopping the window.

A full collection looks at every object there is, and nothing else runs meanwhile: 150 ms with the rows and results of
50,000 images, again and again while they arrive. They hold no cycles, and what is dropped goes at once without the
collector. So what has been looked at once is not looked at again until another study is opened.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FULL = 2


class GarbageCollection:
    """Lets each object be examined by one full collection only."""

    def start(self) -> None:
        """Begin to spare what survives a full collection."""
        gc.callbacks.append(self._spare)

    def begin_anew(self) -> None:
        """Have the next full collection look at everything once more: a good moment is when little is left."""
        gc.unfreeze()

    def clear_away(self) -> None:
        """Look at everything now: a study was let go, little is left, and nothing of it may stay."""
        gc.unfreeze()
        gc.collect()

    def stop(self) -> None:
        """Leave the collector as it was."""
        if self._spare in gc.callbacks:
            gc.callbacks.remove(self._spare)
        gc.unfreeze()

    def _spare(self, phase: str, known: Mapping[str, int]) -> None:
        if phase == "stop" and known["generation"] == _FULL:
            gc.freeze()
