"""The first layers of every network: grey 0 to 255 in, what the backbone was trained on out.

They stand inside the network, so that no reader of the model file has to repeat them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras

from converter.errors import RecipeError

if TYPE_CHECKING:
    from converter.recipe import Input

IMAGENET_MEAN, IMAGENET_SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
_CHANNEL_FIGURES = {
    # Blue, green, red: the order of the framework that these networks come from. All three hold the same grey.
    "caffe": ([1.0, 1.0, 1.0], [-103.939, -116.779, -123.68]),
    "torch": (
        [1.0 / (255.0 * spread) for spread in IMAGENET_SPREAD],
        [-mean / spread for mean, spread in zip(IMAGENET_MEAN, IMAGENET_SPREAD, strict=True)],
    ),
}
"""Scale and offset of each channel, after `keras.applications.imagenet_utils.preprocess_input`."""


@keras.saving.register_keras_serializable(package="xray_converter")
class Standardise(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Give each image zero mean and the same spread, whatever its exposure and window were.

    The figures are taken in the middle of the picture: frames, markers and the dark around the patient do not move
    them.

    Parameters
    ----------
    spread
        Standard deviation afterwards; 0.6 is about what radiographs have when 0 to 255 is mapped to -1 to 1.
    margin
        Share of each side that is left out of the figures.
    """

    def __init__(self, spread: float = 0.6, margin: float = 0.15, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.spread = spread
        self.margin = margin

    def call(self, images: Any) -> Any:
        """Standardise a batch ``[N, H, W, 1]``."""
        top, left = (int(self.margin * side) for side in images.shape[1:3])
        middle = images[:, top : images.shape[1] - top, left : images.shape[2] - left, :]
        mean = keras.ops.mean(middle, axis=(1, 2, 3), keepdims=True)
        variance = keras.ops.mean(keras.ops.square(middle - mean), axis=(1, 2, 3), keepdims=True)
        # One squared grey level keeps a blank plate from dividing by zero.
        return (images - mean) * (self.spread / keras.ops.sqrt(variance + 1.0))

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to build the layer again."""
        return {**super().get_config(), "spread": self.spread, "margin": self.margin}


@keras.saving.register_keras_serializable(package="xray_converter")
class Equalise(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Spread the greys of each image evenly over the range: histogram equalisation with bins, piecewise linear.

    The result depends on the order of the greys alone, not on exposure, window or tone curve, up to the width of a
    bin (Gonzalez and Woods, Digital Image Processing, 3.3). The histogram is that of the middle of the picture, so that
    frames and the dark around the patient do not move it.

    Parameters
    ----------
    bins
        Of the histogram.
    spread
        Standard deviation afterwards, where the greys of the middle are spread evenly.
    margin
        Share of each side that is left out of the histogram.
    """

    def __init__(self, bins: int = 32, spread: float = 0.6, margin: float = 0.1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bins = bins
        self.spread = spread
        self.margin = margin

    def call(self, images: Any) -> Any:
        """Equalise a batch ``[N, H, W, 1]``, 0 to 255."""
        width = 256.0 / self.bins
        edges = keras.ops.reshape(keras.ops.arange(self.bins, dtype="float32") * width, (1, 1, 1, self.bins))
        top, left = (int(self.margin * side) for side in images.shape[1:3])
        middle = images[:, top : images.shape[1] - top, left : images.shape[2] - left, :]
        reached = keras.ops.mean(keras.ops.cast(middle >= edges, "float32"), axis=(1, 2), keepdims=True)
        beyond = keras.ops.concatenate([reached[..., 1:], keras.ops.zeros_like(reached[..., :1])], axis=-1)
        # How much of each bin lies below a pixel, 0 to 1, times the bin's share of the picture.
        below = keras.ops.clip((images - edges) / width, 0.0, 1.0)
        share = keras.ops.sum(below * (reached - beyond), axis=-1, keepdims=True)
        # An even distribution over 0 to 1 has the standard deviation 1 / sqrt(12).
        return (share - 0.5) * (self.spread * 12.0**0.5)

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to build the layer again."""
        return {**super().get_config(), "bins": self.bins, "spread": self.spread, "margin": self.margin}


@keras.saving.register_keras_serializable(package="xray_converter")
class LocalStandardise(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Take the broad shadows off each image and give its neighbourhoods the same spread.

    Mean and variance are those of square tiles, interpolated between their centres.

    Parameters
    ----------
    tiles
        How many tiles a side has; it divides the side.
    spread
        Standard deviation afterwards.
    """

    def __init__(self, tiles: int = 4, spread: float = 0.6, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tiles = tiles
        self.spread = spread

    def call(self, images: Any) -> Any:
        """Standardise a batch ``[N, H, W, 1]``."""
        difference = images - self._broad(images)
        variance = self._broad(keras.ops.square(difference))
        # Flat neighbourhoods stay flat: under ten grey levels of spread nothing is lifted further.
        return difference * (self.spread / keras.ops.sqrt(variance + 100.0))

    def _broad(self, images: Any) -> Any:
        rows, columns = (side // self.tiles for side in images.shape[1:3])
        coarse = keras.ops.average_pool(images, (rows, columns), (rows, columns))
        return keras.ops.image.resize(coarse, images.shape[1:3], interpolation="bilinear")

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to build the layer again."""
        return {**super().get_config(), "tiles": self.tiles, "spread": self.spread}


@keras.saving.register_keras_serializable(package="xray_converter")
class Frame(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Set a frame around each image to zero.

    Parameters
    ----------
    share
        Width of the frame, as a share of the side.
    """

    def __init__(self, share: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.share = share

    def call(self, images: Any) -> Any:
        """Frame a batch ``[N, H, W, C]``."""
        rows, columns = images.shape[1:3]
        down, across = int(self.share * rows), int(self.share * columns)
        inside = keras.ops.ones((1, rows - 2 * down, columns - 2 * across, 1), images.dtype)
        return images * keras.ops.pad(inside, [(0, 0), (down, down), (across, across), (0, 0)])

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to build the layer again."""
        return {**super().get_config(), "share": self.share}


def grey_input(settings: Input, channels: int) -> tuple[Any, Any]:
    """Begin a network.

    Parameters
    ----------
    settings
        Size and what happens to the intensities.
    channels
        What the backbone takes: 1, or 3 for one that was trained on colour.

    Returns
    -------
    tuple
        The input ``[N, H, W, 1]`` (float32, 0 to 255) and the tensor ``[N, H, W, channels]`` for the backbone.

    Raises
    ------
    RecipeError
        Channel figures for a network of one channel.
    """
    image = keras.Input((settings.rows, settings.columns, 1), name="image")
    if channels == 1 and settings.intensity in _CHANNEL_FIGURES:
        raise RecipeError(f"input.intensity={settings.intensity} belongs to networks of three colour channels.")
    coarse = keras.layers.AveragePooling2D(settings.pool, name="coarser")(image) if settings.pool > 1 else image
    scaled = _scaled(coarse, settings)
    if settings.frame:
        scaled = Frame(settings.frame, name="frame")(scaled)
    if channels == 1:
        return image, scaled
    copies = keras.layers.Concatenate(name="grey_to_channels")([scaled] * channels)
    if settings.intensity in _CHANNEL_FIGURES:
        scale, offset = _CHANNEL_FIGURES[settings.intensity]
        copies = keras.layers.Rescaling(scale, offset, name=f"{settings.intensity}_range")(copies)
    return image, copies


def _scaled(image: Any, settings: Input) -> Any:
    """Scale the greys; what a frame will cover has no say in how."""
    if settings.intensity == "unit":
        return keras.layers.Rescaling(1.0 / 255.0, name="unit_range")(image)
    if settings.intensity == "symmetric":
        return keras.layers.Rescaling(1.0 / 127.5, offset=-1.0, name="symmetric_range")(image)
    if settings.intensity == "standardise":
        return Standardise(margin=max(0.15, settings.frame), name="standardise")(image)
    if settings.intensity == "equalise":
        return Equalise(margin=max(0.1, settings.frame), name="equalise")(image)
    if settings.intensity == "local":
        return LocalStandardise(name="local")(image)
    return image
