"""The last layer of other people's networks, and how its outputs become the probability of the positive class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import keras
import numpy as np

from converter.errors import ImportingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ACTIVATIONS = {
    keras.activations.sigmoid: "sigmoid",
    keras.activations.softmax: "softmax",
    keras.activations.linear: "linear",
}
_DESCRIPTIONS = {
    ("sigmoid", 1): "one sigmoid",
    ("linear", 1): "one linear output, read as a logit",
    ("sigmoid", 2): "two sigmoids, read by that of the positive class",
    ("softmax", 2): "softmax of two classes",
    ("linear", 2): "two linear outputs, read as the logits of a softmax",
}
NEGATIVE_FIRST, POSITIVE_FIRST = 1, 0
"""Which output speaks of the positive class; for a single output 1 means that high is positive."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a network.

    Attributes
    ----------
    activation
        ``sigmoid``, ``softmax`` or ``linear``.
    outputs
        1 or 2.
    """

    activation: str
    outputs: int

    @property
    def description(self) -> str:
        """For the card."""
        return _DESCRIPTIONS[self.activation, self.outputs]

    def reading(self, positive: int) -> NDArray[np.float32]:
        """Return the matrix ``[outputs, 1]``, float32, that makes the positive class's logit of the logits.

        Parameters
        ----------
        positive
            Which output speaks of the positive class; for a single output 1 means that high is positive.
        """
        sign = 1.0 if positive else -1.0
        if self.outputs == 1:
            return np.array([[sign]], np.float32)
        if self.activation == "sigmoid":
            return np.eye(2, dtype=np.float32)[:, positive : positive + 1]
        return np.array([[-sign], [sign]], np.float32)


def last_layer(model: Any) -> Any:
    """Find the layer that gives the model's output, in nested models too."""
    layer = model.layers[-1]
    return last_layer(layer) if isinstance(layer, keras.Model) else layer


def head_of(model: Any) -> Head:
    """Recognise the end of a network.

    Raises
    ------
    ImportingError
        It gives more than one thing, more than two classes, or ends in an unknown way.
    """
    if len(model.outputs) != 1:
        raise ImportingError(f"The model gives {len(model.outputs)} outputs; which one to take is not known.")
    shape = tuple(model.outputs[0].shape)
    if len(shape) != 2:
        raise ImportingError(f"The model gives an output of shape {shape[1:]} for an image, so it is no classifier.")
    if shape[1] not in (1, 2):
        raise ImportingError(
            f"The model knows {shape[1]} classes. Only models of two classes, or of one output, can be imported."
        )
    layer = last_layer(model)
    activation = _ACTIVATIONS.get(_activation(layer), "")
    if (activation, shape[1]) not in _DESCRIPTIONS:
        raise ImportingError(
            f"The model ends in the layer '{layer.name}' ({type(layer).__name__}). Known are dense layers, sigmoids "
            "and softmaxes with one or two outputs."
        )
    return Head(activation, shape[1])


def _activation(layer: Any) -> Any:
    if isinstance(layer, keras.layers.Softmax):
        return keras.activations.softmax
    if isinstance(layer, (keras.layers.Dense, keras.layers.Activation)):
        return layer.activation
    return None


def logits_of(layer: Any, features: Any) -> Any:
    """Apply the last layer without its activation."""
    if not isinstance(layer, keras.layers.Dense):
        return features
    twin = keras.layers.Dense(layer.units, use_bias=layer.use_bias, dtype="float32")
    logits = twin(features)
    twin.set_weights(layer.get_weights())
    return logits
