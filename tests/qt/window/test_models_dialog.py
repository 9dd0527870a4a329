"""Managing models in the real window, over real model files."""

from __future__ import annotations

import csv
import shutil
from hashlib import sha256

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from tests.support.studies import small_study
from tests.support.tiny_model import TinyNetwork, write_tiny_model

DARK = TinyNetwork(gain=-20.0)


@pytest.fixture
def application(window, wait, tmp_path):
    opened = window()
    wait(lambda: opened.parts.models.model is not None)
    return opened


@pytest.fixture
def dialog(application, wait):
    made = application.parts.model_library.open()
    wait(lambda: made.models.rows)
    return made


@pytest.fixture
def stranger(tmp_path):
    return write_tiny_model(tmp_path / "stranger.onnx", DARK, model_id="tiny-dark", title="<b>Dark</b>")


def said(dialog):
    return dialog.notice.sentence.text()


def add(application, dialog, wait, path):
    application.parts.model_library.offer([path])
    wait(lambda: dialog.pages.currentWidget() is dialog.adding)
    dialog.adding.yes.click()
    wait(lambda: any(row.listed.own for row in dialog.models.rows))
    return next(row for row in dialog.models.rows if row.listed.own)


def test_the_list_holds_every_model_and_says_which_one_is_in_use(dialog, window, application):
    QAbstractItemModelTester(dialog.models, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = {row.version.split()[0]: row for row in dialog.models.rows}
    assert rows["tiny-brightness"].in_use
    assert rows["tiny-brightness"].default
    assert not rows["ped-pneumonia"].in_use
    assert dialog.chosen.path == application.parts.models.model.path
    assert application.parts.models.model.provider_title in rows["tiny-brightness"].spoken


def test_a_refused_file_is_listed_with_its_sentence(window, application, wait):
    (window.models / "broken.onnx").write_bytes(b"no model")
    dialog = application.parts.model_library.open()
    wait(lambda: any(not row.listed.entry.card for row in dialog.models.rows))
    broken = next(row for row in dialog.models.rows if not row.listed.entry.card)
    dialog.choose(broken.path)
    assert dialog.card_page.problem.text() == "This file is damaged or is no ONNX model."
    assert not dialog.card_page.use_button.isEnabled()


def test_a_stranger_comes_in_only_after_it_was_confirmed(dialog, application, wait, stranger, window):
    application.parts.model_library.offer([stranger])
    wait(lambda: dialog.pages.currentWidget() is dialog.adding)
    assert sha256(stranger.read_bytes()).hexdigest() in dialog.adding.sheet.text().replace("\N{ZERO WIDTH SPACE}", "")
    assert not list(window.paths.models.glob("*"))
    dialog.adding.no.click()
    assert dialog.pages.currentWidget() is dialog.card_page
    assert not list(window.paths.models.glob("*"))


def test_an_added_model_is_copied_listed_and_chosen(dialog, application, wait, stranger, window):
    row = add(application, dialog, wait, stranger)
    assert row.path.parent == window.paths.models
    assert row.path.read_bytes() == stranger.read_bytes()
    wait(lambda: dialog.chosen is not None and dialog.chosen.path == row.path)
    # What a card says is shown as it stands, never taken for markup.
    assert dialog.card_page.title.text() == "<b>Dark</b>"
    assert dialog.card_page.title.textFormat() is Qt.TextFormat.PlainText


def test_a_file_that_is_no_model_is_refused_with_a_sentence(dialog, application, wait, tmp_path):
    path = tmp_path / "letter.onnx"
    path.write_text("Dear colleague")
    application.parts.model_library.offer([path])
    wait(lambda: said(dialog))
    assert said(dialog).startswith("letter.onnx is not added.")
    assert dialog.notice.is_problem


def test_a_model_file_dropped_on_the_window_asks_whether_to_add_it(application, wait, stranger):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(stranger))])
    application.window.dropEvent(
        QDropEvent(
            QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    wait(lambda: application.parts.model_library.dialog is not None)
    dialog = application.parts.model_library.dialog
    wait(lambda: dialog.pages.currentWidget() is dialog.adding)
    assert application.parts.study_controller.walk.value == "none"


def test_a_removed_model_can_be_restored_until_the_window_closes(dialog, application, wait, stranger):
    row = add(application, dialog, wait, stranger)
    dialog.choose(row.path)
    dialog.card_page.remove_button.click()
    wait(lambda: not row.path.exists() and dialog.chosen.removed)
    dialog.card_page.restore_button.click()
    wait(lambda: row.path.exists() and not dialog.chosen.removed)
    dialog.card_page.remove_button.click()
    wait(lambda: not row.path.exists() and dialog.chosen.removed)
    folder = row.path.parent
    dialog.close()
    wait(lambda: not list(folder.iterdir()))


def test_a_model_that_ships_is_not_removed(dialog, application):
    shipped = next(row for row in dialog.models.rows if "ped-pneumonia" in row.version)
    dialog.choose(shipped.path)
    dialog.card_page.remove_button.click()
    assert "only models that you added" in said(dialog)
    assert shipped.path.exists()


def test_the_known_answer_is_given_with_its_time(dialog, wait):
    dialog.card_page.test_button.click()
    wait(lambda: "Differences" in said(dialog))
    assert "gives its known answer" in said(dialog)
    assert not dialog.notice.is_problem


def test_the_hash_is_copied(dialog):
    dialog.card_page.copy_button.click()
    assert QGuiApplication.clipboard().text() == dialog.chosen.listed.sha256


def test_another_model_is_used_and_remembered(dialog, application, wait, stranger):
    row = add(application, dialog, wait, stranger)
    dialog.choose(row.path)
    dialog.card_page.use_button.click()
    wait(lambda: application.parts.models.model.path == row.path)
    assert dialog.chosen.in_use
    assert application.parts.preferences.settings.model_id == "tiny-dark"


def test_two_models_are_compared_disagreements_first_and_exported(window, wait, finished, stranger, tmp_path, qtbot):
    small_study(tmp_path / "study", 3)
    shutil.copyfile(stranger, window.models / "zdark.onnx")
    application = window(tmp_path / "study")
    finished(application)
    dialog = application.parts.model_library.open()
    wait(lambda: dialog.models.rows)
    dialog.card_page.compare_button.click()
    page = dialog.comparing
    page.second.setCurrentIndex(page.second.findText("tiny-dark 1.0.0"))
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.start.click()
    wait(lambda: page.model.comparison is not None)
    assert "3 images scored by both" in page.summary.text()
    assert page.model.rowCount() == 3
    assert {page.model.data(page.model.index(place, 6)) for place in range(3)} == {"disagree"}
    application.parts.model_comparison.export(tmp_path / "out.csv")
    wait(lambda: (tmp_path / "out.csv").exists())
    with (tmp_path / "out.csv").open(newline="") as stream:
        assert [row["agreement"] for row in csv.DictReader(stream)] == ["disagree"] * 3


def test_a_comparison_needs_a_study(dialog):
    dialog.card_page.compare_button.click()
    assert said(dialog) == "Open a study first: two models are compared on its images."
