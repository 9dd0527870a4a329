"""The window before anything is open: a place to drop things on, buttons, and what was open last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.elided_label import ElidedLabel
from xray_desktop.qt.widgets.icon_label import IconLabel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_WIDTH = 560
_ICON = 40
_RECENT = 5
_MARGINS = (theme.SPACE.l, theme.SPACE.xxl, theme.SPACE.l, theme.SPACE.xxl)


class EmptyPage(QWidget):
    """Drop zone and recent studies.

    Signals
    -------
    open_folder(), open_files(), open_demo()
        The user pressed the button.
    restore()
        The user wants back what was open when the program stopped.
    open_recent(Path)
        The user chose a study that was open before.
    """

    open_folder = Signal()
    open_files = Signal()
    open_demo = Signal()
    open_recent = Signal(object)
    restore = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget(self)
        self.drop_zone = _DropZone(inner)
        self.drop_zone.folder.clicked.connect(self.open_folder)
        self.drop_zone.files.clicked.connect(self.open_files)
        self.drop_zone.demo.clicked.connect(self.open_demo)
        self.lost = QPushButton(tr("Restore the last session"))
        icons.set_icon(self.lost, "history")
        self.lost.clicked.connect(self.restore)
        self.lost.hide()
        self._heading = QLabel(tr("Recent"))
        self._heading.setProperty("role", "heading")
        self._lines: list[_RecentLine] = []
        self._recent = layouts.column()
        theme.fix_size(inner, most=_WIDTH)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = layouts.column(inner, spacing=theme.SPACE.s)
        column.addWidget(self.drop_zone)
        column.addSpacing(theme.SPACE.s)
        column.addWidget(self.lost, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.SPACE.s)
        column.addWidget(self._heading)
        column.addLayout(self._recent)
        outer = layouts.column(self)
        outer.addStretch(2)
        # As wide as it may be, in the middle.
        middle = layouts.row()
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.set_recent(())

    def set_recent(self, paths: Sequence[Path]) -> None:
        """List what was open last, the latest first."""
        for gone in self._lines:
            gone.hide()
            gone.deleteLater()
        self._lines = [_RecentLine(path, number) for number, path in enumerate(paths[:_RECENT], 1)]
        for line in self._lines:
            line.clicked.connect(lambda _=False, path=line.path: self.open_recent.emit(path))
            self._recent.addWidget(line)
        self._heading.setVisible(bool(paths))

    def offer_restore(self, offered: bool) -> None:
        """Offer to bring back what was open when the program stopped, or not."""
        self.lost.setVisible(offered)

    def set_dragging(self, dragging: bool) -> None:
        """Show that what hangs on the pointer can be dropped here."""
        self.drop_zone.set_dragging(dragging)


class _DropZone(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._dragging = False
        self.folder = QPushButton(tr("Open folder…"))
        self.folder.setProperty("role", "primary")
        self.files = QPushButton(tr("Open files…"))
        self.demo = QPushButton(tr("Open the demo study"))
        icons.set_icon(self.files, "file-image")
        icons.set_icon(self.demo, "flask-conical")
        title = QLabel(tr("Drop chest radiographs here"))
        title.setProperty("role", "large")
        kinds = QLabel(tr("Folders, files, zip archives or a DICOMDIR\nwith DICOM, JPEG, PNG, TIFF or BMP"))
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        kinds.setProperty("role", "secondary")
        buttons = layouts.row(spacing=theme.SPACE.s)
        for button in (self.folder, self.files, self.demo):
            buttons.addWidget(button)
        column = layouts.column(self, spacing=theme.SPACE.s, margins=_MARGINS)
        centred = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel("folder-open", "secondary", _ICON), 0, centred)
        column.addSpacing(theme.SPACE.s)
        column.addWidget(title, 0, centred)
        column.addWidget(kinds, 0, centred)
        column.addSpacing(theme.SPACE.m)
        column.addLayout(buttons)
        column.setAlignment(buttons, centred)

    def set_dragging(self, dragging: bool) -> None:
        self._dragging = dragging
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent" if self._dragging else "line"), theme.SIZE.focus_ring)
        pen.setDashPattern([4.0, 4.0])
        painter.setPen(pen)
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.SPACE.s, theme.SPACE.s)
        painter.end()


class _RecentLine(QPushButton):
    """A path of a study, its name first."""

    def __init__(self, path: Path, number: int) -> None:
        super().__init__()
        self.path = path
        self.setProperty("role", "quiet")
        name, folder = identity.recent_name(path, number), identity.recent_folder(path)
        self.setAccessibleName(f"{folder}/{name}" if folder else name)
        theme.fix_size(self, height=32)
        called = ElidedLabel(name)
        where = ElidedLabel(folder, role="small", elide=Qt.TextElideMode.ElideMiddle)
        row = layouts.row(self, spacing=theme.SPACE.s, margins=(theme.SPACE.s, 0, theme.SPACE.s, 0))
        row.addWidget(IconLabel("folder", "secondary"))
        row.addWidget(called)
        row.addWidget(where, 1)
        for label in (called, where):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
