"""The program looks at itself: the log as it grows, and the diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, qVersion
from PySide6.QtGui import QGuiApplication

from xray_desktop.errors import Cancelled
from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.runtime.threads import Generation, Mailbox
from xray_desktop.services.cancellation import CancellationToken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.dialogs.diagnostics import DiagnosticsDialog
    from xray_desktop.qt.dialogs.log import LogWindow
    from xray_desktop.qt.runtime.threads import Bridge
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.diagnostics.log_tail import LogTail
    from xray_desktop.services.diagnostics.report import DiagnosticSection
    from xray_desktop.services.diagnostics.run import DiagnosticStep, Surroundings
    from xray_desktop.settings.paths import AppPaths

_FOLLOW_MS = 1000


class LogController(QObject):
    """Shows the log for as long as its window is open."""

    def __init__(self, window: MainWindow, path: Path, executor: Executor, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._path, self._executor, self._bridge = window, path, executor, bridge
        self._end, self._reading = 0, False
        self._often = QTimer(self, interval=_FOLLOW_MS)
        self._often.timeout.connect(self._read)
        self.dialog: LogWindow | None = None
        window.actions_.log.triggered.connect(self.open)

    def open(self) -> None:
        """Show the window; there is one at most."""
        from xray_desktop.qt.dialogs.log import LogWindow

        if self.dialog is None:
            self._end = 0
            self.dialog = LogWindow(self._window)
            self.dialog.finished.connect(self._forget_dialog)
            self._often.start()
            self._read()
        self.dialog.show()
        self.dialog.activateWindow()

    def _read(self) -> None:
        if not self._reading:
            self._reading = True
            self._bridge.watch(self._executor.submit(_read_tail, self._path, self._end), self._take, self._fail)

    def _take(self, tail: LogTail) -> None:
        self._reading = False
        self._end = tail.end
        if self.dialog is not None:
            self.dialog.take(tail)

    def _fail(self, _error: Exception) -> None:
        self._reading = False
        if self.dialog is not None:
            self.dialog.say(tr("The log cannot be read. Check the permissions of the program's folder."))

    def _forget_dialog(self) -> None:
        self._often.stop()
        gone, self.dialog = self.dialog, None
        if gone is not None:
            gone.deleteLater()

    def close(self) -> None:
        """Close the window."""
        if self.dialog is not None:
            self.dialog.reject()


class DiagnosticsController(QObject):
    """Runs the diagnostics for as long as their window is open.

    Parameters
    ----------
    folders
        Where models are looked for.
    provider
        The execution provider that was asked for on the command line; that of the settings where empty.
    reader
        Gives the decode pool in use.
    """

    def __init__(
        self,
        window: MainWindow,
        paths: AppPaths,
        folders: Sequence[Path],
        provider: str,
        preferences: PreferencesController,
        reader: Callable[[], PooledReader | None],
        executor: Executor,
        bridge: Bridge,
    ) -> None:
        super().__init__(window)
        self._window, self._paths, self._folders, self._provider = window, paths, tuple(folders), provider
        self._preferences, self._reader = preferences, reader
        self._executor, self._bridge = executor, bridge
        self._token, self._generation = CancellationToken(), Generation()
        self._steps: Mailbox[DiagnosticStep] = Mailbox(self)
        self._steps.delivered.connect(self._take)
        self.dialog: DiagnosticsDialog | None = None
        window.actions_.diagnostics.triggered.connect(self.open)

    def open(self) -> None:
        """Show the window and begin; there is one at most."""
        from xray_desktop.qt.dialogs.diagnostics import DiagnosticsDialog

        if self.dialog is None:
            self.dialog = DiagnosticsDialog(self._window)
            self.dialog.run_requested.connect(self.run)
            self.dialog.stop_requested.connect(lambda: self._token.cancel())
            self.dialog.copy_requested.connect(self._copy)
            self.dialog.finished.connect(self._forget_dialog)
            self.run()
        self.dialog.show()
        self.dialog.activateWindow()

    def run(self) -> None:
        """Look at everything anew."""
        if self.dialog is None:
            return
        self._token.cancel()
        self._token = CancellationToken()
        self.dialog.begin()
        is_current, steps = self._generation.begin(), self._steps
        job = self._executor.submit(
            _run,
            self._surroundings(),
            lambda step: steps.post(step, is_current),
            self._token,
            (screen_section(),),
        )
        self._bridge.watch(job, self._finish, self._fail, is_current)

    def _surroundings(self) -> Surroundings:
        from xray_desktop.services.diagnostics.run import Surroundings

        settings = self._preferences.settings
        provider = self._provider or (settings.provider if settings is not None else "auto")
        return Surroundings(self._paths, self._folders, provider, settings, self._reader())

    def _take(self, steps: list[DiagnosticStep]) -> None:
        if self.dialog is not None:
            for step in steps:
                self.dialog.take(step.section, step.done, step.parts)

    def _finish(self, _nothing: None) -> None:
        self._steps.when_empty(self._tell_end)

    def _tell_end(self) -> None:
        if self.dialog is not None:
            self.dialog.finish()

    def _fail(self, error: Exception) -> None:
        if self.dialog is None:
            return
        if isinstance(error, Cancelled):
            self.dialog.end_early(tr("Stopped before the end."), problem=False)
        else:
            self.dialog.end_early(tr("An unexpected fault stopped the diagnostics."), problem=True)

    def _copy(self) -> None:
        from xray_desktop.services.diagnostics.report import as_text

        if self.dialog is not None:
            text = as_text(self.dialog.sections, (self._paths.root, *self._folders))
            QGuiApplication.clipboard().setText(text)

    def _forget_dialog(self) -> None:
        self._token.cancel()
        self._generation.begin()
        gone, self.dialog = self.dialog, None
        if gone is not None:
            gone.deleteLater()

    def close(self) -> None:
        """Stop and close the window; the executor waits for the end."""
        self._token.cancel()
        if self.dialog is not None:
            self.dialog.reject()
        self._steps.close()


def screen_section() -> DiagnosticSection:
    """Say what Qt knows of itself and of the screens."""
    from xray_desktop.services.diagnostics.report import DiagnosticLine, DiagnosticSection

    lines = [
        DiagnosticLine("Qt", qVersion()),
        DiagnosticLine("Platform", QGuiApplication.platformName()),
        DiagnosticLine("Theme", theme.current().name),
    ]
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size, ratio = screen.size(), screen.devicePixelRatio()
        words = f"{size.width()} × {size.height()} at {ratio:g}×, {screen.logicalDotsPerInch():.0f} dpi"
        lines.append(DiagnosticLine(f"Screen {number}", words))
    return DiagnosticSection("Window", tuple(lines))


def _read_tail(path: Path, after: int) -> LogTail:
    from xray_desktop.services.diagnostics.log_tail import read_tail

    return read_tail(path, after)


def _run(
    around: Surroundings,
    on_step: Callable[[DiagnosticStep], None],
    token: CancellationToken,
    first: Sequence[DiagnosticSection],
) -> None:
    from xray_desktop.services.diagnostics.run import run_diagnostics

    run_diagnostics(around, on_step, token, first)
