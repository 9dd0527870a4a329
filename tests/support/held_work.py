"""An executor whose work waits for the test to let it go, so that answers come in any order the test wants."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from functools import wraps
from threading import Thread
from typing import Any


class HeldExecutor(Executor):
    """Runs what it is given in threads of its own, but each only when the test says so.

    Attributes
    ----------
    waiting
        What was submitted and not let go yet, in order: the functions by their names.
    """

    def __init__(self) -> None:
        self._held: list[tuple[Future[Any], Any, tuple[Any, ...], dict[str, Any]]] = []

    def submit(self, fn, /, *args, **kwargs):
        future: Future[Any] = Future()
        self._held.append((future, fn, args, kwargs))
        return future

    @property
    def waiting(self) -> list[str]:
        return [getattr(fn, "__name__", repr(fn)) for _, fn, _, _ in self._held]

    def work(self, place: int = 0) -> None:
        """Do the work of one of those that wait, in a thread; what came of it waits until it is let go."""
        future, fn, args, kwargs = self._held[place]
        done: Future[Any] = Future()
        thread = Thread(target=_run, args=(done, fn, args, kwargs))
        thread.start()
        thread.join()

        @wraps(fn)
        def outcome() -> Any:
            return done.result()

        self._held[place] = future, outcome, (), {}

    def let_go(self, place: int = 0) -> Future[Any]:
        """Run one of those that wait, to its end, in a thread; its outcome is on its way to the window afterwards."""
        future, fn, args, kwargs = self._held.pop(place)
        thread = Thread(target=_run, args=(future, fn, args, kwargs))
        thread.start()
        thread.join()
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        while self._held:
            self.let_go()


def _run(future: Future[Any], fn: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(fn(*args, **kwargs))
    except BaseException as fault:  # noqa: BLE001 - as an executor does
        future.set_exception(fault)
