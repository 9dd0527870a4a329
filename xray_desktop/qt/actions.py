"""Everything a person can ask for by menu, tool bar or key: one action each, named once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from xray_desktop.qt import icons
from xray_desktop.qt.language import tr
from xray_desktop.qt.tool_actions import ToolActions
from xray_desktop.qt.viewer.tools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

Keys = str | tuple[str, ...]


class Actions(QObject):
    """The window's actions; they say what is wanted and do nothing themselves."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.open_folder = self._make("Open folder…", "Ctrl+O", "folder-open")
        self.open_files = self._make("Open files…", "Ctrl+Shift+O", "file-image")
        self.add_folder = self._make(
            "Add folder to study…", "", "folder-plus", "Open a folder beside what is open, as when dropped with Ctrl"
        )
        self.add_files = self._make(
            "Add files to study…", "", "file-plus", "Open files, archives or discs beside what is open"
        )
        self.open_address = self._make(tr("Open web address…"), "Ctrl+L", "globe")
        self.paste = self._make(tr("Paste image or files"), "Ctrl+V", "clipboard-paste")
        self.new_session = self._make(
            tr("New session"), "Ctrl+N", "square-plus", tr("Let go of the study, its results and everything made of it")
        )
        self.header_names = self._make(tr("Report names patients of DICOM headers"), "", checkable=True)
        self.open_demo = self._make("Open the demo study", "", "flask-conical")
        self.export_report = self._make("Export report (CSV)…", "Ctrl+E", "file-down")
        self.export_report.setIconText(" Report…")
        self.export_picture = self._make(
            tr("Export picture…"),
            "Ctrl+Shift+E",
            "",
            tr("The whole image as PNG, with what is written and drawn on it"),
        )
        self.copy_picture = self._make(tr("Copy picture"), "Ctrl+Shift+C", "copy", tr("The same on the clipboard"))
        self.quit = self._make("Quit", "Ctrl+Q")

        self.to_grid = self._make("Grid", "Backspace", "arrow-left", "Back to the grid")
        self.give_up = self._make("Give up, or back", "Esc", "", "Give up what is half done, or go back to the grid")
        # Keys that a focused button or slider needs for itself are taken by the picture alone, not by the window.
        self.previous = self._make("Previous image", "", "chevron-left")
        self.next = self._make("Next image", "", "chevron-right")
        self.reset = self._make("Reset", "", "rotate-ccw", "Window, zoom, turn and position as the file has them")
        self.fit = self._make("Fit", "F", "maximize", "Show the whole picture")
        self.one_to_one = self._make("1:1", "Ctrl+1", "", "One pixel of the picture on one pixel of the screen")
        self.invert = self._make("Invert", "I", "contrast", "Swap black and white")
        self.turn_right = self._make("Turn right", "R", "rotate-cw", "A quarter clockwise")
        self.turn_left = self._make("Turn left", "Shift+R", "rotate-ccw", "A quarter counter-clockwise")
        self.mirror = self._make("Mirror", "H", "flip-horizontal-2", "Exchange left and right")
        self.flip = self._make("Flip", "V", "flip-vertical-2", "Exchange top and bottom")
        self.heat_map = self._make("Heat map", "G", "flame", "What speaks for the finding, in colour", checkable=True)
        self.heat_map_contours = self._make(
            "Heat map as contours",
            "Shift+G",
            "",
            "Lines of equal evidence: the picture stays to be seen",
            checkable=True,
        )
        self.heat_map_study_scale = self._make(
            "Heat map on the study's scale", "", "", "One scale for all images: they can be compared", checkable=True
        )

        self.overlays = self._make(
            "Overlays and shutter", "O", "", "What the file draws over its picture or hides of it", checkable=True
        )
        self.overlays.setChecked(True)

        self.window_tool = self._make("Window", "W", "contrast", "A drag changes the window", checkable=True)
        self.region_tool = self._make(
            "Window from a region",
            "Shift+W",
            "scan",
            "Draw a rectangle; the window fits the values in it",
            checkable=True,
        )
        self.zoom_tool = self._make("Zoom", "Z", "zoom-in", "A drag zooms", checkable=True)
        self.pan_tool = self._make("Move", "M", "move", "A drag moves the picture", checkable=True)
        self.drag_tools = QActionGroup(self)
        for tool in (self.window_tool, self.region_tool, self.zoom_tool, self.pan_tool):
            self.drag_tools.addAction(tool)
        self.window_tool.setChecked(True)
        drags = {
            Tool.WINDOW: self.window_tool,
            Tool.REGION: self.region_tool,
            Tool.ZOOM: self.zoom_tool,
            Tool.PAN: self.pan_tool,
        }
        self.tools = ToolActions(self._make, self.drag_tools, drags)

        self.one_pane = self._make("One image", "Ctrl+Alt+1", "square", "One image", checkable=True)
        self.two_panes = self._make("Two images", "Ctrl+Alt+2", "columns-2", "Two images side by side", checkable=True)
        self.four_panes = self._make("Four images", "Ctrl+Alt+4", "grid-2x2", "Four images", checkable=True)
        self.beside_prior = self._make(
            "Beside the prior", "Ctrl+Alt+P", "history", "Beside the patient's study before it", checkable=True
        )
        self.beside_heat_map = self._make(
            "Beside its heat map", "Ctrl+Alt+G", "flame", "Without and with its heat map", checkable=True
        )
        self.beside_models = self._make(
            "Two models side by side", "Ctrl+Alt+M", "box", "The heat maps of two models", checkable=True
        )
        self.hangings = QActionGroup(self)
        for hanging in (
            self.one_pane,
            self.two_panes,
            self.four_panes,
            self.beside_prior,
            self.beside_heat_map,
            self.beside_models,
        ):
            self.hangings.addAction(hanging)
        self.one_pane.setChecked(True)
        self.link_views = self._make(
            "Link the views", "Y", "link", "Zoom, place, turn and window of one view go for all", checkable=True
        )
        self.cine = self._make(
            "Play the frames", "C", "play", "Show the frames of a file one after the other", checkable=True
        )

        self.score_anyway = self._make(
            "Score anyway", "Ctrl+Shift+S", "hand", "Have the model score what the gate refused; the report says so"
        )
        self.take_back = self._make("Take back the score", "Ctrl+Shift+Z", "", "Leave it not scored after all")

        self.header = self._make(tr("Header…"), "Ctrl+I", "", tr("What the file of this image says of itself"))
        self.hide_identity = self._make(
            tr("Hide identity"), "Ctrl+H", "", tr("Names, numbers, dates and file names, everywhere"), checkable=True
        )

        self.studies_panel = self._make("Study panel", "F8", "panel-left", checkable=True)
        self.findings_panel = self._make("Findings panel", "F9", "panel-right", checkable=True)
        self.full_screen = self._make("Full screen", "F11", checkable=True)
        self.text_larger = self._make(tr("Larger text"), ("Ctrl+Shift++", "Ctrl+Shift+="))
        self.text_smaller = self._make(tr("Smaller text"), ("Ctrl+Shift+-", "Ctrl+Shift+_"))
        self.light_theme = self._make("Light theme", "", checkable=True)

        self.manage_models = self._make(
            "Models…", "Ctrl+M", "box", "Cards, adding, self-test, comparing, second opinion"
        )
        self.open_model = self._make("Open model file…", "", "box")
        self.guide = self._make("User guide", "F1")
        self.shortcuts = self._make("Keys and mouse…", "?")
        self.log = self._make(tr("Log…"), "", "", tr("What the program did, without names"))
        self.diagnostics = self._make(tr("Diagnostics…"), "", "", tr("What is installed and whether it works"))
        self.about = self._make("About xray-desktop", "")

    @property
    def of_the_view(self) -> tuple[QAction, ...]:
        """Those that need a picture on the screen."""
        return (
            *(self.to_grid, self.give_up, self.previous, self.next, self.fit, self.one_to_one, self.invert, self.reset),
            *(self.turn_right, self.turn_left, self.mirror, self.flip, self.heat_map, self.heat_map_contours),
            *(self.overlays, self.link_views, self.cine, self.export_picture, self.copy_picture),
            *self.drag_tools.actions(),
            *self.hangings.actions(),
        )

    @property
    def by_name(self) -> dict[str, QAction]:
        """All actions, by the names that the settings know them by."""
        own = {name: each for name, each in vars(self).items() if isinstance(each, QAction)}
        return own | self.tools.by_name

    def _make(self, text: str, keys: Keys, icon_name: str = "", tip: str = "", *, checkable: bool = False) -> QAction:
        """Make an action with its keys, icon and tip."""
        action = QAction(text, self)
        action.setCheckable(checkable)
        # In a menu the tick takes the icon's place.
        action.setIconVisibleInMenu(not checkable)
        sequences = [keys] if isinstance(keys, str) else list(keys)
        action.setShortcuts([QKeySequence(sequence) for sequence in sequences if sequence])
        action.setStatusTip(tip)
        show_keys(action, sequences)
        if icon_name:
            icons.dress(action, icon_name)
        return action


def show_keys(action: QAction, keys: Sequence[str]) -> None:
    """Say in an action's tip what it does and which key asks for it."""
    words = action.statusTip() or action.text().replace("&", "").removesuffix("…")
    shown = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
    action.setToolTip(f"{words} ({shown})" if shown else words)
