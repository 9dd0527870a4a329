"""How much our reader adds to the bare decoder underneath it.

JPEG: `read_image` against `cv2.imdecode` of the same bytes. DICOM: `read_image` in this process against the bare
codestream decoder, and through the decode workers against in this process (the cost of the boundary).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import cv2
import imagecodecs
import numpy as np
import pydicom
from pydicom.encaps import generate_frames

from benchmarks.measure import Comparison, compare, rate_per_cpu_second, rate_per_second
from tests.support.dicom_files import write_dicom
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.phantom import draw_chest

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

JPEG_FILES = 40
DICOM_READS = 12


def run(folder: Path, runs: int) -> list[Comparison]:
    """Measure on phantoms written into ``folder``."""
    return [_jpeg(folder, runs), _jpeg2000(folder, runs), _boundary(folder, runs)]


def _jpeg(folder: Path, runs: int) -> Comparison:
    picture = _phantom(1200, 1500, 255)
    coded = cv2.imencode(".jpg", picture.astype(np.uint8))[1].tobytes()
    files = [folder / f"{number:03}.jpg" for number in range(JPEG_FILES)]
    for file in files:
        file.write_bytes(coded)
    return compare(
        "JPEG 1500x1200, read_image",
        lambda: rate_per_cpu_second(lambda: [read_image(file) for file in files], JPEG_FILES),
        lambda: rate_per_cpu_second(lambda: [_bare_jpeg(file) for file in files], JPEG_FILES),
        unit="files/CPU s",
        peer_name="bare cv2.imdecode",
        better="higher",
        runs=runs,
    )


def _bare_jpeg(file: Path) -> object:
    return cv2.imdecode(np.frombuffer(file.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)


def _jpeg2000(folder: Path, runs: int) -> Comparison:
    file = folder / "jpeg2000.dcm"
    write_dicom(file, _phantom(2000, 2500, 4095), transfer_syntax=pydicom.uid.JPEG2000Lossless)
    frame = next(generate_frames(pydicom.dcmread(file).PixelData, number_of_frames=1))
    return compare(
        "DICOM 2500x2000 JPEG 2000, read_image",
        lambda: rate_per_cpu_second(lambda: [read_image(file) for _ in range(3)], 3),
        lambda: rate_per_cpu_second(lambda: [imagecodecs.jpeg2k_decode(frame) for _ in range(3)], 3),
        unit="files/CPU s",
        peer_name="bare OpenJPEG through imagecodecs",
        better="higher",
        runs=runs,
    )


def _boundary(folder: Path, runs: int) -> Comparison:
    file = folder / "uncompressed.dcm"
    write_dicom(file, _phantom(2000, 2500, 4095))
    with PooledReader(workers=1) as reader:
        return compare(
            "DICOM 2500x2000 uncompressed, one worker",
            lambda: rate_per_second(lambda: [reader.read(file) for _ in range(DICOM_READS)], DICOM_READS),
            lambda: rate_per_second(lambda: [read_image(file) for _ in range(DICOM_READS)], DICOM_READS),
            unit="files/s",
            peer_name="in this process, without the boundary",
            better="higher",
            runs=runs,
        )


@cache
def _phantom(rows: int, columns: int, maximum: int) -> NDArray[np.uint16]:
    return np.rint(maximum * draw_chest(1, rows, columns).pixels).astype(np.uint16)
