"""What all pictures of a report have in common, and the confusion matrix; drawn by matplotlib without a screen."""

from __future__ import annotations

import io
import warnings
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

    from converter.evaluation.scored import Scored

    Arguments = ParamSpec("Arguments")

# Okabe and Ito's colours, which most colour-blind people tell apart.
BLUE, VERMILION, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6b6b6b"

SQUARE = (5.6, 5.6)
"""Inches."""

_DOTS_PER_INCH = 130
_LONGEST_TITLE = 74
_STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.parse_math": False,  # a folder's name may hold a dollar sign
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.edgecolor": "0.4",
    "grid.color": "0.92",
    "legend.framealpha": 0.85,
    "legend.edgecolor": "none",
    "legend.fontsize": 9,
}


def in_style(draw: Callable[Arguments, Picture]) -> Callable[Arguments, Picture]:
    """Return a drawing function the fonts, colours and lines of the family."""

    @wraps(draw)
    def drawn(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Picture:
        with mpl.rc_context(_STYLE):
            return draw(*args, **kwargs)

    return drawn


def new_picture(width: float, height: float) -> Picture:
    """Make an empty picture, in inches."""
    picture = Picture(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(picture)
    return picture


def shortened(title: str) -> str:
    """Cut a title that is wider than a picture."""
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def head(axes: Axes, what: str, title: str, counts: str = "") -> None:
    """Write what is drawn, of which model and images, above a plot."""
    below = f"{shortened(title)}\n{counts}" if counts else shortened(title)
    axes.set_title(what, loc="left", fontweight="bold", fontsize=12, pad=36 if counts else 22)
    axes.annotate(
        below, (0, 1), xytext=(0, 7), xycoords="axes fraction", textcoords="offset points", fontsize=9, color=GREY
    )


def png(picture: Picture) -> bytes:
    """Render a picture."""
    written = io.BytesIO()
    with warnings.catch_warnings(), mpl.rc_context(_STYLE):
        # A name in a script that the font lacks is drawn as boxes; the page has it in full.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        picture.savefig(written, dpi=_DOTS_PER_INCH, format="png")
    return written.getvalue()


@in_style
def draw_confusion(scored: Scored, title: str) -> Picture:
    """Draw the confusion matrix with counts and the shares of each row."""
    counts = scored.confusion
    totals = counts.sum(axis=1, keepdims=True)
    shares = counts / totals.clip(1)
    picture = new_picture(*SQUARE)
    axes = picture.add_subplot()
    axes.imshow(shares, cmap="Blues", vmin=0.0, vmax=1.0)
    for row in range(2):
        for column in range(2):
            share = f"{shares[row, column]:.1%} of {totals[row, 0]}" if totals[row, 0] else "no images"
            colour = "white" if shares[row, column] > 0.5 else "black"
            number = str(counts[row, column])
            axes.text(column, row - 0.02, number, ha="center", va="bottom", color=colour, fontsize=20)
            axes.text(column, row + 0.05, share, ha="center", va="top", color=colour, fontsize=10)
    axes.set(xticks=[0, 1], yticks=[0, 1], ylabel="label", xlabel=f"model, at threshold {scored.threshold:.4f}")
    axes.set_xticklabels(scored.names)
    axes.set_yticklabels(scored.names, rotation=90, va="center")
    axes.grid(visible=False)
    head(axes, "Confusion matrix", title, scored.counts_text)
    return picture
