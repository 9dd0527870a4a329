"""Where the lungs lie on a frontal chest radiograph, well enough to ask what a model sees outside them.

A drawn pair of lungs is moved and bent until its edges lie where dark turns to bright. Shape leads, not brightness:
a lung that pneumonia made white stays inside, because the chest wall, the domes and the other lung hold the outline.
After Cootes et al. 1995 (active shape models), with a drawn shape in place of a learnt one, and the cross-entropy
method (Rubinstein 1999) as the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.datasets.lung_shape import DOME, SPREAD, TRUST, USUAL, outlines, outward

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.datasets.lung_shape import Float

MARGIN = 0.025
"""By how much the masks are drawn too wide, in parts of the picture's side: what is called outside is outside."""

_SIDE = 96
"""Pixels along the side of the picture on which the outline is sought."""
_SMOOTH = 1.6
_NEIGHBOURHOOD = 14.0
_FLOOR = 15.0
"""Grey levels of local spread under which noise is not taken for an edge."""
_REACH = ((0.022, 0.6), (0.05, 0.4))
"""How far inside and outside of the outline the greys are compared, and the share of each distance."""
_ABDOMEN = (-0.05, (0.09, 0.14, 0.19))
"""Above and below the dome, in parts of the height: what is bright further down is no rib, and ends the lung."""
_ABDOMEN_WEIGHT = 0.25
_STRICTNESS = 0.006
"""Weight of the usual shape against the evidence."""
_ROUNDS = 12
_TRIALS = 192
_KEPT = 22
_SEED = 1995


def lung_masks(pictures: NDArray[np.float32], margin: float = MARGIN) -> NDArray[np.bool_]:
    """Find the lungs, each a little too wide; heart and mediastinum are outside.

    Parameters
    ----------
    pictures
        Shape ``[N, rows, columns]``, float32, 0 to 255, bone bright: frontal, upright,
        squashed or not.
    margin
        By how much too wide, in parts of the picture's side.

    Returns
    -------
    ndarray
        Shape ``[N, rows, columns]``, bool. A picture that is no chest gets the mask that fits least badly.
    """
    rows, columns = pictures.shape[1:]
    masks = [fill_outlines(lung_outlines(picture), rows, columns, margin) for picture in pictures]
    return np.stack(masks) if masks else np.zeros(pictures.shape, np.bool_)


def lung_outlines(picture: NDArray[np.float32]) -> Float:
    """Find the outlines of both lungs, without margin.

    Parameters
    ----------
    picture
        Shape ``[rows, columns]``, float32, 0 to 255, bone bright.

    Returns
    -------
    ndarray
        Shape ``[2, points, 2]``, float32: ``x`` and ``y`` in parts of the width and height, the patient's right lung
        first. Deterministic.
    """
    edges = _even_contrast(picture)
    rng = np.random.default_rng(_SEED)
    centre, width = USUAL, 1.3 * SPREAD
    for _ in range(_ROUNDS):
        trials = centre + width * rng.standard_normal((_TRIALS, len(USUAL)), np.float32)
        order = np.argsort(-_evidence(edges, trials), kind="stable")
        best = trials[order[:_KEPT]]
        centre = 0.2 * centre + 0.8 * best.mean(axis=0)
        width = 0.3 * width + 0.7 * best.std(axis=0)
    return np.asarray(outlines(centre[None])[0], np.float32)


def _even_contrast(picture: NDArray[np.float32]) -> Float:
    """Return a small, smooth copy, ``[_SIDE, _SIDE]``, float32, whose greys tell how a place differs from around it."""
    small = cv2.resize(np.asarray(picture, np.float32), (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(small, (0, 0), _SMOOTH)
    mean = cv2.GaussianBlur(smooth, (0, 0), _NEIGHBOURHOOD)
    variance = cv2.GaussianBlur(smooth * smooth, (0, 0), _NEIGHBOURHOOD) - mean * mean
    return np.asarray((smooth - mean) / np.sqrt(np.maximum(variance, 0.0) + _FLOOR**2), np.float32)


def _evidence(edges: Float, numbers: Float) -> Float:
    """Tell how well shapes fit, ``[N]``: brighter outside than inside all along, and not far from the usual."""
    outline = outlines(numbers)
    direction = outward(outline)
    evidence = np.zeros(len(numbers), np.float32)
    for distance, share in _REACH:
        step = np.float32(distance) * direction
        rise = _greys(edges, outline + step) - _greys(edges, outline - step)
        # One strong edge, a collimator's or a plate's, must not outweigh a long faint one.
        evidence += share * (np.tanh(1.5 * rise) @ TRUST).mean(axis=1)
    evidence += np.float32(_ABDOMEN_WEIGHT) * _abdomen(edges, outline[:, :, DOME])
    strangeness = (((numbers - USUAL) / SPREAD) ** 2).sum(axis=1)
    return np.asarray(evidence - _STRICTNESS * strangeness, np.float32)


def _abdomen(edges: Float, domes: Float) -> Float:
    above, below = _ABDOMEN
    lung = _greys(edges, domes + np.array([0.0, above], np.float32))
    rises = [np.tanh(1.5 * (_greys(edges, domes + np.array([0.0, depth], np.float32)) - lung)) for depth in below]
    return np.asarray(np.mean(rises, axis=(0, 2, 3)), np.float32)


def _greys(edges: Float, points: Float) -> Float:
    column, row = np.clip((points * _SIDE).astype(np.intp), 0, _SIDE - 1).transpose(3, 0, 1, 2)
    return np.asarray(edges[row, column], np.float32)


def fill_outlines(outline: Float, rows: int, columns: int, margin: float) -> NDArray[np.bool_]:
    """Make the mask ``[rows, columns]``, bool, of outlines ``[2, points, 2]``, wider by a share of the side."""
    mask = np.zeros((rows, columns), np.uint8)
    for lung in outline:
        cv2.fillPoly(mask, [np.rint(lung * (columns, rows) * 16.0).astype(np.int32)], 1, shift=4)
    reach = (2 * round(margin * columns) + 1, 2 * round(margin * rows) + 1)
    return cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, reach)).astype(np.bool_)
