"""Which images a report shows, and with which heat maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.errors import XrayError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from converter.evaluation.scored import Scored

SAMPLES = 24
PER_OUTCOME = 3

TRUE_POSITIVE, TRUE_NEGATIVE = "true positive", "true negative"
FALSE_POSITIVE, FALSE_NEGATIVE = "false positive", "false negative"
OUTCOMES = (TRUE_POSITIVE, TRUE_NEGATIVE, FALSE_POSITIVE, FALSE_NEGATIVE)

_SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where the images of a report come from.

    Attributes
    ----------
    images
        What the network saw, shape ``[N, rows, columns, 1]``, any float, 0 to 255; in the order of the scores.
    heatmaps
        Returns the Grad-CAM of some of them, ``[n, h, w]``, zero or more, not normalised.
    """

    images: NDArray[Any]
    heatmaps: Callable[[NDArray[Any]], NDArray[np.float32]]


def random_sample(scored: Scored) -> NDArray[np.int64]:
    """Draw images for the sample sheet, so that errors are as frequent on it as they are; by class and probability.

    Returns
    -------
    ndarray
        Positions, shape ``[n]``, int64, at most `SAMPLES`.
    """
    count = min(SAMPLES, len(scored.labels))
    chosen = np.random.default_rng(_SEED).choice(len(scored.labels), count, replace=False)
    return chosen[np.lexsort((scored.probabilities[chosen], scored.labels[chosen]))]


def of_outcome(scored: Scored, outcome: str) -> NDArray[np.int64]:
    """Return the positions of all images with an outcome, ``[n]``, int64, rising."""
    called = outcome in {TRUE_POSITIVE, FALSE_POSITIVE}
    label = outcome in {TRUE_POSITIVE, FALSE_NEGATIVE}
    return np.flatnonzero((scored.called == called) & (scored.labels == label))


def examples_of(scored: Scored, outcome: str) -> NDArray[np.int64]:
    """Choose a few images with an outcome: hits at random, errors from the furthest off; ``[n]``, int64."""
    every = of_outcome(scored, outcome)
    if outcome in {FALSE_POSITIVE, FALSE_NEGATIVE}:
        distance = np.abs(scored.probabilities[every] - scored.threshold)
        return every[np.argsort(-distance, kind="stable")][:PER_OUTCOME]
    return np.random.default_rng(_SEED).permutation(every)[:PER_OUTCOME]


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """Images with their heat maps, chosen for each outcome.

    Attributes
    ----------
    positions
        By outcome, the images chosen for it.
    images
        By position, shape ``[rows, columns]``, uint8: what the network saw.
    heatmaps
        By position, shape ``[h, w]``, not normalised.
    """

    positions: dict[str, NDArray[np.int64]]
    images: dict[int, NDArray[np.uint8]]
    heatmaps: dict[int, NDArray[np.float32]]


def explain(scored: Scored, source: Source) -> Explained | str:
    """Choose examples of each outcome and ask for their heat maps; a sentence where the network has none."""
    positions = {outcome: examples_of(scored, outcome) for outcome in OUTCOMES}
    together = np.concatenate(list(positions.values()))
    images = np.asarray(source.images[together], np.float32)
    try:
        heatmaps = source.heatmaps(images)
    except XrayError as error:
        return error.sentence
    at = together.tolist()
    return Explained(
        positions,
        dict(zip(at, as_pictures(images), strict=True)),
        dict(zip(at, heatmaps, strict=True)),
    )


def as_pictures(images: NDArray[Any]) -> NDArray[np.uint8]:
    """Return inputs of a network ``[n, rows, columns, 1]``, any float, as pictures ``[n, rows, columns]``, uint8."""
    pictures: NDArray[np.uint8] = np.clip(np.rint(np.asarray(images[..., 0], np.float32)), 0, 255).astype(np.uint8)
    return pictures
