"""An icon that is no button."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.widgets import icons


class IconLabel(QWidget):
    """Paints one icon in a colour of whatever theme is current.

    Parameters
    ----------
    name
        Of the SVG file, without its ending.
    colour
        Name of a token of the palette.
    size
        Side in device-independent pixels.
    """

    def __init__(self, name: str, colour: str, size: int = theme.SIZE.icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        drawn = icons.pixmap(self._name, theme.colour(self._colour).name(), self._size, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(0, 0, drawn)
        painter.end()
