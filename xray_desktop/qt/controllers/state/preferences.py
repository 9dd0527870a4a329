"""What the user chose, read once the window stands and written whenever it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from xray_desktop.qt.runtime.threads import Bridge
    from xray_desktop.settings.model import Settings
    from xray_desktop.settings.store import LoadedSettings

_PAUSE_MS = 500
"""A slider that moves writes once, when it rests."""


class PreferencesController(QObject):
    """Holds the settings; they are None until they were read.

    Signals
    -------
    loaded(Settings, str)
        They can be used; with the sentence why the file was not, or nothing.
    changed(Settings)
        One of them is another now.
    failed(Exception)
        They cannot be saved.
    """

    loaded = Signal(object, str)
    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path, executor: Executor, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._executor = executor
        self._bridge = bridge
        self.settings: Settings | None = None
        self._opened_before: list[Path] = []
        self._resting = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._resting.timeout.connect(self._save)

    def load(self) -> None:
        """Read the settings in the background."""
        self._bridge.watch(self._executor.submit(_load, self._path), self._take)

    def _take(self, read: LoadedSettings) -> None:
        self.settings = read.settings
        self.loaded.emit(read.settings, read.notice)
        for path in self._opened_before:
            self.remember_opened(path)

    def change(self, **values: Any) -> None:
        """Take other values for some settings, by their names, and save them soon."""
        if self.settings is not None:
            self._replace(self.settings.model_copy(update=values))

    def remember_opened(self, path: Path) -> None:
        """Put a folder or file in front of those that were opened."""
        if self.settings is None:
            self._opened_before.append(path)
        else:
            self._replace(self.settings.opened(path))

    def _replace(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self._resting.start()
            self.changed.emit(settings)

    def _save(self) -> None:
        if self.settings is not None:
            self._bridge.watch(self._executor.submit(_save, self._path, self.settings), self._saved, self._fail)

    def _saved(self, _nothing: None) -> None:
        """Nothing is to be said."""

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)

    def close(self) -> None:
        """Write what has not been written yet; whatever happens, the program ends."""
        if self._resting.isActive():
            self._resting.stop()
            self._save()


def _load(path: Path) -> LoadedSettings:
    from xray_desktop.settings.store import load_settings

    return load_settings(path)


def _save(path: Path, settings: Settings) -> None:
    from xray_desktop.settings.store import save_settings

    save_settings(path, settings)
