"""Small pictures for the grid, decoded at reduced size where the codec can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.image import ImageKey, InstanceInfo
from xray_desktop.imaging.limits import DEFAULT_LIMITS
from xray_desktop.imaging.messages import DAMAGED
from xray_desktop.imaging.orientation import swaps_sides, turn_upright
from xray_desktop.imaging.raster.jpeg_stream import parse_jpeg
from xray_desktop.imaging.raster.tiff_directory import exif_orientation
from xray_desktop.imaging.reader import detect_kind, read_image
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.imaging.source import read_source
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.imaging.limits import DecodeLimits
    from xray_desktop.imaging.raster.jpeg_stream import JpegStream

_REDUCED = {
    1: cv2.IMREAD_GRAYSCALE,
    2: cv2.IMREAD_REDUCED_GRAYSCALE_2,
    4: cv2.IMREAD_REDUCED_GRAYSCALE_4,
    8: cv2.IMREAD_REDUCED_GRAYSCALE_8,
}


@dataclass(frozen=True, slots=True, eq=False)
class Thumbnail:
    """One image, small.

    Attributes
    ----------
    key
        Which file and frame.
    pixels
        Display values under the file's own first VOI, bone bright, shape ``[rows, columns]``, uint8, the longer side
        as long as asked for. Not writable.
    source_rows, source_columns
        Size of the image itself, upright.
    frame_count
        Frames in the file.
    instance
        What the header says, by DICOM keyword.
    synthetic
        The file says of itself that it is a drawing of ours.
    """

    key: ImageKey
    pixels: NDArray[np.uint8]
    source_rows: int
    source_columns: int
    frame_count: int
    instance: InstanceInfo
    synthetic: bool


def make_thumbnail(path: Path, frame: int, size_px: int, limits: DecodeLimits = DEFAULT_LIMITS) -> Thumbnail:
    """Decode one frame small, in this process. Any thread.

    Parameters
    ----------
    size_px
        Length of the longer side in pixels.

    Raises
    ------
    DecodeError
        As `reader.read_image`.
    """
    if frame == 0 and detect_kind(path) is FileKind.JPEG:
        content = read_source(path, limits.file_bytes)
        parsed = parse_jpeg(content)
        if parsed.complete and parsed.precision == 8 and parsed.components in (1, 3):
            limits.check_frame(parsed.rows, parsed.columns)
            return _from_jpeg(path, content, parsed, size_px)
    return shrink(read_image(path, frame, limits), size_px)


def shrink(image: XrayImage, size_px: int) -> Thumbnail:
    """Render an image and reduce it."""
    return Thumbnail(
        key=image.key,
        pixels=_fit(render(image), size_px),
        source_rows=image.rows,
        source_columns=image.columns,
        frame_count=image.frame_count,
        instance=image.instance,
        synthetic=image.synthetic,
    )


def _from_jpeg(path: Path, content: bytes, parsed: JpegStream, size_px: int) -> Thumbnail:
    longer = max(parsed.rows, parsed.columns)
    factor = max(factor for factor in _REDUCED if factor == 1 or longer // factor >= size_px)
    flag = _REDUCED[factor] | cv2.IMREAD_IGNORE_ORIENTATION
    grey = cv2.imdecode(np.frombuffer(content, np.uint8), flag)
    if grey is None:
        raise CorruptPixelData(DAMAGED)
    orientation = exif_orientation(parsed.exif)
    sides = (parsed.columns, parsed.rows) if swaps_sides(orientation) else (parsed.rows, parsed.columns)
    return Thumbnail(
        key=ImageKey(path),
        pixels=_fit(turn_upright(grey, orientation), size_px),
        source_rows=sides[0],
        source_columns=sides[1],
        frame_count=1,
        instance=InstanceInfo(bits_stored=parsed.precision),
        synthetic=parsed.synthetic,
    )


def _fit(grey: NDArray[np.uint8], size_px: int) -> NDArray[np.uint8]:
    scale = size_px / max(grey.shape)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    kernel = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = np.ascontiguousarray(cv2.resize(grey, size, interpolation=kernel), dtype=np.uint8)
    small.setflags(write=False)
    return small
