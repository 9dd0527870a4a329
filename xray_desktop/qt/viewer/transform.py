"""Where the picture lies in the view: zoom, pan, fit. Needs no Qt.

Everything is measured in device pixels, never in the desktop's scaled ones: at a zoom of 1 a pixel of the picture is a
pixel of the screen. Coordinates are continuous and start at the upper left corner, as in
`xray_desktop.imaging.geometry`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

MAX_SCALE = 32.0
MIN_SIDE = 32.0
"""The longer side never becomes shorter than this, in device pixels."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A size in whole pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PixelRectangle:
    """A rectangle on whole device pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ViewTransform:
    """From the picture to the view: ``view = offset + source * scale``.

    Attributes
    ----------
    scale
        Device pixels for one pixel of the picture.
    left, top
        Where the picture's upper left corner lies in the view.
    """

    scale: float
    left: float
    top: float

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Place a point of the picture in the view."""
        return self.left + x * self.scale, self.top + y * self.scale

    def to_source(self, x: float, y: float) -> tuple[float, float]:
        """Find the point of the picture that lies at a point of the view."""
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def scaled_to(self, scale: float, x: float, y: float) -> ViewTransform:
        """Change the scale; what lies at ``(x, y)`` of the view stays there."""
        source_x, source_y = self.to_source(x, y)
        return ViewTransform(scale, x - source_x * scale, y - source_y * scale)

    def panned(self, dx: float, dy: float) -> ViewTransform:
        """Move the picture."""
        return replace(self, left=self.left + dx, top=self.top + dy)

    def kept_in(self, view: Extent, source: Extent) -> ViewTransform:
        """Move the picture as little as needed for the view's centre to lie on it, so that it is never lost."""
        return replace(
            self,
            left=_between(self.left, view.width / 2 - source.width * self.scale, view.width / 2),
            top=_between(self.top, view.height / 2 - source.height * self.scale, view.height / 2),
        )

    def placement(self, source: Extent) -> PixelRectangle:
        """Where the picture is drawn.

        Its edges lie on whole device pixels, so that pixels, heat map and hatching agree to the pixel and a zoom of 1
        copies the picture unchanged.
        """
        return PixelRectangle(
            round(self.left),
            round(self.top),
            max(1, round(source.width * self.scale)),
            max(1, round(source.height * self.scale)),
        )


def fit(source: Extent, view: Extent) -> ViewTransform:
    """Show the whole picture as large as the view allows, centred."""
    scale = min(view.width / source.width, view.height / source.height)
    return centred(source, view, scale)


def centred(source: Extent, view: Extent, scale: float) -> ViewTransform:
    """Show the picture at a scale with its centre in the view's."""
    return ViewTransform(scale, (view.width - source.width * scale) / 2, (view.height - source.height * scale) / 2)


def limit_scale(scale: float, source: Extent) -> float:
    """Keep a scale between a picture that can still be seen and pixels as large as a thumbnail's icon."""
    smallest = min(1.0, MIN_SIDE / max(source.width, source.height))
    return _between(scale, smallest, MAX_SCALE)


def visible_part(placement: PixelRectangle, view: Extent) -> PixelRectangle | None:
    """Cut the view out of a placement.

    Returns
    -------
    PixelRectangle or None
        In pixels of the placed picture, from its own corner; None where nothing of it is in the view.
    """
    left, top = max(0, -placement.left), max(0, -placement.top)
    width = min(placement.width, view.width - placement.left) - left
    height = min(placement.height, view.height - placement.top) - top
    return PixelRectangle(left, top, width, height) if width > 0 and height > 0 else None


def _between(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
