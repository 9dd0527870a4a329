"""The lines of a shape, in device-independent pixels of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from xray_desktop.measuring.handles import heart_lines
from xray_desktop.measuring.shapes import (
    Angle,
    Arrow,
    CardiothoracicRatio,
    EllipseRegion,
    Length,
    Probe,
    Region,
)
from xray_desktop.qt.viewer.tools.drawing import view_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.measuring.shapes import Point, Shape
    from xray_desktop.qt.viewer.layer import ViewMap

_TICK = 5.0
_ARC = 26.0
_CROSS_FROM, _CROSS_TO = 3.0, 9.0
_HEAD_LENGTH, _HEAD_ANGLE = 13.0, 24.0
_DOT = 2.5
_REACH = 12.0
"""Breadth of the strip around a line in which it can be taken hold of."""


def outline(shape: Shape, view: ViewMap) -> QPainterPath:
    """Draw a shape's lines."""
    places = [view_point(point, view) for point in shape.points]
    path = QPainterPath()
    match shape:
        case Length():
            _add_dimension(path, QLineF(*places))
        case Angle():
            _add_angle(path, *places)
        case EllipseRegion():
            path.addEllipse(QRectF(*places).normalized())
        case Region():
            path.addRect(QRectF(*places).normalized())
        case Probe():
            _add_cross(path, places[0])
        case CardiothoracicRatio():
            _add_ratio(path, shape, view)
        case Arrow():
            _add_arrow(path, QLineF(*places))
        case _:
            path.addEllipse(places[0], _DOT, _DOT)
    return path


def unfinished(points: Sequence[Point], view: ViewMap) -> QPainterPath:
    """Draw what is there of a shape that has more points to come: lines from point to point, in pairs."""
    places = [view_point(point, view) for point in points]
    path = QPainterPath()
    for one, other in zip(places[::2], places[1::2], strict=False):
        _add_line(path, QLineF(one, other))
    return path


def strip(path: QPainterPath) -> QPainterPath:
    """Return the area along the lines, in which a pointer means them."""
    stroker = QPainterPathStroker()
    stroker.setWidth(_REACH)
    return stroker.createStroke(path)


def _add_line(path: QPainterPath, line: QLineF) -> None:
    path.moveTo(line.p1())
    path.lineTo(line.p2())


def _add_dimension(path: QPainterPath, line: QLineF) -> None:
    """Draw a line with a tick across each end."""
    _add_line(path, line)
    if line.length() > 0:
        across = line.normalVector()
        across.setLength(_TICK)
        step = QPointF(across.dx(), across.dy())
        for end in (line.p1(), line.p2()):
            _add_line(path, QLineF(end - step, end + step))


def _add_angle(path: QPainterPath, one: QPointF, vertex: QPointF, other: QPointF) -> None:
    arms = QLineF(vertex, one), QLineF(vertex, other)
    for arm in arms:
        _add_line(path, arm)
    radius = min(_ARC, *(arm.length() / 2.0 for arm in arms))
    if radius > 1.0:
        sweep = (arms[1].angle() - arms[0].angle() + 180.0) % 360.0 - 180.0
        around = QRectF(vertex.x() - radius, vertex.y() - radius, 2 * radius, 2 * radius)
        path.arcMoveTo(around, arms[0].angle())
        path.arcTo(around, arms[0].angle(), sweep)


def _add_cross(path: QPainterPath, centre: QPointF) -> None:
    """Draw a cross that leaves its pixel free."""
    for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
        _add_line(path, QLineF(centre + way * _CROSS_FROM, centre + way * _CROSS_TO))


def _add_ratio(path: QPainterPath, shape: CardiothoracicRatio, view: ViewMap) -> None:
    """Draw the three horizontals, and of the midline what joins those of the heart."""
    _add_dimension(path, QLineF(*(view_point(point, view) for point in shape.thorax)))
    feet = []
    for border, foot in heart_lines(shape):
        line = QLineF(view_point(border, view), view_point(foot, view))
        _add_dimension(path, line)
        feet.append(line.p2())
    _add_line(path, QLineF(*feet))


def _add_arrow(path: QPainterPath, line: QLineF) -> None:
    _add_line(path, line)
    for turn in (_HEAD_ANGLE, -_HEAD_ANGLE):
        barb = QLineF(line)
        barb.setLength(min(_HEAD_LENGTH, line.length()))
        barb.setAngle(line.angle() + turn)
        _add_line(path, barb)
