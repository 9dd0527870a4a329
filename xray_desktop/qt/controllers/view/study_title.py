"""What the study is called: in the window's title and above the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.privacy import identity

if TYPE_CHECKING:
    from collections.abc import Callable

    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.grid.filter_bar import FilterBar


class StudyTitleController(QObject):
    """Shows the name of the study, or what stands for it while the identity is hidden.

    Parameters
    ----------
    set_window_title
        Names the window after the study; empty for none.
    """

    def __init__(self, study: StudyController, filter_bar: FilterBar, set_window_title: Callable[[str], None]) -> None:
        super().__init__()
        self._study, self._filter_bar, self._set_window_title = study, filter_bar, set_window_title
        study.added.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the study is called now."""
        title = identity.study_name(self._study.title)
        self._set_window_title(title)
        self._filter_bar.set_title(title)
