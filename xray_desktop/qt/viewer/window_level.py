"""The grey-scale state of one view: which VOI is applied, and what a drag does to it. Needs no Qt.

Only the display follows it; the model's input is made with the file's own first VOI.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.imaging.image import VoiFunction, VoiLut, VoiWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.imaging.image import Voi

DRAG_PIXELS = 512.0
"""A drag of this many device-independent pixels changes width or centre by the whole range of the data."""

_WIDEST = 4.0
_NARROWEST = 1.0 / 1024.0
_FLANK = 0.05


@dataclass(frozen=True, slots=True)
class ValueRange:
    """The modality values that occur in a picture, without the rare ones at both ends."""

    low: float
    high: float

    @property
    def span(self) -> float:
        """Length of the range, never zero."""
        return max(self.high - self.low, 1e-6)


class WindowLevel:
    """Window, polarity and presets of one picture.

    Parameters
    ----------
    vois
        What the file offers, in its order; never empty.
    full_range
        The window that shows every value of the data.
    values
        The range that sets the speed and the limits of a drag.
    inverse
        The file's own polarity: low values are white.
    """

    def __init__(self, vois: Sequence[Voi], full_range: VoiWindow, values: ValueRange, *, inverse: bool) -> None:
        known = any(voi.explanation == full_range.explanation for voi in vois)
        self.presets: tuple[Voi, ...] = tuple(vois) if known else (*vois, full_range)
        self.voi: Voi = vois[0]
        self.inverted = False
        self._full_range = full_range
        self._values = values
        self._inverse = inverse
        self._start: VoiWindow | None = None

    def choose(self, voi: Voi) -> None:
        """Apply a window or table."""
        self.voi = voi

    def show_full_range(self) -> None:
        """Apply the window that shows every value."""
        self.voi = self._full_range

    @property
    def values(self) -> ValueRange:
        """The range of values that the picture holds."""
        return self._values

    def as_window(self) -> VoiWindow:
        """Return the window in force; for a table, the one that looks most like it."""
        return self.voi if isinstance(self.voi, VoiWindow) else equivalent_window(self.voi, self._values)[0]

    def toggle_inversion(self) -> None:
        """Reverse black and white."""
        self.inverted = not self.inverted

    def reset(self) -> None:
        """Go back to what the file shows first."""
        self.voi = self.presets[0]
        self.inverted = False

    def begin_drag(self) -> None:
        """Remember where a drag starts from."""
        self._start = None

    def drag(self, dx: float, dy: float) -> None:
        """Change the window.

        Parameters
        ----------
        dx, dy
            Distance from the drag's start in device-independent pixels: to the right widens the window and flattens
            the contrast, upwards brightens the picture whatever its polarity.
        """
        start = self._start = self._start or self._take_window()
        per_pixel = self._values.span / DRAG_PIXELS
        darker = -1.0 if self._inverse != self.inverted else 1.0
        self.voi = VoiWindow(
            self._limit_center(start, start.center + darker * dy * per_pixel),
            self._limit_width(start, start.width + dx * per_pixel),
            start.function,
        )

    def _take_window(self) -> VoiWindow:
        if isinstance(self.voi, VoiWindow):
            return self.voi
        window, falling = equivalent_window(self.voi, self._values)
        if falling:
            self.toggle_inversion()
        return window

    def _limit_center(self, start: VoiWindow, center: float) -> float:
        # The file's own window may lie outside the data; a drag brings it in, and a small one does not jump.
        low, high = min(self._values.low, start.center), max(self._values.high, start.center)
        return min(max(center, low), high)

    def _limit_width(self, start: VoiWindow, width: float) -> float:
        # LINEAR is defined from a width of 1 (DICOM PS3.3 C.11.2.1.2), the other two from above 0.
        narrowest = 1.0 if start.function is VoiFunction.LINEAR else self._values.span * _NARROWEST
        narrowest = min(narrowest, start.width)
        return min(max(width, narrowest), max(self._values.span * _WIDEST, start.width))


def equivalent_window(lut: VoiLut, values: ValueRange) -> tuple[VoiWindow, bool]:
    """Find the window that looks most like a table, so that a drag that starts on the table does not jump.

    Tables often cover far more values than occur; the window is taken from the flank between 5 % and 95 % of what the
    table gives over the values that do occur.

    Returns
    -------
    tuple
        The window, and whether the table falls: bright for low values, which a window cannot say by itself.
    """
    last = len(lut.table) - 1
    first_entry = min(max(round(values.low) - lut.first_value_mapped, 0), last)
    last_entry = min(max(round(values.high) - lut.first_value_mapped, first_entry), last)
    used = lut.table[first_entry : last_entry + 1].astype(float)
    falling = bool(used[-1] < used[0])
    rising = -used if falling else used
    low, high = float(rising.min()), float(rising.max())
    begin = int((rising >= low + (high - low) * _FLANK).argmax())
    end = int((rising >= high - (high - low) * _FLANK).argmax())
    start = float(lut.first_value_mapped + first_entry)
    width = max(1.0, (end - begin) / (1.0 - 2.0 * _FLANK))
    return VoiWindow(start + (begin + end) / 2.0, width), falling
