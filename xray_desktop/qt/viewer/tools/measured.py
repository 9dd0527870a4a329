"""What every shape on one image measures, computed once and remembered until shape or image change."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from xray_desktop.measuring.calibration import PIXELS, calibrate
from xray_desktop.measuring.measurement import MeasuredLength, MeasuredRatio, MeasuredRegion, measure
from xray_desktop.qt.viewer.tools.label_text import calibration_text, label_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.measuring.measurement import Measurement
    from xray_desktop.measuring.shapes import Shape


class MeasuredShapes:
    """Measures shapes on the image that was shown to it last."""

    def __init__(self) -> None:
        # Not held: its pixels go when the view lets it go.
        self._image: ref[XrayImage] | None = None
        self._measured: dict[Shape, Measurement | None] = {}
        self.calibration = PIXELS

    def set_image(self, image: XrayImage) -> None:
        """Take another image; the same one again changes nothing."""
        if self._image is None or image is not self._image():
            self._image, self._measured = ref(image), {}
            self.calibration = calibrate(image.instance)

    def lines(self, shape: Shape, *, explained: bool = False) -> tuple[str, ...]:
        """Say what a shape measures; without an image nothing.

        Parameters
        ----------
        explained
            With a line on where the unit of its lengths comes from.
        """
        image = self._image() if self._image is not None else None
        if image is None:
            return ()
        if shape not in self._measured:
            self._measured[shape] = measure(shape, image, self.calibration)
        lines = label_lines(shape, self._measured[shape], self.calibration)
        has_lengths = isinstance(self._measured[shape], MeasuredLength | MeasuredRatio | MeasuredRegion)
        return (*lines, calibration_text(self.calibration)) if explained and has_lengths else lines

    def keep_only(self, shapes: Iterable[Shape]) -> None:
        """Forget all others: a shape that is dragged is a new one with every move."""
        self._measured = {shape: self._measured[shape] for shape in shapes if shape in self._measured}
