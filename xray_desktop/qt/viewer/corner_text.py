"""What is written in the four corners of a picture. Plain text only; needs no Qt."""

from __future__ import annotations

import os
import textwrap
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from xray_desktop.imaging.image import VoiLut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xray_desktop.imaging.image import ImageKey, InstanceInfo, Voi, XrayImage

IDENTITY_HIDDEN = "Identity hidden"
_REMARK_WIDTH = 60
"""Characters in a line: the lower left corner has half of the view."""
_SEPARATOR = " \N{MIDDLE DOT} "

_SEX = {"M": "male", "F": "female", "O": "other"}
_VIEW_POSITION = {"LL": "left lateral", "RL": "right lateral"}
_LATERALITY = {"L": "left", "R": "right", "B": "both sides"}


@dataclass(frozen=True, slots=True)
class DisplayValues:
    """What the corners say of the display itself.

    Attributes
    ----------
    voi
        The window or table in force.
    inverted
        The person reversed black and white.
    zoom
        Device pixels for one pixel of the picture.
    """

    voi: Voi
    inverted: bool
    zoom: float


@dataclass(frozen=True, slots=True)
class CornerText:
    """Lines from top to bottom."""

    top_left: tuple[str, ...]
    top_right: tuple[str, ...]
    bottom_left: tuple[str, ...]
    bottom_right: tuple[str, ...]


def corner_text(
    image: XrayImage,
    display: DisplayValues,
    write_date: Callable[[date], str],
    *,
    remarks: Iterable[str] = (),
    identity_hidden: bool = False,
) -> CornerText:
    """Say who, what and how of a picture.

    Parameters
    ----------
    image
        The picture.
    display
        How it is shown.
    write_date
        Writes a date as the desktop's locale does.
    remarks
        Sentences that belong beside the score.
    identity_hidden
        Leaves out the patient, dates and the file's name.
    """
    return CornerText(
        top_left=(IDENTITY_HIDDEN,) if identity_hidden else _identity(image, write_date),
        top_right=_study(image.instance, write_date, identity_hidden=identity_hidden),
        bottom_left=(*_wrapped(remarks), *_picture(image)),
        bottom_right=_display(display),
    )


def file_line(key: ImageKey) -> str:
    """Give a file's name as it can be shown: bytes that are no text appear escaped."""
    return printable(os.fsencode(key.path.name).decode("utf-8", "backslashreplace"))


def printable(text: str) -> str:
    """Leave out control and bidirectional characters, with which a header could rearrange what is read."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _identity(image: XrayImage, write_date: Callable[[date], str]) -> tuple[str, ...]:
    instance = image.instance
    born = _date(instance.patient_birth_date, write_date)
    details = (
        instance.patient_id,
        _SEX.get(instance.patient_sex.upper(), instance.patient_sex),
        f"born {born}" if born else "",
    )
    return _lines(person_name(instance.patient_name), _join(details), file_line(image.key))


def person_name(value: str) -> str:
    """Write a DICOM person name as a person would: the first group, parts apart by a comma (PS3.5 6.2.1)."""
    family, *others = (part.strip() for part in value.partition("=")[0].split("^"))
    given = " ".join(part for part in others if part)
    return ", ".join(part for part in (family, given) if part)


def _study(instance: InstanceInfo, write_date: Callable[[date], str], *, identity_hidden: bool) -> tuple[str, ...]:
    what = (instance.modality, instance.body_part_examined.capitalize(), _projection(instance))
    return _lines(
        instance.study_description,
        instance.series_description,
        _join(what),
        "" if identity_hidden else _date(instance.study_date, write_date),
    )


def _projection(instance: InstanceInfo) -> str:
    position = _VIEW_POSITION.get(instance.view_position.upper(), instance.view_position)
    side = _LATERALITY.get(instance.laterality.upper(), instance.laterality)
    return _join((position, side))


def _picture(image: XrayImage) -> tuple[str, ...]:
    size = f"{image.columns} \N{MULTIPLICATION SIGN} {image.rows}"
    frame = f"Frame {image.key.frame + 1} of {image.frame_count}" if image.frame_count > 1 else ""
    return _lines(*image.notes, frame, _join((size, f"{image.instance.bits_stored} bit")))


def _wrapped(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for sentence in sentences for line in textwrap.wrap(printable(sentence), _REMARK_WIDTH))


def _display(display: DisplayValues) -> tuple[str, ...]:
    voi = display.voi
    window = "" if isinstance(voi, VoiLut) else f"C {_value(voi.center, voi.width)}  W {_value(voi.width, voi.width)}"
    return _lines(
        voi_name(voi) if isinstance(voi, VoiLut) or voi.explanation else "",
        window,
        _join((f"Zoom {display.zoom * 100:.0f} %", "inverted" if display.inverted else "")),
    )


def voi_name(voi: Voi) -> str:
    """Name a window or table for a menu or a corner."""
    if voi.explanation:
        return printable(voi.explanation)
    if isinstance(voi, VoiLut):
        return "VOI LUT"
    return f"Center {_value(voi.center, voi.width)}, width {_value(voi.width, voi.width)}"


def _value(value: float, width: float) -> str:
    return f"{value:.0f}" if width >= 16 else f"{value:.3g}"


def _date(value: str, write_date: Callable[[date], str]) -> str:
    """Write a DICOM date (PS3.5 6.2, DA); what is none appears as it stands in the header."""
    try:
        return write_date(datetime.strptime(value.replace(".", ""), "%Y%m%d").date())
    except ValueError:
        return value


def _join(parts: Iterable[str]) -> str:
    return _SEPARATOR.join(part for part in parts if part)


def _lines(*candidates: str) -> tuple[str, ...]:
    return tuple(line for line in map(printable, candidates) if line)
