"""What the user does with a large study, step by step, each step under a name of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest

from xray_desktop.qt.controllers.state.scoring import RESULTS_AT_ONCE
from xray_desktop.study.arrangement import Order, Show
from xray_desktop.study.branch import folder_branch
from xray_desktop.study.result import ImageResult, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QScrollBar, QWidget

    from xray_desktop.qt.application import Application
    from xray_desktop.qt.composition import Composition
    from xray_desktop.qt.grid.page import GridPage

    Act = Callable[[], object]

STEP_MS = 20
SETTLE_MS = 1500
"""After a step: layout goes on in batches, thumbnails come, counts are written."""
THRESHOLD_STEPS = 20


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that the user does.

    Attributes
    ----------
    name
        What the report calls it.
    acts
        Done one after the other, `STEP_MS` apart.
    """

    name: str
    acts: Iterator[Act]


class Tour(QObject):
    """Begins when the study is walked, and goes from stop to stop.

    Signals
    -------
    at(str)
        The next stop begins; its name.
    ended()
        The last one is over.
    """

    at = Signal(str)
    ended = Signal()

    def __init__(self, application: Application, seconds: float) -> None:
        super().__init__(application)
        self._stops = iter(stops(application, max(1, round(seconds * 1000 / STEP_MS))))
        self._acts: Iterator[Act] = iter(())
        self._steps = QTimer(self, interval=STEP_MS)
        self._steps.timeout.connect(self._step)

    def begin(self) -> None:
        """Go to the first stop."""
        self._next_stop()

    def _next_stop(self) -> None:
        stop = next(self._stops, None)
        if stop is None:
            self.ended.emit()
            return
        self.at.emit(stop.name)
        self._acts = stop.acts
        self._steps.start()

    def _step(self) -> None:
        act = next(self._acts, None)
        if act is not None:
            act()
            return
        self._steps.stop()
        QTimer.singleShot(SETTLE_MS, self, self._next_stop)


def stops(application: Application, steps: int) -> Iterator[Stop]:
    """List what is done, in its order."""
    window, page = application.window, application.window.grid_page
    view = page.view
    yield Stop("scrolling while scoring", _there_and_back(view.verticalScrollBar(), steps))
    yield Stop("to the end and back", _keys(view, Qt.Key.Key_End, Qt.Key.Key_Home))
    yield from _arranging(page)
    yield Stop(
        "choosing a folder", iter([lambda: window.studies.chosen.emit(folder_branch("ward-3")), page.show_all.emit])
    )
    yield Stop("selecting all", iter([view.selectAll]))
    yield Stop("selecting one", _keys(view, Qt.Key.Key_Home))
    yield Stop("opening an image, and back", _opening_and_back(application))
    yield Stop("moving the threshold", _threshold(page))
    yield Stop(
        "stopping, and going on",
        iter([window.status.cancel_requested.emit, *[_nothing] * 150, application.parts.status.resume_requested.emit]),
    )
    yield Stop(f"results, {RESULTS_AT_ONCE} at a time", _results(application))
    yield Stop("the same, highest first", chain([_ask(page, Order.PROBABILITY)], _results(application)))
    yield Stop("beginning anew, all scored", iter([application.parts.study.forget_results]))
    yield Stop("results once more", _results(application))
    yield Stop("threshold, all scored", _threshold(page))
    yield Stop("at or above, while it moves", chain([_ask(page, show=Show.AT_OR_ABOVE)], _threshold(page)))
    yield Stop("another theme, and back", iter([window.actions_.light_theme.trigger] * 2))
    yield Stop("opening the study anew", iter([partial(_open_anew, application.parts)]))


def _open_anew(parts: Composition) -> None:
    parts.opening.open(parts.study_controller.roots)


def _arranging(page: GridPage) -> Iterator[Stop]:
    typed = ("f", "film-1", "film-17")
    yield Stop("sorting by name", iter([_ask(page, Order.NAME), _ask(page)]))
    yield Stop("sorting by series", iter([_ask(page, Order.SERIES), _ask(page)]))
    yield Stop("sorting by probability", iter([_ask(page, Order.PROBABILITY), _ask(page)]))
    yield Stop("finding by name", iter([*(_ask(page, text=text) for text in typed), page.show_all.emit]))
    yield Stop("showing what is not scored", iter([_ask(page, show=Show.NOT_SCORED), _ask(page)]))


def _ask(page: GridPage, order: Order = Order.SCAN, show: Show = Show.ALL, text: str = "") -> Act:
    return lambda: page.filter_bar.asked.emit(order, show, text)


def _nothing() -> None:
    """Let the user look."""


def _keys(widget: QWidget, *keys: Qt.Key) -> Iterator[Act]:
    return (partial(QTest.keyClick, widget, key) for key in keys)


def _there_and_back(bar: QScrollBar, steps: int) -> Iterator[Act]:
    for step in range(1, steps + 1):
        share = 1.0 - abs(1.0 - 2.0 * step / steps)
        yield lambda share=share: bar.setValue(round(share * bar.maximum()))


def _threshold(page: GridPage) -> Iterator[Act]:
    return (partial(page.threshold.moved.emit, step / THRESHOLD_STEPS) for step in range(THRESHOLD_STEPS))


def _opening_and_back(application: Application) -> Iterator[Act]:
    yield lambda: application.parts.navigation.open(
        application.parts.grid.row_at(application.parts.grid.rowCount() // 2).key
    )
    # The user looks for a second, and goes on through the next ones.
    yield from [_nothing] * (1000 // STEP_MS)
    for _ in range(5):
        yield lambda: application.parts.navigation.step(1)
        yield from [_nothing] * (200 // STEP_MS)
    yield application.parts.navigation.back


def _results(application: Application) -> Iterator[Act]:
    """Let scores come for every image as from a fast accelerator; the window cannot tell them from real ones."""
    application.parts.scoring.drop()
    random = np.random.default_rng(0)
    keys = [row.key for row in application.parts.study.rows]
    probabilities = random.random(len(keys)).tolist()
    heatmap = np.ones((7, 7), np.float32)
    for first in range(0, len(keys), RESULTS_AT_ONCE):
        part = slice(first, first + RESULTS_AT_ONCE)
        results = [
            ImageResult(key, Status.SCORED, scores=(probability,), heatmap=heatmap)
            for key, probability in zip(keys[part], probabilities[part], strict=True)
        ]
        yield partial(application.parts.scoring.results.emit, results)
