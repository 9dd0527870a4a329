"""A Keras 3 model from a stored description: for files that Keras 3 itself does not load, or loads wrongly."""

from __future__ import annotations

from typing import Any

import keras

from converter.errors import ImportingError
from converter.importing.description import INPUT_CLASS, LayerEntry, NetworkDescription, input_shape
from converter.importing.lambdas import LAMBDA, lambda_layer
from converter.importing.layer_settings import build_layer
from converter.importing.tensor_functions import apply_function
from xray_desktop.errors import XrayError

_FUNCTION_CLASSES = ("TFOpLambda", "SlicingOpLambda")
_CONSTANT = "_CONSTANT_VALUE"
_KERAS_TENSOR = "__keras_tensor__"
_FOR_TRAINING = ("training", "mask")


def rebuild(network: NetworkDescription, *, of_keras_2: bool) -> Any:
    """Build a network; its layers come to stand in the entries, without their weights.

    Parameters
    ----------
    network
        Description.
    of_keras_2
        Whether Keras 2 wrote it.

    Returns
    -------
    keras.Model
        Nested as described.

    Raises
    ------
    ImportingError
        A layer cannot be rebuilt; the sentence names it.
    """
    return _sequence(network, of_keras_2) if network.sequential else _Graph(network, of_keras_2).model()


def _sequence(network: NetworkDescription, of_keras_2: bool) -> Any:
    if network.shape is None:
        raise ImportingError("Nothing in the file says the shape of the network's input.")
    image = features = keras.Input(network.shape)
    for entry in network.entries:
        features = _applied(entry, of_keras_2, [features], {})
    return keras.Model(image, features)


def _applied(entry: LayerEntry, of_keras_2: bool, arguments: list[Any], named: dict[str, Any]) -> Any:
    """Call a layer, which is built at its first call."""
    if entry.class_name in _FUNCTION_CLASSES:
        entry.layer = entry.layer or keras.layers.Identity()
        return apply_function(entry.name, str(entry.config["function"]), arguments, named)
    if entry.layer is None:
        entry.layer = _built(entry, of_keras_2)
    try:
        return entry.layer(*arguments, **{key: value for key, value in named.items() if key not in _FOR_TRAINING})
    except XrayError:
        raise
    except Exception as error:  # code of others, and whatever a layer of Keras raises
        raise ImportingError(
            f"The layer '{entry.name}' ({entry.class_name}) cannot be put into the network."
        ) from error


def _built(entry: LayerEntry, of_keras_2: bool) -> Any:
    if entry.inner is not None:
        return rebuild(entry.inner, of_keras_2=of_keras_2)
    if entry.class_name == LAMBDA:
        return lambda_layer(entry.name, entry.config)
    return build_layer(entry.name, entry.class_name, entry.config, of_keras_2=of_keras_2)


class _Graph:
    """A functional model while it is built: layers are called as soon as what they take is there."""

    def __init__(self, network: NetworkDescription, of_keras_2: bool) -> None:
        self._network = network
        self._of_keras_2 = of_keras_2
        self._entries = {entry.name: entry for entry in network.entries}
        self._tensors: dict[tuple[str, int], list[Any]] = {}

    def model(self) -> Any:
        for entry in self._network.entries:
            if entry.class_name == INPUT_CLASS:
                self._begin(entry)
        waiting = [(entry, number) for entry in self._network.entries for number in range(len(entry.calls))]
        while waiting:
            left = [(entry, number) for entry, number in waiting if not self._call(entry, number)]
            if len(left) == len(waiting):
                raise ImportingError(f"The layer '{left[0][0].name}' takes what no layer of the network gives.")
            waiting = left
        inputs = [self._tensor(place) for place in self._network.inputs]
        outputs = [self._tensor(place) for place in self._network.outputs]
        return keras.Model(*(places[0] if len(places) == 1 else places for places in (inputs, outputs)))

    def _begin(self, entry: LayerEntry) -> None:
        shape = input_shape(entry.config)
        if shape is None:
            raise ImportingError(f"Nothing in the file says the shape of the input '{entry.name}'.")
        entry.calls = []
        tensor = keras.Input(shape)
        entry.layer = keras.layers.Identity()
        self._tensors[entry.name, 0] = [tensor]

    def _call(self, entry: LayerEntry, number: int) -> bool:
        """Make one call; say whether its tensors were there."""
        try:
            arguments, named = self._arguments(entry.calls[number])
        except _NotYet:
            return False
        answer = _applied(entry, self._of_keras_2, arguments, named)
        self._tensors[entry.name, number] = list(answer) if isinstance(answer, (list, tuple)) else [answer]
        return True

    def _arguments(self, call: Any) -> tuple[list[Any], dict[str, Any]]:
        if isinstance(call, dict):  # Keras 3
            return self._fill(call.get("args", [])), self._fill(call.get("kwargs", {}))
        parts = [call] if isinstance(call[0], str) else call
        named: dict[str, Any] = next((part[3] for part in parts if len(part) > 3 and part[3]), {})
        values = [part[2] if part[0] == _CONSTANT else self._tensor(part) for part in parts]
        first = values[0] if len(values) == 1 else values
        return [first], {key: self._fill(value) for key, value in named.items()}

    def _fill(self, value: Any) -> Any:
        """Put tensors where a stored argument speaks of them."""
        if isinstance(value, dict):
            if value.get("class_name") == _KERAS_TENSOR:
                return self._tensor(value["config"]["keras_history"])
            return {key: self._fill(part) for key, part in value.items()}
        if isinstance(value, list):
            if len(value) in (3, 4) and isinstance(value[0], str) and value[0] in self._entries:
                return self._tensor(value)
            return [self._fill(part) for part in value]
        return value

    def _tensor(self, place: Any) -> Any:
        name, call, output = place[0], place[1], place[2]
        entry = self._entries.get(name)
        if entry is None:
            raise ImportingError(f"The network speaks of a layer '{name}' that it does not have.")
        # A model that was built on an input of its own counts that as its first call.
        number = 0 if len(entry.calls) <= 1 else call - (entry.inner is not None)
        if (name, number) not in self._tensors:
            raise _NotYet
        return self._tensors[name, number][output]


class _NotYet(Exception):  # noqa: N818 - an order of work, not an error
    """A layer takes a tensor that is not made yet."""
