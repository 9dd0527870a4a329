"""The tree of a study: patients, studies, series and folders with counts; it grows under one's hands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent, QIcon
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QToolTip

from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.series_info import SeriesInfo
from xray_desktop.qt import theme
from xray_desktop.qt.studies.item_model import COUNT, NAME
from xray_desktop.qt.studies.panel import StudiesPanel
from xray_desktop.study.branch import ALL, FOLDERS, folder_branch, place_branch
from xray_desktop.study.row import Row
from xray_desktop.study.tree import StudyTree

SMITH = SeriesInfo(
    "Smith^John", "1", "19500101", "s.2", "20240301", "", "Chest", "s.2.1", 1, "PA", "DX", "CHEST", "PA", 1
)
EARLIER = replace(SMITH, study_instance_uid="s.1", study_date="20230105", series_instance_uid="s.1.1")
LATERAL = replace(SMITH, series_instance_uid="s.2.2", series_number=2, series_description="")
ADAMS = replace(SMITH, patient_name="adams^Mary", patient_id="2", study_instance_uid="a.1", series_instance_uid="a.1.1")


class Study:
    """A panel and the counts that it shows."""

    def __init__(self, panel: StudiesPanel) -> None:
        self.panel, self.tree = panel, StudyTree()
        self._number = 0

    def films(self, *places: SeriesInfo) -> None:
        """Find films and read their headers, one by one."""
        for place in places:
            row = self._row("", ())
            self.tree.add([row])
            self.tree.place([replace(row, branch=place_branch(place), place=place)])
        self.show()

    def rasters(self, *folders: str) -> None:
        """Find pictures in folders."""
        self.tree.add([self._row(folder, folder_branch(folder)) for folder in folders])
        self.show()

    def _row(self, folder: str, branch: tuple[str, ...]) -> Row:
        self._number += 1
        return Row(ImageKey(Path(f"/{self._number}")), "x", folder, (self._number, 0), branch=branch)

    def show(self) -> None:
        while changed := self.tree.take_changed(3):
            self.panel.show_tree(self.tree, "ward 7", changed)

    @property
    def lines(self) -> list[str]:
        """What is written in the tree, line by line."""
        return list(self._below(None, 0))

    def _below(self, parent, depth):
        model = self.panel.model
        for row in range(model.rowCount(parent) if parent else model.rowCount()):
            index = model.index(row, NAME, parent) if parent else model.index(row, NAME)
            count = index.siblingAtColumn(COUNT).data()
            yield f"{'  ' * depth}{index.data()}: {count}"
            yield from self._below(index, depth + 1)


@pytest.fixture
def panel(qtbot):
    made = StudiesPanel()
    qtbot.addWidget(made)
    made.resize(240, 600)
    made.show()
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


@pytest.fixture
def study(panel):
    return Study(panel)


def test_patients_studies_and_series_with_their_counts(study):
    study.films(SMITH, LATERAL, ADAMS, EARLIER, SMITH)
    assert study.lines == [
        "ward 7: 5",
        "adams, Mary: 1",
        "  2024-03-01 · Chest: 1",
        "    DX 1 · PA: 1",
        "Smith, John: 4",
        "  2024-03-01 · Chest: 3",
        "    DX 1 · PA: 2",
        "    DX 2 · Chest · PA: 1",
        "  2023-01-05 · Chest: 1",
        "    DX 1 · PA: 1",
    ]


def test_what_belongs_to_no_patient_hangs_in_folders(study):
    study.rasters("", "a/b", "a/b", "a", "c")
    assert study.lines == ["ward 7: 5", "Folders: 5", "  a: 3", "    b: 2", "  c: 1"]


def test_pictures_in_one_folder_need_no_branches(study):
    study.rasters("", "", "")
    assert study.lines == ["ward 7: 3"]


def test_beside_a_patient_they_do(study):
    study.rasters("", "")
    study.films(SMITH)
    assert study.lines[-1] == "Folders: 2"
    assert study.lines[0] == "ward 7: 3"


def test_a_film_counts_in_the_whole_before_its_header_is_read(study):
    study.tree.add([study._row("a", ())])
    study.show()
    assert study.lines == ["ward 7: 1"]


def test_growing_keeps_what_is_selected_and_unfolded(study, panel, qtbot):
    study.films(SMITH, EARLIER)
    chosen = panel.model.index_of(place_branch(EARLIER))
    panel.tree.setCurrentIndex(chosen)
    panel.tree.collapse(panel.model.index_of(place_branch(SMITH)[:3]))
    with qtbot.assertNotEmitted(panel.chosen):
        study.films(ADAMS, LATERAL, SMITH)
        study.rasters("z")
    assert panel.model.branch_at(panel.tree.currentIndex()) == place_branch(EARLIER)
    assert not panel.tree.isExpanded(panel.model.index_of(place_branch(SMITH)[:3]))
    assert panel.tree.isExpanded(panel.model.index_of(place_branch(SMITH)[:2]))


def test_a_long_tree_is_folded(study, panel):
    study.films(*(replace(SMITH, patient_id=str(number), study_instance_uid=str(number)) for number in range(100)))
    assert not panel.tree.isExpanded(panel.model.index_of(place_branch(SMITH)[:2]))
    assert len(study.lines) == 301


def test_keys_choose_branches(study, panel, qtbot):
    study.films(SMITH)
    study.rasters("a")
    panel.tree.setFocus()
    chosen = []
    panel.chosen.connect(chosen.append)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Home)
    for _ in range(5):
        qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    series = place_branch(SMITH)
    assert chosen == [ALL, series[:2], series[:3], series, FOLDERS, folder_branch("a")]
    qtbot.keyClick(panel.tree, Qt.Key.Key_Left)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Left)
    assert not panel.tree.isExpanded(panel.model.index_of(FOLDERS))


def test_the_mouse_chooses_a_branch(study, panel, qtbot):
    study.films(SMITH)
    place = panel.tree.visualRect(panel.model.index_of(place_branch(SMITH)[:3])).center()
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [place_branch(SMITH)[:3]]


def test_a_chosen_line_keeps_its_icon_and_room_for_its_figure(study, panel):
    study.films(SMITH)
    theme.apply(QApplication.instance(), theme.DARK)
    tree, rooms = panel.tree, []
    for state in (QStyle.StateFlag.State_Enabled, QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Selected):
        option = QStyleOptionViewItem()
        tree.initViewItemOption(option)
        option.rect, option.state = QRect(0, 0, 40, 28), state
        tree.itemDelegate().initStyleOption(option, panel.model.index(0, COUNT))
        rooms.append(tree.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, tree).width())
    assert rooms[0] == rooms[1]
    option = QStyleOptionViewItem()
    tree.initViewItemOption(option)
    tree.itemDelegate().initStyleOption(option, panel.model.index(0, NAME))
    plain, chosen = (option.icon.pixmap(16, 16, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected))
    assert plain == chosen


def test_showing_what_the_grid_shows_says_nothing(study, panel, qtbot):
    study.films(SMITH)
    with qtbot.assertNotEmitted(panel.chosen):
        panel.show_chosen(place_branch(SMITH))
        assert panel.model.branch_at(panel.tree.currentIndex()) == place_branch(SMITH)
        panel.show_chosen(ALL)
        panel.clear()
    assert study.lines == []


class TestHiddenIdentity:
    def test_numbers_stand_for_names(self, study, panel):
        study.films(SMITH, EARLIER, ADAMS)
        study.rasters("Smith_John_1950", "Smith_John_1950/more")
        panel.set_identity_hidden(True)
        assert study.lines == [
            "All images: 5",
            "Patient 1: 1",
            "  Study 1: 1",
            "    DX 1 · Chest · PA: 1",
            "Patient 2: 2",
            "  Study 1: 1",
            "    DX 1 · Chest · PA: 1",
            "  Study 2: 1",
            "    DX 1 · Chest · PA: 1",
            "Folders: 2",
            "  Folder 1: 2",
            "    Folder 1: 1",
        ]
        panel.set_identity_hidden(False)
        assert "Smith, John: 2" in study.lines

    def test_what_comes_later_is_hidden_too(self, study, panel):
        panel.set_identity_hidden(True)
        study.films(SMITH)
        study.films(ADAMS)
        assert [line for line in study.lines if line.startswith("Patient")] == ["Patient 1: 1", "Patient 2: 1"]

    def test_neither_tool_tips_nor_a_screen_reader_tell(self, study, panel):
        study.films(SMITH, replace(ADAMS, study_description="doctor's wife", series_description="doctor's wife"))
        study.rasters("Smith_John")
        panel.set_identity_hidden(True)
        model = panel.model
        told = []
        for branch in list(model._items):
            index = model.index_of(branch)
            told += [panel.tree.itemDelegate().tip(index), index.data(Qt.ItemDataRole.AccessibleTextRole)]
        everything = " ".join(told).lower()
        for secret in ("smith", "john", "adams", "1950", "2024", "ward", "doctor's"):
            assert secret not in everything


def test_a_tool_tip_says_more_and_is_no_html(study, panel, monkeypatch):
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: shown.append(text))
    study.films(replace(SMITH, patient_name="<b>Smith</b>^John"))
    index = panel.model.index_of(place_branch(replace(SMITH, patient_name="<b>Smith</b>^John"))[:2])
    place = panel.tree.visualRect(index).center()
    QApplication.sendEvent(
        panel.tree.viewport(),
        QHelpEvent(QEvent.Type.ToolTip, place, panel.tree.viewport().mapToGlobal(place)),
    )
    assert shown == ["<qt>&lt;b&gt;Smith&lt;/b&gt;, John<br>Patient ID 1<br>born 1950-01-01</qt>"]


def test_a_screen_reader_hears_name_and_count(study, panel):
    study.films(SMITH, SMITH)
    spoken = panel.model.index_of(place_branch(SMITH)[:2]).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Smith, John, 2 images"
    assert panel.tree.accessibleName()


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (SeriesInfo(patient_id="7", study_instance_uid="x"), ["Patient ID 7", "Without a date", "Series"]),
        (SeriesInfo(study_instance_uid="x", modality="CR"), ["Without a name", "Without a date", "CR"]),
        (SeriesInfo("Ng", study_date="no date", series_number=3), ["Ng", "no date", "3"]),
    ],
)
def test_headers_that_say_little(study, place, names):
    study.films(place)
    assert [line.strip().rpartition(":")[0] for line in study.lines[1:]] == names


def test_two_people_of_one_name_are_two(study):
    study.films(SMITH, replace(SMITH, patient_birth_date="19700101"), replace(SMITH, patient_id="99"))
    assert sum(line == "Smith, John: 1" for line in study.lines) == 3


def test_everything_is_forgotten_with_the_study(study, panel):
    study.films(SMITH)
    panel.clear()
    study.tree = StudyTree()
    study.rasters("a")
    assert study.lines == ["ward 7: 1", "Folders: 1", "  a: 1"]
