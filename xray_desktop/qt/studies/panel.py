"""The study as a tree, patient by patient, with the number of images below each branch; one narrows the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeView, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.studies.delegate import BranchDelegate
from xray_desktop.qt.studies.item_model import COUNT, NAME, BranchModel
from xray_desktop.qt.widgets import layouts
from xray_desktop.study.branch import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.study.branch import Branch
    from xray_desktop.study.tree import StudyTree

_UNFOLDED = 60
"""As long as a tree has no more branches, all of them are shown; a longer one is unfolded by hand."""


class StudiesPanel(QWidget):
    """Patients, studies and series, and the folders of what belongs to no patient.

    Signals
    -------
    chosen(object)
        A branch; the empty one for the whole study.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest = ""
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = BranchModel(self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(BranchDelegate(self.model, self.tree))
        self._dress_tree()
        self._short = True
        self._seen: set[Branch] = set()
        self._hint = QLabel(tr("No study is open."))
        self._hint.setProperty("role", "secondary")
        self._lay_out()
        self._make_room()

    def _dress_tree(self) -> None:
        tree = self.tree
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setIndentation(theme.SPACE.m)
        tree.setAccessibleName(tr("Patients, studies, series and folders"))
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(0)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        # Not by the contents: Qt would ask for the width of thousands of lines.
        header.setSectionResizeMode(COUNT, QHeaderView.ResizeMode.Fixed)
        tree.selectionModel().currentRowChanged.connect(self._tell)

    def _lay_out(self) -> None:
        heading = QLabel(tr("Study"))
        heading.setProperty("role", "heading")
        column = layouts.column(
            self, spacing=theme.SPACE.s, margins=(theme.SPACE.m, theme.SPACE.m, theme.SPACE.s, theme.SPACE.m)
        )
        column.addWidget(heading)
        column.addWidget(self._hint)
        column.addWidget(self.tree, 1)

    def clear(self) -> None:
        """Forget the study."""
        with QSignalBlocker(self):
            self.model.forget()
        self._short, self._seen = True, set()
        self._hint.show()

    def show_tree(self, tree: StudyTree, title: str, changed: Sequence[Branch]) -> None:
        """Show what has changed; what is selected and unfolded stays.

        Parameters
        ----------
        tree
            Counts of the study.
        title
            Name of the study.
        changed
            The branches to look at.
        """
        self._hint.hide()
        new = self.model.show(tree, title, changed)
        if ALL in new or ALL in changed:
            self._longest = f"{tree.count(ALL):,}"
            self._make_room()
        self._unfold(new)

    def _unfold(self, new: Sequence[Branch]) -> None:
        """Unfold each branch once, when the first ones below it come; fold all once there are too many."""
        if self._short and len(self.model) > _UNFOLDED:
            self._short = False
            # Not under the hands of somebody who has begun to choose.
            if not self.tree.currentIndex().isValid():
                self.tree.collapseAll()
        for parent in {branch[:-1] for branch in new} - self._seen:
            self._seen.add(parent)
            if self._short:
                self.tree.expand(self.model.index_of(parent))

    def changeEvent(self, event: QEvent) -> None:
        """Leave room for figures of another size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._make_room()

    def _make_room(self) -> None:
        # Not the tree's own measure, which follows a change of the text's size only later.
        width = theme.metrics().horizontalAdvance(self._longest) + 2 * theme.SPACE.s
        if width != self.tree.header().sectionSize(COUNT):
            self.tree.header().resizeSection(COUNT, width)

    def set_title(self, title: str) -> None:
        """Call the study otherwise."""
        self.model.set_title(title)

    def set_identity_hidden(self, hidden: bool) -> None:
        """Show numbers in the place of names, or bring these back."""
        self.model.set_identity_hidden(hidden)

    def show_chosen(self, branch: Branch) -> None:
        """Select the branch that the grid shows; emits nothing."""
        index = self.model.index_of(branch)
        if index != self.tree.currentIndex():
            with QSignalBlocker(self):
                self.tree.setCurrentIndex(index)

    def refresh(self) -> None:
        """Draw icons and figures in the theme's colours."""
        self.tree.viewport().update()

    def _tell(self) -> None:
        index = self.tree.currentIndex()
        if index.isValid():
            self.chosen.emit(self.model.branch_at(index))
