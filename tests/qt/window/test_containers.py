"""Archives, discs and several studies in the window: by drag and drop, in the tree, and in the report."""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.support.archives import lock_entries, write_zip, zip_folder
from tests.support.discs import disc_by_pydicom, series_file
from tests.support.studies import many_jpegs, small_study
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.qt.controllers.state.study import Walk
from xray_desktop.qt.controllers.view.unreadable import folder_of
from xray_desktop.qt.studies.item_model import COUNT, NAME
from xray_desktop.study.arrangement import Order
from xray_desktop.study.row import RowState


def drop(widget, *paths, keys=Qt.KeyboardModifier.NoModifier, action=Qt.DropAction.CopyAction):
    """Drop files and folders, with keys held; give what the program that they come from is told."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    entering = QDragEnterEvent(QPointF(50, 50).toPoint(), both, dragged, Qt.MouseButton.LeftButton, keys)
    QApplication.sendEvent(widget, entering)
    dropping = QDropEvent(QPointF(50, 50), both, dragged, Qt.MouseButton.LeftButton, keys)
    dropping.setDropAction(action)
    QApplication.sendEvent(widget, dropping)
    return dropping.dropAction()


def tree_lines(application):
    """What the tree says, line by line, indented."""
    model = application.window.studies.model

    def below(parent, depth):
        for row in range(model.rowCount(parent)):
            index = model.index(row, NAME, parent)
            yield f"{'  ' * depth}{index.data()}: {index.siblingAtColumn(COUNT).data()}"
            yield from below(index, depth + 1)

    return list(below(model.invisibleRootItem().index(), 0))


def unpacked(application):
    """The unpacked files on the disk; they may be going while this looks."""
    return [
        Path(folder) / name
        for session in application.parts._paths.sessions.glob("*")
        for folder, _, names in os.walk(session / "files")
        for name in names
    ]


@pytest.fixture
def archive(tmp_path):
    for study in (1, 2):
        for instance in (1, 2):
            series_file(tmp_path / "loose" / f"{study}{instance}.dcm", study=study, instance=instance)
    small_study(tmp_path / "loose" / "scans", 1)
    made = zip_folder(tmp_path / "ward.zip", tmp_path / "loose")
    shutil.rmtree(tmp_path / "loose")
    return made


PATIENT = [
    "ward.zip: 5",
    "Patient1, Given: 4",
    "  2024-03-15 · Chest 2: 2",
    "    CR 1 · Series 1: 2",
    "  2024-02-15 · Chest 1: 2",
    "    CR 1 · Series 1: 2",
    "Folders: 1",
    "  ward.zip: 1",
    "    scans: 1",
]


def test_an_archive_is_dropped_scored_shown_and_reported(window, finished, wait, tmp_path, archive):
    application = window()
    drop(application.window, archive)
    wait(lambda: application.parts.grid.rowCount() == 5)
    finished(application)
    wait(lambda: tree_lines(application) == PATIENT)
    assert application.window.windowTitle().startswith("ward.zip")
    assert {row.state for row in application.parts.study.rows} == {RowState.SCORED}
    wait(lambda: all(row.key in application.parts.thumbnails.cache for row in application.parts.study.rows))
    digests = {file_sha256(path) for path in unpacked(application)}
    application.parts.report_export.export(tmp_path / "report.csv")
    wait((tmp_path / "report.csv").is_file)
    with (tmp_path / "report.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["file"] for row in rows][:2] == ["ward.zip/11.dcm", "ward.zip/12.dcm"]
    assert {row["image_sha256"] for row in rows} == digests


def test_what_was_unpacked_goes_with_the_study_and_with_the_window(window, wait, tmp_path, archive):
    small_study(tmp_path / "other", 1)
    application = window(archive)
    wait(lambda: application.parts.grid.rowCount() == 5)
    assert len(unpacked(application)) == 5
    application.parts.opening.open([tmp_path / "other"])
    wait(lambda: not unpacked(application))
    application.parts.opening.open([archive])
    wait(lambda: application.parts.grid.rowCount() == 5)
    application.window.close()
    application.close()
    assert list(application.parts._paths.sessions.iterdir()) == []


def test_a_study_that_is_replaced_while_it_is_unpacked_leaves_nothing(window, wait, tmp_path):
    many_jpegs(tmp_path / "many", 2000, side=64)
    archive = zip_folder(tmp_path / "many.zip", tmp_path / "many")
    small_study(tmp_path / "other", 1)
    application = window(archive)
    wait(lambda: application.parts.grid.rowCount() > 0)
    assert application.parts.study_controller.walk is Walk.RUNNING
    application.parts.opening.open([tmp_path / "other"])
    wait(lambda: application.parts.study_controller.walk is Walk.DONE and not unpacked(application))
    assert application.parts.grid.rowCount() == 1


def test_the_first_images_are_there_before_the_archive_is_walked(window, wait, tmp_path):
    many_jpegs(tmp_path / "many", 2000, side=64)
    archive = zip_folder(tmp_path / "many.zip", tmp_path / "many")
    application = window(archive)
    seen = []
    application.parts.grid.rowsInserted.connect(lambda *_: seen.append(application.parts.study_controller.walk))
    wait(lambda: application.parts.study_controller.walk is Walk.DONE)
    assert seen[0] is Walk.RUNNING
    assert application.parts.grid.rowCount() == 2000


def test_a_disc_is_opened_by_its_directory(window, finished, wait, tmp_path):
    directory = disc_by_pydicom(tmp_path / "disc")
    next(path for path in directory.parent.rglob("*") if path.is_file() and path != directory).unlink()
    application = window()
    drop(application.window, directory)
    wait(lambda: application.parts.grid.rowCount() == 8)
    finished(application)
    assert application.window.windowTitle().startswith("disc")
    (failed,) = [row for row in application.parts.study.rows if row.state is RowState.FAILED]
    assert "it is not there" in failed.sentence
    wait(lambda: tree_lines(application)[0:2] == ["disc: 8", "Patient1, Given: 3"])


def test_files_without_a_suffix(window, finished, wait, tmp_path):
    series_file(tmp_path / "study" / "IM000001")
    application = window(tmp_path / "study")
    finished(application)
    assert application.parts.study.rows[0].state is RowState.SCORED
    wait(lambda: application.parts.study.rows[0].place is not None)


class TestSeveralStudies:
    @pytest.fixture
    def studies(self, tmp_path):
        for patient in (1, 2):
            series_file(tmp_path / f"study {patient}" / "a.dcm", patient=patient)
        return tmp_path / "study 1", tmp_path / "study 2"

    def test_opened_together_they_are_one_session(self, window, finished, wait, studies):
        application = window(*studies)
        finished(application)
        assert application.window.windowTitle().startswith("study 1 and study 2")
        wait(lambda: len(tree_lines(application)) == 7)
        assert [line for line in tree_lines(application) if "Given" in line] == [
            "Patient1, Given: 1",
            "Patient2, Given: 1",
        ]
        assert [entry.relative for entry in application.parts.study.entries] == ["study 1/a.dcm", "study 2/a.dcm"]

    @pytest.mark.parametrize("key", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
    def test_dropped_with_a_key_one_joins_the_other(self, window, finished, wait, studies, key):
        application = window(studies[0])
        finished(application)
        told = drop(application.window, studies[1], keys=key, action=Qt.DropAction.MoveAction)
        # A file manager that hears of a move would delete the study.
        assert told is Qt.DropAction.CopyAction
        wait(lambda: application.parts.grid.rowCount() == 2)
        finished(application)
        assert {row.state for row in application.parts.study.rows} == {RowState.SCORED}
        assert application.window.windowTitle().startswith("study 1 and study 2")
        wait(lambda: tree_lines(application)[0] == "study 1 and study 2: 2")

    def test_dropped_without_one_it_takes_the_place(self, window, wait, studies):
        application = window(studies[0])
        wait(lambda: application.parts.grid.rowCount() == 1)
        drop(application.window, studies[1])
        wait(lambda: application.window.windowTitle().startswith("study 2") and application.parts.grid.rowCount() == 1)

    def test_one_that_is_open_is_not_added_twice(self, window, wait, studies, archive):
        application = window(studies[0], archive)
        wait(lambda: application.parts.study_controller.walk is Walk.DONE)
        application.parts.opening.add([studies[0], archive])
        application.parts.opening.add([studies[0] / "a.dcm", studies[1]])
        wait(lambda: application.parts.study_controller.walk is Walk.DONE and application.parts.grid.rowCount() == 7)
        assert len(application.parts.study.entries) == 7

    def test_adding_is_offered_where_something_is_open(self, window, wait, studies):
        application = window()
        assert not application.window.actions_.add_folder.isEnabled()
        application.parts.opening.add([studies[0]])
        wait(lambda: application.parts.grid.rowCount() == 1)
        assert application.window.actions_.add_folder.isEnabled()


class TestTree:
    @pytest.fixture
    def opened(self, window, finished, wait, archive):
        application = window(archive)
        finished(application)
        wait(lambda: tree_lines(application) == PATIENT)
        return application

    def choose(self, application, qtbot, text):
        """Click the line with a text."""
        panel = application.window.studies
        (item,) = panel.model.findItems(text, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
        panel.tree.scrollTo(item.index())
        place = panel.tree.visualRect(item.index()).center()
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def shown(self, application):
        return [application.parts.grid.row_at(place).name for place in range(application.parts.grid.rowCount())]

    def test_choosing_narrows_the_grid(self, opened, qtbot):
        self.choose(opened, qtbot, "2024-03-15 · Chest 2")
        assert self.shown(opened) == ["21.dcm", "22.dcm"]
        self.choose(opened, qtbot, "Patient1, Given")
        assert len(self.shown(opened)) == 4
        self.choose(opened, qtbot, "scans")
        assert self.shown(opened) == ["image-0000.jpeg"]
        self.choose(opened, qtbot, "Patient1, Given")
        opened.window.grid_page.show_all.emit()
        assert len(self.shown(opened)) == 5
        assert opened.window.studies.tree.currentIndex().data() == "ward.zip"

    def test_the_grid_can_be_put_in_the_order_of_the_tree(self, opened):
        opened.parts.arrangement._arrange_as_asked(Order.SERIES, opened.parts.study.arrangement.show, "")
        assert self.shown(opened) == ["21.dcm", "22.dcm", "11.dcm", "12.dcm", "image-0000.jpeg"]
        assert opened.parts.study.series_neighbour(0, 1) == 2
        assert opened.parts.study.series_neighbour(3, -1) == 0

    def test_films_that_are_placed_later_come_into_the_chosen_branch(self, opened, qtbot, wait, tmp_path):
        self.choose(opened, qtbot, "Patient1, Given")
        series_file(tmp_path / "more" / "a.dcm", study=3)
        opened.parts.opening.add([tmp_path / "more"])
        wait(lambda: len(self.shown(opened)) == 5)
        assert opened.window.studies.tree.currentIndex().data() == "Patient1, Given"

    def test_keys_lead_from_series_to_series(self, opened, qtbot, wait):
        image = opened.window.view_page.image
        opened.parts.navigation.open(opened.parts.grid.row_at(0).key)
        wait(lambda: image.image is not None)
        reached = []
        for key in (
            Qt.Key.Key_PageDown,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageUp,
        ):
            qtbot.keyClick(image, key)
            reached.append(opened.parts.grid.row_of(opened.parts.navigation.key).name)
        assert reached == ["21.dcm", "image-0000.jpeg", "image-0000.jpeg", "21.dcm", "11.dcm"]

    def test_an_image_hangs_beside_the_earlier_one_of_the_same_patient(self, opened, wait):
        keys = {row.name: row.key for row in opened.parts.study.rows}
        opened.parts.navigation.open(keys["21.dcm"])
        opened.window.actions_.beside_prior.trigger()
        panes = opened.window.view_page.panes
        wait(lambda: [pane.key for pane in panes.shown] == [keys["21.dcm"], keys["11.dcm"]])
        wait(lambda: panes.shown[1].view.image is not None)

    def test_an_image_of_an_archive_is_found_again_after_a_crash(self, opened, window, wait, archive):
        key = opened.parts.grid.row_at(2).key
        opened.parts.navigation.open(key)
        kept = opened.parts.session_sections.take()
        assert str(archive) in str(kept["looking"])
        later = window(archive)
        later.parts.session_sections.give({"looking": kept["looking"]})
        wait(lambda: later.parts.navigation.key is not None)
        assert later.parts.grid.row_of(later.parts.navigation.key).name == opened.parts.grid.row_of(key).name

    def test_an_earlier_study_of_the_patient_is_known(self, opened):
        keys = {row.name: row.key for row in opened.parts.study.rows}
        assert opened.parts.study.patients.priors(keys["21.dcm"]) == [keys["11.dcm"], keys["12.dcm"]]
        assert opened.parts.study.patients.priors(keys["11.dcm"]) == []


def test_a_file_in_an_archive_that_cannot_be_read_is_named_as_in_the_archive(window, wait, tmp_path):
    (good,) = small_study(tmp_path / "study", 1)
    cut = good.read_bytes()[:300]
    archive = write_zip(tmp_path / "a.zip", {"inner/cut.jpeg": cut, "inner/locked.jpeg": cut})
    lock_entries(archive, ["inner/locked.jpeg"])
    application = window(archive)
    wait(lambda: application.parts.grid.rowCount() == 2 and application.parts.study_controller.walk is Walk.DONE)
    page = application.window.view_page
    for row in application.parts.study.rows:
        application.parts.navigation.open(row.key)
        wait(lambda: page.problem.isVisible())
        origin = application.parts.study.origin(row.key)
        assert origin == archive / "inner" / row.name
        assert folder_of(origin) == tmp_path
        page.problem.copy_details.emit()
        assert QApplication.clipboard().text().startswith(str(origin))
        application.parts.navigation.back()
