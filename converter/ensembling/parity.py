"""The gate: the merged network says what the average of its members says, or no file is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.ensembling.merge import finest_grid
from converter.errors import ParityError
from converter.export.parity import (
    BATCH_SIZES,
    HEATMAP_TOLERANCE,
    PROBABILITY_TOLERANCE,
    heatmap_difference,
    varied_inputs,
)
from xray_desktop.imaging.heatmap.render import normalise
from xray_desktop.model_file.card import Parity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from converter.ensembling.members import EnsembledModel
    from converter.onnx_model import OnnxModel

_COMPARED = 24


def average_gate(
    model: OnnxModel, members: Sequence[EnsembledModel], temperature: float, pictures: NDArray[np.float32]
) -> tuple[Parity, ...]:
    """Compare the merged network with the average of the members' own sessions, at every batch size.

    Parameters
    ----------
    model
        The merged network.
    members
        What it was merged from.
    temperature
        That it was merged with.
    pictures
        Shape ``[N, rows, columns, 1]``, float32, 0 to 255; some of them are compared, and drawn patterns.

    Raises
    ------
    ParityError
        A difference is over its tolerance, or an answer is not a number.
    """
    chosen = np.unique(np.linspace(0, len(pictures) - 1, min(_COMPARED, len(pictures))).astype(int))
    inputs = np.concatenate([pictures[chosen], varied_inputs(*pictures.shape[1:3])])
    named = f"the merged network against the average of its members: {len(chosen)} of the images; and drawn patterns"
    measured = []
    for size in BATCH_SIZES:
        expected, actual = average(members, temperature, inputs, size), model.score(inputs, size)
        if not all(np.isfinite(part).all() for part in (*expected, *actual)):
            raise ParityError("The ensemble gives something that is not a number, so no file is written.")
        parity = Parity(
            batch_size=size,
            images=len(inputs),
            inputs=named,
            max_probability_difference=float(np.abs(expected[0] - actual[0]).max()),
            max_heatmap_difference=heatmap_difference(expected[1], actual[1]),
            probability_tolerance=PROBABILITY_TOLERANCE,
            heatmap_tolerance=HEATMAP_TOLERANCE,
        )
        _require(parity)
        measured.append(parity)
    return tuple(measured)


def average(
    members: Sequence[EnsembledModel], temperature: float, pictures: NDArray[np.float32], batch_size: int
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Average the members' answers outside the graph: in double precision, and by OpenCV's resize.

    Parameters
    ----------
    pictures
        Shape ``[N, rows, columns, 1]``, float32, 0 to 255.
    batch_size
        At which the members run.

    Returns
    -------
    tuple
        Probabilities ``[N]``, float64, and heat maps ``[N, h, w]``, float32.
    """
    rows, columns = finest_grid(members)
    mean = np.zeros(len(pictures))
    maps = np.zeros((len(pictures), rows, columns), np.float32)
    for member in members:
        probabilities, heatmaps = member.model.score(pictures, batch_size)
        mean += member.weight * probabilities
        finer = [cv2.resize(normalise(heatmap), (columns, rows)) for heatmap in heatmaps]
        maps += np.float32(member.weight) * np.stack(finer)
    return tempered(mean, temperature), maps


def tempered(mean: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Divide the logit of probabilities by a temperature; 0 and 1 stay. Of any shape, float64, and the result too."""
    inside = np.clip(mean, 0.0, 1.0)
    positive, negative = inside ** (1.0 / temperature), (1.0 - inside) ** (1.0 / temperature)
    return positive / (positive + negative)


def _require(parity: Parity) -> None:
    for what, difference, allowed in (
        ("probability", parity.max_probability_difference, parity.probability_tolerance),
        ("the normalised heat map", parity.max_heatmap_difference, parity.heatmap_tolerance),
    ):
        if difference > allowed:
            raise ParityError(
                f"The merged network and the average of its members differ by {difference:.1e} in {what} at batch "
                f"size {parity.batch_size}; {allowed:.0e} is allowed. The file is not written."
            )
