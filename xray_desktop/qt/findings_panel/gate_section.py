"""What has to be known beside the score, and the user's way past the gate and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from xray_desktop.qt.findings_panel.section import Section, text_label
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.widgets import icons
from xray_desktop.qt.widgets.layouts import row
from xray_desktop.study.result import Status

if TYPE_CHECKING:
    from xray_desktop.study.result import ImageResult


class GateSection(Section):
    """Belongs to the finding above it; gone where there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.against, self.caveat = text_label(wrap=True), text_label("secondary", wrap=True)
        self.score_anyway, self.take_back = QPushButton(tr("Score anyway")), QPushButton(tr("Take back the score"))
        self.score_anyway.setToolTip(tr("The report will say that this image was not accepted"))
        self.take_back.setToolTip(tr("The image is not scored again"))
        icons.set_icon(self.score_anyway, "hand")
        self.rule.hide()
        # It stands right under the finding.
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), 0, margins.right(), margins.bottom())
        buttons = row()
        for button in (self.score_anyway, self.take_back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addWidget(self.against)
        self.column.addWidget(self.caveat)
        self.column.addLayout(buttons)
        self.show_result(None)

    def show_result(self, result: ImageResult | None) -> None:
        """Show what belongs to an image's result; None where there is none."""
        scored = result is not None and result.status is Status.SCORED
        against = result.objection if result is not None else ""
        caveat = result.caveat if result is not None and scored else ""
        refused = result is not None and result.can_be_overridden
        overridden = result is not None and result.overridden
        for label, text in ((self.against, against), (self.caveat, caveat)):
            label.setText(said(text))
            label.setVisible(bool(text))
        self.score_anyway.setVisible(refused)
        self.take_back.setVisible(overridden)
        self.setVisible(bool(against or caveat) or refused)
