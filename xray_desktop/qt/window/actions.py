"""Everything the user can ask for by menu, tool bar or key: one action each, named once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.viewer.tools.tool import Tool
from xray_desktop.qt.widgets import icons
from xray_desktop.qt.window.tool_actions import ToolActions

if TYPE_CHECKING:
    from collections.abc import Sequence

Keys = str | tuple[str, ...]


class Actions(QObject):
    """The window's actions; they say what is wanted and do nothing themselves."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.open_folder = self._make(tr("Open folder…"), "Ctrl+O", "folder-open")
        self.open_files = self._make(tr("Open files…"), "Ctrl+Shift+O", "file-image")
        self.add_folder = self._make(
            tr("Add folder to study…"),
            "",
            "folder-plus",
            tr("Open a folder beside what is open, as when dropped with Ctrl"),
        )
        self.add_files = self._make(
            tr("Add files to study…"), "", "file-plus", tr("Open files, archives or discs beside what is open")
        )
        self.open_address = self._make(tr("Open web address…"), "Ctrl+L", "globe")
        self.paste = self._make(tr("Paste image or files"), "Ctrl+V", "clipboard-paste")
        self.new_session = self._make(
            tr("New session"), "Ctrl+N", "square-plus", tr("Let go of the study, its results and everything made of it")
        )
        self.header_names = self._make(tr("Report names patients of DICOM headers"), "", checkable=True)
        self.open_demo = self._make(tr("Open the demo study"), "", "flask-conical")
        self.export_report = self._make(tr("Export report (CSV)…"), "Ctrl+E", "file-down")
        self.export_report.setIconText(" " + tr("Report…"))
        self.export_picture = self._make(
            tr("Export picture…"),
            "Ctrl+Shift+E",
            "",
            tr("The whole image as PNG, with what is written and drawn on it"),
        )
        self.copy_picture = self._make(tr("Copy picture"), "Ctrl+Shift+C", "copy", tr("The same on the clipboard"))
        self.quit = self._make(tr("Quit"), "Ctrl+Q")

        self.to_grid = self._make(tr("Grid"), "Backspace", "arrow-left", tr("Back to the grid"))
        self.give_up = self._make(
            tr("Give up, or back"), "Esc", "", tr("Give up what is half done, or go back to the grid")
        )
        # Keys that a focused button or slider needs for itself are taken by the picture alone, not by the window.
        self.previous = self._make(tr("Previous image"), "", "chevron-left")
        self.next = self._make(tr("Next image"), "", "chevron-right")
        self.reset = self._make(
            tr("Reset"), "", "rotate-ccw", tr("Window, zoom, turn and position as the file has them")
        )
        self.fit = self._make(tr("Fit"), "F", "maximize", tr("Show the whole picture"))
        self.one_to_one = self._make("1:1", "Ctrl+1", "", tr("One pixel of the picture on one pixel of the screen"))
        self.invert = self._make(tr("Invert"), "I", "contrast", tr("Swap black and white"))
        self.turn_right = self._make(tr("Turn right"), "R", "rotate-cw", tr("A quarter clockwise"))
        self.turn_left = self._make(tr("Turn left"), "Shift+R", "rotate-ccw", tr("A quarter counter-clockwise"))
        self.mirror = self._make(tr("Mirror"), "H", "flip-horizontal-2", tr("Exchange left and right"))
        self.flip = self._make(tr("Flip"), "V", "flip-vertical-2", tr("Exchange top and bottom"))
        self.heat_map = self._make(
            tr("Heat map"), "G", "flame", tr("What speaks for the finding, in colour"), checkable=True
        )
        self.heat_map.setChecked(True)
        self.heat_map_contours = self._make(
            tr("Heat map as contours"),
            "Shift+G",
            "",
            tr("Lines of equal evidence: the picture stays to be seen"),
            checkable=True,
        )
        self.heat_map_study_scale = self._make(
            tr("Heat map on the study's scale"),
            "",
            "",
            tr("One scale for all images: they can be compared"),
            checkable=True,
        )

        self.overlays = self._make(
            tr("Overlays and shutter"),
            "O",
            "",
            tr("What the file draws over its picture or hides of it"),
            checkable=True,
        )
        self.overlays.setChecked(True)

        self.window_tool = self._make(tr("Window"), "W", "contrast", tr("A drag changes the window"), checkable=True)
        self.region_tool = self._make(
            tr("Window from a region"),
            "Shift+W",
            "scan",
            tr("Draw a rectangle; the window fits the values in it"),
            checkable=True,
        )
        self.zoom_tool = self._make(tr("Zoom"), "Z", "zoom-in", tr("A drag zooms"), checkable=True)
        self.pan_tool = self._make(tr("Move"), "M", "move", tr("A drag moves the picture"), checkable=True)
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

        self.one_pane = self._make(tr("One image"), "Ctrl+Alt+1", "square", tr("One image"), checkable=True)
        self.two_panes = self._make(
            tr("Two images"), "Ctrl+Alt+2", "columns-2", tr("Two images side by side"), checkable=True
        )
        self.four_panes = self._make(tr("Four images"), "Ctrl+Alt+4", "grid-2x2", tr("Four images"), checkable=True)
        self.beside_prior = self._make(
            tr("Beside the prior"), "Ctrl+Alt+P", "history", tr("Beside the patient's study before it"), checkable=True
        )
        self.beside_heat_map = self._make(
            tr("Beside its heat map"), "Ctrl+Alt+G", "flame", tr("Without and with its heat map"), checkable=True
        )
        self.beside_models = self._make(
            tr("Two models side by side"), "Ctrl+Alt+M", "box", tr("The heat maps of two models"), checkable=True
        )
        self.hanging_protocols = QActionGroup(self)
        for protocol in (
            self.one_pane,
            self.two_panes,
            self.four_panes,
            self.beside_prior,
            self.beside_heat_map,
            self.beside_models,
        ):
            self.hanging_protocols.addAction(protocol)
        self.one_pane.setChecked(True)
        self.link_views = self._make(
            tr("Link the views"), "Y", "link", tr("Zoom, place, turn and window of one view go for all"), checkable=True
        )
        self.cine = self._make(
            tr("Play the frames"), "C", "play", tr("Show the frames of a file one after the other"), checkable=True
        )

        self.score_anyway = self._make(
            tr("Score anyway"),
            "Ctrl+Shift+S",
            "hand",
            tr("Have the model score what the gate refused; the report says so"),
        )
        self.take_back = self._make(tr("Take back the score"), "Ctrl+Shift+Z", "", tr("Leave it not scored after all"))

        self.header = self._make(tr("Header…"), "Ctrl+I", "", tr("What the file of this image says of itself"))
        self.hide_identity = self._make(
            tr("Hide identity"), "Ctrl+H", "", tr("Names, numbers, dates and file names, everywhere"), checkable=True
        )

        self.studies_panel = self._make(tr("Study panel"), "F8", "panel-left", checkable=True)
        self.findings_panel = self._make(tr("Findings panel"), "F9", "panel-right", checkable=True)
        self.full_screen = self._make(tr("Full screen"), "F11", checkable=True)
        self.text_larger = self._make(tr("Larger text"), ("Ctrl+Shift++", "Ctrl+Shift+="))
        self.text_smaller = self._make(tr("Smaller text"), ("Ctrl+Shift+-", "Ctrl+Shift+_"))
        self.light_theme = self._make(tr("Light theme"), "", checkable=True)

        self.manage_models = self._make(
            tr("Models…"), "Ctrl+M", "box", tr("Cards, adding, self-test, comparing, second opinion")
        )
        self.open_model = self._make(tr("Open model file…"), "", "box")
        self.guide = self._make(tr("User guide"), "F1")
        self.shortcuts = self._make(tr("Keys and mouse…"), "?")
        self.log = self._make(tr("Log…"), "", "", tr("Faults that the program met, without names"))
        self.diagnostics = self._make(tr("Diagnostics…"), "", "", tr("What is installed and whether it works"))
        self.about = self._make(tr("About xray-desktop"), "")
        # As long as nothing is open.
        for action in (*self.of_the_view, self.export_report):
            action.setEnabled(False)

    @property
    def of_the_view(self) -> tuple[QAction, ...]:
        """Those that need a picture on the screen."""
        return (
            *(self.to_grid, self.give_up, self.previous, self.next, self.fit, self.one_to_one, self.invert, self.reset),
            *(self.turn_right, self.turn_left, self.mirror, self.flip, self.heat_map, self.heat_map_contours),
            *(self.overlays, self.link_views, self.cine, self.export_picture, self.copy_picture),
            *self.drag_tools.actions(),
            *self.hanging_protocols.actions(),
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
            icons.set_icon(action, icon_name)
        return action


def show_keys(action: QAction, keys: Sequence[str]) -> None:
    """Say in an action's tip what it does and which key asks for it."""
    text = action.statusTip() or action.text().replace("&", "").removesuffix("…")
    shown = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
    action.setToolTip(f"{text} ({shown})" if shown else text)
