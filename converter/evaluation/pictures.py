"""Pictures of an evaluation; drawn by matplotlib without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Picture
from sklearn.metrics import roc_curve

from converter.evaluation.metrics import confusion

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

_DOTS_PER_INCH = 130


def draw_roc(
    file: Path, labels: NDArray[np.int64], probabilities: NDArray[np.float64], threshold: float, title: str
) -> None:
    """Draw the receiver operating characteristic with the threshold's point on it."""
    false_positive, true_positive, _ = roc_curve(labels, probabilities)
    (negative, alarms), (missed, found) = confusion(labels, probabilities, threshold).tolist()
    picture, axes = _square()
    axes.plot([0, 1], [0, 1], color="0.8", linewidth=1)
    axes.plot(false_positive, true_positive, color="#1f5fa8", linewidth=2)
    axes.plot(alarms / (alarms + negative), found / (found + missed), "o", color="#c0392b", markersize=8)
    axes.annotate(
        f"threshold {threshold:.3f}",
        (alarms / (alarms + negative), found / (found + missed)),
        xytext=(12, -14),
        textcoords="offset points",
    )
    axes.set(xlabel="1 - specificity", ylabel="sensitivity", title=title, xlim=(-0.01, 1.01), ylim=(-0.01, 1.01))
    picture.savefig(file, dpi=_DOTS_PER_INCH)


def draw_confusion(file: Path, counts: NDArray[np.int64], names: tuple[str, str], title: str) -> None:
    """Draw the confusion matrix with counts and shares of each row."""
    shares = counts / counts.sum(axis=1, keepdims=True)
    picture, axes = _square()
    axes.imshow(shares, cmap="Blues", vmin=0.0, vmax=1.0)
    for row in range(2):
        for column in range(2):
            colour = "white" if shares[row, column] > 0.5 else "black"
            text = f"{counts[row, column]}\n{shares[row, column]:.1%}"
            axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=14)
    axes.set(xlabel="model", ylabel="folder", title=title, xticks=[0, 1], yticks=[0, 1])
    axes.set_xticklabels(names)
    axes.set_yticklabels(names, rotation=90, va="center")
    picture.savefig(file, dpi=_DOTS_PER_INCH)


def _square() -> tuple[Picture, Axes]:
    picture = Picture(figsize=(5, 5), layout="constrained")
    FigureCanvasAgg(picture)
    return picture, picture.add_subplot()
