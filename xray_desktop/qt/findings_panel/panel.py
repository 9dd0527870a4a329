"""The panel on the right: what the analysis says of the selected image, by which model, and with what right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from xray_desktop.findings.finding import BEFORE_ANY_MODEL
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.finding_section import FindingSection
from xray_desktop.qt.findings_panel.heatmap_section import HeatmapSection
from xray_desktop.qt.findings_panel.model_section import ModelSection
from xray_desktop.qt.findings_panel.section import separator, text_label
from xray_desktop.qt.findings_panel.threshold_section import ThresholdSection
from xray_desktop.qt.i18n.disclaimer import RESEARCH_USE
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.widgets.layouts import column

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Finding, Threshold
    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.qt.findings_panel.second_section import SecondView
    from xray_desktop.qt.viewer.display_options import DisplayOptions
    from xray_desktop.study.result import ImageResult


class FindingsPanel(QWidget):
    """Shows what it is told; asks no service.

    Signals
    -------
    operating_point_chosen(str)
        The user chose one of the card's operating points, by its name.
    heatmap_toggled(bool), heatmap_style_changed(HeatmapStyle)
        The user wants the heat map shown or hidden, or drawn in another way.
    score_anyway_requested(), take_back_requested()
        The user wants the image scored although the gate refused it, or no longer so.
    """

    operating_point_chosen = Signal(str)
    heatmap_toggled = Signal(bool)
    heatmap_style_changed = Signal(object)
    score_anyway_requested = Signal()
    take_back_requested = Signal()

    def __init__(self, parent: QWidget | None = None, threshold: Threshold = BEFORE_ANY_MODEL) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Findings"))
        scroll, inner = _scrolled(self)
        self._lines = column(inner)
        self.finding = FindingSection(inner)
        self.threshold = ThresholdSection(inner)
        self.heatmap = HeatmapSection(inner)
        self.model = ModelSection(inner)
        self._card: ModelCard | None = None
        self._result: ImageResult | None = None
        self._finding: Finding | None = None
        self._second: SecondView | None = None
        self._lay_out(scroll)
        self.threshold.operating_point_chosen.connect(self.operating_point_chosen)
        self.heatmap.toggled.connect(self.heatmap_toggled)
        self.heatmap.style_changed.connect(self.heatmap_style_changed)
        self.threshold.set_points(())
        self.threshold.set_threshold(threshold)

    def _lay_out(self, scroll: QScrollArea) -> None:
        for section in (self.finding, self.threshold, self.heatmap, self.model):
            self._lines.addWidget(section)
        self._lines.addStretch(1)
        purpose = text_label("small")
        purpose.setText(tr(RESEARCH_USE))
        purpose.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.fix_size(purpose, height=32)
        outer = column(self)
        outer.addWidget(scroll, 1)
        outer.addWidget(separator())
        outer.addWidget(purpose)

    def complete(self) -> None:
        """Make what nobody sees before there is a model and an image; the panel says nothing of either before."""
        from xray_desktop.qt.findings_panel.gate_section import GateSection
        from xray_desktop.qt.findings_panel.image_section import ImageSection
        from xray_desktop.qt.findings_panel.patient_section import PatientSection
        from xray_desktop.qt.findings_panel.second_section import SecondSection

        inner = self._lines.parentWidget()
        self.gate, self.second = GateSection(inner), SecondSection(inner)
        self.image, self.patient = ImageSection(inner), PatientSection(inner)
        for part in (self.finding, self.heatmap, self.model):
            part.complete()
        for above, sections in ((self.finding, (self.gate, self.second)), (self.model, (self.image, self.patient))):
            for place, section in enumerate(sections, self._lines.indexOf(above) + 1):
                self._lines.insertWidget(place, section)
        self.gate.score_anyway.clicked.connect(lambda: self.score_anyway_requested.emit())
        self.gate.take_back.clicked.connect(lambda: self.take_back_requested.emit())
        self.show_nothing()

    @property
    def in_tab_order(self) -> tuple[QWidget, ...]:
        """Its parts as the tabulator key goes through them."""
        return (self, self.gate, self.threshold, self.heatmap, self.heatmap.controls, self.model, self.patient)

    def sizeHint(self) -> QSize:
        """Take the design's width."""
        return QSize(theme.SIZE.findings_panel, super().sizeHint().height())

    # --- the image -----------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Say that no image is selected."""
        self._result = None
        self.second.hide()
        self.gate.show_result(None)
        self.finding.say(tr("No image selected"))
        self.heatmap.show_map(None)
        self.image.show_image(None)

    def show_waiting(self) -> None:
        """Say that the selected image has no result yet."""
        self._result = None
        self.second.hide()
        self.gate.show_result(None)
        self.finding.say(tr("Waiting to be scored") if self._card is not None else tr("No model in use"))
        self.heatmap.show_map(None)

    def show_result(
        self, result: ImageResult, finding: Finding | None = None, second: SecondView | None = None
    ) -> None:
        """Show what the analysis says of the selected image.

        Parameters
        ----------
        result
            How far the image came.
        finding
            The score, held against the line; None where there is none.
        second
            What a second model says; None where there is none.
        """
        self._result, self._finding, self._second = result, finding, second
        self.gate.show_result(result)
        self._show_outcome()
        self.heatmap.show_map(None if result.heatmap is None else float(result.heatmap.max()))

    def show_image(self, image: XrayImage | None) -> None:
        """Show the facts of the selected image; None while it is not decoded."""
        self.image.show_image(image)

    # --- the model -----------------------------------------------------------------------------

    def set_model(self, card: ModelCard | None) -> None:
        """Show another model; None where there is none."""
        self._card = card
        self.threshold.set_points(() if card is None else (point.name for point in card.operating_points))
        self.model.set_model(card)

    def set_provider(self, title: str, fallback_reason: str = "") -> None:
        """Show what the model really runs on, and why it is not what was asked for."""
        self.model.set_provider(title, fallback_reason)

    def set_threshold(self, threshold: Threshold) -> None:
        """Show another line; the finding that is held against it comes with `show_result`."""
        self.threshold.set_threshold(threshold)
        self.model.set_threshold(threshold)

    def set_display_options(self, display_options: DisplayOptions) -> None:
        """Show how heat maps are shown now; announces nothing."""
        self.heatmap.set_display_options(display_options)

    def _show_outcome(self) -> None:
        if self._result is None:
            return
        from xray_desktop.qt.viewer.notice import notice_of

        notice = notice_of(self._result)
        if notice is not None:
            self.second.hide()
            self.finding.show_notice(notice)
        elif self._card is not None and self._finding is not None:
            self._show_findings(self._card, self._finding)

    def _show_findings(self, card: ModelCard, first: Finding) -> None:
        from xray_desktop.findings.agreement import Agreement, agreement

        view = self._second
        if view is not None and view.finding is not None and agreement(first, view.finding) is Agreement.DISAGREE:
            self.second.hide()
            self.finding.show_disagreement((card.name, first), (view.model, view.finding))
            return
        overridden = self._result is not None and self._result.overridden
        self.finding.show_finding(first, *card.labels, overridden=overridden)
        if view is None:
            self.second.hide()
        else:
            self.second.show_view(view)


def _scrolled(parent: QWidget) -> tuple[QScrollArea, QWidget]:
    """Make an area with an empty widget in it, to be filled; a full one would be measured before anything is hidden."""
    scroll = QScrollArea(parent)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    inner = QWidget(scroll.viewport())
    scroll.setWidget(inner)
    # The panel's own colour shows through.
    scroll.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return scroll, inner
