"""One training run, from labelled folders to a run folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras
import numpy as np

from converter.datasets.decode import ImageSet, decode_images
from converter.datasets.labelled import KEPT_FOR_TESTS, digests, find_labelled
from converter.datasets.split import Split, split_by_patient
from converter.evaluation.held_out import score_held_out
from converter.evaluation.predict import Scorer
from converter.networks import build_network
from converter.networks.head import logit_model
from converter.training.batches import TrainingBatches
from converter.training.callbacks import LogEpochs, ShowProgress, StopOnBrokenLoss, Validate

if TYPE_CHECKING:
    from pathlib import Path

    from converter.recipe import Recipe, Training
    from converter.training.run_folder import RunFolder
    from converter.words import Words

_COSINE_END = 0.01
_COSINE_START = 0.05


def train(recipe: Recipe, data: Path, folder: RunFolder, words: Words) -> None:
    """Train a network and score its held-out images.

    Parameters
    ----------
    recipe
        What to make.
    data
        Labelled folders; see `converter.datasets.labelled.find_labelled`.
    folder
        New and empty.
    words
        Tells the person how far it is.

    Raises
    ------
    DatasetError
        The images cannot be used.
    RecipeError, TrainingError
        The network cannot be built, or its loss breaks.
    RunFolderError, OSError
        The run folder cannot be written.
    """
    keras.utils.set_random_seed(recipe.training.seed)
    keras.mixed_precision.set_global_policy(recipe.training.precision)
    network = build_network(recipe)
    words.say(f"{recipe.name}: {network.count_params():,} parameters")
    files = find_labelled(data, leave_out=(KEPT_FOR_TESTS,))
    with words.counting("reading images", len(files)) as count:
        images = decode_images(files, recipe.input.spec(), folder.cache_file, count)
    for left_out in images.unreadable:
        words.warn(f"{left_out.file.relative} is left out: {left_out.sentence}")
    split = split_by_patient(
        images.files, digests(images.files), recipe.training.validation_share, recipe.training.seed
    )
    folder.describe(recipe, split, images.unreadable)
    words.say(_counts(split))
    held_out = _part(images, split.held_out)
    _fit(network, recipe, TrainingBatches(images, np.flatnonzero(~split.held_out), recipe), held_out, folder, words)
    if recipe.training.keep == "best":
        network = keras.saving.load_model(folder.model_file)
    keras.mixed_precision.set_global_policy("float32")
    final = build_network(recipe)
    final.set_weights(network.get_weights())
    network = final
    network.save(folder.model_file)
    words.say("scoring the held-out images and their stressed copies")
    score_held_out(Scorer(network), held_out).save(folder.held_out_file)
    folder.cache_file.unlink()


def _part(images: ImageSet, chosen: Any) -> ImageSet:
    positions = np.flatnonzero(chosen)
    files = [images.files[position] for position in positions.tolist()]
    return ImageSet(images.images[positions], images.labels[positions], files, ())


def _counts(split: Split) -> str:
    sides = [[file for file, held in zip(split.files, split.held_out, strict=True) if held == side] for side in (0, 1)]
    counts = [f"{len(side)} images of {len({file.patient for file in side})} patients" for side in sides]
    return f"training on {counts[0]}; {counts[1]} held out"


def _fit(
    network: Any, recipe: Recipe, batches: TrainingBatches, held_out: ImageSet, folder: RunFolder, words: Words
) -> None:
    settings = recipe.training
    trained = logit_model(network)
    trained.compile(
        optimizer=_optimiser(settings, batches.steps_per_epoch),
        loss=keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=settings.label_smoothing),
    )
    progress = ShowProgress(batches.steps_per_epoch, settings.epochs, words.console)
    callbacks = [Validate(Scorer(network), held_out), *_keras_callbacks(network, settings, folder), progress]
    try:
        trained.fit(
            batches.dataset(),
            epochs=settings.epochs,
            steps_per_epoch=batches.steps_per_epoch,
            shuffle=False,
            verbose=0,
            callbacks=callbacks,
        )
    finally:
        progress.close()


def _optimiser(settings: Training, steps_per_epoch: int) -> Any:
    rate: Any = settings.learning_rate
    if settings.schedule == "cosine":
        warm_up = max(1, steps_per_epoch // 2)
        rate = keras.optimizers.schedules.CosineDecay(
            settings.learning_rate * _COSINE_START,
            decay_steps=max(1, steps_per_epoch * settings.epochs - warm_up),
            alpha=_COSINE_END,
            warmup_target=settings.learning_rate,
            warmup_steps=warm_up,
        )
    kinds = {"adam": keras.optimizers.Adam, "adamw": keras.optimizers.AdamW, "sgd": keras.optimizers.SGD}
    momentum = {"momentum": 0.9, "nesterov": True} if settings.optimiser == "sgd" else {}
    return kinds[settings.optimiser](rate, weight_decay=settings.weight_decay or None, **momentum)


def _keras_callbacks(network: Any, settings: Training, folder: RunFolder) -> list[Any]:
    watch = {"monitor": settings.monitor, "mode": "max" if settings.monitor == "validation_auc" else "min"}
    callbacks: list[Any] = [StopOnBrokenLoss(), LogEpochs(folder.log_file)]
    if settings.keep == "best":
        callbacks.append(_KeepBest(network, folder, settings.monitor))
    if settings.plateau_patience:
        callbacks.append(
            keras.callbacks.ReduceLROnPlateau(
                **watch, factor=settings.plateau_factor, patience=settings.plateau_patience
            )
        )
    if settings.early_stopping_patience:
        callbacks.append(keras.callbacks.EarlyStopping(**watch, patience=settings.early_stopping_patience))
    return callbacks


class _KeepBest(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Save the network, not its logit twin that is trained, whenever the validation figure is better than before."""

    def __init__(self, network: Any, folder: RunFolder, monitor: str) -> None:
        super().__init__()
        self._network = network
        self._folder = folder
        self._monitor = monitor
        self._sign = 1.0 if monitor == "validation_auc" else -1.0
        self._best = -np.inf

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        figure = self._sign * (logs or {})[self._monitor]
        if figure > self._best:
            self._best = figure
            self._network.save(self._folder.model_file)
