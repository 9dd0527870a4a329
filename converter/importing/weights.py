"""The variables of stored models, in the four layouts that Keras has used, and how layers get them.

=====================  =====================================================================================
HDF5 file              a group for each layer of the outermost model, with the variables' names in an attribute
.keras archive         ``layers/<class in snake case, counted>/vars/<number>``, nested like the models
SavedModel             a TensorFlow checkpoint; which variable belongs to which layer stands in its object graph
=====================  =====================================================================================

Layers are matched by name or by place in the description, never by the mere order of variables: variables of equal
shape (the four of a batch normalisation) would swap unnoticed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from converter.errors import ImportingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from converter.importing.description import LayerEntry

    Variables = dict[str, NDArray[Any]] | list[NDArray[Any]]

_RENAMED = {("DepthwiseConv2D", "kernel"): "depthwise_kernel"}
"""Variables that Keras 2 called otherwise, by class and our name."""
_COUNTED = re.compile(r"_\d+$")


class StoredWeights(Protocol):
    """Variables in a file."""

    def fill(self, entries: Sequence[LayerEntry]) -> None:
        """Give the layers of a network their values.

        Raises
        ------
        ImportingError
            A layer has no values here, or values of other shapes.
        """


def fill_layer(entry: LayerEntry, variables: Variables) -> None:
    """Set one layer's values, by variable name or in the layer's own order, each of its variable's shape."""
    layer = entry.layer
    wanted = layer.weights
    if isinstance(variables, dict):
        found = [variables.get(variable.name, variables.get(old_name(entry, variable.name))) for variable in wanted]
    else:
        found = list(variables)
    fits = len(variables) == len(wanted) and all(
        value is not None and tuple(value.shape) == tuple(variable.shape)
        for value, variable in zip(found, wanted, strict=True)
    )
    if not fits:
        raise ImportingError(
            f"The stored weights of the layer '{entry.name}' ({entry.class_name}) do not fit it, so the model "
            "cannot be rebuilt."
        )
    for variable, value in zip(wanted, found, strict=True):
        variable.assign(value)
    if hasattr(layer, "finalize_state"):
        # `Normalization` computes with copies of its variables.
        layer.finalize_state()


def old_name(entry: LayerEntry, variable: str) -> str:
    """Say what Keras 2 called a variable."""
    return _RENAMED.get((entry.class_name, variable), variable)


def leaves(entries: Sequence[LayerEntry]) -> Iterator[LayerEntry]:
    """Return the layers that are no models, of nested models too."""
    for entry in entries:
        if entry.inner is None:
            yield entry
        else:
            yield from leaves(entry.inner.entries)


class GroupWeights:
    """The ``model_weights`` group of an HDF5 file."""

    def __init__(self, group: Any) -> None:
        self._group = group

    def fill(self, entries: Sequence[LayerEntry]) -> None:
        """Match outer layers by their group, the layers of nested models by the names of their variables."""
        for entry in entries:
            if entry.inner is None:
                if entry.layer.weights:
                    fill_layer(entry, {name: values for _, name, values in self._variables(entry)})
            else:
                self._fill_nested(entry)

    def _variables(self, entry: LayerEntry) -> list[tuple[str, str, NDArray[Any]]]:
        """Read what is stored for an outer layer: the layer's name as stored, the variable's, the values as stored."""
        if entry.name not in self._group:
            raise ImportingError(f"The file has no weights of the layer '{entry.name}' ({entry.class_name}).")
        group = self._group[entry.name]
        stored = []
        for raw in group.attrs.get("weight_names", []):
            name = raw.decode() if isinstance(raw, bytes) else str(raw)
            layer, _, variable = name.rpartition("/")
            stored.append((layer, variable.partition(":")[0], np.asarray(group[name])))
        return stored

    def _fill_nested(self, entry: LayerEntry) -> None:
        by_layer: dict[str, dict[str, NDArray[Any]]] = {}
        for layer, variable, values in self._variables(entry):
            by_layer.setdefault(layer, {})[variable] = values
        weighted = [leaf for leaf in leaves([entry]) if leaf.layer.weights]
        names = [_stored_name(leaf, by_layer) for leaf in weighted]
        if len(set(names)) != len(by_layer):
            raise ImportingError(f"The stored weights of the model '{entry.name}' belong to other layers than it has.")
        for leaf, name in zip(weighted, names, strict=True):
            fill_layer(leaf, by_layer[name])


