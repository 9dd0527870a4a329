"""The planes that a header lays over its picture: overlays, and the shutter, which may be one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.imaging.dicom.functional_groups import SHUTTER, places_of_frame
from xray_desktop.imaging.dicom.overlays import read_overlays
from xray_desktop.imaging.dicom.shutter import Frame, read_shutter

if TYPE_CHECKING:
    from xray_desktop.imaging.dicom.image_pixel import ImagePixel
    from xray_desktop.imaging.dicom.overlays import ReadWords
    from xray_desktop.imaging.dicom.part10 import DicomFile
    from xray_desktop.imaging.graphics import Overlay, Shutter
    from xray_desktop.imaging.image import InstanceInfo


@dataclass(frozen=True, slots=True)
class AnnotationPlanes:
    """Overlays and shutter of one frame, and in sentences what was left out."""

    overlays: tuple[Overlay, ...]
    shutter: Shutter | None
    notes: tuple[str, ...]


def read_annotation_planes(
    file: DicomFile, pixel: ImagePixel, frame: int, instance: InstanceInfo, read_words: ReadWords
) -> AnnotationPlanes:
    """Read the annotation planes of one frame.

    Parameters
    ----------
    frame
        Counted from 0.
    instance
        Knows the shape of a pixel.
    read_words
        As for `overlays.read_overlays`.
    """
    found = read_overlays(file, pixel, frame, read_words)
    ground = Frame(pixel.rows, pixel.columns, _pixel_aspect(file, instance), found.by_group)
    read = read_shutter(places_of_frame(file.header, frame, SHUTTER), ground)
    overlays = tuple(overlay for group, overlay in found.by_group.items() if group != read.overlay_group)
    return AnnotationPlanes(overlays, read.shutter, found.notes + read.notes)


def _pixel_aspect(file: DicomFile, instance: InstanceInfo) -> float:
    """Return the height of a pixel over its width; square where nothing is said."""
    stated = file.header.numbers("PixelAspectRatio")
    sides = instance.pixel_spacing_mm or instance.imager_pixel_spacing_mm or stated
    return sides[0] / sides[1] if len(sides) == 2 and min(sides) > 0 else 1.0
