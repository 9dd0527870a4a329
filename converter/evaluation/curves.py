"""Curves of a report: receiver operating characteristic, precision and recall, reliability, training history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import precision_recall_curve, roc_curve

from converter.evaluation.metrics import calibration_bins, clopper_pearson
from converter.evaluation.pictures import BLUE, GREEN, GREY, SQUARE, VERMILION, head, in_style, new_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture
    from numpy.typing import NDArray

    from converter.evaluation.optimal import Optimal
    from converter.evaluation.scored import Scored
    from xray_desktop.model_file.card import Figure

_MARGINS = {"xlim": (-0.02, 1.02), "ylim": (-0.02, 1.02)}
_SECOND_COLOUR = (BLUE, VERMILION, GREEN, GREY)


def _interval(figure: Figure) -> str:
    return f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"


def _whiskers(figure: Figure) -> NDArray[np.float64]:
    return np.array([[figure.value - figure.low], [figure.high - figure.value]])


def _mark_chosen(axes: Axes, across: Figure, up: Figure, label: str) -> None:
    """Mark the chosen threshold with the intervals of both axes."""
    axes.errorbar(
        across.value,
        up.value,
        xerr=_whiskers(across),
        yerr=_whiskers(up),
        color=VERMILION,
        marker="o",
        markersize=8,
        linestyle="none",
        capsize=3,
        label=label,
    )


def _mark_optimal(axes: Axes, optimal: Optimal) -> None:
    label = (
        f"optimal here (Youden): threshold {optimal.threshold:.4f}\n"
        f"sensitivity {optimal.sensitivity:.3f}, specificity {optimal.specificity:.3f}"
    )
    line = axes.plot(1.0 - optimal.specificity, optimal.sensitivity, linestyle="none", label=label)[0]
    line.set(marker="D", markersize=12, markerfacecolor="none", markeredgecolor=GREEN, markeredgewidth=2)


@in_style
def draw_roc(scored: Scored, figures: dict[str, Figure], optimal: Optimal, title: str) -> Picture:
    """Draw the receiver operating characteristic with the chosen and the optimal point; both classes present."""
    false_positive, true_positive, _ = roc_curve(scored.labels, scored.probabilities, drop_intermediate=False)
    sensitivity, specificity = figures["sensitivity"], figures["specificity"]
    alarms = specificity.model_copy(
        update={"value": 1 - specificity.value, "low": 1 - specificity.high, "high": 1 - specificity.low}
    )
    picture = new_picture(*SQUARE)
    axes = picture.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.75", linewidth=1, linestyle="--", label="chance")
    axes.plot(false_positive, true_positive, color=BLUE, linewidth=2, label=f"AUC {_interval(figures['auc'])}")
    rates = f"sensitivity {_interval(sensitivity)}\nspecificity {_interval(specificity)}"
    _mark_chosen(axes, alarms, sensitivity, f"chosen: threshold {scored.threshold:.4f}\n{rates}")
    _mark_optimal(axes, optimal)
    axes.set(xlabel="1 − specificity", ylabel="sensitivity", aspect="equal", **_MARGINS)
    axes.legend(loc="lower right", labelspacing=0.9)
    head(axes, "ROC curve", title, scored.counts_text)
    return picture


@in_style
def draw_precision_recall(scored: Scored, figures: dict[str, Figure], title: str) -> Picture:
    """Draw precision over recall with the chosen point; both classes present."""
    precision, recall, _ = precision_recall_curve(scored.labels, scored.probabilities)
    prevalence = float(scored.labels.mean())
    average = f"average precision {_interval(figures['average_precision'])}"
    picture = new_picture(*SQUARE)
    axes = picture.add_subplot()
    axes.axhline(prevalence, color="0.75", linewidth=1, linestyle="--", label=f"chance: {prevalence:.3f} are positive")
    axes.plot(recall, precision, color=BLUE, linewidth=2, drawstyle="steps-post", label=average)
    if "precision" in figures:
        chosen = f"chosen: threshold {scored.threshold:.4f}\nprecision {_interval(figures['precision'])}"
        _mark_chosen(axes, figures["sensitivity"], figures["precision"], chosen)
    axes.set(xlabel="recall (sensitivity)", ylabel="precision", aspect="equal", **_MARGINS)
    axes.legend(loc="lower left", labelspacing=0.9)
    head(axes, "Precision and recall", title, scored.counts_text)
    return picture


@in_style
def draw_reliability(scored: Scored, figures: dict[str, Figure], title: str) -> Picture:
    """Draw the share of positives over the probability in ten bins, and how many images are in each."""
    bins = calibration_bins(scored.labels, scored.probabilities)
    shares = [clopper_pearson(inside.positives, inside.images) for inside in bins]
    picture = new_picture(SQUARE[0], SQUARE[1] + 1.2)
    upper, lower = picture.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    upper.plot([0, 1], [0, 1], color="0.75", linewidth=1, linestyle="--", label="perfectly calibrated")
    upper.errorbar(
        [inside.mean_probability for inside in bins],
        [share.value for share in shares],
        yerr=np.hstack([_whiskers(share) for share in shares]),
        color=BLUE,
        marker="o",
        linestyle="none",
        capsize=3,
        label=f"expected calibration error {_interval(figures['expected_calibration_error'])}",
    )
    upper.set(
        ylabel=f"share of {scored.names[1]}", xlim=_MARGINS["xlim"], ylim=(-0.02, 1.2), yticks=np.linspace(0, 1, 6)
    )
    upper.legend(loc="upper left")
    head(upper, "Reliability diagram", title, scored.counts_text)
    _draw_counts(lower, scored)
    return picture


def _draw_counts(axes: Axes, scored: Scored) -> None:
    edges = np.linspace(0.0, 1.0, 11)
    parts = [np.histogram(scored.probabilities[scored.labels == label], edges)[0] for label in (0, 1)]
    centres = edges[:-1] + 0.05
    axes.bar(centres, parts[0], 0.09, color="0.7", label=scored.names[0])
    axes.bar(centres, parts[1], 0.09, bottom=parts[0], color=BLUE, label=scored.names[1])
    together = parts[0] + parts[1]
    for centre, count in zip(centres, together, strict=True):
        axes.annotate(str(count), (centre, count), xytext=(0, 2), textcoords="offset points", ha="center", fontsize=8)
    axes.set(xlabel=f"probability of {scored.names[1]}", ylabel="images", ylim=(0, 1.7 * max(together)))
    axes.legend(loc="upper center", ncols=2)
    axes.grid(visible=False)


@in_style
def draw_history(history: dict[str, NDArray[np.float64]], title: str) -> Picture:
    """Draw what the training log holds, one panel for losses, one for other figures, one for the learning rate.

    Parameters
    ----------
    history
        What `converter.evaluation.history.read_history` gives: columns ``[epochs]``, float64, by their names, ``epoch``
        among them.
    title
        Of the picture.
    """
    names = [name for name in history if name != "epoch"]
    panels = {
        "loss": [name for name in names if "loss" in name],
        "figures of the held-out images": [name for name in names if "loss" not in name and name != "learning_rate"],
        "learning rate": [name for name in names if name == "learning_rate"],
    }
    drawn = {label: columns for label, columns in panels.items() if columns}
    picture = new_picture(9.6, 3.6)
    every = picture.subplots(1, len(drawn), squeeze=False)[0]
    for axes, (label, columns) in zip(every, drawn.items(), strict=True):
        _draw_columns(axes, history, columns)
        axes.set(xlabel="epoch", ylabel=label)
        axes.xaxis.get_major_locator().set_params(integer=True)
    head(every[0], "Training history", title)
    return picture


def _draw_columns(axes: Axes, history: dict[str, NDArray[np.float64]], columns: Sequence[str]) -> None:
    for number, name in enumerate(columns):
        colour = _SECOND_COLOUR[number % len(_SECOND_COLOUR)]
        label = name.replace("_", " ")
        axes.plot(history["epoch"], history[name], color=colour, marker="o", markersize=3, label=label)
    if len(columns) > 1 or columns[0] != "learning_rate":
        axes.legend()
