"""What one view has in common with another that follows it: zoom, place, turn and window, free of picture sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.imaging.image import VoiWindow

if TYPE_CHECKING:
    from xray_desktop.imaging.image import Voi
    from xray_desktop.imaging.turn import Turn
    from xray_desktop.qt.viewer.window_level import ValueRange


@dataclass(frozen=True, slots=True)
class RelativeWindow:
    """A window told by the values that occur: what is mid-grey in one film is mid-grey in the other.

    Attributes
    ----------
    center, width
        As shares of the range of values: 0 to 1 covers it.
    explanation
        Of the window or table that was chosen; empty after a drag. Another picture that offers one of this name uses
        its own.
    """

    center: float
    width: float
    explanation: str

    @classmethod
    def of(cls, voi: VoiWindow, values: ValueRange) -> RelativeWindow:
        """Tell a window by the values of its picture."""
        return cls((voi.center - values.low) / values.span, voi.width / values.span, voi.explanation)

    def on(self, values: ValueRange, presets: tuple[Voi, ...], like: VoiWindow) -> Voi:
        """Return the same window for another picture.

        Parameters
        ----------
        values
            The range of that picture.
        presets
            What it offers.
        like
            A window of it, for the function.
        """
        if self.explanation:
            named = next((each for each in presets if each.explanation == self.explanation), None)
            if named is not None:
                return named
        width = max(self.width * values.span, 1.0)
        return VoiWindow(values.low + self.center * values.span, width, like.function)


@dataclass(frozen=True, slots=True)
class ViewState:
    """How a picture is looked at.

    Attributes
    ----------
    magnification
        Zoom over the zoom at which the whole picture fits; 1.0 where it is fitted.
    centre
        The point of the upright picture in the middle of the view, as shares of its width and height.
    turn
        How the picture lies.
    voi
        The window or table itself.
    window
        The same, told by the values that occur.
    inverted
        The user reversed black and white.
    """

    magnification: float
    centre: tuple[float, float]
    turn: Turn
    voi: Voi
    window: RelativeWindow
    inverted: bool
