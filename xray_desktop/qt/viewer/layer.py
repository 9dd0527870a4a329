"""What lies between a picture and its annotations, and may take the mouse: measurements and notes.

The view knows layers only by these protocols; a layer knows the view only by `ViewMap`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QMouseEvent, QPainter

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.qt.viewer.window_level import WindowLevel


class ViewMap(Protocol):
    """What a layer may know of the view it lies in.

    Points of the view are device-independent pixels; points of the source are continuous pixels of the upright picture
    (`xray_desktop.imaging.geometry`), whatever way the picture is turned on the screen.
    """

    @property
    def image(self) -> XrayImage | None:
        """The picture on the screen; None where there is none."""

    @property
    def window_level(self) -> WindowLevel | None:
        """Its grey-scale state; None without a picture."""

    @property
    def source_scale(self) -> float:
        """Device-independent pixels of the view for one pixel of the source."""

    def to_view(self, point: QPointF) -> QPointF:
        """Place a point of the source in the view."""

    def to_source(self, point: QPointF) -> QPointF:
        """Find the point of the source under a point of the view; it may lie outside the picture."""

    def update(self) -> None:
        """Ask for the view to be painted again."""


class ViewLayer(Protocol):
    """A layer over the picture. A method that returns True has used the event; the view then leaves it alone."""

    def paint(self, painter: QPainter, view: ViewMap) -> None:
        """Paint, in device-independent pixels of the view."""

    def press(self, event: QMouseEvent, view: ViewMap) -> bool:
        """Take a button that goes down; the second press of a double click comes as one too."""

    def move(self, event: QMouseEvent, view: ViewMap) -> bool:
        """Follow the pointer, with a button held or without."""

    def release(self, event: QMouseEvent, view: ViewMap) -> bool:
        """Take a button that goes up."""

    def leave(self, view: ViewMap) -> None:
        """Take note that the pointer leaves the view."""

    def cancel(self) -> bool:
        """Abandon what is half drawn (Esc); False where there is nothing to abandon."""
