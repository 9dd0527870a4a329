"""Random changes of training images: where the patient stands, how the plate was exposed, what lies in the corner.

Every step is a pure function of a batch ``[N, H, W, 1]`` (float32, 0 to 1) and a seed, drawn with stateless random
operators: the same seed gives the same batch on every machine, whatever ran before it. All steps work on whole
batches, which on a CPU costs a fraction of the network's own time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from converter.recipe import Augmentation

    Step = Callable[[Any, Any, Augmentation], Any]

_CHOICE = 99
"""Number of the draw that decides whether an image takes a step; the steps' own draws have smaller ones."""
_MIXING = 98
"""Number under which the blending of pairs draws; the steps count from 0."""


def augment(images: Any, seed: Any, settings: Augmentation) -> Any:
    """Change a batch at random.

    Parameters
    ----------
    images
        Shape ``[N, H, W, 1]``, float32, 0 to 255.
    seed
        Shape ``[2]``, int64; equal seeds give equal results.
    settings
        How far each change may go; zero leaves it out.

    Returns
    -------
    Tensor
        Of the same shape and range.
    """
    grey = images / 255.0
    for number, (step, probability) in enumerate(_steps(settings)):
        own = tf.random.experimental.stateless_fold_in(seed, number)
        chosen = _uniform(own, _CHOICE, tf.shape(grey)[0], 0.0, 1.0) < probability
        grey = tf.where(chosen, step(grey, own, settings), grey)
    return tf.clip_by_value(grey, 0.0, 1.0) * 255.0


def mixed_up(batch: Sequence[Any], seed: Any, concentration: float) -> tuple[Any, ...]:
    """Blend each item of a batch with its neighbour, all tensors by the same share.

    Batches are sorted, so the neighbour is mostly of the same class. Partners drawn at random did as well on the
    shifted validation (docs/default-model.md).

    Parameters
    ----------
    batch
        Tensors ``[N, ...]``.
    seed
        Shape ``[2]``, int64.
    concentration
        Shares follow Beta(concentration, concentration) (Zhang et al., mixup, ICLR 2018).
    """
    own = tf.random.experimental.stateless_fold_in(seed, _MIXING)
    gammas = tf.random.stateless_gamma([2, batch[0].shape[0]], own, concentration)
    share = gammas[0] / tf.maximum(gammas[0] + gammas[1], 1e-12)
    blended = []
    for tensor in batch:
        own_share = tf.reshape(share, [-1] + [1] * (len(tensor.shape) - 1))
        blended.append(own_share * tensor + (1.0 - own_share) * tf.roll(tensor, 1, axis=0))
    return tuple(blended)


def _steps(settings: Augmentation) -> list[tuple[Step, float]]:
    """Return the steps that a recipe asks for, each with its chance to be taken for an image."""
    offered: list[tuple[Any, Step, float]] = [
        (settings.moves, _move, settings.share),
        (settings.sharpness or settings.local_contrast, _change_sharpness, settings.share),
        (settings.coarseness, _coarsen, settings.share),
        (settings.gamma or settings.tone_curve, _change_tone, settings.share),
        (settings.contrast or settings.brightness, _change_contrast, settings.share),
        (settings.shading, _shade, settings.share),
        (settings.noise, _add_noise, settings.share),
        (settings.collimation, _collimate, 0.5 * settings.share),
        (settings.erase_probability, _erase, settings.erase_probability),
        (settings.corner_erase_probability, _erase_corners, 1.0),
    ]
    return [(step, probability) for wanted, step, probability in offered if wanted]


def _uniform(seed: Any, number: int, count: Any, low: float, high: float) -> Any:
    """Draw one number for each image, shaped to multiply a batch."""
    own = tf.random.experimental.stateless_fold_in(seed, number)
    return tf.random.stateless_uniform([count, 1, 1, 1], own, low, high)


def _centred(seed: Any, number: int, count: Any, reach: float) -> Any:
    return _uniform(seed, number, count, -reach, reach)


def _move(grey: Any, seed: Any, settings: Augmentation) -> Any:
    """Rotate, shear, scale, stretch, shift and flip in one resampling, so that the picture blurs only once."""
    count, rows, columns = tf.shape(grey)[0], grey.shape[1], grey.shape[2]
    fill = _uniform(seed, 20, 1, 0.0, settings.fill_maximum)[0, 0, 0, 0]
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=grey,
        transforms=_affine(count, rows, columns, seed, settings),
        output_shape=[rows, columns],
        fill_value=fill,
        interpolation="BILINEAR",
        fill_mode="CONSTANT",
    )


