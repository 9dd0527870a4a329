"""Turning a picture, its points and its heat map together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.heatmap.render import place_heatmap
from xray_desktop.imaging.turn import CLOCKWISE, COUNTER_CLOCKWISE, FLIP, MIRROR, UPRIGHT, Turn

turns = st.builds(Turn, st.integers(0, 3), st.booleans())
sides = st.integers(1, 40)


def test_the_named_turns_are_what_they_say():
    picture = np.arange(6).reshape(2, 3)
    assert (UPRIGHT.apply(picture) == picture).all()
    assert (MIRROR.apply(picture) == picture[:, ::-1]).all()
    assert (FLIP.apply(picture) == picture[::-1]).all()
    assert (CLOCKWISE.apply(picture) == [[3, 0], [4, 1], [5, 2]]).all()
    assert (COUNTER_CLOCKWISE.apply(picture) == [[2, 5], [1, 4], [0, 3]]).all()


@given(turns, turns, sides, sides)
def test_one_turn_after_the_other_is_their_sum(first, second, rows, columns):
    picture = np.arange(rows * columns).reshape(rows, columns)
    assert (first.then(second).apply(picture) == second.apply(first.apply(picture))).all()


@given(turns, sides, sides, st.data())
def test_a_point_goes_where_its_pixel_goes(turn, rows, columns, data):
    row, column = data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1))
    picture = np.zeros((rows, columns))
    picture[row, column] = 1.0
    x, y = turn.to_turned(column + 0.5, row + 0.5, columns, rows)
    assert turn.apply(picture)[int(y), int(x)] == 1.0
    assert turn.to_source(x, y, columns, rows) == pytest.approx((column + 0.5, row + 0.5))


@pytest.mark.parametrize("aspect", list(AspectPolicy))
@given(turn=turns)
def test_a_turned_heat_map_lies_on_the_turned_picture(aspect, turn):
    """Placing on the turned picture is turning what was placed on the upright one."""
    geometry = plan_geometry(60, 90, 32, 32, aspect)
    heatmap = np.random.default_rng(5).random((4, 7)).astype(np.float32)
    upright = place_heatmap(heatmap, geometry, 60, 90)
    columns, rows = turn.size(90, 60)
    turned = place_heatmap(np.ascontiguousarray(turn.apply(heatmap)), turn.geometry(geometry), int(rows), int(columns))
    assert np.allclose(turned.values, turn.apply(upright.values), atol=1e-5)
    assert (turned.seen == turn.apply(upright.seen)).all()
