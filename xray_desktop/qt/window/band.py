"""The band that says that the pictures are drawings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import sentence, tr
from xray_desktop.qt.widgets import layouts
from xray_desktop.qt.widgets.icon_label import IconLabel

SYNTHETIC = sentence("These pictures are synthetic: a score on them means nothing.")


class SyntheticBand(QWidget):
    """Visible for as long as the study holds a synthetic picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "band")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = layouts.row(
            self, spacing=theme.SPACE.s, margins=(theme.SPACE.l, theme.SPACE.xs, theme.SPACE.l, theme.SPACE.xs)
        )
        row.addWidget(IconLabel("flask-conical", "positive", theme.SPACE.l))
        label = QLabel(tr(SYNTHETIC))
        # At a large text size the sentence takes a second line rather than lose its end.
        label.setWordWrap(True)
        row.addWidget(label, 1)
        self.hide()
