"""Images become what the network takes, and the whole gate judges them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from converter.export.parity import open_session
from xray_desktop.errors import XrayError
from xray_desktop.imaging.preprocess import preprocess
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.gate import refusal
from xray_desktop.model_file.checks import ATYPICALITY, INPUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import onnx
    import onnxruntime
    from numpy.typing import NDArray

    from converter.console import Console
    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.imaging.preprocess import InputSpec
    from xray_desktop.model_file.card import ModelCard

_THREADS = 2
_BATCH = 8
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
    """Prepare images for the network; return ``[N, rows, columns, 1]``, 0 to 255."""
    return np.concatenate([preprocess(image, spec).tensor for image in images])


class WholeGate:
    """Rules and distance together, as the viewer asks them.

    Parameters
    ----------
    model
        A network with the output ``atypicality``.
    card
        Its card; its gate need not be in it yet.
    threshold
        Of the distance.
    """

    def __init__(self, model: onnx.ModelProto, card: ModelCard, threshold: float) -> None:
        self._session = open_session(model.SerializeToString())
        self._card = card
        self._threshold = threshold

    def judge(self, images: Sequence[XrayImage]) -> list[str]:
        """Say of each image which rule refuses it; empty where it is let through."""
        refused = [refusal(image, self._card) for image in images]
        asked = [image for image, rule in zip(images, refused, strict=True) if rule is None]
        spec = self._card.input.spec()
        far = iter(self.exceeds(as_input(asked, spec)) if asked else ())
        return [rule.rule if rule else DISTANCE * bool(next(far)) for rule in refused]

    def exceeds(self, pictures: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Say of each picture ``[N, rows, columns, 1]`` whether it is farther than the threshold."""
        return measured_distances(self._session, pictures) > self._threshold


def measured_distances(session: onnxruntime.InferenceSession, pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    """Run a network with a gate in batches; return the distances, shape ``[N]``."""
    parts = [
        session.run([ATYPICALITY], {INPUT: pictures[start : start + _BATCH]})[0]
        for start in range(0, len(pictures), _BATCH)
    ]
    return np.concatenate(parts)
