"""What the tests of a heat map look like: pictures with map, opacity and lungs; deletion and insertion curves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from converter.evaluation.heatmaps.figures import ORDERS, TESTS
from converter.evaluation.heatmaps.insertion_deletion import STEPS
from converter.evaluation.pictures import BLUE, GREEN, GREY, VERMILION, head, in_style, new_picture, shortened
from xray_desktop.imaging.heatmap.render import PlacedHeatmap, blend
from xray_desktop.imaging.heatmap.style import ColourMap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture
    from numpy.typing import NDArray

    from converter.evaluation.heatmaps.figures import Shown

_ACROSS, _MOST = 6, 24
_OPACITY = 0.5
_BARE: dict[str, Any] = {"xticks": [], "yticks": [], "frame_on": False}
_LUNGS, _TARGET = "#56B4E9", "#7CFC00"


@in_style
def draw_shown(shown: Shown, what: str, title: str) -> Picture:
    """Draw the first pictures of a test under their maps; lungs in blue, a known opacity in green."""
    count = min(_MOST, len(shown.pictures))
    down = -(-count // _ACROSS)
    picture = new_picture(9.6, 0.8 + 1.75 * down)
    picture.suptitle(what, x=0.01, ha="left", fontweight="bold", fontsize=12)
    outlined = "blue: lungs as the program finds or draws them; green: opacity; above: probability"
    picture.supxlabel(f"{shortened(title)}. {outlined}", x=0.01, ha="left", fontsize=9, color=GREY)
    every = picture.subplots(down, _ACROSS, squeeze=False, subplot_kw=_BARE).reshape(-1)
    for axes, number in zip(every, range(count), strict=False):
        _draw_one(axes, shown, number)
    return picture


def _draw_one(axes: Axes, shown: Shown, number: int) -> None:
    grey = np.clip(np.rint(shown.pictures[number]), 0, 255).astype(np.uint8)
    heat = PlacedHeatmap(shown.placed[number], np.ones(grey.shape, np.bool_))
    axes.imshow(blend(grey, heat, ColourMap.INFERNO, _OPACITY))
    for mask, colour in ((shown.lungs[number], _LUNGS), (shown.targets[number], _TARGET)):
        if mask.any():
            axes.contour(mask, [0.5], colors=[colour], linewidths=1.0)
    axes.set_title(f"{shown.probabilities[number]:.3f}", fontsize=8.5, pad=3)


@in_style
def draw_curves(curves: dict[str, NDArray[np.float64]], title: str) -> Picture:
    """Draw the mean deletion and insertion curve, ``[STEPS + 1]``, float64, 0 to 1, of each order of pixels."""
    picture = new_picture(12.6, 4.4)
    share = np.linspace(0.0, 1.0, STEPS + 1)
    for axes, test in zip(picture.subplots(1, len(TESTS), sharey=True), TESTS, strict=True):
        for order, colour in zip(ORDERS, (BLUE, VERMILION, GREEN), strict=True):
            axes.plot(share, curves[f"{test}, {order}"], color=colour, marker="o", markersize=3, label=order)
        axes.set(xlabel="share of pixels, in the order named", ylabel="mean probability", ylim=(-0.02, 1.02))
        axes.legend()
        better = "lower is better" if test == "deletion" else "higher is better"
        head(axes, test.capitalize(), f"{shortened(title)}; {better}" if test == "deletion" else better)
    return picture
