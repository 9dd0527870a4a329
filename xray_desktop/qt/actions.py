"""Everything a person can ask for by menu, tool bar or key: one action each, named once."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from xray_desktop.qt import icons

Keys = str | tuple[str, ...]


class Actions(QObject):
    """The window's actions; they say what is wanted and do nothing themselves."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.open_folder = self._make("Open folder…", "Ctrl+O", "folder-open")
        self.open_files = self._make("Open files…", "Ctrl+Shift+O", "file-image")
        self.open_demo = self._make("Open the demo study", "", "flask-conical")
        self.export_report = self._make("Export report (CSV)…", "Ctrl+E", "file-down")
        self.export_report.setIconText(" Report…")
        self.quit = self._make("Quit", "Ctrl+Q")

        self.to_grid = self._make("Grid", ("Backspace", "Esc"), "arrow-left", "Back to the grid")
        # Keys that a focused button or slider needs for itself are taken by the picture alone, not by the window.
        self.previous = self._make("Previous image", "", "chevron-left", "Previous image (Left)")
        self.next = self._make("Next image", "", "chevron-right", "Next image (Right)")
        self.reset = self._make("Reset", "", "rotate-ccw", "Window, zoom and position as the file has them (Space)")
        self.fit = self._make("Fit", "F", "maximize", "Show the whole picture")
        self.one_to_one = self._make("1:1", "Ctrl+1", "", "One pixel of the picture on one pixel of the screen")
        self.invert = self._make("Invert", "I", "contrast", "Swap black and white")
        self.heat_map = self._make("Heat map", "M", "flame", "What speaks for the finding, in colour", checkable=True)

        self.score_anyway = self._make(
            "Score anyway", "Ctrl+Shift+S", "hand", "Have the model score what the gate refused; the report says so"
        )
        self.take_back = self._make("Take back the score", "Ctrl+Shift+Z", "", "Leave it not scored after all")

        self.header = self._make("Header…", "Ctrl+I", "", "What the file of this image says of itself")
        self.hide_identity = self._make(
            "Hide identity", "Ctrl+H", "", "Names, numbers, dates and file names, everywhere", checkable=True
        )

        self.studies_panel = self._make("Study panel", "F8", "panel-left", checkable=True)
        self.findings_panel = self._make("Findings panel", "F9", "panel-right", checkable=True)
        self.full_screen = self._make("Full screen", "F11", checkable=True)
        self.light_theme = self._make("Light theme", "", checkable=True)

        self.manage_models = self._make(
            "Models…", "Ctrl+M", "box", "Cards, adding, self-test, comparing, second opinion"
        )
        self.open_model = self._make("Open model file…", "", "box")
        self.shortcuts = self._make("Keys and mouse", "F1")
        self.about = self._make("About xray-desktop", "")

    @property
    def of_the_view(self) -> tuple[QAction, ...]:
        """Those that need a picture on the screen."""
        view = (self.to_grid, self.previous, self.next, self.fit, self.one_to_one, self.invert, self.reset)
        return (*view, self.heat_map)

    def _make(self, text: str, keys: Keys, icon_name: str = "", tip: str = "", *, checkable: bool = False) -> QAction:
        action = QAction(text, self)
        action.setCheckable(checkable)
        # In a menu the tick takes the icon's place.
        action.setIconVisibleInMenu(not checkable)
        sequences = [keys] if isinstance(keys, str) else list(keys)
        action.setShortcuts([QKeySequence(sequence) for sequence in sequences if sequence])
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip or text.removesuffix('…')} ({shown})" if shown else tip or text.removesuffix("…"))
        if icon_name:
            icons.dress(action, icon_name)
        return action
