"""The zoom state of one view: a transform that stays sensible while pictures and window sizes change. Needs no Qt."""

from __future__ import annotations

from xray_desktop.qt.viewer.transform import (
    Extent,
    PixelRectangle,
    ViewTransform,
    centred,
    fit,
    limit_scale,
    visible_part,
)

ZOOM_STEP = 2.0**0.25
"""One notch of the wheel or one press of a key: four of them double the size."""


class Viewport:
    """What part of a picture is seen, and how large.

    While `fitted` the picture follows the size of the view; zooming or panning ends that.
    """

    def __init__(self) -> None:
        self.source = Extent(1, 1)
        self.view = Extent(1, 1)
        self.fitted = True
        self._transform = ViewTransform(1.0, 0.0, 0.0)

    @property
    def transform(self) -> ViewTransform:
        """The transform in force."""
        return self._transform

    @property
    def zoom(self) -> float:
        """Device pixels for one pixel of the picture."""
        return self._transform.scale

    @property
    def placement(self) -> PixelRectangle:
        """Where the picture lies in the view."""
        return self._transform.placement(self.source)

    @property
    def visible(self) -> PixelRectangle | None:
        """The part of the placed picture that is in the view."""
        return visible_part(self.placement, self.view)

    def show(self, source: Extent) -> None:
        """Begin with a new picture, fitted."""
        self.source = source
        self.fit()

    def exchange(self, source: Extent, x: float, y: float) -> None:
        """Go on with the same picture in other proportions: fitted, or at the same scale with ``(x, y)`` centred."""
        self.source = source
        if self.fitted:
            self.fit()
        else:
            self.centre_on(x, y)

    @property
    def fitting_zoom(self) -> float:
        """The zoom at which the whole picture is seen."""
        return fit(self.source, self.view).scale

    def follow(self, source: Extent, magnification: float, x: float, y: float) -> None:
        """Follow another view: so many times the fitting zoom, ``(x, y)`` in the centre.

        A magnification of exactly 1 is a fitted picture.
        """
        self.source = source
        self.fit()
        if magnification != 1.0:
            self.zoom_in_centre(magnification)
            self.centre_on(x, y)

    def centre_on(self, x: float, y: float) -> None:
        """Bring a point of the picture to the centre of the view, at the same scale."""
        at_x, at_y = self._transform.to_view(x, y)
        self._keep(self._transform.panned(self.view.width / 2 - at_x, self.view.height / 2 - at_y))

    def resize(self, view: Extent) -> None:
        """Follow the view's size: a fitted picture stays fitted, any other keeps what lies in the centre there."""
        dx, dy = (view.width - self.view.width) / 2, (view.height - self.view.height) / 2
        self.view = view
        if self.fitted:
            self.fit()
        else:
            self._keep(self._transform.panned(dx, dy))

    def fit(self) -> None:
        """Show the whole picture as large as the view allows."""
        self.fitted = True
        self._transform = fit(self.source, self.view)

    def one_to_one(self) -> None:
        """Show a pixel of the picture on a pixel of the screen; what lies in the centre stays there."""
        if self.fitted:
            self.fitted = False
            self._transform = centred(self.source, self.view, 1.0)
        else:
            self.zoom_to(1.0, self.view.width / 2, self.view.height / 2)

    def zoom_by(self, factor: float, x: float, y: float) -> None:
        """Zoom; what lies at ``(x, y)`` of the view stays there."""
        self.zoom_to(self.zoom * factor, x, y)

    def zoom_in_centre(self, factor: float) -> None:
        """Zoom; what lies in the centre stays there."""
        self.zoom_by(factor, self.view.width / 2, self.view.height / 2)

    def zoom_to(self, scale: float, x: float, y: float) -> None:
        """Take a scale; what lies at ``(x, y)`` of the view stays there."""
        self.fitted = False
        self._keep(self._transform.scaled_to(limit_scale(scale, self.source), x, y))

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture."""
        self.fitted = False
        self._keep(self._transform.panned(dx, dy))

    def _keep(self, transform: ViewTransform) -> None:
        self._transform = transform.kept_in(self.view, self.source)
