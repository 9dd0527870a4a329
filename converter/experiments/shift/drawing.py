"""The picture of a shift report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.evaluation.pictures import BLUE, GREEN, GREY, VERMILION, head, in_style, new_picture
from converter.experiments.shift.figures import SENSITIVITY
from converter.experiments.shift.measure import worst

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.figure import Figure as Picture

    from converter.experiments.shift.measure import GroupFigures

_MOST_CANDIDATES = 12
_COLOURS = (BLUE, VERMILION, GREEN, "#CC79A7", "#E69F00", "#56B4E9")
_SIGNS = ("o", "s")


@in_style
def draw_groups(candidates: Mapping[str, Sequence[GroupFigures]]) -> Picture:
    """Draw the specificity of each group, a line of points for each of the best candidates."""
    shown = dict(list(candidates.items())[:_MOST_CANDIDATES])
    names = list(dict.fromkeys(group.group for groups in shown.values() for group in groups))
    step = 0.8 / len(shown)
    picture = new_picture(9.5, 1.8 + len(names) * max(0.4, 0.16 * len(shown)))
    axes = picture.add_subplot()
    for number, (candidate, groups) in enumerate(shown.items()):
        colour, sign = _COLOURS[number % len(_COLOURS)], _SIGNS[number // len(_COLOURS) % len(_SIGNS)]
        for group in groups:
            place = names.index(group.group) - 0.4 + (number + 0.5) * step
            figure = group.specificity
            axes.plot([figure.low, figure.high], [place, place], color=colour, linewidth=1.6)
            axes.plot(figure.value, place, sign, color=colour, markersize=5)
            if group == worst(groups):
                axes.plot(figure.value, place, "o", markerfacecolor="none", markeredgecolor=GREY, markersize=11)
        axes.plot([], [], f"{sign}-", color=colour, markersize=5, label=candidate)
    axes.plot([], [], "o", markerfacecolor="none", markeredgecolor=GREY, linestyle="none", label="its worst group")
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel(f"specificity at a sensitivity of {SENSITIVITY}")
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    head(axes, "Held-out groups", "mean over seeds, 95 % interval by patient")
    return picture
