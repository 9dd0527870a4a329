"""Contours run where the coloured surface has their level, closed or from edge to edge."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.heatmap.contours import contours, place_points
from xray_desktop.imaging.heatmap.render import place_heatmap
from xray_desktop.imaging.turn import Turn

ALL_TURNS = [Turn(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)]


def _value(heatmap: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Read a bilinear surface whose outermost cells reach on."""
    rows, columns = heatmap.shape
    x, y = np.clip(points[:, 0], 0, columns - 1), np.clip(points[:, 1], 0, rows - 1)
    left, top = np.minimum(x.astype(int), columns - 2), np.minimum(y.astype(int), rows - 2)
    u, v = x - left, y - top
    upper = heatmap[top, left] * (1 - u) + heatmap[top, left + 1] * u
    lower = heatmap[top + 1, left] * (1 - u) + heatmap[top + 1, left + 1] * u
    return upper * (1 - v) + lower * v


def _hill(rows: int = 9, columns: int = 9, radius: float = 2.5) -> np.ndarray:
    y, x = np.indices((rows, columns)) - np.array([(rows - 1) / 2, (columns - 1) / 2])[:, None, None]
    return np.maximum(0.0, 1.0 - np.hypot(x, y) / (2 * radius)).astype(np.float32)


@settings(max_examples=60)
@given(st.integers(2, 16), st.integers(2, 16), st.integers(0, 2**32 - 1), st.floats(0.05, 0.95))
def test_each_line_runs_at_its_level_and_ends_at_the_edge_or_where_it_began(
    rows: int, columns: int, seed: int, level: float
) -> None:
    heatmap = np.random.default_rng(seed).random((rows, columns)).astype(np.float32)
    (lines,) = contours(heatmap, [level])
    for line in lines:
        # A tenth of a cell aside, the surface rises by a tenth of the largest step between cells.
        assert np.abs(_value(heatmap, line) - level).max() <= 0.12
        ends = line[[0, -1]]
        closed = bool((ends[0] == ends[1]).all())
        at_edge = np.isclose(ends, -0.5, atol=1e-3) | np.isclose(ends, [columns - 0.5, rows - 0.5], atol=1e-3)
        assert closed or at_edge.any(axis=1).all()


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.floats(0.05, 0.95))
def test_lines_part_what_is_above_from_what_is_below(seed: int, level: float) -> None:
    heatmap = np.random.default_rng(seed).random((5, 7)).astype(np.float32)
    (lines,) = contours(heatmap, [level])
    above = (heatmap >= level).any()
    below = (heatmap < level).any()
    assert bool(lines) == bool(above and below)


def test_a_round_hill_has_a_round_contour() -> None:
    ((line,),) = contours(_hill(), [0.5])
    distance = np.hypot(*(line - 4.0).T)
    assert distance.min() > 2.3
    assert distance.max() < 2.6
    assert (line[0] == line[-1]).all()
    # Smooth: no corner turns by more than a few degrees, and few of the points are needed for it.
    direction = np.unwrap(np.arctan2(*np.diff(line, axis=0).T[::-1]))
    assert np.abs(np.diff(direction)).max() < np.radians(25)
    assert len(line) < 200


def test_the_higher_side_is_on_the_left_everywhere() -> None:
    for line in contours(_hill(), [0.3, 0.6])[0]:
        along = np.diff(line, axis=0)
        left = np.stack([along[:, 1], -along[:, 0]], axis=1)
        towards_top = 4.0 - (line[:-1] + line[1:]) / 2.0
        assert ((left * towards_top).sum(axis=1) > 0).all()


@pytest.mark.parametrize("corners", [(0.9, 0.1), (0.6, 0.45)])
def test_at_a_saddle_lines_never_cross(corners: tuple[float, float]) -> None:
    high, low = corners
    heatmap = np.array([[high, low], [low, high]], np.float32)
    (lines,) = contours(heatmap, [0.5])
    assert len(lines) == 2
    first, second = lines
    assert np.hypot(*(first[:, None] - second[None]).reshape(-1, 2).T).min() > 0.05


def test_a_level_that_is_never_reached_has_no_line() -> None:
    assert contours(_hill(), [1.5, 2.0]) == [[], []]
    assert contours(np.ones((4, 4), np.float32), [0.5]) == [[]]


def test_a_map_of_one_cell_has_no_line() -> None:
    assert contours(np.ones((1, 1), np.float32), [0.5]) == [[]]


@pytest.mark.parametrize("aspect", list(AspectPolicy))
def test_a_placed_contour_is_the_edge_of_the_placed_surface(aspect: AspectPolicy) -> None:
    rows, columns = 300, 420
    geometry = plan_geometry(rows, columns, 224, 224, aspect)
    heatmap = np.zeros((7, 7), np.float32)
    heatmap[2:5, 2:5] = [[0.4, 0.7, 0.3], [0.8, 1.0, 0.9], [0.2, 0.6, 0.5]]
    high = place_heatmap(heatmap, geometry, rows, columns).values >= 0.5
    ((line,),) = contours(heatmap, [0.5])
    points = place_points(line, geometry, (7, 7), rows, columns)
    # The shoelace formula; the higher side is on the left, so with y downwards the sum is negative.
    x, y = points.T
    area = -0.5 * float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))
    assert area == pytest.approx(high.sum(), rel=0.03)
    middle = np.argwhere(high).mean(axis=0) + 0.5
    assert (points[:-1].mean(axis=0)[::-1]) == pytest.approx(middle, abs=0.06 * max(rows, columns) / 7)


@pytest.mark.parametrize("turn", ALL_TURNS)
def test_contours_turn_with_the_picture(turn: Turn) -> None:
    geometry = plan_geometry(90, 140, 224, 224, AspectPolicy.CENTRE_CROP)
    heatmap = np.random.default_rng(3).random((5, 8)).astype(np.float32)
    (upright,) = contours(heatmap, [0.6])
    columns, rows = (round(side) for side in turn.size(140, 90))
    turned_map = np.ascontiguousarray(turn.apply(heatmap))
    (turned,) = contours(turned_map, [0.6])
    there = np.concatenate([place_points(line, geometry, (5, 8), 90, 140) for line in upright])
    expected = np.array([turn.to_turned(x, y, 140, 90) for x, y in there])
    shape = (turned_map.shape[0], turned_map.shape[1])
    placed = np.concatenate([place_points(line, turn.geometry(geometry), shape, rows, columns) for line in turned])
    assert len(upright) == len(turned)
    # Every point of one lies on the other; where a closed line begins may differ.
    apart = np.hypot(*(expected[:, None] - placed[None]).transpose(2, 0, 1)).min(axis=1)
    assert apart.max() < 1.0
