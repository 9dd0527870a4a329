"""The zoom state follows pictures and window sizes."""

from __future__ import annotations

import pytest

from xray_desktop.qt.viewer.transform import MAX_SCALE, Extent, PixelRectangle
from xray_desktop.qt.viewer.viewport import ZOOM_STEP, Viewport

VIEW = Extent(800, 600)


@pytest.fixture
def viewport() -> Viewport:
    made = Viewport()
    made.resize(VIEW)
    made.show(Extent(2000, 1000))
    return made


def source_in_centre(viewport: Viewport) -> tuple[float, float]:
    return viewport.transform.to_source(viewport.view.width / 2, viewport.view.height / 2)


def test_a_new_picture_is_fitted(viewport):
    viewport.zoom_by(3.0, 10, 10)
    viewport.show(Extent(400, 300))
    assert viewport.fitted
    assert viewport.placement == PixelRectangle(0, 0, 800, 600)


def test_a_fitted_picture_follows_the_view(viewport):
    viewport.resize(Extent(1000, 500))
    assert viewport.placement == PixelRectangle(0, 0, 1000, 500)


def test_a_zoomed_picture_keeps_scale_and_centre_when_the_view_grows(viewport):
    viewport.zoom_to(2.0, 300, 200)
    before = source_in_centre(viewport)
    viewport.resize(Extent(1000, 900))
    assert viewport.zoom == 2.0
    assert source_in_centre(viewport) == pytest.approx(before)


def test_one_to_one_from_fit_shows_the_centre(viewport):
    viewport.one_to_one()
    assert viewport.zoom == 1.0
    assert source_in_centre(viewport) == pytest.approx((1000, 500))
    assert viewport.visible == PixelRectangle(600, 200, 800, 600)


def test_one_to_one_from_a_zoom_keeps_what_lies_in_the_centre(viewport):
    viewport.zoom_to(4.0, 100, 100)
    before = source_in_centre(viewport)
    viewport.one_to_one()
    assert viewport.zoom == 1.0
    assert source_in_centre(viewport) == pytest.approx(before)


def test_four_steps_double_the_size(viewport):
    start = viewport.zoom
    for _ in range(4):
        viewport.zoom_by(ZOOM_STEP, 400, 300)
    assert viewport.zoom == pytest.approx(2 * start)


def test_zooming_ends_at_a_limit_without_moving_on(viewport):
    viewport.zoom_by(1e6, 400, 300)
    before = viewport.transform
    viewport.zoom_by(2.0, 10, 10)
    assert viewport.zoom == MAX_SCALE
    assert viewport.transform == before


def test_panning_stops_before_the_picture_is_lost(viewport):
    viewport.one_to_one()
    viewport.pan(1e6, -1e6)
    assert viewport.placement == PixelRectangle(400, -700, 2000, 1000)


def test_fit_comes_back_from_anywhere(viewport):
    viewport.zoom_by(5.0, 700, 100)
    viewport.pan(50, 50)
    viewport.fit()
    assert viewport.fitted
    assert viewport.placement == PixelRectangle(0, 100, 800, 400)
