"""The main job: a study opens, fills with thumbnails and scores, is looked at, judged and reported."""

from __future__ import annotations

import csv

from PySide6.QtCore import QPoint, Qt

from tests.support.studies import multi_frame_dicom, small_study
from xray_desktop.qt.i18n.disclaimer import RESEARCH_USE
from xray_desktop.qt.privacy import identity
from xray_desktop.study.arrangement import Show
from xray_desktop.study.row import RowState


def test_a_study_opens_with_thumbnails_and_scores(window, finished, wait, tmp_path):
    files = small_study(tmp_path / "study", 9)
    application = window(tmp_path / "study")
    finished(application)
    rows = application.parts.study.rows
    assert [row.key.path for row in rows] == files
    assert {row.state for row in rows} == {RowState.SCORED}
    cache = application.parts.thumbnails.cache
    wait(lambda: all(row.key in cache for row in rows))
    main = application.window
    wait(lambda: main.status.counts.text().startswith("9 images"))
    assert main.windowTitle().startswith("study")
    assert main.status.provider.text() == "CPU (onnxruntime)"
    assert main.status.purpose.text() == RESEARCH_USE
    assert main.status.purpose.isVisible()
    wait(lambda: not main.status.progress.isVisible())


def test_enter_opens_an_image_and_backspace_leads_back(window, finished, wait, tmp_path, qtbot):
    small_study(tmp_path / "study", 5)
    application = window(tmp_path / "study")
    finished(application)
    main, view = application.window, application.window.grid_page.view
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert main.centre.currentWidget() is main.view_page
    wait(lambda: main.view_page.image.image is not None)
    second = application.parts.grid.row_at(1).key
    assert main.view_page.image.image.key == second
    assert main.findings.finding.isVisible()
    qtbot.keyClick(main.view_page.image, Qt.Key.Key_Right)
    wait(lambda: main.view_page.image.image.key == application.parts.grid.row_at(2).key)
    qtbot.keyClick(main.view_page.image, Qt.Key.Key_Backspace)
    assert main.centre.currentWidget() is main.grid_page
    assert view.current_key() == application.parts.grid.row_at(2).key


def test_the_window_menu_names_the_keys_of_its_windows(window, finished, wait, tmp_path, qtbot):
    (tmp_path / "study").mkdir()
    multi_frame_dicom(tmp_path / "study" / "three.dcm", 3)
    application = window(tmp_path / "study")
    finished(application)
    main = application.window
    application.parts.navigation.open(application.parts.grid.row_at(0).key)
    wait(lambda: main.view_page.image.image is not None)
    menu = main.tool_bar.window_menu
    menu.aboutToShow.emit()
    keys = [action.text().rpartition("\t")[2] for action in menu.actions()]
    assert len(keys) > 1
    assert keys == [str(number) for number in range(1, len(keys) + 1)]
    qtbot.keyClick(main.view_page.image, Qt.Key.Key_2)
    menu.aboutToShow.emit()
    assert menu.actions()[1].isChecked()


def test_stepping_stops_at_the_ends(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 2)
    application = window(tmp_path / "study")
    finished(application)
    navigation, actions = application.parts.navigation, application.window.actions_
    navigation.open(application.parts.grid.row_at(0).key)
    assert not actions.previous.isEnabled()
    actions.next.trigger()
    assert navigation.key == application.parts.grid.row_at(1).key
    assert not actions.next.isEnabled()
    navigation.step(5)
    assert navigation.key == application.parts.grid.row_at(1).key


def test_dragging_the_threshold_moves_counts_pills_and_findings(window, finished, wait, tmp_path, qtbot):
    small_study(tmp_path / "study", 8)
    application = window(tmp_path / "study")
    finished(application)
    main, bar = application.window, application.window.grid_page.threshold
    wait(lambda: "8 images" in main.status.counts.text())
    main.grid_page.view.go_to(application.parts.grid.row_at(0).key)
    slider = bar.slider
    middle = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, middle))
    qtbot.mouseMove(slider, QPoint(slider.width() - 1, middle))
    assert application.parts.threshold.threshold.probability == 1.0
    wait(lambda: "0 at or above threshold  ·  8 below" in main.status.counts.text())
    qtbot.mouseMove(slider, QPoint(0, middle))
    wait(lambda: "8 at or above threshold  ·  0 below" in main.status.counts.text())
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(0, middle))
    assert application.parts.threshold.threshold.operating_point == "custom"
    assert bar.figure.value() == 0.0


