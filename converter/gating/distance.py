"""How far a picture's features lie from those of chest radiographs.

The features are standardised and described by probabilistic principal components (Tipping and Bishop, J. R. Stat.
Soc. B 61, 1999): a normal distribution with its own variance along the first axes and a common one along all others.
The Mahalanobis distance under it needs no inverse of a matrix of all features, which fewer pictures than features could
not give, and counts above all what no combination of chest radiographs explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.decomposition import PCA

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AXES = 64
_SMALLEST_DEVIATION = 0.1
"""Of the median: a feature that chest radiographs never show must not decide alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Distance:
    """A Mahalanobis distance, divided by the root of the number of features: 1 is as far as chest radiographs are.

    Attributes
    ----------
    mean, deviation
        Of each feature, shape ``[D]``, float32.
    axes
        Principal axes of the standardised features, orthonormal columns, shape ``[D, k]``, float32.
    along
        Inverse of the variance along each axis, shape ``[k]``, float32.
    beside
        Inverse of the variance along all other directions.
    """

    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]
    axes: NDArray[np.float32]
    along: NDArray[np.float32]
    beside: float

    @classmethod
    def fit(cls, features: NDArray[np.float32], seed: int = 0) -> Distance:
        """Learn it from the features of chest radiographs, shape ``[N, D]``, float32."""
        mean, deviation = features.mean(axis=0, dtype=np.float64), features.std(axis=0, dtype=np.float64)
        deviation = np.maximum(deviation, max(_SMALLEST_DEVIATION * float(np.median(deviation)), 1e-6))
        standardised = (features - mean) / deviation
        axes = max(1, min(_AXES, min(standardised.shape) // 4))
        found = PCA(axes, svd_solver="randomized", random_state=seed).fit(standardised)
        common = max(float(found.noise_variance_), 1e-6)
        return cls(
            mean.astype(np.float32),
            deviation.astype(np.float32),
            np.ascontiguousarray(found.components_.T, np.float32),
            (1.0 / np.maximum(found.explained_variance_, common)).astype(np.float32),
            1.0 / common,
        )

    def measure(self, features: NDArray[np.floating]) -> NDArray[np.float64]:
        """Measure features ``[N, D]``; return ``[N]``, float64, zero or more."""
        standardised = (features.astype(np.float64) - self.mean) / self.deviation
        along = standardised @ self.axes
        # What is left is computed itself: as a difference of squares it would drown in rounding errors.
        left = standardised - along @ self.axes.T
        squared = (along**2) @ self.along + self.beside * (left**2).sum(axis=1)
        distance: NDArray[np.float64] = np.sqrt(squared / len(self.mean))
        return distance
