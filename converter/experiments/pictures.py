"""Pictures of cross-validations and of searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator
from sklearn.metrics import roc_curve

from converter.evaluation.pictures import BLUE, GREEN, GREY, VERMILION, head, in_style, new_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture

    from converter.experiments.out_of_fold import OutOfFold, Summary
    from converter.experiments.tuning_report import TrialRow

_NAMES = {"auc": "AUC", "brier": "Brier score", "expected_calibration_error": "calibration error"}


def figure_name(name: str) -> str:
    """Return a figure's name as the user reads it; a threshold other than Youden's is one half."""
    plain, at_youden, _ = name.partition("_at_youden")
    named = _NAMES.get(plain, plain.replace("_", " "))
    if at_youden:
        return f"{named}, Youden"
    return f"{named}, 0.5" if plain in ("sensitivity", "specificity", "accuracy") else named


@in_style
def draw_cross_validation(answers: OutOfFold, summary: Summary, recipe: str) -> Picture:
    """Draw each fold's figures beside the pooled ones, and the curves."""
    picture = new_picture(12.0, 5.6)
    left, right = picture.subplots(1, 2, width_ratios=[1.25, 1.0])
    counts = f"{len(answers.labels):,} images of {len(np.unique(answers.patients)):,} patients"
    _draw_figures(left, summary)
    head(left, "Figures", f"{recipe}, {len(summary.folds)} folds", counts)
    _draw_curves(right, answers, summary)
    head(right, "Receiver operating characteristic", "every image scored by the network that has not seen its patient")
    return picture


def _draw_figures(axes: Axes, summary: Summary) -> None:
    names = list(summary.pooled)
    for row, name in enumerate(names):
        values = [fold[name] for fold in summary.folds]
        figure, mean = summary.pooled[name], summary.spread(name)["mean"]
        axes.plot([figure.low, figure.high], [row - 0.14] * 2, color=BLUE, linewidth=3, solid_capstyle="butt")
        axes.plot(figure.value, row - 0.14, "o", color=BLUE, markersize=6)
        axes.plot(values, [row + 0.14] * len(values), "o", color=GREY, markersize=4, alpha=0.6)
        axes.plot(mean, row + 0.14, "|", color="black", markersize=13, markeredgewidth=1.6)
    axes.plot([], [], "o-", color=BLUE, linewidth=3, label="pooled, 95 % interval by patient")
    axes.plot([], [], "o", color=GREY, markersize=4, alpha=0.6, label="each fold")
    axes.plot(
        [], [], "|", color="black", markersize=11, markeredgewidth=1.6, linestyle="none", label="mean of the folds"
    )
    axes.set(yticks=range(len(names)), xlim=(-0.02, 1.02))
    axes.set_yticklabels([figure_name(name) for name in names])
    axes.invert_yaxis()
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.06), ncols=3)


def _draw_curves(axes: Axes, answers: OutOfFold, summary: Summary) -> None:
    axes.plot([0, 1], [0, 1], color="0.8", linewidth=1)
    for fold in np.unique(answers.folds):
        inside = answers.folds == fold
        alarms, found, _ = roc_curve(answers.labels[inside], answers.probabilities[inside])
        axes.plot(alarms, found, color=GREY, linewidth=1, alpha=0.5, label="each fold" if fold == 1 else None)
    alarms, found, _ = roc_curve(answers.labels, answers.probabilities)
    axes.plot(alarms, found, color=BLUE, linewidth=2, label="pooled")
    for threshold, colour, name in ((0.5, VERMILION, "0.5"), (summary.threshold, GREEN, "Youden")):
        suffix = "" if name == "0.5" else "_at_youden"
        point = [summary.pooled[f"{side}{suffix}"].value for side in ("specificity", "sensitivity")]
        axes.plot(1.0 - point[0], point[1], "o", color=colour, label=f"threshold {threshold:.3f} ({name})")
    axes.set(xlabel="1 − specificity", ylabel="sensitivity", xlim=(-0.01, 1.01), ylim=(-0.01, 1.01), aspect="equal")
    axes.legend(loc="lower right")


@in_style
def draw_search(rows: Sequence[TrialRow], importances: dict[str, float], monitor: str, recipe: str) -> Picture:
    """Draw what each trial reached and the best so far; and how much each setting mattered, where that is known."""
    picture = new_picture(12.0 if importances else 7.2, 5.0)
    panels = picture.subplots(
        1, 2 if importances else 1, squeeze=False, width_ratios=[1.5, 1.0][: 2 if importances else 1]
    )
    _draw_history(panels[0, 0], rows, monitor)
    head(panels[0, 0], "Search", recipe, f"{len(rows)} trials, all on the same held-out patients")
    if importances:
        names = list(importances)[::-1]
        panels[0, 1].barh(names, [importances[name] for name in names], color=BLUE, height=0.6)
        panels[0, 1].set(xlabel="share of the variation", xlim=(0.0, 1.0))
        head(panels[0, 1], "Importance of the settings", "within the ranges that were searched")
    return picture


def _draw_history(axes: Axes, rows: Sequence[TrialRow], monitor: str) -> None:
    for state, colour, marker in (("complete", BLUE, "o"), ("pruned", GREY, "x")):
        points = [(row.number, row.value) for row in rows if row.state == state and row.value is not None]
        if points:
            axes.plot(*zip(*points, strict=True), marker, color=colour, linestyle="none", label=state)
    failed = [row.number for row in rows if row.state == "failed"]
    for number in failed:
        axes.axvline(
            number, color=VERMILION, linewidth=1, linestyle=":", label="failed" if number == failed[0] else None
        )
    best = np.maximum if monitor == "validation_auc" else np.minimum
    complete = [(row.number, row.value) for row in rows if row.state == "complete" and row.value is not None]
    numbers, values = zip(*complete, strict=True)
    axes.step(numbers, best.accumulate(values), where="post", color=GREEN, label="best so far")
    axes.set(xlabel="trial", ylabel=monitor.replace("_", " ").replace("auc", "AUC"))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="best")
