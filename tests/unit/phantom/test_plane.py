"""The film's plane: volumes are kept, tubes have their chord, curves pass through their knots."""

from __future__ import annotations

import numpy as np
import pytest

from xray_desktop.phantom.plane import Cloud, Plane, smooth_curve, tube

_PLANE = Plane(rows=200, columns=240, pixels_per_cm=20.0, column=120.0, row=100.0, tilt=0.05)


def test_a_point_and_its_grid_value_agree():
    x, y = _PLANE.grid()
    column, row = _PLANE.project(np.array([2.0]), np.array([-1.5]))
    at = round(row[0]), round(column[0])
    assert x[at] == pytest.approx(2.0, abs=0.03)
    assert y[at] == pytest.approx(-1.5, abs=0.03)


def test_splat_keeps_the_volume():
    rng = np.random.default_rng(0)
    x, y = rng.uniform(-3.0, 3.0, (2, 5000))
    path = _PLANE.splat([Cloud(x, y, np.full(5000, 0.001))])
    assert path.sum() / _PLANE.pixels_per_cm**2 == pytest.approx(5.0, rel=1e-4)


def test_splat_drops_what_falls_beside_the_film():
    path = _PLANE.splat([Cloud(np.array([50.0, 0.0]), np.array([0.0, -90.0]), np.ones(2))])
    assert not path.any()


def test_a_tube_is_as_deep_as_it_is_wide():
    curve = np.array([(-4.0, 0.0), (4.0, 0.0)])
    path = Plane(200, 240, 20.0, 120.0, 100.0, 0.0).splat([tube(_PLANE, curve, np.array([1.0, 1.0]))])
    profile = path[:, 100:140].mean(axis=1)
    assert profile[98:102].mean() == pytest.approx(2.0, rel=0.05)
    assert not profile[:78].any()
    assert not profile[123:].any()


def test_filling_a_square_adds_its_area():
    path = np.zeros((200, 240), np.float32)
    _PLANE.fill(path, np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]), 3.0)
    assert path.max() == pytest.approx(3.0)
    assert path.sum() / _PLANE.pixels_per_cm**2 == pytest.approx(12.0, rel=0.1)


def test_filling_beside_the_film_changes_nothing():
    path = np.zeros((200, 240), np.float32)
    _PLANE.fill(path, np.array([(30.0, 0.0), (31.0, 0.0), (31.0, 1.0)]), 3.0)
    assert not path.any()


def test_a_curve_passes_through_its_knots():
    knots = np.array([(0.0, 0.0), (1.0, 2.0), (3.0, 1.0), (4.0, 4.0)])
    np.testing.assert_allclose(smooth_curve(knots, 31)[::10], knots)
