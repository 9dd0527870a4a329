"""The settings: what the user chose and the program remembers."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003 - pydantic reads the annotation at run time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from xray_desktop.imaging.heatmap.style import ColourMap, HeatmapMode, HeatmapScale, HeatmapStyle

CURRENT_VERSION = 1
MAX_RECENT = 10


class ThemeName(StrEnum):
    """How the window looks."""

    DARK = "dark"
    LIGHT = "light"


class Settings(BaseModel):
    """Everything that outlives a run, except the window's geometry.

    Attributes
    ----------
    schema_version
        Of this layout; see `xray_desktop.settings.migrations`.
    theme
        How the window looks.
    provider
        Id of the execution provider, as in `xray_desktop.inference.providers.PROVIDER_IDS`.
    model_id
        The model to start with; the first shipped one where empty.
    second_model_id
        The model that gives a second opinion; none where empty.
    heatmap_opacity
        0 to 1, of the strongest evidence.
    heatmap_colour_map
        Of the heat map.
    heatmap_mode, heatmap_scale
        What of it is drawn, and which evidence has the strongest colour.
    heatmap_threshold
        0 to 1 of the scale: evidence below it is not drawn.
    identity_hidden
        Whether names, numbers and dates of patients are left out of everything on the screen.
    allow_urls
        Whether web addresses may be opened: nothing asks the network for anything unless the user switched this on.
    report_header_names
        Whether a report names the patients of DICOM headers.
    text_percent
        Size of the window's text, of the design's own.
    last_folder
        Where the next file dialogue begins.
    keys
        For each command by its name, the keys that the user chose instead of those it ships with.
    recent
        Folders and files that were opened, the latest first.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    schema_version: int = CURRENT_VERSION
    theme: ThemeName = ThemeName.DARK
    provider: str = "auto"
    model_id: str = ""
    second_model_id: str = ""
    heatmap_opacity: Annotated[float, Field(ge=0.0, le=1.0)] = 0.5
    heatmap_colour_map: ColourMap = ColourMap.INFERNO
    heatmap_mode: HeatmapMode = HeatmapMode.COLOUR
    heatmap_scale: HeatmapScale = HeatmapScale.IMAGE
    heatmap_threshold: Annotated[float, Field(ge=0.0, le=1.0)] = 0.0
    identity_hidden: bool = False
    allow_urls: bool = False
    report_header_names: bool = False
    text_percent: Annotated[int, Field(ge=90, le=150)] = 100
    last_folder: Path | None = None
    keys: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    recent: Annotated[tuple[Path, ...], Field(max_length=MAX_RECENT)] = ()

    @property
    def heatmap_style(self) -> HeatmapStyle:
        """How heat maps are drawn."""
        return HeatmapStyle(
            self.heatmap_opacity,
            self.heatmap_colour_map,
            self.heatmap_mode,
            self.heatmap_scale,
            self.heatmap_threshold,
        )

    def opened(self, path: Path) -> Settings:
        """Return settings that remember that `path` (absolute) was opened."""
        others = tuple(known for known in self.recent if known != path)
        folder = path if path.is_dir() else path.parent
        return self.model_copy(update={"recent": (path, *others)[:MAX_RECENT], "last_folder": folder})
