"""The end of a network: which layer holds the logits, and which feature maps the heat map is made of."""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

from converter.errors import ExportError

_ACTIVATION_LAYERS = (layers.ReLU, layers.LeakyReLU, layers.PReLU, layers.ELU, layers.Activation)

_UNKNOWN_HEAD = (
    "The network's last layer is not known to the exporter: it has to be one sigmoid, or a softmax of two classes in "
    "the order negative, positive."
)


def feature_layer(model: Any, name: str = "") -> Any:
    """Find the layer whose output the heat map is made of: the last feature maps after an activation.

    Not after a batch normalisation without activation: there, the smallest rounding difference flips the mask of the
    activation that follows.

    Parameters
    ----------
    model
        A Keras model without nested models.
    name
        Of the layer to take instead.

    Raises
    ------
    ExportError
        There is none.
    """
    for layer in reversed(model.layers):
        if (layer.name == name) if name else _is_activated_map(layer):
            return layer
    if name:
        raise ExportError(f"The network has no layer '{name}' for the heat map.")
    raise ExportError(
        "The network has no feature maps after an activation, or hides them in a nested model, so there is nothing to "
        "make a heat map of. Name a layer with --heatmap-layer."
    )


def _is_activated_map(layer: Any) -> bool:
    shape: tuple[int | None, ...] = getattr(getattr(layer, "output", None), "shape", ())
    if len(shape) != 4 or (shape[1] == 1 and shape[2] == 1):
        return False
    activation = getattr(layer, "activation", None)
    if activation is not None:
        return activation is not keras.activations.linear
    return isinstance(layer, _ACTIVATION_LAYERS)


def logit_model(model: Any, *further_outputs: Any) -> Any:
    """Build a model on the same weights that gives the positive class's logit instead of its probability.

    Parameters
    ----------
    model
        Ends in one sigmoid ``[N, 1]``, or in a softmax ``[N, 2]``.
    further_outputs
        Tensors of the model to return as well, before the logit.

    Returns
    -------
    keras.Model
        Its last output is ``[N, 1]``: the sigmoid's logit, or the positive minus the negative logit of the softmax.

    Raises
    ------
    ExportError
        The model ends in something else.
    """
    last = model.layers[-1]
    activation = getattr(last, "activation", None)
    if isinstance(last, layers.Dense):
        # The new layer takes the kernel itself, not a copy: two copies of a large one are too many.
        logits = _LinearTwin(last)(last.input)
    elif isinstance(last, (layers.Activation, layers.Softmax)):
        logits = last.input
        activation = activation or keras.activations.softmax
    else:
        raise ExportError(_UNKNOWN_HEAD)
    kind = (activation, model.outputs[0].shape[-1])
    if kind == (keras.activations.softmax, 2):
        logits = logits[:, 1:2] - logits[:, 0:1]
    elif kind != (keras.activations.sigmoid, 1):
        raise ExportError(_UNKNOWN_HEAD)
    outputs = [*further_outputs, logits]
    return keras.Model(model.inputs[0], outputs if further_outputs else logits)


class _LinearTwin(layers.Layer):  # type: ignore[misc]  # Keras has no types
    """A dense layer without its activation, on the same variables."""

    def __init__(self, dense: Any) -> None:
        super().__init__(dtype=dense.dtype_policy)
        self.dense = dense

    def call(self, inputs: Any) -> Any:
        product = keras.ops.matmul(inputs, self.dense.kernel)
        return product + self.dense.bias if self.dense.use_bias else product
