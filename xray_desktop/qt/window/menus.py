"""The menu bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QMenuBar

    from xray_desktop.qt.window.actions import Actions
    from xray_desktop.qt.window.tool_bar import ToolBar


class Menus:
    """File, View, Model and Help; those below are filled by their controllers.

    Attributes
    ----------
    recent
        One menu of recent studies for the menu bar and one for the tool bar.
    language
        The languages of the window.
    text_size
        How large the window's text is.
    model
        The models, the same menu in the menu bar and in the tool bar.
    """

    def __init__(self, bar: QMenuBar, tool_bar: ToolBar, actions: Actions) -> None:
        file = bar.addMenu(tr("&File"))
        self.recent = (self._fill_open(file, actions), self._fill_open(tool_bar.open_menu, actions))
        file.addSeparator()
        file.addAction(actions.new_session)
        file.addSeparator()
        file.addActions([actions.export_report, actions.header_names, actions.export_picture, actions.copy_picture])
        file.addSeparator()
        file.addAction(actions.quit)
        view = bar.addMenu(tr("&View"))
        view.addActions([actions.to_grid, actions.previous, actions.next])
        view.addSeparator()
        view.addActions([actions.fit, actions.one_to_one, actions.invert, actions.reset, actions.overlays])
        turning = view.addMenu(tr("Turn"))
        turning.addActions([actions.turn_right, actions.turn_left, actions.mirror, actions.flip])
        view.addAction(actions.cine)
        layout = view.addMenu(tr("Layout"))
        layout.addActions(actions.hanging_protocols.actions())
        layout.addSeparator()
        layout.addAction(actions.link_views)
        view.addSeparator()
        view.addActions([actions.heat_map, actions.heat_map_contours, actions.heat_map_study_scale])
        view.addSeparator()
        view.addActions([actions.header, actions.hide_identity])
        view.addSeparator()
        view.addActions([actions.score_anyway, actions.take_back])
        view.addSeparator()
        self.text_size = view.addMenu(tr("Text size"))
        self.language = view.addMenu(tr("Language"))
        view.addActions([actions.studies_panel, actions.findings_panel, actions.full_screen, actions.light_theme])
        tool_bar.tools_menu.setTitle(tr("&Tools"))
        bar.addMenu(tool_bar.tools_menu)
        self.model = tool_bar.model_menu
        self.model.setTitle(tr("&Model"))
        bar.addMenu(self.model)
        help_menu = bar.addMenu(tr("&Help"))
        help_menu.addActions([actions.guide, actions.shortcuts])
        help_menu.addSeparator()
        help_menu.addActions([actions.log, actions.diagnostics])
        help_menu.addSeparator()
        help_menu.addAction(actions.about)

    def _fill_open(self, menu: QMenu, actions: Actions) -> QMenu:
        menu.addActions([actions.open_folder, actions.open_files, actions.open_address, actions.paste])
        menu.addSeparator()
        menu.addActions([actions.add_folder, actions.add_files])
        recent = menu.addMenu(tr("Recent"))
        menu.addSeparator()
        menu.addAction(actions.open_demo)
        return recent
