"""Running a network over decoded images, whatever kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from converter.networks.head import logit_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BATCH = 32


class Scorer:
    """Returns a Keras model's logits of the positive class.

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
