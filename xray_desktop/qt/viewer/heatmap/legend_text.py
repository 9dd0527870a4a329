"""What the legend of a heat map says, in the view and in the findings panel alike. Needs no NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.qt.viewer.display_options import DisplayOptions


def heading() -> str:
    """Say what the colours are."""
    return tr("Relative evidence")


def scale(display_options: DisplayOptions) -> str:
    """Say what becomes 1."""
    common = display_options.shared_scale
    if common is None:
        return tr("scale: this image")
    if common.images == 1:
        return tr("scale: this study, one image so far")
    return tr("scale: this study, maximum of {count} images", count=f"{common.images:,}")


def reach(display_options: DisplayOptions, maximum: float) -> str:
    """Say how far an image comes on the study's scale; empty where each image has its own, or the map is blank.

    Parameters
    ----------
    maximum
        Of the image's map, as the model gave it.
    """
    common = display_options.shared_scale
    return (
        ""
        if common is None or maximum <= 0.0
        else tr("this image reaches {share}", share=f"{maximum / common.maximum:.2f}")
    )


def absence(display_options: DisplayOptions, maximum: float) -> str:
    """Say why there is nothing to see in a map: an honest outcome, not a fault. Empty where there is something."""
    if maximum <= 0.0:
        return tr("No positive evidence to show")
    common = display_options.shared_scale
    share = 1.0 if common is None else maximum / common.maximum
    if share >= display_options.style.threshold:
        return ""
    return tr("Nothing at or above {threshold} of the scale", threshold=f"{display_options.style.threshold:.2f}")


def ticks(display_options: DisplayOptions, room: float) -> list[tuple[float, str]]:
    """Choose the figures that stand beside a colour bar.

    Parameters
    ----------
    room
        Shares of the bar that lie between two figures at least, so that none is written over another.

    Returns
    -------
    list of tuple
        Share of the bar and what is written there; what matters most comes first.
    """
    cut = display_options.style.threshold
    wanted = [*((cut,) if cut > 0.0 else ()), *display_options.style.levels, 1.0, 0.0, 0.5]
    return [(value, _figure(value)) for value in _apart(wanted, room)]


def _apart(values: Iterable[float], room: float) -> list[float]:
    kept: list[float] = []
    for value in values:
        if all(abs(value - other) >= room for other in kept):
            kept.append(value)
    return kept


def _figure(value: float) -> str:
    """Write a share with no more digits than it has."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
