"""Zoom and position: points stay where they should, pictures are never lost, edges lie on device pixels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.qt.viewer.transform import (
    MAX_SCALE,
    Extent,
    PixelRectangle,
    ViewTransform,
    centred,
    fit,
    limit_scale,
    visible_part,
)

extents = st.builds(Extent, st.integers(1, 6000), st.integers(1, 6000))
scales = st.floats(0.01, MAX_SCALE)
offsets = st.floats(-1e5, 1e5)
transforms = st.builds(ViewTransform, scales, offsets, offsets)


def test_fit_shows_the_whole_picture_centred():
    transform = fit(Extent(2000, 1000), Extent(800, 600))
    assert transform.scale == pytest.approx(0.4)
    assert transform.placement(Extent(2000, 1000)) == PixelRectangle(0, 100, 800, 400)


def test_fit_enlarges_a_small_picture():
    assert fit(Extent(100, 50), Extent(800, 600)).scale == pytest.approx(8.0)


@given(source=extents, view=extents)
def test_a_fitted_picture_touches_two_edges_and_crosses_none(source, view):
    transform = fit(source, view)
    right, bottom = transform.to_view(source.width, source.height)
    gaps = (transform.left, view.width - right), (transform.top, view.height - bottom)
    assert min(min(gap) for gap in gaps) == pytest.approx(0.0, abs=1e-6)
    for before, after in gaps:
        assert before == pytest.approx(after, abs=1e-6)


@given(transform=transforms, scale=scales, x=offsets, y=offsets)
def test_a_zoom_keeps_the_point_under_the_pointer(transform, scale, x, y):
    source = transform.to_source(x, y)
    zoomed = transform.scaled_to(scale, x, y)
    assert zoomed.to_view(*source) == pytest.approx((x, y), rel=1e-6, abs=1e-3)
    assert zoomed.scale == scale


@given(transform=transforms, source=extents, view=extents)
def test_the_centre_of_the_view_always_lies_on_the_picture(transform, source, view):
    kept = transform.kept_in(view, source)
    x, y = kept.to_source(view.width / 2, view.height / 2)
    assert -1e-6 <= x <= source.width + 1e-6
    assert -1e-6 <= y <= source.height + 1e-6
    assert kept.kept_in(view, source) == kept


def test_a_picture_that_is_well_inside_is_not_moved():
    transform = ViewTransform(2.0, -300.0, -200.0)
    assert transform.kept_in(Extent(800, 600), Extent(1000, 1000)) == transform


@given(source=extents, view=extents)
def test_one_to_one_is_drawn_at_the_pictures_own_size(source, view):
    placement = centred(source, view, 1.0).placement(source)
    assert (placement.width, placement.height) == (source.width, source.height)


@given(transform=transforms, source=extents, view=extents)
def test_the_visible_part_is_what_both_share(transform, source, view):
    placement = transform.placement(source)
    part = visible_part(placement, view)
    columns = set(range(max(0, placement.left), min(view.width, placement.left + placement.width)))
    rows = range(max(0, placement.top), min(view.height, placement.top + placement.height))
    if part is None:
        assert not columns or not len(rows)
    else:
        assert (part.left + placement.left, part.width) == (min(columns), len(columns))
        assert (part.top + placement.top, part.height) == (rows[0], len(rows))


@pytest.mark.parametrize(("asked", "given_"), [(1000.0, MAX_SCALE), (1e-9, 32 / 4000), (0.5, 0.5)])
def test_scales_stay_within_reason(asked, given_):
    assert limit_scale(asked, Extent(4000, 3000)) == given_


def test_a_tiny_picture_may_be_shown_at_its_own_size():
    assert limit_scale(0.001, Extent(8, 8)) == 1.0
