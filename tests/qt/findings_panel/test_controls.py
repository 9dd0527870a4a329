"""The panel's controls announce what the user wants, and only that."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QCheckBox, QComboBox, QPushButton, QWidget

from tests.qt.viewer.screen import grab
from tests.support.pictures import hot_cell, image_of, noise, scored
from xray_desktop.findings.finding import CUSTOM, Threshold
from xray_desktop.imaging.heatmap.style import ColourMap, CommonScale, HeatmapMode, HeatmapScale, HeatmapStyle
from xray_desktop.qt.viewer.display_options import DisplayOptions

IMAGE = image_of(noise(30, 40))
Key = Qt.Key


@pytest.fixture
def scored_panel(panel):
    panel.set_display_options(DisplayOptions(heatmap_visible=True))
    panel.show_result(scored(IMAGE, hot_cell(2, 2)))
    return panel


# --- threshold -------------------------------------------------------------------------------------


def test_the_cards_operating_points_are_offered(panel):
    points = panel.threshold.points
    assert [points.itemText(index) for index in range(points.count())] == ["Balanced", "High sensitivity"]
    assert points.currentText() == "Balanced"
    assert panel.threshold.threshold.text() == "0.62"


def test_the_user_chooses_an_operating_point_by_keyboard(panel, qtbot):
    panel.threshold.points.setFocus()
    with qtbot.waitSignal(panel.operating_point_chosen, timeout=1000) as chosen:
        QTest.keyClick(panel.threshold.points, Key.Key_Down)
    assert chosen.args == ["high-sensitivity"]


def test_what_the_program_sets_is_not_announced(panel, qtbot):
    with qtbot.assertNotEmitted(panel.operating_point_chosen):
        panel.set_threshold(Threshold(0.31, "high-sensitivity"))
    assert panel.threshold.points.currentText() == "High sensitivity"


def test_a_threshold_set_by_hand_is_named_while_it_holds_and_cannot_be_chosen(panel, qtbot):
    panel.set_threshold(Threshold(0.44, CUSTOM))
    points = panel.threshold.points
    assert points.currentText() == "Set by hand"
    with qtbot.assertNotEmitted(panel.operating_point_chosen):
        points.activated.emit(points.findData(CUSTOM))
    panel.set_threshold(Threshold(0.62, "balanced"))
    assert points.findData(CUSTOM) < 0
    assert points.currentText() == "Balanced"


# --- heat map --------------------------------------------------------------------------------------


def test_the_switch(scored_panel, qtbot):
    switch = scored_panel.heatmap.switch
    with qtbot.waitSignal(scored_panel.heatmap_toggled, timeout=1000) as toggled:
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 10))
    assert toggled.args == [False]
    with qtbot.waitSignal(scored_panel.heatmap_toggled, timeout=1000) as toggled:
        QTest.keyClick(switch, Key.Key_Space)
    assert toggled.args == [True]


def test_the_switch_looks_different_when_it_is_off(scored_panel):
    on = grab(scored_panel.heatmap.switch)
    scored_panel.set_display_options(DisplayOptions(heatmap_visible=False))
    assert (grab(scored_panel.heatmap.switch) != on).any()


def test_the_opacity(scored_panel, qtbot):
    assert scored_panel.heatmap.controls.opacity.figure.text() == "50 %"
    with qtbot.waitSignal(scored_panel.heatmap_style_changed, timeout=1000) as moved:
        QTest.keyClick(scored_panel.heatmap.controls.opacity, Key.Key_Right)
    assert moved.args == [HeatmapStyle(opacity=0.55)]
    assert scored_panel.heatmap.controls.opacity.figure.text() == "55 %"


def test_the_colours(scored_panel, qtbot):
    legend = grab(scored_panel.heatmap.controls.legend)
    with qtbot.waitSignal(scored_panel.heatmap_style_changed, timeout=1000) as chosen:
        QTest.keyClick(scored_panel.heatmap.controls.colours, Key.Key_Down)
    assert chosen.args == [HeatmapStyle(colour_map=ColourMap.VIRIDIS)]
    assert isinstance(chosen.args[0].colour_map, ColourMap)
    assert (grab(scored_panel.heatmap.controls.legend) != legend).any()


def test_contours_are_chosen_by_keyboard_and_the_bar_follows(scored_panel, qtbot):
    bar = grab(scored_panel.heatmap.controls.legend.bar)
    with qtbot.waitSignal(scored_panel.heatmap_style_changed, timeout=1000) as chosen:
        QTest.keyClick(scored_panel.heatmap.controls.mode, Key.Key_Down)
    assert chosen.args == [HeatmapStyle(mode=HeatmapMode.CONTOURS)]
    assert isinstance(chosen.args[0].mode, HeatmapMode)
    assert (grab(scored_panel.heatmap.controls.legend.bar) != bar).any()


def test_the_threshold_of_the_map_is_moved_by_keyboard_and_said(scored_panel, qtbot):
    with qtbot.waitSignal(scored_panel.heatmap_style_changed, timeout=1000) as moved:
        QTest.keyClick(scored_panel.heatmap.controls.threshold, Key.Key_Right)
    assert moved.args == [HeatmapStyle(threshold=0.05)]
    assert scored_panel.heatmap.controls.threshold.figure.text() == "5 %"
    assert "Below 0.05 nothing is drawn." in scored_panel.heatmap.controls.legend.words.text()


def test_the_scale_is_chosen_by_keyboard_and_said_with_its_images(scored_panel, qtbot):
    scored_panel.set_display_options(DisplayOptions(True, common=CommonScale(6.0, 312)))
    assert scored_panel.heatmap.controls.legend.words.text() == "Relative evidence. Scale: this image."
    with qtbot.waitSignal(scored_panel.heatmap_style_changed, timeout=1000) as chosen:
        QTest.keyClick(scored_panel.heatmap.controls.scale, Key.Key_Down)
    assert chosen.args == [HeatmapStyle(scale=HeatmapScale.STUDY)]
    said = "Relative evidence. Scale: this study, maximum of 312 images. This image reaches 0.50."
    assert scored_panel.heatmap.controls.legend.words.text() == said
    assert said in scored_panel.heatmap.controls.legend.bar.accessibleName()


def test_a_map_below_the_threshold_says_so_and_keeps_the_controls_that_bring_it_back(scored_panel):
    style = HeatmapStyle(scale=HeatmapScale.STUDY, threshold=0.7)
    scored_panel.set_display_options(DisplayOptions(True, style, CommonScale(6.0, 312)))
    assert scored_panel.heatmap.note.text() == "Nothing at or above 0.70 of the scale"
    assert scored_panel.heatmap.note.isVisible()
    assert scored_panel.heatmap.controls.threshold.isVisible()


def test_all_words_of_the_legend_are_readable(scored_panel, qtbot):
    style = HeatmapStyle(scale=HeatmapScale.STUDY, threshold=0.3, mode=HeatmapMode.BOTH)
    scored_panel.set_display_options(DisplayOptions(True, style, CommonScale(6.0, 31_312)))
    words = scored_panel.heatmap.controls.legend.words
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()), timeout=2000)
    bar = scored_panel.heatmap.controls.legend.bar
    assert bar.height() >= bar.sizeHint().height()


def test_what_the_program_sets_is_not_wished_for(scored_panel, qtbot):
    signals = [scored_panel.heatmap_toggled, scored_panel.heatmap_style_changed]
    heard = []
    for signal in signals:
        signal.connect(heard.append)
    scored_panel.set_display_options(DisplayOptions(False, HeatmapStyle(0.8, ColourMap.CIVIDIS, threshold=0.3)))
    assert heard == []
    assert scored_panel.heatmap.controls.opacity.figure.text() == "80 %"
    assert scored_panel.heatmap.controls.colours.currentText() == "Cividis"
    assert not scored_panel.heatmap.switch.isChecked()


def test_the_legend_runs_through_the_map(scored_panel):
    bar = grab(scored_panel.heatmap.controls.legend)[4].astype(int)
    assert bar[2] == pytest.approx([0, 0, 4], abs=12)
    assert bar[-3] == pytest.approx([252, 255, 164], abs=12)


def test_a_blank_map_is_said_to_be_blank(panel):
    panel.show_result(scored(IMAGE))
    assert panel.heatmap.note.text() == "No positive evidence to show"
    assert panel.heatmap.note.isVisible()
    assert not panel.heatmap.controls.legend.isVisible()


def test_without_a_score_there_is_no_map(panel):
    panel.show_waiting()
    assert not panel.heatmap.controls.legend.isVisible()
    assert panel.heatmap.note.isVisible()


# --- model and provider ----------------------------------------------------------------------------


def test_the_model_and_its_figures(panel):
    model = panel.model
    assert model.title.text() == "Pneumonia in children"
    assert model.version.text() == "ped-pneumonia 1.2.0"
    assert model.sensitivity.value.text() == "96 % [93 to 98], n 3,883"
    assert model.specificity.value.text() == "93 % [91 to 95], n 1,349"
    assert "Youden's index" in model.provenance.text()


def test_a_threshold_set_by_hand_has_no_figures(panel):
    panel.set_threshold(Threshold(0.44, CUSTOM))
    assert not panel.model.sensitivity.isVisible()
    assert not panel.model.specificity.isVisible()
    assert "not known" in panel.model.provenance.text()


def test_the_limits_open_and_close(panel):
    button, body = panel.model.limits.button, panel.model.limits.body
    assert not body.isVisible()
    QTest.keyClick(button, Key.Key_Space)
    assert body.isVisible()
    assert body.text() == "A second look.\n\nOne hospital only.\n\nTubes may influence it."
    QTest.keyClick(button, Key.Key_Space)
    assert not body.isVisible()


def test_a_fallback_is_told_with_its_reason(panel):
    assert not panel.model.fallback.isVisible()
    panel.set_provider("CPU (onnxruntime)", "CUDA was asked for; the driver is missing.")
    assert panel.model.provider.value.text() == "CPU (onnxruntime)"
    assert panel.model.fallback.text() == "CUDA was asked for; the driver is missing."
    assert panel.model.fallback.isVisible()


# --- everyone --------------------------------------------------------------------------------------

_CONTROLS = (QComboBox, QAbstractSlider, QCheckBox, QPushButton)


def controls(panel) -> list[QWidget]:
    return [
        each
        for each in panel.findChildren(QWidget)
        if isinstance(each, _CONTROLS) and each.isVisible() and "scroll" not in type(each).__name__.lower()
    ]


def test_every_control_has_a_name(scored_panel):
    assert len(controls(scored_panel)) == 8
    for control in controls(scored_panel):
        assert control.accessibleName() or control.text()


def test_every_control_is_reached_by_the_tab_key_and_shows_it(scored_panel, qtbot):
    scored_panel.activateWindow()
    expected = controls(scored_panel)
    unfocused = {id(each): grab(each) for each in expected}
    expected[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in range(20):
        current = scored_panel.focusWidget()
        if current in expected and current not in reached:
            reached.append(current)
            assert (grab(current) != unfocused[id(current)]).any(), f"no focus is seen on {current}"
        QTest.keyClick(current, Key.Key_Tab)
    assert set(map(id, reached)) == set(map(id, expected))
