"""The real window over the real services, with a small real model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.tiny_model import write_tiny_model
from xray_desktop.qt.application import Application
from xray_desktop.settings.options import Options
from xray_desktop.settings.paths import AppPaths, app_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PATIENCE_MS = 20_000


class Window:
    """Opens windows and closes them in order at the end of the test."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self.data = folder / "data"
        self.models = folder / "models"
        self.models.mkdir()
        self._opened: list[Application] = []

    def __call__(self, *paths: Path, **options: Any) -> Application:
        """Open a window on some paths and start its work."""
        options.setdefault("models_dir", self.models)
        asked = Options(paths=paths, data_dir=self.data, **options)
        application = Application(asked, self.paths)
        self._opened.append(application)
        with self._qtbot.waitExposed(application.window):
            application.show()
        application.start()
        return application

    @property
    def paths(self) -> AppPaths:
        """Where the program keeps its own files."""
        return app_paths(self.data)

    def add_model(self, name: str = "tiny.onnx", **card: Any) -> Path:
        """Put a model into the models folder."""
        return write_tiny_model(self.models / name, **card)

    def close(self) -> None:
        """Close all that were opened."""
        for application in self._opened:
            application.window.close()
            application.close()
            application.window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    opened = Window(qtbot, tmp_path)
    opened.add_model()
    yield opened
    opened.close()


@pytest.fixture
def wait(qtbot: QtBot) -> Callable[[Callable[[], object]], None]:
    """Wait until something holds."""
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)


@pytest.fixture
def finished(wait: Callable[[Callable[[], object]], None]) -> Callable[[Application], None]:
    """Wait until a study is walked and scored."""

    def is_finished(application: Application) -> bool:
        counts = application.parts.study.counts
        return (
            application.parts.study_controller.walk.value == "done"
            and application.parts.models.model is not None
            and not application.parts.scoring.running
            and counts.waiting == 0
        )

    return lambda application: wait(lambda: is_finished(application))
