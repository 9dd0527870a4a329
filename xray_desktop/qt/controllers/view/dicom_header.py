"""The header browser's life: it follows the image looked at, and reads and searches away from the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from xray_desktop.qt.i18n.language import error_text, sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.jobs import Background, Jobs

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.header import HeaderWindow
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.headers import BrowsedHeader, FoundRows
    from xray_desktop.study.study import Study

UNEXPECTED = sentence("An unexpected fault stopped the reading of this header.")


class DicomHeaderController(QObject):
    """Shows the header of the image looked at for as long as its window is open.

    Parameters
    ----------
    parent
        Of the header's window.
    hide_identity
        The switch, which works in the header's window too.
    """

    def __init__(
        self,
        parent: QWidget,
        hide_identity: QAction,
        navigation: NavigationController,
        study: Study,
        background: Background,
    ) -> None:
        super().__init__()
        self._parent, self._hide_identity, self._navigation, self._study = parent, hide_identity, navigation, study
        self._reader: PooledReader | None = None
        self._path: Path | None = None
        self._reading: Jobs[None] = Jobs(background, self._take, self._fail)
        self._searching: Jobs[None] = Jobs(background, self._show_found)
        self._copying: Jobs[None] = Jobs(background, self._put_on_clipboard)
        self.dialog: HeaderWindow | None = None
        navigation.key_changed.connect(self._follow)
        background.lifetime.at_stop(self._close)

    def use(self, reader: PooledReader) -> None:
        """Take the reader into use, once it could be loaded."""
        self._reader = reader
        self._follow()

    def open(self) -> None:
        """Show the window; there is one at most."""
        if self.dialog is None:
            self.dialog = self._make()
        elif self.dialog.isVisible():
            self.dialog.raise_()
        self.dialog.show()
        self.dialog.activateWindow()
        self._follow()

    def _make(self) -> HeaderWindow:
        from xray_desktop.qt.header import HeaderWindow

        dialog = HeaderWindow(self._parent)
        dialog.set_identity_hidden(identity.is_hidden())
        # The switch is in the main window's menu, and its key works here too.
        dialog.addAction(self._hide_identity)
        dialog.finished.connect(self._forget_dialog)
        dialog.search_requested.connect(self._search)
        dialog.copy_all_requested.connect(self._copy_all)
        return dialog

    def _forget_dialog(self) -> None:
        gone, self.dialog, self._path = self.dialog, None, None
        self._stop()
        if gone is not None:
            gone.deleteLater()

    def refresh_identity(self) -> None:
        """Show or hide whose picture it is, as the switch says."""
        if self.dialog is not None:
            self.dialog.set_identity_hidden(identity.is_hidden())
            self._name()
            self._search(self.dialog.query)

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()

    def _stop(self) -> None:
        self._reading.drop()
        self._searching.drop()

    # --- reading -------------------------------------------------------------------------------

    def _follow(self) -> None:
        if self.dialog is None:
            return
        self._name()
        key = self._navigation.key
        path = None if key is None else key.path
        if path == self._path or self._reader is None:
            return
        self._path = path
        self._stop()
        if path is None:
            self.dialog.say(tr("No image is selected."))
            return
        self.dialog.say(tr("Reading the header…"))
        self._reading.ask(_browse, self._reader, path)

    def _name(self) -> None:
        key = self._navigation.key
        row = None if key is None else self._study.row_of(key)
        if self.dialog is not None:
            self.dialog.set_title("" if row is None else identity.image_name(row))

    def _take(self, header: BrowsedHeader) -> None:
        if self.dialog is not None:
            self.dialog.show_header(header)
            self._search(self.dialog.query)

    def _fail(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.say(error_text(error, UNEXPECTED))

    # --- searching and copying -----------------------------------------------------------------

    def _search(self, text: str) -> None:
        self._searching.drop()
        model = None if self.dialog is None else self.dialog.model
        if self.dialog is None or model is None or model.header is None:
            return
        if not text:
            self.dialog.show_found(None)
            return
        question = self._searching.begin()
        self._searching.run(question, _find, model.header, text, model.mask, question.token)

    def _show_found(self, found: FoundRows) -> None:
        if self.dialog is not None:
            self.dialog.show_found(found)

    def _copy_all(self) -> None:
        model = self.dialog.model if self.dialog is not None else None
        if model is not None and model.header is not None:
            self._copying.ask(_as_text, model.header, model.shown_places(), model.mask)

    def _put_on_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)


def _browse(reader: PooledReader, path: Path) -> BrowsedHeader:
    from xray_desktop.services.headers import browse_header

    return browse_header(reader, path)


def _find(header: BrowsedHeader, text: str, mask: str, token: CancellationToken) -> FoundRows:
    from xray_desktop.services.headers import find_rows

    return find_rows(header, text, mask, token)


def _as_text(header: BrowsedHeader, places: tuple[int, ...], mask: str) -> str:
    from xray_desktop.services.headers import places_as_text

    return places_as_text(header, places, mask)
