"""The one icon set (Lucide, ISC licence), drawn from SVG in the theme's colours at whatever scale the screen has."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from xray_desktop.qt import theme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QAbstractButton

SMALL = 16
"""Side of an icon in a menu or a field, in device-independent pixels."""

_folder: list[Path] = []


def use_folder(folder: Path) -> None:
    """Say where the SVG files lie; once, before the first icon."""
    _folder[:] = [folder]
    _renderer.cache_clear()


def icon(name: str) -> QIcon:
    """Make a button's icon: text colour, grey while disabled, and in a menu the colour of the words under the pointer.

    It is drawn when it is first seen, in the colours of the theme that is current then; GUI thread.

    Parameters
    ----------
    name
        Of the SVG file, without its ending.
    """
    return QIcon(_DrawnWhenSeen(name))


def set_icon(target: QAction | QAbstractButton, name: str) -> None:
    """Give a button or an action its icon."""
    target.setIcon(icon(name))
    # Qt leaves almost no room between icon and words.
    if isinstance(target, QAction):
        target.setIconText(f" {target.iconText()}")
    elif target.text():
        target.setAccessibleName(target.text())
        target.setText(f" {target.text()}")


class _DrawnWhenSeen(QIconEngine):
    """Draws an icon each time Qt asks for it; of 70 icons the first window shows 15."""

    _copies: ClassVar[list[_DrawnWhenSeen]] = []

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        """Return a copy. Qt owns it, but PySide (6.11) lets it go with its last reference here."""
        self._copies.append(_DrawnWhenSeen(self._name))
        return self._copies[-1]

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        """Never fill more than a button's icon does: a field that grew with its text would show a huge one."""
        return size.boundedTo(QSize(theme.SIZE.icon, theme.SIZE.icon))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Draw for a screen; `size` in device-independent pixels."""
        room = self.actualSize(size, mode, state)
        side = min(room.width(), room.height())
        return _draw(self._name, _colour(mode), side, scale) if side > 0 else QPixmap()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw for a screen with one pixel per device-independent pixel."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, place: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw in the middle of a place."""
        drawn = self.scaledPixmap(place.size(), mode, state, painter.device().devicePixelRatio())
        where = QRectF(0, 0, drawn.deviceIndependentSize().width(), drawn.deviceIndependentSize().height())
        where.moveCenter(QRectF(place).center())
        painter.drawPixmap(where.topLeft(), drawn)


def _colour(mode: QIcon.Mode) -> str:
    palette = theme.current().palette
    if mode is QIcon.Mode.Disabled:
        return palette.not_scored
    return palette.on_accent if mode is QIcon.Mode.Selected else palette.text


def pixmap(name: str, colour: str, size: int, device_pixel_ratio: float) -> QPixmap:
    """Draw an icon in one colour.

    Parameters
    ----------
    name
        Of the SVG file, without its ending.
    colour
        ``#rrggbb``.
    size
        Side in device-independent pixels.
    device_pixel_ratio
        Of the widget it is drawn on.
    """
    return _draw(name, colour, size, device_pixel_ratio)


@lru_cache(maxsize=512)
def _draw(name: str, colour: str, size: int, device_pixel_ratio: float) -> QPixmap:
    side = round(size * device_pixel_ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    _renderer(name, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(device_pixel_ratio)
    return drawn


@lru_cache(maxsize=128)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    # Lucide draws every stroke in `currentColor`, which Qt's renderer would take for black.
    drawing = (_folder[0] / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
