"""The open study: walked in the background, shown while it is walked, and kept up to date with results."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.items import ScannedFile
from xray_desktop.qt.runtime.jobs import Background, Jobs, Question
from xray_desktop.qt.runtime.threads import TICK_MS
from xray_desktop.qt.studies.title import study_title
from xray_desktop.services.session.unpacked import StudyFolder
from xray_desktop.study.arrangement import natural
from xray_desktop.study.changes import Forgotten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from xray_desktop.qt.studies.panel import StudiesPanel
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.open_study import ScanSummary
    from xray_desktop.services.series_index import Placed
    from xray_desktop.services.session.folder import SessionFolder
    from xray_desktop.study.changes import Change
    from xray_desktop.study.row import Entry
    from xray_desktop.study.study import Study

_REARRANGE_MS = 500
"""How often new results may change which images are shown, and where."""
_BATCHES_AT_ONCE = 8
"""Of `services.open_study.MAX_BATCH` files each: a disk finds files faster than a window can make rows of them."""


class Walk(StrEnum):
    """How far the walk through the folders is."""

    NONE = "none"
    RUNNING = "running"
    DONE = "done"


class StudyController(QObject):
    """Opens studies: walks folders, delivers what is found to the study, and says in Qt's words what changed there.

    Signals
    -------
    opened(str)
        Another study is open now; its name. Empty where none is any more.
    added()
        Further files and folders are being walked for the study that is open.
    files_found(list)
        `ScannedFile` objects, in scan order.
    changed()
        Rows, results, roles or the walk are not what they were.
    walk_finished(object)
        A `ScanSummary`.
    failed(Exception)
        The walk itself broke.

    Attributes
    ----------
    study
        What is known of the images.
    roots
        What the user opened; absolute paths.
    title
        What the study is called; empty where none is open.
    walk
        How far the walk is.
    """

    opened = Signal(str)
    added = Signal()
    files_found = Signal(list)
    changed = Signal()
    walk_finished = Signal(object)
    failed = Signal(object)

    def __init__(self, study: Study, session: SessionFolder, background: Background) -> None:
        super().__init__()
        self.study = study
        self._session = session
        self._executor = background.executor
        self._jobs: Jobs[Sequence[Entry]] = Jobs(background, self._end_walk, self._fail, at_most=_BATCHES_AT_ONCE)
        self._jobs.told.connect(self._take_entries)
        self._rearranging = QTimer(self, singleShot=True, interval=_REARRANGE_MS)
        self._rearranging.timeout.connect(study.rearrange)
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(study.advance)
        self._unpacked = StudyFolder(session)
        self._walks: list[tuple[Question[Sequence[Entry]], Future[ScanSummary]]] = []
        self._forget()
        study.observe(self._follow)
        background.lifetime.at_stop(self._stop)

    def _forget(self) -> None:
        self.roots: tuple[Path, ...] = ()
        self.title = self._given_title = ""
        self.walk = Walk.NONE

    def _follow(self, change: Change) -> None:
        """Have the rest of a large change done when the window has had its turn, and tell of this part."""
        if isinstance(change, Forgotten):
            # Another study follows, or the word that none is open.
            return
        if self.study.has_pending:
            self._slices.start()
        if self.study.wants_rearranging and not self._rearranging.isActive():
            self._rearranging.start()
        self.changed.emit()

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
        self.roots = tuple(roots)
        self._given_title = title
        self.title = study_title(title, self.roots)
        self.walk = Walk.RUNNING
        self.opened.emit(self.title)
        self.changed.emit()
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
        self.added.emit()
        self.changed.emit()
        self._start_walk(new, named=True)

    def clear(self) -> None:
        """Let the study go; none is open afterwards."""
        self._let_go()
        self.opened.emit("")
        self.changed.emit()

    def _let_go(self) -> None:
        """Forget the study that is open, and have what was unpacked of it removed."""
        self._jobs.drop_all()
        for _, walk in self._walks:
            # Each may be unpacking still.
            walk.add_done_callback(_removal(self._executor, self._unpacked))
        self._walks = []
        self._unpacked = StudyFolder(self._session)
        self._forget()
        self.study.forget()

    def _start_walk(self, roots: Sequence[Path], *, named: bool | None = None) -> None:
        # What each walk finds counts: none takes the place of another.
        question = self._jobs.begin(len(self._walks))
        job = self._jobs.run(question, _walk, tuple(roots), question.tell, question.token, self._unpacked, named)
        self._walks.append((question, job))

    def stop_walking(self) -> None:
        """Look no further; what was found stays."""
        for question, _ in self._walks:
            question.token.cancel()

    def _take_entries(self, batches: list[Sequence[Entry]]) -> None:
        # What is added to a study may be there already.
        entries = [entry for batch in batches for entry in batch if self.study.row_of(ImageKey(entry.path)) is None]
        self.study.add(entries)
        files = [entry for entry in entries if isinstance(entry, ScannedFile)]
        if files:
            self.files_found.emit(files)

    def _end_walk(self, summary: ScanSummary) -> None:
        if any(question.is_asked() for question, _ in self._walks):
            # Something was added meanwhile.
            return
        self.walk = Walk.DONE
        self.walk_finished.emit(summary)
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self.walk = Walk.DONE
        self.failed.emit(error)
        self.changed.emit()

    def take_places(self, batches: list[Sequence[Placed]]) -> None:
        """Deliver where images belong, now that their headers are read."""
        self.study.take_places(placed for batch in batches for placed in batch)

    def _stop(self) -> None:
        """Show nothing any more."""
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


def _name(entry: Entry) -> str:
    return entry.relative.rpartition("/")[2]


_BRANCHES_AT_ONCE = 200
"""Lines of the tree that are made or changed in one turn of the event loop, a few milliseconds."""


class StudiesController(QObject):
    """Shows the tree, a part in each tick."""

    def __init__(self, panel: StudiesPanel, study: Study, controller: StudyController) -> None:
        super().__init__(panel)
        self._panel, self._study, self._controller = panel, study, controller
        self._soon = QTimer(self, singleShot=True, interval=TICK_MS)
        self._soon.timeout.connect(self._show)
        controller.opened.connect(lambda _title: panel.clear())
        controller.added.connect(lambda: panel.set_title(controller.title))
        controller.changed.connect(self._show_soon)

    def _show_soon(self) -> None:
        if self._study.tree.has_changed and not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        tree = self._study.tree
        changed = tree.take_changed(_BRANCHES_AT_ONCE)
        if changed:
            self._panel.show_tree(tree, self._controller.title, changed)
        self._show_soon()
