"""A Keras model as an ONNX graph of standard operators, with its feature maps as a second output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import onnx
import tensorflow as tf
import tf2onnx
from onnx import numpy_helper

from converter.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Sequence

OPSET = 18
_IMAGE, FEATURE, RAW_PROBABILITY = "image", "feature", "raw_probability"
_KERNEL = "large_kernel_"

_LARGE_KERNEL_BYTES = 4 << 20
"""tf2onnx folds and transposes constants; with large dense kernels that took 24 GB. They go round it as inputs."""


def keras_to_onnx(model: Any, feature_layer: Any) -> onnx.ModelProto:
    """Convert a model.

    Parameters
    ----------
    model
        Keras model of one input ``[N, H, W, 1]``.
    feature_layer
        Layer whose output becomes the output `FEATURE`.

    Returns
    -------
    onnx.ModelProto
        Input ``image``, outputs `FEATURE` and `RAW_PROBABILITY`; opset `OPSET`.

    Raises
    ------
    ExportError
        The network takes more than the image, or holds an operator that ONNX does not have.
    """
    if len(model.inputs) != 1:
        raise ExportError("The network takes more than one input; the viewer gives it the image alone.")
    large = [variable for variable in model.variables if np.prod(variable.shape) * 4 >= _LARGE_KERNEL_BYTES]
    concrete = _trace(model, feature_layer, large)
    # `from_function` and not `from_keras`: the latter needs an attribute that Keras 3 models do not have.
    converted: onnx.ModelProto
    converted, _ = tf2onnx.convert.from_function(_Traced(concrete), input_signature=(), opset=OPSET)
    _inputs_to_constants(converted, concrete, large)
    _require_standard_operators(converted)
    return converted


class _Traced:
    """What tf2onnx asks of a function, for one that is already traced."""

    def __init__(self, concrete: Any) -> None:
        self._concrete = concrete

    def get_concrete_function(self) -> Any:
        return self._concrete


def _trace(model: Any, feature_layer: Any, large: Sequence[Any]) -> Any:
    """Trace the network as a function of the image and its large kernels.

    They are arguments, not captured values: TensorFlow writes those into its graph as constants, and copies that graph
    ten times on the way.
    """
    probe = keras.Model(model.inputs[0], [feature_layer.output, model.outputs[0]])

    def run(image: Any, *kernels: Any) -> dict[str, Any]:
        with keras.StatelessScope(state_mapping=list(zip(large, kernels, strict=True))):
            feature, probability = probe(image, training=False)
        return {FEATURE: tf.identity(feature), RAW_PROBABILITY: tf.identity(probability)}

    kernels = [
        tf.TensorSpec(kernel.shape, tf.float32, name=f"{_KERNEL}{number}") for number, kernel in enumerate(large)
    ]
    return tf.function(run).get_concrete_function(
        tf.TensorSpec(model.inputs[0].shape, tf.float32, name=_IMAGE), *kernels
    )


def _inputs_to_constants(converted: onnx.ModelProto, concrete: Any, large: Sequence[Any]) -> None:
    """Give every graph input but the image its value: the large kernels, and what the trace captured.

    What a traced function captured besides variables (the mean of a `Normalization` layer, by Keras) comes out as an
    input that nobody could fill.
    """
    captured = {inner.name: outer for outer, inner in concrete.graph.captures if outer.dtype != tf.dtypes.resource}
    values = captured | {f"{_KERNEL}{number}": kernel for number, kernel in enumerate(large)}
    graph = converted.graph
    for value in [value for value in graph.input if value.name != _IMAGE]:
        constant = np.asarray(keras.ops.convert_to_numpy(values[value.name]))
        graph.initializer.append(numpy_helper.from_array(constant, value.name))
        graph.input.remove(value)
    if [value.name for value in graph.input] != [_IMAGE]:
        raise ExportError("The network does not depend on the image.")


def _require_standard_operators(converted: onnx.ModelProto) -> None:
    """Refuse what tf2onnx leaves in the file when it has no conversion: it logs and goes on."""
    unknown = sorted(
        {node.op_type for node in converted.graph.node if not onnx.defs.has(node.op_type, OPSET, node.domain)}
    )
    if unknown:
        raise ExportError(f"The network cannot be exported: ONNX has no operator for {', '.join(unknown)}.")
