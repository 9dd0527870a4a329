"""A session ends with nothing left of it, and a crash costs nothing but the scoring."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.support.studies import small_study
from xray_desktop.qt.controllers.state.study import Walk
from xray_desktop.study.arrangement import Order, Show
from xray_desktop.study.result import Role


def press(application, words):
    for button in application.window.findChildren(QPushButton):
        if button.text() == words and button.isVisible():
            button.click()
            return
    raise AssertionError(words)


def new_session(application, qtbot):
    qtbot.keyClick(application.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def kept(window):
    return [json.loads(path.read_text()) for path in window.paths.sessions.glob("*/session.json")]


# --- new session ---------------------------------------------------------------------------------


def test_without_a_study_there_is_nothing_to_end(window, qtbot):
    application = window()
    assert not application.window.actions_.new_session.isEnabled()
    new_session(application, qtbot)
    assert application.window.messages.sentences() == []


def test_a_new_session_begins_with_the_empty_page_and_can_be_taken_back(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 4)
    application = window(tmp_path / "study")
    finished(application)
    main = application.window
    application.parts.threshold.move(0.3)
    application.window.grid_page.filter_bar.asked.emit(Order.NAME, Show.ALL, "")
    application.parts.navigation.open(application.parts.grid.row_at(2).key)
    looked_at = application.parts.navigation.key
    wait(lambda: main.view_page.image.image is not None)
    new_session(application, qtbot)
    assert main.centre.currentWidget() is main.empty_page
    assert main.windowTitle() == "xray-desktop"
    assert application.parts.study_controller.walk is Walk.NONE
    assert application.parts.grid.rowCount() == 0
    assert not main.actions_.new_session.isEnabled()
    assert not main.actions_.export_report.isEnabled()
    wait(lambda: main.status.counts.text() == "")
    assert len(main.studies.model) == 0
    assert "closed" in main.messages.sentences()[0]
    press(application, "Reopen")
    finished(application)
    wait(lambda: application.parts.navigation.key == looked_at)
    assert main.centre.currentWidget() is main.view_page
    assert application.parts.threshold.threshold.probability == 0.3
    assert application.parts.study.arrangement.order is Order.NAME
    assert application.parts.grid.rowCount() == 4
    assert main.messages.sentences() == []


def test_nothing_of_the_study_is_left_in_memory(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 6)
    application = window(tmp_path / "study")
    finished(application)
    main = application.window
    application.parts.navigation.open(application.parts.grid.row_at(1).key)
    wait(lambda: main.view_page.image.image is not None)
    wait(lambda: len(application.parts.image_loader._images) == 3)
    application.parts.navigation.back()
    application.parts.navigation.open(application.parts.grid.row_at(1).key)
    wait(lambda: main.view_page.image.image is not None)
    # What weighs: the pixels, and the heat maps of the results.
    images = [weakref.ref(image.pixels) for image in application.parts.image_loader._images.values()]
    results = [weakref.ref(result.heatmap) for result in application.parts.study.results().values()]
    assert images
    assert len(results) == 6
    new_session(application, qtbot)
    cleared = []
    gc.callbacks.append(lambda phase, known: cleared.append(known["generation"]) if phase == "stop" else None)
    try:
        # The window clears away by itself, a moment after the last picture could have come.
        wait(lambda: 2 in cleared)
    finally:
        gc.callbacks.pop()
    gc.unfreeze()
    gc.collect()
    left = [ref() for ref in (*images, *results) if ref() is not None]
    assert left == [], [[type(holder) for holder in gc.get_referrers(each)] for each in left]
    assert len(application.parts.thumbnails.cache) == 0
    assert application.parts.study.results(Role.SECOND) == {}
    from xray_desktop.qt.grid import cell
    from xray_desktop.study import arrangement

    assert arrangement.natural.cache_info().currsize == 0
    assert cell._elided.cache_info().currsize == 0


def test_nothing_of_the_study_is_left_on_the_disk(window, finished, wait, qtbot, tmp_path):
    (film,) = small_study(tmp_path / "study", 1)
    application = window()
    wait(lambda: application.parts.preferences.settings is not None)
    folder = application.parts.session._folder.new_folder()
    copy = folder / film.name
    copy.write_bytes(film.read_bytes())
    application.parts.study_controller.open([copy, tmp_path / "study"])
    finished(application)
    application.parts.session.keep()
    wait(lambda: kept(window))
    assert len(kept(window)[0]["roots"]) == 1, "what is gone after a crash is not promised"
    new_session(application, qtbot)
    wait(lambda: not kept(window) and not list(window.paths.sessions.glob("*/*")))
    assert "pasted or downloaded are removed" in application.window.messages.sentences()[0]


def test_a_new_session_in_the_middle_of_the_work(window, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 60)
    application = window(tmp_path / "study")
    wait(lambda: application.parts.grid.rowCount() > 5)
    new_session(application, qtbot)
    assert not application.parts.scoring.running
    qtbot.wait(300)
    assert application.parts.grid.rowCount() == 0
    assert application.parts.study.results() == {}


def test_opening_another_study_ends_the_offer_to_reopen(window, finished, qtbot, tmp_path):
    small_study(tmp_path / "one", 1)
    small_study(tmp_path / "two", 2)
    application = window(tmp_path / "one")
    finished(application)
    new_session(application, qtbot)
    assert application.window.messages.sentences()
    application.parts.opening.open([tmp_path / "two"])
    assert application.window.messages.sentences() == []


def test_drawings_go_with_the_session_and_come_back_with_it(window, finished, wait, qtbot, tmp_path):
    from xray_desktop.measuring.shapes import Length, Point

    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study")
    finished(application)
    key = application.parts.grid.row_at(0).key
    drawn = (Length((Point(1.0, 2.0), Point(30.0, 40.0))),)
    application.parts.measurements.store.put(key, drawn)
    new_session(application, qtbot)
    assert len(application.parts.measurements.store) == 0
    press(application, "Reopen")
    finished(application)
    assert application.parts.measurements.store.shapes(key) == drawn


# --- keeping and restoring -----------------------------------------------------------------------


def test_a_session_that_ends_in_order_is_not_offered(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 2)
    first = window(tmp_path / "study")
    finished(first)
    first.parts.session.keep()
    wait(lambda: kept(window))
    first.window.close()
    second = window()
    wait(lambda: second.parts.lost_session._tidying is None)
    assert second.window.messages.sentences() == []
    assert not second.window.empty_page.lost.isVisible()
    assert not list(window.paths.sessions.iterdir())


def test_changes_are_written_after_a_while_and_only_they(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 2)
    application = window(tmp_path / "study")
    finished(application)
    wait(lambda: kept(window))
    (path,) = window.paths.sessions.glob("*/session.json")
    assert path.stat().st_mode & 0o077 == 0
    application.parts.session.keep()
    before = path.stat().st_ino
    application.parts.session.keep()
    wait(lambda: application.parts.session._last.done())
    application.parts.session.keep()
    assert path.stat().st_ino == before, "nothing changed, so that nothing is written"
    application.parts.threshold.move(0.25)
    wait(lambda: kept(window)[0]["sections"]["threshold"]["probability"] == 0.25)


CRASHING = """
import os, sys
sys.path.insert(0, os.getcwd())
from pathlib import Path
from PySide6.QtCore import QTimer
from xray_desktop.app import make_qt_application
from xray_desktop.qt.application import Application
from xray_desktop.settings.options import Options
from xray_desktop.settings.paths import app_paths

