"""The reliability of a model file before and after its calibration, in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.errors import FinishingError
from converter.evaluation.metrics import calibration_bins, clopper_pearson
from converter.evaluation.pictures import BLUE, SQUARE, VERMILION, head, in_style, new_picture, png
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture
    from numpy.typing import NDArray

    from converter.finishing.recalibrate import Recalibration


def write_reliability(file: Path, done: Recalibration, title: str) -> None:
    """Draw share of positives over probability, before and after.

    Raises
    ------
    FinishingError
        The file cannot be written.
    """
    content = png(draw_reliability_change(done, title))
    try:
        with atomic_file(file) as stream:
            stream.write(content)
    except OSError as error:
        raise FinishingError("The diagram cannot be written there; the model file is written.") from error


@in_style
def draw_reliability_change(done: Recalibration, title: str) -> Picture:
    """Draw ten bins of probability with the exact interval of the share of positives in each."""
    picture = new_picture(*SQUARE)
    axes = picture.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.75", linewidth=1, linestyle="--", label="perfectly calibrated")
    before = f"before: ECE {done.before['expected_calibration_error'].value:.3f}"
    after = f"after: ECE {done.after['expected_calibration_error'].value:.3f}"
    _draw(axes, done.labels, done.probabilities_before, VERMILION, "s", before)
    _draw(axes, done.labels, done.probabilities_after, BLUE, "o", after)
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), xlabel="mean probability in the bin", ylabel="share of positives")
    axes.legend(loc="lower right", frameon=True)
    counts = f"{len(done.labels)} images in ten bins; bars: 95 % intervals"
    head(axes, "Reliability before and after calibration", title, counts)
    return picture


def _draw(
    axes: Axes,
    labels: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    colour: str,
    marker: str,
    label: str,
) -> None:
    bins = calibration_bins(labels, probabilities)
    shares = [clopper_pearson(inside.positives, inside.images) for inside in bins]
    axes.errorbar(
        [inside.mean_probability for inside in bins],
        [share.value for share in shares],
        yerr=[[s.value - s.low for s in shares], [s.high - s.value for s in shares]],
        color=colour,
        marker=marker,
        linestyle="none",
        elinewidth=1,
        capsize=3,
        label=label,
    )
