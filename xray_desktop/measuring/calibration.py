"""What a pixel is in millimetres, and of which plane: the patient's, the detector's, a film's, or nobody knows.

A radiograph magnifies: the same rib is larger at the detector than in the patient. Which of the two a number means
follows from the attributes of DICOM PS3.3 10.7.1 and C.8.11.3, and is never guessed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xray_desktop.imaging.image import InstanceInfo

_SAME = 1e-4
"""Decimal strings of two modules are written with different numbers of digits."""
_LARGEST_MAGNIFICATION = 4.0


class LengthUnit(StrEnum):
    """What a length is given in; the value is what stands behind the number."""

    PIXELS = "px"
    MILLIMETRES = "mm"
    DETECTOR_MILLIMETRES = "mm at detector"
    FILM_MILLIMETRES = "mm on film"


class SpacingSource(StrEnum):
    """Where the size of a pixel comes from."""

    FIDUCIAL = "fiducial"
    """Pixel Spacing, calibrated with an object of known size; right at the depth of that object."""
    GEOMETRY = "geometry"
    """Pixel Spacing, corrected for the magnification at some depth in the patient."""
    CORRECTED = "corrected"
    """Pixel Spacing that differs from the detector's: corrected or calibrated, the header does not say how."""
    STATED = "stated"
    """Pixel Spacing alone: whether it is corrected cannot be known (DICOM PS3.3 10.7.1.1)."""
    DETECTOR = "detector"
    """Imager Pixel Spacing, at the front of the detector."""
    FILM = "film"
    """Nominal Scanned Pixel Spacing, on the film that was scanned."""
    NONE = "none"
    """The file does not say how large a pixel is."""


@dataclass(frozen=True, slots=True)
class SpatialCalibration:
    """The size of a pixel.

    Attributes
    ----------
    row_spacing, column_spacing
        From one row to the next and from one column to the next, in `unit` per pixel; both 1 for pixels.
    unit
        What lengths are given in.
    source
        Where it comes from.
    magnification
        Estimated Radiographic Magnification Factor (0018,1114): a length at the detector over the same in the patient;
        None where the header gives none, or the lengths are not the detector's.
    pixel_aspect
        Height of a pixel over its width. Where a pixel's size is known it is that of the spacing, else Pixel Aspect
        Ratio (0028,0034): enough for angles, not for lengths.
    """

    row_spacing: float = 1.0
    column_spacing: float = 1.0
    unit: LengthUnit = LengthUnit.PIXELS
    source: SpacingSource = SpacingSource.NONE
    magnification: float | None = None
    pixel_aspect: float = 1.0


PIXELS = SpatialCalibration()
"""Of a picture whose pixels may have any size."""


def calibrate(instance: InstanceInfo) -> SpatialCalibration:
    """Say how large a picture's pixels are, in which plane."""
    spacing, source = _find_spacing(instance)
    if spacing is None:
        return SpatialCalibration(pixel_aspect=_aspect(instance.pixel_aspect_ratio))
    rows, columns = spacing
    at_detector = source is SpacingSource.DETECTOR
    magnification = _plausible(instance.estimated_radiographic_magnification_factor) if at_detector else None
    return SpatialCalibration(rows, columns, _unit(source), source, magnification, rows / columns)


def _find_spacing(instance: InstanceInfo) -> tuple[tuple[float, float] | None, SpacingSource]:
    in_patient, at_detector = instance.pixel_spacing_mm, instance.imager_pixel_spacing_mm
    on_film = instance.nominal_scanned_pixel_spacing_mm
    if in_patient is not None:
        return in_patient, _name_source(in_patient, instance)
    if at_detector is not None:
        return at_detector, SpacingSource.DETECTOR
    return on_film, SpacingSource.NONE if on_film is None else SpacingSource.FILM


def _name_source(spacing: tuple[float, float], instance: InstanceInfo) -> SpacingSource:
    """Tell a Pixel Spacing that means the patient from one that repeats the detector's."""
    known = {"FIDUCIAL": SpacingSource.FIDUCIAL, "GEOMETRY": SpacingSource.GEOMETRY}
    said = known.get(instance.pixel_spacing_calibration_type.upper())
    if said is not None:
        return said
    at_detector, on_film = instance.imager_pixel_spacing_mm, instance.nominal_scanned_pixel_spacing_mm
    if _equal(spacing, at_detector):
        return SpacingSource.DETECTOR
    if _equal(spacing, on_film):
        return SpacingSource.FILM
    return SpacingSource.STATED if at_detector is None and on_film is None else SpacingSource.CORRECTED


def _equal(one: tuple[float, float], other: tuple[float, float] | None) -> bool:
    return other is not None and all(math.isclose(a, b, rel_tol=_SAME) for a, b in zip(one, other, strict=True))


def _unit(source: SpacingSource) -> LengthUnit:
    planes = {
        SpacingSource.DETECTOR: LengthUnit.DETECTOR_MILLIMETRES,
        SpacingSource.FILM: LengthUnit.FILM_MILLIMETRES,
    }
    return planes.get(source, LengthUnit.MILLIMETRES)


def _plausible(factor: float | None) -> float | None:
    # Nothing is smaller at the detector than in the patient; headers also hold 0 and distances in mm here.
    return factor if factor is not None and 1.0 <= factor <= _LARGEST_MAGNIFICATION else None


def _aspect(ratio: tuple[float, float] | None) -> float:
    return ratio[0] / ratio[1] if ratio is not None else 1.0
