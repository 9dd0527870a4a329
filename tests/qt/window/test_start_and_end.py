"""From the first paint to the end: what starts, what can be stopped, and that nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.support.studies import many_jpegs, small_study
from xray_desktop.qt import theme
from xray_desktop.qt.controllers.state.study import Walk
from xray_desktop.qt.widgets.dropped import dropped_paths
from xray_desktop.study.row import RowState


def drop(widget, *paths):
    """Drop files and folders on a widget, as a file manager does."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(QPointF(50, 50).toPoint(), copy, dragged, button, keys))
    QApplication.sendEvent(widget, QDropEvent(QPointF(50, 50), copy, dragged, button, keys))


def test_the_first_window_is_empty_and_says_what_to_do(window):
    application = window()
    page = application.window.empty_page
    assert application.window.centre.currentWidget() is page
    assert page.drop_zone.folder.isVisible()
    assert page.drop_zone.demo.isVisible()
    assert not application.window.actions_.export_report.isEnabled()
    assert not application.window.actions_.invert.isEnabled()


def test_the_first_window_fits_the_screen(window):
    main = window().window
    room = main.screen().availableSize()
    assert main.width() <= max(room.width(), main.minimumWidth())
    assert main.height() <= max(room.height(), main.minimumHeight())


def test_a_roundabout_path_is_written_straight(window, wait, tmp_path):
    small_study(tmp_path / "study", 1)
    (tmp_path / "other").mkdir()
    application = window(tmp_path / "other" / ".." / "study")
    wait(lambda: application.parts.grid.rowCount() == 1)
    assert application.parts.study_controller.roots == (tmp_path / "study",)


def test_dropping_a_folder_opens_it(window, wait, tmp_path):
    small_study(tmp_path / "study", 3)
    application = window()
    drop(application.window, tmp_path / "study")
    wait(lambda: application.parts.grid.rowCount() == 3)
    assert application.window.centre.currentWidget() is application.window.grid_page


def test_dropping_files_and_folders_opens_them_as_one_study(window, wait, tmp_path):
    one, two = small_study(tmp_path / "study", 2)
    small_study(tmp_path / "more", 2)
    application = window()
    drop(application.window, two, tmp_path / "more")
    wait(lambda: application.parts.grid.rowCount() == 3)
    assert one not in {row.key.path for row in application.parts.study.rows}
    assert {row.folder for row in application.parts.study.rows} == {"", "more"}


def test_what_is_no_file_is_not_taken(qapp):
    dragged = QMimeData()
    dragged.setUrls([QUrl("https://example.org/film.dcm")])
    assert dropped_paths(dragged) == []


def test_opened_folders_are_remembered(window, wait, tmp_path, qtbot):
    small_study(tmp_path / "study", 1)
    first = window(tmp_path / "study")
    wait(lambda: first.parts.preferences.settings is not None and first.parts.grid.rowCount() == 1)
    first.window.close()
    second = window()
    wait(lambda: second.parts.preferences.settings is not None)
    assert second.parts.preferences.settings.recent == (tmp_path / "study",)
    assert second.parts.preferences.settings.last_folder == tmp_path / "study"
    (line,) = second.window.empty_page._lines
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    wait(lambda: second.parts.grid.rowCount() == 1)


def test_panels_and_theme_are_remembered(window, wait):
    first = window()
    wait(lambda: first.parts.preferences.settings is not None)
    first.window.actions_.studies_panel.trigger()
    first.window.actions_.light_theme.trigger()
    assert not first.window.studies.isVisible()
    assert theme.current() is theme.LIGHT
    first.window.close()
    theme.apply(QApplication.instance(), theme.DARK)
    second = window()
    assert not second.window.studies.isVisible()
    assert second.window.findings.isVisible()
    assert theme.current() is theme.LIGHT
    wait(lambda: second.parts.preferences.settings is not None)
    second.window.actions_.light_theme.trigger()
    assert theme.current() is theme.DARK


def test_keys_collapse_the_panels(window, qtbot):
    main = window().window
    with qtbot.waitActive(main):
        main.activateWindow()
    for key, panel in ((Qt.Key.Key_F8, main.studies), (Qt.Key.Key_F9, main.findings)):
        qtbot.keyClick(main, key)
        assert not panel.isVisible()
        qtbot.keyClick(main, key)
        assert panel.isVisible()


def test_stopping_keeps_what_is_scored_and_the_rest_can_follow(window, wait, finished, tmp_path):
    many_jpegs(tmp_path / "study", 400)
    application = window(tmp_path / "study")
    wait(lambda: len(application.parts.study.results()) >= 5)
    application.window.status.cancel_requested.emit()
    wait(lambda: not application.parts.scoring.running)
    counts = application.parts.study.counts
    assert counts.scored >= 5
    assert counts.cancelled > 0
    wait(lambda: any("are scored" in each for each in application.window.messages.sentences()))
    application.parts.status.resume_requested.emit()
    finished(application)
    assert {row.state for row in application.parts.study.rows} == {RowState.SCORED}


@pytest.mark.parametrize("images", [0, 1, 40])
def test_closing_in_the_middle_of_the_work_leaves_no_thread(window, wait, tmp_path, images):
    many_jpegs(tmp_path / "study", 400)
    before = set(threading.enumerate())  # libraries of other tests leave threads of their own
    application = window(tmp_path / "study")
    wait(lambda: len(application.parts.study.results()) >= images)
    application.window.close()
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not [name for name in left if not name.startswith("QDBus")]


def test_closing_before_anything_is_loaded(window):
    window().window.close()


def test_stopping_the_walk_keeps_what_was_found(window, wait, tmp_path):
    many_jpegs(tmp_path / "study", 3000)
    application = window(tmp_path / "study", model="none-of-this-name")
    wait(lambda: application.parts.grid.rowCount() > 0)
    application.window.status.cancel_requested.emit()
    wait(lambda: application.parts.study_controller.walk is Walk.DONE)
    found = application.parts.grid.rowCount()
    if found < 3000:  # a fast disk is walked before anybody can stop it
        wait(lambda: any("may hold more" in each for each in application.window.messages.sentences()))
    assert len(application.parts.study.entries) == found


def test_another_model_scores_the_study_anew(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 4)
    path = window.add_model("other.onnx", model_id="other", model_version="2.0.0")
    application = window(tmp_path / "study", model="tiny-brightness")
    finished(application)
    assert application.parts.preferences.settings.model_id == ""
    first = dict(application.parts.study.results())
    names = [action.text() for action in application.window.tool_bar.model_menu.actions()]
    assert names[:2] == ["Brightness, for tests  (other 2.0.0)", "Brightness, for tests  (tiny-brightness 1.0.0)"]
    application.window.tool_bar.model_menu.actions()[0].trigger()
    wait(lambda: application.parts.models.model.path == path)
    finished(application)
    assert "other 2.0.0" in application.window.tool_bar.model_button.text()
    assert all(application.parts.study.result(key) is not result for key, result in first.items())
    wait(lambda: application.parts.preferences.settings.model_id == "other")


def test_the_program_runs_shows_and_ends(tmp_path):
    """The whole program in a process of its own: window, study, Ctrl+C, exit code."""
    small_study(tmp_path / "study", 3)
    script = (
        "import os, signal, threading;"
        "from xray_desktop.cli import main;"
        "threading.Timer(4.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start();"
        f"raise SystemExit(main(['--study', {str(tmp_path / 'study')!r}, '--data-dir', {str(tmp_path / 'data')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Traceback" not in done.stderr
    assert "QThread" not in done.stderr
