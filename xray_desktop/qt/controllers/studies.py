"""Keeps the tree of the study in step with what is found, and the grid with what is chosen in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from xray_desktop.qt.bridge import TICK_MS

if TYPE_CHECKING:
    from xray_desktop.qt.controllers.study import StudyController
    from xray_desktop.qt.studies import StudiesPanel

_BRANCHES_AT_ONCE = 200
"""Lines of the tree that are made or changed in one turn of the event loop, a few milliseconds."""


class StudiesController(QObject):
    """Shows the tree, a part in each tick."""

    def __init__(self, panel: StudiesPanel, study: StudyController) -> None:
        super().__init__(panel)
        self._panel, self._study = panel, study
        self._soon = QTimer(self, singleShot=True, interval=TICK_MS)
        self._soon.timeout.connect(self._show)
        study.opened.connect(lambda _title: panel.clear())
        study.added.connect(lambda: panel.set_title(study.title))
        study.changed.connect(self._show_soon)

    def _show_soon(self) -> None:
        if self._study.tree.has_changed and not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        tree = self._study.tree
        changed = tree.take_changed(_BRANCHES_AT_ONCE)
        if changed:
            self._panel.show_tree(tree, self._study.title, changed)
        self._show_soon()
