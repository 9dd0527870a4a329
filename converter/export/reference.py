"""What Keras itself says of an image: the other side of the parity gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from converter.evaluation.calibration import sigmoid
from converter.networks.head import logit_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BATCH = 8


class KerasReference:
    """A Keras model's probability and Grad-CAM, by `tf.GradientTape`.

    Parameters
    ----------
    model
        Keras model with one of the heads that the exporter knows.
    feature_layer
        The layer that the heat map is made of.
    temperature
        The logit is divided by it before the sigmoid.
    """

    def __init__(self, model: Any, feature_layer: Any, temperature: float) -> None:
        self._probe = logit_model(model, feature_layer.output)
        self._temperature = temperature

    def run(
        self, images: NDArray[np.float32], *, compiled: bool = False
    ) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """Judge a batch.

        Parameters
        ----------
        images
            Shape ``[N, H, W, 1]``, float32, 0 to 255.
        compiled
            Let XLA compile the arithmetic: the same network by another way, which rounds differently.

        Returns
        -------
        tuple
            Probabilities ``[N]``, float64, 0 to 1, and heat maps ``[N, h, w]``, float32, zero or more.
        """
        judge = tf.function(self._judge, jit_compile=True) if compiled else self._judge
        # In parts: the tape keeps what every layer gave.
        parts = [judge(tf.constant(images[start : start + _BATCH])) for start in range(0, len(images), _BATCH)]
        logits = np.concatenate([logit.numpy()[:, 0] for logit, _ in parts])
        return sigmoid(logits / self._temperature), np.concatenate([heatmap.numpy() for _, heatmap in parts])

    def _judge(self, images: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            # Watching the images too keeps layers that are not trained on the tape.
            tape.watch(images)
            feature, logit = self._probe(images, training=False)
        weights = tf.reduce_mean(tape.gradient(logit, feature), axis=(1, 2), keepdims=True)
        return logit, tf.nn.relu(tf.reduce_sum(weights * feature, axis=-1))
