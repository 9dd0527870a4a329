"""Shapes are kept by image, and what a disk gives back is checked."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path

import pytest

from xray_desktop.errors import MeasurementError
from xray_desktop.imaging.image import ImageKey
from xray_desktop.measuring.shapes import Arrow, Length, Note, Point
from xray_desktop.measuring.store import MOST_SHAPES, MeasurementStore

ONE, OTHER = ImageKey(Path("/studies/a.dcm")), ImageKey(Path("/studies/a.dcm"), 1)
LINE = Length((Point(1.5, 2.0), Point(30.25, 40.0)))


def filled():
    store = MeasurementStore()
    store.put(ONE, (LINE, Note((Point(5, 5),), "Rib 5 ✓")))
    store.put(OTHER, (Arrow((Point(0, 0), Point(9, 9)), "tip"),))
    return store


def test_every_image_and_frame_has_its_own_shapes_and_steps():
    store = filled()
    assert len(store) == 2
    store.undo(OTHER)
    assert store.shapes(ONE)[0] == LINE
    assert store.shapes(OTHER) == ()
    assert (store.can_undo(ONE), store.can_redo(ONE), store.can_undo(OTHER), store.can_redo(OTHER)) == (
        True,
        False,
        False,
        True,
    )


def test_the_same_again_is_no_step():
    store = filled()
    store.undo(ONE)
    store.put(ONE, ())
    assert store.can_redo(ONE)


def test_nothing_to_undo_is_no_fault():
    store = MeasurementStore()
    store.undo(ONE)
    store.redo(ONE)
    assert store.shapes(ONE) == ()


def test_a_cleared_store_knows_nothing():
    store = filled()
    store.clear()
    assert store.to_json() == {"schema_version": 1, "images": []}


def test_a_file_name_that_is_no_text_survives():
    store, again = MeasurementStore(), MeasurementStore()
    key = ImageKey(Path("/studies/\udcff.dcm"))
    store.put(key, (LINE,))
    again.from_json(store.to_json())
    assert again.shapes(key) == (LINE,)


def damage(value, *way, to):
    value = copy.deepcopy(value)
    place = value
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = to
    return value


_SHAPE = ("images", 0, "shapes", 0)


@pytest.mark.parametrize(
    ("way", "to"),
    [
        (("schema_version",), 2),
        (("images",), 7),
        (("images", 0), "x"),
        (("images", 0, "path"), None),
        (("images", 0, "path"), "a.dcm"),
        (("images", 0, "frame"), -1),
        (("images", 0, "frame"), "0"),
        (("images", 0, "shapes"), [{"kind": "probe", "points": [[0, 0]]}] * (MOST_SHAPES + 1)),
        ((*_SHAPE, "kind"), "circle"),
        ((*_SHAPE, "kind"), ["length"]),
        ((*_SHAPE, "points"), [[0, 0]]),
        ((*_SHAPE, "points", 0), [0, 0, 0]),
        ((*_SHAPE, "points", 0), [float("nan"), 0]),
        ((*_SHAPE, "points", 0), [1e300, 0]),
        ((*_SHAPE, "points", 0), ["1", 0]),
        ((*_SHAPE, "points", 0), [True, 0]),
        (("images", 0, "shapes", 1, "text"), 5),
        (("images", 0, "shapes", 1, "text"), "x" * 10_000),
    ],
)
def test_what_is_damaged_is_refused_whole_and_the_store_stays(way, to):
    store = filled()
    before = store.to_json()
    with pytest.raises(MeasurementError, match="measurements cannot be read"):
        store.from_json(damage(before, *way, to=to))
    assert store.to_json() == before


@pytest.mark.parametrize("value", [None, [], {}, 3, "{}"])
def test_what_is_something_else_is_refused(value):
    with pytest.raises(MeasurementError):
        MeasurementStore().from_json(value)


def test_measuring_is_loaded_without_numpy():
    program = (
        "import sys\n"
        "from xray_desktop.measuring import calibration, measurement, store\n"
        "assert not {'numpy', 'cv2', 'PySide6'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
