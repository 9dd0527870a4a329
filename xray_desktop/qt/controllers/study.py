"""The open study: walked in the background, shown while it is walked, and kept up to date with results."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan import ScanFailure, ScannedFile
from xray_desktop.qt.bridge import Bridge, Generation, Mailbox
from xray_desktop.qt.grid.row import GridRow, RowState, SecondScore
from xray_desktop.services.cancellation import CancellationToken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from xray_desktop.imaging.sniff import FileKind
    from xray_desktop.imaging.thumbnails import Thumbnail
    from xray_desktop.qt.grid.model import GridModel
    from xray_desktop.services.open_study import ScanSummary
    from xray_desktop.services.result import ImageResult

Entry = ScannedFile | ScanFailure

_REARRANGE_MS = 500
"""How often new results may change which images are shown, and where."""


class Walk(StrEnum):
    """How far the walk through the folders is."""

    NONE = "none"
    RUNNING = "running"
    DONE = "done"


class StudyController(QObject):
    """Opens studies and holds what is known of the one that is open.

    Signals
    -------
    opened(str)
        Another study is open now; its name. Empty where none is any more.
    added()
        Further files and folders are being walked for the study that is open.
    files_found(list)
        `ScannedFile` objects, in scan order.
    changed()
        Rows or results are not what they were.
    walk_finished(object)
        A `ScanSummary`.
    failed(Exception)
        The walk itself broke.
    """

    opened = Signal(str)
    added = Signal()
    files_found = Signal(list)
    changed = Signal()
    walk_finished = Signal(object)
    failed = Signal(object)

    def __init__(self, grid: GridModel, executor: Executor, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._executor = executor
        self._bridge = bridge
        self._generation = Generation()
        self._is_current, self._walks = self._generation.begin(), 0
        self._token = CancellationToken()
        self._entries: Mailbox[Sequence[Entry]] = Mailbox(self)
        self._entries.delivered.connect(self._take_entries)
        self._rearranging = QTimer(self, singleShot=True, interval=_REARRANGE_MS)
        self._rearranging.timeout.connect(grid.rearrange)
        self._forget()

    def _forget(self) -> None:
        self.roots: tuple[Path, ...] = ()
        self.title = ""
        self.walk = Walk.NONE
        self.entries: list[Entry] = []
        self.results: dict[ImageKey, ImageResult] = {}
        self.folders: Counter[str] = Counter()
        self.synthetic = False
        self.kinds: dict[Path, FileKind | None] = {}

    @property
    def files(self) -> list[ScannedFile]:
        """What the analysis gets to see, in scan order."""
        return _files(self.entries)

    def row_of(self, key: ImageKey) -> GridRow | None:
        """Give what the grid knows of an image; None where it is none of the study."""
        return self._grid.row_of(key)

    # --- opening -------------------------------------------------------------------------------

    def open(self, roots: Sequence[Path], title: str = "") -> None:
        """Open folders and files as one study; the one before is let go.

        Parameters
        ----------
        roots
            Absolute paths.
        title
            What the study is called; made from the paths where empty.
        """
        self._token.cancel()
        self._token = CancellationToken()
        self._forget()
        self._grid.forget()
        self.roots = tuple(roots)
        self.title = title or _title(roots)
        self.walk = Walk.RUNNING
        self.opened.emit(self.title)
        self.changed.emit()
        self._is_current, self._walks = self._generation.begin(), 0
        self._start_walk(self.roots)

    def add(self, roots: Sequence[Path]) -> None:
        """Open further files and folders into the study that is open; as a study of their own where none is.

        Parameters
        ----------
        roots
            Absolute paths.
        """
        if self.walk is Walk.NONE:
            self.open(roots)
            return
        self.roots += tuple(roots)
        self.walk = Walk.RUNNING
        if self._token.cancelled:
            self._token = CancellationToken()
        self.added.emit()
        self.changed.emit()
        self._start_walk(roots)

    def clear(self) -> None:
        """Let the study go; none is open afterwards."""
        self._token.cancel()
        self._generation.begin()
        self._forget()
        self._grid.forget()
        self.opened.emit("")
        self.changed.emit()

    def _start_walk(self, roots: Sequence[Path]) -> None:
        self._walks += 1
        job = self._executor.submit(_walk, tuple(roots), self._sender(self._is_current), self._token)
        self._bridge.watch(job, self._finish_walk, self._fail, self._is_current)

    def _sender(self, is_current: Callable[[], bool]) -> Callable[[Sequence[Entry]], None]:
        entries = self._entries
        return lambda batch: entries.post(batch, is_current)

    def stop_walking(self) -> None:
        """Look no further; what was found stays."""
        self._token.cancel()

    def _take_entries(self, batches: list[Sequence[Entry]]) -> None:
        entries = [entry for batch in batches for entry in batch]
        rows = [_row(place, entry, self.roots) for place, entry in enumerate(entries, start=len(self.entries))]
        self._grid.add(rows)
        self.folders.update(row.folder for row in rows)
        self.entries += entries
        self.changed.emit()
        files = _files(entries)
        self.kinds.update((file.path, file.kind) for file in files)
        if files:
            self.files_found.emit(files)

    def _finish_walk(self, summary: ScanSummary) -> None:
        self._entries.flush()
        self._walks -= 1
        if self._walks:
            return
        self.walk = Walk.DONE
        self.walk_finished.emit(summary)
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self._walks -= 1
        self.walk = Walk.DONE
        self.failed.emit(error)
        self.changed.emit()

    # --- results -------------------------------------------------------------------------------

    def take_results(self, results: Iterable[ImageResult]) -> None:
        """Show what the analysis says of some images."""
        changed: dict[ImageKey, GridRow] = {}
        for result in results:
            row = self._row_for(result)
            if row is not None:
                self.results[result.key] = result
                changed[result.key] = _judged(row, result)
                self.synthetic = self.synthetic or result.synthetic
        self._show(changed.values())

    def _row_for(self, result: ImageResult) -> GridRow | None:
        """Find an image's row, and make rows for all frames of a file that turns out to have several."""
        found = self._grid.row_of(result.key)
        first = self._grid.row_of(ImageKey(result.key.path))
        if first is not None and (found is None or result.key.frame == 0):
            self._add_frames(first, max(result.frame_count - 1, result.key.frame))
        return found or self._grid.row_of(result.key)

    def _add_frames(self, first: GridRow, last: int) -> None:
        """Make rows for the frames after the first."""
        new = [row for row in _frames(first, last) if self._grid.row_of(row.key) is None]
        if new:
            self._grid.add(new)
            self.folders[first.folder] += len(new)
            self.changed.emit()

    def take_unreadable(self, key: ImageKey, sentence: str) -> None:
        """Show that an image cannot be read, where the analysis has said nothing yet."""
        row = self._grid.row_of(key)
        if row is not None and row.state is RowState.WAITING:
            self._show([replace(row, state=RowState.FAILED, sentence=sentence)])

    def take_thumbnail(self, thumbnail: Thumbnail) -> None:
        """Show what a thumbnail tells before there is a result: further frames, and that it is a drawing."""
        row = self._grid.row_of(thumbnail.key)
        if row is None:
            return
        if thumbnail.synthetic and not row.synthetic:
            row = replace(row, synthetic=True)
            self.synthetic = True
            self._show([row])
        if thumbnail.key.frame == 0:
            self._add_frames(row, thumbnail.frame_count - 1)

    def take_second(self, scores: Mapping[ImageKey, SecondScore | None]) -> None:
        """Show what a second model says of some images; None where it says nothing any more."""
        rows = ((self._grid.row_of(key), score) for key, score in scores.items())
        # What the first model may not judge has no probability from the second one either.
        self._show(
            replace(row, second=score if row.state is RowState.SCORED else None)
            for row, score in rows
            if row is not None
        )

    def forget_results(self) -> None:
        """Begin anew with another model."""
        self.results = {}
        unreadable = {entry.path for entry in self.entries if isinstance(entry, ScanFailure)}
        judged = [
            row for row in self._grid.rows if row.state is not RowState.WAITING and row.key.path not in unreadable
        ]
        self._show([_unjudged(row) for row in judged])

    def unscored_files(self) -> list[ScannedFile]:
        """List the files of which nothing is said yet."""
        return [file for file in self.files if ImageKey(file.path) not in self.results]

    def reopen_cancelled(self) -> list[ScannedFile]:
        """Make what was stopped wait again, and give its files."""
        stopped = [row for row in self._grid.rows if row.state is RowState.CANCELLED]
        for row in stopped:
            self.results.pop(row.key, None)
        self._show([_unjudged(row) for row in stopped])
        paths = {row.key.path for row in stopped}
        return [file for file in self.files if file.path in paths]

    def _show(self, rows: Iterable[GridRow]) -> None:
        self._grid.update(rows)
        if self._grid.arrangement.depends_on_results and not self._rearranging.isActive():
            self._rearranging.start()
        self.changed.emit()

    def close(self) -> None:
        """Stop; nothing is shown after this."""
        self._token.cancel()
        self._generation.begin()
        self._entries.close()
        self._rearranging.stop()


