"""Images become what the network takes, and the whole gate judges them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.errors import XrayError
from xray_desktop.imaging.preprocess import preprocess
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.gate import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.onnx_model import OnnxModel
    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.imaging.preprocess import InputSpec

_THREADS = 2
DISTANCE = "atypical"


def read_images(paths: Sequence[Path], what: str, console: Console) -> list[XrayImage]:
    """Read files as the viewer does; what cannot be read is left out."""
    with PooledReader(_THREADS) as reader, ThreadPoolExecutor(_THREADS) as threads:

        def one(path: Path) -> XrayImage | None:
            try:
                return reader.read(path)
            except XrayError:
                return None

        images: list[XrayImage] = []
        with console.counting(what, len(paths)) as count:
            for image in threads.map(one, paths):
                count()
                if image is not None:
                    images.append(image)
    return images


def as_input(images: Iterable[XrayImage], spec: InputSpec) -> NDArray[np.float32]:
    """Prepare images for the network; return ``[N, rows, columns, 1]``, float32, 0 to 255."""
    return np.concatenate([preprocess(image, spec).tensor for image in images])


class WholeGate:
    """Rules and distance together, as the viewer asks them.

    Parameters
    ----------
    model
        A network with the output ``atypicality``; its gate need not be in its card yet.
    threshold
        Of the distance.
    """

    def __init__(self, model: OnnxModel, threshold: float) -> None:
        self._model = model
        self._threshold = threshold

    def judge(self, images: Sequence[XrayImage]) -> list[str]:
        """Say of each image which rule refuses it; empty where it is let through."""
        refused = [refusal(image, self._model.card) for image in images]
        asked = [image for image, rule in zip(images, refused, strict=True) if rule is None]
        far = iter(self.exceeds(as_input(asked, self._model.spec)) if asked else ())
        return [rule.rule if rule else DISTANCE * bool(next(far)) for rule in refused]

    def exceeds(self, pictures: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Say of pictures ``[N, rows, columns, 1]``, 0 to 255, which are farther than the threshold: ``[N]``, bool."""
        return self._model.distances(pictures) > self._threshold
