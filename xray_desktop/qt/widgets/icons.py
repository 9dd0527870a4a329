"""The one icon set (Lucide, ISC licence), drawn from SVG in the theme's colours at whatever scale the screen has."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from xray_desktop.qt import theme

if TYPE_CHECKING:
    from pathlib import Path

SMALL = 16
"""Side of an icon in a menu or a field, in device-independent pixels."""

_NAME = "icon_name"

_folder: list[Path] = []


def use_folder(folder: Path) -> None:
    """Say where the SVG files lie; once, before the first icon."""
    _folder[:] = [folder]
    _renderer.cache_clear()


def icon(name: str) -> QIcon:
    """Make a button's icon: text colour, grey while disabled, and in a menu the colour of the words under the pointer.

    It is drawn for the scale of the densest screen; `redress` draws it again for another one.

    Parameters
    ----------
    name
        Of the SVG file, without its ending.
    """
    palette = theme.current().palette
    scale = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    made = QIcon()
    for size in (SMALL, theme.SIZE.icon):
        made.addPixmap(_draw(name, palette.text, size, scale), QIcon.Mode.Normal)
        made.addPixmap(_draw(name, palette.not_scored, size, scale), QIcon.Mode.Disabled)
    made.addPixmap(_draw(name, palette.on_accent, SMALL, scale), QIcon.Mode.Selected)
    return made


def dress(target: QAction | QAbstractButton, name: str) -> None:
    """Give a button or an action its icon, and remember which, for `redress`."""
    target.setProperty(_NAME, name)
    target.setIcon(icon(name))
    # Qt leaves almost no room between icon and words.
    if isinstance(target, QAction):
        target.setIconText(f" {target.iconText()}")
    elif target.text():
        target.setAccessibleName(target.text())
        target.setText(f" {target.text()}")


def follow(button: QAbstractButton, action: QAction) -> None:
    """Give a button the icon of an action, for as long as no other takes its place."""
    button.setProperty(_NAME, action.property(_NAME))
    button.setIcon(action.icon())


def redress(root: QObject) -> None:
    """Draw all icons below an object again, in the colours of the theme that is current now."""
    for target in root.findChildren(QObject):
        if target.property(_NAME) and isinstance(target, QAction | QAbstractButton):
            target.setIcon(icon(target.property(_NAME)))


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
