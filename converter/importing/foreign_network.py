"""Somebody else's network: run under any convention, and at last rewritten in the form of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import tensorflow as tf

from converter.errors import ImportingError
from converter.importing.head_reading import head_of, last_layer, logits_of
from converter.importing.input_ranges import foreign_input

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.importing.conventions import Convention

_BATCH = 16
_CHANNELS = (1, 3)
_IDLE = (
    keras.layers.ActivityRegularization,
    keras.layers.AlphaDropout,
    keras.layers.Dropout,
    keras.layers.GaussianDropout,
    keras.layers.GaussianNoise,
    keras.layers.RandomBrightness,
    keras.layers.RandomContrast,
    keras.layers.RandomFlip,
    keras.layers.RandomRotation,
    keras.layers.RandomTranslation,
    keras.layers.RandomZoom,
    keras.layers.SpatialDropout2D,
)
"""Layers that do nothing outside training."""
_OUR_NAMES = ("image", "probability", "grey_to_channels", "standardise", "unit_range", "symmetric_range")


class ForeignNetwork:
    """A loaded model without its conventions.

    Parameters
    ----------
    model
        Keras model, may hold models as layers; the names of its layers are made unique.

    Raises
    ------
    ImportingError
        It does not take one image, or its output is not that of two classes.
    """

    def __init__(self, model: Any) -> None:
        if len(model.inputs) != 1:
            raise ImportingError(f"The model takes {len(model.inputs)} inputs; the viewer gives it the image alone.")
        shape = tuple(model.inputs[0].shape)
        if len(shape) != 4 or shape[3] not in _CHANNELS:
            raise ImportingError(
                f"The model takes inputs of shape {shape[1:]}; an image has rows, columns and 1 or 3 channels, in this "
                "order."
            )
        self._model = model
        self.head = head_of(model)
        self._last = last_layer(model)
        self._names: set[str] = set(_OUR_NAMES)
        self.rows, self.columns, self.channels = shape[1:]
        image = keras.Input(shape[1:])
        probe = keras.Model(image, self._logits(image, _Renaming(self._names)))
        self._run = tf.function(lambda images: probe(images, training=False), reduce_retracing=True)

    def logits(self, images: NDArray[Any], input_range: str) -> NDArray[np.float64]:
        """Return the logits ``[N, outputs]`` of images ``[N, rows, columns, 1]``, 0 to 255, under an input range."""
        begin = keras.Model(*foreign_input(input_range, images.shape[1], images.shape[2], self.channels))
        parts = [
            self._run(begin(tf.constant(np.asarray(images[start : start + _BATCH], np.float32)))).numpy()
            for start in range(0, len(images), _BATCH)
        ]
        return np.concatenate(parts).astype(np.float64)

    def in_standard_form(self, convention: Convention) -> Any:
        """Write the network anew: grey 0 to 255 in, the probability of the positive class out, no model inside.

        Its layers are copies, in float32: the exporter asks a layer for its output, which Keras answers for the first
        network that the layer ever stood in.
        """
        image, features = foreign_input(convention.input_range, convention.rows, convention.columns, self.channels)
        logits = self._logits(features, _Copying())
        # One matrix of ones and zeros reads every kind of head: the exporter then sees one sigmoid.
        reading = keras.layers.Dense(1, activation="sigmoid", use_bias=False, dtype="float32", name="probability")
        model = keras.Model(image, reading(logits), name="imported")
        reading.set_weights([self.head.reading(convention.positive)])
        return model

    def _logits(self, tensor: Any, using: _Renaming | _Copying) -> Any:
        return self._through(self._model, [tensor], using)

    def _through(self, model: Any, tensors: list[Any], using: _Renaming | _Copying) -> Any:
        """Put the layers of a model onto tensors, those of nested models one by one."""
        if isinstance(model, keras.Sequential):
            (tensor,) = tensors
            for layer in model.layers:
                tensor = self._call(layer, using, tensor)
            return tensor

        def call(operation: Any, *arguments: Any, **named: Any) -> Any:
            return self._call(operation, using, *arguments, **named)

        # Keras offers this in public only for a whole new model (`clone_model`), not for one inside another.
        return model._run_through_graph(tensors, call_fn=call)

    def _call(self, operation: Any, using: _Renaming | _Copying, *arguments: Any, **named: Any) -> Any:
        if isinstance(operation, keras.Model):
            return self._through(operation, list(arguments), using)
        if operation is self._last:
            return logits_of(operation, *arguments)
        if isinstance(operation, _IDLE):
            return arguments[0]
        named.pop("training", None)
        return using.call(operation, arguments, named)


class _Renaming:
    """Calls the layers themselves, after making their names unique."""

    def __init__(self, names: set[str]) -> None:
        self._names = names
        self._seen: set[int] = set()

    def call(self, operation: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        if id(operation) not in self._seen:
            self._seen.add(id(operation))
            operation.name = self._unique(operation.name)
        return operation(*arguments, **named)

    def _unique(self, name: str) -> str:
        chosen, number = name, 1
        while chosen in self._names:
            number += 1
            chosen = f"{name}_{number}"
        self._names.add(chosen)
        return chosen


class _Copying:
    """Calls copies of the layers; an operation without weights is called itself."""

    def __init__(self) -> None:
        self._copies: dict[int, Any] = {}

    def call(self, operation: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        if not isinstance(operation, keras.layers.Layer):
            return operation(*arguments, **named)
        known = self._copies.get(id(operation))
        if known is not None:
            return known(*arguments, **named)
        copy = self._copies[id(operation)] = _copy(operation)
        answer = copy(*arguments, **named)
        copy.set_weights(operation.get_weights())
        if hasattr(copy, "finalize_state"):
            copy.finalize_state()
        return answer


def _copy(layer: Any) -> Any:
    if isinstance(layer, keras.layers.Lambda):
        # Its code came in by name; Keras would ask again.
        return keras.layers.Lambda(layer.function, arguments=layer.arguments, name=layer.name, dtype="float32")
    return type(layer).from_config({**layer.get_config(), "dtype": "float32"})
