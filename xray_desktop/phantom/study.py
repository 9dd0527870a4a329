"""The demo study: a folder as it comes from a clinic, of drawings alone."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.phantom.anatomy import HALF_WIDTH
from xray_desktop.phantom.chest import draw_chest
from xray_desktop.phantom.consolidation import Opacity
from xray_desktop.phantom.dicom_file import (
    CR,
    DX_FOR_PRESENTATION,
    JPEG_BASELINE,
    MULTI_FRAME_GREY_WORD,
    ObjectPlan,
    write_object,
)
from xray_desktop.phantom.raster_file import write_jpeg, write_png
from xray_desktop.phantom.stored_values import Presentation, store

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.phantom.plane import Float

_README = """These pictures are synthetic.

They are drawn by a program from a simple model of the chest. They show no patient, and a score on them means
nothing: they are here to try the program, not to judge a model. Every picture carries the word SYNTHETIC, and
every file says the same in its header.
"""

_ROTATE_CLOCKWISE = 6
"""EXIF Orientation: what is stored is shown turned by 90 degrees clockwise."""


@dataclass(frozen=True, slots=True)
class _Body:
    """Who is drawn, and how large the film is."""

    seed: int
    child: bool
    rows: int
    columns: int
    opacity: Opacity | None = None

    def draw(self) -> Float:
        """Return display values, shape ``[rows, columns]``, float32, 0 to 1, bone bright."""
        return draw_chest(self.seed, self.rows, self.columns, self.opacity, child=self.child).pixels


@dataclass(frozen=True, slots=True)
class _DicomEntry:
    """One DICOM file of the study."""

    name: str
    body: _Body
    sop_class_uid: str
    transfer_syntax_uid: str
    bits_stored: int
    presentation: Presentation
    inverse: bool = False


_RIGHT_MIDDLE = Opacity(0.31, 0.56, 0.13, 0.15)
_RIGHT_UPPER = Opacity(0.32, 0.36, 0.12, 0.13, 0.65)
_LEFT_LOWER = Opacity(0.71, 0.64, 0.12, 0.14)
_TWIN = _Body(5, child=False, rows=896, columns=800)

_DICOM = (
    _DicomEntry("dicom/IM000001", _TWIN, CR, "1.2.840.10008.1.2.1", 12, Presentation.WINDOW),
    _DicomEntry("dicom/IM000002", _TWIN, CR, "1.2.840.10008.1.2.5", 12, Presentation.WINDOW, inverse=True),
    _DicomEntry(
        "dicom/implicit.dcm",
        _Body(6, child=True, rows=600, columns=760),
        CR,
        "1.2.840.10008.1.2",
        15,
        Presentation.FULL_RANGE,
        inverse=True,
    ),
    _DicomEntry(
        "dicom/deflated.dcm",
        _Body(7, child=True, rows=672, columns=832, opacity=_LEFT_LOWER),
        CR,
        "1.2.840.10008.1.2.1.99",
        10,
        Presentation.FULL_RANGE,
    ),
    _DicomEntry(
        "dicom/jpeg-baseline.dcm",
        _Body(8, child=True, rows=768, columns=960, opacity=_RIGHT_MIDDLE),
        CR,
        JPEG_BASELINE,
        8,
        Presentation.FULL_RANGE,
    ),
    _DicomEntry(
        "dicom/digital/jpeg-lossless.dcm",
        _Body(9, child=False, rows=1024, columns=896),
        DX_FOR_PRESENTATION,
        "1.2.840.10008.1.2.4.70",
        14,
        Presentation.SIGMOID,
    ),
    _DicomEntry(
        "dicom/digital/jpeg-ls.dcm",
        _Body(10, child=True, rows=640, columns=800, opacity=_RIGHT_UPPER),
        DX_FOR_PRESENTATION,
        "1.2.840.10008.1.2.4.80",
        16,
        Presentation.WINDOW,
    ),
    _DicomEntry(
        "dicom/digital/jpeg-2000.dcm",
        _Body(11, child=False, rows=960, columns=832, opacity=_LEFT_LOWER),
        DX_FOR_PRESENTATION,
        "1.2.840.10008.1.2.4.90",
        12,
        Presentation.LOOKUP_TABLE,
    ),
    _DicomEntry(
        "dicom/digital/high-throughput-jpeg-2000.dcm",
        _Body(12, child=True, rows=640, columns=800),
        DX_FOR_PRESENTATION,
        "1.2.840.10008.1.2.4.201",
        16,
        Presentation.WINDOW,
        inverse=True,
    ),
)


def write_demo_study(folder: Path) -> None:
    """Write the demo study: fourteen files of drawings in JPEG, PNG and DICOM, and a text that says what they are.

    Takes some seconds; the same files each time.

    Parameters
    ----------
    folder
        Exists, or its parent does.

    Raises
    ------
    OSError
        The disk is full, or the folder cannot be written.
    """
    (folder / "dicom" / "digital").mkdir(parents=True, exist_ok=True)
    (folder / "README.txt").write_text(_README, encoding="utf-8")
    # NumPy, OpenCV and the encoders release the interpreter lock for most of the work; each drawing takes some memory.
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        writing = [pool.submit(write, folder) for write in _RASTERS]
        writing += [pool.submit(_write_dicom, folder, number, entry) for number, entry in enumerate(_DICOM, start=1)]
        writing.append(pool.submit(_write_follow_up, folder))
    for written in writing:
        written.result()


def _write_clear_child(folder: Path) -> None:
    write_jpeg(folder / "child-1.jpeg", _grey(_Body(1, child=True, rows=896, columns=1152)))


def _write_three_channels(folder: Path) -> None:
    pneumonia = _Body(2, child=True, rows=832, columns=1088, opacity=_RIGHT_MIDDLE)
    write_jpeg(folder / "child-2.jpeg", cv2.cvtColor(_grey(pneumonia), cv2.COLOR_GRAY2BGR))


def _write_turned(folder: Path) -> None:
    upright = _grey(_Body(3, child=False, rows=1024, columns=928))
    write_jpeg(folder / "adult-1.jpg", np.ascontiguousarray(np.rot90(upright)), _ROTATE_CLOCKWISE)


def _write_deep(folder: Path) -> None:
    deep = _Body(4, child=False, rows=768, columns=704, opacity=_LEFT_LOWER).draw()
    write_png(folder / "adult-2.png", np.rint(deep * 65535.0).astype(np.uint16))


_RASTERS = (_write_clear_child, _write_three_channels, _write_turned, _write_deep)


def _grey(body: _Body) -> NDArray[np.uint8]:
    return np.asarray(np.rint(body.draw() * 255.0), np.uint8)


def _write_dicom(folder: Path, number: int, entry: _DicomEntry) -> None:
    values = store(entry.body.draw(), entry.bits_stored, entry.presentation, inverse=entry.inverse)
    write_object(folder / entry.name, _plan(number, entry), [values])


def _plan(number: int, entry: _DicomEntry) -> ObjectPlan:
    # A child's thorax is little more than half as wide as the model's, which is an adult's.
    field_of_view_cm = 2.0 * (HALF_WIDTH + 4.0) * (0.55 if entry.body.child else 1.0)
    return ObjectPlan(
        number=number,
        child=entry.body.child,
        sop_class_uid=entry.sop_class_uid,
        transfer_syntax_uid=entry.transfer_syntax_uid,
        inverse=entry.inverse,
        pixel_spacing_mm=round(10.0 * field_of_view_cm / entry.body.columns, 3),
    )


def _write_follow_up(folder: Path) -> None:
    """Write one file of three frames: an opacity that clears."""
    bodies = [
        _Body(13, child=True, rows=512, columns=640, opacity=replace(_RIGHT_MIDDLE, strength=strength))
        for strength in (0.75, 0.5, 0.2)
    ]
    entry = _DicomEntry(
        "dicom/follow-up.dcm",
        bodies[0],
        MULTI_FRAME_GREY_WORD,
        "1.2.840.10008.1.2.4.90",
        12,
        Presentation.FULL_RANGE,
    )
    frames = [store(body.draw(), entry.bits_stored, entry.presentation) for body in bodies]
    write_object(folder / entry.name, _plan(len(_DICOM) + 1, entry), frames)
