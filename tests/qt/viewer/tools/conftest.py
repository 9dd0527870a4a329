"""A view with a layer of measurements, and a hand that draws in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.pictures import image_of, noise
from xray_desktop.measuring.store import MeasurementStore
from xray_desktop.qt.viewer.tools.layer import MeasurementLayer, ShapeKeys
from xray_desktop.qt.viewer.tools.note_editor import NoteEditor

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Hand:
    """Draws in a view of 600 × 400 on a picture of 300 × 200 pixels: two device-independent pixels for each."""

    def __init__(self, view, store):
        self.view, self.store = view, store
        self.layer = MeasurementLayer(store, view)
        view.set_layer(self.layer)
        ShapeKeys(self.layer, view)

    @property
    def shapes(self):
        """What is drawn on the image that is seen."""
        return self.store.shapes(self.view.image.key)

    def take(self, tool):
        """Take a tool."""
        self.layer.set_tool(tool)

    def place(self, x, y):
        """Find a point of the picture in the view."""
        found = self.view.to_view(QPointF(x, y))
        return QPoint(round(found.x()), round(found.y()))

    def drag(self, *points, modifier=NONE, button=LEFT):
        """Press at the first point of the picture, move through the others, release at the last."""
        places = [self.place(*point) for point in points]
        QTest.mousePress(self.view, button, modifier, places[0])
        for place in places[1:]:
            self._move(place, button)
        QTest.mouseRelease(self.view, button, modifier, places[-1])
        self.view.repaint()

    def _move(self, place, buttons):
        # Sent to the view itself: a move of the real pointer also tells windows of earlier tests that it left them.
        at, everywhere = QPointF(place), QPointF(self.view.mapToGlobal(place))
        event = QMouseEvent(QEvent.Type.MouseMove, at, everywhere, Qt.MouseButton.NoButton, buttons, NONE)
        QApplication.sendEvent(self.view, event)

    def click(self, *points, modifier=NONE):
        """Go to each point of the picture and click there."""
        for point in points:
            self._move(self.place(*point), Qt.MouseButton.NoButton)
            QTest.mouseClick(self.view, LEFT, modifier, self.place(*point))
        self.view.repaint()

    def point_at(self, x, y):
        """Bring the pointer to a point of the picture."""
        self._move(self.place(x, y), Qt.MouseButton.NoButton)
        self.view.repaint()

    def key(self, key, modifier=NONE):
        """Strike a key in the view."""
        QTest.keyClick(self.view, key, modifier)
        self.view.repaint()

    @property
    def editor(self):
        """The line that a note is typed into; None where there is none."""
        return next((each for each in self.view.findChildren(NoteEditor) if each.isVisible()), None)

    def type(self, text, key=Qt.Key.Key_Return):
        """Type into that line and end with a key."""
        editor = self.editor
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, key)
        QApplication.processEvents()
        self.view.repaint()


@pytest.fixture
def hand(view):
    view.set_corners_visible(False)
    view.show_image(image_of(noise(200, 300)))
    return Hand(view, MeasurementStore())
