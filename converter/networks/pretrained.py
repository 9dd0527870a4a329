"""First weights of a backbone: downloaded by Keras, or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from converter.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from converter.recipe import Weights


def load_backbone_weights(build: Callable[[str | None], Any], settings: Weights) -> Any:
    """Build a backbone and fill it.

    Parameters
    ----------
    build
        Makes the backbone with the given ``weights`` argument of `keras.applications`.
    settings
        Where the weights come from; not "none".

    Raises
    ------
    TrainingError
        No network and no file, or a file of another network.
    """
    return _downloaded(build) if settings.source == "imagenet" else _from_file(build, Path(settings.path))


def _downloaded(build: Callable[[str | None], Any]) -> Any:
    try:
        return build("imagenet")
    except Exception as error:  # Keras raises a bare Exception when a download fails
        raise TrainingError(
            "The ImageNet weights cannot be downloaded. Fetch the file of the backbone without its top elsewhere and "
            'name it: --set weights.source=file --set weights.path="FILE.weights.h5".'
        ) from error


def _from_file(build: Callable[[str | None], Any], file: Path) -> Any:
    if not file.is_file():
        raise TrainingError('The weights file of the recipe does not exist. Name another: --set weights.path="FILE".')
    backbone = build(None)
    try:
        backbone.load_weights(file)
    except (OSError, ValueError) as error:
        raise TrainingError("The weights file does not fit the network of the recipe.") from error
    return backbone


def copy_weights(source: Any, target: Any) -> None:
    """Copy weights between layers of the same name; the target may have another input.

    A backbone that is called as one layer hides its feature maps from the exporter; built anew on our own input it
    shows them, but then its weights file does not load: hence the copy.
    """
    for layer in source.layers:
        if layer.weights:
            target.get_layer(layer.name).set_weights(layer.get_weights())
