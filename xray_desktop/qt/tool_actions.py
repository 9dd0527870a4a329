"""The actions of the tools: one of them is in the hand, and what is done to what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QAction, QActionGroup

from xray_desktop.qt.language import tr
from xray_desktop.qt.viewer.tools.tool import Tool

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QMenu


class MakeAction(Protocol):
    """Makes an action of the window."""

    def __call__(
        self, text: str, keys: str | tuple[str, ...], icon_name: str = "", tip: str = "", *, checkable: bool = False
    ) -> QAction:
        """Give it its text, keys, icon and tip."""


class ToolActions:
    """One action for each tool, and those for shapes.

    Attributes
    ----------
    group
        The tools: exactly one is checked.
    undo, redo, delete, delete_all
        For what is drawn on the image.
    """

    def __init__(self, parent: QObject, make: MakeAction) -> None:
        self.group = QActionGroup(parent)
        self._by_tool = {
            tool: make(text, keys, icon, tip, checkable=True) for tool, (text, keys, icon, tip) in _tools().items()
        }
        for tool, action in self._by_tool.items():
            action.setData(tool)
            # Held down, the key of the magnifier is not pressed again and again.
            action.setAutoRepeat(False)
            self.group.addAction(action)
        self.of(Tool.WINDOW).setChecked(True)
        self.undo = make(tr("Undo drawing"), "Ctrl+Z", "undo-2")
        self.redo = make(tr("Redo drawing"), "Ctrl+Y", "redo-2")
        self.delete = make(tr("Delete what is chosen"), "Del", "trash-2")
        self.delete_all = make(tr("Delete all on this image"), "", "eraser")

    def of(self, tool: Tool) -> QAction:
        """Give a tool's action."""
        return self._by_tool[tool]

    @property
    def tools(self) -> tuple[QAction, ...]:
        """Give the tools' actions, in the order in which they are offered."""
        return tuple(self._by_tool.values())

    def fill(self, menu: QMenu) -> None:
        """Offer everything in a menu."""
        tools = [self.of(tool) for tool in Tool]
        first_to_measure = list(Tool).index(Tool.LENGTH)
        menu.addActions(tools[:first_to_measure])
        menu.addSeparator()
        menu.addActions(tools[first_to_measure:])
        menu.addSeparator()
        menu.addActions([self.undo, self.redo, self.delete, self.delete_all])


def _tools() -> dict[Tool, tuple[str, str | tuple[str, ...], str, str]]:
    """Say of each tool its name, keys, icon and what it is for."""
    return {
        Tool.WINDOW: (tr("Window and level"), "W", "sliders-horizontal", tr("Left drag changes the window")),
        Tool.ZOOM: (tr("Zoom"), "Z", "zoom-in", tr("Left drag zooms")),
        Tool.PAN: (tr("Move"), "M", "move", tr("Left drag moves the picture")),
        Tool.MAGNIFIER: (tr("Magnifier"), "K", "scan-search", tr("A lens: 2, 3, 4 times; held down, for a moment")),
        Tool.LENGTH: (tr("Length"), ("L", "D"), "ruler", tr("Length, in millimetres where the file says how")),
        Tool.ANGLE: (tr("Angle"), "A", "triangle-right", tr("Angle: an arm's end, the vertex, the other end")),
        Tool.RECTANGLE: (tr("Rectangle"), "S", "square-dashed", tr("Mean, SD and area of a rectangle")),
        Tool.ELLIPSE: (tr("Ellipse"), "E", "ellipse", tr("Mean, SD and area of an ellipse")),
        Tool.PROBE: (tr("Pixel value"), "P", "crosshair", tr("Modality value of one pixel, and where it is stored")),
        Tool.RATIO: (
            tr("Cardiothoracic ratio"),
            "Shift+C",
            "heart",
            tr("Widest heart over widest chest: draw across the chest, then across the heart"),
        ),
        Tool.ARROW: (tr("Arrow"), "X", "arrow-up-left", tr("An arrow, with words or without")),
        Tool.NOTE: (tr("Note"), "N", "type", tr("Words on the picture")),
    }
