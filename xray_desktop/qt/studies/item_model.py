"""The branches of a study as items of Qt's own model, which a view can ask without Python; see decision 7."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from xray_desktop.imaging.natural_order import natural_key
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.privacy import identity
from xray_desktop.study.branch import (
    ALL,
    FOLDER,
    FOLDERS,
    PATIENT,
    is_patient,
    is_study,
    patient_key,
    series_key,
    study_key,
)
from xray_desktop.study.tree import StudyTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.qt.studies.labels import Label
    from xray_desktop.study.branch import Branch

NAME, COUNT = 0, 1
_NUMBER = Qt.ItemDataRole.UserRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class BranchModel(QStandardItemModel):
    """Two columns: what a branch is called, and how many images hang below it.

    Branches are only ever added, each at its place among its neighbours, so that what a view has selected or unfolded
    stays.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, 2, parent)
        self._title = ""
        self._hidden = identity.is_hidden()
        self.forget()

    def forget(self) -> None:
        """Forget the study."""
        self.setRowCount(0)
        self._tree = StudyTree()
        self._items: dict[Branch, QStandardItem] = {}
        self._branches: list[Branch] = []
        # Sort keys of the branches below each one, in their order.
        self._keys: dict[Branch | None, list[str]] = {}

    def __len__(self) -> int:
        """Count the branches."""
        return len(self._branches)

    # --- what is asked of it -------------------------------------------------------------------

    def branch_at(self, index: QModelIndex | QPersistentModelIndex) -> Branch:
        """Return the branch in a line."""
        number: int = self.index(index.row(), NAME, index.parent()).data(_NUMBER)
        return self._branches[number]

    def index_of(self, branch: Branch) -> QModelIndex:
        """Return the line of a branch; an invalid index where there is none."""
        item = self._items.get(branch)
        return QModelIndex() if item is None else item.index()

    def label_of(self, branch: Branch) -> Label:
        """Say what a branch is called."""
        from xray_desktop.qt.studies.labels import label  # not before there is a study

        row = self._items[branch].row() if branch in self._items else 0
        # The line of all images stands before the patients.
        number = row if is_patient(branch) else row + 1
        return label(branch, self._tree.place_of(branch), self._title, number, hidden=self._hidden)

    # --- what changes it -----------------------------------------------------------------------

    def show(self, tree: StudyTree, title: str, changed: Iterable[Branch]) -> list[Branch]:
        """Show what has changed in a tree, and list the branches that are new."""
        self._tree, self._title = tree, title
        before = len(self._branches)
        for branch in changed:
            self._show_count(branch)
        new = self._branches[before:]
        if self._hidden:
            # Names that are hidden are places in the order, and these have moved.
            for parent in {_parent(branch) for branch in new}:
                self._rename_below(parent)
        return new

    def set_title(self, title: str) -> None:
        """Call the whole otherwise."""
        self._title = title
        if ALL in self._items:
            self._rename(ALL)

    def set_identity_hidden(self, hidden: bool) -> None:
        """Leave out what names patients, or bring it back."""
        if hidden != self._hidden:
            self._hidden = hidden
            for branch in self._branches:
                self._rename(branch)

    def _show_count(self, branch: Branch) -> None:
        if branch == (PATIENT,) or (branch[:1] == FOLDERS and not self._tree.has_folders):
            return
        name = self._item(branch)
        parent = name.parent() or self.invisibleRootItem()
        parent.child(name.row(), COUNT).setText(f"{self._tree.count(branch):,}")
        self._speak(branch, name)

    def _item(self, branch: Branch) -> QStandardItem:
        found = self._items.get(branch)
        if found is not None:
            return found
        above = _parent(branch)
        parent = self.invisibleRootItem() if above is None else self._item(above)
        keys = self._keys.setdefault(above, [])
        key = self._sort_key(branch)
        row = bisect_left(keys, key)
        keys.insert(row, key)
        made = QStandardItem()
        made.setData(len(self._branches), _NUMBER)
        self._items[branch] = made
        self._branches.append(branch)
        parent.insertRow(row, [made, QStandardItem()])
        self._rename(branch)
        return made

    def _sort_key(self, branch: Branch) -> str:
        place = self._tree.place_of(branch)
        if branch in (ALL, FOLDERS):
            return "0" if branch == ALL else "2"
        if place is None:
            return natural_key(branch[-1])
        if is_patient(branch):
            return f"1{patient_key(place)}"
        return study_key(place) if is_study(branch) else series_key(place)

    def _rename_below(self, parent: Branch | None) -> None:
        item = self.invisibleRootItem() if parent is None else self._items[parent]
        for row in range(item.rowCount()):
            self._rename(self._branches[item.child(row, NAME).data(_NUMBER)])

    def _rename(self, branch: Branch) -> None:
        item = self._items[branch]
        item.setText(self.label_of(branch).name)
        self._speak(branch, item)

    def _speak(self, branch: Branch, item: QStandardItem) -> None:
        images = self._tree.count(branch)
        count = tr("1 image") if images == 1 else tr("{count} images", count=f"{images:,}")
        item.setData(f"{item.text()}, {count}", _SPOKEN)


def _parent(branch: Branch) -> Branch | None:
    """Return the branch that another one stands below; None for those at the top."""
    if branch in (ALL, FOLDERS) or is_patient(branch):
        return None
    return branch[:-1]


def icon_name(branch: Branch) -> str:
    """Name the icon of a branch."""
    if branch == ALL:
        return "images"
    if branch[0] == FOLDER:
        return "folder"
    return {2: "user", 3: "calendar", 4: "layers"}[len(branch)]
