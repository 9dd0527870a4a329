"""What of the shapes is on the screen: lines, handles, and labels that keep clear of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from xray_desktop.measuring.handles import handles
from xray_desktop.qt.viewer.tools.drawing import view_point
from xray_desktop.qt.viewer.tools.label import label_size, paint_label, place_label
from xray_desktop.qt.viewer.tools.measured import MeasuredShapes
from xray_desktop.qt.viewer.tools.outline import outline, strip, unfinished
from xray_desktop.qt.viewer.tools.painting import paint_handles, paint_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.measuring.shapes import Point, Shape
    from xray_desktop.qt.viewer.layer import ViewMap
    from xray_desktop.qt.viewer.tools.grip import Grip

_WIDEST = 440.0
_HINT_AWAY = QPointF(16.0, 20.0)


class Scene:
    """Paints shapes, and remembers where their labels stand.

    Attributes
    ----------
    labels
        For each shape that was painted last the place of its label; empty where it has none.
    """

    def __init__(self) -> None:
        self.labels: list[QRectF] = []
        self._measured = MeasuredShapes()

    def set_image(self, image: XrayImage) -> None:
        """Take the image that the shapes lie on."""
        self._measured.set_image(image)

    def words(self, shape: Shape) -> tuple[str, ...]:
        """Say what a shape measures."""
        return self._measured.lines(shape)

    def paint(
        self,
        painter: QPainter,
        view: ViewMap,
        area: QRectF,
        shapes: Sequence[Shape],
        hovered: Grip | None,
        chosen: int | None,
    ) -> None:
        """Paint shapes; the painter works in device-independent pixels.

        Parameters
        ----------
        area
            The view.
        hovered
            What the pointer is over.
        chosen
            The shape that keys work on.
        """
        for index, shape in enumerate(shapes):
            under_pointer = hovered is not None and hovered.index == index
            paint_lines(painter, outline(shape, view), strong=under_pointer or index == chosen)
            if under_pointer or index == chosen:
                places = [view_point(point, view) for point in handles(shape)]
                handle = hovered.handle if hovered is not None and under_pointer else None
                paint_handles(painter, places, chosen=index == chosen, under_pointer=handle)
        self._paint_labels(painter, view, area, shapes, chosen)
        self._measured.keep_only(shapes)

    def _paint_labels(
        self, painter: QPainter, view: ViewMap, area: QRectF, shapes: Sequence[Shape], chosen: int | None
    ) -> None:
        """Write after all lines are drawn: no line crosses a word."""
        self.labels = []
        strips = [strip(outline(shape, view)) for shape in shapes]
        for index, shape in enumerate(shapes):
            lines = self._measured.lines(shape, explained=index == chosen)
            # What is zoomed out of sight says nothing either.
            if not lines or not strips[index].intersects(area):
                self.labels.append(QRectF())
                continue
            size = label_size(lines, min(_WIDEST, area.width() - 8))
            place = place_label(size, strips, index, self.labels, area)
            paint_label(painter, place, lines)
            self.labels.append(place)

    def paint_unfinished(self, painter: QPainter, view: ViewMap, points: Sequence[Point]) -> None:
        """Paint what is there of a shape that has more points to come."""
        paint_lines(painter, unfinished(points, view), strong=False)
        places = [view_point(point, view) for point in points]
        paint_handles(painter, places, chosen=False, under_pointer=None)

    def paint_hint(self, painter: QPainter, area: QRectF, pointer: QPointF, text: str) -> None:
        """Say beside the pointer what comes next."""
        place = QRectF(pointer + _HINT_AWAY, label_size((text,), area.width()))
        place.moveRight(min(place.right(), area.right()))
        place.moveBottom(min(place.bottom(), area.bottom()))
        paint_label(painter, place, (text,))
