"""What follows the backbone's feature maps: pooling or flattening, dense layers, the last activation.

Dropout is the recipe's. The last layer stays float32 whatever the rest of the network computes in.
"""

from __future__ import annotations

from typing import Any

from keras import layers

_FLAT_UNITS = (4608, 1152)
_POOLED_UNITS = 128


def flat_softmax(features: Any, dropout: float) -> Any:
    """Flatten, Dense 4608, dropout, Dense 1152, and a softmax of two: for VGG19 at 224 x 224, 121 million weights."""
    first, second = _FLAT_UNITS
    features = layers.Flatten(name="flat")(features)
    features = layers.Dense(first, activation="relu", name=f"dense_{first}")(features)
    features = layers.Dropout(dropout, name="dropout")(features)
    features = layers.Dense(second, activation="relu", name=f"dense_{second}")(features)
    return _softmax(features)


def pooled_softmax(features: Any, dropout: float) -> Any:
    """Average over the picture, dropout, and a softmax of two."""
    return _softmax(_pooled(features, dropout))


def pooled_sigmoid(features: Any, dropout: float) -> Any:
    """Average over the picture, dropout, and one sigmoid."""
    return _sigmoid(_pooled(features, dropout))


def pooled_dense_sigmoid(features: Any, dropout: float) -> Any:
    """Average over the picture, Dense 128, dropout, and one sigmoid."""
    pooled = layers.GlobalAveragePooling2D(name="pooled")(features)
    pooled = layers.Dense(_POOLED_UNITS, activation="relu", name=f"dense_{_POOLED_UNITS}")(pooled)
    return _sigmoid(layers.Dropout(dropout, name="dropout")(pooled))


def _pooled(features: Any, dropout: float) -> Any:
    pooled = layers.GlobalAveragePooling2D(name="pooled")(features)
    return layers.Dropout(dropout, name="dropout")(pooled)


def _sigmoid(features: Any) -> Any:
    return layers.Dense(1, activation="sigmoid", dtype="float32", name="probability")(features)


def _softmax(features: Any) -> Any:
    return layers.Dense(2, activation="softmax", dtype="float32", name="probability")(features)
