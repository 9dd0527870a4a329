"""What a network sees in a picture, on a grid that is coarse, but fine enough to know up from down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from converter.onnx_model import BATCH, OnnxModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import onnx
    from numpy.typing import NDArray

    from converter.gating.tensors import FeatureTensor

_GRIDS = (2, 4)
_MOST_NUMBERS = 6000


@dataclass(frozen=True, slots=True)
class Features:
    """A tensor, averaged over the cells of a grid.

    Attributes
    ----------
    tensor
        Which tensor of the graph.
    grid
        Cells along each side.
    """

    tensor: FeatureTensor
    grid: int

    @property
    def numbers(self) -> int:
        """How many numbers stand for a picture."""
        return self.tensor.channels * self.grid**2

    def pool(self, tensors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Average ``[N, channels, rows, columns]``, float32, over the cells; return ``[N, numbers]``, float32."""
        down, across = self.weights()
        # One product of large matrices takes a tenth of the time of many products of small ones.
        both = np.kron(down.T, across)
        pooled = np.asarray(tensors.reshape(-1, len(both)) @ both, np.float32)
        return pooled.reshape(len(tensors), -1)

    def weights(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return what a tensor is multiplied by: float32 ``[grid, rows]`` from left, ``[columns, grid]`` from right."""
        return cell_shares(self.tensor.rows, self.grid), cell_shares(self.tensor.columns, self.grid).T.copy()


def cell_shares(positions: int, cells: int) -> NDArray[np.float32]:
    """Return each position's share in each cell's mean, ``[cells, positions]``, float32; cells are equally long."""
    edges = np.arange(positions)
    length = positions / cells
    starts = np.arange(cells)[:, None] * length
    overlap = np.minimum(edges + 1.0, starts + length) - np.maximum(edges, starts)
    shares: NDArray[np.float32] = (np.maximum(overlap, 0.0) / length).astype(np.float32)
    return shares


def possible_features(tensors: Sequence[FeatureTensor]) -> list[Features]:
    """List the ways to look at a graph that stay small enough for a model file."""
    found = [
        Features(tensor, grid) for tensor in tensors for grid in _GRIDS if grid <= min(tensor.rows, tensor.columns)
    ]
    return [features for features in found if features.numbers <= _MOST_NUMBERS]


class FeatureReader:
    """Runs a network and returns its features.

    Parameters
    ----------
    model
        A model file's network; not changed.
    features
        What is wanted.
    """

    def __init__(self, model: onnx.ModelProto, features: Sequence[Features]) -> None:
        self._features = features
        self._names = list(dict.fromkeys(one.tensor.name for one in features))
        self._model = OnnxModel(model, inner=self._names)

    def read(
        self, pictures: NDArray[np.floating], on_pictures: Callable[[], None] = lambda: None
    ) -> dict[Features, NDArray[np.float32]]:
        """Look at pictures ``[N, rows, columns, 1]``, 0 to 255; return ``[N, numbers]`` for each of the features."""
        parts: dict[Features, list[NDArray[np.float32]]] = {features: [] for features in self._features}
        # Batch by batch: whole feature maps of all pictures would not fit into memory.
        for start in range(0, len(pictures), BATCH):
            batch = self._model.run(pictures[start : start + BATCH], self._names)
            answers = dict(zip(self._names, batch, strict=True))
            for features, part in parts.items():
                part.append(features.pool(answers[features.tensor.name]))
            on_pictures()
        return {features: np.concatenate(part) for features, part in parts.items()}
