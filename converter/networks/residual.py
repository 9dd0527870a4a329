"""A small residual network for grey pictures, trained from scratch: it knows nothing of photographs.

He et al., Deep Residual Learning for Image Recognition, 2016; the shortcut averages before it narrows, after He et al.,
Bag of Tricks for Image Classification, 2019.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras
from keras import layers

from converter.networks.grey_input import grey_input
from converter.networks.heads import pooled_sigmoid

if TYPE_CHECKING:
    from converter.recipe import Recipe

_CHANNELS = (24, 48, 96, 160)
_STRIDES = (2, 2, 2, 1)
_MOMENTUM = 0.95
"""Of the batch statistics: a run of a few thousand steps is too short for Keras' 0.99."""


def residual(recipe: Recipe) -> Any:
    """Build a stem and four residual blocks; an eighth of the side is the heat map's, for 64 pixels 4 x 4."""
    image, grey = grey_input(recipe.input, channels=1)
    channels = [max(8, round(recipe.network.width * count)) for count in _CHANNELS]
    features = _normalised(layers.Conv2D(channels[0], 5, strides=2, padding="same", use_bias=False)(grey), "stem")
    features = layers.ReLU(name="stem_relu")(features)
    for number, (count, stride) in enumerate(zip(channels, _STRIDES, strict=True), 1):
        features = _block(features, f"block{number}", count, stride)
    return keras.Model(image, pooled_sigmoid(features, recipe.network.dropout), name="residual")


def _block(features: Any, name: str, channels: int, stride: int) -> Any:
    shortcut = features
    if stride > 1:
        shortcut = layers.AveragePooling2D(stride, padding="same", name=f"{name}_average")(shortcut)
    shortcut = layers.Conv2D(channels, 1, use_bias=False, name=f"{name}_shortcut")(shortcut)
    first = layers.Conv2D(channels, 3, strides=stride, padding="same", use_bias=False, name=f"{name}_first")(features)
    first = layers.ReLU(name=f"{name}_first_relu")(_normalised(first, f"{name}_first"))
    second = layers.Conv2D(channels, 3, padding="same", use_bias=False, name=f"{name}_second")(first)
    both = layers.Add(name=f"{name}_sum")([_normalised(second, f"{name}_second"), shortcut])
    return layers.ReLU(name=f"{name}_relu")(both)


def _normalised(features: Any, name: str) -> Any:
    return layers.BatchNormalization(momentum=_MOMENTUM, name=f"{name}_normalised")(features)
