"""A model under examination, whichever kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from converter.datasets.labelled import LABELS
from converter.errors import RecipeError
from converter.evaluation.predict import Scorer
from converter.export.parity import open_session, run_in_batches
from converter.export.reference import KerasReference
from converter.export.source import load_keras
from converter.networks.head import feature_layer, sigmoid
from converter.recipe import load_recipe
from converter.training.run_folder import RunFolder
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.imaging.preprocess import InputSpec

DEFAULT_THRESHOLD = 0.5
_BATCH = 8


class Predictor(Protocol):
    """What can be asked of a model.

    Attributes
    ----------
    name
        For titles.
    spec
        Size, kernel and aspect of its input.
    labels
        Names of the negative and the positive class.
    """

    name: str
    spec: InputSpec
    labels: tuple[str, str]

    def threshold(self, operating_point: str | None) -> float:
        """Return the threshold of an operating point, or of the default where None.

        Raises
        ------
        RecipeError, CardError
            There is none of that name.
        """

    def probabilities(self, images: NDArray[Any]) -> NDArray[np.float64]:
        """Judge images ``[N, rows, columns, 1]`` (0 to 255, any float); return ``[N]``, of the positive class."""

    def heatmaps(self, images: NDArray[Any]) -> NDArray[np.float32]:
        """Return the Grad-CAM of each image, ``[N, h, w]``, zero or more, not normalised."""


class OnnxPredictor:
    """A model file, run by onnxruntime on the CPU.

    Parameters
    ----------
    file
        A ``.onnx`` file with a card.

    Raises
    ------
    ModelError
        The viewer's checks refuse it.
    """

    def __init__(self, file: Path) -> None:
        checked = check_model_file(file)
        self.name = file.stem
        self.card = checked.card
        self.spec = checked.card.input.spec()
        self.labels = checked.card.labels
        self._session = open_session(checked.content)

    def threshold(self, operating_point: str | None) -> float:
        """Look it up in the card."""
        return self.card.operating_point(operating_point or self.card.default_operating_point).threshold

    def probabilities(self, images: NDArray[Any]) -> NDArray[np.float64]:
        """Run the session."""
        return self._run(images)[0].astype(np.float64)

    def heatmaps(self, images: NDArray[Any]) -> NDArray[np.float32]:
        """Run the session."""
        return self._run(images)[1]

    def _run(self, images: NDArray[Any]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return run_in_batches(self._session, np.asarray(images, np.float32), _BATCH)


class KerasPredictor:
    """A Keras network, before calibration.

    Parameters
    ----------
    model
        With one of the heads of `converter.networks.head`.
    name
        For titles.
    spec
        Of its input.
    """

    def __init__(self, model: Any, name: str, spec: InputSpec) -> None:
        self.name = name
        self.spec = spec
        self.labels = LABELS
        self.model = model
        self._scorer = Scorer(model)

    def threshold(self, operating_point: str | None) -> float:
        """Return one half: a network without a card has no operating points."""
        if operating_point:
            raise RecipeError("A Keras model has no operating points. Give --threshold, or evaluate the .onnx file.")
        return DEFAULT_THRESHOLD

    def probabilities(self, images: NDArray[Any]) -> NDArray[np.float64]:
        """Run the network."""
        return sigmoid(self._scorer.logits(images))

    def heatmaps(self, images: NDArray[Any]) -> NDArray[np.float32]:
        """Ask `tf.GradientTape`."""
        reference = KerasReference(self.model, feature_layer(self.model), temperature=1.0)
        parts = [
            reference.run(np.asarray(images[start : start + _BATCH], np.float32))[1]
            for start in range(0, len(images), _BATCH)
        ]
        return np.concatenate(parts)


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
        return OnnxPredictor(file)
    folder = RunFolder.of(file)
    if recipe:
        described = load_recipe(recipe, overrides)
    elif folder:
        described = folder.recipe(overrides)
    else:
        raise RecipeError("The model lies in no run folder, so its input is not known. Name its recipe with --recipe.")
    model = load_keras(folder.model_file if folder and file.is_dir() else file)
    return KerasPredictor(model, file.stem, described.input.spec())
