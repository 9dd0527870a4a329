"""The user guide, as it lies in the program's own files: nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QSplitter, QTextBrowser, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.widgets import layouts

if TYPE_CHECKING:
    from pathlib import Path

_SIZE = QSize(1080, 800)
_CONTENTS = 272
_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
_LINE_PERCENT = 120
_PLACE = Qt.ItemDataRole.UserRole
_DEEPEST = 2
"""Headings of deeper levels are not listed."""
_ANY_LEVEL = 6


class GuideDialog(QDialog):
    """Shows the guide beside a list of its headings.

    Parameters
    ----------
    path
        The guide, in Markdown; its pictures lie beside it.
    """

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("User guide"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self.text = GuideText(path)
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.setSpacing(theme.SPACE.xs)
        self.contents.currentItemChanged.connect(lambda item, _before: self._go_to(item))
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.contents)
        split.addWidget(self.text)
        split.setSizes([_CONTENTS, _SIZE.width() - _CONTENTS])
        split.setStretchFactor(1, 1)
        split.setHandleWidth(theme.SPACE.s)
        column = layouts.column(self, spacing=theme.SPACE.m, margins=layouts.all_round(theme.SPACE.l))
        column.addWidget(split, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        for title, place in self.text.headings():
            item = QListWidgetItem(title)
            item.setData(_PLACE, place)
            self.contents.addItem(item)

    def _go_to(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.go_to(item.data(_PLACE))


class GuideText(QTextBrowser):
    """The guide's text, its pictures no wider than the window."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = path.parent
        self._markdown = path.read_text(encoding="utf-8")
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)
        self.setAccessibleName(tr("User guide"))
        self.document().setDocumentMargin(theme.SPACE.l)
        self._width = 0
        self._write()

    def headings(self, deepest: int = _DEEPEST) -> list[tuple[str, int]]:
        """List the headings down to a level, with their places in the text."""
        found = []
        block = self.document().begin()
        while block.isValid():
            if 0 < block.blockFormat().headingLevel() <= deepest:
                found.append((block.text(), block.position()))
            block = block.next()
        return found

    def go_to(self, place: int) -> None:
        """Bring a place of the text to the top."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        # From below, so that the line ends at the top of the window.
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load a picture of the guide, reduced to the window's width; anything else is not loaded."""
        url = QUrl(name)
        image = (
            QImage(str(self._folder / url.path())) if kind == QTextDocument.ResourceType.ImageResource.value else None
        )
        if image is None or image.isNull() or not url.isRelative():
            return None
        ratio = self.devicePixelRatioF()
        room = round((self.viewport().width() - 3 * theme.SPACE.l) * ratio)
        if 0 < room < image.width():
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures to the new width."""
        super().resizeEvent(event)
        if event.size().width() != self._width:
            self._width = event.size().width()
            self._write()

    def _write(self) -> None:
        # Markdown has no style of its own in Qt: the colours are those of the window.
        self.document().clear()
        self.document().setMarkdown(self._markdown)
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            table = cursor.currentTable()
            if table is None:
                cursor.mergeBlockFormat(_spaced(block))
            else:
                _draw_quietly(table)
            block = block.next()

    def _follow(self, url: QUrl) -> None:
        """Go to a heading; other pages are for the desktop."""
        if url.hasFragment() and not url.path():
            wanted = url.fragment().replace("-", " ").casefold()
            for title, place in self.headings(_ANY_LEVEL):
                if title.casefold() == wanted:
                    self.go_to(place)
        elif url.scheme() == "https":
            QDesktopServices.openUrl(url)


def _spaced(block: QTextBlock) -> QTextBlockFormat:
    """Return the format that leaves room around a heading, a paragraph or a picture."""
    spaced = QTextBlockFormat()
    spaced.setTopMargin(theme.SPACE.xl if block.blockFormat().headingLevel() else theme.SPACE.xs)
    spaced.setBottomMargin(theme.SPACE.s)
    if _PICTURE not in block.text():
        spaced.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return spaced


def _draw_quietly(table: QTextTable) -> None:
    quiet = table.format()
    quiet.setBorderBrush(theme.colour("line"))
    quiet.setBorderCollapse(True)
    quiet.setCellPadding(theme.SPACE.s)
    if quiet != table.format():
        table.setFormat(quiet)
