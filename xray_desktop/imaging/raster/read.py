"""JPEG, PNG, TIFF and BMP become images: grey, upright, whole, with windows that show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import imagecodecs
import numpy as np

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.grey import composite_on_black, rgb_to_grey
from xray_desktop.imaging.image import ImageKey, InstanceInfo, XrayImage
from xray_desktop.imaging.messages import CUT_SHORT, DAMAGED, frame_absent, rows_missing
from xray_desktop.imaging.orientation import UPRIGHT, turn_upright
from xray_desktop.imaging.raster import tiff_directory as tiff
from xray_desktop.imaging.raster.jpeg_stream import decode_jpeg, parse_jpeg
from xray_desktop.imaging.raster.png_stream import parse_png
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.imaging.source import read_source
from xray_desktop.imaging.synthetic import SYNTHETIC_MARK
from xray_desktop.imaging.windows import bit_range_window, data_windows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.imaging.image import Voi
    from xray_desktop.imaging.limits import DecodeLimits

_MARK = SYNTHETIC_MARK.encode()
_UNREAD_COLOUR = "The file holds colour of a kind that is not read. Export it as a grey picture."


@dataclass(frozen=True, slots=True, eq=False)
class _Raster:
    """A decoded picture before it is turned upright.

    Attributes
    ----------
    samples
        Shape ``[rows, columns]`` or ``[rows, columns, 2 to 4]``: grey, grey and alpha, RGB, RGB and alpha.
    bits
        Bits of a sample that are meant; 0 where only the values tell.
    """

    samples: NDArray[Any]
    bits: int
    orientation: int = UPRIGHT
    inverse: bool = False
    frame_count: int = 1
    synthetic: bool = False


def read_raster(path: Path, kind: FileKind, frame: int, limits: DecodeLimits) -> XrayImage:
    """Read a picture file that is no DICOM.

    Parameters
    ----------
    kind
        What the content is.
    frame
        Page of a TIFF; 0 for the others.

    Raises
    ------
    DecodeError
        It is cut short, damaged, too large, or of a flavour that is not read.
    """
    content = read_source(path, limits.file_bytes)
    raster = _READERS[kind](content, frame, limits)
    if not 0 <= frame < raster.frame_count:
        raise CorruptPixelData(frame_absent(frame, raster.frame_count))
    grey, colour = _to_grey(raster.samples)
    pixels = _own(turn_upright(_to_supported(grey), raster.orientation))
    bits = raster.bits or _bits_in_use(pixels)
    return XrayImage(
        key=ImageKey(path, frame),
        pixels=pixels,
        vois=_choose_windows(pixels, bits),
        inverse=raster.inverse,
        instance=InstanceInfo(bits_stored=bits),
        frame_count=raster.frame_count,
        colour=colour,
        synthetic=raster.synthetic,
    )


def _read_jpeg(content: bytes, _frame: int, limits: DecodeLimits) -> _Raster:
    parsed = parse_jpeg(content)
    limits.check_frame(parsed.rows, parsed.columns)
    samples = decode_jpeg(content, parsed)
    if parsed.components == 4:
        samples = _cmyk_to_rgb(samples, inverted=parsed.adobe_transform is not None)
    return _Raster(samples, parsed.precision, tiff.exif_orientation(parsed.exif), synthetic=parsed.synthetic)


def _read_png(content: bytes, _frame: int, limits: DecodeLimits) -> _Raster:
    parsed = parse_png(content)
    limits.check_frame(parsed.rows, parsed.columns)
    samples = _decode_with_opencv(content)
    bits = 8 if parsed.bit_depth <= 8 else 0
    marked = any(_MARK in text for text in parsed.texts)
    return _Raster(samples, bits, tiff.exif_orientation(parsed.exif), synthetic=marked)


def _read_bmp(content: bytes, _frame: int, limits: DecodeLimits) -> _Raster:
    header_bytes = int.from_bytes(content[14:18], "little")
    if header_bytes == 12:
        columns, rows = int.from_bytes(content[18:20], "little"), int.from_bytes(content[20:22], "little")
        bits, compression = int.from_bytes(content[24:26], "little"), 0
    else:
        columns, rows = (abs(int.from_bytes(content[at : at + 4], "little", signed=True)) for at in (18, 22))
        bits, compression = int.from_bytes(content[28:30], "little"), int.from_bytes(content[30:34], "little")
    limits.check_frame(rows, columns)
    row_bytes = (columns * bits + 31) // 32 * 4
    missing = int.from_bytes(content[10:14], "little") + row_bytes * rows - len(content)
    if compression in (0, 3) and missing > 0:
        raise CorruptPixelData(rows_missing(min(rows, -(-missing // row_bytes)), rows))
    return _Raster(_decode_with_opencv(content), 8)


def _read_tiff(content: bytes, frame: int, limits: DecodeLimits) -> _Raster:
    every = tiff.parse_tiff(content)
    # Reduced-resolution copies of another page are no frames of their own.
    pages = [index for index, page in enumerate(every) if not page.first(tiff.NEW_SUBFILE_TYPE, 0) & 1] or [0]
    if not 0 <= frame < len(pages):
        raise CorruptPixelData(frame_absent(frame, len(pages)))
    page = every[pages[frame]]
    limits.check_frame(page.first(tiff.IMAGE_LENGTH, 0), page.first(tiff.IMAGE_WIDTH, 0))
    photometric = page.first(tiff.PHOTOMETRIC, 1)
    samples = _decode_tiff_page(content, pages[frame], plain=photometric in (0, 1, 2))
    if samples.ndim == 3 and samples.shape[0] == page.first(tiff.SAMPLES_PER_PIXEL, 1) != samples.shape[2]:
        samples = np.moveaxis(samples, 0, 2)
    return _Raster(
        *_spread_few_bits(samples, page.first(tiff.BITS_PER_SAMPLE, 1)),
        orientation=page.first(tiff.ORIENTATION, UPRIGHT),
        inverse=photometric == 0,
        frame_count=len(pages),
        synthetic=_MARK in page.texts.get(tiff.IMAGE_DESCRIPTION, b""),
    )


_READERS = {
    FileKind.JPEG: _read_jpeg,
    FileKind.PNG: _read_png,
    FileKind.TIFF: _read_tiff,
    FileKind.BMP: _read_bmp,
}


def _decode_with_opencv(content: bytes) -> NDArray[Any]:
    try:
        # UNCHANGED: no turning, no loss of depth; orientation is applied by us, once, for all formats.
        samples = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as error:
        raise CorruptPixelData(DAMAGED) from error
    if samples is None:
        raise CorruptPixelData(DAMAGED)
    if samples.ndim == 3 and samples.shape[2] >= 3:
        order = cv2.COLOR_BGR2RGB if samples.shape[2] == 3 else cv2.COLOR_BGRA2RGBA
        return cv2.cvtColor(samples, order)
    return samples


def _decode_tiff_page(content: bytes, index: int, *, plain: bool) -> NDArray[Any]:
    try:
        # Palettes, CMYK and YCbCr go through libtiff's own conversion to 8-bit RGBA.
        samples: NDArray[Any] = imagecodecs.tiff_decode(content, index=index, asrgb=not plain)
    except IndexError as error:
        raise CorruptPixelData(CUT_SHORT) from error
    except (RuntimeError, ValueError) as error:
        raise CorruptPixelData(DAMAGED if plain else _UNREAD_COLOUR) from error
    return samples


def _spread_few_bits(samples: NDArray[Any], bits: int) -> tuple[NDArray[Any], int]:
    """Bring samples of 1 to 7 bits to 8, so that their largest value is white; keep the others."""
    if samples.dtype == np.bool_:
        return samples.astype(np.uint8) * np.uint8(255), 8
    if samples.dtype == np.uint8 and bits < 8:
        return np.rint(samples * (255.0 / ((1 << bits) - 1))).clip(0, 255).astype(np.uint8), 8
    return samples, 8 if samples.dtype == np.uint8 else 0


def _cmyk_to_rgb(samples: NDArray[Any], *, inverted: bool) -> NDArray[np.uint8]:
    """Adobe writes CMYK inverted: 255 is no ink."""
    paper = samples.astype(np.uint16)
    if not inverted:
        paper = 255 - paper
    return (paper[..., :3] * paper[..., 3:] // 255).astype(np.uint8)


def _to_grey(samples: NDArray[Any]) -> tuple[NDArray[Any], bool]:
    if samples.ndim == 2:
        return samples, False
    channels = samples.shape[2]
    if samples.dtype not in (np.uint8, np.uint16) or channels > 4:
        raise CorruptPixelData(_UNREAD_COLOUR)
    grey, colour = samples[..., 0], False
    if channels >= 3:
        grey, colour = rgb_to_grey(np.ascontiguousarray(samples[..., :3]))
    if channels in (2, 4):
        grey = composite_on_black(grey, samples[..., -1])
    return grey, colour


def _to_supported(grey: NDArray[Any]) -> NDArray[Any]:
    """Bring rarer number types to those that `XrayImage` allows."""
    if grey.dtype.kind == "f":
        return np.nan_to_num(grey.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    if grey.dtype == np.int8:
        return grey.astype(np.int16)
    if grey.dtype in (np.uint32, np.int64, np.uint64):
        return grey.astype(np.float32)
    return grey


def _bits_in_use(pixels: NDArray[Any]) -> int:
    """Guess how many bits the values were meant to have: the smallest usual number that holds them all."""
    if pixels.dtype != np.uint16:
        return 8 * pixels.dtype.itemsize
    needed = int(pixels.max()).bit_length()
    return next(bits for bits in (8, 10, 12, 14, 16) if bits >= needed)


def _choose_windows(pixels: NDArray[Any], bits: int) -> tuple[Voi, ...]:
    if pixels.dtype == np.uint8:
        return (bit_range_window(8),)
    trimmed, full = data_windows(pixels)
    if pixels.dtype == np.uint16:
        return bit_range_window(bits), trimmed
    return trimmed, full


def _own(pixels: NDArray[Any]) -> NDArray[Any]:
    owned = pixels if pixels.base is None else pixels.copy()
    owned.setflags(write=False)
    return owned
