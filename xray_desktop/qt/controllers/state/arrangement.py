"""Which images the grid shows and in which order, asked for in the filter bar or in the tree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.study.arrangement import Arrangement, Show

if TYPE_CHECKING:
    from xray_desktop.qt.grid.filter_bar import FilterBar
    from xray_desktop.qt.studies.panel import StudiesPanel
    from xray_desktop.study.arrangement import Order
    from xray_desktop.study.branch import Branch
    from xray_desktop.study.study import Study


class ArrangementController(QObject):
    """Keeps the grid, the filter bar and the tree of studies in step.

    Signals
    -------
    branch_chosen()
        A line of the tree was chosen: its images are what the user wants to see.
    """

    branch_chosen = Signal()

    def __init__(self, study: Study, filter_bar: FilterBar, studies: StudiesPanel) -> None:
        super().__init__()
        self._study, self._filter_bar, self._studies = study, filter_bar, studies
        filter_bar.asked.connect(self._arrange_as_asked)
        studies.chosen.connect(self._show_branch)

    @property
    def current(self) -> Arrangement:
        """What is shown now."""
        return self._study.arrangement

    def arrange(self, arrangement: Arrangement) -> None:
        """Show other images, or in another order, and say so everywhere."""
        self._study.arrange(arrangement)
        self.show_current()
        self._studies.show_chosen(arrangement.branch)

    def show_current(self) -> None:
        """Say in the filter bar what is shown."""
        self._filter_bar.set_arrangement(self.current)

    def show_all(self) -> None:
        """Hide nothing."""
        self.arrange(self.current.unfiltered())

    def offer_disagreement(self, *, offered: bool) -> None:
        """Let the user look for disagreements where two models can disagree."""
        self._filter_bar.offer_disagreement(offered)
        if not offered and self.current.show is Show.DISAGREE:
            self.arrange(replace(self.current, show=Show.ALL))

    def hide_names(self, hidden: bool) -> None:
        """Take back a search by name where names are hidden: what was typed is a name, and what it finds has one."""
        self._filter_bar.set_names_hidden(hidden)
        if hidden and self.current.text:
            self.arrange(replace(self.current, text=""))

    def _arrange_as_asked(self, order: Order, show: Show, text: str) -> None:
        self.arrange(replace(self.current, order=order, show=show, text=text))

    def _show_branch(self, branch: Branch) -> None:
        if branch != self.current.branch:
            self.arrange(replace(self.current, branch=branch))
        self.branch_chosen.emit()
