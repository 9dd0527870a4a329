"""One, two and four panes: what hangs in them, where the user works, and which views go together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from tests.qt.viewer.screen import drag, turn_wheel
from tests.support.studies import multi_frame_dicom, small_study
from xray_desktop.imaging.image import VoiWindow
from xray_desktop.imaging.windows import REGION

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 6)
    application = window(tmp_path / "study")
    finished(application)
    application.parts.navigation.open(application.parts.grid.row_at(0).key)
    wait(lambda: all_shown(application))
    return application


def panes(application):
    return application.window.view_page.panes.shown


def keys(application):
    return [pane.key for pane in panes(application)]


def grid_keys(application, *places):
    return [application.parts.grid.row_at(place).key for place in places]


def all_shown(application):
    return all(pane.view.image is not None and pane.view.image.key == pane.key for pane in panes(application))


def test_four_images_hang_in_the_order_of_the_grid(opened, wait, qtbot):
    qtbot.keyClick(opened.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    wait(lambda: all_shown(opened))
    assert keys(opened) == grid_keys(opened, 0, 1, 2, 3)
    assert all(pane.view.isVisible() for pane in panes(opened))
    assert [pane._name.text() for pane in panes(opened)] == [opened.parts.grid.row_at(place).name for place in range(4)]
    assert panes(opened)[1]._figure.text() == f"{opened.parts.grid.row_at(1).probability:.2f}"


def test_a_click_chooses_the_pane_and_the_panel_follows(opened, wait):
    opened.window.actions_.two_panes.trigger()
    wait(lambda: all_shown(opened))
    second = panes(opened)[1]
    QTest.mouseClick(second.view, LEFT, PLAIN, QPoint(50, 50))
    assert opened.window.view_page.panes.active == 1
    assert opened.parts.navigation.key == opened.parts.grid.row_at(1).key
    assert opened.window.view_page.image is second.view


def test_the_wheel_goes_through_the_images_of_its_pane_alone(opened, wait):
    opened.window.actions_.two_panes.trigger()
    wait(lambda: all_shown(opened))
    turn_wheel(panes(opened)[1].view, -120)
    wait(lambda: all_shown(opened))
    assert keys(opened) == grid_keys(opened, 0, 2)


def test_a_double_click_gives_a_pane_all_the_room_and_another_gives_it_back(opened, wait):
    opened.window.actions_.four_panes.trigger()
    wait(lambda: all_shown(opened))
    third = panes(opened)[2]
    for alone in (True, False):
        QTest.mouseClick(third.view, LEFT, PLAIN, QPoint(40, 40))
        QTest.mouseDClick(third.view, LEFT, PLAIN, QPoint(40, 40))
        wait(
            lambda alone=alone: (
                [pane.view.isVisible() for pane in panes(opened)] == [not alone, not alone, True, not alone]
            )
        )
    assert opened.window.centre.currentWidget() is opened.window.view_page


def test_views_that_are_linked_zoom_turn_and_window_together(opened, wait):
    actions = opened.window.actions_
    actions.two_panes.trigger()
    wait(lambda: all_shown(opened))
    one, other = (pane.view for pane in panes(opened))
    one.zoom_by(2.0, QPointF(80, 90))
    assert other.view_state.magnification == 1.0
    actions.link_views.trigger()
    one.setFocus()
    opened.window.view_page.panes.activate(0)
    one.zoom_in()
    one.zoom_in()
    drag(one, LEFT, (100, 100), (160, 140))
    one.turn_right()
    assert other.view_state.magnification == pytest.approx(one.view_state.magnification)
    assert other.view_state.centre == pytest.approx(one.view_state.centre, abs=0.02)
    assert other.turn == one.turn
    assert other.view_state.window.center == pytest.approx(one.view_state.window.center)


def test_an_image_beside_its_heat_map_moves_with_it(opened, wait):
    opened.window.actions_.beside_heat_map.trigger()
    wait(lambda: all_shown(opened))
    assert keys(opened) == grid_keys(opened, 0, 0)
    one, other = (pane.view for pane in panes(opened))
    assert (one.display_options.heatmap_visible, other.display_options.heatmap_visible) == (False, True)
    one.zoom_in()
    one.choose_voi(VoiWindow(100.0, 80.0))
    assert other.voi == VoiWindow(100.0, 80.0)
    assert other.view_state.magnification == pytest.approx(one.view_state.magnification)
    QTest.keyClick(one, Qt.Key.Key_Right)
    wait(lambda: all_shown(opened))
    assert keys(opened) == grid_keys(opened, 1, 1)


def test_without_a_prior_the_pane_says_so(opened, wait):
    opened.window.actions_.beside_prior.trigger()
    wait(lambda: panes(opened)[0].view.image is not None)
    empty = panes(opened)[1]
    assert empty.key is None
    assert "No earlier study of this patient" in empty.view.accessibleDescription()


def test_home_end_and_back_to_one_pane(opened, wait):
    view = opened.window.view_page.image
    QTest.keyClick(view, Qt.Key.Key_End)
    wait(lambda: all_shown(opened))
    assert keys(opened) == grid_keys(opened, 5)
    QTest.keyClick(view, Qt.Key.Key_Home)
    wait(lambda: all_shown(opened))
    assert keys(opened) == grid_keys(opened, 0)
    opened.window.actions_.four_panes.trigger()
    opened.window.actions_.one_pane.trigger()
    wait(lambda: all_shown(opened))
    assert len(panes(opened)) == 1


def test_the_frames_of_a_file_play_and_keep_window_and_zoom(window, finished, wait, tmp_path):
    (tmp_path / "study").mkdir()
    multi_frame_dicom(tmp_path / "study" / "three.dcm", 3)
    application = window(tmp_path / "study")
    finished(application)
    application.parts.navigation.open(application.parts.grid.row_at(0).key)
    wait(lambda: all_shown(application))
    view = application.window.view_page.image
    view.zoom_in()
    view.drag_window(30.0, 0.0)
    zoom, voi = view.zoom, view.voi
    seen = []
    application.parts.image_loader.ready.connect(lambda image: seen.append(image.key.frame))
    application.window.actions_.cine.trigger()
    wait(lambda: {0, 1, 2} <= set(seen))
    assert (view.zoom, view.voi) == (pytest.approx(zoom), voi)
    application.window.actions_.cine.trigger()
    assert not application.parts.cine._timer.isActive()


def test_the_window_fits_the_values_in_a_drawn_rectangle(opened):
    view = opened.window.view_page.image
    opened.window.actions_.region_tool.trigger()
    centre = view.rect().center()
    drag(view, LEFT, (centre.x() - 20, centre.y() - 20), (centre.x(), centre.y()), (centre.x() + 20, centre.y() + 20))
    start, end = (
        view.to_source(QPointF(centre.x() - 20, centre.y() - 20)),
        view.to_source(QPointF(centre.x() + 20, centre.y() + 20)),
    )
    part = view.image.pixels[int(start.y()) : int(end.y()) + 1, int(start.x()) : int(end.x()) + 1]
    low, high = view.voi.center - view.voi.width / 2, view.voi.center + view.voi.width / 2
    assert part.min() - 2 <= low < high <= part.max() + 2
    assert view.voi.explanation == REGION