def _stored_name(leaf: LayerEntry, stored: dict[str, Any]) -> str:
    """Find a layer among stored names, which older versions counted up (``conv1_2/kernel``) or put in scopes."""
    for ask in (
        lambda name: name == leaf.name,
        lambda name: name.endswith(f"/{leaf.name}"),
        lambda name: _COUNTED.sub("", name) == leaf.name,
    ):
        found = [name for name in stored if ask(name)]
        if len(found) == 1:
            return found[0]
    raise ImportingError(
        f"Which stored weights belong to the layer '{leaf.name}' ({leaf.class_name}) cannot be told, so the model "
        "cannot be rebuilt."
    )


class ArchiveWeights:
    """The ``model.weights.h5`` of a ``.keras`` archive."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def fill(self, entries: Sequence[LayerEntry]) -> None:
        """Match by class and count, at each level."""
        self._fill(self._file, entries)

    def _fill(self, group: Any, entries: Sequence[LayerEntry]) -> None:
        # Keras before 2.14 named the folder of layers otherwise, and on Windows parted the names by backslashes.
        layers = group.get("layers", group.get("_layer_checkpoint_dependencies"))
        if layers is None:
            raise ImportingError("The weights in the .keras archive are in a layout that is not known.")
        seen: Counter[str] = Counter()
        for entry in entries:
            name = _snake_case(entry.class_name)
            key = f"{name}_{seen[name]}" if seen[name] else name
            seen[name] += 1
            if entry.inner is not None:
                self._fill(self._group(layers, key, entry), entry.inner.entries)
            elif entry.layer.weights:
                stored = self._group(layers, key, entry)["vars"]
                fill_layer(entry, [np.asarray(stored[str(number)]) for number in range(len(stored))])

    @staticmethod
    def _group(layers: Any, key: str, entry: LayerEntry) -> Any:
        if key not in layers:
            raise ImportingError(f"The archive has no weights of the layer '{entry.name}' ({entry.class_name}).")
        return layers[key]


def _snake_case(name: str) -> str:
    """Write a class name as Keras does in the names of groups."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


class CheckpointWeights:
    """The checkpoint in a SavedModel of Keras 2.

    Parameters
    ----------
    checkpoint
        From `tf.train.load_checkpoint`.
    objects
        Its object graph.
    """

    def __init__(self, checkpoint: Any, objects: Any) -> None:
        self._checkpoint = checkpoint
        self._objects = objects

    def fill(self, entries: Sequence[LayerEntry]) -> None:
        """Follow the object graph: ``layer_with_weights-N`` at each level, then the variable's name."""
        self._fill(0, entries)

    def _fill(self, node: int, entries: Sequence[LayerEntry]) -> None:
        weighted = [entry for entry in entries if any(leaf.layer.weights for leaf in leaves([entry]))]
        children = self._children(node)
        for number, entry in enumerate(weighted):
            child = children.get(f"layer_with_weights-{number}")
            if child is None:
                raise ImportingError(f"The SavedModel has no weights of '{entry.name}' ({entry.class_name}).")
            if entry.inner is not None:
                self._fill(child, entry.inner.entries)
                continue
            own = self._children(child)
            names = [old_name(entry, variable.name) for variable in entry.layer.weights]
            keys = {name: self._key(own[name]) for name in names if name in own}
            fill_layer(entry, {name: self._checkpoint.get_tensor(key) for name, key in keys.items() if key})

    def _children(self, node: int) -> dict[str, int]:
        return {child.local_name: child.node_id for child in self._objects.nodes[node].children}

    def _key(self, node: int) -> str:
        attributes = self._objects.nodes[node].attributes
        return str(attributes[0].checkpoint_key) if attributes else ""
