"""Networks: each a function from a recipe to a Keras model.

Every model takes grey images ``[N, H, W, 1]`` (float32, 0 to 255, bone bright) and ends in the probability of the
positive class: one sigmoid ``[N, 1]``, or a softmax ``[N, 2]`` in the order negative, positive. The logits before that
last activation are what calibration and the heat map work on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from converter.errors import RecipeError
from converter.networks.baseline_cnn import baseline_cnn
from converter.networks.mobilenet_v2 import mobilenet_v2

if TYPE_CHECKING:
    from collections.abc import Callable

    from converter.recipe import Recipe

ARCHITECTURES: dict[str, Callable[[Recipe], Any]] = {
    "baseline-cnn": baseline_cnn,
    "mobilenetv2": mobilenet_v2,
}


def build_network(recipe: Recipe) -> Any:
    """Build the recipe's network with its first weights.

    Returns
    -------
    keras.Model
        Not compiled.

    Raises
    ------
    RecipeError
        Unknown architecture, or a layer to freeze that it does not have.
    TrainingError
        The first weights cannot be loaded.
    """
    build = ARCHITECTURES.get(recipe.network.architecture)
    if build is None:
        raise RecipeError(
            f"There is no architecture '{recipe.network.architecture}'. Known: {', '.join(sorted(ARCHITECTURES))}."
        )
    model = build(recipe)
    if recipe.network.frozen_through:
        _freeze(model, recipe.network.frozen_through)
    return model


def _freeze(model: Any, last: str) -> None:
    names = [layer.name for layer in model.layers]
    if last not in names:
        raise RecipeError(f"The network has no layer '{last}' to freeze up to.")
    for layer in model.layers[: names.index(last) + 1]:
        layer.trainable = False
