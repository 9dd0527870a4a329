"""What lies on the clipboard: a picture becomes a file of the session, files are opened, an address is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from xray_desktop.errors import SettingsError, XrayError
from xray_desktop.qt.i18n.language import error_text, tr
from xray_desktop.qt.runtime.jobs import Background, Jobs
from xray_desktop.qt.widgets.dropped import dropped_link, dropped_paths
from xray_desktop.qt.window.message_bar import Message, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QMimeData

    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.message_bar import MessageBar
    from xray_desktop.services.session.folder import SessionFolder

TOPIC = "paste"
_MOST_PIXELS = 100_000_000
_PNG = "image/png"


class PasteController(QObject):
    """Opens what the user copied elsewhere: pictures join the study, files are opened like dropped ones.

    Signals
    -------
    paths_pasted(list)
        Paths of files and folders.
    link_pasted(str)
        A web address.
    """

    paths_pasted = Signal(list)
    link_pasted = Signal(str)

    def __init__(
        self, messages: MessageBar, study: StudyController, session: SessionFolder, background: Background
    ) -> None:
        super().__init__()
        self._messages, self._study, self._session = messages, study, session
        self._writing: Jobs[None] = Jobs(background, self._open, self._fail)
        self._pasted, self._joining = 0, False
        study.opened.connect(lambda _title: self._forget())

    def _forget(self) -> None:
        """Let go of the pictures that were to join the study before; not of those that follow the first of a study."""
        if not self._joining:
            self._writing.drop_all()

    def paste(self) -> None:
        """Look at the clipboard once, and open what is there."""
        self._messages.close_topic(TOPIC)
        copied = QGuiApplication.clipboard().mimeData()
        paths, text = dropped_paths(copied), copied.text().strip()
        link = dropped_link(copied) or (text if text.startswith("https://") and " " not in text else "")
        if paths:
            self.paths_pasted.emit(paths)
        elif copied.hasImage() or copied.hasFormat(_PNG):
            self._paste_image(_image_of(copied))
        elif link:
            self.link_pasted.emit(link)
        else:
            self._say(_nothing(text))

    def _paste_image(self, image: QImage) -> None:
        if image.isNull():
            self._say(tr("The picture on the clipboard cannot be read. Copy it again."))
        elif image.width() * image.height() > _MOST_PIXELS:
            self._say(tr("The picture on the clipboard is too large: at most 100 million pixels are read."))
        else:
            self._pasted += 1
            name = f"pasted-{self._pasted}.png"
            self._writing.ask(_write, image, self._session, name, key=name)

    def _open(self, path: Path) -> None:
        # A session that ended meanwhile took the file with it.
        if path.exists():
            self._joining = True
            self._study.add([path])
            self._joining = False

    def _fail(self, error: Exception) -> None:
        if isinstance(error, XrayError):
            self._say(error_text(error))
        else:
            self._writing.report(error)

    def _say(self, sentence: str) -> None:
        self._messages.show_message(Message(TOPIC, sentence, Severity.PROBLEM))


def _image_of(copied: QMimeData) -> QImage:
    """Take the picture; a PNG first, as it holds the depth that the platform's own form may not."""
    image = QImage.fromData(copied.data(_PNG)) if copied.hasFormat(_PNG) else QImage()
    return QImage(copied.imageData()) if image.isNull() and copied.hasImage() else image


def _nothing(text: str) -> str:
    if text:
        return tr("There is text on the clipboard. Copy a picture, or files, and paste them here.")
    return tr("There is no picture on the clipboard, and no file. Copy one, and paste it here.")


def _write(image: QImage, session: SessionFolder, name: str) -> Path:
    """Write a picture into the session's folder; runs in the background."""
    try:
        path = session.new_folder() / name
    except OSError as error:
        raise SettingsError(_cannot_keep()) from error
    # What a program wrote beside the pixels, such as where they come from, stays on the clipboard.
    bare = QImage(image.constBits(), image.width(), image.height(), image.bytesPerLine(), image.format()).copy()
    if image.format() in {QImage.Format.Format_Indexed8, QImage.Format.Format_Mono, QImage.Format.Format_MonoLSB}:
        bare.setColorTable(image.colorTable())
    # The name's end says that it is a PNG.
    if not bare.save(str(path)):
        raise SettingsError(_cannot_keep())
    return path


def _cannot_keep() -> str:
    return tr("The picture from the clipboard cannot be kept. Check the free space of the program's folder.")
