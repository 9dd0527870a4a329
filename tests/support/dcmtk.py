"""DCMTK as a second opinion: it renders and recompresses DICOM files with code that shares nothing with ours."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

# `dcm2pnm` knows RLE, `dcmj2pnm` JPEG as well, `dcml2pnm` JPEG-LS.
RENDERERS = {"jpeg": "dcmj2pnm", "jpeg-ls": "dcml2pnm"}

VOI_WINDOW = ("+Wi", "1")
VOI_TABLE = ("+Wl", "1")
VOI_NONE = ("-W",)


def render_with_dcmtk(path: Path, *options: str, renderer: str = "jpeg", frame: int = 0) -> NDArray[np.uint8]:
    """Draw a file as 8-bit grey, colour as its luminance; skips the test where DCMTK is not installed.

    Returns
    -------
    ndarray
        Shape ``[rows, columns]``, uint8, 0 is black.
    """
    program = require_program(RENDERERS[renderer])
    frame_option = ("+F", str(frame + 1)) if frame else ()
    drawn = subprocess.run(
        [program, "+op", "-O", *options, *frame_option, str(path)], check=True, capture_output=True, timeout=60
    )
    return _read_portable_pixmap(drawn.stdout)


def require_program(name: str) -> str:
    """Find a program of DCMTK, or skip."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} of DCMTK is not installed")
    return found


def recompress_with_dcmtk(source: Path, target: Path, program: str, *options: str) -> Path:
    """Compress a file, keeping its pixels; skips the test where DCMTK is not installed."""
    subprocess.run(
        [require_program(program), *options, str(source), str(target)], check=True, capture_output=True, timeout=60
    )
    return target


def _read_portable_pixmap(stream: bytes) -> NDArray[np.uint8]:
    magic, columns, rows, largest = stream.split(maxsplit=4)[:4]
    assert largest == b"255"
    samples = {b"P5": 1, b"P6": 3}[magic]
    pixels = np.frombuffer(stream[-int(rows) * int(columns) * samples :], np.uint8)
    picture = pixels.reshape(int(rows), int(columns), samples)
    weights = {1: [1.0], 3: [0.299, 0.587, 0.114]}[samples]
    return np.rint(picture @ np.array(weights)).astype(np.uint8)
