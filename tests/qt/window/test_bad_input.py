"""What cannot be used says so in a sentence, and leaves everything else alone."""

from __future__ import annotations

import contextlib
import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.support.broken_files import BROKEN_FILES, truncated_jpeg, unreadable, write_broken_study, write_odd_names
from tests.support.installed import record_installed
from tests.support.small_disk import small_disk
from tests.support.studies import small_study
from tests.support.tiny_model import build_network, write_model
from xray_desktop.study.row import RowState


def fill(disk):
    """Leave not a single page free."""
    with contextlib.suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))


def test_broken_files_fail_with_a_sentence_and_the_others_are_scored(window, finished, tmp_path):
    good = small_study(tmp_path / "study" / "good", 4)
    write_broken_study(tmp_path / "study" / "broken")
    application = window(tmp_path / "study")
    finished(application)
    failed = {row.key.path.name: row.sentence for row in application.parts.study.rows if row.state is RowState.FAILED}
    assert set(failed) == {broken.name for broken in BROKEN_FILES if broken.has_row}
    assert all(sentence.endswith(".") and "Error" not in sentence for sentence in failed.values())
    scored = {row.key.path for row in application.parts.study.rows if row.state is RowState.SCORED}
    assert set(good) <= scored


def test_an_image_that_cannot_be_read_says_why_in_the_large_view(window, finished, wait, tmp_path, qtbot):
    small_study(tmp_path / "study", 3)
    truncated_jpeg(tmp_path / "study" / "z-cut.jpeg")
    application = window(tmp_path / "study")
    finished(application)
    cut = next(row for row in application.parts.study.rows if row.name == "z-cut.jpeg")
    application.parts.navigation.open(cut.key)
    page = application.window.view_page
    wait(lambda: page.shows_problem)
    assert page.problem.sentence.text() == cut.sentence
    shown = [label.text() for label in page.problem.findChildren(type(page.problem.sentence))]
    assert str(cut.key.path) in shown
    assert "The other 3 images are not affected." in shown
    qtbot.mouseClick(page.problem.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == f"{cut.key.path}\n{cut.sentence}"
    qtbot.keyClick(page.problem, Qt.Key.Key_Left)
    wait(lambda: not page.shows_problem and page.image.image is not None)


def test_odd_names_are_shown_and_reported(window, finished, wait, tmp_path):
    paths = write_odd_names(tmp_path / "study")
    application = window(tmp_path / "study")
    finished(application)
    assert {row.key.path for row in application.parts.study.rows if row.state is RowState.SCORED} == set(paths)
    assert all(row.name.isprintable() for row in application.parts.study.rows)
    application.parts.navigation.open(application.parts.study.rows[0].key)
    target = tmp_path / "report.csv"
    application.parts.report_export.export(target)
    wait(target.exists)
    wait(lambda: application.window.messages.sentences())
    with target.open(newline="", encoding="utf-8") as stream:
        assert len(list(csv.DictReader(stream))) == len(paths)


def test_an_empty_folder_says_so_and_offers_another(window, wait, tmp_path):
    (tmp_path / "empty").mkdir()
    application = window(tmp_path / "empty")
    wait(lambda: application.window.messages.sentences())
    assert application.window.messages.sentences() == ["There is no picture here: the folder is empty."]
    assert not application.window.actions_.export_report.isEnabled()


def test_an_unreadable_folder_has_a_row_with_the_reason(window, finished, tmp_path):
    small_study(tmp_path / "study", 2)
    closed = tmp_path / "study" / "closed"
    small_study(closed, 1)
    with unreadable(closed):
        application = window(tmp_path / "study")
        finished(application)
    failed = [row for row in application.parts.study.rows if row.state is RowState.FAILED]
    assert [row.key.path for row in failed] == [closed]
    assert "cannot be opened" in failed[0].sentence
    assert sum(row.state is RowState.SCORED for row in application.parts.study.rows) == 2


def test_a_full_disk_leaves_the_earlier_report_and_offers_another_place(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 3)
    application = window(tmp_path / "study")
    finished(application)
    with small_disk(tmp_path / "disk") as disk:
        target = disk / "report.csv"
        target.write_text("the earlier report")
        fill(disk)
        application.parts.report_export.export(target)
        wait(lambda: application.window.messages.sentences())
        (sentence,) = application.window.messages.sentences()
        assert "report.csv: The disk is full" in sentence
        assert target.read_text() == "the earlier report"


def test_a_model_without_a_card_is_refused_and_the_one_before_stays(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 2)
    application = window(tmp_path / "study")
    finished(application)
    write_model(tmp_path / "bare.onnx", build_network(), None)
    application.parts.models.load(tmp_path / "bare.onnx", "bare")
    wait(lambda: application.window.messages.sentences())
    (sentence,) = application.window.messages.sentences()
    assert "card" in sentence
    assert sentence.endswith("tiny-brightness stays in use.")
    assert "tiny-brightness 1.0.0" in application.window.tool_bar.model_button.text()
    assert application.window.status.provider.text() == "CPU (onnxruntime)"


def test_two_builds_of_onnxruntime_are_named(window, wait, tmp_path, monkeypatch):
    for build in ("onnxruntime", "onnxruntime-gpu"):
        record_installed(tmp_path, build)
    monkeypatch.syspath_prepend(str(tmp_path))
    window.add_model()
    application = window()
    wait(lambda: application.window.messages.sentences())
    (sentence,) = application.window.messages.sentences()
    assert "overwrite each other's files" in sentence
    assert application.window.status.provider.text() == "CPU (onnxruntime)"


def test_a_corrupt_model_is_refused_and_pictures_can_still_be_seen(window, wait, tmp_path):
    (window.models / "tiny.onnx").write_bytes(b"no model at all")
    small_study(tmp_path / "study", 2)
    application = window(tmp_path / "study", model=str(window.models / "tiny.onnx"))
    wait(lambda: application.window.messages.sentences())
    (sentence,) = application.window.messages.sentences()
    assert sentence.endswith("The pictures can be looked at; nothing is scored.")
    assert application.window.status.provider.text() == "no model"
    cache = application.parts.thumbnails.cache
    wait(lambda: len(cache) == 2)
    application.parts.navigation.open(application.parts.study.rows[0].key)
    wait(lambda: application.window.view_page.image.image is not None)
    assert not application.window.actions_.export_report.isEnabled()


def test_without_a_model_a_broken_file_is_told_by_its_thumbnail(window, wait, tmp_path):
    (tmp_path / "study").mkdir()
    truncated_jpeg(tmp_path / "study" / "cut.jpeg")
    application = window(tmp_path / "study", model="no-such-model")
    wait(lambda: application.parts.grid.rowCount() and application.parts.grid.row_at(0).state is RowState.FAILED)
    assert application.parts.grid.row_at(0).sentence


def test_damaged_settings_are_told_and_set_aside(window, wait, tmp_path):
    window.paths.settings.write_text("{")
    application = window()
    wait(lambda: application.window.messages.sentences())
    (sentence,) = application.window.messages.sentences()
    assert sentence.startswith("The settings file is damaged.")


@pytest.mark.parametrize("fault", [ZeroDivisionError("secret name"), OSError("secret path")])
def test_a_fault_of_ours_shows_no_details(window, fault):
    application = window()
    application.report_fault(fault)
    (sentence,) = application.window.messages.sentences()
    assert "secret" not in sentence
    assert type(fault).__name__ not in sentence
