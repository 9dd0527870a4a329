"""The small published network on 28 x 28 pixels: 884,434 parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras
from keras import layers

from converter.networks.grey_input import grey_input

if TYPE_CHECKING:
    from converter.recipe import Recipe

_FILTERS = (64, 64)
_DENSE_UNITS = (256, 128, 64, 32, 16)


def cnn28(recipe: Recipe) -> Any:
    """Build two convolutions with pooling, five dense layers and a softmax of two."""
    image, features = grey_input(recipe.input, channels=1)
    for filters in _FILTERS:
        features = layers.Conv2D(filters, 3, padding="same", activation="relu")(features)
        features = layers.MaxPooling2D()(features)
    features = layers.Flatten()(features)
    for units in _DENSE_UNITS:
        features = layers.Dense(units, activation="relu")(features)
    probability = layers.Dense(2, activation="softmax", dtype="float32", name="probability")(features)
    return keras.Model(image, probability, name="cnn28")
