"""SqueezeNet 1.1: plain convolutions without batch statistics, so nothing in it drifts with the images of a hospital.

Iandola et al., SqueezeNet: AlexNet-level accuracy with 50x fewer parameters, 2016.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import h5py
import keras
import numpy as np
from keras import layers

from converter.errors import RecipeError, TrainingError
from converter.networks.grey_input import grey_input
from converter.networks.heads import pooled_sigmoid

if TYPE_CHECKING:
    from converter.recipe import Recipe

_FIRES = {2: (16, 64), 3: (16, 64), 4: (32, 128), 5: (32, 128), 6: (48, 192), 7: (48, 192), 8: (64, 256), 9: (64, 256)}
_POOLED_BEFORE = (2, 4, 6)
_GREY_LEVELS = 100.0
"""The published weights expect grey levels about zero, with a spread of 60; standardised greys have 0.6."""


def squeezenet(recipe: Recipe) -> Any:
    """Build the network on one grey channel, with its first weights.

    Raises
    ------
    RecipeError
        It is to have another width, intensities that it does not take, or weights that nobody publishes.
    TrainingError
        The weights file cannot be read.
    """
    if recipe.network.width != 1.0:
        raise RecipeError("squeezenet has one width alone: leave network.width at 1.0.")
    image, grey = grey_input(recipe.input, channels=1)
    scale = 1.0 if recipe.input.intensity == "raw" else _GREY_LEVELS
    features = layers.Rescaling(scale, name="grey_levels")(grey)
    features = layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(features)
    for number, (squeeze, expand) in _FIRES.items():
        if number in _POOLED_BEFORE:
            features = layers.MaxPooling2D(3, 2, name=f"pool{number - 1}")(features)
        features = _fire(features, f"fire{number}", squeeze, expand)
    network = keras.Model(image, pooled_sigmoid(features, recipe.network.dropout), name="squeezenet")
    if recipe.weights.of_backbone:
        _load(network, recipe)
    return network


def _fire(features: Any, name: str, squeeze: int, expand: int) -> Any:
    # Layer names of the published file with the slash replaced, which Keras 3 does not take.
    features = layers.Conv2D(squeeze, 1, activation="relu", name=f"{name}_squeeze1x1")(features)
    near = layers.Conv2D(expand, 1, name=f"{name}_expand1x1")(features)
    around = layers.Conv2D(expand, 3, padding="same", name=f"{name}_expand3x3")(features)
    return layers.ReLU(name=f"{name}_relu")(layers.Concatenate(name=f"{name}_both")([near, around]))


def _load(network: Any, recipe: Recipe) -> None:
    if recipe.weights.source == "imagenet":
        raise RecipeError(
            "Keras publishes no weights of squeezenet. Name a file of them: "
            '--set weights.source=file --set weights.path="FILE".'
        )
    file = Path(recipe.weights.path)
    if not file.is_file():
        raise TrainingError(
            f'The weights file of the recipe does not exist: {file}. Name another: --set weights.path="FILE".'
        )
    try:
        with h5py.File(file) as stored:
            for layer in network.layers:
                if isinstance(layer, layers.Conv2D):
                    layer.set_weights(_kernel_and_bias(stored[layer.name.replace("_", "/", 1)], layer))
    except (OSError, ValueError, KeyError) as error:
        raise TrainingError(
            "The weights file does not fit the network of the recipe: squeezenet takes the file without top that is "
            "published for Keras."
        ) from error


def _kernel_and_bias(group: Any, layer: Any) -> list[Any]:
    found: dict[int, Any] = {}
    group.visititems(
        lambda _name, item: found.update({item.ndim: item[()]}) if isinstance(item, h5py.Dataset) else None
    )
    kernel, bias = found[4], found[1]
    if kernel.shape[2] != layer.kernel.shape[2]:
        # Three equal channels into one: the sum over them says the same.
        kernel = kernel.sum(axis=2, keepdims=True, dtype=np.float32)
    return [kernel, bias]
