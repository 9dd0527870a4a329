"""The line above the grid: what is shown, in which order, and a field to look for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.grid.phrases import image_count
from xray_desktop.qt.i18n.language import sentence, tr
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.chevron import Choice
from xray_desktop.qt.widgets.elided_label import ElidedLabel
from xray_desktop.study.arrangement import Arrangement, Order, Show

if TYPE_CHECKING:
    from enum import StrEnum

_ORDERS = {
    Order.SCAN: sentence("In folder order"),
    Order.SERIES: sentence("By patient and series"),
    Order.NAME: sentence("By name"),
    Order.PROBABILITY: sentence("Highest first"),
}
_SHOWS = {
    Show.ALL: sentence("All images"),
    Show.AT_OR_ABOVE: sentence("At or above threshold"),
    Show.BELOW: sentence("Below threshold"),
    Show.DISAGREE: sentence("Models disagree"),
    Show.NOT_SCORED: sentence("Not scored"),
    Show.ANYWAY: sentence("Scored anyway"),
    Show.FAILED: sentence("Cannot be read"),
}
_TYPING_PAUSE_MS = 150
_CONTROL = 32
"""Height of what is typed in or chosen from."""


class FilterBar(QWidget):
    """Title, search, order and filter.

    Signals
    -------
    asked(Order, Show, str)
        The user wants another order, other results, or looks for another name.
    """

    asked = Signal(Order, Show, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(role="heading")
        self.count = QLabel()
        self.count.setProperty("role", "secondary")
        self.search = QLineEdit(placeholderText=tr("Find by name"), clearButtonEnabled=True)
        self.order = _choice(tr("Order"), _ORDERS)
        self.show_only = _choice(tr("Show"), _SHOWS)
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._typing.timeout.connect(self._ask)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.order.activated.connect(self._ask)
        self.show_only.activated.connect(self._ask)

    def _lay_out(self) -> None:
        self.search.setAccessibleName(tr("Find by name"))
        # A file that is dropped here is meant for the window.
        self.search.setAcceptDrops(False)
        for control in (self.search, self.order, self.show_only):
            theme.fix_size(control, height=_CONTROL)
        theme.fix_size(self.search, least=96, most=160)
        look = QAction(self.search)
        icons.set_icon(look, "search")
        self.search.addAction(look, QLineEdit.ActionPosition.LeadingPosition)
        row = layouts.row(self, spacing=theme.SPACE.s)
        row.addWidget(self.title)
        row.addWidget(self.count, 1)
        row.addWidget(self.search, 1)
        row.addWidget(self.order)
        row.addWidget(self.show_only)

    def offer_disagreement(self, offered: bool) -> None:
        """List the images where two models disagree as a choice, or not: without a second model there are none."""
        self.show_only.set_offered(self.show_only.findData(Show.DISAGREE), offered)

    def set_title(self, title: str) -> None:
        """Show the name of the study."""
        self.title.setText(title)

    def set_names_hidden(self, hidden: bool) -> None:
        """Take the search for a name away where names are hidden."""
        self.search.setEnabled(not hidden)
        self.search.setPlaceholderText(tr("Names hidden") if hidden else tr("Find by name"))

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Show what is asked for; emits nothing."""
        self.order.setCurrentIndex(self.order.findData(arrangement.order))
        self.show_only.setCurrentIndex(self.show_only.findData(arrangement.show))
        if arrangement.text != self.search.text().strip():
            self.search.setText(arrangement.text)
            self._typing.stop()

    def set_count(self, shown: int, images: int) -> None:
        """Say how many of the images are shown."""
        if shown == images:
            self.count.setText(image_count(images))
        else:
            self.count.setText(tr("{shown} of {images} images", shown=f"{shown:,}", images=f"{images:,}"))

    def _ask(self) -> None:
        self._typing.stop()
        order, show = Order(self.order.currentData()), Show(self.show_only.currentData())
        self.asked.emit(order, show, self.search.text().strip())


def _choice(name: str, words: dict[Order, str] | dict[Show, str]) -> Choice:
    box = Choice()
    box.setAccessibleName(name)
    each: StrEnum
    for each, text in words.items():
        box.addItem(tr(text), each)
    return box
