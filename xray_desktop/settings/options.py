"""What the user asked for on the command line, for this run alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, parsed; the window and the headless run read the same.

    Attributes
    ----------
    paths
        Folders and files to open, each known to exist.
    addresses
        Web addresses to offer once the window stands.
    demo
        Open the drawn study.
    model
        ID or file of a model; the one of the settings where empty.
    second_model
        The same for the one that gives a second opinion.
    models_dir
        A further folder of models.
    provider
        Id of the execution provider; the one of the settings where empty.
    threshold
        0 to 1, set by hand; None where an operating point holds.
    operating_point
        Name of the card's operating point; its default one where empty.
    data_dir
        The program's own folder; the platform's where None.
    report, heatmaps
        Where the headless run writes; None where it does not.
    heatmap_mode, heatmap_scale
        How it draws heat maps, in the words of `xray_desktop.imaging.heatmap.style`; as in the settings where empty.
    json
        The headless run writes its result to standard output.
    score_anyway
        The headless run scores what the gate refuses too.
    notes
        The headless run puts into the report what the user entered in the window: patients and notes.
    """

    paths: tuple[Path, ...] = ()
    addresses: tuple[str, ...] = ()
    demo: bool = False
    model: str = ""
    second_model: str = ""
    models_dir: Path | None = None
    provider: str = ""
    threshold: float | None = None
    operating_point: str = ""
    data_dir: Path | None = None
    report: Path | None = None
    heatmaps: Path | None = None
    heatmap_mode: str = ""
    heatmap_scale: str = ""
    json: bool = False
    score_anyway: bool = False
    notes: bool = False
