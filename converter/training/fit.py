"""The training itself: Keras' `fit` with our batches, our validation and a checkpoint after every epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras

from converter.evaluation.keras_predictor import Scorer
from converter.networks.head import logit_model
from converter.training.batches import PATHOGENS
from converter.training.callbacks import KeepBest, LogEpochs, ShowProgress, StopOnBrokenLoss, TellEpoch, Validate
from converter.training.checkpoint import Checkpoint, standing_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from converter.recipe import Recipe, TrainingSettings
    from converter.training.batches import TrainingBatches
    from converter.training.run_folder import RunFolder

    OnEpoch = Callable[[int, dict[str, float]], None]

_COSINE_END = 0.01
_COSINE_START = 0.05
_SHARES = [0.3, 1.0]
"""Of the auxiliary head and of the network's own in the loss."""


def fit(
    network: Any,
    recipe: Recipe,
    batches: TrainingBatches,
    held_out: ImageSet | None,
    folder: RunFolder,
    console: Console,
    on_epoch: OnEpoch | None = None,
) -> None:
    """Train a network in place, from where the run folder's checkpoint stands.

    Parameters
    ----------
    network
        Keras model, not compiled.
    recipe
        How.
    batches
        What it trains on.
    held_out
        What it is measured on after each epoch; None where all images train.
    folder
        Where the log, the checkpoint and the best weights go.
    console
        Tells the user how far it is.
    on_epoch
        See `converter.training.callbacks.TellEpoch`.
    """
    settings = recipe.training
    standing = standing_of(folder.checkpoint_file)
    trained, head = _with_head(network, settings)
    trained.compile(optimizer=_optimiser(settings, batches.steps_per_epoch), **_losses(settings))
    # Its moments exist only once it is built, and the checkpoint puts them back before the first step.
    trained.optimizer.build(trained.trainable_variables)
    counting = _counting_callbacks(network, settings, folder)
    variables = [*network.variables, *head, *trained.optimizer.variables]
    progress = ShowProgress(batches.steps_per_epoch, settings.epochs, standing.epochs, console.stderr)
    callbacks = [
        *([Validate(Scorer(network), held_out)] if held_out else []),
        StopOnBrokenLoss(),
        LogEpochs(folder.log_file),
        keras.callbacks.TensorBoard(folder.tensorboard, write_graph=False),
        *counting,
        progress,
        Checkpoint(folder.checkpoint_file, variables, counting, settings.epochs),
        *([TellEpoch(on_epoch)] if on_epoch else []),
    ]
    try:
        trained.fit(
            batches.dataset(standing.epochs * batches.steps_per_epoch),
            initial_epoch=standing.epochs,
            # Of a run that was stopped after its last epoch, only the weights are put back.
            epochs=standing.epochs if standing.ended else settings.epochs,
            steps_per_epoch=batches.steps_per_epoch,
            shuffle=False,
            verbose=0,
            callbacks=callbacks,
        )
    finally:
        progress.close()


def _with_head(network: Any, settings: TrainingSettings) -> tuple[Any, list[Any]]:
    """Return the model that is trained, and the weights that it has beyond the network's."""
    if settings.auxiliary == "none":
        return logit_model(network), []
    auxiliary = keras.layers.Dense(len(PATHOGENS), dtype="float32", name=settings.auxiliary)
    outputs = auxiliary(network.layers[-1].input)
    return logit_model(network, outputs), list(auxiliary.variables)


def _losses(settings: TrainingSettings) -> dict[str, Any]:
    smoothing = {"from_logits": True, "label_smoothing": settings.label_smoothing}
    loss = keras.losses.BinaryCrossentropy(**smoothing)
    if settings.auxiliary == "none":
        return {"loss": loss}
    # An image whose name does not tell its pathogen has no target there, and no loss.
    return {"loss": [keras.losses.CategoricalCrossentropy(from_logits=True), loss], "loss_weights": _SHARES}


def _optimiser(settings: TrainingSettings, steps_per_epoch: int) -> Any:
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
    # Only Keras' AdamW takes a decay of zero.
    decay = settings.weight_decay if settings.optimiser == "adamw" else settings.weight_decay or None
    mean = {"use_ema": True, "ema_momentum": settings.weight_averaging} if settings.weight_averaging else {}
    return kinds[settings.optimiser](rate, weight_decay=decay, **momentum, **mean)


def _counting_callbacks(network: Any, settings: TrainingSettings, folder: RunFolder) -> list[Any]:
    """Return what watches the validation figure from epoch to epoch."""
    watch = {"monitor": settings.monitor, "mode": "max" if settings.monitor == "validation_auc" else "min"}
    callbacks: list[Any] = []
    if settings.keep == "best":
        callbacks.append(KeepBest(network, folder.save_network, settings.monitor))
    if settings.plateau_patience:
        callbacks.append(
            keras.callbacks.ReduceLROnPlateau(
                **watch, factor=settings.plateau_factor, patience=settings.plateau_patience
            )
        )
    if settings.early_stopping_patience:
        callbacks.append(keras.callbacks.EarlyStopping(**watch, patience=settings.early_stopping_patience))
    return callbacks
