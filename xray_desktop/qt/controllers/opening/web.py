"""Opening what lies at a web address: asked for, shown while it is downloaded, stopped at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.errors import FetchError, XrayError
from xray_desktop.qt.i18n.language import error_text, said, sentence, tr
from xray_desktop.qt.window.message_bar import Message, MessageButton, Severity

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from xray_desktop.qt.controllers.opening.download import Download
    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.dialogs.open_address import OpenAddressDialog
    from xray_desktop.qt.window.message_bar import MessageBar
    from xray_desktop.qt.window.status_line import ProgressSection

TOPIC = "address"
UNEXPECTED = sentence("An unexpected fault stopped the download. The log says where.")


class WebController(QObject):
    """Asks for an address, and says what becomes of the download.

    Parameters
    ----------
    parent
        Of the dialogue for an address.
    section
        Shows how far the download is.
    """

    def __init__(
        self,
        parent: QWidget,
        section: ProgressSection,
        messages: MessageBar,
        preferences: PreferencesController,
        download: Download,
    ) -> None:
        super().__init__()
        self._parent, self._section, self._messages = parent, section, messages
        self._preferences, self._download = preferences, download
        download.progressed.connect(section.show_download)
        for ended in (download.fetched, download.stopped):
            ended.connect(lambda *_: section.hide())
        download.failed.connect(self._fail)

    @property
    def _allowed(self) -> bool:
        settings = self._preferences.settings
        return settings is not None and settings.allow_urls

    # --- asking --------------------------------------------------------------------------------

    def ask(self, address: str = "") -> None:
        """Let the user name an address."""
        from xray_desktop.qt.dialogs.open_address import OpenAddressDialog

        dialogue = OpenAddressDialog(allowed=self._allowed, address=address, parent=self._parent)
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
            self._say(said(error.sentence), Severity.PROBLEM)
            return
        if self._allowed:
            offered = MessageButton(tr("Download and open"), lambda: self.fetch(address))
        else:
            offered = MessageButton(tr("Open web address…"), lambda: self.ask(address))
        self._say(tr("This is an address on the server {host}.", host=host), Severity.NOTICE, offered)

    # --- downloading ---------------------------------------------------------------------------

    def fetch(self, address: str) -> None:
        """Download what lies at an address, and open it; whatever is under way is stopped."""
        if not self._allowed:
            self.ask(address)
            return
        self._messages.close_topic(TOPIC)
        self._download.start(address)

    def _fail(self, address: str, error: Exception) -> None:
        self._section.hide()
        another = MessageButton(tr("Another address…"), lambda: self.ask(address))
        buttons = (another,) if isinstance(error, XrayError) else ()
        self._say(error_text(error, UNEXPECTED), Severity.PROBLEM, *buttons)

    def _say(self, words: str, severity: Severity, *buttons: MessageButton) -> None:
        self._messages.show_message(Message(TOPIC, words, severity, buttons))
