"""What hangs in the panes of the large view: images as they are read, results as they come, and a line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.i18n.language import error_text, sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.viewer.hanging_protocol import HangingProtocol, PaneImages, assign_images, step_in_pane
from xray_desktop.study.result import Role
from xray_desktop.study.row import RowState

if TYPE_CHECKING:
    from xray_desktop.imaging.image import ImageKey, XrayImage
    from xray_desktop.qt.controllers.state.image_loader import ImageLoader
    from xray_desktop.qt.viewer.panes import Panes
    from xray_desktop.study.result import ImageResult
    from xray_desktop.study.study import Study

UNEXPECTED = sentence("An unexpected fault stopped the reading of this file.")


class PanesController(QObject):
    """Owns the panes.

    Signals
    -------
    changed()
        Another image is worked on, or none.
    arranged()
        There is another arrangement of panes.
    failed(ImageKey, str)
        The only image that hangs cannot be read; the sentence why.

    Attributes
    ----------
    protocol
        The arrangement.
    """

    changed = Signal()
    arranged = Signal()
    failed = Signal(object, str)

    def __init__(self, panes: Panes, study: Study, loader: ImageLoader) -> None:
        super().__init__()
        self._panes, self._study, self._loader = panes, study, loader
        self._pane_images: PaneImages = ()
        self.protocol = HangingProtocol.ONE
        panes.activated.connect(self._work_elsewhere)
        loader.ready.connect(self._take_image)
        loader.failed.connect(self._take_failure)

    # --- which images --------------------------------------------------------------------------

    @property
    def key(self) -> ImageKey | None:
        """The image that the user works on; None where nothing hangs."""
        return self._pane_images[self._panes.active] if self._pane_images else None

    @property
    def image(self) -> XrayImage | None:
        """What is on the screen where the user works, perhaps not yet the image of `key`; None where nothing is."""
        return self._panes.image

    def open(self, key: ImageKey) -> None:
        """Hang an image, and beside it what the arrangement asks for."""
        self._panes.set_count(self.protocol.panes)
        self._panes.activate(0)
        self._show(self._assign_images(key))

    def go_to(self, key: ImageKey) -> None:
        """Show another image where the user works."""
        self._show(step_in_pane(self.protocol, self._pane_images, self._panes.active, key, self._assign_images))

    def choose(self, protocol: HangingProtocol) -> None:
        """Arrange anew around the image that the user works on."""
        lead = self.key
        self.protocol = protocol
        self._panes.set_count(protocol.panes)
        self.arranged.emit()
        if lead is not None:
            self.open(lead)

    def clear(self) -> None:
        """Take everything down."""
        self._pane_images = ()
        self._loader.forget()
        for pane in self._panes.shown:
            pane.clear()

    def can(self, protocol: HangingProtocol) -> bool:
        """Tell whether an arrangement has something to show beside the image; the others always have."""
        if protocol is HangingProtocol.MODELS:
            return self._study.second is not None
        return True

    def _assign_images(self, lead: ImageKey) -> PaneImages:
        return assign_images(self.protocol, lead, self._following, self._study.priors)

    def _following(self, key: ImageKey, places: int) -> ImageKey | None:
        place = self._study.place_of(key)
        wanted = None if place is None else place + places
        return self._study.row_at(wanted).key if wanted is not None and wanted < len(self._study.shown) else None

    # --- showing -------------------------------------------------------------------------------

    def _show(self, pane_images: PaneImages) -> None:
        self._pane_images = pane_images
        for pane, key in zip(self._panes.shown, pane_images, strict=True):
            pane.expect(key, self._why_nothing)
        self._caption()
        self.changed.emit()
        self._loader.show([key for key in pane_images if key is not None], self._neighbours())

    @property
    def _why_nothing(self) -> str:
        """What a pane says in which no image hangs."""
        return tr("No earlier study of this patient is open.") if self.protocol is HangingProtocol.PRIOR else ""

    def _neighbours(self) -> list[ImageKey]:
        place = None if self.key is None else self._study.place_of(self.key)
        if place is None:
            return []
        near = [each for each in (place + 1, place - 1) if 0 <= each < len(self._study.shown)]
        return [self._study.row_at(each).key for each in near]

    def _take_image(self, image: XrayImage) -> None:
        for number, pane in enumerate(self._panes.shown):
            if pane.key == image.key:
                pane.show_image(image, self._result(number, image.key))
        self._caption()

    def _take_failure(self, key: ImageKey, error: Exception) -> None:
        why = error_text(error, UNEXPECTED)
        self._study.take_unreadable(key, why)
        for pane in self._panes.shown:
            if pane.key == key:
                pane.show_sentence(why)
        if self.protocol is HangingProtocol.ONE:
            self.failed.emit(key, why)

    # --- results and words ---------------------------------------------------------------------

    def refresh(self) -> None:
        """Show in every pane what is known of its image now."""
        for number, pane in enumerate(self._panes.shown):
            if pane.key is not None:
                pane.show_result(self._result(number, pane.key))
        self._caption()

    def _result(self, number: int, key: ImageKey) -> ImageResult | None:
        return self._study.result(key, self._role(number))

    def _role(self, number: int) -> Role:
        """Return whose result a pane shows."""
        return Role.SECOND if self.protocol is HangingProtocol.MODELS and number == 1 else Role.FIRST

    def _work_elsewhere(self) -> None:
        if self._pane_images:
            self.changed.emit()

    def _caption(self) -> None:
        if self.protocol is HangingProtocol.ONE:
            return
        for number, pane in enumerate(self._panes.shown):
            if pane.key is not None:
                pane.set_caption(self._name(number, pane.key), self._figure(number, pane.key))
            else:
                pane.set_caption("", "")

    def _name(self, number: int, key: ImageKey) -> str:
        row = self._study.row_of(key)
        if self.protocol is HangingProtocol.MODELS:
            return self._model_name(number)
        if self.protocol is HangingProtocol.HEAT_MAP:
            return tr("With heat map") if number else tr("Without heat map")
        name = identity.image_name(row) if row is not None else ""
        if self.protocol is HangingProtocol.PRIOR:
            return tr("Earlier: {name}", name=name) if number else tr("Current: {name}", name=name)
        return name

    def _model_name(self, number: int) -> str:
        by = self._study.second if number else self._study.first
        return "" if by is None else by.card.name

    def _figure(self, number: int, key: ImageKey) -> str:
        score, row = self._study.score(key, self._role(number)), self._study.row_of(key)
        if score is not None:
            return f"{score:.2f}"
        if row is not None and row.state is RowState.NOT_SCORED:
            return tr("not scored")
        return ""
