"""Elements of a header as text for the user: age, moment, technique, spacing. Nothing is made up."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from xray_desktop.measuring.calibration import SpacingSource, calibrate
from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from xray_desktop.imaging.image import InstanceInfo
    from xray_desktop.imaging.turn import Turn

SEPARATOR = " \N{MIDDLE DOT} "
_AGE = re.compile(r"0*(\d{1,3})([DWMY])", re.ASCII)
_TIME = re.compile(r"(\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d*)?", re.ASCII)
_CENTIMETRE_MM = 10.0


def join(parts: Iterable[str]) -> str:
    """Put the parts that say something into one line."""
    return SEPARATOR.join(part for part in parts if part)


def date_text(value: str, write_date: Callable[[date], str]) -> str:
    """Write a DICOM date (PS3.5 6.2, DA); what is none appears as it stands in the header."""
    try:
        return write_date(datetime.strptime(value.replace(".", ""), "%Y%m%d").date())
    except ValueError:
        return value


def time_text(value: str) -> str:
    """Write a DICOM time (PS3.5 6.2, TM) without parts of seconds; what is none appears as it stands."""
    read = _TIME.fullmatch(value.strip())
    return ":".join(part for part in read.groups() if part) if read else value


def moment_text(instance: InstanceInfo, write_date: Callable[[date], str]) -> str:
    """Say when the picture was taken; where the header does not, when the study began."""
    if instance.acquisition_date:
        return f"{date_text(instance.acquisition_date, write_date)} {time_text(instance.acquisition_time)}".strip()
    time = instance.acquisition_time or instance.study_time
    return f"{date_text(instance.study_date, write_date)} {time_text(time)}".strip()


def sex_text(value: str) -> str:
    """Name Patient's Sex (0010,0040)."""
    return {"M": tr("male"), "F": tr("female"), "O": tr("other")}.get(value.strip().upper(), value)


def age_text(value: str) -> str:
    """Write Patient's Age (0010,1010; PS3.5 6.2, AS): "045Y" as "45 years"; another text appears as it stands."""
    read = _AGE.fullmatch(value.strip().upper())
    if read is None:
        return value
    texts = {
        "D": tr("{count} days", count=read[1]),
        "W": tr("{count} weeks", count=read[1]),
        "M": tr("{count} months", count=read[1]),
        "Y": tr("{count} years", count=read[1]),
    }
    return texts[read[2]]


def projection_text(instance: InstanceInfo) -> str:
    """Say from which side the picture was taken, and of which side of the body it is."""
    positions = {"LL": tr("left lateral"), "RL": tr("right lateral")}
    sides = {"L": tr("left"), "R": tr("right"), "B": tr("both sides")}
    position = positions.get(instance.view_position.upper(), instance.view_position)
    return join((position, sides.get(instance.laterality.upper(), instance.laterality)))


def technique_text(instance: InstanceInfo) -> str:
    """Say how the picture was exposed, and from how far away."""
    distance = instance.distance_source_to_detector_mm
    return join(
        (
            _measured(instance.kvp, "kVp"),
            _measured(instance.exposure_mas, "mAs"),
            _measured(instance.exposure_time_ms, "ms"),
            tr("SID {distance} cm", distance=_number(distance / _CENTIMETRE_MM)) if distance else "",
        )
    )


def _measured(value: float | None, unit: str) -> str:
    return "" if value is None else f"{_number(value)} {unit}"


def _number(value: float) -> str:
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def spacing_text(instance: InstanceInfo) -> str:
    """Say how large a pixel is, and in which plane; empty where the header does not say it."""
    known = calibrate(instance)
    if known.source is SpacingSource.NONE:
        return ""
    rows, columns = f"{known.row_spacing:.3g}", f"{known.column_spacing:.3g}"
    size = rows if rows == columns else f"{rows} \N{MULTIPLICATION SIGN} {columns}"
    sources = {
        SpacingSource.FIDUCIAL: tr("Pixel {size} mm, calibrated by an object", size=size),
        SpacingSource.GEOMETRY: tr("Pixel {size} mm, corrected for magnification", size=size),
        SpacingSource.CORRECTED: tr("Pixel {size} mm, corrected", size=size),
        SpacingSource.STATED: tr("Pixel {size} mm, as the file states", size=size),
        SpacingSource.DETECTOR: tr("Pixel {size} mm at the detector", size=size),
        SpacingSource.FILM: tr("Pixel {size} mm on the film", size=size),
    }
    return sources[known.source]


def turn_text(turn: Turn) -> str:
    """Say how the picture is turned for the eye; empty where it lies as it was stored."""
    if turn.mirrored and turn.quarters == 2:
        return tr("flipped")
    mirrored = tr("mirrored") if turn.mirrored else ""
    turned = tr("turned {degrees}°", degrees=90 * turn.quarters) if turn.quarters else ""
    return join((mirrored, turned))
