"""From a shape to its numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.measuring.region import region_statistics
from xray_desktop.measuring.shapes import (
    Angle,
    CardiothoracicRatio,
    EllipseRegion,
    Length,
    Probe,
    Region,
)

if TYPE_CHECKING:
    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.measuring.calibration import SpatialCalibration
    from xray_desktop.measuring.region import RegionStatistics
    from xray_desktop.measuring.shapes import Point, Shape


@dataclass(frozen=True, slots=True)
class MeasuredLength:
    """A length.

    Attributes
    ----------
    length
        In the calibration's unit.
    in_patient_mm
        The same divided by the header's estimated magnification; None where the length is not one at the detector, or
        the header estimates nothing.
    """

    length: float
    in_patient_mm: float | None


@dataclass(frozen=True, slots=True)
class MeasuredAngle:
    """An angle in degrees, 0 to 180; None where an arm has no length."""

    degrees: float | None


@dataclass(frozen=True, slots=True)
class MeasuredRegion:
    """A region.

    Attributes
    ----------
    statistics
        Of the modality values; None where it holds no pixel's centre.
    area
        Of the drawn outline, in the calibration's unit, squared.
    """

    statistics: RegionStatistics | None
    area: float


@dataclass(frozen=True, slots=True)
class MeasuredPixel:
    """One pixel.

    Attributes
    ----------
    value
        Its modality value; None outside the picture.
    column, row
        Counted from 0 at the upper left, as the file stores them.
    """

    value: float | None
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class MeasuredRatio:
    """Widths across the chest, in the calibration's unit.

    Attributes
    ----------
    heart, thorax
        Largest transverse diameter of the heart and of the inside of the rib cage.
    ratio
        The first over the second; None where the second is 0.
    """

    heart: float
    thorax: float
    ratio: float | None


Measurement = MeasuredLength | MeasuredAngle | MeasuredRegion | MeasuredPixel | MeasuredRatio


def measure(shape: Shape, image: XrayImage, calibration: SpatialCalibration) -> Measurement | None:
    """Return a shape's numbers; None for shapes that only say something.

    Parameters
    ----------
    shape
        In pixels of the upright picture.
    image
        The picture, for its modality values.
    calibration
        How large its pixels are.
    """
    match shape:
        case Length():
            return _measure_length(shape, calibration)
        case Angle():
            return MeasuredAngle(_degrees(shape, calibration.pixel_aspect))
        case Region():
            return MeasuredRegion(region_statistics(image.pixels, shape), _area(shape, calibration))
        case Probe():
            return _probe(shape.points[0], image)
        case CardiothoracicRatio():
            return _measure_ratio(shape, calibration)
        case _:
            return None


def _measure_length(shape: Length, calibration: SpatialCalibration) -> MeasuredLength:
    start, end = shape.points
    length = math.hypot(*_vector(start, end, calibration))
    factor = calibration.magnification
    return MeasuredLength(length, None if factor is None else length / factor)


def _vector(start: Point, end: Point, calibration: SpatialCalibration) -> tuple[float, float]:
    """Go from one point to the other, in the calibration's unit."""
    return (end.x - start.x) * calibration.column_spacing, (end.y - start.y) * calibration.row_spacing


def _degrees(shape: Angle, pixel_aspect: float) -> float | None:
    one_end, vertex, other_end = shape.points
    (ax, ay), (bx, by) = ((end.x - vertex.x, (end.y - vertex.y) * pixel_aspect) for end in (one_end, other_end))
    if not math.hypot(ax, ay) or not math.hypot(bx, by):
        return None
    # Unlike the arc cosine exact near 0 and 180 degrees.
    return math.degrees(math.atan2(abs(ax * by - ay * bx), ax * bx + ay * by))


def _area(region: Region, calibration: SpatialCalibration) -> float:
    width = (region.right - region.left) * calibration.column_spacing
    height = (region.bottom - region.top) * calibration.row_spacing
    return width * height * (math.pi / 4.0 if isinstance(region, EllipseRegion) else 1.0)


def _probe(point: Point, image: XrayImage) -> MeasuredPixel:
    column, row = math.floor(point.x), math.floor(point.y)
    inside = 0 <= column < image.columns and 0 <= row < image.rows
    return MeasuredPixel(float(image.pixels[row, column]) if inside else None, column, row)


def _measure_ratio(shape: CardiothoracicRatio, calibration: SpatialCalibration) -> MeasuredRatio:
    across = _vector(*shape.thorax, calibration)
    thorax = math.hypot(*across)
    if not thorax:
        return MeasuredRatio(0.0, 0.0, None)
    heart_x, heart_y = _vector(*shape.heart, calibration)
    heart = abs(heart_x * across[0] + heart_y * across[1]) / thorax
    return MeasuredRatio(heart, thorax, heart / thorax)
