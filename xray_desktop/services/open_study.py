"""Walking a study in the background and handing its files on while it is walked."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.imaging.scan.scan import ScanFailure, SkippedFile, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.services.cancellation import CancellationToken

MAX_BATCH = 200
MAX_BATCH_SECONDS = 0.05
"""The user sees files appear several times a second, and a large folder does not flood whoever listens."""


@dataclass(frozen=True, slots=True)
class ScanSummary:
    """What a study holds.

    Attributes
    ----------
    files
        Files that are images, or claim to be.
    skipped
        Other files.
    failures
        Files and folders that cannot be looked at.
    cancelled
        The walk was stopped before its end.
    """

    files: int
    skipped: int
    failures: int
    cancelled: bool

    @property
    def sentence(self) -> str:
        """Say that there is nothing to see; empty where there is."""
        if self.files or self.failures or self.cancelled:
            return ""
        if self.skipped == 1:
            return "There is no picture here: the only file is of another kind."
        if self.skipped:
            return f"There is no picture here: all {self.skipped} files are of other kinds."
        return "There is no picture here: the folder is empty."


def open_study(
    roots: Sequence[Path],
    on_batch: Callable[[Sequence[ScannedFile | ScanFailure]], None],
    token: CancellationToken,
    unpack_into: Callable[[], Path] | None = None,
    *,
    named: bool | None = None,
) -> ScanSummary:
    """Walk folders and files, in scan order. Blocks; the calling thread calls `on_batch`.

    Parameters
    ----------
    roots
        Folders, files, archives and DICOMDIRs.
    on_batch
        Gets the first entry at once and then small batches, in scan order.
    token
        Stops the walk.
    unpack_into, named
        As in `xray_desktop.imaging.scan.scan.scan`.
    """
    files = skipped = failures = 0
    batch: list[ScannedFile | ScanFailure] = []
    due = 0.0
    for entry in scan(roots, lambda: token.cancelled, unpack_into, named=named):
        if isinstance(entry, SkippedFile):
            skipped += 1
        else:
            failures += isinstance(entry, ScanFailure)
            files += not isinstance(entry, ScanFailure)
            batch.append(entry)
        if batch and (len(batch) >= MAX_BATCH or time.monotonic() >= due):
            on_batch(batch)
            batch, due = [], time.monotonic() + MAX_BATCH_SECONDS
    if batch:
        on_batch(batch)
    return ScanSummary(files, skipped, failures, token.cancelled)
