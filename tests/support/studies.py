"""Whole studies of small drawings, quick to write: what the tests of scanning, scoring and the window run on."""

from __future__ import annotations

import os
import shutil
from functools import cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from pydicom.uid import ImplicitVRLittleEndian, JPEG2000Lossless, RLELossless

from tests.support.dicom_files import write_dicom
from xray_desktop.phantom import Opacity, draw_chest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

SMALL_SIDE = 256


@cache
def small_picture(seed: int, side: int = SMALL_SIDE) -> NDArray[np.uint16]:
    """Draw a small chest film, bone bright, 12 bits, shape ``[side * 7 // 8, side]``, not writable.

    Every second one is a child with an opacity in the right lung.
    """
    opacity = Opacity(0.32, 0.5, 0.14, 0.2) if seed % 2 else None
    drawing = draw_chest(seed, side * 7 // 8, side, opacity, child=bool(seed % 2)).pixels
    stored = np.rint(drawing * 4095.0).astype(np.uint16)
    stored.setflags(write=False)
    return stored


def grey_8_bit(picture: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Return the upper 8 of a picture's 12 bits."""
    return (picture >> 4).astype(np.uint8)


def write_jpeg(path: Path, picture: NDArray[Any], quality: int = 90) -> Path:
    """Write an 8-bit grey or three-channel picture as JPEG."""
    return _write_encoded(path, ".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])


def write_png(path: Path, picture: NDArray[Any]) -> Path:
    """Write an 8- or 16-bit picture as PNG."""
    return _write_encoded(path, ".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])


def _write_encoded(path: Path, suffix: str, picture: NDArray[Any], parameters: list[int]) -> Path:
    done, stream = cv2.imencode(suffix, picture, parameters)
    assert done
    path.write_bytes(stream.tobytes())
    return path


def _jpeg(stem: Path, picture: NDArray[np.uint16]) -> Path:
    return write_jpeg(stem.with_suffix(".jpeg"), grey_8_bit(picture))


def _jpeg_of_three_channels(stem: Path, picture: NDArray[np.uint16]) -> Path:
    return write_jpeg(stem.with_suffix(".jpg"), cv2.cvtColor(grey_8_bit(picture), cv2.COLOR_GRAY2BGR))


def _png_16_bit(stem: Path, picture: NDArray[np.uint16]) -> Path:
    return write_png(stem.with_suffix(".png"), picture << 4)


def _dicom(stem: Path, picture: NDArray[np.uint16]) -> Path:
    return write_dicom(stem.with_suffix(".dcm"), picture, window=(2048.0, 4096.0))


def _dicom_monochrome1(stem: Path, picture: NDArray[np.uint16]) -> Path:
    return write_dicom(
        stem.with_suffix(".dcm"),
        np.uint16(4095) - picture,
        photometric="MONOCHROME1",
        window=(2048.0, 4096.0),
        transfer_syntax=ImplicitVRLittleEndian,
    )


def _dicom_rle_without_extension(stem: Path, picture: NDArray[np.uint16]) -> Path:
    return write_dicom(stem, picture, transfer_syntax=RLELossless)


def _dicom_jpeg_2000(stem: Path, picture: NDArray[np.uint16]) -> Path:
    return write_dicom(stem.with_suffix(".dcm"), picture, transfer_syntax=JPEG2000Lossless)


_WRITERS: tuple[Callable[[Path, NDArray[np.uint16]], Path], ...] = (
    _jpeg,
    _dicom,
    _jpeg_of_three_channels,
    _dicom_monochrome1,
    _png_16_bit,
    _dicom_jpeg_2000,
    _dicom_rle_without_extension,
)


def small_study(folder: Path, count: int = len(_WRITERS), side: int = SMALL_SIDE) -> list[Path]:
    """Write `count` images, JPEG, PNG and DICOM by turns, every one readable; give their paths in scan order.

    Each seven images hold every kind; the folder is made where it is absent.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _WRITERS[index % len(_WRITERS)](folder / f"image-{index:04d}", small_picture(index % 8, side))
        for index in range(count)
    ]


def multi_frame_dicom(path: Path, frames: int = 3, side: int = SMALL_SIDE) -> Path:
    """Write one DICOM file of several different frames."""
    stack = np.stack([small_picture(seed, side) for seed in range(frames)])
    return write_dicom(path, stack, frames=frames, window=(2048.0, 4096.0))


def many_jpegs(folder: Path, count: int, side: int = SMALL_SIDE, distinct: int = 8) -> list[Path]:
    """Fill a folder with `count` JPEG files that share `distinct` contents: hard links where the disk has them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"film-{index:06d}.jpeg" for index in range(count)]
    for index, path in enumerate(paths):
        if index < distinct:
            _jpeg(path, small_picture(index, side))
        else:
            _link_or_copy(paths[index % distinct], path)
    return paths


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
