"""Taking hold of a shape that is there: by a handle, by its lines or by its label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from xray_desktop.measuring.handles import handles, move_handle, move_inside
from xray_desktop.qt.viewer.tools.drawing import point_under, view_point
from xray_desktop.qt.viewer.tools.outline import outline, strip
from xray_desktop.qt.viewer.tools.painting import HANDLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF

    from xray_desktop.measuring.shapes import Shape
    from xray_desktop.qt.viewer.layer import ViewMap

_NEAR = HANDLE
"""How far from the middle of a handle the pointer still means it."""


@dataclass(frozen=True, slots=True)
class Grip:
    """What the pointer holds, or would hold.

    Attributes
    ----------
    index
        Of the shape.
    handle
        Which of its handles; None for the whole shape.
    """

    index: int
    handle: int | None


def find_grip(
    shapes: Sequence[Shape], labels: Sequence[QRectF], place: QPointF, view: ViewMap, *, handles_only: bool
) -> Grip | None:
    """Find what lies under the pointer: handles before lines, what was drawn last before what lies under it.

    Parameters
    ----------
    labels
        For each shape the place of its label; empty where it has none.
    handles_only
        While a tool draws, lines and labels leave the press to it.
    """
    newest_first = range(len(shapes) - 1, -1, -1)
    for index in newest_first:
        for handle, point in enumerate(handles(shapes[index])):
            away = view_point(point, view) - place
            if max(abs(away.x()), abs(away.y())) <= _NEAR:
                return Grip(index, handle)
    if handles_only:
        return None
    for index in newest_first:
        if _lies_on(shapes[index], place, view) or (index < len(labels) and labels[index].contains(place)):
            return Grip(index, None)
    return None


def _lies_on(shape: Shape, place: QPointF, view: ViewMap) -> bool:
    return strip(outline(shape, view)).contains(place)


def pulled(shape: Shape, grip: Grip, start: QPointF, place: QPointF, view: ViewMap) -> Shape:
    """Return a shape that is pulled by a grip from where it was taken hold of to where the pointer is."""
    if grip.handle is not None:
        # The handle keeps its distance from the pointer: taking hold of it moves nothing.
        handle_place = view_point(handles(shape)[grip.handle], view) + place - start
        return move_handle(shape, grip.handle, point_under(handle_place, view))
    way = place - start
    return pushed(shape, way.x(), way.y(), view)


def pushed(shape: Shape, dx: float, dy: float, view: ViewMap) -> Shape:
    """Return a shape that is moved on the screen, as far as it stays in the picture."""
    step = view.to_source(QPointF(dx, dy)) - view.to_source(QPointF(0, 0))
    if view.image is None:
        return shape
    return move_inside(shape, step.x(), step.y(), view.image.rows, view.image.columns)
