"""What stands in the middle of the window."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtWidgets import QStackedWidget


class Page(IntEnum):
    """The pages, in the order in which they are put into the centre."""

    EMPTY = 0
    GRID = 1
    VIEW = 2


class Centre(QStackedWidget):
    """Shows one page at a time, the empty one first."""

    def shows(self, page: Page) -> bool:
        """Tell whether a page stands there now."""
        return self.currentIndex() == page

    def show_page(self, page: Page) -> None:
        """Bring a page to the front."""
        self.setCurrentIndex(page)