def _affine(count: Any, rows: int, columns: int, seed: Any, settings: Augmentation) -> Any:
    """Return the output-to-input transforms, shape ``[N, 8]``, about the picture's centre."""

    def draw(number: int, reach: float) -> Any:
        return _centred(seed, number, count, reach)[:, 0, 0, 0]

    angle = draw(0, settings.rotation_degrees * 3.141592653589793 / 180.0)
    shear = draw(1, settings.shear)
    zoom = tf.exp(draw(2, settings.zoom))
    stretch = tf.exp(draw(3, settings.stretch))
    mirrored = tf.sign(draw(4, 1.0)) if settings.flip_horizontal else tf.ones_like(angle)
    upended = tf.sign(draw(7, 1.0)) if settings.flip_vertical else tf.ones_like(angle)
    cosine, sine = tf.cos(angle), tf.sin(angle)
    across_x = cosine * zoom * stretch * mirrored
    across_y = sine * zoom * stretch * mirrored
    down_x = (shear * cosine - sine) * zoom / stretch * upended
    down_y = (shear * sine + cosine) * zoom / stretch * upended
    centre_x, centre_y = (columns - 1) / 2.0, (rows - 1) / 2.0
    move_x = centre_x - across_x * centre_x - down_x * centre_y + draw(5, settings.shift) * columns
    move_y = centre_y - across_y * centre_x - down_y * centre_y + draw(6, settings.shift) * rows
    zero = tf.zeros_like(angle)
    return tf.stack([across_x, down_x, move_x, across_y, down_y, move_y, zero, zero], axis=1)


def _gaussian_blur(grey: Any, sigma: float) -> Any:
    radius = max(1, round(3 * sigma))
    offsets = tf.range(-radius, radius + 1, dtype=tf.float32)
    weights = tf.exp(-0.5 * tf.square(offsets / sigma))
    weights /= tf.reduce_sum(weights)
    padded = tf.pad(grey, [[0, 0], [radius, radius], [radius, radius], [0, 0]], mode="SYMMETRIC")
    down = tf.nn.conv2d(padded, tf.reshape(weights, [-1, 1, 1, 1]), 1, "VALID")
    return tf.nn.conv2d(down, tf.reshape(weights, [1, -1, 1, 1]), 1, "VALID")


def _change_sharpness(grey: Any, seed: Any, settings: Augmentation) -> Any:
    """Blur or sharpen fine detail, and flatten or lift broad shadows: what a plate reader's processing does."""
    count = tf.shape(grey)[0]
    fine = grey - _gaussian_blur(grey, 1.0)
    broad = grey - _resized_blur(grey)
    detail = _uniform(seed, 0, count, -min(settings.sharpness, 1.0), settings.sharpness)
    local = _uniform(seed, 1, count, -0.3 * settings.local_contrast, settings.local_contrast)
    return grey + detail * fine + local * broad


def _resized_blur(grey: Any) -> Any:
    """Blur broadly (about an eighth of the picture) at the cost of two small resizes."""
    rows, columns = grey.shape[1], grey.shape[2]
    small = tf.image.resize(grey, [8, 8], method="area")
    return tf.image.resize(small, [rows, columns], method="bicubic")


def _coarsen(grey: Any, seed: Any, settings: Augmentation) -> Any:
    """Bring the batch to a smaller size and back: one size for the batch, and each image keeps a share of its own."""
    rows, columns = grey.shape[1], grey.shape[2]
    factor = tf.exp(-_uniform(seed, 0, 1, 0.0, settings.coarseness)[0, 0, 0, 0])
    size = tf.cast(tf.round(tf.stack([rows * factor, columns * factor])), tf.int32)
    small = tf.image.resize(grey, size, method="bilinear", antialias=True)
    back = tf.ensure_shape(tf.image.resize(small, [rows, columns], method="bicubic"), grey.shape)
    return grey + _uniform(seed, 1, tf.shape(grey)[0], 0.5, 1.0) * (back - grey)


