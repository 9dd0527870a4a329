"""The text of a measurement: each number with its unit, and the unit says what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.measuring.calibration import LengthUnit, SpacingSource
from xray_desktop.measuring.measurement import (
    MeasuredAngle,
    MeasuredLength,
    MeasuredPixel,
    MeasuredRatio,
    MeasuredRegion,
)
from xray_desktop.measuring.shapes import TextShape
from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from xray_desktop.measuring.calibration import SpatialCalibration
    from xray_desktop.measuring.measurement import Measurement
    from xray_desktop.measuring.shapes import Shape

_WHOLE_FROM = 1000.0


def label_lines(shape: Shape, measurement: Measurement | None, calibration: SpatialCalibration) -> tuple[str, ...]:
    """Return the lines of a shape's label; none for an arrow without a text."""
    match measurement:
        case MeasuredLength():
            return _length_lines(measurement, calibration)
        case MeasuredAngle():
            return (tr("no angle") if measurement.degrees is None else f"{measurement.degrees:.1f}°",)
        case MeasuredRegion():
            return _region_lines(measurement, calibration)
        case MeasuredPixel():
            return _pixel_lines(measurement)
        case MeasuredRatio():
            return _ratio_lines(measurement, calibration)
        case _:
            return (shape.text,) if isinstance(shape, TextShape) and shape.text else ()


def unit_text(unit: LengthUnit) -> str:
    """Name a unit behind a number."""
    texts = {
        LengthUnit.PIXELS: tr("px"),
        LengthUnit.MILLIMETRES: tr("mm"),
        LengthUnit.DETECTOR_MILLIMETRES: tr("mm at detector"),
        LengthUnit.FILM_MILLIMETRES: tr("mm on film"),
    }
    return texts[unit]


def calibration_text(calibration: SpatialCalibration) -> str:
    """Say what the lengths are that a unit alone cannot tell."""
    if calibration.source is SpacingSource.NONE and calibration.pixel_aspect != 1.0:
        return tr("Pixels are not square, and the file does not say how large they are")
    sentences = {
        SpacingSource.FIDUCIAL: tr("Calibrated by an object of known size: right at its depth"),
        SpacingSource.GEOMETRY: tr("Magnification corrected for an assumed depth in the patient"),
        SpacingSource.CORRECTED: tr("Corrected for magnification; the file does not say how"),
        SpacingSource.STATED: tr("The file does not say whether magnification is corrected"),
        SpacingSource.DETECTOR: tr("At the detector: in the patient everything is smaller"),
        SpacingSource.FILM: tr("On the scanned film: in the patient everything is smaller"),
        SpacingSource.NONE: tr("The file does not say how large a pixel is"),
    }
    return sentences[calibration.source]


def _length_lines(measured: MeasuredLength, calibration: SpatialCalibration) -> tuple[str, ...]:
    first = f"{_written(measured.length)} {unit_text(calibration.unit)}"
    if measured.in_patient_mm is None or calibration.magnification is None:
        return (first,)
    return first, tr(
        "≈ {length} mm in the patient, if magnified {factor}×",
        length=_written(measured.in_patient_mm),
        factor=f"{calibration.magnification:.3g}",
    )


def _region_lines(measured: MeasuredRegion, calibration: SpatialCalibration) -> tuple[str, ...]:
    area = _area(measured.area, calibration.unit)
    found = measured.statistics
    if found is None:
        return tr("no pixel inside"), area
    return (
        tr("mean {mean}  SD {deviation}", mean=_value(found.mean), deviation=_value(found.standard_deviation)),
        tr("min {low}  max {high}", low=_value(found.minimum), high=_value(found.maximum)),
        tr("n {count} px  {area}", count=f"{found.pixel_count:,}", area=area),
    )


def _area(area: float, unit: LengthUnit) -> str:
    texts = {
        LengthUnit.PIXELS: tr("area {area} px²", area=_written(area)),
        LengthUnit.MILLIMETRES: tr("area {area} mm²", area=_written(area)),
        LengthUnit.DETECTOR_MILLIMETRES: tr("area {area} mm² at detector", area=_written(area)),
        LengthUnit.FILM_MILLIMETRES: tr("area {area} mm² on film", area=_written(area)),
    }
    return texts[unit]


def _pixel_lines(measured: MeasuredPixel) -> tuple[str, ...]:
    value = tr("outside") if measured.value is None else tr("value {value}", value=_value(measured.value))
    return value, tr("column {column}, row {row}", column=measured.column, row=measured.row)


def _ratio_lines(measured: MeasuredRatio, calibration: SpatialCalibration) -> tuple[str, ...]:
    ratio = "–" if measured.ratio is None else f"{measured.ratio:.2f}"
    return (
        tr("Cardiothoracic ratio {ratio}", ratio=ratio),
        tr(
            "heart {heart}, thorax {thorax} {unit}",
            heart=_written(measured.heart),
            thorax=_written(measured.thorax),
            unit=unit_text(calibration.unit),
        ),
        tr("Norms of erect adult PA films do not hold for AP or children"),
    )


def _written(length: float) -> str:
    return f"{length:,.0f}" if length >= _WHOLE_FROM else f"{length:.1f}"


def _value(value: float) -> str:
    """Write a modality value: a whole one as it is stored, any other with four figures."""
    if value == int(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= _WHOLE_FROM else f"{value:.4g}"
