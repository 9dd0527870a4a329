"""Opening what lies at a web address: asked for, downloaded in the background, stopped at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.errors import FetchError, XrayError
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.runtime.threads import Bridge, Generation, Mailbox
from xray_desktop.qt.window.message_bar import Message, Tone, WayOut
from xray_desktop.services.cancellation import CancellationToken

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from concurrent.futures import Executor
    from pathlib import Path

    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.dialogs.open_address import OpenAddressDialog
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.session.folder import SessionFolder

TOPIC = "address"


class WebController(QObject):
    """Downloads one file at a time, into a folder of the session.

    Attributes
    ----------
    trusted
        Whom to believe; the machine's own authorities where None.
    """

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        preferences: PreferencesController,
        session: SessionFolder,
        executor: Executor,
        bridge: Bridge,
    ) -> None:
        super().__init__(window)
        self._window, self._study, self._preferences = window, study, preferences
        self._session, self._executor, self._bridge = session, executor, bridge
        self._generation = Generation()
        self._token = CancellationToken()
        self._progress: Mailbox[tuple[int, int | None]] = Mailbox(self)
        self._progress.delivered.connect(lambda steps: window.status.download.show_download(*steps[-1]))
        self.trusted: ssl.SSLContext | None = None
        window.actions_.open_address.triggered.connect(lambda: self.ask())
        window.link_dropped.connect(self.offer)
        window.status.download_cancel_requested.connect(self.stop)
        study.opened.connect(lambda _title: self.stop())

    @property
    def _allowed(self) -> bool:
        settings = self._preferences.settings
        return settings is not None and settings.allow_urls

    # --- asking --------------------------------------------------------------------------------

    def ask(self, address: str = "") -> None:
        """Let the user name an address."""
        from xray_desktop.qt.dialogs.open_address import OpenAddressDialog

        dialogue = OpenAddressDialog(allowed=self._allowed, address=address, parent=self._window)
        dialogue.allowed.connect(lambda: self._preferences.change(allow_urls=True))
        dialogue.asked.connect(lambda text: self._take_address(dialogue, text))
        dialogue.open()

    def _take_address(self, dialogue: OpenAddressDialog, text: str) -> None:
        from xray_desktop.services.web.address import parse_address

        try:
            parse_address(text)
        except FetchError as error:
            dialogue.say(said(error.sentence))
            return
        dialogue.accept()
        self.fetch(text)

    def offer(self, address: str) -> None:
        """Offer to open an address that was dropped or pasted; the network is asked for nothing before that."""
        from xray_desktop.services.web.address import parse_address

        try:
            host = parse_address(address).host
        except FetchError as error:
            self._say(said(error.sentence), Tone.PROBLEM)
            return
        if self._allowed:
            way_out = WayOut(tr("Download and open"), lambda: self.fetch(address))
        else:
            way_out = WayOut(tr("Open web address…"), lambda: self.ask(address))
        self._say(tr("This is an address on the server {host}.", host=host), Tone.NOTICE, way_out)

    # --- downloading ---------------------------------------------------------------------------

    def fetch(self, address: str) -> None:
        """Download what lies at an address, and open it; whatever is under way is stopped."""
        if not self._allowed:
            self.ask(address)
            return
        self.stop()
        self._window.messages.close_topic(TOPIC)
        self._token = CancellationToken()
        is_current = self._generation.begin()
        self._window.status.download.show_download(0, None)
        box = self._progress
        job = self._executor.submit(
            _fetch,
            address,
            self._session.new_folder,
            self._token,
            lambda done, whole: box.post((done, whole), is_current),
            self.trusted,
        )
        self._bridge.watch(job, self._open, self._fail, is_current, (address,))

    def stop(self) -> None:
        """Stop the download, where there is one."""
        self._token.cancel()
        self._generation.begin()
        self._window.status.download.hide()

    def _open(self, _address: str, path: Path) -> None:
        self._window.status.download.hide()
        # Not among the recent ones: it is gone when the session is.
        self._study.open([path])

    def _fail(self, address: str, error: Exception) -> None:
        self._window.status.download.hide()
        if isinstance(error, XrayError):
            self._say(said(error.sentence), Tone.PROBLEM, WayOut(tr("Another address…"), lambda: self.ask(address)))
        else:
            self._say(tr("An unexpected fault stopped the download. The log says where."), Tone.PROBLEM)
            raise error

    def _say(self, sentence: str, tone: Tone, *ways_out: WayOut) -> None:
        self._window.messages.show_message(Message(TOPIC, sentence, tone, ways_out))

    def close(self) -> None:
        """Stop; nothing is shown after this."""
        self.stop()
        self._progress.close()


def _fetch(
    address: str,
    new_folder: Callable[[], Path],
    token: CancellationToken,
    on_progress: Callable[[int, int | None], None],
    trusted: ssl.SSLContext | None,
) -> Path:
    from xray_desktop.services.web.fetch import fetch

    return fetch(address, new_folder, token, on_progress, context=trusted)
