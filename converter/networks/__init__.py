"""Networks: each a function from a recipe to a Keras model.

Every model takes grey images ``[N, H, W, 1]`` (float32, 0 to 255, bone bright) and ends in the probability of the
positive class: one sigmoid ``[N, 1]``, or a softmax ``[N, 2]`` in the order negative, positive. The logits before that
last activation are what calibration and the heat map work on.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from converter.errors import RecipeError
from converter.networks.backbones import BACKBONES
from converter.networks.baseline_cnn import baseline_cnn
from converter.networks.cnn28 import cnn28
from converter.networks.pretrained import load_network_weights
from converter.networks.residual import residual
from converter.networks.squeezenet import squeezenet

if TYPE_CHECKING:
    from collections.abc import Callable

    from converter.recipe import Recipe

_OWN: dict[str, Callable[[Recipe], Any]] = {"baseline-cnn": baseline_cnn, "cnn28": cnn28, "residual": residual}

ARCHITECTURES: dict[str, Callable[[Recipe], Any]] = (
    _OWN | {"squeezenet": squeezenet} | {name: row.network for name, row in BACKBONES.items()}
)
"""By the name that stands in a recipe."""


def build_network(recipe: Recipe) -> Any:
    """Build the recipe's network with its first weights.

    Returns
    -------
    keras.Model
        Not compiled.

    Raises
    ------
    RecipeError
        Unknown architecture, or something that it does not have: a width, ImageNet weights, a layer to freeze.
    TrainingError
        The first weights cannot be loaded.
    """
    name, weights = recipe.network.architecture, recipe.weights
    if name not in ARCHITECTURES:
        raise RecipeError(f"There is no architecture '{name}'. Known: {', '.join(sorted(ARCHITECTURES))}.")
    if name in _OWN and weights.of_backbone:
        raise RecipeError(
            f"{name} has no backbone to take weights for. Set weights.source=none, or name a trained network of the "
            "same kind (a run folder or .keras file) with weights.path."
        )
    if name not in BACKBONES and recipe.network.cut_after:
        raise RecipeError(f"{name} has no backbone to cut: leave network.cut_after empty.")
    model = ARCHITECTURES[name](recipe)
    if weights.of_network:
        load_network_weights(model, Path(weights.path))
    if recipe.network.frozen_through:
        _freeze(model, recipe.network.frozen_through)
    return model


def _freeze(model: Any, last: str) -> None:
    names = [layer.name for layer in model.layers]
    if last not in names:
        raise RecipeError(f"The network has no layer '{last}' to freeze up to.")
    for layer in model.layers[: names.index(last) + 1]:
        layer.trainable = False
