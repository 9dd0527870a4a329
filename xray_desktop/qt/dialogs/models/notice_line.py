"""One sentence inside the dialog: what became of what the user asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.widgets import layouts
from xray_desktop.qt.widgets.icon_label import IconLabel


class NoticeLine(QWidget):
    """Shows the last sentence; takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._calm, self._alarm = IconLabel("info", "accent"), IconLabel("triangle-alert", "failed")
        self.sentence = text_label(wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = layouts.row(self, spacing=theme.SPACE.m, margins=layouts.all_round(theme.SPACE.m))
        for icon in (self._calm, self._alarm):
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        self.hide()

    @property
    def is_problem(self) -> bool:
        """Whether it tells of something that did not happen."""
        return not self._alarm.isHidden()

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Show another sentence; none where it is empty."""
        self.sentence.setText(sentence)
        self._calm.setVisible(not problem)
        self._alarm.setVisible(problem)
        self.setVisible(bool(sentence))
