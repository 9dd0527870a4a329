"""Pictures of an inspection; drawn by matplotlib without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Picture

from converter.datasets.labelled import LABELS
from xray_desktop.errors import XrayError
from xray_desktop.imaging.workers.pool import PooledReader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from converter.datasets.inspection import Inspection
    from converter.datasets.labelled import LabelledFile

COLOURS = ("#1f5fa8", "#c0392b")
"""Of the classes, in the order of `LABELS`."""

_DOTS_PER_INCH = 130
_SAMPLES_PER_CLASS = 6
_SAMPLE_SIDE_PX = 384
_LARGEST_DOT_PT2 = 900.0
_LONGEST_NAME = 28


def draw_counts(stream: BinaryIO, inspection: Inspection) -> None:
    """Draw how many images of each class there are in each split."""
    splits = list(inspection.counts)
    picture = Picture(figsize=(1.6 + 2.4 * len(splits), 4.2), layout="constrained")
    FigureCanvasAgg(picture)
    axes = picture.add_subplot()
    width = 0.8 / len(LABELS)
    for number, (label, colour) in enumerate(zip(LABELS, COLOURS, strict=True)):
        heights = [inspection.counts[split][label] for split in splits]
        left = np.arange(len(splits)) + (number - (len(LABELS) - 1) / 2) * width
        bars = axes.bar(left, heights, 0.95 * width, color=colour, label=label)
        totals = [sum(inspection.counts[split].values()) for split in splits]
        texts = [f"{height:,}\n{height / total:.1%}" for height, total in zip(heights, totals, strict=True)]
        axes.bar_label(bars, texts, fontsize=9, padding=2)
    axes.set(xticks=np.arange(len(splits)), xticklabels=splits, ylabel="images")
    axes.margins(y=0.18)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.12), ncols=len(LABELS), frameon=False)
    picture.savefig(stream, dpi=_DOTS_PER_INCH, format="png")


def draw_sizes(stream: BinaryIO, inspection: Inspection) -> None:
    """Draw how large the images are: a dot for each size, its area the number of images."""
    rows = [size[0] for size, _count in inspection.sizes]
    columns = [size[1] for size, _count in inspection.sizes]
    counts = np.array([count for _size, count in inspection.sizes], float)
    picture = Picture(figsize=(5.4, 5), layout="constrained")
    FigureCanvasAgg(picture)
    axes = picture.add_subplot()
    longest = 1.12 * max(*rows, *columns)
    axes.plot([0, longest], [0, longest], color="0.8", linewidth=1, zorder=0)
    areas = np.maximum(12.0, _LARGEST_DOT_PT2 * counts / counts.sum())
    axes.scatter(columns, rows, areas, color=COLOURS[0], alpha=0.55, linewidths=0)
    axes.set(xlabel="columns (px)", ylabel="rows (px)", xlim=(0, longest), ylim=(0, longest), aspect="equal")
    (most_rows, most_columns), most = inspection.sizes[0]
    title = f"{int(counts.sum()):,} images of {len(counts):,} size{'s' * (len(counts) != 1)}"
    axes.set_title(f"{title}\nmost frequent: {most_columns} × {most_rows} ({most:,})", fontsize=11)
    picture.savefig(stream, dpi=_DOTS_PER_INCH, format="png")


def draw_samples(stream: BinaryIO, files: Sequence[LabelledFile]) -> None:
    """Draw a few images of each class, spread evenly over the files, as the viewer reads them."""
    picture = Picture(figsize=(2.2 * _SAMPLES_PER_CLASS, 2.6 * len(LABELS)), layout="constrained", facecolor="white")
    FigureCanvasAgg(picture)
    grid = picture.subplots(len(LABELS), _SAMPLES_PER_CLASS, squeeze=False)
    with PooledReader() as reader:
        for label, row in enumerate(grid):
            chosen = _spread([file for file in files if file.label == label])
            for axes in row:
                axes.set_axis_off()
            for axes, file in zip(row, chosen, strict=False):
                axes.set_title(f"{LABELS[label]}\n{_short(file.path.name)}", fontsize=8)
                try:
                    pixels = reader.thumbnail(file.path, 0, _SAMPLE_SIDE_PX).pixels
                except XrayError:  # It was readable a moment ago.
                    continue
                axes.imshow(pixels, cmap="gray", vmin=0, vmax=255)
    picture.savefig(stream, dpi=_DOTS_PER_INCH, format="png")


def _spread(files: Sequence[LabelledFile]) -> list[LabelledFile]:
    if len(files) <= _SAMPLES_PER_CLASS:
        return list(files)
    return [files[position] for position in np.linspace(0, len(files) - 1, _SAMPLES_PER_CLASS).round().astype(int)]


def _short(name: str) -> str:
    shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    # matplotlib takes dollars for formulas.
    return shown.replace("$", r"\$")
