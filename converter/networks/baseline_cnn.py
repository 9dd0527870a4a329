"""The plain convolutional network of the published baseline: 27,000,801 parameters on 224 x 224 x 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras
from keras import layers

from converter.networks.grey_input import grey_input

if TYPE_CHECKING:
    from converter.recipe import Recipe

_BLOCK_FILTERS = (32, 64, 128, 256)
_DENSE_UNITS = (512, 256)


def baseline_cnn(recipe: Recipe) -> Any:
    """Build four blocks of two convolutions, then two dense layers and one sigmoid."""
    image, features = grey_input(recipe.input, channels=1)
    for filters in _BLOCK_FILTERS:
        features = _block(features, filters)
    features = layers.Flatten()(features)
    for units in _DENSE_UNITS:
        features = layers.Dense(units, activation="relu")(features)
        features = layers.BatchNormalization()(features)
        features = layers.Dropout(0.5)(features)
    probability = layers.Dense(1, activation="sigmoid", dtype="float32", name="probability")(features)
    return keras.Model(image, probability, name="baseline_cnn")


def _block(features: Any, filters: int) -> Any:
    for _ in range(2):
        features = layers.Conv2D(filters, 3, padding="same", activation="relu")(features)
        features = layers.BatchNormalization()(features)
    features = layers.MaxPooling2D()(features)
    return layers.Dropout(0.25)(features)
