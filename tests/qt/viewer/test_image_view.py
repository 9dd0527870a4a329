"""What the view shows, state by state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from tests.qt.viewer.screen import grab, grab_grey, show_heatmap
from tests.support.pictures import hot_cell, image_of, noise, ramp, scored
from xray_desktop.imaging.geometry import AspectPolicy
from xray_desktop.imaging.heatmap.render import colour_table
from xray_desktop.imaging.heatmap.style import ColourMap
from xray_desktop.imaging.image import ImageKey, InstanceInfo, VoiLut
from xray_desktop.imaging.voi import render
from xray_desktop.qt import theme
from xray_desktop.qt.viewer.image_view import PATIENCE_MS
from xray_desktop.study.result import ImageResult, Status

GREY = image_of(np.full((400, 600), 128, np.uint8))


@pytest.fixture
def bare(view):
    view.set_corners_visible(False)
    return view


# --- pixels ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.int32, np.float32])
@pytest.mark.parametrize("inverse", [False, True])
def test_at_one_to_one_the_screen_shows_exactly_the_rendered_pixels(bare, dtype, inverse):
    image = image_of(noise(400, 600).astype(dtype) * (1 if dtype is np.uint8 else 16), inverse=inverse)
    bare.show_image(image)
    np.testing.assert_array_equal(grab_grey(bare), render(image))


def test_a_tall_picture_is_fitted_on_black(bare):
    bare.show_image(image_of(np.full((800, 400), 200, np.uint8)))
    screen = grab_grey(bare)
    assert (screen[:, 200:400] == 200).all()
    assert screen[:, :200].max() == screen[:, 400:].max() == 0


def test_low_values_are_white_in_an_inverse_picture(bare):
    bare.show_image(image_of(ramp(400, 600), inverse=True))
    line = grab_grey(bare)[200].astype(int)
    assert line[0] > 250
    assert line[-1] < 5
    assert (np.diff(line) <= 0).all()


def test_a_table_is_applied_and_can_be_left(bare):
    table = (np.linspace(0, 1, 4096) ** 2 * 4095).astype(np.uint16)
    image = image_of(ramp(400, 600), vois=(VoiLut(table, 0, 12, "Square"),))
    bare.show_image(image)
    np.testing.assert_array_equal(grab_grey(bare), render(image))
    assert bare.grab().toImage().pixelColor(300, 200).red() == pytest.approx(64, abs=2)
    bare.choose_voi(bare.presets[1])
    assert bare.grab().toImage().pixelColor(300, 200).red() == pytest.approx(128, abs=2)


def test_a_new_window_size_keeps_the_picture_fitted(bare):
    bare.show_image(GREY)
    bare.resize(450, 400)
    screen = grab_grey(bare)
    assert bare.zoom == 0.75
    assert (screen[50:350] == 128).all()
    assert screen[:50].max() == screen[350:].max() == 0


# --- the heat map ----------------------------------------------------------------------------------


def show_with_map(view, heatmap, aspect=AspectPolicy.STRETCH, image=GREY):
    view.show_image(image, scored(image, heatmap, aspect=aspect))
    show_heatmap(view, opacity=1.0)


def coloured(screen):
    return (screen.max(axis=2).astype(int) - screen.min(axis=2)) > 8


@pytest.mark.parametrize("zoom", [0.5, 1.0, 3.0])
def test_the_hot_cell_is_painted_on_its_part_of_the_picture(bare, zoom):
    show_with_map(bare, hot_cell(3, 1))
    bare._viewport.zoom_to(zoom, 600 * 1.5 / 7, 400 * 3.5 / 7)
    x, y = bare._viewport.transform.to_view(600 * 1.5 / 7, 400 * 3.5 / 7)
    screen = grab(bare)
    hottest = colour_table(ColourMap.INFERNO)[255].astype(int)
    # The legend shows the same colour at the lower right.
    distance = np.abs(screen[:, :400].astype(int) - hottest).sum(axis=2)
    rows, columns = np.nonzero(distance <= distance.min() + 2)
    assert (rows.mean(), columns.mean()) == pytest.approx((y, x), abs=2 * zoom)
    assert distance.min() < 60


def test_at_opacity_0_the_picture_is_untouched(bare):
    picture = image_of(noise(400, 600))
    bare.show_image(picture, scored(picture, hot_cell(3, 3), aspect=AspectPolicy.CENTRE_CROP))
    before = grab(bare)
    show_heatmap(bare, opacity=0.0)
    after = grab(bare)
    np.testing.assert_array_equal(after[:, :450], before[:, :450])
    show_heatmap(bare, visible=False)
    np.testing.assert_array_equal(grab(bare), before)


def test_the_window_goes_on_working_under_the_heat_map(bare):
    picture = image_of(ramp(400, 600))
    show_with_map(bare, hot_cell(3, 1), image=picture)
    before = grab(bare)[20, 300, 0]
    bare.invert()
    assert grab(bare)[20, 300, 0] == 255 - before


def test_the_part_the_model_never_saw_is_hatched(bare):
    show_with_map(bare, hot_cell(3, 3), AspectPolicy.CENTRE_CROP)
    screen = grab_grey(bare)
    assert len(np.unique(screen[50:150, 10:90])) > 1
    assert (screen[50:150, 110:200] == 128).all()


def test_a_blank_map_is_said_to_be_blank(bare):
    bare.show_image(GREY, scored(GREY))
    before = grab(bare)
    show_heatmap(bare)
    changed = (grab(bare) != before).any(axis=2)
    rows, columns = np.nonzero(changed)
    assert rows.min() > 300
    assert columns.min() > 350
    assert not coloured(grab(bare)).any()


def test_colours_are_those_chosen(bare):
    show_with_map(bare, np.ones((7, 7), np.float32))
    inferno = grab(bare)[200, 100]
    show_heatmap(bare, colour_map=ColourMap.VIRIDIS)
    viridis = grab(bare)[200, 100]
    assert tuple(inferno) == pytest.approx((252, 255, 164), abs=2)
    assert tuple(viridis) == pytest.approx((253, 231, 37), abs=2)


def test_a_result_that_comes_later_brings_its_heat_map(bare):
    show_heatmap(bare)
    bare.show_image(GREY)
    assert not coloured(grab(bare)).any()
    bare.show_result(scored(GREY, hot_cell(3, 1)))
    assert coloured(grab(bare)[:, :500]).any()


def test_a_result_of_another_image_is_ignored(bare):
    show_heatmap(bare)
    bare.show_image(GREY)
    other = replace(GREY, key=ImageKey(Path("/studies/other.dcm")))
    bare.show_result(scored(other, hot_cell(3, 1)))
    assert not coloured(grab(bare)).any()


# --- words -----------------------------------------------------------------------------------------


def test_corners_are_written_at_the_edges_only(view):
    instance = InstanceInfo(patient_name="DOE^JANE", study_description="Chest", modality="DX")
    view.show_image(replace(GREY, instance=instance))
    rows, columns = np.nonzero((grab(view) != 128).any(axis=2))
    middle = (rows > 120) & (rows < 280)
    assert not middle.any()
    for half_rows, half_columns in ((rows < 200, columns < 300), (rows < 200, columns > 300),
                                    (rows > 200, columns < 300), (rows > 200, columns > 300)):  # fmt: skip
        assert (half_rows & half_columns).any()


def test_markup_in_a_header_is_only_text(view):
    tag = "<b>x</b>"
    view.show_image(replace(GREY, instance=InstanceInfo(patient_name=tag)))
    assert tag in view.accessibleDescription()


def test_hiding_the_identity_changes_the_picture_and_what_is_read_aloud(view):
    view.show_image(replace(GREY, instance=InstanceInfo(patient_name="DOE^JANE")))
    named = grab(view)
    assert "DOE" in view.accessibleDescription()
    view.set_identity_hidden(True)
    assert "DOE" not in view.accessibleDescription()
    assert (grab(view)[:60, :300] != named[:60, :300]).any()


def test_a_drawing_says_so_whatever_is_hidden(bare):
    bare.show_image(GREY)
    real = grab(bare)
    bare.show_image(replace(GREY, synthetic=True))
    bare.set_identity_hidden(True)
    rows, columns = np.nonzero((grab(bare) != real).any(axis=2))
    assert rows.max() < 60
    assert columns.min() > 200
    assert columns.max() < 400
    assert "SYNTHETIC" in bare.accessibleDescription()


@pytest.mark.parametrize("status", [Status.NOT_SCORED, Status.CANCELLED, Status.FAILED])
def test_an_image_without_score_says_why_over_the_picture(bare, status):
    bare.show_image(GREY)
    before = grab(bare)
    bare.show_result(ImageResult(GREY.key, status, reason="This is a radiograph of a leg."))
    rows, columns = np.nonzero((grab(bare) != before).any(axis=2))
    assert rows.min() > 200
    assert columns.min() > 50
    assert "leg" in bare.accessibleDescription()
    # The picture itself stays to be looked at.
    assert (grab(bare)[:200] == 128).all()


# --- states ----------------------------------------------------------------------------------------


def test_an_empty_view_is_black_with_a_line_in_the_middle(view):
    assert "No image" in view.accessibleDescription()
    screen = grab_grey(view)
    rows, _ = np.nonzero(screen)
    assert 150 < rows.min() <= rows.max() < 250


def test_a_quick_picture_replaces_the_one_before_without_a_flicker(bare, qtbot):
    bare.show_image(GREY)
    before = grab(bare)
    bare.show_reading()
    qtbot.wait(PATIENCE_MS // 4)
    np.testing.assert_array_equal(grab(bare), before)
    bare.show_image(image_of(np.full((400, 600), 50, np.uint8)))
    qtbot.wait(PATIENCE_MS + 50)
    assert (grab_grey(bare) == 50).all()


def test_a_slow_picture_leaves_no_other_ones_behind(bare, qtbot):
    bare.show_image(GREY)
    bare.show_reading()
    qtbot.waitUntil(lambda: bare.image is None, timeout=2000)
    assert "Reading" in bare.accessibleDescription()
    assert grab_grey(bare)[:50].max() == 0


def test_nothing_selected_ends_the_waiting(view, qtbot):
    view.show_reading()
    view.show_nothing()
    qtbot.wait(PATIENCE_MS + 50)
    assert "No image" in view.accessibleDescription()


def test_every_change_of_the_display_is_announced(view, qtbot):
    view.show_image(GREY)
    for change in (view.invert, view.zoom_in, view.fit, view.one_to_one, view.show_full_range, view.reset):
        with qtbot.waitSignal(view.display_changed, timeout=1000):
            change()


def test_the_focus_is_visible_to_whoever_comes_by_keyboard(bare):
    bare.show_image(GREY)
    accent = QColor(theme.current().palette.accent).getRgb()[:3]
    bare.setFocus(Qt.FocusReason.MouseFocusReason)
    assert (grab(bare) == 128).all()
    bare.clearFocus()
    bare.setFocus(Qt.FocusReason.TabFocusReason)
    assert tuple(grab(bare)[1, 300]) == accent
