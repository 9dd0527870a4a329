"""What Keras itself says of an image: the other side of the parity gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from converter.networks.head import logit_model, sigmoid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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

    def run(self, images: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """Judge a batch ``[N, H, W, 1]``; give probabilities ``[N]`` and heat maps ``[N, h, w]``."""
        with tf.GradientTape() as tape:
            # Watching the image too keeps layers that are not trained on the tape.
            image = tf.constant(images)
            tape.watch(image)
            feature, logit = self._probe(image, training=False)
        weights = tf.reduce_mean(tape.gradient(logit, feature), axis=(1, 2), keepdims=True)
        heatmap = tf.nn.relu(tf.reduce_sum(weights * feature, axis=-1))
        return sigmoid(logit.numpy()[:, 0] / self._temperature), heatmap.numpy()