def test_the_threshold_moves_by_keys_and_by_operating_point(window, finished, tmp_path, qtbot):
    small_study(tmp_path / "study", 2)
    application = window(tmp_path / "study")
    finished(application)
    bar = application.window.grid_page.threshold
    assert application.parts.threshold.threshold.operating_point == "balanced"
    bar.slider.setFocus()
    qtbot.keyClick(bar.slider, Qt.Key.Key_Right)
    assert application.parts.threshold.threshold.probability == 0.51
    assert bar.points.currentData() == "custom"
    bar.points.setFocus()
    qtbot.keyClick(bar.points, Qt.Key.Key_Up)
    assert application.parts.threshold.threshold.operating_point == "high-sensitivity"
    assert bar.figure.value() == 0.2


def test_the_filter_follows_the_threshold_and_can_be_lifted(window, finished, wait, tmp_path, qtbot):
    small_study(tmp_path / "study", 8)
    application = window(tmp_path / "study")
    finished(application)
    page, header = application.window.grid_page, application.window.grid_page.filter_bar
    application.parts.threshold.move(1.0)
    header.show_only.setFocus()
    qtbot.keyClick(header.show_only, Qt.Key.Key_Down)
    assert application.parts.study.arrangement.show is Show.AT_OR_ABOVE
    assert page.nothing.isVisible()
    assert header.count.text() == "0 of 8 images"
    qtbot.mouseClick(page.nothing.button, Qt.MouseButton.LeftButton)
    assert application.parts.grid.rowCount() == 8
    assert page.view.isVisible()
    assert header.show_only.currentData() == Show.ALL


def test_frames_of_one_file_are_images_of_their_own(window, finished, tmp_path):
    (tmp_path / "study").mkdir()
    multi_frame_dicom(tmp_path / "study" / "three.dcm", 3)
    application = window(tmp_path / "study")
    finished(application)
    rows = [application.parts.grid.row_at(place) for place in range(application.parts.grid.rowCount())]
    assert [row.key.frame for row in rows] == [0, 1, 2]
    assert identity.image_name(rows[2]) == "three.dcm · frame 3"
    assert all(row.state is RowState.SCORED for row in rows)


def test_the_report_holds_every_image(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 7)
    application = window(tmp_path / "study")
    finished(application)
    assert application.window.actions_.export_report.isEnabled()
    target = tmp_path / "report.csv"
    application.parts.report_export.export(target)
    wait(lambda: application.window.messages.sentences())
    assert application.window.messages.sentences() == [f"The report is written to {target}."]
    with target.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 7
    assert {row["status"] for row in rows} == {"scored"}
    assert {row["operating_point"] for row in rows} == {"balanced"}


def test_another_study_takes_the_place_of_the_first(window, finished, wait, tmp_path):
    small_study(tmp_path / "one", 6)
    second = small_study(tmp_path / "two", 3)
    application = window(tmp_path / "one")
    wait(lambda: application.parts.grid.rowCount() == 6)
    application.parts.opening.open([tmp_path / "two"])
    finished(application)
    assert [row.key.path for row in application.parts.study.rows] == second
    assert set(application.parts.study.results()) == {row.key for row in application.parts.study.rows}
    assert application.window.windowTitle().startswith("two")


def test_the_threshold_of_the_command_line_holds(window, finished, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study", threshold=0.33)
    finished(application)
    assert application.parts.threshold.threshold.probability == 0.33
    assert application.window.grid_page.threshold.figure.value() == 0.33


def test_the_operating_point_of_the_command_line_holds(window, finished, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study", operating_point="high-sensitivity")
    finished(application)
    assert application.parts.threshold.threshold.operating_point == "high-sensitivity"


def test_an_unknown_operating_point_is_told_and_the_default_one_holds(window, finished, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study", operating_point="dreams")
    finished(application)
    assert application.parts.threshold.threshold.operating_point == "balanced"
    (sentence,) = application.window.messages.sentences()
    assert "no operating point 'dreams'" in sentence