def _walk(roots: Sequence[Path], on_batch: Callable[[Sequence[Any]], None], token: CancellationToken) -> ScanSummary:
    # Runs in the executor; the scanner loads libraries that the first paint does not need.
    from xray_desktop.services.open_study import open_study

    return open_study(roots, on_batch, token)


def _files(entries: Iterable[Entry]) -> list[ScannedFile]:
    """Leave out what cannot be looked at."""
    return [entry for entry in entries if isinstance(entry, ScannedFile)]


def _row(place: int, entry: Entry, roots: Sequence[Path]) -> GridRow:
    folder, _, name = entry.relative.rpartition("/")
    row = GridRow(ImageKey(entry.path), name, "/".join(filter(None, (_above(entry.path, roots), folder))), (place, 0))
    return replace(row, state=RowState.FAILED, sentence=entry.sentence) if isinstance(entry, ScanFailure) else row


def _above(path: Path, roots: Sequence[Path]) -> str:
    """Name the root that a file was found under, where there are several."""
    if len(roots) < 2:
        return ""
    return next((root.name for root in roots if root in path.parents), "")


def _title(roots: Sequence[Path]) -> str:
    if len(roots) == 1:
        return roots[0].name or str(roots[0])
    parents = {root.parent for root in roots}
    if len(parents) == 1:
        return parents.pop().name
    return f"{len(roots)} folders and files"


def _frames(first: GridRow, last: int) -> list[GridRow]:
    """Make rows for the frames after the first."""
    return [
        replace(
            first,
            key=ImageKey(first.key.path, frame),
            name=f"{first.name} · frame {frame + 1}",
            order=(first.order[0], frame),
        )
        for frame in range(1, last + 1)
    ]


def _unjudged(row: GridRow) -> GridRow:
    return replace(
        row, state=RowState.WAITING, probability=None, sentence="", heatmap=False, remarks=(), overridden=False
    )


def _judged(row: GridRow, result: ImageResult) -> GridRow:
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
