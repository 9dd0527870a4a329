"""On how many devices a network trains."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import tensorflow as tf

if TYPE_CHECKING:
    from converter.recipe import TrainingSettings


def device_scope(settings: TrainingSettings) -> AbstractContextManager[object]:
    """Return the scope in which a network is built and trained.

    With ``devices = "all"`` every GPU (or every logical CPU device, where there is no GPU) holds a copy of the network
    and takes its share of each batch; the gradients are summed, so the recipe's batch size means the same.
    """
    if settings.devices == "one":
        return nullcontext()
    devices = tf.config.list_logical_devices("GPU") or tf.config.list_logical_devices("CPU")
    scope: AbstractContextManager[object] = tf.distribute.MirroredStrategy([device.name for device in devices]).scope()
    return scope
