"""One training run, from labelled folders to a run folder."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import tensorflow as tf

from converter.datasets.decode import ImageSet, decode_images
from converter.datasets.labelled import KEPT_FOR_TESTS, digests, find_labelled
from converter.datasets.manifest import given_split
from converter.datasets.split import Split, split_by_patient
from converter.evaluation.held_out import score_held_out
from converter.evaluation.keras_predictor import Scorer
from converter.networks import build_network
from converter.recipe import Weights
from converter.training.batches import TrainingBatches
from converter.training.fit import fit

if TYPE_CHECKING:
    from pathlib import Path

    from converter.console import Console
    from converter.recipe import Recipe, TrainingSettings
    from converter.training.fit import OnEpoch
    from converter.training.run_folder import RunFolder


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """What came of a run, besides what lies in its folder.

    Attributes
    ----------
    network
        The kept Keras model, float32.
    held_out
        The images that it did not see; None where all images trained.
    """

    network: Any
    held_out: ImageSet | None


def train(
    recipe: Recipe,
    data: Path,
    folder: RunFolder,
    console: Console,
    *,
    split: Split | None = None,
    on_epoch: OnEpoch | None = None,
) -> Trained:
    """Train a network and score its held-out images; a run that was stopped goes on where it was.

    The same recipe, images and machine give the same network, whether or not the run was stopped in between.

    Parameters
    ----------
    recipe
        What to make.
    data
        Labelled folders or a manifest; see `converter.datasets.labelled.find_labelled`.
    folder
        New and empty, or of a run with this recipe and these images that did not end.
    console
        Tells the user how far it is.
    split
        Who is held out; drawn by the recipe's share and seed, or taken from the manifest, where None.
    on_epoch
        Called after each epoch with the number of epochs done and the epoch's figures; what it raises ends the run.

    Returns
    -------
    Trained
        The network, and the images to measure it on.

    Raises
    ------
    DatasetError
        The images cannot be used.
    RecipeError, TrainingError
        The network cannot be built, or its loss breaks.
    RunFolderError, OSError
        The run folder cannot be written, or is of another run.
    """
    if not folder.begun:
        folder.begin(recipe, data)
    keras.utils.set_random_seed(recipe.training.seed)
    keras.mixed_precision.set_global_policy(recipe.training.precision)
    try:
        with _device_scope(recipe.training):
            network = build_network(recipe)
            console.say(f"{recipe.name}: {network.count_params():,} parameters")
            images, split = _images(recipe, data, folder, console, split)
            held_out = _part(images, split.held_out) if split.held_out.any() else None
            batches = TrainingBatches(images, np.flatnonzero(~split.held_out), recipe, console)
            fit(network, recipe, batches, held_out, folder, console, on_epoch)
    finally:
        keras.mixed_precision.set_global_policy("float32")
    return Trained(_finish(network, recipe, held_out, folder, console), held_out)


def _device_scope(settings: TrainingSettings) -> AbstractContextManager[object]:
    """Return the scope in which a network is built and trained.

    With ``devices = "all"`` every GPU (or every logical CPU device, where there is no GPU) holds a copy of the network
    and takes its share of each batch; the gradients are summed, so the recipe's batch size means the same.
    """
    if settings.devices == "one":
        return nullcontext()
    devices = tf.config.list_logical_devices("GPU") or tf.config.list_logical_devices("CPU")
    scope: AbstractContextManager[object] = tf.distribute.MirroredStrategy([device.name for device in devices]).scope()
    return scope


def _images(
    recipe: Recipe, data: Path, folder: RunFolder, console: Console, split: Split | None
) -> tuple[ImageSet, Split]:
    """Decode the images and settle who is held out."""
    files = split.files if split else find_labelled(data, leave_out=(KEPT_FOR_TESTS,))
    with console.counting("reading images", len(files)) as count:
        images = decode_images(files, recipe.input.spec(), folder.cache_file, count)
    for left_out in images.unreadable:
        console.warn(f"{left_out.file.relative} is left out: {left_out.sentence}")
    settled = _settled(recipe, split or given_split(data), images)
    folder.record(settled, images.unreadable)
    console.say(_counts(settled))
    return images, settled


def _settled(recipe: Recipe, given: Split | None, images: ImageSet) -> Split:
    sha256 = digests(images.files)
    if given is not None:
        held = {file.path for file, held in zip(given.files, given.held_out, strict=True) if held}
        return Split(images.files, sha256, np.array([file.path in held for file in images.files]))
    if not recipe.training.validation_share:
        return Split(images.files, sha256, np.zeros(len(images.files), bool))
    return split_by_patient(images.files, sha256, recipe.training.validation_share, recipe.training.seed)


def _part(images: ImageSet, chosen: Any) -> ImageSet:
    positions = np.flatnonzero(chosen)
    files = [images.files[position] for position in positions.tolist()]
    return ImageSet(images.images[positions], images.labels[positions], files, ())


def _counts(split: Split) -> str:
    sides = [[file for file, held in zip(split.files, split.held_out, strict=True) if held == side] for side in (0, 1)]
    counts = [f"{len(side)} images of {len({file.patient for file in side})} patients" for side in sides]
    return f"training on {counts[0]}; {counts[1]} held out"


def _finish(network: Any, recipe: Recipe, held_out: ImageSet | None, folder: RunFolder, console: Console) -> Any:
    kept = keras.saving.load_model(folder.model_file) if recipe.training.keep == "best" else network
    final = kept if recipe.training.precision == "float32" else _in_float32(kept, recipe)
    folder.save_network(final)
    if held_out is not None:
        console.say("scoring the held-out images and their stressed copies")
        score_held_out(Scorer(final), held_out).save(folder.held_out_file)
    folder.cache_file.unlink()
    folder.checkpoint_file.unlink(missing_ok=True)
    return final


def _in_float32(trained: Any, recipe: Recipe) -> Any:
    """Build the network again without mixed precision, on the same weights."""
    network = build_network(recipe.model_copy(update={"weights": Weights()}))
    network.set_weights(trained.get_weights())
    return network
