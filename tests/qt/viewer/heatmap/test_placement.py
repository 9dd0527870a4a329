"""The heat on the screen lies where the bright spot lies, to one cell: every policy, shape, turn, zoom and display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from tests.qt.viewer.screen import grab, show_heatmap
from tests.support.heat_placement import measure, score, spot_picture
from xray_desktop.imaging.geometry import AspectPolicy
from xray_desktop.imaging.image import VoiWindow
from xray_desktop.imaging.turn import Turn

PROJECT_ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def bare(view):
    view.set_corners_visible(False)
    view.resize(700, 500)
    return view


@pytest.mark.parametrize("aspect", list(AspectPolicy))
def test_the_strongest_colour_is_within_a_cell_of_the_spot(bare, tmp_path, aspect):
    found = dict(measure(bare, tmp_path, aspect))
    assert len(found) == 3 * 8 * 2
    astray = {name: apart for name, apart in found.items() if max(apart) > 1.0}
    assert not astray


@pytest.mark.slow
def test_the_same_on_a_display_with_scaled_pixels(tmp_path):
    environment = os.environ | {"QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.heat_placement", str(tmp_path)],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["ratio"] == 2.0
    assert len(answer["apart"]) == 3 * 3 * 8 * 2
    assert not {name: apart for name, apart in answer["apart"].items() if max(apart) > 1.0}


@pytest.mark.parametrize("turn", [Turn(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)])
def test_a_spot_that_the_model_never_saw_is_hatched_and_has_no_heat(bare, tmp_path, turn):
    # Of 280 columns the model sees the middle 150.
    rows, columns, x, y = 100, 280, 25.0, 50.0
    seen, unseen = (spot_picture(rows, columns, place, y) for place in (140.0, x))
    both = np.maximum(seen, unseen)
    ((image, result),) = score(tmp_path, AspectPolicy.CENTRE_CROP, [both])
    bare.show_image(image, result)
    bare.turn_by(turn)
    bare.choose_voi(VoiWindow(1e6, 1.0))
    show_heatmap(bare, opacity=1.0)
    place = bare.to_view(QPointF(x, y))
    screen = grab(bare).astype(int)
    around = screen[int(place.y()) - 12 : int(place.y()) + 13, int(place.x()) - 12 : int(place.x()) + 13]
    # Grey lines on black: some of it is painted, and nothing of it in colour.
    assert np.ptp(around[..., 0]) > 30
    assert np.ptp(around, axis=2).max() <= 12
    middle = bare.to_view(QPointF(140.0, y))
    assert np.ptp(screen[int(middle.y()), int(middle.x())]) > 50
