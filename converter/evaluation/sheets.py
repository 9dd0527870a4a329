"""Sheets of images: sample predictions, and Grad-CAM of hits and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import ListedColormap

from converter.evaluation.examples import OUTCOMES, PER_OUTCOME, as_pictures, of_outcome, random_sample
from converter.evaluation.pictures import BLUE, GREY, VERMILION, in_style, new_picture, shortened
from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.heatmap.render import blend, colour_table, is_blank, normalise, place_heatmap
from xray_desktop.imaging.heatmap.style import ColourMap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture
    from numpy.typing import NDArray

    from converter.evaluation.examples import Explained, Source
    from converter.evaluation.scored import Scored

_WIDTH = 9.6
_SAMPLES_ACROSS = 6
_OPACITY = 0.5
"""The viewer's own at start."""
_BARE: dict[str, Any] = {"xticks": [], "yticks": [], "frame_on": False}
_GAP = 56
"""Between a picture and its heat map there is this part of the picture's width."""
_ROW, _EMPTY_ROW = 1.95, 0.4
"""Inches, of an outcome with and without images."""


@in_style
def draw_samples(scored: Scored, source: Source, title: str) -> Picture:
    """Draw a random sample of the images, each with its label, its probability, and whether the model is right."""
    chosen = random_sample(scored)
    pictures = as_pictures(source.images[chosen])
    down = -(-len(chosen) // _SAMPLES_ACROSS)
    picture = new_picture(_WIDTH, 0.7 + 2.05 * down)
    _head_sheet(
        picture, f"Sample predictions: {len(chosen)} of {len(scored.labels):,} images, at random", scored, title
    )
    every = picture.subplots(down, _SAMPLES_ACROSS, squeeze=False, subplot_kw=_BARE).reshape(-1)
    for axes, position, pixels in zip(every, chosen.tolist(), pictures, strict=False):
        axes.imshow(pixels, cmap="gray", vmin=0, vmax=255)
        _caption(axes, scored, position)
    return picture


def _head_sheet(picture: Picture, what: str, scored: Scored, title: str) -> None:
    picture.suptitle(what, x=0.01, ha="left", fontweight="bold", fontsize=12)
    picture.supxlabel(f"{shortened(title)}. {scored.counts_text}", x=0.01, ha="left", fontsize=9, color=GREY)


def _caption(axes: Axes, scored: Scored, position: int) -> None:
    right = scored.labels[position] == scored.called[position]
    verdict, colour = ("right", BLUE) if right else ("wrong", VERMILION)
    text = f"{scored.names[scored.labels[position]]}\n{scored.probabilities[position]:.3f}, {verdict}"
    axes.set_title(text, fontsize=8.5, color=colour, fontweight="normal" if right else "bold", pad=3)


@in_style
def draw_gradcam(scored: Scored, explained: Explained, title: str) -> Picture:
    """Draw examples of each outcome, each beside its heat map, with the viewer's own overlay.

    Each map is divided by its own maximum. A map without positive evidence is said to be so, and the picture beside it
    stays as it is.
    """
    heights = [_ROW if len(explained.positions[outcome]) else _EMPTY_ROW for outcome in OUTCOMES]
    picture = new_picture(_WIDTH, 0.7 + sum(heights))
    _head_sheet(picture, "Grad-CAM of hits and errors", scored, title)
    grid = picture.subplots(len(OUTCOMES), PER_OUTCOME, squeeze=False, height_ratios=heights, subplot_kw=_BARE)
    for row, outcome in zip(grid, OUTCOMES, strict=True):
        chosen = explained.positions[outcome].tolist()
        _name_row(row[0], outcome, len(of_outcome(scored, outcome)))
        for axes, position in zip(row, chosen, strict=False):
            axes.imshow(_pair(explained.images[position], explained.heatmaps[position]))
            _caption(axes, scored, position)
            if is_blank(explained.heatmaps[position]):
                _say_blank(axes)
    colours = ListedColormap(colour_table(ColourMap.INFERNO) / 255.0)
    bar = picture.colorbar(ScalarMappable(cmap=colours), ax=grid, aspect=40, pad=0.02)
    bar.set_label(f"evidence for {scored.names[1]}\nas a share of the strongest in the image")
    return picture


def _name_row(axes: Axes, outcome: str, total: int) -> None:
    if not total:
        axes.text(0.0, 0.5, f"There is no {outcome}.", transform=axes.transAxes, va="center", color=GREY)
        return
    count = f"{outcome}\n{total:,} {'image' if total == 1 else 'images'}"
    axes.text(-0.05, 0.5, count, transform=axes.transAxes, rotation=90, ha="right", va="center")


def _pair(picture: NDArray[np.uint8], heatmap: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Set picture ``[rows, columns]`` and overlay side by side, ``[rows, 2 columns + gap, 3]``, uint8."""
    rows, columns = picture.shape
    # The picture is the network's whole input, so the map lies on it without a crop or bars.
    geometry = plan_geometry(rows, columns, rows, columns, AspectPolicy.STRETCH)
    overlay = blend(picture, place_heatmap(normalise(heatmap), geometry, rows, columns), ColourMap.INFERNO, _OPACITY)
    plain = np.repeat(picture[..., None], 3, axis=2)
    gap = np.full((rows, max(1, columns // _GAP), 3), 255, np.uint8)
    return np.concatenate([plain, gap, overlay], axis=1)


def _say_blank(axes: Axes) -> None:
    axes.text(
        0.755,
        0.06,
        "No positive\nevidence to show",
        transform=axes.transAxes,
        ha="center",
        fontsize=7,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
    )
