"""What is exported: a network, and what is known of how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import keras
import numpy as np

# Keras finds the layers of ours in a saved network by their registered names.
import converter.networks  # noqa: F401
from converter.datasets.decode import read_labelled
from converter.datasets.labelled import digests
from converter.datasets.manifest import is_manifest
from converter.errors import ExportError
from converter.evaluation.held_out import HeldOut, score_held_out
from converter.evaluation.keras_predictor import Scorer
from converter.export.derivation import data_of, step_of, steps_of_run
from converter.export.held_out_runs import read_held_out_runs, shifted_of
from converter.training.run_folder import RunFolder, versions
from xray_desktop.imaging.digest import file_sha256

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.evaluation.shifted import Shifted
    from converter.recipe import Recipe
    from xray_desktop.model_file.derivation import Derivation


@dataclass(frozen=True, slots=True, eq=False)
class ExportSource:
    """A network and what the card says of its making.

    Attributes
    ----------
    model
        Keras model.
    recipe
        What made it, or what its input is to be like.
    held_out
        Scores of images that the network has not seen; None where all trained.
    held_out_description
        What these images are.
    training_images, training_patients
        0 where nothing is known.
    manifest_sha256
        Of the split; empty where nothing is known.
    versions
        What it was trained with.
    origin
        What the card says instead of the recipe, for a network that no recipe made.
    shifted
        What calibration and operating points are made of; `held_out` where None.
    steps
        How the network came about, and its export.

    Raises
    ------
    ExportError
        There are no scores at all.
    """

    model: Any
    recipe: Recipe
    held_out: HeldOut | None
    held_out_description: str
    training_images: int
    training_patients: int
    manifest_sha256: str
    versions: dict[str, str]
    origin: dict[str, Any] | None = None
    shifted: Shifted | None = None
    steps: tuple[Derivation, ...] = ()

    def __post_init__(self) -> None:
        if self.held_out is None and self.shifted is None:
            raise ExportError(
                "The run folder has no scores of held-out images: training did not end, or all images trained. Where "
                "all trained, name labelled images of other patients with --data, or held-out runs with --chosen-on."
            )

    @property
    def samples(self) -> NDArray[np.float32]:
        """A few of the images, shape ``[n, rows, columns, 1]``, 0 to 255."""
        # One of the two is there.
        scores = self.held_out or (self.shifted and self.shifted.scores)
        return np.asarray(scores.samples, np.float32) if scores else np.empty((0,), np.float32)


def load_keras(file: Path) -> Any:
    """Load a Keras model; code inside it is not run.

    Raises
    ------
    ExportError
        It cannot be read, or holds code.
    """
    if not file.is_file():
        raise ExportError("There is no Keras model of that name.")
    try:
        return keras.saving.load_model(file, compile=False, safe_mode=True)
    except Exception as error:  # Keras raises whatever its parts raise
        raise ExportError(
            "Keras cannot load this model. It may be of an older Keras, be damaged, or hold code of its own, which is "
            "never run."
        ) from error


def source_of_run(
    folder: RunFolder, overrides: list[str], data: Path | None, console: Console, chosen_on: Sequence[Path] = ()
) -> ExportSource:
    """Read a finished run folder.

    Parameters
    ----------
    folder
        Of a run that ended.
    overrides
        Fields of the recipe to change, for instance ``card.model_version=1.0.1``.
    data
        Labelled images to measure on instead of the run's held-out ones.
    console
        Tells the user how far it is.
    chosen_on
        Held-out runs to calibrate and choose thresholds on; see `converter.export.held_out_runs.read_held_out_runs`.

    Raises
    ------
    RunFolderError, ExportError
        It is not complete, given images trained the network, or the held-out runs cannot be used.
    """
    recipe = folder.recipe(overrides)
    trained = [row for row in folder.split_rows() if row["part"] == "train"]
    shifted = shifted_of(read_held_out_runs(chosen_on, recipe)) if chosen_on else None
    model = load_keras(folder.model_file)
    held_out, held_out_description = None, ""
    if data is not None:
        held_out = _score_others(model, recipe, data, {row["sha256"] for row in trained}, console)
        held_out_description = "the images given at export, none of which trained the model"
    elif folder.held_out_file.is_file():
        held_out = HeldOut.load(folder.held_out_file)
        held_out_description = _own_description(recipe, folder)
    return ExportSource(
        model=model,
        recipe=recipe,
        held_out=held_out,
        held_out_description=held_out_description,
        training_images=len(trained),
        training_patients=len({row["patient"] for row in trained}),
        manifest_sha256=folder.manifest_sha256(),
        versions=folder.versions(),
        shifted=shifted,
        steps=steps_of_run(folder, recipe),
    )


def _own_description(recipe: Recipe, folder: RunFolder) -> str:
    if is_manifest(data_of(folder)):
        return "held-out patients (as the manifest of the training lays down)"
    share, seed = recipe.training.validation_share, recipe.training.seed
    return f"held-out patients ({share:.0%} of each class, grouped by patient, seed {seed})"


def _score_others(model: Any, recipe: Recipe, data: Path, trained: set[str], console: Console) -> HeldOut:
    images = read_labelled(data, recipe.input.spec(), console)
    known = len(trained.intersection(digests(images.files)))
    if known:
        raise ExportError(
            f"{known} of the {len(images.files)} images given trained this network, so nothing can be measured on "
            "them. Give images of other patients."
        )
    return score_held_out(Scorer(model), images)


def source_of_model(file: Path, recipe: Recipe, data: Path, console: Console) -> ExportSource:
    """Describe a Keras model from elsewhere by a recipe and labelled images.

    Raises
    ------
    DatasetError, ExportError
        The images or the model cannot be used.
    """
    model = load_keras(file)
    expected = (recipe.input.rows, recipe.input.columns, 1)
    if tuple(model.inputs[0].shape[1:]) != expected:
        raise ExportError(f"The model's input is {model.inputs[0].shape[1:]}, but the recipe's is {expected}.")
    images = read_labelled(data, recipe.input.spec(), console)
    return ExportSource(
        model=model,
        recipe=recipe,
        held_out=score_held_out(Scorer(model), images),
        held_out_description="the images given at export; whether they trained the model is not known",
        training_images=0,
        training_patients=0,
        manifest_sha256="",
        versions=versions(),
        steps=(step_of("export", "A Keras model from elsewhere became a model file.", {}, file_sha256(file)),),
    )
