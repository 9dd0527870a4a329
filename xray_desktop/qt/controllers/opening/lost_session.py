"""Bringing back what a crash interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.runtime.jobs import Background, Jobs
from xray_desktop.qt.window.message_bar import Message, MessageButton

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from xray_desktop.qt.controllers.opening.session import SessionController
    from xray_desktop.qt.window.empty_page import EmptyPage
    from xray_desktop.qt.window.message_bar import MessageBar
    from xray_desktop.services.session.record import LostSession

LOST_TOPIC = "lost-session"


class LostSessionController(QObject):
    """Offers what the last run that did not end in order had open.

    Parameters
    ----------
    parent_folder
        Where the folders of all runs lie.
    """

    def __init__(
        self,
        session: SessionController,
        messages: MessageBar,
        empty_page: EmptyPage,
        parent_folder: Path,
        background: Background,
    ) -> None:
        super().__init__()
        self._session, self._messages, self._empty_page = session, messages, empty_page
        self._parent_folder = parent_folder
        self._looking: Jobs[None] = Jobs(background, self._offer)
        self._letting_go: Jobs[None] = Jobs(background)
        self._lost: LostSession | None = None
        self._tidying: Future[LostSession | None] | None = None
        empty_page.restore.connect(self.restore)
        background.lifetime.at_destroy(self._release)

    def look(self) -> None:
        """Tidy up after runs that did not end in order, and offer what the last of them had open."""
        self._tidying = self._looking.ask(_tidy_up, self._parent_folder)

    def _offer(self, lost: LostSession | None) -> None:
        self._tidying = None
        if lost is None:
            return
        self._lost = lost
        self._empty_page.offer_restore(True)
        restore = MessageButton(tr("Restore the last session"), self.restore)
        forget = MessageButton(tr("Forget it"), self._forget)
        # No name of the study: whoever stands before the screen now may not be who opened it.
        sentence = tr("The program did not end in order last time. What was open can be opened again.")
        self._messages.show_message(Message(LOST_TOPIC, sentence, buttons=(restore, forget)))

    def restore(self) -> None:
        """Open again what was open when the program stopped."""
        if self._lost is not None:
            self._session.restore(self._lost.record)
            self._forget()

    def _forget(self) -> None:
        lost, self._lost = self._lost, None
        self._messages.close_topic(LOST_TOPIC)
        self._empty_page.offer_restore(False)
        if lost is not None:
            # What is open now is on the disk before its predecessor goes.
            self._letting_go.ask(_let_go, lost, self._session.keep())

    def _release(self) -> None:
        """Leave what was offered and not taken to the next run."""
        lost = self._lost
        if lost is None and self._tidying is not None and self._tidying.exception() is None:
            # Perhaps found, but not yet delivered.
            lost = self._tidying.result()
        if lost is not None:
            lost.folder.release()


def _tidy_up(parent: Path) -> LostSession | None:
    from xray_desktop.services.session.record import tidy_up

    return tidy_up(parent)


def _let_go(lost: LostSession, after: Future[None] | None) -> None:
    if after is not None:
        after.exception()
    lost.folder.remove()
