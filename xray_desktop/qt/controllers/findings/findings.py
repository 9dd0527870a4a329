"""Keeps the findings panel and the large view in step with the image looked at, the model and the threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.findings_panel.second_section import SecondView
from xray_desktop.study.result import ImageResult, Role, Status, second_reason
from xray_desktop.study.row import RowState

if TYPE_CHECKING:
    from xray_desktop.imaging.image import ImageKey, XrayImage
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.controllers.state.image_loader import ImageLoader
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.controllers.state.threshold import ThresholdController
    from xray_desktop.qt.window.main_window import MainWindow


class FindingsController(QObject):
    """Tells the panel and the view what is known of one image, whenever that changes."""

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        navigation: NavigationController,
        viewer: ImageLoader,
        models: ModelController,
        threshold: ThresholdController,
        second: SecondOpinionController,
    ) -> None:
        super().__init__(window)
        self._window, self._study, self._navigation = window, study.study, navigation
        self._threshold = threshold
        self._shown: tuple[object, ...] | None = None
        navigation.key_changed.connect(self._begin)
        study.changed.connect(self.refresh)
        viewer.ready.connect(self._take_image)
        models.loaded.connect(self._take_model)
        second.changed.connect(self.refresh)
        threshold.changed.connect(window.findings.set_threshold)
        window.findings.operating_point_chosen.connect(threshold.choose)
        window.findings.set_threshold(threshold.threshold)

    def _begin(self) -> None:
        self._window.findings.show_image(self._window.view_page.image.image)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known of the image now."""
        key = self._navigation.key
        result = None if key is None else self._known(key)
        finding = None if key is None else self._study.finding(key)
        second = None if key is None else self._second_view(key)
        state = key, None if key is None else self._study.row_of(key), result is None, finding, second
        if state == self._shown:
            return
        self._shown = state
        panel = self._window.findings
        if key is None:
            panel.show_nothing()
        elif result is None:
            panel.show_waiting()
        else:
            panel.show_result(result, finding, second)

    def _known(self, key: ImageKey) -> ImageResult | None:
        """Return what the analysis says; where it says nothing, what the scan or the thumbnail says."""
        found = self._study.result(key)
        row = self._study.row_of(key)
        if found is None and row is not None and row.state is RowState.FAILED:
            return ImageResult(key, Status.FAILED, row.sentence)
        return found

    def _second_view(self, key: ImageKey) -> SecondView | None:
        by = self._study.second
        if by is None:
            return None
        reason = second_reason(self._study.result(key, Role.SECOND))
        return SecondView(f"{by.card.model_id} {by.card.model_version}", self._study.finding(key, Role.SECOND), reason)

    def _take_image(self, image: XrayImage) -> None:
        if image.key == self._navigation.key:
            self._window.findings.show_image(image)

    def _take_model(self, model: ModelSession) -> None:
        panel = self._window.findings
        panel.set_model(model.card)
        panel.set_provider(model.provider_title, model.fallback_reason)
        panel.set_threshold(self._threshold.threshold)
        self._shown = None
        self.refresh()
