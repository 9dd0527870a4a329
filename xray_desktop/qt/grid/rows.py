"""Rows of the grid out of what is known of an image: its file, its frames, its result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.items import ScanFailure, ScannedFile
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.qt.i18n.language import tr
from xray_desktop.study.branch import folder_branch
from xray_desktop.study.row import GridRow, RowState

if TYPE_CHECKING:
    from xray_desktop.study.result import ImageResult


def row_of_entry(place: int, entry: ScannedFile | ScanFailure) -> GridRow:
    """Make the row of what the walk found, at its place in scan order."""
    folder, _, name = entry.relative.rpartition("/")
    # Until its header is read, nobody knows to whom a DICOM image belongs.
    branch = () if isinstance(entry, ScannedFile) and entry.kind is FileKind.DICOM else folder_branch(folder)
    row = GridRow(ImageKey(entry.path), name, folder, (place, 0), branch=branch)
    return replace(row, state=RowState.FAILED, sentence=entry.sentence) if isinstance(entry, ScanFailure) else row


def frames_after(first: GridRow, last: int) -> list[GridRow]:
    """Make rows for the frames after the first."""
    return [
        replace(
            first,
            key=ImageKey(first.key.path, frame),
            name=tr("{name} · frame {frame}", name=first.name, frame=frame + 1),
            order=(first.order[0], frame),
        )
        for frame in range(1, last + 1)
    ]


def unjudged(row: GridRow) -> GridRow:
    """Return a row without what a model said of it."""
    return replace(
        row, state=RowState.WAITING, probability=None, sentence="", heatmap=False, remarks=(), overridden=False
    )


def judged(row: GridRow, result: ImageResult) -> GridRow:
    """Return a row with what a model says of it."""
    heatmap, state = result.heatmap, RowState(result.status.value)
    return replace(
        row,
        state=state,
        probability=result.probability,
        sentence=result.reason,
        remarks=result.remarks,
        overridden=result.overridden,
        second=row.second if state is RowState.SCORED else None,
        heatmap=heatmap is not None and bool(heatmap.max() > 0.0),
        synthetic=row.synthetic or result.synthetic,
    )
