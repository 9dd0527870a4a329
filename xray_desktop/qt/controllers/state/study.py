"""The open study: walked in the background, shown while it is walked, and kept up to date with results."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from functools import partial
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.items import ScanFailure, ScannedFile
from xray_desktop.qt.grid.rows import frames_after, judged, row_of_entry, unjudged
from xray_desktop.qt.runtime.threads import TICK_MS, Bridge, Generation, Mailbox
from xray_desktop.qt.studies.title import study_title
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.session.unpacked import StudyFolder
from xray_desktop.study.arrangement import natural
from xray_desktop.study.branch import folder_branch, place_branch
from xray_desktop.study.priors import PatientIndex
from xray_desktop.study.row import GridRow, RowState, SecondScore
from xray_desktop.study.tree import StudyTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from xray_desktop.imaging.series_place import SeriesPlace
    from xray_desktop.imaging.sniff import FileKind
    from xray_desktop.imaging.thumbnails import Thumbnail
    from xray_desktop.qt.grid.model import GridModel
    from xray_desktop.qt.studies.panel import StudiesPanel
    from xray_desktop.services.open_study import ScanSummary
    from xray_desktop.services.series_index import Placed
    from xray_desktop.services.session.folder import SessionFolder
    from xray_desktop.study.result import ImageResult


Entry = ScannedFile | ScanFailure

_REARRANGE_MS = 500
"""How often new results may change which images are shown, and where."""
_BATCHES_AT_ONCE = 8
"""Of `services.open_study.MAX_BATCH` files each: a disk finds files faster than a window can make rows of them."""
ROWS_AT_ONCE = 500
"""Rows that are changed in one turn of the event loop; 10 ms where all were scored and are not any more."""


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

    def __init__(
        self,
        grid: GridModel,
        session: SessionFolder,
        executor: Executor,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._grid = grid
        self._session = session
        self._executor = executor
        self._bridge = bridge
        self._generation = Generation()
        self._is_current, self._walks = self._generation.begin(), 0
        self._token = CancellationToken()
        self._entries: Mailbox[Sequence[Entry]] = Mailbox(self, at_most=_BATCHES_AT_ONCE)
        self._entries.delivered.connect(self._take_entries)
        self._rearranging = QTimer(self, singleShot=True, interval=_REARRANGE_MS)
        self._rearranging.timeout.connect(grid.rearrange)
        self._changing: deque[tuple[Iterator[ImageKey], Callable[[GridRow], GridRow]]] = deque()
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._show_slice)
        self._unpacked = StudyFolder(session)
        self._walking: list[Future[ScanSummary]] = []
        self._forget()

    def _forget(self) -> None:
        self._changing.clear()
        self.roots: tuple[Path, ...] = ()
        self.title = self._given_title = ""
        self.walk = Walk.NONE
        self.entries: list[Entry] = []
        self.results: dict[ImageKey, ImageResult] = {}
        self.tree = StudyTree()
        self.patients = PatientIndex()
        self.synthetic = False
        self.kinds: dict[Path, FileKind | None] = {}
        self._origins: dict[Path, Path] = {}
        self._copies: dict[Path, Path] = {}

    @property
    def files(self) -> list[ScannedFile]:
        """What the analysis gets to see, in scan order."""
        return _files(self.entries)

    def row_of(self, key: ImageKey) -> GridRow | None:
        """Return what the grid knows of an image; None where it is none of the study."""
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
        self._let_go()
        self._token = CancellationToken()
        self.roots = tuple(roots)
        self._given_title = title
        self.title = study_title(title, self.roots)
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
        known = set(self.roots)
        new = [root for root in roots if root not in known]
        if not new:
            return
        self.roots += tuple(new)
        self.title = study_title(self._given_title, self.roots)
        self.walk = Walk.RUNNING
        if self._token.cancelled:
            self._token = CancellationToken()
        self.added.emit()
        self.changed.emit()
        self._start_walk(new, named=True)

    def clear(self) -> None:
        """Let the study go; none is open afterwards."""
        self._let_go()
        self._generation.begin()
        self.opened.emit("")
        self.changed.emit()

    def _let_go(self) -> None:
        """Forget the study that is open, and have what was unpacked of it removed."""
        self._token.cancel()
        for walk in self._walking:
            # Each may be unpacking still.
            walk.add_done_callback(_removal(self._executor, self._unpacked))
        self._walking = []
        self._unpacked = StudyFolder(self._session)
        self._forget()
        self._grid.forget()

    def _start_walk(self, roots: Sequence[Path], *, named: bool | None = None) -> None:
        self._walks += 1
        send = self._sender(self._is_current)
        job = self._executor.submit(_walk, tuple(roots), send, self._token, self._unpacked, named)
        self._walking.append(job)
        self._bridge.watch(job, self._finish_walk, self._fail, self._is_current)

    def _sender(self, is_current: Callable[[], bool]) -> Callable[[Sequence[Entry]], None]:
        entries = self._entries
        return lambda batch: entries.post(batch, is_current)

    def stop_walking(self) -> None:
        """Look no further; what was found stays."""
        self._token.cancel()

    def _take_entries(self, batches: list[Sequence[Entry]]) -> None:
        # What is added to a study may be there already.
        entries = [entry for batch in batches for entry in batch if self._grid.row_of(ImageKey(entry.path)) is None]
        rows = [row_of_entry(place, entry) for place, entry in enumerate(entries, start=len(self.entries))]
        self._grid.add(rows)
        self.tree.add(rows)
        self._rearrange_soon()
        self.entries += entries
        self.changed.emit()
        files = _files(entries)
        self.kinds.update((file.path, file.kind) for file in files)
        for file in files:
            if file.origin is not None:
                self._origins[file.path], self._copies[file.origin] = file.origin, file.path
        if files:
            self.files_found.emit(files)

    def _finish_walk(self, summary: ScanSummary) -> None:
        self._walks -= 1
        if not self._walks:
            # What was found is still on its way here, and all of it at once would stop the window.
            self._entries.when_empty(partial(self._end_walk, summary), self._is_current)

    def _end_walk(self, summary: ScanSummary) -> None:
        if self._walks:
            # Something was added meanwhile.
            return
        self.walk = Walk.DONE
        self.walk_finished.emit(summary)
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self._walks -= 1
        self.walk = Walk.DONE
        self.failed.emit(error)
        self.changed.emit()

    def take_places(self, batches: list[Sequence[Placed]]) -> None:
        """Show where images belong, now that their headers are read."""
        rows = [row for batch in batches for path, place in batch for row in self._placed(path, place)]
        self._grid.place(rows)
        self.tree.place(rows)
        self._note_place(rows)
        if self._grid.wants_rearranging and not self._rearranging.isActive():
            self._rearranging.start()
        self.changed.emit()

    def _placed(self, path: Path, place: SeriesPlace | None) -> Iterator[GridRow]:
        """Return the rows of a file's frames with their place; what belongs to no patient hangs in its folder."""
        for frame in count():
            row = self._grid.row_of(ImageKey(path, frame))
            if row is None:
                return
            branch = folder_branch(row.folder) if place is None else place_branch(place)
            yield replace(row, branch=branch, place=place)

    def _note_place(self, rows: Iterable[GridRow]) -> None:
        self.patients.add((row.key, row.place) for row in rows if row.place is not None)

    def origin(self, key: ImageKey) -> Path:
        """Return the file of an image as the user knows it; of an unpacked one, its way through the archive."""
        return self._origins.get(key.path, key.path)

    def copy_of(self, origin: Path) -> Path:
        """Return the unpacked copy of a file in an archive; any other path as it is."""
        return self._copies.get(origin, origin)

    # --- results -------------------------------------------------------------------------------

    def take_results(self, results: Iterable[ImageResult]) -> None:
        """Show what the analysis says of some images."""
        known = [result for result in results if self._row_for(result) is not None]
        for result in known:
            self.results[result.key] = result
            self.synthetic = self.synthetic or result.synthetic
        self._change([result.key for result in known], self._judge)

    def _judge(self, row: GridRow) -> GridRow:
        result = self.results.get(row.key)
        return row if result is None else judged(row, result)

    def _row_for(self, result: ImageResult) -> GridRow | None:
        """Find an image's row, and make rows for all frames of a file that turns out to have several."""
        found = self._grid.row_of(result.key)
        first = self._grid.row_of(ImageKey(result.key.path))
        if first is not None and (found is None or result.key.frame == 0):
            self._add_frames(first, max(result.frame_count - 1, result.key.frame))
        return found or self._grid.row_of(result.key)

    def _add_frames(self, first: GridRow, last: int) -> None:
        """Make rows for the frames after the first."""
        new = [row for row in frames_after(first, last) if self._grid.row_of(row.key) is None]
        if new:
            self._grid.add(new)
            self._note_place(new)
            self.tree.add(new)
            self.changed.emit()

    def take_unreadable(self, key: ImageKey, sentence: str) -> None:
        """Show that an image cannot be read, where the analysis has said nothing yet."""

        def fail(row: GridRow) -> GridRow:
            return replace(row, state=RowState.FAILED, sentence=sentence) if row.state is RowState.WAITING else row

        self._change([key], fail)

    def take_thumbnail(self, thumbnail: Thumbnail) -> None:
        """Show what a thumbnail tells before there is a result: further frames, and that it is a drawing."""
        row = self._grid.row_of(thumbnail.key)
        if row is None:
            return
        if thumbnail.synthetic and not row.synthetic:
            self.synthetic = True
            self._change([row.key], lambda row: replace(row, synthetic=True))
        if thumbnail.key.frame == 0:
            self._add_frames(replace(row, synthetic=row.synthetic or thumbnail.synthetic), thumbnail.frame_count - 1)

    def take_second(self, scores: Mapping[ImageKey, SecondScore | None]) -> None:
        """Show what a second model says of some images; None where it says nothing any more."""
        # What the first model may not judge has no probability from the second one either.
        self._change(scores, lambda row: replace(row, second=scores[row.key] if row.state is RowState.SCORED else None))

    def forget_results(self) -> None:
        """Begin anew with another model."""
        self.results = {}
        unreadable = {entry.path for entry in self.entries if isinstance(entry, ScanFailure)}

        def begin_anew(row: GridRow) -> GridRow:
            # By the time its turn comes the new model may have spoken.
            done = row.state is RowState.WAITING or row.key in self.results or row.key.path in unreadable
            return row if done else unjudged(row)

        self._change([row.key for row in self._grid.rows], begin_anew)

    def unscored_files(self) -> list[ScannedFile]:
        """List the files of which nothing is said yet."""
        return [file for file in self.files if ImageKey(file.path) not in self.results]

    def reopen_cancelled(self) -> list[ScannedFile]:
        """Make what was stopped wait again, and give its files."""
        stopped = [row.key for row in self._grid.rows if row.state is RowState.CANCELLED]
        for key in stopped:
            self.results.pop(key, None)
        self._change(stopped, lambda row: unjudged(row) if row.state is RowState.CANCELLED else row)
        paths = {key.path for key in stopped}
        return [file for file in self.files if file.path in paths]

    def _change(self, keys: Iterable[ImageKey], change: Callable[[GridRow], GridRow]) -> None:
        """Put other rows in the place of some, in slices; a row is looked up when its turn comes, as it is then."""
        self._changing.append((iter(keys), change))
        self._show_slice()

    def _show_slice(self) -> None:
        room = ROWS_AT_ONCE
        while self._changing and room:
            waiting, change = self._changing[0]
            keys = list(islice(waiting, room))
            self._grid.update(self._changed(keys, change))
            room -= len(keys)
            if room:
                self._changing.popleft()
        if self._changing:
            self._slices.start()
        self._rearrange_soon()
        self.changed.emit()

    def _changed(self, keys: Iterable[ImageKey], change: Callable[[GridRow], GridRow]) -> Iterator[GridRow]:
        for key in keys:
            row = self._grid.row_of(key)
            changed = None if row is None else change(row)
            if changed is not None and changed is not row:
                yield changed

    def _rearrange_soon(self) -> None:
        if self._grid.wants_rearranging and not self._rearranging.isActive():
            self._rearranging.start()

    def close(self) -> None:
        """Stop; nothing is shown after this."""
        self._token.cancel()
        self._generation.begin()
        self._entries.close()
        self._rearranging.stop()
        self._slices.stop()


