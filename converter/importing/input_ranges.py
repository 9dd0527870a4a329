"""What other people's networks take: ranges of grey levels, as layers that make them from 0 to 255."""

from __future__ import annotations

from typing import Any

import keras

from converter.networks.grey_input import grey_input
from converter.recipe import Input

PER_IMAGE = "per-image"

RANGES = {
    "unit": "0 to 1",
    "symmetric": "-1 to 1",
    "raw": "0 to 255",
    PER_IMAGE: "each image at mean 0 and standard deviation 1",
    "caffe": "ImageNet mean subtracted (the 'caffe' mode of preprocess_input)",
    "torch": "ImageNet mean and standard deviation (the 'torch' mode of preprocess_input)",
}
"""By the name on the command line, in words."""

_OF_COLOUR = ("caffe", "torch")


def ranges_for(channels: int) -> list[str]:
    """Return the ranges that a network of so many channels may have been trained on."""
    return [name for name in RANGES if channels == 3 or name not in _OF_COLOUR]


@keras.saving.register_keras_serializable(package="xray_converter")
class PerImageStandardisation(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Give each image mean 0 and standard deviation 1, as `tf.image.per_image_standardization` does."""

    def call(self, images: Any) -> Any:
        """Standardise a batch ``[N, H, W, C]``."""
        mean = keras.ops.mean(images, axis=(1, 2, 3), keepdims=True)
        variance = keras.ops.mean(keras.ops.square(images - mean), axis=(1, 2, 3), keepdims=True)
        pixels = images.shape[1] * images.shape[2] * images.shape[3]
        return (images - mean) / keras.ops.maximum(keras.ops.sqrt(variance), pixels**-0.5)


def foreign_input(name: str, rows: int, columns: int, channels: int) -> tuple[Any, Any]:
    """Begin a network for a range.

    Parameters
    ----------
    name
        One of `RANGES`.
    rows, columns, channels
        Of what the foreign network takes.

    Returns
    -------
    tuple
        The input ``[N, rows, columns, 1]`` (float32, 0 to 255, bone bright) and the tensor for the foreign network.
    """
    if name != PER_IMAGE:
        return grey_input(Input(rows=rows, columns=columns, intensity=name), channels)
    image = keras.Input((rows, columns, 1), name="image")
    copies = keras.layers.Concatenate(name="grey_to_channels")([image] * channels) if channels > 1 else image
    return image, PerImageStandardisation(name="per_image_range")(copies)
