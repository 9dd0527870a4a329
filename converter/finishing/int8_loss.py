"""What 8-bit integers cost: the same images through the network before and after."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.evaluation.metrics import DRAWS, bootstrap
from converter.evaluation.quick_scores import roc_area
from xray_desktop.imaging.heatmap.render import normalise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.datasets.decode import ImageSet
    from converter.onnx_model import OnnxModel
    from xray_desktop.model_file.card import Figure

_TIMED_RUNS = 40
_WARM_UP = 5
_COMPARED = 64
_FLAT = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """What the integers cost on a set of images.

    Attributes
    ----------
    figures
        ``auc_before``, ``auc_after``, and ``auc_loss``, before less after, each draw of patients seen by both.
    probabilities
        Of the integer network, shape ``[N]``, float64, 0 to 1.
    max_probability_difference, mean_probability_difference
        Of the two networks.
    median_heatmap_difference, max_heatmap_difference
        Over images: the largest difference of the maps, each divided by its maximum.
    mean_heatmap_correlation
        Over the images of which neither map is flat; None where there is none.
    time_ratio
        Processor time for an image after over before: medians of alternating runs on one thread.
    """

    figures: dict[str, Figure]
    probabilities: NDArray[np.float64]
    max_probability_difference: float
    mean_probability_difference: float
    median_heatmap_difference: float
    max_heatmap_difference: float
    mean_heatmap_correlation: float | None
    time_ratio: float


def measure_loss(before: OnnxModel, after: OnnxModel, images: ImageSet) -> Loss:
    """Run both networks over labelled images of both classes."""
    first, first_maps = before.score(images.images)
    second, second_maps = after.score(images.images)
    difference = np.abs(first - second)
    apart = _apart(first_maps, second_maps)
    both = np.stack([first, second], axis=1)
    return Loss(
        figures=bootstrap(
            {
                "auc_before": lambda truth, score: roc_area(truth, score[:, 0]),
                "auc_after": lambda truth, score: roc_area(truth, score[:, 1]),
                "auc_loss": _auc_loss,
            },
            images.labels,
            both,
            images.patients,
            DRAWS,
        ),
        probabilities=both[:, 1],
        max_probability_difference=float(difference.max()),
        mean_probability_difference=float(difference.mean()),
        median_heatmap_difference=float(np.median(apart)),
        max_heatmap_difference=float(apart.max()),
        mean_heatmap_correlation=_correlation(first_maps, second_maps),
        time_ratio=_time_ratio(before, after, np.asarray(images.images[:1], np.float32)),
    )


def spread_of_runtimes(model: OnnxModel, images: NDArray[Any]) -> tuple[float, float]:
    """Return the largest difference between integer arithmetic and the same graph in float, step by step.

    Processors and providers differ in which steps they fuse into integers, and a sum that is rounded elsewhere moves
    an 8-bit value by one. What a known answer may differ by on another machine is of this size.

    Parameters
    ----------
    model
        Of 8-bit integers.
    images
        Shape ``[N, rows, columns, 1]``, any float dtype, 0 to 255; up to 64 of them are used.

    Returns
    -------
    tuple
        Of the probability and of the normalised heat map.
    """
    chosen = images[np.unique(np.linspace(0, len(images) - 1, min(_COMPARED, len(images))).astype(int))]
    fused, plain = model.score(chosen), model.reopened(optimised=False).score(chosen)
    difference = float(np.abs(fused.probabilities - plain.probabilities).max())
    return difference, float(_apart(fused.heatmaps, plain.heatmaps).max())


def _auc_loss(truth: NDArray[np.int64], both: NDArray[np.float64]) -> float:
    return roc_area(truth, both[:, 0]) - roc_area(truth, both[:, 1])


def _apart(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float64]:
    pairs = zip(first, second, strict=True)
    return np.array([np.abs(normalise(one) - normalise(other)).max() for one, other in pairs])


def _correlation(first: NDArray[np.float32], second: NDArray[np.float32]) -> float | None:
    found = [
        float(np.corrcoef(one.ravel(), other.ravel())[0, 1])
        for one, other in zip(first, second, strict=True)
        if not (_is_flat(one) or _is_flat(other))
    ]
    return float(np.clip(np.mean(found), -1.0, 1.0)) if found else None


def _is_flat(heatmap: NDArray[np.float32]) -> bool:
    return float(np.ptp(heatmap)) <= _FLAT * float(heatmap.max())


def _time_ratio(before: OnnxModel, after: OnnxModel, image: NDArray[np.float32]) -> float:
    """Time both by turns in processor time of the one thread, so that what else the machine does counts little.

    The image is ``[1, rows, columns, 1]``, float32, 0 to 255.
    """
    models = [model.reopened(threads=1) for model in (before, after)]
    taken: list[list[float]] = [[], []]
    for turn in range(_WARM_UP + _TIMED_RUNS):
        for which, model in enumerate(models):
            start = time.thread_time()
            model.run(image, tuple(model.outputs))
            if turn >= _WARM_UP:
                taken[which].append(time.thread_time() - start)
    return float(np.median(taken[1]) / np.median(taken[0]))
