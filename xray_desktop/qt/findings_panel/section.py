"""The building blocks of the panel: a section with a heading, and lines of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.widgets.layouts import column, row

_MARGINS = (theme.SPACE.l, theme.SPACE.m, theme.SPACE.l, theme.SPACE.m)


class Section(QWidget):
    """Part of the panel, under a thin line.

    A section, and what holds several widgets in it, is made in its place: Qt works out the style of a widget and of all
    below it once more when it gets another parent.

    Parameters
    ----------
    heading
        Its title; none where empty.
    """

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule = separator()
        self.column = column(spacing=theme.SPACE.s, margins=_MARGINS)
        outer = column(self)
        outer.addWidget(self.rule)
        outer.addLayout(self.column)
        if heading:
            title = text_label("heading")
            title.setText(heading)
            self.column.addWidget(title)


class ValueLine(QWidget):
    """A name on the left and a value on the right, in figures of one width."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.value = text_label("secondary"), text_label()
        self.name.setText(name)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.value.setWordWrap(True)
        line = row(self, spacing=theme.SPACE.m)
        line.addWidget(self.name, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.value, 1)

    def show_value(self, text: str) -> None:
        """Show a value; without one the whole line is gone."""
        self.value.setText(text)
        self.setVisible(bool(text))


def text_label(role: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label that takes nothing for markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def separator() -> QFrame:
    """Make a thin line between two sections."""
    line = QFrame()
    line.setProperty("role", "line")
    return line