def _change_tone(grey: Any, seed: Any, settings: Augmentation) -> Any:
    """Bend the grey-scale: a gamma, and an S or inverted S about a random middle."""
    count = tf.shape(grey)[0]
    bent = tf.pow(tf.clip_by_value(grey, 1e-4, 1.0), tf.exp(_centred(seed, 0, count, settings.gamma)))
    middle = _uniform(seed, 1, count, 0.3, 0.7)
    strength = _uniform(seed, 2, count, -0.5 * settings.tone_curve, settings.tone_curve)
    s_curve = tf.sigmoid(8.0 * (bent - middle))
    return bent + strength * (s_curve - bent)


def _change_contrast(grey: Any, seed: Any, settings: Augmentation) -> Any:
    """Scale about the mean and shift; what leaves the range is clipped, as an over-exposed plate is."""
    count = tf.shape(grey)[0]
    mean = tf.reduce_mean(grey, axis=[1, 2, 3], keepdims=True)
    gain = tf.exp(_centred(seed, 0, count, settings.contrast))
    return tf.clip_by_value(mean + gain * (grey - mean) + _centred(seed, 1, count, settings.brightness), 0.0, 1.0)


def _shade(grey: Any, seed: Any, settings: Augmentation) -> Any:
    """Multiply by a smooth random field: uneven exposure, the heel effect, a grid that stands askew."""
    count, rows, columns = tf.shape(grey)[0], grey.shape[1], grey.shape[2]
    coarse = tf.random.stateless_uniform([count, 3, 3, 1], seed, -settings.shading, settings.shading)
    return grey * tf.exp(tf.image.resize(coarse, [rows, columns], method="bicubic"))


def _add_noise(grey: Any, seed: Any, settings: Augmentation) -> Any:
    count = tf.shape(grey)[0]
    grain = tf.random.stateless_normal(tf.shape(grey), seed)
    return grey + _uniform(seed, 1, count, 0.0, settings.noise) * grain


def _collimate(grey: Any, seed: Any, settings: Augmentation) -> Any:
    """Paint a dark frame, of another width on each side: a collimator that is set tighter."""
    count = tf.shape(grey)[0]
    top, left, bottom, right = (_uniform(seed, number, count, 0.0, settings.collimation) for number in range(4))
    y, x = _positions(grey)
    open_field = (y >= top) & (y <= 1.0 - bottom) & (x >= left) & (x <= 1.0 - right)
    return tf.where(open_field, grey, _uniform(seed, 4, count, 0.0, 0.1))


def _erase(grey: Any, seed: Any, settings: Augmentation) -> Any:
    """Paint one rectangle anywhere with a random grey."""
    count = tf.shape(grey)[0]
    centre_y, centre_x = _uniform(seed, 0, count, 0.0, 1.0), _uniform(seed, 1, count, 0.0, 1.0)
    half_y, half_x = (_uniform(seed, number, count, 0.04, settings.erase_size / 2) for number in (2, 3))
    inside = _rectangle(grey, centre_y, centre_x, half_y, half_x)
    return tf.where(inside, _uniform(seed, 4, count, 0.0, 1.0), grey)


def _erase_corners(grey: Any, seed: Any, settings: Augmentation) -> Any:
    """Paint over corners, where lateral markers and text stand: each corner by its own chance."""
    count = tf.shape(grey)[0]
    for corner, (top, left) in enumerate([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]):
        own = tf.random.experimental.stateless_fold_in(seed, corner)
        chosen = _uniform(own, 0, count, 0.0, 1.0) < settings.corner_erase_probability
        half_y, half_x = _uniform(own, 1, count, 0.08, 0.30), _uniform(own, 2, count, 0.08, 0.30)
        inside = chosen & _rectangle(grey, top, left, half_y, half_x)
        grey = tf.where(inside, _uniform(own, 3, count, 0.0, 1.0), grey)
    return grey


def _rectangle(grey: Any, centre_y: Any, centre_x: Any, half_y: Any, half_x: Any) -> Any:
    """Mark the pixels within half sizes of a centre; all in parts of the picture."""
    y, x = _positions(grey)
    return (tf.abs(y - centre_y) < half_y) & (tf.abs(x - centre_x) < half_x)


def _positions(grey: Any) -> tuple[Any, Any]:
    """Return each row's and each column's place, 0 to 1, shaped to spread over a batch."""
    y = tf.reshape(tf.linspace(0.0, 1.0, grey.shape[1]), [1, -1, 1, 1])
    return y, tf.reshape(tf.linspace(0.0, 1.0, grey.shape[2]), [1, 1, -1, 1])
