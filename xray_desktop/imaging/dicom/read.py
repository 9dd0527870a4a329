"""From a DICOM file to an image: the standard's chain up to the modality values, and what comes after it on offer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from pydicom.uid import UID

from xray_desktop.errors import CorruptPixelData, NotAnImage, UnsupportedSopClass
from xray_desktop.imaging.dicom.annotation_planes import read_annotation_planes
from xray_desktop.imaging.dicom.codestream import decode_frame, refuse_syntax
from xray_desktop.imaging.dicom.colour import samples_to_grey
from xray_desktop.imaging.dicom.decoded_frame import ColourSpace, DecodedFrame
from xray_desktop.imaging.dicom.encapsulated import count_encapsulated_frames, read_codestream
from xray_desktop.imaging.dicom.functional_groups import GREY_SCALE, places_of_frame
from xray_desktop.imaging.dicom.image_pixel import ImagePixel, read_image_pixel
from xray_desktop.imaging.dicom.instance import read_instance_info
from xray_desktop.imaging.dicom.modality import apply_modality_transform, read_modality_transform
from xray_desktop.imaging.dicom.native import count_native_frames, read_native_frame
from xray_desktop.imaging.dicom.overlays import with_all_bits
from xray_desktop.imaging.dicom.padding import find_padding
from xray_desktop.imaging.dicom.part10 import open_dicom
from xray_desktop.imaging.dicom.voi_items import collect_vois
from xray_desktop.imaging.image import ImageKey, XrayImage
from xray_desktop.imaging.masks import pack_mask
from xray_desktop.imaging.messages import frame_absent, frames_missing
from xray_desktop.imaging.synthetic import SYNTHETIC_MARK
from xray_desktop.imaging.windows import bit_range_window, data_windows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.header import Header
    from xray_desktop.imaging.dicom.modality import ModalityTransform
    from xray_desktop.imaging.dicom.part10 import DicomFile, PixelElement
    from xray_desktop.imaging.image import InstanceInfo, Voi
    from xray_desktop.imaging.limits import DecodeLimits

_SHOWN_AS_IT_IS = 8
_FOR_PROCESSING = "Raw detector values, meant for processing and not for reading."
_CONTRADICTION = "The header calls low values both white and black; they are shown white."
_PRESENTATION_TABLE = "The header holds a presentation table, as no picture should; it is set aside."
# Their frames do not stand alone, and joining their fragments may take all memory.
_VIDEO_SYNTAXES = ("1.2.840.10008.1.2.4.10",)


def read_dicom(path: Path, frame: int, limits: DecodeLimits) -> XrayImage:
    """Read one frame of a DICOM file.

    Raises
    ------
    DecodeError
        Of the kind that fits, with the sentence for the user.
    """
    with open_dicom(path, limits) as file:
        element = _require_pixels(file)
        pixel = read_image_pixel(file, limits)
        decoded, frame_count = _read_frame(file, element, pixel, frame)
        stored, colour = samples_to_grey(decoded.values, decoded.colour_space, pixel, file)
        grey = _apply_grey_chain(stored, pixel, file, frame)
        instance = read_instance_info(file, frame, pixel.bits_stored)
        planes = read_annotation_planes(file, pixel, frame, instance, partial(_read_words, file, element, pixel, frame))
        return XrayImage(
            key=ImageKey(path, frame),
            pixels=_own(grey.values),
            vois=grey.vois,
            inverse=_is_inverse(file.header, pixel),
            instance=instance,
            frame_count=frame_count,
            colour=colour,
            synthetic=SYNTHETIC_MARK in file.header.text("ImageComments"),
            notes=_notes_on_purpose(file.header, instance, pixel) + pixel.notes + grey.notes + planes.notes,
            padding=None if grey.padding is None else pack_mask(grey.padding),
            shutter=planes.shutter,
            overlays=planes.overlays,
        )


def _notes_on_purpose(header: Header, instance: InstanceInfo, pixel: ImagePixel) -> tuple[str, ...]:
    shape = _presentation_shape(header)
    contradiction = pixel.monochrome and (pixel.photometric_interpretation == "MONOCHROME1") != (shape == "INVERSE")
    notes = {
        _FOR_PROCESSING: instance.for_processing,
        _CONTRADICTION: contradiction and shape in ("IDENTITY", "INVERSE"),
        # Presentation states have one, pictures have none; what one would mean in a picture, nobody defines.
        _PRESENTATION_TABLE: "PresentationLUTSequence" in header,
    }
    return tuple(note for note, holds in notes.items() if holds)


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
    """Return the frame and how many there are; of those that the header promises in vain, one stands for all."""
    if element.encapsulated and file.transfer_syntax_uid.startswith(_VIDEO_SYNTAXES):
        raise refuse_syntax(file.transfer_syntax_uid)
    count = count_encapsulated_frames if element.encapsulated else count_native_frames
    begun = count(file, element, pixel)
    frame_count = min(pixel.number_of_frames, begun + 1)
    if not 0 <= frame < frame_count:
        raise CorruptPixelData(frame_absent(frame, frame_count))
    if frame >= begun:
        raise CorruptPixelData(frames_missing(pixel.number_of_frames - begun, pixel.number_of_frames))
    if element.encapsulated:
        codestream = read_codestream(file, element, pixel, frame)
        return decode_frame(codestream, pixel, file.transfer_syntax_uid), frame_count
    space = ColourSpace.YBR if pixel.photometric_interpretation.startswith("YBR") else ColourSpace.RGB
    return DecodedFrame(read_native_frame(file, element, pixel, frame), space), frame_count


def _read_words(file: DicomFile, element: PixelElement, pixel: ImagePixel, frame: int) -> NDArray[Any]:
    """Read a frame once more, with the bits that the picture does not use."""
    words = _read_frame(file, element, with_all_bits(pixel), frame)[0].values
    return words.view(f"=u{words.dtype.itemsize}")


@dataclass(frozen=True, slots=True, eq=False)
class _Grey:
    values: NDArray[Any]
    vois: tuple[Voi, ...]
    padding: NDArray[np.bool_] | None = None
    notes: tuple[str, ...] = ()


def _apply_grey_chain(stored: NDArray[Any], pixel: ImagePixel, file: DicomFile, frame: int) -> _Grey:
    if not pixel.monochrome:
        return _Grey(stored, (bit_range_window(8 * stored.dtype.itemsize),))
    places = places_of_frame(file.header, frame, GREY_SCALE)
    transform = read_modality_transform(places, signed=pixel.signed, little_endian=file.little_endian)
    padding = find_padding(stored, file.header)
    finite, repairs = _replace_non_finite(stored)
    values = apply_modality_transform(finite, transform)
    own = _own_windows(values, pixel, transform, padding)
    offered = collect_vois(places, values, own, signed=pixel.signed, little_endian=file.little_endian)
    return _Grey(values, offered.vois, padding, repairs + transform.notes + offered.notes)


def _own_windows(
    values: NDArray[Any], pixel: ImagePixel, transform: ModalityTransform, padding: NDArray[np.bool_] | None
) -> tuple[Voi, ...]:
    """Show pictures of up to 8 bits as they are, others from the 0.1st to the 99.9th percentile."""
    if transform.is_identity and pixel.bits_stored <= _SHOWN_AS_IT_IS and not pixel.signed:
        return (bit_range_window(pixel.bits_stored),)
    if values.dtype == np.uint8:
        return (bit_range_window(8),)
    return data_windows(values, None if padding is None else ~padding)


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


def _is_inverse(header: Header, pixel: ImagePixel) -> bool:
    """Tell whether low values are white.

    The shape repeats what the photometric interpretation says (DICOM PS3.3 C.7.6.1.1, C.8.11.3). Where they contradict
    each other, either of them can make low values white: real CR files carry a shape that is wrong.
    """
    if not pixel.monochrome:
        return False
    return pixel.photometric_interpretation == "MONOCHROME1" or _presentation_shape(header) == "INVERSE"


def _presentation_shape(header: Header) -> str:
    return header.text("PresentationLUTShape").upper()


def _own(values: NDArray[Any]) -> NDArray[Any]:
    owned = np.ascontiguousarray(values)
    owned.setflags(write=False)
    return owned
