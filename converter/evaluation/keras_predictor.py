"""A Keras network that is measured or exported: its logits, its probabilities and its heat maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from converter.datasets.labelled import LABELS
from converter.errors import RecipeError
from converter.evaluation.calibration import sigmoid
from converter.export.reference import KerasReference
from converter.networks.head import feature_layer, logit_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.preprocess import InputSpec

DEFAULT_THRESHOLD = 0.5
_BATCH = 32


class Scorer:
    """A Keras model's logits of the positive class.

    Not `keras.Model.predict`: it builds a data pipeline for every call.

    Parameters
    ----------
    model
        Keras model with one of the heads of `converter.networks.head`.
    """

    def __init__(self, model: Any) -> None:
        probe = logit_model(model)
        self._run = tf.function(lambda images: probe(images, training=False), reduce_retracing=True)

    def logits(self, images: NDArray[Any]) -> NDArray[np.float64]:
        """Return the logit of each image.

        Parameters
        ----------
        images
            Shape ``[N, rows, columns, 1]``, 0 to 255, any float dtype.

        Returns
        -------
        ndarray
            Shape ``[N]``, float64.
        """
        parts = [
            self._run(tf.constant(np.asarray(images[start : start + _BATCH], np.float32))).numpy()[:, 0]
            for start in range(0, len(images), _BATCH)
        ]
        return np.concatenate(parts).astype(np.float64)


class KerasPredictor:
    """A Keras network, before calibration, as `converter.evaluation.predictor.Predictor` asks it.

    Parameters
    ----------
    model
        With one of the heads of `converter.networks.head`.
    spec
        Of its input.
    """

    def __init__(self, model: Any, spec: InputSpec) -> None:
        self.spec = spec
        self.labels = LABELS
        self.model = model
        self._scorer = Scorer(model)

    def threshold(self, operating_point: str | None = None) -> float:
        """Return one half: a network without a card has no operating points."""
        if operating_point:
            raise RecipeError("A Keras model has no operating points. Give --threshold, or evaluate the .onnx file.")
        return DEFAULT_THRESHOLD

    def probabilities(self, images: NDArray[Any]) -> NDArray[np.float64]:
        """Run the network on ``[N, rows, columns, 1]`` (0 to 255, any float); return ``[N]``, float64, 0 to 1."""
        return sigmoid(self._scorer.logits(images))

    def heatmaps(self, images: NDArray[Any]) -> NDArray[np.float32]:
        """Return the Grad-CAM by `tf.GradientTape`, ``[N, h, w]``, float32, zero or more; images as above."""
        reference = KerasReference(self.model, feature_layer(self.model), temperature=1.0)
        return reference.run(np.asarray(images, np.float32))[1]
