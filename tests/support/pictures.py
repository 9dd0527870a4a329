"""Decoded images and results made by hand, for what shows them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.image import ImageKey, InstanceInfo, VoiWindow, XrayImage
from xray_desktop.imaging.windows import bit_range_window
from xray_desktop.study.result import ImageResult, Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

TWELVE_BITS = VoiWindow(2048.0, 4096.0, explanation="Twelve bits")


def image_of(pixels: NDArray[Any], **fields: Any) -> XrayImage:
    """Make an image of pixels; its first window shows all values of its dtype up to 12 bits."""
    owned = np.ascontiguousarray(pixels)
    owned.setflags(write=False)
    window = bit_range_window(8) if owned.dtype == np.uint8 else TWELVE_BITS
    given = {"key": ImageKey(Path("/studies/chest.dcm")), "vois": (window,), "instance": InstanceInfo()}
    return XrayImage(pixels=owned, **(given | fields))


def noise(rows: int, columns: int, seed: int = 0) -> NDArray[np.uint8]:
    """Draw independent pixels, so that a shift by one or a blur shows."""
    return np.random.default_rng(seed).integers(0, 256, (rows, columns), dtype=np.uint8)


def ramp(rows: int, columns: int) -> NDArray[np.uint16]:
    """Draw 12-bit values that rise from left to right."""
    return np.tile(np.linspace(0, 4095, columns).astype(np.uint16), (rows, 1))


def scored(
    image: XrayImage,
    heatmap: NDArray[np.float32] | None = None,
    probability: float = 0.9,
    aspect: AspectPolicy = AspectPolicy.STRETCH,
) -> ImageResult:
    """Make the result of an image; without a heat map it gets a blank one."""
    return ImageResult(
        image.key,
        Status.SCORED,
        scores=(probability,),
        heatmap=np.zeros((7, 7), np.float32) if heatmap is None else heatmap,
        geometry=plan_geometry(image.rows, image.columns, 224, 224, aspect),
        provider="CPUExecutionProvider",
    )


def hot_cell(row: int, column: int, cells: int = 7) -> NDArray[np.float32]:
    """Make a heat map with a single hot cell."""
    heatmap = np.zeros((cells, cells), np.float32)
    heatmap[row, column] = 3.0
    return heatmap