def _walk(
    roots: Sequence[Path],
    on_batch: Callable[[Sequence[Any]], None],
    token: CancellationToken,
    unpack_into: Callable[[], Path],
    named: bool | None,
) -> ScanSummary:
    # Runs in the executor; the scanner loads libraries that the first paint does not need.
    from xray_desktop.services.open_study import open_study

    def hand_on(batch: Sequence[Entry]) -> None:
        for entry in batch:
            # Remembered here, so that the window need not make 50,000 keys when somebody sorts by name.
            natural(_name(entry))
        on_batch(batch)

    return open_study(roots, hand_on, token, unpack_into, named=named)


def _removal(executor: Executor, unpacked: StudyFolder) -> Callable[[Future[ScanSummary]], None]:
    def remove(_walk: Future[ScanSummary]) -> None:
        # After the window's end the session's whole folder goes.
        with suppress(RuntimeError):
            executor.submit(unpacked.remove)

    return remove


def _files(entries: Iterable[Entry]) -> list[ScannedFile]:
    """Leave out what cannot be looked at."""
    return [entry for entry in entries if isinstance(entry, ScannedFile)]


def _name(entry: Entry) -> str:
    return entry.relative.rpartition("/")[2]


_BRANCHES_AT_ONCE = 200
"""Lines of the tree that are made or changed in one turn of the event loop, a few milliseconds."""


class StudiesController(QObject):
    """Shows the tree, a part in each tick."""

    def __init__(self, panel: StudiesPanel, study: StudyController) -> None:
        super().__init__(panel)
        self._panel, self._study = panel, study
        self._soon = QTimer(self, singleShot=True, interval=TICK_MS)
        self._soon.timeout.connect(self._show)
        study.opened.connect(lambda _title: panel.clear())
        study.added.connect(lambda: panel.set_title(study.title))
        study.changed.connect(self._show_soon)

    def _show_soon(self) -> None:
        if self._study.tree.has_changed and not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        tree = self._study.tree
        changed = tree.take_changed(_BRANCHES_AT_ONCE)
        if changed:
            self._panel.show_tree(tree, self._study.title, changed)
        self._show_soon()
