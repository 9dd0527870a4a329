"""What stands in the middle of the window."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QStackedWidget, QWidget


class Page(StrEnum):
    """The pages that can stand there."""

    EMPTY = "empty"
    GRID = "grid"
    VIEW = "view"


class Centre(QStackedWidget):
    """Shows one page at a time, the one that was added first to begin with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[Page, QWidget] = {}

    def add_page(self, page: Page, widget: QWidget) -> None:
        """Put a page into the centre."""
        self._pages[page] = widget
        self.addWidget(widget)

    def shows(self, page: Page) -> bool:
        """Tell whether a page stands there now."""
        return self.currentWidget() is self._pages.get(page)

    def show_page(self, page: Page) -> None:
        """Bring a page to the front."""
        self.setCurrentWidget(self._pages[page])
