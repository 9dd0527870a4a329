"""First weights: of a backbone, downloaded by Keras or from a file; or of a whole network that was trained before."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from keras import layers

from converter.errors import TrainingError
from converter.networks.grey_input import IMAGENET_MEAN, IMAGENET_SPREAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from converter.recipe import Weights

_NETWORK_IN_RUN_FOLDER = "model.keras"


@dataclass(frozen=True, slots=True)
class Pretrained:
    """A backbone whose weights are published.

    Attributes
    ----------
    architecture
        Name in a recipe.
    build
        Makes the backbone, on its own colour input, with the given ``weights`` argument of `keras.applications`.
    url
        Address of its file of ImageNet weights.
    """

    architecture: str
    build: Callable[[str | None], Any]
    url: str


def load_backbone_weights(pretrained: Pretrained, settings: Weights) -> Any:
    """Build a backbone and fill it.

    Parameters
    ----------
    pretrained
        Which.
    settings
        Where the weights come from: "imagenet", or a file as `keras.applications` publishes them.

    Returns
    -------
    keras.Model
        The filled backbone, on a colour input.

    Raises
    ------
    TrainingError
        No network and no file, or a file of another network.
    """
    if settings.source == "imagenet":
        return _downloaded(pretrained)
    return _from_file(pretrained, Path(settings.path))


def _downloaded(pretrained: Pretrained) -> Any:
    try:
        return pretrained.build("imagenet")
    except Exception as error:  # Keras raises a bare Exception when a download fails
        cache = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "models"
        raise TrainingError(
            f"The ImageNet weights of {pretrained.architecture} cannot be downloaded from {pretrained.url}. Fetch "
            f"this file by another way and put it into {cache}, or name where it lies: "
            '--set weights.source=file --set weights.path="FILE".'
        ) from error


def _from_file(pretrained: Pretrained, file: Path) -> Any:
    if not file.is_file():
        raise TrainingError(
            f'The weights file of the recipe does not exist: {file}. Name another: --set weights.path="FILE".'
        )
    backbone = pretrained.build(None)
    try:
        backbone.load_weights(file)
    except (OSError, ValueError, KeyError) as error:
        raise TrainingError(
            f"The weights file does not fit the network of the recipe. {pretrained.architecture} takes the file "
            f"{Path(pretrained.url).name} as Keras publishes it, or what save_weights makes of that backbone."
        ) from error
    return backbone


def copy_weights(source: Any, target: Any) -> None:
    """Copy weights between layers of the same name; the target may have another input.

    A backbone that is called as one layer hides its feature maps from the exporter; built anew on our own input it
    shows them, but then its weights file does not load: hence the copy.
    """
    for layer in source.layers:
        if layer.weights and not isinstance(layer, layers.Normalization):
            target.get_layer(layer.name).set_weights(layer.get_weights())


def fix_normalisation(backbone: Any) -> None:
    """Give EfficientNet's own normalisation the figures of ImageNet, whatever its first weights are.

    The published file holds standard deviations where variances belong, and `keras.applications` divides by their root
    once more, in a layer that a backbone built without weights does not have. Here the variance does all of it.
    """
    for layer in backbone.layers:
        if isinstance(layer, layers.Normalization):
            layer.set_weights([np.array(IMAGENET_MEAN), np.square(IMAGENET_SPREAD), np.array(0)])
            # Keras computes with copies of them.
            layer.finalize_state()


def load_network_weights(network: Any, place: Path) -> None:
    """Fill a network with the weights of one of the same shape that was trained before.

    Parameters
    ----------
    network
        Keras model; changed in place.
    place
        A ``.keras`` file or a run folder.

    Raises
    ------
    TrainingError
        There is none, or it is another network.
    """
    file = place / _NETWORK_IN_RUN_FOLDER if place.is_dir() else place
    if not file.is_file():
        raise TrainingError(
            f"The recipe starts from a trained network that is not there: {place}. Train it first with its own "
            'recipe, or name its run folder or .keras file: --set weights.path="RUN_DIR".'
        )
    try:
        network.load_weights(file)
    except Exception as error:  # Keras and h5py raise whatever the difference leads them to
        raise TrainingError(
            f"The trained network that the recipe starts from does not fit the recipe's own: {place}. Architecture "
            "and input size have to be the same."
        ) from error
