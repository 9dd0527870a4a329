"""The letters at the edges stay with the patient's sides, however the picture is turned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.imaging.patient_orientation import edge_letters
from xray_desktop.imaging.turn import CLOCKWISE, MIRROR, UPRIGHT, Turn

_AXES = ("LR", "AP", "HF")
_COLUMNS, _ROWS = 300.0, 200.0
_EDGES = {"top": (150.0, 0.0), "right": (300.0, 100.0), "bottom": (150.0, 200.0), "left": (0.0, 100.0)}
_TURNS = st.builds(Turn, st.integers(0, 3), st.booleans())


@st.composite
def _orientations(draw):
    """Two directions that lie on different axes, as letters."""
    first, second, third = draw(st.permutations(_AXES))
    right, bottom = draw(st.sampled_from(first)), draw(st.sampled_from(second))
    return right + draw(st.sampled_from(["", *third])), bottom + draw(st.sampled_from(["", *third]))


@given(_orientations(), _TURNS)
def test_each_letter_goes_where_its_edge_goes(orientation, turn):
    """Held against the very function that places points of the picture on the screen."""
    upright, turned = edge_letters(orientation, UPRIGHT), edge_letters(orientation, turn)
    width, height = turn.size(_COLUMNS, _ROWS)
    places = {(width / 2, 0.0): "top", (width, height / 2): "right", (width / 2, height): "bottom"}
    places[(0.0, height / 2)] = "left"
    for edge, point in _EDGES.items():
        landed = places[turn.to_turned(*point, _COLUMNS, _ROWS)]
        assert getattr(turned, landed) == getattr(upright, edge)


@given(_orientations(), _TURNS)
def test_turning_back_brings_the_letters_back(orientation, turn):
    back = turn.then(Turn(turn.quarters if turn.mirrored else -turn.quarters % 4, turn.mirrored))
    assert edge_letters(orientation, back) == edge_letters(orientation, UPRIGHT)


@given(_orientations(), _TURNS)
def test_opposite_edges_are_opposite(orientation, turn):
    letters = edge_letters(orientation, turn)
    pairs = {frozenset(axis) for axis in _AXES}
    for one, other in ((letters.left, letters.right), (letters.top, letters.bottom)):
        assert {frozenset(both) for both in zip(one, other, strict=True)} <= pairs


def test_a_chest_film_seen_from_the_front():
    letters = edge_letters(("L", "F"), UPRIGHT)
    assert (letters.top, letters.right, letters.bottom, letters.left) == ("H", "L", "F", "R")
    assert edge_letters(("L", "F"), MIRROR).right == "R"
    assert edge_letters(("L", "F"), CLOCKWISE).bottom == "L"


@pytest.mark.parametrize(
    "said",
    [None, ("", ""), ("L", ""), ("L", "R"), ("L", "L"), ("LR", "F"), ("LE", "V"), ("left", "foot"), ("LAHF", "P")],
)
def test_what_the_header_does_not_say_is_not_made_up(said):
    assert edge_letters(said, UPRIGHT) is None
