"""Cine: the frames of one file, one after the other, at the pace that the header asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from xray_desktop.imaging.image import ImageKey

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.qt.controllers.state.image_loader import ImageLoader
    from xray_desktop.qt.controllers.state.panes import PanesController

FRAME_MS = 100.0
"""Where the header is silent."""
_FASTEST_MS = 20.0


class CineController(QObject):
    """Plays while its action is on; a frame that takes longer to read is waited for, none is left out."""

    def __init__(self, action: QAction, panes: PanesController, loader: ImageLoader) -> None:
        super().__init__()
        self._action, self._panes = action, panes
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        self._shown_by_us: ImageKey | None = None
        action.toggled.connect(self._toggle)
        panes.changed.connect(self._offer)
        loader.ready.connect(self._take_image)

    @property
    def _image(self) -> XrayImage | None:
        image = self._panes.image
        return image if image is not None and image.key == self._panes.key else None

    def _offer(self) -> None:
        """Stop where the user goes to another image; offer what there is to play."""
        if self._action.isChecked() and self._panes.key != self._shown_by_us:
            self._action.setChecked(False)

    def _toggle(self, on: bool) -> None:
        image = self._image
        if on and (image is None or image.frame_count < 2):
            self._action.setChecked(False)
        elif on and image is not None:
            self._shown_by_us = image.key
            self._wait(image)
        else:
            self._timer.stop()

    def _take_image(self, image: XrayImage) -> None:
        if self._action.isChecked() and image.key == self._shown_by_us:
            self._wait(image)

    def _wait(self, image: XrayImage) -> None:
        self._timer.start(round(max(_FASTEST_MS, image.instance.frame_duration_ms or FRAME_MS)))

    def _go_on(self) -> None:
        image = self._image
        if image is None:
            self._action.setChecked(False)
            return
        self._shown_by_us = ImageKey(image.key.path, (image.key.frame + 1) % image.frame_count)
        self._panes.go_to(self._shown_by_us)
