"""From a decoded image to the model's input, the same way in training and in viewing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.imaging.geometry import AspectPolicy, Geometry, plan_geometry
from xray_desktop.imaging.voi import apply_voi

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.image import XrayImage


class ResizeKernel(StrEnum):
    """How pixels are combined when the picture is resized."""

    AREA = "area"
    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    LANCZOS = "lanczos"
    NEAREST = "nearest"


_OPENCV_FLAG = {
    ResizeKernel.AREA: cv2.INTER_AREA,
    ResizeKernel.BILINEAR: cv2.INTER_LINEAR,
    ResizeKernel.BICUBIC: cv2.INTER_CUBIC,
    ResizeKernel.LANCZOS: cv2.INTER_LANCZOS4,
    ResizeKernel.NEAREST: cv2.INTER_NEAREST,
}


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What a model expects of its input, as its card says."""

    rows: int
    columns: int
    kernel: ResizeKernel = ResizeKernel.AREA
    aspect: AspectPolicy = AspectPolicy.STRETCH


@dataclass(frozen=True, slots=True, eq=False)
class ModelInput:
    """One image, ready for a model.

    Attributes
    ----------
    tensor
        Shape ``[1, rows, columns, 1]``, float32, 0–255, bone bright.
    geometry
        Where each source pixel went.
    """

    tensor: NDArray[np.float32]
    geometry: Geometry


def bone_bright_grey(image: XrayImage) -> NDArray[np.float32]:
    """Apply the file's own first VOI and its polarity.

    The window that the user chooses on the screen never comes here, nor do padding, shutter and overlays: a model sees
    the pixels as they are, as it did in training.

    Returns
    -------
    ndarray
        Shape ``[rows, columns]``, float32, 0–255, bone bright.
    """
    grey = apply_voi(image.pixels, image.vois[0]) * np.float32(255.0)
    return np.float32(255.0) - grey if image.inverse else grey


def preprocess(image: XrayImage, spec: InputSpec) -> ModelInput:
    """Make the model's input from an image.

    Resizing is done on float: on uint8 `cv2.INTER_AREA` rounds by half a level.
    """
    geometry = plan_geometry(image.rows, image.columns, spec.rows, spec.columns, spec.aspect)
    seen, content = geometry.seen, geometry.content
    grey = bone_bright_grey(image)[
        int(seen.top) : int(seen.top + seen.height), int(seen.left) : int(seen.left + seen.width)
    ]
    size = (int(content.width), int(content.height))
    resized = cv2.resize(grey, size, interpolation=_OPENCV_FLAG[spec.kernel])
    tensor = np.zeros((1, spec.rows, spec.columns, 1), np.float32)
    top, left = int(content.top), int(content.left)
    # Kernels with negative lobes overshoot; the contract is 0 to 255.
    tensor[0, top : top + size[1], left : left + size[0], 0] = np.clip(resized, 0.0, 255.0)
    return ModelInput(tensor, geometry)
