"""JPEG 2000 and HTJ2K frames (ITU-T T.800 annex A, T.814; DICOM PS3.5 annex A.4.4 and A.4.11)."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import imagecodecs

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.dicom.decoded_frame import ColourSpace, DecodedFrame, check_codestream, restore_sign
from xray_desktop.imaging.messages import CUT_SHORT, DAMAGED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.image_pixel import ImagePixel

_SOC, _SIZ, _CAP, _SOT, _EOC = b"\xff\x4f", b"\xff\x51", b"\xff\x50", b"\xff\x90", b"\xff\xd9"
_COD = b"\xff\x52"
_JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_SHORTEST_HEADER = 43


def find_jpeg_2000(codestream: bytes) -> int | None:
    """Find where a codestream begins: at once, or inside the JP2 boxes that do not belong into DICOM."""
    if codestream.startswith(_SOC + _SIZ):
        return 0
    if codestream.startswith(_JP2_SIGNATURE):
        at = codestream.find(_SOC + _SIZ)
        return at if at >= 0 else None
    return None


def decode_jpeg_2000(codestream: bytes, pixel: ImagePixel) -> DecodedFrame:
    """Decode a stream that begins with SOC.

    Raises
    ------
    CorruptPixelData
        It is cut, damaged, or of another size than the header says.
    """
    if len(codestream) < _SHORTEST_HEADER:
        raise CorruptPixelData(CUT_SHORT)
    right, bottom, left, top = (int.from_bytes(codestream[at : at + 4], "big") for at in (8, 12, 16, 20))
    components, depth = int.from_bytes(codestream[40:42], "big"), codestream[42]
    check_codestream(pixel, bottom - top, right - left, components)
    _check_tile_parts(codestream)
    try:
        values = _decode(codestream)
    except (RuntimeError, ValueError) as error:
        raise CorruptPixelData(DAMAGED) from error
    # The codec undoes a colour transform of its own; only YBR_FULL went in as it is.
    space = ColourSpace.YBR if pixel.photometric_interpretation == "YBR_FULL" else ColourSpace.RGB
    return DecodedFrame(restore_sign(values, (depth & 0x7F) + 1, pixel), space)


def _decode(codestream: bytes) -> NDArray[Any]:
    if _is_high_throughput(codestream) and not _is_irreversible(codestream):
        with _swallowed_errors() as swallowed:
            values: NDArray[Any] = imagecodecs.htj2k_decode(codestream, planar=False)
        if swallowed:
            raise ValueError(*swallowed)
        return values
    decoded: NDArray[Any] = imagecodecs.jpeg2k_decode(codestream, planar=False)
    return decoded


def _is_high_throughput(codestream: bytes) -> bool:
    """Look for a CAP marker directly after SIZ (ITU-T T.814 A.3)."""
    after_size = 4 + int.from_bytes(codestream[4:6], "big")
    return codestream[after_size : after_size + 2] == _CAP


def _is_irreversible(codestream: bytes) -> bool:
    """Look for the 9-7 wavelet in the coding style of the main header (ITU-T T.800 A.6.1).

    Its values can leave the range by what was rounded off. imagecodecs takes OpenJPH's as they are: black that came out
    as -1 is white. OpenJPEG keeps them in the range, and knows the high-throughput block coder too.
    """
    position = 2
    while codestream[position : position + 1] == b"\xff" and codestream[position : position + 2] != _SOT:
        if codestream[position : position + 2] == _COD:
            return codestream[position + 13 : position + 14] == b"\x00"
        position += 2 + int.from_bytes(codestream[position + 2 : position + 4], "big")
    return False


@contextmanager
def _swallowed_errors() -> Iterator[list[str]]:
    """Collect what OpenJPH throws while imagecodecs copies its lines: that code cannot raise, and goes on with rubbish.

    Cython prints such an error through one hook and reports it to another. They belong to the whole process, so there
    is one such decoding at a time, and strangers' errors are passed on.
    """
    swallowed: list[str] = []

    def collect(unraisable: sys.UnraisableHookArgs) -> None:
        if "imagecodecs" in str(unraisable.object):
            swallowed.append(str(unraisable.exc_value))
        else:
            report(unraisable)

    def hush(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if "ojph" not in str(error):
            show(kind, error, trace)

    with _HOOKS_LOCK:
        report, sys.unraisablehook = sys.unraisablehook, collect
        show, sys.excepthook = sys.excepthook, hush
        try:
            yield swallowed
        finally:
            sys.unraisablehook, sys.excepthook = report, show


_HOOKS_LOCK = threading.Lock()


def _check_tile_parts(codestream: bytes) -> None:
    """Follow the lengths of the tile-parts to the end: OpenJPH decodes half a stream without a word.

    A last tile-part may leave its length open (ITU-T T.800 A.4.2); then only the end marker counts. Where all lengths
    are there, a missing end marker does no harm.
    """
    position = codestream.find(_SOT)
    while position >= 0 and codestream[position : position + 2] == _SOT:
        length = int.from_bytes(codestream[position + 6 : position + 10], "big")
        if length == 0:
            position = codestream.rstrip(b"\x00").rfind(_EOC)
        else:
            position += max(length, 12)
    if position < 0 or position > len(codestream):
        raise CorruptPixelData(CUT_SHORT)
