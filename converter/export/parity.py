"""The gate: Keras and onnxruntime say the same of the same images, or no file is written.

onnxruntime runs as it does for everybody, with its default optimisations: its checker and its loader accept files that
it then computes wrongly.

Where a network is so built that rounding alone moves it further than is allowed, it is held to what Keras itself moves
by, on the same inputs, between its plain arithmetic and the same network compiled by XLA. (Between one image at a time
and a batch Keras moves less: 1e-6 for VGG19.) A wrong file differs by more than that, and a limit stands above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from converter.errors import ParityError
from converter.onnx_model import OnnxModel
from xray_desktop.errors import ModelError
from xray_desktop.model_file.card import Parity

if TYPE_CHECKING:
    import onnx
    from numpy.typing import NDArray

    Answers = tuple[NDArray[Any], NDArray[np.float32]]

BATCH_SIZES = (1, 3)
PROBABILITY_TOLERANCE = 1e-4
HEATMAP_TOLERANCE = 1e-3
_LOOSEST = 10.0
"""However far Keras itself moves, no more than so many times the tolerance is let through."""
_FAINT = 1e-4
"""A map whose maximum is under this share of the strongest map's is held against that share: relative differences of
rounding errors say nothing."""
_NOISE_SEED = 7


class Reference(Protocol):
    """What a model file is compared with."""

    def run(
        self, images: NDArray[np.float32], *, compiled: bool = False
    ) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """Return probabilities ``[N]``, float64, and heat maps ``[N, h, w]``; see `KerasReference.run`."""


def parity_gate(reference: Reference, model: OnnxModel, images: NDArray[np.float32], named: str) -> tuple[Parity, ...]:
    """Compare at every batch size.

    Parameters
    ----------
    reference
        The Keras side.
    model
        The ONNX side.
    images
        Shape ``[N, H, W, 1]``, float32, 0 to 255; drawn inputs are added to them.
    named
        What the images are, for the card.

    Raises
    ------
    ParityError
        A difference is over its tolerance, or an answer is not a number.
    """
    inputs = np.concatenate([images, varied_inputs(images.shape[1], images.shape[2])])
    answers = reference.run(inputs)
    measured = tuple(
        _compare(answers, model.score(inputs, size), size, f"{named}; and drawn patterns") for size in BATCH_SIZES
    )
    if not all(_within(parity) for parity in measured):
        moved = _difference(answers, reference.run(inputs, compiled=True))
        measured = tuple(_loosened(parity, *moved) for parity in measured)
    for parity in measured:
        _require(parity)
    return measured


def open_exported(network: bytes | onnx.ModelProto) -> OnnxModel:
    """Open a network that is to become a model file.

    Raises
    ------
    ParityError
        onnxruntime refuses it.
    """
    try:
        return OnnxModel(network)
    except ModelError as error:
        raise ParityError("onnxruntime cannot load the exported network, so no file is written.") from error


def varied_inputs(rows: int, columns: int) -> NDArray[np.float32]:
    """Draw inputs unlike radiographs: black, grey, white, ramps, a chequerboard and noise.

    A gradient that was frozen to one example, or an optimisation that is right only for bright images, passes on
    radiographs alone.

    Returns
    -------
    ndarray
        Shape ``[8, rows, columns, 1]``, float32, 0 to 255.
    """
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    noise = np.random.default_rng(_NOISE_SEED)
    pictures = [
        np.zeros_like(x),
        np.full_like(x, 128.0),
        np.full_like(x, 255.0),
        x * np.float32(255.0 / max(columns - 1, 1)),
        y * np.float32(255.0 / max(rows - 1, 1)),
        ((x // 8 + y // 8) % 2) * np.float32(255.0),
        noise.uniform(0.0, 255.0, x.shape),
        np.clip(noise.normal(60.0, 40.0, x.shape), 0.0, 255.0),
    ]
    return np.stack(pictures).astype(np.float32)[..., None]


def _compare(keras: Answers, onnx: Answers, batch_size: int, inputs: str) -> Parity:
    if not all(np.isfinite(part).all() for part in (*keras, *onnx)):
        raise ParityError("The network gives something that is not a number, so no file is written.")
    probability, heatmap = _difference(keras, onnx)
    return Parity(
        batch_size=batch_size,
        images=len(keras[0]),
        inputs=inputs,
        max_probability_difference=probability,
        max_heatmap_difference=heatmap,
        probability_tolerance=PROBABILITY_TOLERANCE,
        heatmap_tolerance=HEATMAP_TOLERANCE,
    )


def _difference(first: Answers, second: Answers) -> tuple[float, float]:
    return float(np.abs(first[0] - second[0]).max()), heatmap_difference(first[1], second[1])


def _loosened(parity: Parity, probability: float, heatmap: float) -> Parity:
    """Allow what Keras itself moves by, and say so."""
    inputs = (
        f"{parity.inputs}. On them Keras itself moves by {probability:.1e} in probability and {heatmap:.1e} in the "
        "normalised heat map between its plain and its XLA-compiled path on the CPU"
    )
    allowed = {
        "probability_tolerance": min(max(PROBABILITY_TOLERANCE, probability), _LOOSEST * PROBABILITY_TOLERANCE),
        "heatmap_tolerance": min(max(HEATMAP_TOLERANCE, heatmap), _LOOSEST * HEATMAP_TOLERANCE),
    }
    return parity.model_copy(update={"inputs": inputs, **allowed})


def heatmap_difference(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Return the largest difference between two stacks of heat maps, each map divided by its own maximum, 0 to 1.

    Both are ``[N, h, w]``, float32, zero or more.
    """
    peaks = [maps.max(axis=(1, 2), keepdims=True) for maps in (first, second)]
    floor = max(float(np.max(peaks)) * _FAINT, float(np.finfo(np.float32).tiny))
    scaled = [maps / np.maximum(peak, floor) for maps, peak in zip((first, second), peaks, strict=True)]
    return float(np.abs(scaled[0] - scaled[1]).max())


def _within(parity: Parity) -> bool:
    return (
        parity.max_probability_difference <= parity.probability_tolerance
        and parity.max_heatmap_difference <= parity.heatmap_tolerance
    )


def _require(parity: Parity) -> None:
    if parity.max_probability_difference > parity.probability_tolerance:
        raise ParityError(
            f"Keras and onnxruntime differ by {parity.max_probability_difference:.1e} in probability at batch size "
            f"{parity.batch_size}; {parity.probability_tolerance:.1e} is allowed. The file is not written."
        )
    if parity.max_heatmap_difference > parity.heatmap_tolerance:
        raise ParityError(
            f"Keras and onnxruntime differ by {parity.max_heatmap_difference:.1e} in the normalised heat map at batch "
            f"size {parity.batch_size}; {parity.heatmap_tolerance:.1e} is allowed. The file is not written."
        )
