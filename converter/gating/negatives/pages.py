"""Typeset pages and charts, rendered with matplotlib: what a screenshot or a scanned report looks like."""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from converter.gating.negatives.pictures import picture_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xray_desktop.imaging.image import XrayImage

_SEED = 7
_CHARTS = 20
_TEXTS = (np.linspace, np.percentile, np.histogram, np.einsum, np.pad, np.where, np.cov, np.clip, np.sort, np.interp)
_INCHES = ((6.0, 8.0), (8.0, 6.0))


def pages() -> list[XrayImage]:
    """Typeset the documentation of some functions, dark on light and light on dark."""
    return [
        _page(inspect.getdoc(function) or "", upright=upright, dark=dark)
        for function in _TEXTS
        for upright, dark in ((True, False), (False, True))
    ]


def charts() -> list[XrayImage]:
    """Draw lines, bars, points and tables of numbers."""
    return [_rendered(figure) for figure in _figures()]


def _page(text: str, *, upright: bool, dark: bool) -> XrayImage:
    figure = Figure(_INCHES[not upright], dpi=80, facecolor="black" if dark else "white")
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, 84) or [""]]
    figure.text(
        0.05, 0.97, "\n".join(lines[:60]), va="top", family="serif", size=8, color="white" if dark else "black",
        parse_math=False,
    )  # fmt: skip
    return _rendered(figure)


def _figures() -> Iterator[Figure]:
    rng = np.random.default_rng(_SEED)
    for number in range(_CHARTS):
        figure = Figure(_INCHES[number % 2], dpi=80)
        axes = figure.subplots(*((1, 1), (2, 2))[number % 3 == 0], squeeze=False).ravel()
        for place, one in enumerate(axes):
            values = rng.normal(size=200).cumsum()
            if (number + place) % 3 == 0:
                one.plot(values)
            elif (number + place) % 3 == 1:
                one.bar(range(12), np.abs(values[:12]))
            else:
                one.scatter(values, rng.normal(size=200), s=8)
            one.set_title(f"series {number}")
        yield figure


def _rendered(figure: Figure) -> XrayImage:
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    return picture_of(np.asarray(canvas.buffer_rgba()), as_grey=True)
