"""Keeping the session while a study is open, bringing back what a crash interrupted, and beginning anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from xray_desktop.errors import XrayError
from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.window.message_bar import Message, Tone, WayOut
from xray_desktop.study.arrangement import natural

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.runtime.threads import Bridge
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.session.folder import SessionFolder
    from xray_desktop.services.session.record import LostSession, SessionRecord
    from xray_desktop.services.session.sections import SessionStore

KEEP_MS = 3000
"""How long a change may wait until it is on the disk."""
LOST_TOPIC, CLEARED_TOPIC, _KEEPING_TOPIC = "lost-session", "cleared", "session"


class SessionController(QObject):
    """Writes what is open and what was made of it, a few seconds after it changes, for the next start after a crash.

    Parameters
    ----------
    store
        The parts of the window that have something to keep.
    folder
        This run's own.
    parent_folder
        Where the folders of all runs lie.
    """

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        store: SessionStore,
        folder: SessionFolder,
        parent_folder: Path,
        executor: Executor,
        bridge: Bridge,
    ) -> None:
        super().__init__(window)
        self._window, self._study, self._store = window, study, store
        self._folder, self._parent_folder = folder, parent_folder
        self._executor, self._bridge = executor, bridge
        self._lost: LostSession | None = None
        self._tidying: Future[LostSession | None] | None = None
        self._kept: SessionRecord | None = None
        self._writing: Future[None] | None = None
        self._timer = QTimer(self, interval=KEEP_MS)
        self._timer.timeout.connect(self.keep)
        window.actions_.new_session.triggered.connect(self.new_session)
        window.empty_page.restore.connect(self.restore_lost)
        study.opened.connect(self._follow_study)
        self._offer_new()

    # --- keeping -------------------------------------------------------------------------------

    def _follow_study(self, _title: str) -> None:
        self._window.messages.close_topic(CLEARED_TOPIC)
        self._offer_new()
        if not self._timer.isActive():
            self._timer.start()

    def _offer_new(self) -> None:
        self._window.actions_.new_session.setEnabled(bool(self._study.roots))

    def keep(self) -> None:
        """Write the session where it is another than what is on the disk; nothing waits for it."""
        record = self._record()
        if record == self._kept or (self._writing is not None and not self._writing.done()):
            return
        self._kept = record
        self._writing = self._executor.submit(_keep, self._folder, record)
        self._bridge.watch(self._writing, self._say_kept, self._fail)

    def _record(self) -> SessionRecord | None:
        """Gather what is open; None where nothing is that will still be there after a crash."""
        from xray_desktop.services.session.record import SessionRecord

        roots = [root for root in self._study.roots if not self._folder.holds(root)]
        return SessionRecord.of(roots, self._study.title, self._store.take()) if roots else None

    def _say_kept(self, _nothing: None) -> None:
        self._window.messages.close_topic(_KEEPING_TOPIC)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, XrayError):
            raise error
        self._window.messages.show_message(Message(_KEEPING_TOPIC, said(error.sentence), Tone.PROBLEM))

    # --- after a crash -------------------------------------------------------------------------

    def look_for_lost(self) -> None:
        """Tidy up after runs that did not end in order, and offer what the last of them had open."""
        self._tidying = self._executor.submit(_tidy_up, self._parent_folder)
        self._bridge.watch(self._tidying, self._offer_lost)

    def _offer_lost(self, lost: LostSession | None) -> None:
        self._tidying = None
        if lost is None:
            return
        self._lost = lost
        self._window.empty_page.offer_restore(True)
        restore = WayOut(tr("Restore the last session"), self.restore_lost)
        forget = WayOut(tr("Forget it"), self._forget_lost)
        # No name of the study: whoever stands before the screen now may not be who opened it.
        sentence = tr("The program did not end in order last time. What was open can be opened again.")
        self._window.messages.show_message(Message(LOST_TOPIC, sentence, ways_out=(restore, forget)))

    def restore_lost(self) -> None:
        """Open again what was open when the program stopped."""
        if self._lost is not None:
            record = self._lost.record
            self._restore(record)
            self._forget_lost()

    def _restore(self, record: SessionRecord) -> None:
        self._study.open(record.paths, record.title)
        self._store.give(record.sections)

    def _forget_lost(self) -> None:
        lost, self._lost = self._lost, None
        self._window.messages.close_topic(LOST_TOPIC)
        self._window.empty_page.offer_restore(False)
        if lost is not None:
            # What is open now is on the disk before its predecessor goes.
            self.keep()
            self._bridge.watch(self._executor.submit(_let_go, lost, self._writing), self._say_kept)

    # --- anew ----------------------------------------------------------------------------------

    def new_session(self) -> None:
        """Let go of the study and everything made of it, in memory and on the disk; offer to reopen it."""
        if not self._study.roots:
            return
        record, fleeting = self._record(), any(self._folder.holds(root) for root in self._study.roots)
        self._study.clear()
        self._window.centre.setCurrentWidget(self._window.empty_page)
        natural.cache_clear()
        theme.forget_drawn()
        self._kept = None
        self._timer.stop()
        self._bridge.watch(self._executor.submit(_forget, self._folder, self._writing), self._say_kept)
        self._tell_cleared(record, fleeting=fleeting)

    def _tell_cleared(self, record: SessionRecord | None, *, fleeting: bool) -> None:
        sentence = tr("The study is closed, and its results and drawings are gone. Notes stay with their images.")
        if fleeting:
            sentence += " " + tr("Pictures that were pasted or downloaded are removed.")
        reopen = (WayOut(tr("Reopen"), lambda: self._restore(record)),) if record is not None else ()
        self._window.messages.show_message(Message(CLEARED_TOPIC, sentence, ways_out=reopen))

    def close(self) -> None:
        """Keep no more; the executor finishes what is under way."""
        self._timer.stop()

    def end(self) -> None:
        """Remove this run's folder, after the executor has ended: this run ends in order."""
        self._folder.close()
        lost = self._lost
        if lost is None and self._tidying is not None and self._tidying.exception() is None:
            # Perhaps found, but not yet delivered.
            lost = self._tidying.result()
        if lost is not None:
            lost.folder.release()


def _keep(folder: SessionFolder, record: SessionRecord | None) -> None:
    from xray_desktop.services.session.record import forget_session, keep_session

    if record is None:
        forget_session(folder)
    else:
        keep_session(folder, record)


def _tidy_up(parent: Path) -> LostSession | None:
    from xray_desktop.services.session.record import tidy_up

    return tidy_up(parent)


def _let_go(lost: LostSession, after: Future[None] | None) -> None:
    if after is not None:
        after.exception()
    lost.folder.remove()


def _forget(folder: SessionFolder, after: Future[None] | None) -> None:
    if after is not None:
        after.exception()
    _keep(folder, None)
    folder.clear()
