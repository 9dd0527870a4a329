"""What the user needs who cannot use the mouse, cannot tell colours apart, or hears the window instead of seeing it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QScrollBar,
    QTextBrowser,
    QWidget,
)

from tests.support.rows import HALF, row
from tests.support.studies import small_study
from xray_desktop.qt.grid.badge import badge_of
from xray_desktop.study.row import RowState

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)


@pytest.fixture
def opened(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 3)
    application = window(tmp_path / "study")
    finished(application)
    wait(lambda: application.parts.preferences.settings is not None)
    return application


def spoken(widget: QWidget) -> str:
    """Return what a screen reader says of a control."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def is_part_of_another(widget: QWidget) -> bool:
    """Tell whether a control is the inside of one that is named: the line of a spin box, the bar of a list."""
    parent = widget.parentWidget()
    if isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_"):
        return True
    return isinstance(parent, (*CONTROLS, QTextBrowser))


def nameless(root: QWidget) -> list[str]:
    found = [each for kind in CONTROLS for each in root.findChildren(kind)]
    return [
        f"{type(each).__name__} in {type(each.parentWidget()).__name__}"
        for each in found
        if each.isVisible() and not is_part_of_another(each) and not spoken(each)
    ]


def test_every_control_of_the_grid_and_the_view_has_a_name(opened, wait):
    assert nameless(opened.window) == []
    opened.parts.navigation.open(opened.parts.grid.row_at(0).key)
    wait(lambda: opened.window.view_page.image.image is not None)
    assert nameless(opened.window) == []


def dialogs(application):
    actions = application.window.actions_
    return {
        "shortcuts": actions.shortcuts,
        "about": actions.about,
        "guide": actions.guide,
        "header": actions.header,
        "models": actions.manage_models,
    }


@pytest.mark.parametrize("name", ["shortcuts", "about", "guide", "header", "models"])
def test_every_control_of_a_dialog_has_a_name_and_escape_closes_it(opened, wait, name):
    dialogs(opened)[name].trigger()
    wait(lambda: any(each.isVisible() for each in opened.window.findChildren(QDialog)))
    dialog = next(each for each in opened.window.findChildren(QDialog) if each.isVisible())
    assert nameless(dialog) == []
    assert dialog.windowTitle()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait(lambda: not dialog.isVisible())


def test_tab_leads_through_every_control_and_back_to_the_first(opened, wait):
    """Nothing that can be clicked is out of the keyboard's reach."""
    opened.window.activateWindow()
    opened.window.grid_page.view.setFocus()
    QTest.keyClick(opened.window.grid_page.view, Qt.Key.Key_Home)
    wait(lambda: opened.window.findings.finding.isVisible())
    reached = []
    for _ in range(200):
        QTest.keyClick(opened.window.focusWidget() or opened.window, Qt.Key.Key_Tab)
        widget = opened.window.focusWidget()
        if widget in reached:
            break
        reached.append(widget)
    page, panel = opened.window.grid_page, opened.window.findings
    for root in (page, opened.window.studies, panel):
        wanted = [
            each
            for kind in CONTROLS
            for each in root.findChildren(kind)
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert [spoken(each) for each in wanted if each not in reached and each.focusProxy() not in reached] == []


def test_the_tool_bar_shows_everything_at_the_smallest_supported_width(opened, wait):
    opened.window.resize(1280, 800)
    QApplication.processEvents()
    bar = opened.window.tool_bar
    hidden = [
        action.text() for action in bar.actions() if action.text() and not bar.widgetForAction(action).isVisible()
    ]
    assert hidden == []


def test_badges_can_be_told_apart_without_colour():
    """Shape and words alone name every state; two scores on different sides of the line differ in shape."""
    rows = [
        *(row(0, probability=0.9), row(0, probability=0.1)),
        *(row(0, probability=0.9, overridden=True), row(0, probability=0.1, overridden=True)),
        row(0, probability=0.9, second=(0.1, 0.5)),
        *(row(0, state=state) for state in RowState if state is not RowState.SCORED),
    ]
    seen = [(badge_of(each, HALF).shape, badge_of(each, HALF).text) for each in rows]
    assert len(set(seen)) == len(seen)
    assert badge_of(rows[0], HALF).shape is not badge_of(rows[1], HALF).shape


def test_the_tabulator_goes_through_the_window_as_it_is_read(window):
    """Parts that are made after the first paint stand in their place all the same."""
    main = window().window
    stops, widget = [], main.nextInFocusChain()
    while widget is not main:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    page, view, panel = main.grid_page, main.view_page, main.findings
    expected = [
        main.studies.tree,
        main.empty_page.drop_zone.folder,
        *(page.filter_bar.search, page.filter_bar.order, page.filter_bar.show_only, page.threshold.slider, page.view),
        view.image,
        *(panel.gate.score_anyway, panel.threshold.points, panel.heatmap.switch, panel.heatmap.controls.mode),
        *(panel.model.limits.button, panel.patient.name, panel.patient.notes),
        *(main.status.download.cancel, main.status.progress.cancel),
    ]
    assert [each for each in stops if each in expected] == expected
