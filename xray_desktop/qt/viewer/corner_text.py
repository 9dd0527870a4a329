"""What is written in the four corners of a picture and at its edges. Plain text only."""

from __future__ import annotations

import os
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.imaging.image import VoiLut
from xray_desktop.imaging.patient_orientation import edge_letters
from xray_desktop.imaging.turn import UPRIGHT
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.viewer import header_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from xray_desktop.imaging.image import ImageKey, InstanceInfo, Voi, XrayImage
    from xray_desktop.imaging.patient_orientation import EdgeLetters
    from xray_desktop.imaging.turn import Turn

_REMARK_WIDTH = 52
"""Characters in a line: the lower left corner has half of the view."""


@dataclass(frozen=True, slots=True)
class DisplayValues:
    """What the corners say of the display itself.

    Attributes
    ----------
    voi
        The window or table in force.
    inverted
        The user reversed black and white.
    zoom
        Device pixels for one pixel of the picture.
    turn
        How the picture is turned for the eye.
    """

    voi: Voi
    inverted: bool
    zoom: float
    turn: Turn = UPRIGHT


@dataclass(frozen=True, slots=True)
class CornerText:
    """Lines from top to bottom, and the letters of the edges; None where the header does not say which way they lie."""

    top_left: tuple[str, ...]
    top_right: tuple[str, ...]
    bottom_left: tuple[str, ...]
    bottom_right: tuple[str, ...]
    edges: EdgeLetters | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it in the order in which it is read."""
        edges = self.edges
        sides = (
            ""
            if edges is None
            else tr(
                "Left edge {left}, right edge {right}, top {top}, bottom {bottom}",
                left=edges.left,
                right=edges.right,
                top=edges.top,
                bottom=edges.bottom,
            )
        )
        corners = (*self.top_left, *self.top_right, *self.bottom_left, *self.bottom_right)
        return (*corners, sides) if sides else corners


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
        Leaves out the patient, dates, free words and the file's name.
    """
    return CornerText(
        top_left=_nobody(image.instance) if identity_hidden else _who(image, write_date),
        top_right=_study(image.instance, write_date, identity_hidden=identity_hidden),
        bottom_left=(*_wrapped(remarks), *_picture(image)),
        bottom_right=_display(display),
        edges=edge_letters(image.instance.patient_orientation, display.turn),
    )


def file_line(key: ImageKey) -> str:
    """Return a file's name as it can be shown: bytes that are no text appear escaped."""
    return printable(os.fsencode(key.path.name).decode("utf-8", "backslashreplace"))


def printable(text: str) -> str:
    """Leave out control and bidirectional characters, with which a header could rearrange what is read."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _who(image: XrayImage, write_date: Callable[[date], str]) -> tuple[str, ...]:
    instance = image.instance
    born = header_text.date_text(instance.patient_birth_date, write_date)
    details = (
        instance.patient_id,
        header_text.sex_text(instance.patient_sex),
        tr("born {date}", date=born) if born else "",
        header_text.age_text(instance.patient_age),
    )
    return _lines(person_name(instance.patient_name), header_text.join(details), file_line(image.key))


def _nobody(instance: InstanceInfo) -> tuple[str, ...]:
    """Say that the identity is hidden, and where the pixels may tell it all the same (0028,0301)."""
    burned_in = tr("The pixels may name the patient") if instance.burned_in_annotation == "YES" else ""
    return _lines(tr("Identity hidden"), burned_in)


def person_name(value: str) -> str:
    """Write a DICOM person name for the screen: the first group, parts apart by a comma (PS3.5 6.2.1)."""
    family, *others = (part.strip() for part in value.partition("=")[0].split("^"))
    given = " ".join(part for part in others if part)
    return ", ".join(part for part in (family, given) if part)


def _study(instance: InstanceInfo, write_date: Callable[[date], str], *, identity_hidden: bool) -> tuple[str, ...]:
    """Say what was examined. Free words may name anybody, so that they go with the identity."""
    what = (instance.modality, instance.body_part_examined.capitalize(), header_text.projection_text(instance))
    named = _series_number(instance)
    if identity_hidden:
        return _lines(header_text.join((named, _image_number(instance))), header_text.join(what))
    accession = tr("Accession {number}", number=instance.accession_number) if instance.accession_number else ""
    return _lines(
        instance.institution_name,
        header_text.join((instance.study_description, accession)),
        header_text.join((named, instance.series_description, _image_number(instance))),
        header_text.join(what),
        header_text.moment_text(instance, write_date),
    )


def _series_number(instance: InstanceInfo) -> str:
    return "" if instance.series_number is None else tr("Series {number}", number=instance.series_number)


def _image_number(instance: InstanceInfo) -> str:
    return "" if instance.instance_number is None else tr("Image {number}", number=instance.instance_number)


def _picture(image: XrayImage) -> tuple[str, ...]:
    size = f"{image.columns} \N{MULTIPLICATION SIGN} {image.rows}"
    frame, frames = image.key.frame + 1, image.frame_count
    return _lines(
        *map(said, image.notes),
        tr("Frame {frame} of {frames}", frame=frame, frames=frames) if frames > 1 else "",
        header_text.technique_text(image.instance),
        header_text.spacing_text(image.instance),
        header_text.join((size, tr("{bits} bit", bits=image.instance.bits_stored))),
    )


def _wrapped(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for sentence in sentences for line in textwrap.wrap(printable(said(sentence)), _REMARK_WIDTH))


def _display(display: DisplayValues) -> tuple[str, ...]:
    voi = display.voi
    window = "" if isinstance(voi, VoiLut) else f"C {_value(voi.center, voi.width)}  W {_value(voi.width, voi.width)}"
    zoom = tr("Zoom {percent} %", percent=f"{display.zoom * 100:.0f}")
    return _lines(
        voi_name(voi) if isinstance(voi, VoiLut) or voi.explanation else "",
        window,
        header_text.join((header_text.turn_text(display.turn), tr("inverted") if display.inverted else "")),
        zoom,
    )


def voi_name(voi: Voi) -> str:
    """Name a window or table for a menu or a corner."""
    if voi.explanation:
        return said(printable(voi.explanation))
    if isinstance(voi, VoiLut):
        return "VOI LUT"
    return tr(
        "Center {center}, width {width}", center=_value(voi.center, voi.width), width=_value(voi.width, voi.width)
    )


def _value(value: float, width: float) -> str:
    return f"{value:.0f}" if width >= 16 else f"{value:.3g}"


def _lines(*candidates: str) -> tuple[str, ...]:
    return tuple(line for line in map(printable, candidates) if line)
