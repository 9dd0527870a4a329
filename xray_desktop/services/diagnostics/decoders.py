"""Every decoder at work: a small picture of each kind is written, and read in the decode pool."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from pydicom.uid import UID

from xray_desktop.errors import XrayError
from xray_desktop.phantom.dicom_file import CR, ObjectPlan, write_object
from xray_desktop.phantom.raster_file import write_jpeg, write_png
from xray_desktop.phantom.stored_values import Presentation, store
from xray_desktop.services.diagnostics.report import DiagnosticLine, DiagnosticSection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.services.cancellation import CancellationToken

_SIDE = 64
_LOSSY_SHARE = 0.05
"""Of the range of values: what a lossy codec may change at this quality, and far less than a wrong decoder does."""


class _Codec(NamedTuple):
    uid: str
    bits: int
    lossy: bool = False


_CODECS = (
    _Codec("1.2.840.10008.1.2", 12),
    _Codec("1.2.840.10008.1.2.1", 12),
    _Codec("1.2.840.10008.1.2.1.99", 12),
    _Codec("1.2.840.10008.1.2.2", 12),
    _Codec("1.2.840.10008.1.2.4.50", 8, lossy=True),
    _Codec("1.2.840.10008.1.2.4.51", 12, lossy=True),
    _Codec("1.2.840.10008.1.2.4.57", 12),
    _Codec("1.2.840.10008.1.2.4.70", 12),
    _Codec("1.2.840.10008.1.2.4.80", 16),
    _Codec("1.2.840.10008.1.2.4.90", 12),
    _Codec("1.2.840.10008.1.2.4.91", 12, lossy=True),
    _Codec("1.2.840.10008.1.2.4.201", 16),
    _Codec("1.2.840.10008.1.2.5", 12),
)


def check_decoders(reader: PooledReader, token: CancellationToken) -> DiagnosticSection:
    """Read a picture of every kind and hold it against what was written.

    Raises
    ------
    Cancelled
        The user said stop.
    """
    with tempfile.TemporaryDirectory(prefix="xray-desktop-") as folder:
        return DiagnosticSection("Decoders", tuple(_check_all(reader, Path(folder), token)))


def _check_all(reader: PooledReader, folder: Path, token: CancellationToken) -> Iterator[DiagnosticLine]:
    for codec in _CODECS:
        token.raise_if_cancelled()
        yield _check_codec(reader, folder / f"{codec.uid}.dcm", codec)
    for name, write, lossy in (("JPEG", write_jpeg, True), ("PNG", write_png, False)):
        token.raise_if_cancelled()
        picture = np.rint(_picture() * 255.0).astype(np.uint8)
        path = folder / f"picture.{name.lower()}"
        write(path, picture)
        yield _compare(reader, path, f"{name} file", picture, 255.0 * _LOSSY_SHARE if lossy else 0.0)


def _check_codec(reader: PooledReader, path: Path, codec: _Codec) -> DiagnosticLine:
    values = store(_picture(), codec.bits, Presentation.FULL_RANGE)
    write_object(path, ObjectPlan(1, False, CR, codec.uid, False, 0.14), [values])
    allowed = (2**codec.bits - 1) * _LOSSY_SHARE if codec.lossy else 0.0
    return _compare(reader, path, UID(codec.uid).name, values.pixels, allowed)


def _compare(reader: PooledReader, path: Path, name: str, expected: NDArray[Any], allowed: float) -> DiagnosticLine:
    try:
        pixels = reader.read(path).pixels
    except XrayError as error:
        return DiagnosticLine(name, error.sentence, problem=True)
    if pixels.shape != expected.shape:
        return DiagnosticLine(name, "gives a picture of another size", problem=True)
    difference = float(np.abs(pixels.astype(np.float64) - expected).max())
    if difference > allowed:
        return DiagnosticLine(name, f"gives values that differ by {difference:.0f}", problem=True)
    return DiagnosticLine(name, "exact" if not allowed else f"works, lossy (largest difference {difference:.0f})")


def _picture() -> NDArray[np.float32]:
    """Draw a smooth ramp with a bright disc, 0 to 1: something that a codec can get wrong in every way."""
    rows, columns = np.mgrid[0:_SIDE, 0:_SIDE] / (_SIDE - 1.0)
    disc = np.clip((0.3 - np.hypot(rows - 0.4, columns - 0.6)) * 4.0, 0.0, 0.4)
    ramp: NDArray[np.float32] = (0.6 * (0.7 * columns + 0.3 * rows) + disc).astype(np.float32)
    return ramp
