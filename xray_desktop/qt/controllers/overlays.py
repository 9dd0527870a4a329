"""Overlays and shutters of the files: shown in every pane, or in none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from xray_desktop.qt.controllers.hanging import HangingController
    from xray_desktop.qt.main_window import MainWindow


class OverlaysController(QObject):
    """Keeps all panes at what the action says."""

    def __init__(self, window: MainWindow, hanging: HangingController) -> None:
        super().__init__(window)
        self._window = window
        window.actions_.overlays.toggled.connect(self._apply)
        hanging.arranged.connect(self._apply)

    def _apply(self) -> None:
        for view in self._window.view_page.panes.views:
            view.set_overlays_visible(self._window.actions_.overlays.isChecked())
