"""The description of a network that Keras stores, of either major version, in one form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from converter.errors import ImportingError

MODEL_CLASSES = ("Functional", "Model", "Sequential")
INPUT_CLASS = "InputLayer"
_SHAPES = ("batch_input_shape", "batch_shape")


@dataclass(slots=True, eq=False)
class LayerEntry:
    """One layer of a description.

    Attributes
    ----------
    name
        As stored; unlike Keras 3's own names it may hold slashes.
    class_name, config
        As stored.
    calls
        For each call of the layer, its stored arguments.
    inner
        The network inside, where the layer is a model.
    layer
        What was built of it.
    """

    name: str
    class_name: str
    config: dict[str, Any]
    calls: list[Any]
    inner: NetworkDescription | None
    layer: Any = None


@dataclass(slots=True, eq=False)
class NetworkDescription:
    """A functional model or a sequence of layers.

    Attributes
    ----------
    entries
        The layers, in the stored order.
    inputs, outputs
        Names of the layers (with number of call and of output) where a functional model begins and ends; empty for a
        sequence.
    shape
        Of the input of a sequence without the batch; None where nothing says it.
    """

    name: str
    entries: list[LayerEntry]
    inputs: list[Any] = field(default_factory=list)
    outputs: list[Any] = field(default_factory=list)
    shape: tuple[int | None, ...] | None = None

    @property
    def sequential(self) -> bool:
        """Whether the layers simply follow each other."""
        return not self.outputs


def read_network(stored: dict[str, Any]) -> NetworkDescription:
    """Read the description of a model.

    Raises
    ------
    ImportingError
        It is of a class of its own.
    """
    class_name, config = stored.get("class_name"), stored.get("config")
    if class_name == "Sequential":
        return _sequence(config)
    if class_name in MODEL_CLASSES and isinstance(config, dict) and "output_layers" in config:
        entries = [_entry(layer) for layer in config["layers"]]
        return NetworkDescription(
            str(config.get("name", "")), entries, _places(config["input_layers"]), _places(config["output_layers"])
        )
    raise ImportingError(
        f"The model is of a class of its own ('{class_name}') whose code is not in the file. Its author can save it as "
        "a functional or sequential model."
    )


def _sequence(config: Any) -> NetworkDescription:
    # Keras before 2.2 stored the bare list.
    layers = config if isinstance(config, list) else config["layers"]
    name = "" if isinstance(config, list) else str(config.get("name", ""))
    entries = [_entry(layer) for layer in layers]
    shape = _shape_of(entries)
    if shape is None and isinstance(config, dict) and config.get("build_input_shape"):
        shape = tuple(config["build_input_shape"][1:])
    return NetworkDescription(name, [entry for entry in entries if entry.class_name != INPUT_CLASS], shape=shape)


def _shape_of(entries: list[LayerEntry]) -> tuple[int | None, ...] | None:
    """Find the input's shape at the first layer, or at the first layer of the model that stands first."""
    if not entries:
        return None
    first = entries[0]
    if first.inner is not None:
        return first.inner.shape if first.inner.sequential else _shape_of(first.inner.entries)
    return input_shape(first.config)


def input_shape(config: dict[str, Any]) -> tuple[int | None, ...] | None:
    """Read the shape of an input from a layer's settings, without the batch."""
    for key in _SHAPES:
        stored = config.get(key)
        if stored:
            return tuple(stored[1:])
    return None


def _entry(stored: dict[str, Any]) -> LayerEntry:
    class_name, config = str(stored["class_name"]), stored["config"]
    nested = class_name in MODEL_CLASSES
    name = stored.get("name") or (config.get("name") if isinstance(config, dict) else "") or class_name
    return LayerEntry(
        name=str(name),
        class_name=class_name,
        config=config if isinstance(config, dict) else {},
        calls=list(stored.get("inbound_nodes") or []),
        inner=read_network(stored) if nested else None,
    )


def _places(stored: list[Any]) -> list[Any]:
    """Return a list of places; a single one is stored bare by Keras 3."""
    return [stored] if stored and isinstance(stored[0], str) else list(stored)
