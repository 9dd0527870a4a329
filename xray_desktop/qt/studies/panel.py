"""A tree of the study's folders with the number of images below each; choosing one narrows the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QWidget

from xray_desktop.qt import icons, identity, layouts, theme

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Qt.ItemDataRole.UserRole
_NAME, _COUNT = 0, 1


class StudiesPanel(QWidget):
    """Folders with counts.

    Signals
    -------
    folder_chosen(object)
        A folder relative to the study, or None for the whole study.
    """

    folder_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = ""
        self._items: dict[str, QTreeWidgetItem] = {}
        self.tree = QTreeWidget(columnCount=2)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(theme.SPACE.l)
        self.tree.setAccessibleName("Folders of the study")
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.itemSelectionChanged.connect(self._tell)
        self._hint = QLabel("No study is open.")
        self._hint.setProperty("role", "secondary")
        self._lay_out()

    def _lay_out(self) -> None:
        heading = QLabel("Study")
        heading.setProperty("role", "heading")
        column = layouts.column(
            self, spacing=theme.SPACE.s, margins=(theme.SPACE.m, theme.SPACE.m, theme.SPACE.s, theme.SPACE.m)
        )
        column.addWidget(heading)
        column.addWidget(self._hint)
        column.addWidget(self.tree, 1)

    def clear(self) -> None:
        """Forget the study."""
        self._items = {}
        self.tree.clear()
        self._hint.show()

    def set_folders(self, title: str, counts: Mapping[str, int]) -> None:
        """Show the folders of the study; those that are here already keep their place and selection.

        Parameters
        ----------
        title
            Name of the study.
        counts
            Images in each folder itself; its parents count them too.
        """
        self._hint.hide()
        self._title = title
        totals: dict[str, int] = {"": 0}
        for folder, count in counts.items():
            for ancestor in _with_ancestors(folder):
                totals[ancestor] = totals.get(ancestor, 0) + count
        for folder in sorted(totals):
            self._item(folder).setText(_COUNT, f"{totals[folder]:,}")

    def _item(self, folder: str) -> QTreeWidgetItem:
        found = self._items.get(folder)
        if found is not None:
            return found
        made = QTreeWidgetItem([self._name_of(folder, len(self._items)), ""])
        made.setData(_NAME, _FOLDER, folder)
        made.setIcon(_NAME, icons.icon("folder" if folder else "images"))
        made.setTextAlignment(_COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made.setForeground(_COUNT, theme.colour("secondary"))
        made.setToolTip(_NAME, "")
        if folder:
            self._item(folder.rpartition("/")[0]).addChild(made)
        else:
            self.tree.addTopLevelItem(made)
        made.setExpanded(True)
        self._items[folder] = made
        return made

    def set_identity_hidden(self, _hidden: bool) -> None:
        """Show the folders' names, or their numbers."""
        for number, (folder, item) in enumerate(self._items.items()):
            item.setText(_NAME, self._name_of(folder, number))

    def _name_of(self, folder: str, number: int) -> str:
        return identity.folder_name(folder.rpartition("/")[2], number) if folder else identity.study_name(self._title)

    def refresh(self) -> None:
        """Draw icons and figures in the theme's colours."""
        for folder, item in self._items.items():
            item.setIcon(_NAME, icons.icon("folder" if folder else "images"))
            item.setForeground(_COUNT, theme.colour("secondary"))

    def _tell(self) -> None:
        chosen = self.tree.selectedItems()
        self.folder_chosen.emit(chosen[0].data(_NAME, _FOLDER) or None if chosen else None)


def _with_ancestors(folder: str) -> list[str]:
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:length]) for length in range(len(parts) + 1)]
