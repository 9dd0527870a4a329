"""All parts of the window, of which nothing is started and whose work in the background waits for the test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication

from tests.support.held_work import HeldExecutor
from tests.support.tiny_model import write_tiny_model
from xray_desktop.qt.application import Application
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.qt.runtime.threads import Mailbox
from xray_desktop.settings.options import Options
from xray_desktop.settings.paths import AppPaths, app_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from xray_desktop.qt.composition import Composition

ORDERS = pytest.mark.parametrize("order", ["in order", "the first one last"])
"""For a test that asks twice: in which order its two answers are let go."""


class Held:
    """Lets work go by the name of what it calls, and lets everything that it says arrive.

    Attributes
    ----------
    executor
        Where the work waits.
    background
        What works on it; it has a lifetime of its own.
    """

    def __init__(self, qtbot: QtBot, on_fault: Callable[[BaseException], None]) -> None:
        self.executor = HeldExecutor()
        self.background = Background(self.executor, Lifetime(), on_fault)
        self._qtbot = qtbot

    def count(self, name: str) -> int:
        """Count the jobs of that name that wait."""
        return self.executor.waiting.count(name)

    def let_go(self, name: str, which: int = 0) -> Future[Any]:
        """Let one job of that name go, counted from the one that was asked for first."""
        future = self.executor.let_go(self._place_of(name, which))
        self.settle()
        return future

    def work(self, name: str, which: int = 0) -> None:
        """Do the work of one job of that name, and hold its answer back."""
        self.executor.work(self._place_of(name, which))

    def _place_of(self, name: str, which: int) -> int:
        return [place for place, waiting in enumerate(self.executor.waiting) if waiting == name][which]

    def let_both_go(self, name: str, order: str) -> None:
        """Let two jobs of that name go, in one of `ORDERS`."""
        assert self.count(name) == 2
        self.let_go(name, 0 if order == "in order" else 1)
        self.let_go(name)

    def let_all_go(self) -> None:
        """Let everything go, in the order in which it was asked for, and what that asks for."""
        while self.executor.waiting:
            self.executor.let_go()
            self.settle()

    def settle(self) -> None:
        """Let everything that is on its way arrive, mailbox by mailbox."""
        QCoreApplication.processEvents()
        boxes, empty = self.background.findChildren(Mailbox), []
        for box in boxes:
            box.when_empty(lambda: empty.append(True))
        self._qtbot.waitUntil(lambda: len(empty) == len(boxes))
        QCoreApplication.processEvents()


@pytest.fixture
def faults() -> list[BaseException]:
    return []


@pytest.fixture
def held(qtbot: QtBot, faults: list[BaseException]) -> Iterator[Held]:
    made = Held(qtbot, faults.append)
    yield made
    made.let_all_go()
    made.background.lifetime.end()
    assert not faults


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    write_tiny_model(folder / "tiny.onnx")
    return folder


class _Watched(Application):
    """Collects the faults that it would write to the log."""

    def __init__(self, options: Options, paths: AppPaths, faults: list[BaseException]) -> None:
        super().__init__(options, paths)
        self._faults = faults

    def report_fault(self, fault: BaseException) -> None:
        self._faults.append(fault)


@pytest.fixture
def parts(held: Held, faults: list[BaseException], models: Path, tmp_path: Path) -> Iterator[Composition]:
    data = tmp_path / "data"
    application = _Watched(Options(data_dir=data, models_dir=models), app_paths(data), faults)
    application.make()
    background = application.parts.background
    threads, background.executor = background.executor, held.executor
    own, held.background = held.background, background
    yield application.parts
    held.let_all_go()
    background.executor, held.background = threads, own
    application.window.close()
    application.window.deleteLater()


@pytest.fixture
def wait(qtbot: QtBot) -> Callable[[Callable[[], object]], None]:
    """Wait until something holds."""
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)
