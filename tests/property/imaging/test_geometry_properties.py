"""Where a pixel goes in the tensor, and where a hot cell of the heat map comes back to."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xray_desktop.imaging.geometry import AspectPolicy, Geometry, plan_geometry
from xray_desktop.imaging.heatmap.render import place_heatmap
from xray_desktop.imaging.image import ImageKey, XrayImage
from xray_desktop.imaging.preprocess import InputSpec, preprocess
from xray_desktop.imaging.windows import bit_range_window

_sides = st.integers(1, 3000)
_geometries = st.builds(
    plan_geometry, _sides, _sides, st.integers(1, 512), st.integers(1, 512), st.sampled_from(AspectPolicy)
)


def _image(pixels: np.ndarray) -> XrayImage:
    return XrayImage(ImageKey(Path("/x")), pixels, (bit_range_window(8),))


@given(_geometries, st.floats(-0.2, 1.2), st.floats(-0.2, 1.2))
def test_there_and_back(geometry: Geometry, share_x: float, share_y: float) -> None:
    x, y = share_x * geometry.source_columns, share_y * geometry.source_rows
    back = geometry.tensor_to_source(*geometry.source_to_tensor(x, y))
    assert back == pytest.approx((x, y), abs=1e-6 * max(geometry.source_columns, geometry.source_rows))


@given(_geometries)
def test_the_seen_part_fills_the_content_and_both_lie_inside(geometry: Geometry) -> None:
    seen, content = geometry.seen, geometry.content
    assert geometry.source_to_tensor(seen.left, seen.top) == pytest.approx((content.left, content.top))
    corner = geometry.source_to_tensor(seen.left + seen.width, seen.top + seen.height)
    assert corner == pytest.approx((content.left + content.width, content.top + content.height))
    assert 0 <= seen.left <= seen.left + seen.width <= geometry.source_columns
    assert 0 <= seen.top <= seen.top + seen.height <= geometry.source_rows
    assert 0 <= content.left <= content.left + content.width <= geometry.tensor_columns
    assert 0 <= content.top <= content.top + content.height <= geometry.tensor_rows


@given(
    _geometries.filter(
        lambda geometry: (
            min(geometry.source_rows, geometry.source_columns) >= 50
            and min(geometry.tensor_rows, geometry.tensor_columns) >= 50
        )
    )
)
def test_proportions_are_kept_but_where_the_policy_stretches(geometry: Geometry) -> None:
    whole = geometry.seen.width == geometry.source_columns and geometry.seen.height == geometry.source_rows
    filled = geometry.content.width == geometry.tensor_columns and geometry.content.height == geometry.tensor_rows
    assert whole or filled
    if not (whole and filled):
        # Whole pixels: half a pixel of the shortest side either way.
        shortest = min(geometry.content.width, geometry.content.height, geometry.seen.width, geometry.seen.height)
        assert geometry.scale_x / geometry.scale_y == pytest.approx(1.0, abs=1.5 / shortest)


@given(st.integers(16, 400), st.integers(16, 400), st.integers(8, 64), st.integers(8, 64), st.integers(0, 2**32 - 1))
def test_stretching_is_opencvs_area_resize(rows: int, columns: int, height: int, width: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (rows, columns), np.uint8)
    ours = preprocess(_image(pixels), InputSpec(height, width)).tensor[0, :, :, 0]
    theirs = cv2.resize(pixels.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA)
    np.testing.assert_allclose(ours, theirs, atol=1e-3)


@given(
    policy=st.sampled_from(AspectPolicy),
    rows=st.integers(300, 900),
    columns=st.integers(300, 900),
    cells=st.tuples(st.integers(5, 14), st.integers(5, 14)),
    at=st.tuples(st.floats(0.25, 0.75), st.floats(0.25, 0.75)),
)
def test_a_hot_cell_lands_on_the_pixels_that_it_saw(
    policy: AspectPolicy, rows: int, columns: int, cells: tuple[int, int], at: tuple[float, float]
) -> None:
    """A bright spot goes through `preprocess`; the cell that holds it comes back over the spot."""
    geometry = plan_geometry(rows, columns, 224, 224, policy)
    x = geometry.seen.left + at[0] * geometry.seen.width
    y = geometry.seen.top + at[1] * geometry.seen.height
    pixels = np.zeros((rows, columns), np.uint8)
    pixels[int(y) - 4 : int(y) + 5, int(x) - 4 : int(x) + 5] = 255
    tensor = preprocess(_image(pixels), InputSpec(224, 224, aspect=policy)).tensor[0, :, :, 0]

    # As a network would: the mean of each cell of the tensor.
    heatmap = cv2.resize(tensor, (cells[1], cells[0]), interpolation=cv2.INTER_AREA)
    total = float(heatmap.sum())
    cell_x = float((heatmap.sum(axis=0) * (np.arange(cells[1]) + 0.5)).sum()) / total / cells[1] * 224
    cell_y = float((heatmap.sum(axis=1) * (np.arange(cells[0]) + 0.5)).sum()) / total / cells[0] * 224
    back_x, back_y = geometry.tensor_to_source(cell_x, cell_y)
    cell_width, cell_height = 224 / cells[1] / geometry.scale_x, 224 / cells[0] / geometry.scale_y
    assert abs(back_x - x) <= cell_width
    assert abs(back_y - y) <= cell_height

    placed = place_heatmap((heatmap / heatmap.max()).astype(np.float32), geometry, rows, columns)
    hottest = np.unravel_index(int(placed.values.argmax()), placed.values.shape)
    assert abs(hottest[1] - x) <= cell_width
    assert abs(hottest[0] - y) <= cell_height
    assert not placed.values[~placed.seen].any()


@settings(max_examples=30)
@given(policy=st.sampled_from(AspectPolicy), rows=st.integers(200, 500), columns=st.integers(200, 500))
def test_a_single_hot_cell_comes_back_with_its_centre_of_mass_in_place(
    policy: AspectPolicy, rows: int, columns: int
) -> None:
    geometry = plan_geometry(rows, columns, 224, 224, policy)
    heatmap = np.zeros((7, 7), np.float32)
    heatmap[3, 3] = 1.0
    placed = place_heatmap(heatmap, geometry, rows, columns)
    expected_x, expected_y = geometry.tensor_to_source(112.0, 112.0)
    total = placed.values.sum()
    x = (placed.values.sum(axis=0) * (np.arange(columns) + 0.5)).sum() / total
    y = (placed.values.sum(axis=1) * (np.arange(rows) + 0.5)).sum() / total
    assert (x, y) == pytest.approx((expected_x, expected_y), abs=0.5)


@settings(max_examples=30)
@given(st.integers(100, 400), st.integers(100, 400), st.sampled_from(AspectPolicy))
def test_a_reduced_picture_gets_the_same_map(rows: int, columns: int, policy: AspectPolicy) -> None:
    geometry = plan_geometry(rows * 4, columns * 4, 224, 224, policy)
    heatmap = np.random.default_rng(0).random((7, 7), np.float32)
    small = place_heatmap(heatmap, geometry, rows, columns)
    large = place_heatmap(heatmap, geometry, rows * 4, columns * 4)
    reduced = cv2.resize(large.values, (columns, rows), interpolation=cv2.INTER_AREA)
    wholly_seen = cv2.resize(large.seen.astype(np.float32), (columns, rows), interpolation=cv2.INTER_AREA) == 1.0
    assert (small.seen | ~wholly_seen).all()
    assert np.abs(small.values - reduced)[wholly_seen].max() < 0.05
