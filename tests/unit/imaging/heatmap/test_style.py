"""The colours of a heat map tell more from less to every eye: equal steps of evidence are equal steps of lightness."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from xray_desktop.imaging.heatmap.overlay import line_colour
from xray_desktop.imaging.heatmap.render import colour_table
from xray_desktop.imaging.heatmap.style import CONTOUR_LEVELS, ColourMap

if TYPE_CHECKING:
    from numpy.typing import NDArray

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009) 1291-1298: linear RGB, severity 1.0.
_EYES = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
_EYE = pytest.mark.parametrize("eye", list(_EYES))
_MAP = pytest.mark.parametrize("colour_map", list(ColourMap))


def _lightness(table: NDArray[np.uint8], eye: str = "normal") -> NDArray[np.float64]:
    """Return CIE L*, 0 to 100, of sRGB colours (IEC 61966-2-1, CIE 15) as an eye sees them."""
    share = table / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ _EYES[eye].T, 0.0, 1.0)
    luminance = seen @ np.array([0.2126, 0.7152, 0.0722])
    return np.where(luminance > (6 / 29) ** 3, 116.0 * np.cbrt(luminance) - 16.0, luminance * (29 / 3) ** 3)


def _unevenness(lightness: NDArray[np.float64]) -> float:
    """Return how far the steps between tenths of the scale stray from their mean: 0 for a perfect ramp."""
    steps = np.diff(lightness[np.linspace(0, 255, 11).round().astype(int)])
    return float(np.std(steps) / abs(np.mean(steps)))


@_EYE
@_MAP
def test_more_evidence_is_lighter_to_every_eye(colour_map: ColourMap, eye: str) -> None:
    lightness = _lightness(colour_table(colour_map), eye)
    # Eight bits a channel leave neighbours that cannot differ; every 8th of 256 must.
    assert (np.diff(lightness[::8]) > 0.0).all()
    assert lightness[-1] - lightness[0] > 60.0


@_EYE
@_MAP
def test_equal_steps_of_evidence_are_nearly_equal_steps_of_lightness(colour_map: ColourMap, eye: str) -> None:
    # A rainbow has more than 10; an eye that lacks red or green sees part of the reds darker.
    assert _unevenness(_lightness(colour_table(colour_map), eye)) < (0.2 if eye == "normal" else 0.35)


def test_the_measure_tells_a_rainbow_from_a_ramp() -> None:
    ramp = np.arange(256, dtype=np.uint8).reshape(-1, 1)
    jet = np.asarray(cv2.applyColorMap(ramp, cv2.COLORMAP_JET))[:, 0, ::-1]
    lightness = _lightness(jet)
    assert (np.diff(lightness[::8]) < 0.0).any()
    assert _unevenness(lightness) > 5.0
    assert "jet" not in list(ColourMap)


@_EYE
@_MAP
def test_contours_are_told_apart_by_lightness_and_seen_on_black(colour_map: ColourMap, eye: str) -> None:
    colours = np.array([line_colour(colour_map, level) for level in CONTOUR_LEVELS], np.uint8)
    lightness = _lightness(colours, eye)
    assert all(after - before > 8.0 for before, after in pairwise(lightness))
    assert lightness[0] > 30.0
