"""The settings of a stored layer in the terms of our Keras.

Only what decides the layer's output at inference is taken over: how its weights were first drawn, penalised and
frozen is of no use here, and much of it is what newer versions stumble over. A setting that is not known either way
is named, never dropped.
"""

from __future__ import annotations

import inspect
from typing import Any

import keras

from converter.errors import ImportingError

_OF_TRAINING = (
    "_initializer",
    "_regularizer",
    "_constraint",
)
_WITHOUT_EFFECT = frozenset(
    {
        "activity_regularizer",
        "autocast",
        "batch_input_shape",
        "batch_shape",
        "build_config",
        "dtype",
        "fused",
        "implementation",
        "name",
        "optional",
        "quantization_config",
        "ragged",
        "renorm",
        "renorm_clipping",
        "renorm_momentum",
        "seed",
        "sparse",
        "synchronized",
        "trainable",
        "virtual_batch_size",
    }
)
_CLASSES = {
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization",
}
_RENAMED = {("LeakyReLU", "alpha"): "negative_slope"}
_ONE_GROUP = ("DepthwiseConv2D", "SeparableConv2D", "SeparableConvolution2D", "Conv2DTranspose")


@keras.saving.register_keras_serializable(package="xray_converter")  # type: ignore[untyped-decorator]
def hard_sigmoid_of_keras_2(features: Any) -> Any:
    """Compute 0.2 x + 0.5, held within 0 and 1; Keras 3 gives the name ``hard_sigmoid`` to another slope (1/6)."""
    return keras.ops.clip(0.2 * features + 0.5, 0.0, 1.0)


def build_layer(name: str, class_name: str, config: dict[str, Any], *, of_keras_2: bool) -> Any:
    """Make a layer of our Keras from a stored description.

    Parameters
    ----------
    name
        For errors; the layer is named by Keras.
    class_name
        As stored.
    config
        As stored.
    of_keras_2
        Whether ``hard_sigmoid`` means what Keras 2 meant by it.

    Returns
    -------
    keras.layers.Layer
        In float32.

    Raises
    ------
    ImportingError
        Keras has no such layer, or a setting is not known.
    """
    kind: Any = getattr(keras.layers, _CLASSES.get(class_name, class_name), None)
    if not (inspect.isclass(kind) and issubclass(kind, keras.layers.Layer)) or "layer" in config:
        raise ImportingError(
            f"The layer '{name}' is of the class '{class_name}', which cannot be rebuilt: its code is not in the "
            "file, or Keras 3 has no such layer."
        )
    known = inspect.signature(kind.__init__).parameters
    settings = {}
    for stored, value in config.items():
        key = _RENAMED.get((class_name, stored), stored)
        if key in _WITHOUT_EFFECT or key.endswith(_OF_TRAINING) or _is_one_group(class_name, key, value):
            continue
        if key not in known:
            raise ImportingError(
                f"The layer '{name}' ({class_name}) has a setting '{stored}' that Keras 3 does not know."
            )
        settings[key] = _setting(name, key, value, of_keras_2=of_keras_2)
    try:
        return kind(**settings | {"dtype": "float32"})
    except (TypeError, ValueError) as error:
        raise ImportingError(f"The layer '{name}' ({class_name}) cannot be rebuilt from its settings.") from error


def _is_one_group(class_name: str, key: str, value: Any) -> bool:
    """Keras 2 wrote ``groups`` where it had no meaning."""
    return class_name in _ONE_GROUP and key == "groups" and value in (None, 1)


def _setting(layer: str, key: str, value: Any, *, of_keras_2: bool) -> Any:
    if key == "activation" and value is not None:
        return _activation(layer, value, of_keras_2=of_keras_2)
    if key == "axis" and isinstance(value, list) and len(value) == 1:
        return value[0]
    return tuple(value) if isinstance(value, list) and key != "axis" else value


def _activation(layer: str, stored: Any, *, of_keras_2: bool) -> Any:
    name = stored.get("config") if isinstance(stored, dict) else stored
    if isinstance(name, dict):
        return build_layer(layer, str(stored.get("class_name")), name, of_keras_2=of_keras_2)
    if name == "hard_sigmoid" and of_keras_2:
        return hard_sigmoid_of_keras_2
    try:
        return keras.activations.get(name)
    except (TypeError, ValueError) as error:
        raise ImportingError(f"The layer '{layer}' has an activation '{name}' that Keras 3 does not have.") from error
