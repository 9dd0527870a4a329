"""A model under examination, whichever kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from converter.errors import RecipeError
from converter.onnx_model import OnnxModel
from converter.recipe import load_recipe
from converter.training.run_folder import RunFolder

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from xray_desktop.imaging.preprocess import InputSpec


class Predictor(Protocol):
    """What can be asked of a model: `converter.onnx_model.OnnxModel`, or a network of Keras."""

    @property
    def spec(self) -> InputSpec:
        """Size, kernel and aspect of its input."""

    @property
    def labels(self) -> tuple[str, str]:
        """Names of the negative and the positive class."""

    def threshold(self, operating_point: str | None = None) -> float:
        """Return the threshold of an operating point, or of the default where None.

        Raises
        ------
        RecipeError, CardError
            There is none of that name.
        """

    def probabilities(self, images: NDArray[Any]) -> NDArray[np.float64]:
        """Score images ``[N, rows, columns, 1]`` (0 to 255, any float); return ``[N]``, float64, 0 to 1."""

    def heatmaps(self, images: NDArray[Any]) -> NDArray[np.float32]:
        """Return the Grad-CAM of each image, ``[N, h, w]``, float32, zero or more, not normalised."""


def open_predictor(file: Path, recipe: str | None = None, overrides: list[str] | None = None) -> Predictor:
    """Open a model for examination.

    Parameters
    ----------
    file
        A ``.onnx`` file, a ``.keras`` file, or a run folder.
    recipe
        Name or file of the recipe that says what a ``.keras`` file from outside a run folder takes.
    overrides
        Fields of the recipe to change.

    Raises
    ------
    RecipeError
        A ``.keras`` file without a recipe.
    ModelError, RunFolderError
        The file cannot be used.
    """
    if file.suffix == ".onnx":
        return OnnxModel.open(file)
    folder = RunFolder.of(file)
    if recipe:
        described = load_recipe(recipe, overrides)
    elif folder:
        described = folder.recipe(overrides)
    else:
        raise RecipeError("The model lies in no run folder, so its input is not known. Name its recipe with --recipe.")
    # TensorFlow comes with them: only for a network of Keras.
    from converter.evaluation.keras_predictor import KerasPredictor
    from converter.export.source import load_keras

    model = load_keras(folder.model_file if folder and file.is_dir() else file)
    return KerasPredictor(model, described.input.spec())
