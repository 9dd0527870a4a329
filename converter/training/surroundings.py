"""What lies outside the chest comes from another picture: markers, arms, the edge of the field then tell nothing.

The lateral marker of one machine stands on more ill children's pictures than on healthy ones', and a network learns
that before it learns lungs. Cutting and pasting breaks the bond (after Yun et al., CutMix, ICCV 2019; here the label
stays with the chest, which is not pasted but kept).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import joblib
import numpy as np
import platformdirs
import tensorflow as tf

from converter.datasets.lungs import fill_outlines, lung_outlines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.decode import ImageSet

_MARGIN = 0.03
"""By how much the chest is taken wider than the hull of both lungs, in parts of the picture's side."""
_SOFT = 5
"""Pixels along which one picture passes into the other."""
_DRAW = 97
"""Number under which this draws; the steps of the augmentation count from 0."""


def chest_masks(images: ImageSet, console: Console) -> NDArray[np.bool_]:
    """Find the chests: the hull of both lungs, heart and mediastinum inside.

    The search takes 40 ms a picture, so its results are kept in the user's cache folder.

    Parameters
    ----------
    images
        Decoded images.
    console
        Tells the user how far it is.

    Returns
    -------
    ndarray
        Shape ``[N, rows, columns]``, bool.
    """
    kept = joblib.Memory(platformdirs.user_cache_path("xray-converter") / "lungs", verbose=0).cache(_outlines)
    rows, columns = images.images.shape[1:3]
    masks = np.empty((len(images.images), rows, columns), np.bool_)
    with console.counting("finding lungs", len(masks)) as count:
        for position in range(len(masks)):
            outline = kept(np.asarray(images.images[position, :, :, 0]))
            hull = cv2.convexHull(outline.reshape(-1, 2)).reshape(1, -1, 2)
            masks[position] = fill_outlines(hull, rows, columns, _MARGIN)
            count()
    return masks


def _outlines(picture: NDArray[np.float16]) -> NDArray[np.float32]:
    return lung_outlines(np.asarray(picture, np.float32))


def with_other_surroundings(images: Any, chests: Any, seed: Any, share: float) -> Any:
    """Return images of a batch the surroundings of others of it, drawn at random.

    Parameters
    ----------
    images
        Shape ``[N, H, W, 1]``, float32.
    chests
        Shape ``[N, H, W]``, bool.
    seed
        Shape ``[2]``, int64; equal seeds give equal results.
    share
        Of the images that are changed, 0 to 1.
    """
    own = tf.random.experimental.stateless_fold_in(seed, _DRAW)
    count = images.shape[0]
    draws = tf.random.stateless_uniform([2, count], own)
    others = tf.gather(images, tf.argsort(draws[0]))
    inside = tf.cast(chests, tf.float32)[..., None]
    inside = tf.nn.avg_pool2d(inside, _SOFT, 1, "SAME")
    inside = tf.where((draws[1] < share)[:, None, None, None], inside, 1.0)
    return inside * images + (1.0 - inside) * others
