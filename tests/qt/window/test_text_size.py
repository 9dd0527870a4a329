"""The text's size: chosen by menu and keys, at once for the whole window, remembered, and nothing is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from tests.support.studies import many_jpegs
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.scores import LabelPill
from xray_desktop.qt.widgets.elided_label import ElidedLabel


@pytest.fixture(autouse=True)
def _as_before():
    yield
    theme.set_text_percent(100)
    theme.apply(QApplication.instance(), theme.current())


def larger(application, qtbot):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(application.window, Qt.Key.Key_Plus, both)


def smaller(application, qtbot):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(application.window, Qt.Key.Key_Minus, both)


def test_keys_go_from_size_to_size_and_stop_at_the_ends(window, qtbot):
    application = window()
    seen = []
    for _ in range(4):
        larger(application, qtbot)
        seen.append(theme.text_percent())
    assert seen == [115, 130, 150, 150]
    assert not application.window.actions_.text_larger.isEnabled()
    for _ in range(5):
        smaller(application, qtbot)
    assert theme.text_percent() == 90
    assert not application.window.actions_.text_smaller.isEnabled()


def test_the_size_is_remembered_from_the_first_paint_on(window, wait, qtbot):
    first = window()
    wait(lambda: first.parts.preferences.settings is not None)
    first.parts.text_size.choose(130)
    assert first.parts.preferences.settings.text_percent == 130
    first.window.close()
    theme.set_text_percent(100)
    second = window()
    assert theme.text_percent() == 130
    assert second.window.font().pixelSize() == 18
    wait(lambda: second.parts.preferences.settings is not None)
    assert theme.text_percent() == 130


def test_a_choice_that_is_quicker_than_the_settings_holds(window, wait):
    application = window()
    application.parts.text_size.choose(115)
    wait(lambda: application.parts.preferences.settings is not None)
    assert theme.text_percent() == 115
    assert application.parts.preferences.settings.text_percent == 115


def test_the_menu_shows_which_size_holds(window, qtbot):
    application = window()
    larger(application, qtbot)
    chosen = [action.text() for action in application.parts.text_size._choices.values() if action.isChecked()]
    assert chosen == ["115 %"]
    application.parts.text_size._choices[90].trigger()
    assert theme.text_percent() == 90


def test_the_grid_makes_room_for_larger_text(window, finished, qtbot, tmp_path):
    many_jpegs(tmp_path / "study", 12)
    application = window(tmp_path / "study")
    finished(application)
    view = application.window.grid_page.view
    before, place = view.gridSize(), view.cell_at(5)
    application.parts.text_size.choose(150)
    assert view.gridSize().height() == before.height() + 20
    assert view.cell_at(5).height() == place.height() + 20
    # What Qt lays out and what is painted agree.
    centre = view.cell_at(1).center()
    assert view.indexAt(centre).row() == 1


def cut_off(widget, window):
    """Tell whether something that says words has less room than they need."""
    if isinstance(widget, ElidedLabel) or (isinstance(widget, QLabel) and widget.wordWrap()):
        return widget.fontMetrics().height() > widget.height()
    hint = widget.sizeHint()
    return widget.width() < hint.width() or widget.height() < hint.height() - 1


def outside(widget, window):
    """Tell whether a widget reaches over the right edge of the panel that it stands in."""
    for panel in (window.findings, window.studies, window.centre, window.status, window.tool_bar):
        if panel.isAncestorOf(widget):
            return widget.mapTo(panel, QPoint(widget.width(), 0)).x() > panel.width()
    return False


def complaints(window):
    spoken = (QLabel, QPushButton, QToolButton, LabelPill)
    shown = [each for kind in spoken for each in window.findChildren(kind) if each.isVisible()]
    words = [each for each in shown if isinstance(each, LabelPill) or each.text()]
    return [
        (type(each).__name__, "" if isinstance(each, LabelPill) else each.text(), each.width(), each.sizeHint().width())
        for each in words
        if cut_off(each, window) or outside(each, window)
    ]


def test_the_counts_of_the_study_tree_stay_whole(window, finished, wait, tmp_path):
    many_jpegs(tmp_path / "study", 120)
    application = window(tmp_path / "study")
    wait(lambda: application.parts.grid.rowCount() == 120)
    header = application.window.studies.tree.header()
    wait(lambda: header.sectionSize(1) > theme.metrics().horizontalAdvance("120"))
    application.parts.text_size.choose(150)
    assert header.sectionSize(1) > theme.metrics().horizontalAdvance("120") + theme.SPACE.s


@pytest.mark.parametrize("percent", theme.PERCENTS)
def test_nothing_is_cut_off(window, finished, wait, qtbot, tmp_path, percent):
    many_jpegs(tmp_path / "study", 6)
    application = window()
    main = application.window
    main.resize(1280, 800)
    wait(lambda: application.parts.preferences.settings is not None and application.parts.models.model is not None)
    application.parts.text_size.choose(percent)
    qtbot.wait(50)
    assert complaints(main) == []
    application.parts.opening.open([tmp_path / "study"])
    finished(application)
    main.grid_page.view.go_to(application.parts.grid.row_at(1).key)
    wait(main.findings.patient.isVisible)
    qtbot.wait(100)
    assert complaints(main) == []
    application.parts.navigation.open(application.parts.grid.row_at(1).key)
    wait(lambda: main.view_page.image.image is not None)
    qtbot.wait(100)
    assert complaints(main) == []


@pytest.mark.parametrize("percent", [100, 150])
def test_the_tool_bar_keeps_every_button(window, qtbot, percent):
    application = window()
    application.parts.text_size.choose(percent)
    main = application.window
    for width in (1600, 1280, 960):
        main.resize(width, 700)
        qtbot.wait(50)
        bar = main.tool_bar
        report = bar.widgetForAction(main.actions_.export_report)
        assert report.isVisible()
        assert report.mapTo(bar, QPoint(report.width(), 0)).x() <= bar.width()
        assert bar.model_button.isVisible()
