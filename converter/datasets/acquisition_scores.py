"""How much a picture looks like one class by its acquisition alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDS = 5
_SEED = 0


def acquisition_scores(
    values: NDArray[np.float64], labels: NDArray[np.int64], groups: NDArray[Any]
) -> NDArray[np.float64]:
    """Cross-fit a logistic regression on acquisition, each patient scored by one that has not seen them.

    Parameters
    ----------
    values
        Of `converter.datasets.acquisition.measure_acquisition`, shape ``[N, figures]``.
    labels
        Shape ``[N]``, 0 or 1; each class in `FOLDS` groups or more.
    groups
        What may not be divided, shape ``[N]``.

    Returns
    -------
    NDArray
        Probability of the positive class, shape ``[N]``.
    """
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=_SEED)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    given: NDArray[np.float64] = cross_val_predict(
        model, values, labels, groups=groups, cv=folds, method="predict_proba"
    )
    return given[:, 1]
