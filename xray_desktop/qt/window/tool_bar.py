"""The tool bar: opening, tools of the large view, heat map, model, report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QSlider, QToolBar, QToolButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.widgets.chevron import MenuButton

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from xray_desktop.qt.viewer.display_options import Look
    from xray_desktop.qt.window.actions import Actions

_PERCENT = 100
_MODEL_WIDTH = 160
_FIRST_OPACITY = 0.5
"""Of `HeatmapStyle`, until the settings are read."""


class ToolBar(QToolBar):
    """Buttons for what is done most.

    Signals
    -------
    opacity_changed(float)
        The user moved the heat map's opacity, 0 to 1.
    """

    opacity_changed = Signal(float)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(tr("Tools"), parent)
        self.setObjectName("tools")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(theme.SIZE.icon, theme.SIZE.icon))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.open_menu, self.window_menu, self.model_menu = QMenu(self), QMenu(self), QMenu(self)
        self.open_button = MenuButton(tr("Open"), "folder-open", self.open_menu)
        self.window_button = MenuButton("W/L", "sliders-horizontal", self.window_menu)
        self.model_button = MenuButton(tr("Model"), "box", self.model_menu)
        self.tools_menu = QMenu(self)
        actions.tools.fill(self.tools_menu)
        self.tools_button = MenuButton(tr("Tools"), "pencil-ruler", self.tools_menu)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self._lay_out(actions)
        self._shed = [button for button in self._with_words(actions) if isinstance(button, QToolButton)]
        actions.drag_tools.triggered.connect(self._show_tool)
        self.opacity.setValue(round(_FIRST_OPACITY * _PERCENT))
        self.opacity.valueChanged.connect(lambda value: self.opacity_changed.emit(value / _PERCENT))
        self.set_view_tools_enabled(False)

    def _lay_out(self, actions: Actions) -> None:
        self.window_button.setToolTip(tr("Window and level"))
        self.tools_button.setToolTip(tr("Measure, note, magnify"))
        self.model_button.setToolTip(tr("Model in use"))
        self.opacity.setRange(0, _PERCENT)
        self.opacity.setToolTip(tr("Opacity of the heat map"))
        self.opacity.setAccessibleName(tr("Opacity of the heat map"))
        self.opacity.setFixedWidth(88)
        self.addWidget(self.open_button)
        self.addSeparator()
        self._add_icons(actions.one_pane, actions.two_panes, actions.four_panes)
        self.addSeparator()
        self.addWidget(self.window_button)
        self.addWidget(self.tools_button)
        self._add_icons(actions.invert, actions.reset, actions.fit)
        self._add(actions.one_to_one)
        self.addSeparator()
        self._add(actions.heat_map)
        self.addWidget(self.opacity)
        self.addSeparator()
        self.addWidget(self.model_button)
        room = QWidget()
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(room)
        self._add(actions.export_report)

    def _with_words(self, actions: Actions) -> tuple[QWidget | None, ...]:
        """List the buttons with words, those first that are understood best without."""
        heat_map, report = self.widgetForAction(actions.heat_map), self.widgetForAction(actions.export_report)
        return heat_map, self.tools_button, self.window_button, report, self.open_button, self.model_button

    # --- fitting into the window ---------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Leave out words where they are larger now."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()

    def _fit(self) -> None:
        """Take the words of one button after the other, until all buttons are on the bar."""
        for button in self._shed:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in self._shed:
            if self._needed() <= self.width():
                return
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _needed(self) -> int:
        layout = self.layout()
        assert layout is not None  # noqa: S101 - a tool bar has one
        layout.invalidate()
        return layout.sizeHint().width()

    def _add(self, *actions: QAction) -> None:
        for action in actions:
            self.addAction(action)

    def _add_icons(self, *actions: QAction) -> None:
        """Add buttons that say in their tip what they do: the bar is narrow."""
        for action in actions:
            self.addAction(action)
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                button.setAccessibleName(action.text())

    def _show_tool(self, action: QAction) -> None:
        """Show on the button which tool is in the hand."""
        self.tools_button.setIcon(action.icon())
        self.tools_button.setToolTip(tr("Tool in the hand: {tool}", tool=action.text()))
        self.tools_button.setAccessibleDescription(self.tools_button.toolTip())

    def set_heatmap_look(self, look: Look) -> None:
        """Show how opaque heat maps are; emits nothing."""
        with QSignalBlocker(self.opacity):
            self.opacity.setValue(round(look.style.opacity * _PERCENT))

    def set_view_tools_enabled(self, enabled: bool) -> None:
        """Offer what works on a picture, or not."""
        self.window_button.setEnabled(enabled)
        self.tools_button.setEnabled(enabled)
        self.opacity.setEnabled(enabled)

    def set_model(self, title: str) -> None:
        """Name the model in use; a long name loses its middle, the bar has to fit a small screen."""
        shown = theme.metrics().elidedText(title, Qt.TextElideMode.ElideMiddle, theme.scaled(_MODEL_WIDTH))
        self.model_button.set_text(shown or tr("No model"))
        said = tr("Model: {title}", title=title) if title else tr("No model")
        self.model_button.setAccessibleName(said)
        self.model_button.setToolTip(said)
        self._fit()
