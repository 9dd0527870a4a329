"""Keeping the session while a study is open, and beginning anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from xray_desktop.errors import XrayError
from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import error_text, tr
from xray_desktop.qt.runtime.jobs import Background, Jobs
from xray_desktop.qt.window.message_bar import Message, MessageButton, Severity
from xray_desktop.study.arrangement import natural

if TYPE_CHECKING:
    from concurrent.futures import Future

    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.message_bar import MessageBar
    from xray_desktop.services.session.folder import SessionFolder
    from xray_desktop.services.session.record import SessionRecord
    from xray_desktop.services.session.sections import SessionSections

KEEP_MS = 3000
"""How long a change may wait until it is on the disk."""
CLEARED_TOPIC, _KEEPING_TOPIC = "cleared", "session"


class SessionController(QObject):
    """Writes what is open and what was made of it, a few seconds after it changes, for the next start after a crash.

    Signals
    -------
    cleared()
        The study and everything made of it are gone.

    Parameters
    ----------
    store
        The parts of the window that have something to keep.
    folder
        This run's own.
    """

    cleared = Signal()

    def __init__(
        self,
        study: StudyController,
        store: SessionSections,
        folder: SessionFolder,
        messages: MessageBar,
        background: Background,
    ) -> None:
        super().__init__()
        self._study, self._store, self._folder, self._messages = study, store, folder, messages
        self._writing: Jobs[None] = Jobs(background, self._say_kept, self._fail)
        self._last: Future[None] | None = None
        self._kept: SessionRecord | None = None
        self._timer = QTimer(self, interval=KEEP_MS)
        self._timer.timeout.connect(self.keep)
        study.opened.connect(self._follow_study)
        background.lifetime.at_stop(self._timer.stop)
        # After the threads have ended: this run ends in order.
        background.lifetime.at_destroy(folder.close)

    # --- keeping -------------------------------------------------------------------------------

    def _follow_study(self, _title: str) -> None:
        self._messages.close_topic(CLEARED_TOPIC)
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> Future[None] | None:
        """Write the session where it is another than what is on the disk; nothing waits for it.

        Returns
        -------
        Future or None
            The last that was written; None where nothing was.
        """
        record = self._record()
        # One after the other: the next turn of the timer brings what changes while one is written.
        if record != self._kept and not self._writing.is_asking():
            self._kept = record
            self._last = self._writing.ask(_keep, self._folder, record)
        return self._last

    def _record(self) -> SessionRecord | None:
        """Gather what is open; None where nothing is that will still be there after a crash."""
        from xray_desktop.services.session.record import SessionRecord

        roots = [root for root in self._study.roots if not self._folder.holds(root)]
        return SessionRecord.of(roots, self._study.title, self._store.take()) if roots else None

    def _say_kept(self, _nothing: None) -> None:
        self._messages.close_topic(_KEEPING_TOPIC)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, XrayError):
            self._messages.show_message(Message(_KEEPING_TOPIC, error_text(error), Severity.PROBLEM))
        else:
            self._writing.report(error)

    def restore(self, record: SessionRecord) -> None:
        """Open again what was open, and bring back what was made of it."""
        self._study.open(record.paths, record.title)
        self._store.give(record.sections)

    # --- anew ----------------------------------------------------------------------------------

    def new_session(self) -> None:
        """Let go of the study and everything made of it, in memory and on the disk; offer to reopen it."""
        if not self._study.roots:
            return
        record, fleeting = self._record(), any(self._folder.holds(root) for root in self._study.roots)
        self._study.clear()
        self.cleared.emit()
        natural.cache_clear()
        theme.forget_drawn()
        self._kept = None
        self._timer.stop()
        self._last = self._writing.ask(_forget, self._folder, self._last)
        self._tell_cleared(record, fleeting=fleeting)

    def _tell_cleared(self, record: SessionRecord | None, *, fleeting: bool) -> None:
        sentence = tr("The study is closed, and its results and drawings are gone. Notes stay with their images.")
        if fleeting:
            sentence += " " + tr("Pictures that were pasted or downloaded are removed.")
        reopen = (MessageButton(tr("Reopen"), lambda: self.restore(record)),) if record is not None else ()
        self._messages.show_message(Message(CLEARED_TOPIC, sentence, buttons=reopen))


def _keep(folder: SessionFolder, record: SessionRecord | None) -> None:
    from xray_desktop.services.session.record import forget_session, keep_session

    if record is None:
        forget_session(folder)
    else:
        keep_session(folder, record)


def _forget(folder: SessionFolder, after: Future[None] | None) -> None:
    if after is not None:
        after.exception()
    _keep(folder, None)
    folder.clear()
