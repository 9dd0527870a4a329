"""An ONNX graph that can be walked backwards and grown at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Graph:
    """A model's graph with its producers, consumers and static shapes at hand.

    New nodes go to the end, so they may use every tensor that exists already.

    Parameters
    ----------
    model
        Changed in place.
    """

    def __init__(self, model: onnx.ModelProto) -> None:
        self.proto: onnx.GraphProto = model.graph
        self._producers = {name: node for node in self.proto.node for name in node.output if name}
        self._constants = {tensor.name: tensor for tensor in self.proto.initializer}
        self._shapes = _static_shapes(model)
        self._count = 0

    def producer(self, name: str) -> onnx.NodeProto | None:
        """Return the node that makes a tensor; None for inputs and constants."""
        return self._producers.get(name)

    def consumers(self, name: str) -> list[onnx.NodeProto]:
        """Return the nodes that use a tensor."""
        return [node for node in self.proto.node if name in node.input]

    def shape(self, name: str) -> tuple[int | None, ...] | None:
        """Return a tensor's shape, None for an open dimension; None where not even the rank is known."""
        return self._shapes.get(name)

    def constant(self, name: str) -> NDArray[Any] | None:
        """Return a constant's value, of the shape and dtype that the graph states; None for what is computed."""
        if name in self._constants:
            return numpy_helper.to_array(self._constants[name])
        node = self.producer(name)
        if node is not None and node.op_type == "Constant":
            return numpy_helper.to_array(attribute(node, "value"))
        return None

    def add_constant(self, value: NDArray[Any] | float | Sequence[int]) -> str:
        """Store a constant of any shape; floats as float32, lists of sizes and axes as int64. Return its name."""
        if isinstance(value, float):
            value = np.array(value, np.float32)
        array = np.asarray(value, np.int64) if isinstance(value, (list, tuple)) else np.asarray(value)
        name = self._new_name("constant")
        tensor = numpy_helper.from_array(np.ascontiguousarray(array).reshape(array.shape), name)
        self.proto.initializer.append(tensor)
        self._constants[name] = tensor
        self._shapes[name] = array.shape
        return name

    def add(self, op_type: str, inputs: Sequence[str], **attributes: Any) -> str:
        """Append a node with one output and return its name."""
        name = self._new_name(op_type)
        node = helper.make_node(op_type, list(inputs), [name], name=name, **attributes)
        self.proto.node.append(node)
        self._producers[name] = node
        return name

    def add_output(self, node: onnx.NodeProto) -> str:
        """Ask a node for one output more (the indices of a `MaxPool`) and return its name."""
        name = self._new_name(f"{node.op_type}_more")
        node.output.append(name)
        self._producers[name] = node
        return name

    def _new_name(self, stem: str) -> str:
        self._count += 1
        return f"gradcam/{stem}_{self._count}"


def attribute(node: onnx.NodeProto, name: str, default: Any = None) -> Any:
    """Return a node's attribute, or a default where it is not set."""
    for entry in node.attribute:
        if entry.name == name:
            return helper.get_attribute_value(entry)
    return default


def _static_shapes(model: onnx.ModelProto) -> dict[str, tuple[int | None, ...]]:
    inferred = onnx.shape_inference.infer_shapes(model, data_prop=True).graph
    values = [*inferred.value_info, *inferred.input, *inferred.output]
    shapes: dict[str, tuple[int | None, ...]] = {
        value.name: tuple(d.dim_value if d.HasField("dim_value") else None for d in value.type.tensor_type.shape.dim)
        for value in values
        if value.type.tensor_type.HasField("shape")
    }
    shapes.update({tensor.name: tuple(tensor.dims) for tensor in inferred.initializer})
    return shapes
