"""MobileNetV2 on grey images, from ImageNet weights or from none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras
from keras import layers

from converter.networks.grey_input import grey_input
from converter.networks.pretrained import copy_weights, load_backbone_weights

if TYPE_CHECKING:
    from converter.recipe import Recipe

_WEIGHTS_SIDE = 224
_BATCH_NORM_MOMENTUM = 0.95
"""Keras sets 0.999, which takes thousands of steps to follow the weights: longer than a fine-tuning run."""


def mobilenet_v2(recipe: Recipe) -> Any:
    """Build the backbone, average pooling, dropout and one sigmoid."""
    image, channels = grey_input(recipe.input, channels=3)
    backbone = keras.applications.MobileNetV2(
        input_tensor=channels, alpha=recipe.network.width, include_top=False, weights=None
    )
    if recipe.weights.source != "none":
        copy_weights(_pretrained(recipe), backbone)
    for layer in backbone.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = _BATCH_NORM_MOMENTUM
    pooled = layers.GlobalAveragePooling2D(name="pooled")(backbone.output)
    pooled = layers.Dropout(recipe.network.dropout, name="dropout")(pooled)
    probability = layers.Dense(1, activation="sigmoid", dtype="float32", name="probability")(pooled)
    return keras.Model(image, probability, name="mobilenet_v2")


def _pretrained(recipe: Recipe) -> Any:
    def build(weights: str | None) -> Any:
        shape = (_WEIGHTS_SIDE, _WEIGHTS_SIDE, 3)
        return keras.applications.MobileNetV2(
            input_shape=shape, alpha=recipe.network.width, include_top=False, weights=weights
        )

    return load_backbone_weights(build, recipe.weights)
