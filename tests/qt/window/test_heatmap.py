"""Heat maps in the real window: keys, the study's scale while results come, two models, and what is remembered."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.qt.viewer.screen import grab
from tests.support.studies import small_study
from tests.support.tiny_model import TinyNetwork
from xray_desktop.imaging.heatmap.style import CommonScale, HeatmapMode, HeatmapScale
from xray_desktop.qt.viewer.hanging_protocol import HangingProtocol
from xray_desktop.settings.store import load_settings
from xray_desktop.study.result import Role

IMAGES = 4
BRIGHT, DARK = TinyNetwork(gain=20.0), TinyNetwork(gain=-60.0)


@pytest.fixture
def opened(window, finished, wait, tmp_path):
    """A window on a scored study, its first image large."""
    small_study(tmp_path / "study", IMAGES)
    application = window(tmp_path / "study")
    finished(application)
    look_at(application, wait, 0)
    return application


def look_at(application, wait, place):
    key = application.parts.grid.row_at(place).key
    application.parts.navigation.open(key)
    view = application.window.view_page.image
    wait(lambda: view.image is not None and view.image.key == key)


def true_scale(results):
    maxima = [float(result.heatmap.max()) for result in results.values()]
    return CommonScale(max(maxima), len(maxima))


def press(application, key, modifier=Qt.KeyboardModifier.NoModifier):
    view = application.window.view_page.image
    view.setFocus()
    QTest.keyClick(view, key, modifier)


def test_keys_show_the_heat_map_and_its_contours(opened):
    main, actions = opened.window, opened.window.actions_
    view = main.view_page.image
    assert view.display_options.heatmap_visible
    press(opened, Qt.Key.Key_G)
    assert not view.display_options.heatmap_visible
    assert not main.findings.heatmap.switch.isChecked()
    press(opened, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert view.display_options.heatmap_visible
    assert view.display_options.style.mode is HeatmapMode.CONTOURS
    assert actions.heat_map.isChecked()
    assert actions.heat_map_contours.isChecked()
    assert main.findings.heatmap.controls.mode.currentData() == HeatmapMode.CONTOURS
    press(opened, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert view.display_options.style.mode is HeatmapMode.COLOUR
    assert not actions.heat_map_contours.isChecked()


def test_a_mode_chosen_in_the_panel_reaches_the_picture_and_the_menu(opened):
    main, view = opened.window, opened.window.view_page.image
    before = grab(view)
    QTest.keyClick(main.findings.heatmap.controls.mode, Qt.Key.Key_Down)
    QTest.keyClick(main.findings.heatmap.controls.mode, Qt.Key.Key_Down)
    assert view.display_options.style.mode is HeatmapMode.BOTH
    assert main.actions_.heat_map_contours.isChecked()
    assert (grab(view) != before).any()


def test_the_study_scale_is_the_maximum_of_all_its_maps(opened, wait):
    main, view = opened.window, opened.window.view_page.image
    expected = true_scale(opened.parts.study.results())
    assert expected.images == IMAGES
    main.actions_.heat_map_study_scale.trigger()
    wait(lambda: view.display_options.common == expected)
    assert main.findings.heatmap.controls.scale.currentData() == HeatmapScale.STUDY
    key = view.image.key
    share = float(opened.parts.study.result(key).heatmap.max()) / expected.maximum
    said = main.findings.heatmap.controls.legend.words.text()
    assert f"maximum of {IMAGES} images" in said
    assert f"This image reaches {share:.2f}" in said


def test_another_model_and_another_study_begin_a_scale_of_their_own(window, finished, wait, tmp_path):
    dark = window.add_model("zdark.onnx", network=DARK, model_id="tiny-dark")
    small_study(tmp_path / "study", IMAGES)
    application = window(tmp_path / "study", model="tiny-brightness")
    finished(application)
    first = application.parts.heat_scale.first
    assert first.scale == true_scale(application.parts.study.results())
    before = first.scale
    application.parts.models.load(dark, "tiny-dark")
    wait(lambda: application.parts.models.model.card.model_id == "tiny-dark")
    finished(application)
    wait(lambda: first.scale == true_scale(application.parts.study.results()))
    assert first.scale != before
    small_study(tmp_path / "other", 2)
    application.parts.study_controller.open([tmp_path / "other"])
    assert first.scale is None
    finished(application)
    wait(lambda: first.scale is not None and first.scale.images == 2)


def test_results_that_come_change_the_scale_a_few_times_and_repaint_no_more(opened, qtbot, wait):
    opened.parts.heatmap.share_scale(True)
    said = []
    opened.parts.heat_scale.changed.connect(lambda: said.append(opened.parts.heat_scale.first.scale))
    results = list(opened.parts.study.results().values())
    for _ in range(200):
        opened.parts.scoring.results.emit(results)
    wait(lambda: said)
    qtbot.wait(700)
    assert said == [true_scale(opened.parts.study.results())]


def test_a_result_said_again_keeps_the_placed_heat_map(opened):
    view = opened.window.view_page.image
    placed = view._picture.heatmap
    assert placed is not None
    for _ in range(5):
        opened.parts.study_controller.changed.emit()
    assert view._picture.heatmap is placed


def test_two_models_side_by_side_each_have_their_own_map_and_scale(window, finished, wait, tmp_path):
    window.add_model("zdark.onnx", network=DARK, model_id="tiny-dark")
    small_study(tmp_path / "study", IMAGES)
    application = window(tmp_path / "study", model="tiny-brightness", second_model="tiny-dark")
    finished(application)
    wait(
        lambda: (
            len(application.parts.study.results(Role.SECOND)) == IMAGES
            and not application.parts.second.analysis.running
        )
    )
    look_at(application, wait, 0)
    application.parts.heatmap.share_scale(True)
    application.parts.heatmap.show(False)
    application.parts.panes.choose(HangingProtocol.MODELS)
    first, second = application.window.view_page.panes.views[:2]
    wait(lambda: first.image is not None and second.image is not None)
    wait(lambda: second.display_options.common == true_scale(application.parts.study.results(Role.SECOND)))
    assert first.display_options.common == true_scale(application.parts.study.results())
    assert first.display_options.common != second.display_options.common
    # This arrangement is about the heat maps, so both are there although the user had hidden them.
    assert first.display_options.heatmap_visible
    assert second.display_options.heatmap_visible
    key = first.image.key
    assert first._picture.result is application.parts.study.result(key)
    assert second._picture.result is application.parts.study.result(key, Role.SECOND)
    assert np.abs(first._picture.result.heatmap - second._picture.result.heatmap).max() > 0


def test_an_image_beside_its_heat_map(opened, wait):
    opened.parts.heatmap.show_contours(True)
    opened.parts.panes.choose(HangingProtocol.HEAT_MAP)
    bare, shown = opened.window.view_page.panes.views[:2]
    wait(lambda: bare.image is not None and shown.image is not None)
    assert not bare.display_options.heatmap_visible
    assert shown.display_options.heatmap_visible
    assert shown.display_options.style.mode is HeatmapMode.CONTOURS
    assert np.ptp(grab(bare).astype(int), axis=2).max() < 40
    assert np.ptp(grab(shown).astype(int), axis=2).max() > 100


def test_all_of_it_is_remembered(window, opened, wait):
    section = opened.window.findings.heatmap.controls
    QTest.keyClick(section.mode, Qt.Key.Key_Down)
    QTest.keyClick(section.scale, Qt.Key.Key_Down)
    QTest.keyClick(section.threshold, Qt.Key.Key_Right)
    style = opened.parts.heatmap.display_options.style
    assert style.mode is HeatmapMode.CONTOURS
    assert style.scale is HeatmapScale.STUDY
    assert style.threshold == pytest.approx(0.05)
    opened.window.close()
    opened.close()
    assert load_settings(window.paths.settings).settings.heatmap_style == style
    again = window()
    wait(lambda: again.parts.heatmap.display_options.style == style)
    assert again.window.findings.heatmap.controls.mode.currentData() == HeatmapMode.CONTOURS
    assert again.window.actions_.heat_map_study_scale.isChecked()
