"""The actions of the tools that draw and magnify, and of what is done to what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.viewer.tools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QActionGroup
    from PySide6.QtWidgets import QMenu


class MakeAction(Protocol):
    """Makes an action of the window."""

    def __call__(
        self, text: str, keys: str | tuple[str, ...], icon_name: str = "", tip: str = "", *, checkable: bool = False
    ) -> QAction:
        """Make an action with its text, keys, icon and tip."""


class ToolActions:
    """One action for each tool, and those for shapes.

    Parameters
    ----------
    make
        Makes an action.
    group
        That of the actions which say what a drag does: a drawing tool takes their place.
    drags
        Which of them belongs to which tool.

    Attributes
    ----------
    undo, redo, delete, delete_all
        For what is drawn on the image.
    """

    def __init__(self, make: MakeAction, group: QActionGroup, drags: Mapping[Tool, QAction]) -> None:
        made = {tool: make(*named, checkable=True) for tool, named in _drawing_tools().items()}
        self._by_tool = {**drags, **made}
        self._drawing = tuple(made.values())
        self.group = group
        for tool, action in self._by_tool.items():
            action.setData(tool)
            action.setIconVisibleInMenu(True)
        for action in self._drawing:
            # Held down, the key of the magnifier is not pressed again and again.
            action.setAutoRepeat(False)
            group.addAction(action)
        self.undo = make(tr("Undo drawing"), "Ctrl+Z", "undo-2")
        self.redo = make(tr("Redo drawing"), "Ctrl+Y", "redo-2")
        self.delete = make(tr("Delete what is chosen"), "Del", "trash-2")
        self.delete_all = make(tr("Delete all on this image"), "", "eraser")

    @property
    def by_name(self) -> dict[str, QAction]:
        """Those that are not among the actions of the drag, by the names that the settings know them by."""
        shapes = {
            f"{tool.value}_tool": self._by_tool[tool] for tool in self._by_tool if self._by_tool[tool] in self._drawing
        }
        others = {"undo": self.undo, "redo": self.redo, "delete": self.delete, "delete_all": self.delete_all}
        return shapes | others

    def of(self, tool: Tool) -> QAction:
        """Return a tool's action."""
        return self._by_tool[tool]

    def fill(self, menu: QMenu) -> None:
        """Offer everything in a menu."""
        drags = [action for action in self._by_tool.values() if action not in self._drawing]
        for part in (drags, self._drawing, (self.undo, self.redo), (self.delete, self.delete_all)):
            menu.addActions(list(part))
            menu.addSeparator()


def _drawing_tools() -> dict[Tool, tuple[str, str | tuple[str, ...], str, str]]:
    """Say of each tool its name, keys, icon and what it is for."""
    return {
        Tool.MAGNIFIER: (
            tr("Magnifier"),
            "K",
            "scan-search",
            tr("A lens: again for 3 and 4 times; held down, for a moment"),
        ),
        Tool.LENGTH: (tr("Length"), ("L", "D"), "ruler", tr("Length, in millimetres where the file says how")),
        Tool.ANGLE: (tr("Angle"), "A", "triangle-right", tr("Angle: the end of an arm, the vertex, the other end")),
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
