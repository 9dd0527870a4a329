"""How heat maps and overlays are shown."""

from __future__ import annotations

from dataclasses import dataclass

from xray_desktop.imaging.colour_map import ColourMap


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose for all pictures; it stays when the picture changes.

    Attributes
    ----------
    heatmap_visible
        Whether there is a layer at all.
    heatmap_opacity
        0 to 1, of the strongest evidence; at 0 the picture is untouched.
    colour_map
        Colours of the layer.
    overlays_visible
        Whether the overlays of the file are drawn and its shutter is closed.
    """

    heatmap_visible: bool = False
    heatmap_opacity: float = 0.5
    colour_map: ColourMap = ColourMap.INFERNO
    overlays_visible: bool = True

    @property
    def paints(self) -> bool:
        """Whether a layer is painted over the picture."""
        return self.heatmap_visible and self.heatmap_opacity > 0.0
