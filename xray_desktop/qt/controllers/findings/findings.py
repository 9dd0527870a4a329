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
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.controllers.state.panes import PanesController
    from xray_desktop.qt.findings_panel.panel import FindingsPanel
    from xray_desktop.study.study import Study


class FindingsController(QObject):
    """Tells the panel what is known of one image, whenever that changes."""

    def __init__(
        self, panel: FindingsPanel, study: Study, navigation: NavigationController, panes: PanesController
    ) -> None:
        super().__init__()
        self._panel, self._study, self._navigation, self._panes = panel, study, navigation, panes
        self._shown: tuple[object, ...] | None = None
        navigation.key_changed.connect(self._begin)

    def _begin(self) -> None:
        self._panel.show_image(self._panes.image)
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
        if key is None:
            self._panel.show_nothing()
        elif result is None:
            self._panel.show_waiting()
        else:
            self._panel.show_result(result, finding, second)

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
        return SecondView(by.card.name, self._study.finding(key, Role.SECOND), reason)

    def take_image(self, image: XrayImage) -> None:
        """Show the facts of an image that is read now, where it is the one that the panel speaks of."""
        if image.key == self._navigation.key:
            self._panel.show_image(image)

    def take_model(self, model: ModelSession) -> None:
        """Show another model."""
        self._panel.set_model(model.card)
        self._panel.set_provider(model.provider_title, model.fallback_reason)
        self._panel.set_threshold(self._study.threshold)
        self._shown = None
        self.refresh()
