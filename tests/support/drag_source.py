"""``python -m tests.support.drag_source PATH``: a small window from which a folder can be dragged, as a file manager's.

It stays above the others in the lower right corner of the screen until it is told to end.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

TITLE = "A folder to drag"
SIZE = (160, 48)


class DragSource(QLabel):
    """A label that a drag of one path starts from."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self._path = path
        self.setWindowTitle(TITLE)
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(*SIZE)
        # A window that appears must not take the keyboard from the one that is tested.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        room = self.screen().availableGeometry()
        self.move(room.right() - SIZE[0], room.bottom() - SIZE[1])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """Start to drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            dragged = QMimeData()
            dragged.setUrls([QUrl.fromLocalFile(str(self._path))])
            drag = QDrag(self)
            drag.setMimeData(dragged)
            drag.exec(Qt.DropAction.CopyAction)


def main() -> None:
    """Show the window."""
    application = QApplication(sys.argv)
    source = DragSource(Path(sys.argv[1]))
    source.show()
    application.exec()


if __name__ == "__main__":
    main()
