"""Draws the lines of the study tree: icons and figures in the colours of the theme, and tool tips as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QHelpEvent, QIcon, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from xray_desktop.qt import theme
from xray_desktop.qt.studies.item_model import COUNT, BranchModel, icon_name
from xray_desktop.qt.widgets import icons
from xray_desktop.qt.widgets.tool_tip import plain_tip

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_ICON_PX = 16


class BranchDelegate(QStyledItemDelegate):
    """Asked for what is on the screen alone; nothing of the look lies in the items themselves."""

    def __init__(self, model: BranchModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Give a name its icon, and put figures to the right."""
        super().initStyleOption(option, index)
        if index.column() == COUNT:
            option.displayAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            option.palette.setColor(QPalette.ColorRole.Text, theme.colour("secondary"))
            return
        option.icon = _icon(icon_name(self._model.branch_at(index)), option.widget.devicePixelRatioF())
        option.decorationSize = QSize(_ICON_PX, _ICON_PX)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the whole name and what else is known, which Qt must not take for HTML."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), self.tip(index), view)
        return True

    def tip(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return the tool tip of a line."""
        label = self._model.label_of(self._model.branch_at(index))
        return plain_tip((label.name, *label.details))


def _icon(name: str, device_pixel_ratio: float) -> QIcon:
    """Return an icon that a selection leaves as it is: its ground is no accent, as it is in a menu."""
    drawn = icons.pixmap(name, theme.current().palette.text, _ICON_PX, device_pixel_ratio)
    made = QIcon(drawn)
    made.addPixmap(drawn, QIcon.Mode.Selected)
    return made
