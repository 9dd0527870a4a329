"""From a DICOM file to an image: the standard's chain up to the modality values, and what comes after it on offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from pydicom.uid import UID

from xray_desktop.errors import CorruptPixelData, NotAnImage, UnsupportedSopClass
from xray_desktop.imaging.dicom.codestream import decode_frame, refuse_syntax
from xray_desktop.imaging.dicom.colour import samples_to_grey
from xray_desktop.imaging.dicom.decoded_frame import ColourSpace, DecodedFrame
from xray_desktop.imaging.dicom.encapsulated import count_encapsulated_frames, read_codestream
from xray_desktop.imaging.dicom.functional_groups import GREY_SCALE, places_of_frame
from xray_desktop.imaging.dicom.image_pixel import ImagePixel, read_image_pixel
from xray_desktop.imaging.dicom.instance import read_instance_info
from xray_desktop.imaging.dicom.modality import apply_modality_transform, read_modality_transform
from xray_desktop.imaging.dicom.native import count_native_frames, read_native_frame
from xray_desktop.imaging.dicom.part10 import open_dicom
from xray_desktop.imaging.dicom.voi_items import OfferedVois, collect_vois
from xray_desktop.imaging.image import ImageKey, XrayImage
from xray_desktop.imaging.sentences import frame_absent, frames_missing
from xray_desktop.imaging.synthetic import SYNTHETIC_MARK
from xray_desktop.imaging.windows import bit_range_window, data_windows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.header import Header
    from xray_desktop.imaging.dicom.modality import ModalityTransform
    from xray_desktop.imaging.dicom.part10 import DicomFile, PixelElement
    from xray_desktop.imaging.image import Voi
    from xray_desktop.imaging.limits import DecodeLimits

_SHOWN_AS_IT_IS = 8
_FOR_PROCESSING_NOTE = "Raw detector values, meant for processing and not for reading."
# Their frames do not stand alone, and joining their fragments may take all memory.
_VIDEO_SYNTAXES = ("1.2.840.10008.1.2.4.10",)


def read_dicom(path: Path, frame: int, limits: DecodeLimits) -> XrayImage:
    """Read one frame of a DICOM file.

    Raises
    ------
    DecodeError
        Of the kind that fits, with the sentence for a person.
    """
    with open_dicom(path, limits) as file:
        element = _require_pixels(file)
        pixel = read_image_pixel(file, limits)
        decoded, frame_count = _read_frame(file, element, pixel, frame)
        stored, colour = samples_to_grey(decoded.values, decoded.colour_space, pixel, file.header)
        values, offered = _apply_grey_chain(stored, pixel, file, frame)
        instance = read_instance_info(file, frame, pixel.bits_stored)
        raw = (_FOR_PROCESSING_NOTE,) if instance.for_processing else ()
        return XrayImage(
            key=ImageKey(path, frame),
            pixels=_own(values),
            vois=offered.vois,
            inverse=_is_inverse(file.header, pixel),
            instance=instance,
            frame_count=frame_count,
            colour=colour,
            synthetic=SYNTHETIC_MARK in file.header.text("ImageComments"),
            notes=raw + pixel.notes + offered.notes,
        )


def _require_pixels(file: DicomFile) -> PixelElement:
    if file.pixels:
        if file.pixels.length:
            return file.pixels
        raise CorruptPixelData("This DICOM file ends before its picture begins. Copy it again from its source.")
    header = file.header
    uid = header.text("SOPClassUID")
    kind = UID(uid).name.removesuffix(" Storage")
    if not kind and "Rows" not in header and "Modality" not in header:
        raise NotAnImage("The content looks like DICOM, but it holds no picture and does not say what it is.")
    if not kind or kind == uid:
        raise UnsupportedSopClass("This DICOM object holds no picture.")
    raise UnsupportedSopClass(f"This DICOM object holds no picture: it is of the kind “{kind}” and has no pixel data.")


def _read_frame(file: DicomFile, element: PixelElement, pixel: ImagePixel, frame: int) -> tuple[DecodedFrame, int]:
    """Give the frame and how many there are; of those that the header promises in vain, one stands for all."""
    if element.encapsulated and file.transfer_syntax_uid.startswith(_VIDEO_SYNTAXES):
        raise refuse_syntax(file.transfer_syntax_uid)
    count = count_encapsulated_frames if element.encapsulated else count_native_frames
    begun = count(file, element, pixel)
    frame_count = min(pixel.frames, begun + 1)
    if not 0 <= frame < frame_count:
        raise CorruptPixelData(frame_absent(frame, frame_count))
    if frame >= begun:
        raise CorruptPixelData(frames_missing(pixel.frames - begun, pixel.frames))
    if element.encapsulated:
        codestream = read_codestream(file, element, pixel, frame)
        return decode_frame(codestream, pixel, file.transfer_syntax_uid), frame_count
    space = ColourSpace.YBR if pixel.photometric.startswith("YBR") else ColourSpace.RGB
    return DecodedFrame(read_native_frame(file, element, pixel, frame), space), frame_count


def _apply_grey_chain(
    stored: NDArray[Any], pixel: ImagePixel, file: DicomFile, frame: int
) -> tuple[NDArray[Any], OfferedVois]:
    if not pixel.monochrome:
        return stored, OfferedVois((bit_range_window(8 * stored.dtype.itemsize),))
    places = places_of_frame(file.header, frame, GREY_SCALE)
    transform = read_modality_transform(places, signed=pixel.signed, little_endian=file.little_endian)
    finite, repairs = _replace_non_finite(stored)
    values = apply_modality_transform(finite, transform)
    own = _own_windows(values, pixel, transform, _counted_pixels(stored, file.header))
    offered = collect_vois(places, values, own, signed=pixel.signed, little_endian=file.little_endian)
    return values, OfferedVois(offered.vois, repairs + transform.notes + offered.notes)


def _own_windows(
    values: NDArray[Any], pixel: ImagePixel, transform: ModalityTransform, counted: NDArray[np.bool_] | None
) -> tuple[Voi, ...]:
    """Show pictures of up to 8 bits as they are, others from the 0.1st to the 99.9th percentile."""
    if transform.is_identity and pixel.bits_stored <= _SHOWN_AS_IT_IS and not pixel.signed:
        return (bit_range_window(pixel.bits_stored),)
    if values.dtype == np.uint8:
        return (bit_range_window(8),)
    return data_windows(values, counted)


def _replace_non_finite(stored: NDArray[Any]) -> tuple[NDArray[Any], tuple[str, ...]]:
    if stored.dtype.kind != "f":
        return stored, ()
    finite = np.isfinite(stored)
    if finite.all():
        return stored, ()
    if not finite.any():
        raise CorruptPixelData("No pixel of this picture holds a number. Export the file again at its source.")
    note = "Pixels that hold no number are shown as the smallest value."
    return np.where(finite, stored, stored[finite].min()), (note,)


def _counted_pixels(stored: NDArray[Any], header: Header) -> NDArray[np.bool_] | None:
    """Tell padding from picture (DICOM PS3.3 C.7.5.1.1.2)."""
    padding = header.whole("PixelPaddingValue")
    if padding is None or stored.dtype.kind == "f":
        return None
    limit = header.whole("PixelPaddingRangeLimit")
    ends = [_read_as(stored.dtype, value) for value in (padding, padding if limit is None else limit)]
    return np.asarray((stored < min(ends)) | (stored > max(ends)))


def _read_as(dtype: np.dtype[Any], value: int) -> int:
    """Read a number with the sign of the pixels: its own VR is ambiguous, US or SS."""
    bits = 8 * dtype.itemsize
    value %= 1 << bits
    return value - (1 << bits) if dtype.kind == "i" and value >> (bits - 1) else value


def _is_inverse(header: Header, pixel: ImagePixel) -> bool:
    if not pixel.monochrome:
        return False
    return pixel.photometric == "MONOCHROME1" or header.text("PresentationLUTShape").upper() == "INVERSE"


def _own(values: NDArray[Any]) -> NDArray[Any]:
    owned = np.ascontiguousarray(values)
    owned.setflags(write=False)
    return owned
