"""The log window and the diagnostics page in the real window."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtGui import QGuiApplication

from tests.support.studies import small_picture, write_jpeg
from xray_desktop.settings.log_file import log_fault, start_log

_SECRETS = ("Quirrenbach", "Adalgisa", "PID-4711")


@pytest.fixture
def logged(window):
    """Write this program's log as the program does, and put everything back."""
    ours = logging.getLogger("xray_desktop")
    before = (ours.handlers[:], ours.propagate, ours.level)
    start_log(window.paths.log)
    yield window.paths.log
    for handler in set(ours.handlers) - set(before[0]):
        ours.removeHandler(handler)
        handler.close()
    ours.propagate = before[1]
    ours.setLevel(before[2])


def _shown(dialog):
    return dialog.text.toPlainText().splitlines()


def test_the_log_is_shown_filtered_followed_and_copied(window, logged, wait):
    application = window()
    logger = logging.getLogger("xray_desktop.test")
    logger.info("one")
    logger.error("two")
    application.window.actions_.log.trigger()
    dialog = application.parts.log.dialog
    wait(lambda: len(_shown(dialog)) == 2)
    logger.warning("three")
    wait(lambda: len(_shown(dialog)) == 3)
    dialog.level.setCurrentIndex(dialog.level.findData("ERROR"))
    assert [line.rpartition(" ")[2] for line in _shown(dialog)] == ["two"]
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().endswith("two")
    dialog.reject()
    assert application.parts.log.dialog is None


def test_an_empty_log_says_so(window, wait):
    application = window()
    application.window.actions_.log.trigger()
    wait(lambda: application.parts.log.dialog.text.placeholderText() == "Nothing has been written to the log yet.")


def test_no_name_reaches_the_log(window, logged, finished, wait, tmp_path):
    """Files and folders named after a patient, readable and not, and a fault whose message names one."""
    folder = tmp_path / "Quirrenbach Adalgisa" / "PID-4711"
    folder.mkdir(parents=True)
    write_jpeg(folder / "Quirrenbach.jpg", (small_picture(1) >> 4).astype("uint8"))
    (folder / "Adalgisa.dcm").write_bytes(bytes(128) + b"DICM" + b"\x10\x00\x10\x00PN\x0c\x00Quirrenbach ")
    (folder / "PID-4711.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    application = window(folder)
    finished(application)
    for row in application.parts.study.rows:
        application.parts.navigation.open(row.key)
    fault = ValueError("Quirrenbach^Adalgisa")
    application.report_fault(fault)
    log_fault(logging.getLogger("xray_desktop.test"), "a test", fault)
    application.window.actions_.log.trigger()
    wait(lambda: any("ValueError" in line for line in _shown(application.parts.log.dialog)))
    for text in (application.parts.log.dialog.text.toPlainText(), logged.read_text()):
        assert not any(secret in text for secret in _SECRETS)


def test_the_diagnostics_run_and_are_copied_without_names(window, wait):
    application = window()
    wait(lambda: application.parts.preferences.settings is not None)
    application.window.actions_.diagnostics.trigger()
    dialog = application.parts.diagnostics.dialog
    assert not dialog.copy.isEnabled()
    wait(dialog.copy.isEnabled)
    assert dialog.sections[0].heading == "Window"
    assert dialog.notice.sentence.text() == "Everything that was looked at works."
    assert "CPU (onnxruntime)" in dialog.sheet.text()
    assert dialog.bar.isHidden()
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("xray-desktop diagnostics, ")
    assert str(window.data) not in text
    assert ".onnx" not in text


def test_the_diagnostics_can_be_stopped_and_run_again(window, wait):
    application = window()
    application.window.actions_.diagnostics.trigger()
    dialog = application.parts.diagnostics.dialog
    dialog.stop.click()
    wait(dialog.again.isEnabled)
    assert dialog.notice.sentence.text() == "Stopped before the end."
    dialog.again.click()
    assert not dialog.again.isEnabled()
    wait(dialog.again.isEnabled)
    assert dialog.notice.sentence.text() == "Everything that was looked at works."


def test_a_problem_is_marked_in_words(window, wait):
    (window.models / "broken.onnx").write_bytes(b"no model")
    application = window()
    application.window.actions_.diagnostics.trigger()
    dialog = application.parts.diagnostics.dialog
    wait(dialog.copy.isEnabled)
    assert dialog.notice.is_problem
    assert "PROBLEM: " in dialog.sheet.text()


def test_closing_the_window_stops_the_diagnostics(window):
    application = window()
    application.window.actions_.diagnostics.trigger()
    application.close()
    assert application.parts.diagnostics.dialog is None
