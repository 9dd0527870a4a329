"""The list of keys and mouse moves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QWidget

from xray_desktop.qt import layouts, theme

_KEYS = (
    (
        "Everywhere",
        (
            ("Ctrl+O", "Open a folder"),
            ("Ctrl+Shift+O", "Open files"),
            ("Ctrl+E", "Export the report"),
            ("Ctrl+M", "Models"),
            ("Ctrl+Shift+S", "Score anyway what the gate refused"),
            ("Ctrl+Shift+Z", "Take that score back"),
            ("F8, F9", "Study panel, findings panel"),
            ("F11", "Full screen"),
        ),
    ),
    (
        "Grid",
        (
            ("Arrow keys", "Choose an image"),
            ("Shift or Ctrl with click or arrows", "Choose several"),
            ("Enter, double-click", "Show it large"),
        ),
    ),
    (
        "Large view",
        (
            ("Left drag", "Window: across for the width, up and down for the centre"),
            ("Middle drag", "Move the picture"),
            ("Right drag, Ctrl+wheel", "Zoom"),
            ("Wheel, arrow keys", "Previous and next image"),
            ("F, Ctrl+1", "Fit, one to one"),
            ("I", "Swap black and white"),
            ("O", "Overlays and shutter of the file"),
            ("1 to 9", "The windows of the W/L menu, in its order"),
            ("0", "Full range of values"),
            ("M", "Heat map"),
            ("T", "Text in the corners"),
            ("Space", "Reset"),
            ("Backspace, Esc", "Back to the grid"),
        ),
    ),
)


class ShortcutsDialog(QDialog):
    """Keys and mouse, by place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and mouse")
        table = QGridLayout()
        table.setHorizontalSpacing(theme.SPACE.xl)
        table.setVerticalSpacing(theme.SPACE.xs)
        for heading, lines in _KEYS:
            table.addWidget(_label(heading, "heading"), table.rowCount(), 0, 1, 2)
            for keys, meaning in lines:
                row = table.rowCount()
                table.addWidget(_label(keys, "secondary"), row, 0)
                table.addWidget(_label(meaning), row, 1)
            table.setRowMinimumHeight(table.rowCount(), theme.SPACE.s)
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        column = layouts.column(self, spacing=theme.SPACE.l, margins=layouts.all_round(theme.SPACE.xl))
        column.addLayout(table)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