data, models, study = map(Path, sys.argv[1:])
qt = make_qt_application()
application = Application(Options(paths=(study,), data_dir=data, models_dir=models), app_paths(data))
value = {"lines": [1, 2, 3]}
application.show()
application.make()
application.parts.session_sections.register("anything", lambda: value, lambda given: None)
application.start()

def work():
    if len(application.parts.study.results()) == 3 and application.parts.grid.rowCount() == 3:
        application.parts.threshold.move(0.37)
        application.parts.navigation.open(application.parts.grid.row_at(1).key)
        application.parts.session.keep()
        steady.stop()
        QTimer.singleShot(500, lambda: print("kept", flush=True))

steady = QTimer(interval=50)
steady.timeout.connect(work)
steady.start()
qt.exec()
"""


def crash(window, study):
    """Run the real window in a process of its own on a study, and kill it."""
    command = [sys.executable, "-c", CRASHING, str(window.data), str(window.models), str(study)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "kept"
        process.send_signal(signal.SIGKILL)


def test_after_a_crash_the_session_comes_back(window, finished, wait, tmp_path):
    files = small_study(tmp_path / "study", 3)
    crash(window, tmp_path / "study")
    application = window()
    given = []
    application.parts.session_sections.register("anything", lambda: None, given.append)
    wait(lambda: application.window.messages.sentences())
    (sentence,) = application.window.messages.sentences()
    assert "study" not in sentence, "a name may be a patient's"
    assert application.parts.grid.rowCount() == 0, "nothing is opened before a person asks"
    assert application.window.empty_page.lost.isVisible()
    press(application, "Restore the last session")
    finished(application)
    assert [row.key.path for row in application.parts.study.rows] == files
    wait(lambda: application.parts.navigation.key is not None and application.parts.navigation.key.path == files[1])
    assert application.window.centre.currentWidget() is application.window.view_page
    assert application.parts.threshold.threshold.probability == 0.37
    assert given == [{"lines": [1, 2, 3]}]
    assert not application.window.empty_page.lost.isVisible()
    wait(lambda: len(kept(window)) == 1)
    application.window.close()
    assert not list(window.paths.sessions.iterdir())


def test_what_nobody_answered_is_offered_again_until_it_is_forgotten(window, wait, tmp_path):
    small_study(tmp_path / "study", 3)
    crash(window, tmp_path / "study")
    first = window()
    wait(lambda: first.window.messages.sentences())
    first.window.close()
    second = window()
    wait(lambda: second.window.messages.sentences())
    press(second, "Forget it")
    assert not second.window.empty_page.lost.isVisible()
    wait(lambda: not kept(window))
    second.window.close()
    assert not list(window.paths.sessions.iterdir())


def test_the_empty_page_restores_too(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 3)
    crash(window, tmp_path / "study")
    application = window()
    wait(lambda: application.window.empty_page.lost.isVisible())
    application.window.messages.close_topic("lost-session")
    application.window.empty_page.lost.click()
    finished(application)
    assert application.parts.grid.rowCount() == 3


def test_a_study_that_has_gone_meanwhile_is_said(window, wait, tmp_path):
    (tmp_path / "study").mkdir()
    small_study(tmp_path / "study", 3)
    crash(window, tmp_path / "study")
    (tmp_path / "study").rename(tmp_path / "elsewhere")
    application = window()
    wait(lambda: application.window.messages.sentences())
    press(application, "Restore the last session")
    wait(lambda: application.parts.study_controller.walk is Walk.DONE)
    assert "no longer there" in application.parts.grid.row_at(0).sentence


def test_two_windows_keep_out_of_each_others_way(window, finished, wait, tmp_path):
    small_study(tmp_path / "one", 1)
    small_study(tmp_path / "two", 2)
    first, second = window(tmp_path / "one"), window(tmp_path / "two")
    finished(first)
    finished(second)
    wait(lambda: len(kept(window)) == 2)
    assert first.window.messages.sentences() == second.window.messages.sentences() == []
    first.window.close()
    wait(lambda: len(kept(window)) == 1)


@pytest.mark.parametrize("sections", [{"threshold": 7}, {"looking": {"path": 1}}, {"arrangement": {"order": "odd"}}])
def test_a_session_of_nonsense_opens_the_study_all_the_same(window, finished, wait, tmp_path, sections):
    from xray_desktop.services.session.folder import OwnedFolder
    from xray_desktop.services.session.record import FILE_NAME, SessionRecord

    small_study(tmp_path / "study", 2)
    owned = OwnedFolder.make(window.paths.sessions)
    record = SessionRecord.of([tmp_path / "study"], "", sections)
    (owned.path / FILE_NAME).write_text(record.model_dump_json())
    owned.release()
    application = window()
    wait(lambda: application.window.messages.sentences())
    press(application, "Restore the last session")
    finished(application)
    assert application.parts.grid.rowCount() == 2


def test_a_place_that_cannot_be_written_to_is_said_once(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study")
    window.paths.sessions.touch()
    finished(application)
    application.parts.session.keep()
    wait(lambda: application.window.messages.sentences())
    assert "The session cannot be kept" in application.window.messages.sentences()[0]
    time.sleep(0.05)
    window.paths.sessions.unlink()
    application.parts.threshold.move(0.1)
    wait(lambda: kept(window) and not application.window.messages.sentences())
