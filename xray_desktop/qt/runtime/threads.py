"""The only way from worker threads into the window: futures and callbacks become calls on the GUI thread.

Two shapes of traffic cross here. A `Bridge` carries single outcomes: the end of a job, a model that is loaded. A
`Mailbox` carries streams, results and thumbnails by the thousand, and hands them over in one list per tick.
Neither keeps a receiver alive, neither delivers what belongs to an earlier job, and both report exceptions: an unread
future would hide them.
"""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from xray_desktop.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

_log = logging.getLogger(__name__)

Item = TypeVar("Item")

TICK_MS = 50
"""How often a stream reaches the window: often enough to look continuous, seldom enough to repaint once for many."""


def always() -> bool:
    """Tell that a message never becomes stale."""
    return True


class Bridge(QObject):
    """Carries outcomes to the GUI thread; lives there.

    Parameters
    ----------
    on_fault
        Called on the GUI thread with every exception that nobody asked for.
    """

    _arrived = Signal(object)

    def __init__(self, on_fault: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_fault = on_fault
        self._open = True
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def watch(
        self,
        future: Future[Any],
        on_result: Callable[..., None],
        on_error: Callable[..., None] | None = None,
        is_current: Callable[[], bool] = always,
        context: tuple[Any, ...] = (),
    ) -> None:
        """Hear of a future's outcome on the GUI thread.

        Parameters
        ----------
        future
            Whatever an executor returned.
        on_result, on_error
            Bound methods, weakly held. Without ``on_error`` exceptions go to ``on_fault``. A cancelled future says
            nothing: whoever cancelled it knows.
        is_current
            Asked just before delivery; a stale outcome is dropped.
        context
            What the methods are given before the outcome itself.
        """
        result = WeakMethod(on_result)
        error = WeakMethod(on_error) if on_error is not None else None

        def deliver() -> None:
            if is_current():
                self._settle(future, result(), error() if error is not None else None, context)

        future.add_done_callback(lambda _: self._post(deliver))

    def close(self) -> None:
        """Deliver nothing from now on."""
        self._open = False

    def _post(self, call: Callable[[], None]) -> None:
        # Runs on a worker thread. After the window is gone there is nobody to tell.
        if self._open:
            try:
                self._arrived.emit(call)
            except RuntimeError:
                _log.debug("an outcome arrived after the window had closed")

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        if self._open:
            call()

    def _settle(
        self,
        future: Future[Any],
        on_result: Callable[..., None] | None,
        on_error: Callable[..., None] | None,
        context: tuple[Any, ...],
    ) -> None:
        if future.cancelled():
            return
        fault = future.exception()
        if fault is None:
            if on_result is not None:
                on_result(*context, future.result())
        elif isinstance(fault, Exception) and on_error is not None:
            on_error(*context, fault)
        else:
            self.report(fault)

    def report(self, fault: BaseException) -> None:
        """Tell of an exception that nobody asked for; that somebody said stop is none. GUI thread."""
        if not isinstance(fault, Cancelled):
            self._on_fault(fault)


class Mailbox(QObject, Generic[Item]):
    """Collects a stream from any thread and hands it over on the GUI thread, one list per tick; lives there.

    `delivered` carries a non-empty list, in order of arrival.
    """

    delivered = Signal(list)
    _wake = Signal()

    def __init__(self, parent: QObject | None = None, *, tick_ms: int = TICK_MS, at_most: int = 1000) -> None:
        super().__init__(parent)
        self._items: deque[tuple[Callable[[], bool], Item]] = deque()
        self._at_most = at_most
        self._open = True
        self._woken = False
        self._afterwards: list[tuple[Callable[[], bool], Callable[[], None]]] = []
        self._timer = QTimer(self, singleShot=True, interval=tick_ms)
        self._timer.timeout.connect(self._hand_over)
        self._wake.connect(self._start, Qt.ConnectionType.QueuedConnection)

    def post(self, item: Item, is_current: Callable[[], bool] = always) -> None:
        """Put one item in; safe from any thread.

        Parameters
        ----------
        item
            Anything.
        is_current
            Asked just before delivery; a stale item is dropped.
        """
        if not self._open:
            return
        self._items.append((is_current, item))
        if not self._woken:
            self._woken = True
            try:
                self._wake.emit()
            except RuntimeError:
                _log.debug("an item arrived after the window had closed")

    def when_empty(self, call: Callable[[], None], is_current: Callable[[], bool] = always) -> None:
        """Call once all that is here is handed over, tick by tick; at once where nothing is. GUI thread.

        Parameters
        ----------
        is_current
            Asked just before the call; where it says no, nothing is called.
        """
        if not self._open:
            return
        self._afterwards.append((is_current, call))
        if self._items:
            self._start()
        else:
            self._call_afterwards()

    def close(self) -> None:
        """Take and deliver nothing from now on."""
        self._open = False
        self._timer.stop()
        self._items.clear()
        self._afterwards.clear()

    @Slot()
    def _start(self) -> None:
        if self._open and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _hand_over(self) -> None:
        self._emit()
        if self._items:
            self._timer.start()
        else:
            self._call_afterwards()

    def _call_afterwards(self) -> None:
        calls, self._afterwards = self._afterwards, []
        for is_current, call in calls:
            if is_current():
                call()

    def _emit(self) -> None:
        # Cleared before taking: an item that comes in between then wakes the box once more instead of being forgotten.
        self._woken = False
        waiting = [self._items.popleft() for _ in range(min(self._at_most, len(self._items)))]
        current = [item for is_current, item in waiting if is_current()]
        if current:
            self.delivered.emit(current)
