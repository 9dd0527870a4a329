"""How heat maps and overlays are shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from xray_desktop.imaging.heatmap.style import CommonScale, HeatmapScale, HeatmapStyle


@dataclass(frozen=True, slots=True)
class DisplayOptions:
    """What the user chose for all pictures; it stays when the picture changes.

    Attributes
    ----------
    heatmap_visible
        Whether there is a layer at all.
    style
        How it is drawn.
    common
        The scale of the study; None where there is none yet.
    overlays_visible
        Whether the overlays of the file are drawn and its shutter is closed.
    """

    heatmap_visible: bool = False
    style: HeatmapStyle = field(default_factory=HeatmapStyle)
    common: CommonScale | None = None
    overlays_visible: bool = True

    @property
    def paints(self) -> bool:
        """Whether a layer is painted over the picture."""
        return self.heatmap_visible and self.style.opacity > 0.0

    @property
    def shared_scale(self) -> CommonScale | None:
        """The scale of the study where it holds; None where each image has its own."""
        wanted = self.style.scale is HeatmapScale.STUDY
        return self.common if wanted and self.common is not None and self.common.maximum > 0.0 else None
