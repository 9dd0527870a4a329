"""What the user chose, read once the window stands and written whenever it changes."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from xray_desktop.qt.runtime.jobs import Jobs

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.qt.runtime.jobs import Background
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

    def __init__(self, path: Path, background: Background) -> None:
        super().__init__()
        self._path = path
        self._reading: Jobs[None] = Jobs(background, self._take)
        self._writing: Jobs[None] = Jobs(background, None, self._fail)
        self._one_writes = Lock()
        self.settings: Settings | None = None
        self._opened_before: list[Path] = []
        self._resting = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._resting.timeout.connect(self._save)
        background.lifetime.at_stop(self._save_the_rest)

    def load(self) -> None:
        """Read the settings in the background."""
        self._reading.ask(_load, self._path)

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
        self._writing.ask(self._write)

    def _write(self) -> None:
        """Write what holds now, not what held when this was asked for: of two writes, either may come first."""
        from xray_desktop.settings.store import save_settings

        with self._one_writes:
            if self.settings is not None:
                save_settings(self._path, self.settings)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)

    def _save_the_rest(self) -> None:
        """Write what has not been written yet; whatever happens, the program ends."""
        if self._resting.isActive():
            self._resting.stop()
            self._save()


def _load(path: Path) -> LoadedSettings:
    from xray_desktop.settings.store import load_settings

    return load_settings(path)
