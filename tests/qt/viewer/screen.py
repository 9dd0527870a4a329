"""What is on the screen, as an array; and a mouse that can do everything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from xray_desktop.qt.viewer.image_view import ImageView

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def grab(widget: QWidget) -> NDArray[np.uint8]:
    """Return the widget's device pixels, shape ``[rows, columns, 3]``, RGB."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def grab_grey(widget: QWidget) -> NDArray[np.uint8]:
    """Return the red channel of the widget's device pixels, where everything is grey."""
    return grab(widget)[..., 0]


def drag(widget: QWidget, button: Qt.MouseButton, start: tuple[int, int], *stops: tuple[int, int]) -> None:
    """Press, move through the stops and release."""
    QTest.mousePress(widget, button, _NO_MODIFIER, QPoint(*start))
    for stop in stops:
        QTest.mouseMove(widget, QPoint(*stop))
    QTest.mouseRelease(widget, button, _NO_MODIFIER, QPoint(*stops[-1]))


def turn_wheel(widget: QWidget, turn: int, place: tuple[int, int] = (10, 10), *, control: bool = False) -> None:
    """Turn the wheel by eighths of a degree; 120 are a notch, away from the hand where positive."""
    at = QPointF(*place)
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier if control else _NO_MODIFIER,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def show_heatmap(view: ImageView, visible: bool = True, **style: Any) -> None:
    """Show heat maps or hide them, some of the style changed."""
    view.set_display_options(
        replace(view.display_options, heatmap_visible=visible, style=replace(view.display_options.style, **style))
    )
