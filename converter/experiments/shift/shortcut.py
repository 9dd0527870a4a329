"""How far the classes differ by acquisition alone, and which kinds of acquisition there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler

from converter.datasets.acquisition import of_frame
from converter.datasets.acquisition_scores import FOLDS, acquisition_scores
from converter.errors import DatasetError
from converter.evaluation.metrics import DRAWS, bootstrap
from converter.evaluation.quick_scores import roc_area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from xray_desktop.model_file.card import Figure

_SEED = 0
_VARIANCE_KEPT = 0.9
_CLUSTERS = range(3, 7)
_FEWEST_IMAGES = 50
_SILHOUETTE_IMAGES = 3000


@dataclass(frozen=True, slots=True, eq=False)
class Shortcut:
    """What a classifier makes of acquisition alone.

    Attributes
    ----------
    scores
        Out-of-fold probability of the positive class, shape ``[N]``.
    auc
        Of all figures, and of those of the frame alone, which has no lungs; with intervals that draw whole patients.
    """

    scores: NDArray[np.float64]
    auc: dict[str, Figure]


def measure_shortcut(
    names: Sequence[str], values: NDArray[np.float64], labels: NDArray[np.int64], groups: NDArray[np.int64]
) -> Shortcut:
    """Cross-fit a logistic regression on acquisition, each patient scored by one that has not seen them.

    Parameters
    ----------
    names, values
        Of `converter.datasets.acquisition.measure_acquisition`, values ``[N, figures]``, float64.
    labels
        Shape ``[N]``, int64, 0 or 1.
    groups
        What may not be divided, shape ``[N]``, int64.

    Raises
    ------
    DatasetError
        A class has too few patients to be scored by others.
    """
    smallest = min(len(np.unique(groups[labels == label])) for label in (0, 1))
    if smallest < FOLDS:
        raise DatasetError(f"A class has {smallest} separate patients, and {FOLDS} are needed to plan.")
    frame = [position for position, name in enumerate(names) if of_frame(name)]
    scores = acquisition_scores(values, labels, groups)
    auc = {"all figures": scores, "frame alone": acquisition_scores(values[:, frame], labels, groups)}
    return Shortcut(scores, {name: _auc(labels, found, groups) for name, found in auc.items()})


def _auc(labels: NDArray[np.int64], scores: NDArray[np.float64], groups: NDArray[Any]) -> Figure:
    return bootstrap({"auc": roc_area}, labels, scores, groups, DRAWS)["auc"]


def acquisition_groups(values: NDArray[np.float64]) -> list[str]:
    """Sort pictures into kinds of acquisition, named A, B, ... from the most frequent.

    k-means on the standardised figures' principal components (90 % of the variance), with the number of groups from 3
    to 6 that has the largest silhouette (Rousseeuw, J. Comput. Appl. Math. 20, 1987). Sets of fewer than 50 pictures
    are one group.

    Parameters
    ----------
    values
        Shape ``[N, figures]``, float64.
    """
    if len(values) < _FEWEST_IMAGES:
        return ["A"] * len(values)
    components = PCA(_VARIANCE_KEPT, random_state=_SEED).fit_transform(StandardScaler().fit_transform(values))
    sortings = [KMeans(k, n_init=10, random_state=_SEED).fit_predict(components) for k in _CLUSTERS]
    most = min(len(components), _SILHOUETTE_IMAGES)
    best = max(sortings, key=lambda kinds: silhouette_score(components, kinds, sample_size=most, random_state=_SEED))
    by_size = np.argsort(-np.bincount(best), kind="stable").tolist()
    return [chr(ord("A") + by_size.index(kind)) for kind in best.tolist()]
