"""What the window itself keeps of a session: threshold, arrangement of the grid, image looked at, drawings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from xray_desktop.errors import CardError
from xray_desktop.findings.finding import CUSTOM
from xray_desktop.imaging.image import ImageKey
from xray_desktop.study.arrangement import Order, Show

if TYPE_CHECKING:
    from collections.abc import Callable

    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.controllers.state.threshold import ThresholdController
    from xray_desktop.qt.grid.view import GridView
    from xray_desktop.services.session.sections import SessionSections
    from xray_desktop.study.arrangement import Arrangement
    from xray_desktop.study.study import Study


class SessionThreshold(QObject):
    """The line, and whose it is; given back once a model is there that it can belong to."""

    def __init__(self, threshold: ThresholdController, models: ModelController) -> None:
        super().__init__()
        self._threshold, self._models = threshold, models
        self._wanted: tuple[str, float] | None = None
        models.loaded.connect(lambda _model: self._settle())

    def take(self) -> dict[str, Any]:
        """Return where the line lies."""
        line = self._threshold.threshold
        return {"operating_point": line.operating_point, "probability": line.probability}

    def give(self, value: Any) -> None:
        """Put the line back."""
        probability = float(value["probability"])
        if not 0.0 <= probability <= 1.0:
            raise ValueError("no probability")
        self._wanted = str(value["operating_point"]), probability
        if self._models.model is not None:
            self._settle()

    def _settle(self) -> None:
        if self._wanted is None:
            return
        (point, probability), self._wanted = self._wanted, None
        try:
            if point != CUSTOM:
                self._threshold.choose(point)
                return
        except CardError:
            # Of another model: its number at least is kept.
            pass
        self._threshold.move(probability)


class SessionArrangement:
    """Order, filter, search and branch of the grid."""

    def __init__(self, study: Study, arrange: Callable[[Arrangement], None]) -> None:
        self._study, self._arrange = study, arrange

    def take(self) -> dict[str, Any]:
        """Return what the user asked to see."""
        now = self._study.arrangement
        return {"order": now.order.value, "show": now.show.value, "text": now.text, "branch": list(now.branch)}

    def give(self, value: Any) -> None:
        """Arrange the grid as it was."""
        arrangement = replace(
            self._study.arrangement,
            order=Order(value["order"]),
            show=Show(value["show"]),
            text=str(value["text"]),
            branch=tuple(map(str, value["branch"])),
        )
        self._arrange(arrangement)


class SessionNavigation(QObject):
    """The image that was looked at, large or in the grid; shown again once the walk has come to it."""

    def __init__(self, study: StudyController, navigation: NavigationController, view: GridView) -> None:
        super().__init__()
        self._study, self._navigation, self._view = study.study, navigation, view
        self._wanted: tuple[ImageKey, bool] | None = None
        study.changed.connect(self._settle)
        study.opened.connect(lambda _title: self._let_go())

    def take(self) -> dict[str, Any] | None:
        """Return which image it is."""
        from xray_desktop.settings.kept_file import path_as_text

        key = self._navigation.key
        if key is None:
            return None
        # An unpacked copy is gone with this run; the next one makes another.
        return {"path": path_as_text(self._study.origin(key)), "frame": key.frame, "large": self._navigation.is_viewing}

    def give(self, value: Any) -> None:
        """Look at it again."""
        from xray_desktop.settings.kept_file import path_from_text

        self._wanted = ImageKey(path_from_text(value["path"]), int(value["frame"])), bool(value["large"])
        self._settle()

    def _let_go(self) -> None:
        self._wanted = None

    def _settle(self) -> None:
        if self._wanted is None:
            return
        wanted, large = self._wanted
        key = ImageKey(self._study.copy_of(wanted.path), wanted.frame)
        if self._study.place_of(key) is None:
            return
        self._wanted = None
        if large:
            self._navigation.open(key)
        else:
            self._view.go_to(key)


def register_parts(
    store: SessionSections,
    threshold: SessionThreshold,
    arrangement: SessionArrangement,
    navigation: SessionNavigation,
) -> None:
    """Have the window's own parts kept."""
    store.register("threshold", threshold.take, threshold.give)
    store.register("arrangement", arrangement.take, arrangement.give)
    store.register("looking", navigation.take, navigation.give)
