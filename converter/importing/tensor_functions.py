"""TensorFlow functions that Keras 2 stored as layers (``TFOpLambda``): ``x / 127.5 - 1``, `preprocess_input`, ...

Each is written with what our Keras has for it, under the parameter names that were stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keras import layers, ops

from converter.errors import ImportingError

if TYPE_CHECKING:
    from collections.abc import Callable

_ELLIPSIS = ("Ellipsis", "...")


def _concat(values: Any, axis: int) -> Any:
    return ops.concatenate(values, axis=axis)


def _reduce(operation: Callable[..., Any]) -> Callable[..., Any]:
    def run(input_tensor: Any, axis: Any = None, keepdims: bool = False) -> Any:
        return operation(input_tensor, axis=tuple(axis) if isinstance(axis, list) else axis, keepdims=keepdims)

    return run


def _resize(images: Any, size: Any, method: str = "bilinear", antialias: bool = False) -> Any:
    return ops.image.resize(images, tuple(size), interpolation=method, antialias=antialias)


def _getitem(tensor: Any, slice_spec: Any) -> Any:
    parts = slice_spec if isinstance(slice_spec, list) else [slice_spec]
    return tensor[tuple(_slice(part) for part in parts)]


def _slice(part: Any) -> Any:
    if isinstance(part, dict):
        return slice(part["start"], part["stop"], part["step"])
    return Ellipsis if part in _ELLIPSIS else part


def _binary(operation: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def run(x: Any, y: Any) -> Any:
        return operation(_constant(x), _constant(y))

    return run


def _constant(value: Any) -> Any:
    return ops.convert_to_tensor(value, "float32") if isinstance(value, list) else value


def _cast(x: Any, dtype: Any) -> Any:
    return ops.cast(x, dtype)


def _unchanged(value: Any = None, **others: Any) -> Any:
    return value if value is not None else next(iter(others.values()))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "__operators__.add": _binary(ops.add),
    "__operators__.getitem": _getitem,
    "cast": _cast,
    "clip_by_value": lambda t, clip_value_min, clip_value_max: ops.clip(t, clip_value_min, clip_value_max),
    "compat.v1.nn.relu": lambda features: layers.ReLU()(features),
    "concat": _concat,
    "convert_to_tensor": _unchanged,
    "expand_dims": lambda input, axis: ops.expand_dims(input, axis),
    "identity": _unchanged,
    "image.grayscale_to_rgb": lambda images: ops.repeat(images, 3, axis=-1),
    "image.resize": _resize,
    "math.abs": lambda x: ops.abs(x),
    "math.add": _binary(ops.add),
    "math.divide": _binary(ops.divide),
    "math.exp": lambda x: ops.exp(x),
    "math.maximum": _binary(ops.maximum),
    "math.minimum": _binary(ops.minimum),
    "math.multiply": _binary(ops.multiply),
    "math.negative": lambda x: ops.negative(x),
    "math.pow": _binary(ops.power),
    "math.reduce_max": _reduce(ops.max),
    "math.reduce_mean": _reduce(ops.mean),
    "math.reduce_min": _reduce(ops.min),
    "math.reduce_std": _reduce(ops.std),
    "math.reduce_sum": _reduce(ops.sum),
    "math.sigmoid": lambda x: layers.Activation("sigmoid")(x),
    "math.softplus": lambda features: layers.Activation("softplus")(features),
    "math.sqrt": lambda x: ops.sqrt(x),
    "math.square": lambda x: ops.square(x),
    "math.subtract": _binary(ops.subtract),
    "math.tanh": lambda x: layers.Activation("tanh")(x),
    "math.truediv": _binary(ops.true_divide),
    "nn.bias_add": lambda value, bias: ops.add(value, _constant(bias)),
    "nn.relu": lambda features: layers.ReLU()(features),
    "nn.relu6": lambda features: layers.ReLU(max_value=6.0)(features),
    "nn.sigmoid": lambda x: layers.Activation("sigmoid")(x),
    "nn.silu": lambda features, beta=1.0: layers.Activation("silu")(features * beta),
    "nn.softmax": lambda logits, axis=-1: layers.Softmax(axis=-1 if axis is None else axis)(logits),
    "repeat": lambda input, repeats, axis=None: ops.repeat(input, repeats, axis=axis),
    "reshape": lambda tensor, shape: ops.reshape(tensor, tuple(shape)),
    "reverse": lambda tensor, axis: ops.flip(tensor, axis=tuple(axis)),
    "squeeze": lambda input, axis=None: ops.squeeze(input, axis=axis),
    "stack": lambda values, axis=0: ops.stack(values, axis=axis),
    "tile": lambda input, multiples: ops.tile(input, tuple(multiples)),
    "transpose": lambda a, perm=None: ops.transpose(a, perm),
}
"""By the name that Keras 2 stored, which is the public one below ``tf``."""


def apply_function(layer: str, name: str, arguments: list[Any], named: dict[str, Any]) -> Any:
    """Apply a stored TensorFlow function to tensors.

    Parameters
    ----------
    layer
        Name of the layer that held it, for errors.
    name
        As stored, for instance ``math.truediv``.
    arguments, named
        As stored, with tensors in place.

    Raises
    ------
    ImportingError
        There is no counterpart, or not for these arguments.
    """
    function = FUNCTIONS.get(name)
    if function is None:
        raise ImportingError(f"The layer '{layer}' is the TensorFlow function tf.{name}, which cannot be rebuilt.")
    given = {key: value for key, value in named.items() if key != "name" and value is not None}
    try:
        return function(*arguments, **given)
    except (TypeError, ValueError) as error:
        raise ImportingError(
            f"The layer '{layer}' is the TensorFlow function tf.{name} with settings that cannot be rebuilt."
        ) from error
